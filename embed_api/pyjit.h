#ifndef EMBED_API_PYJIT_H_
#define EMBED_API_PYJIT_H_

/* The C ABI of libpyjit.so: Python inside a program. The C++17 layer over it is
 * embed_api/pyjit.hpp; the guide is docs/embedding.md.
 *
 * Isolates. Each is a Python of its own, with its own memory, modules and
 * compiled code. Any number run in parallel, each on a thread, with no lock
 * between them.
 *
 * Threads. An isolate may be used from any thread, by one at a time: a call
 * while another thread is inside gives PYJIT_BUSY. pyjit_interrupt alone may be
 * called at any time. A host function runs on its caller's thread and may call
 * back into its isolate.
 *
 * Values. A pyjit_value names an object of one isolate and keeps it alive until
 * released. 0 names nothing. A null, released or foreign handle gives
 * PYJIT_BAD_HANDLE, never a crash; a null pointer PYJIT_BAD_ARGUMENT. What a
 * function writes through a `pyjit_value*` belongs to the caller. On failure
 * nothing is written through it but 0.
 *
 * Errors. Every function returns a status. For all but PYJIT_OK the isolate
 * keeps message, exception and traceback until the next failure; see pyjit_error_text.
 *
 * Text is UTF-8, given by pointer and size; the size PYJIT_TERMINATED stands
 * for strlen(). Text that functions hand out belongs to the isolate and is good
 * until the next call of the same function.
 *
 * Option structs begin with their size, so that later versions may add fields;
 * zero means the default in each field: `pyjit_options o = {sizeof o};`. */

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define PYJIT_API __attribute__((visibility("default")))
#else
#define PYJIT_API
#endif

#define PYJIT_TERMINATED SIZE_MAX
#define PYJIT_UNLIMITED UINT64_MAX

typedef struct pyjit_isolate pyjit_isolate;
typedef uint64_t pyjit_value;

typedef enum pyjit_status {
  PYJIT_OK = 0,
  PYJIT_EXCEPTION = 1,   /* Python code raised */
  PYJIT_EXIT = 2,        /* SystemExit: see pyjit_exit_code */
  PYJIT_INTERRUPTED = 3, /* KeyboardInterrupt, as pyjit_interrupt raises it */
  PYJIT_DEADLINE = 4,    /* the deadline passed */
  PYJIT_FUEL = 5,        /* the fuel is used up */
  PYJIT_NO_MEMORY = 6,   /* MemoryError: the cap was reached */
  PYJIT_BAD_HANDLE = 7,
  PYJIT_BAD_ARGUMENT = 8,
  PYJIT_WRONG_TYPE = 9,  /* the value is not of the kind asked for, or too big */
  PYJIT_BUSY = 10,       /* another thread is inside the isolate */
  PYJIT_FAILED = 11      /* the surroundings: a file, a thread, a library */
} pyjit_status;

/* "0.1", of the library that runs. */
PYJIT_API const char* pyjit_version(void);
/* A status as a word, such as "bad handle". Never null. */
PYJIT_API const char* pyjit_status_name(pyjit_status status);

/* ---- Isolates ---- */

/* What Python writes: stream 1 is stdout, 2 stderr. Must not call the isolate. */
typedef void (*pyjit_output_fn)(void* data, int stream, const char* text,
                                size_t size);

typedef enum pyjit_jit_mode {
  PYJIT_JIT_ON = 0,
  PYJIT_JIT_OFF = 1,
  PYJIT_JIT_EVALUATE = 2 /* run traces in the IR evaluator (testing; slow) */
} pyjit_jit_mode;

typedef struct pyjit_options {
  size_t size;               /* sizeof(pyjit_options) */
  uint64_t memory_cap;       /* bytes in all; 0: 4 GiB */
  int64_t recursion_limit;   /* 0: 1000 */
  int allow_files;           /* open(), imports from import_path */
  int allow_environment;
  int allow_clock;           /* time.time() and the like */
  int standard_streams;      /* sys.stdin, stdout, stderr are the process's own */
  pyjit_output_fn output;    /* else: what gets the output; null: nobody */
  void* output_data;
  const char* const* argv;   /* sys.argv */
  size_t argc;
  const char* const* import_path;  /* sys.path */
  size_t import_path_count;
  int jit;                   /* pyjit_jit_mode */
  const char* const* jit_knobs;    /* "name=value"; names: pyjit --help */
  size_t jit_knob_count;
  const char* jit_log;       /* file, "-" for stderr; null: none */
  const char* codegen_library;     /* libpyjit_codegen.so; null: beside this one */
  uint64_t collect_every;    /* testing: a full collection each nth allocation */
} pyjit_options;

/* Makes an isolate. options may be null. When it fails, `message` (if not null)
 * gets up to message_size bytes of why, with a terminating 0. Any thread. */
PYJIT_API pyjit_status pyjit_isolate_new(const pyjit_options* options,
                                         pyjit_isolate** isolate, char* message,
                                         size_t message_size);
/* Ends an isolate and all its values. Null is fine. Not from a host function of
 * its own; no other thread may be inside, nor use it any more. */
PYJIT_API void pyjit_isolate_free(pyjit_isolate* isolate);

/* ---- Running code ---- */

/* Runs a program in the module __main__. filename, which may be null, is what
 * tracebacks say. */
PYJIT_API pyjit_status pyjit_run(pyjit_isolate* isolate, const char* text,
                                 size_t size, const char* filename);
/* The value of an expression in __main__. */
PYJIT_API pyjit_status pyjit_eval(pyjit_isolate* isolate, const char* text,
                                  size_t size, pyjit_value* result);
/* Compiles without running: mode "exec" or "eval". */
PYJIT_API pyjit_status pyjit_compile(pyjit_isolate* isolate, const char* text,
                                     size_t size, const char* filename,
                                     const char* mode, pyjit_value* code);
/* Runs what pyjit_compile made, in __main__. result may be null. */
PYJIT_API pyjit_status pyjit_run_code(pyjit_isolate* isolate, pyjit_value code,
                                      pyjit_value* result);
/* Imports a module ("math"). */
PYJIT_API pyjit_status pyjit_import(pyjit_isolate* isolate, const char* name,
                                    pyjit_value* module);
/* A global of __main__. Absent: PYJIT_EXCEPTION with a NameError. */
PYJIT_API pyjit_status pyjit_get_global(pyjit_isolate* isolate, const char* name,
                                        pyjit_value* value);
PYJIT_API pyjit_status pyjit_set_global(pyjit_isolate* isolate, const char* name,
                                        pyjit_value value);
/* Calls any callable with positional arguments. result may be null. */
PYJIT_API pyjit_status pyjit_call(pyjit_isolate* isolate, pyjit_value callee,
                                  const pyjit_value* args, size_t count,
                                  pyjit_value* result);
PYJIT_API pyjit_status pyjit_call_method(pyjit_isolate* isolate, pyjit_value self,
                                         const char* name,
                                         const pyjit_value* args, size_t count,
                                         pyjit_value* result);

/* ---- Values ---- */

typedef enum pyjit_kind {
  PYJIT_KIND_NONE = 0,
  PYJIT_KIND_BOOL = 1,
  PYJIT_KIND_INT = 2,
  PYJIT_KIND_FLOAT = 3,
  PYJIT_KIND_STR = 4,
  PYJIT_KIND_BYTES = 5,
  PYJIT_KIND_LIST = 6,
  PYJIT_KIND_TUPLE = 7,
  PYJIT_KIND_DICT = 8,
  PYJIT_KIND_FUNCTION = 9,
  PYJIT_KIND_OTHER = 10
} pyjit_kind;

/* A second handle to the same object. */
PYJIT_API pyjit_status pyjit_copy(pyjit_isolate* isolate, pyjit_value value,
                                  pyjit_value* copy);
PYJIT_API pyjit_status pyjit_release(pyjit_isolate* isolate, pyjit_value value);
/* How many handles are in use. */
PYJIT_API pyjit_status pyjit_handle_count(pyjit_isolate* isolate, size_t* count);
/* Subclasses count as what they derive from. */
PYJIT_API pyjit_status pyjit_kind_of(pyjit_isolate* isolate, pyjit_value value,
                                     pyjit_kind* kind);

PYJIT_API pyjit_status pyjit_from_none(pyjit_isolate* isolate, pyjit_value* value);
PYJIT_API pyjit_status pyjit_from_bool(pyjit_isolate* isolate, int b,
                                       pyjit_value* value);
PYJIT_API pyjit_status pyjit_from_int64(pyjit_isolate* isolate, int64_t n,
                                        pyjit_value* value);
PYJIT_API pyjit_status pyjit_from_double(pyjit_isolate* isolate, double d,
                                         pyjit_value* value);
PYJIT_API pyjit_status pyjit_from_utf8(pyjit_isolate* isolate, const char* text,
                                       size_t size, pyjit_value* value);
PYJIT_API pyjit_status pyjit_from_bytes(pyjit_isolate* isolate, const void* data,
                                        size_t size, pyjit_value* value);

/* No conversions but int and bool to double: PYJIT_WRONG_TYPE. */
PYJIT_API pyjit_status pyjit_to_int64(pyjit_isolate* isolate, pyjit_value value,
                                      int64_t* n);
PYJIT_API pyjit_status pyjit_to_double(pyjit_isolate* isolate, pyjit_value value,
                                       double* d);
PYJIT_API pyjit_status pyjit_to_utf8(pyjit_isolate* isolate, pyjit_value value,
                                     const char** text, size_t* size);
PYJIT_API pyjit_status pyjit_to_bytes(pyjit_isolate* isolate, pyjit_value value,
                                      const void** data, size_t* size);
/* bool(value): any value; may run Python. */
PYJIT_API pyjit_status pyjit_truth(pyjit_isolate* isolate, pyjit_value value,
                                   int* b);
/* str(value) and repr(value). May run Python. */
PYJIT_API pyjit_status pyjit_str(pyjit_isolate* isolate, pyjit_value value,
                                 pyjit_value* text);
PYJIT_API pyjit_status pyjit_repr(pyjit_isolate* isolate, pyjit_value value,
                                  pyjit_value* text);

PYJIT_API pyjit_status pyjit_list_new(pyjit_isolate* isolate,
                                      const pyjit_value* items, size_t count,
                                      pyjit_value* list);
PYJIT_API pyjit_status pyjit_tuple_new(pyjit_isolate* isolate,
                                       const pyjit_value* items, size_t count,
                                       pyjit_value* tuple);
PYJIT_API pyjit_status pyjit_dict_new(pyjit_isolate* isolate, pyjit_value* dict);
PYJIT_API pyjit_status pyjit_list_append(pyjit_isolate* isolate, pyjit_value list,
                                         pyjit_value item);

/* Python's own operations, on any values; they may run Python. */
PYJIT_API pyjit_status pyjit_length(pyjit_isolate* isolate, pyjit_value value,
                                    int64_t* length);
PYJIT_API pyjit_status pyjit_get_item(pyjit_isolate* isolate, pyjit_value container,
                                      pyjit_value key, pyjit_value* item);
PYJIT_API pyjit_status pyjit_set_item(pyjit_isolate* isolate, pyjit_value container,
                                      pyjit_value key, pyjit_value item);
/* container[index] without a handle for the index. */
PYJIT_API pyjit_status pyjit_get_index(pyjit_isolate* isolate,
                                       pyjit_value container, int64_t index,
                                       pyjit_value* item);
PYJIT_API pyjit_status pyjit_get_attr(pyjit_isolate* isolate, pyjit_value object,
                                      const char* name, pyjit_value* value);
PYJIT_API pyjit_status pyjit_set_attr(pyjit_isolate* isolate, pyjit_value object,
                                      const char* name, pyjit_value value);
/* iter(value); then pyjit_next until it gives PYJIT_OK and *item is 0. */
PYJIT_API pyjit_status pyjit_iter(pyjit_isolate* isolate, pyjit_value value,
                                  pyjit_value* iterator);
PYJIT_API pyjit_status pyjit_next(pyjit_isolate* isolate, pyjit_value iterator,
                                  pyjit_value* item);

/* ---- Host functions ---- */

/* A function of the host, called from Python with positional arguments. The
 * argument handles are the isolate's and end with the call. Return PYJIT_OK and
 * a handle in *result (which passes to the isolate; 0 means None), or a failure:
 * what pyjit_raise set, or the failure of a nested call, passed on. No C++
 * exception may leave it. */
typedef pyjit_status (*pyjit_host_fn)(pyjit_isolate* isolate, void* data,
                                      const pyjit_value* args, size_t count,
                                      pyjit_value* result);
/* Makes a Python callable. It and data live as long as the isolate; free_data, if
 * not null, is called with data when the isolate ends or if this fails. */
PYJIT_API pyjit_status pyjit_function_new(pyjit_isolate* isolate, const char* name,
                                          pyjit_host_fn function, void* data,
                                          void (*free_data)(void*),
                                          pyjit_value* value);
/* Sets the error of a host function: an exception by the name of its builtin class,
 * such as "ValueError" (unknown names: RuntimeError). Returns PYJIT_EXCEPTION. */
PYJIT_API pyjit_status pyjit_raise(pyjit_isolate* isolate, const char* type,
                                   const char* message);

/* ---- Errors: the last failure ---- */

/* One line, "ValueError: too small". Never null. */
PYJIT_API const char* pyjit_error_text(pyjit_isolate* isolate);
/* As Python prints it, with the traceback; empty if nothing was raised. */
PYJIT_API const char* pyjit_error_traceback(pyjit_isolate* isolate);
/* The exception's class, "ValueError"; empty if nothing was raised. */
PYJIT_API const char* pyjit_error_type(pyjit_isolate* isolate);
/* The exception itself, or 0 if nothing was raised. */
PYJIT_API pyjit_status pyjit_error_value(pyjit_isolate* isolate,
                                         pyjit_value* exception);
/* After PYJIT_EXIT: what sys.exit was called with, as a process's exit code. */
PYJIT_API int pyjit_exit_code(pyjit_isolate* isolate);

/* ---- Limits ---- */

/* Raises KeyboardInterrupt in what the isolate runs, or runs next. Any thread,
 * at any time, also in a signal handler. */
PYJIT_API pyjit_status pyjit_interrupt(pyjit_isolate* isolate);
/* From now on: code that still runs after this many milliseconds of real time
 * fails with PYJIT_DEADLINE, again and again until another deadline is set.
 * PYJIT_UNLIMITED: none. */
PYJIT_API pyjit_status pyjit_set_deadline(pyjit_isolate* isolate,
                                          uint64_t milliseconds);
/* Allows this many loop iterations and calls together, then PYJIT_FUEL. Counting
 * costs speed. PYJIT_UNLIMITED: no counting. */
PYJIT_API pyjit_status pyjit_set_fuel(pyjit_isolate* isolate, uint64_t steps);
PYJIT_API pyjit_status pyjit_get_fuel(pyjit_isolate* isolate, uint64_t* steps);
PYJIT_API pyjit_status pyjit_set_recursion_limit(pyjit_isolate* isolate,
                                                 int64_t frames);
/* A full collection. */
PYJIT_API pyjit_status pyjit_collect(pyjit_isolate* isolate);

typedef struct pyjit_stats {
  size_t size; /* sizeof(pyjit_stats), set by the caller */
  uint64_t owned_bytes, live_bytes, allocated_bytes;
  uint64_t minor_collections, major_collections, longest_pause_ns;
  uint64_t recordings, compiles, aborts, retirements, code_bytes;
} pyjit_stats;
PYJIT_API pyjit_status pyjit_get_stats(pyjit_isolate* isolate, pyjit_stats* stats);

/* ---- Profiler ---- */

typedef struct pyjit_profile_options {
  size_t size;
  uint64_t period_us; /* between samples; 0: 997 */
  int wall_clock;     /* real time; else CPU time of the thread */
  int native_frames;  /* C++ functions too, where symbols tell them */
  int vm_states;      /* a frame for what the VM was doing, "(minor gc)" */
} pyjit_profile_options;

/* Samples the calling thread, on which the isolate must then run. options may be
 * null. PYJIT_BAD_ARGUMENT if it is on already. */
PYJIT_API pyjit_status pyjit_profile_start(pyjit_isolate* isolate,
                                           const pyjit_profile_options* options);
/* Stops, and writes collapsed stacks ("main;f;g 12") to a file. Same thread.
 * path null: throws the samples away. */
PYJIT_API pyjit_status pyjit_profile_stop(pyjit_isolate* isolate, const char* path);

#ifdef __cplusplus
}
#endif

#endif /* EMBED_API_PYJIT_H_ */
