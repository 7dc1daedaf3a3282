#ifndef RUNTIME_ISOLATE_H_
#define RUNTIME_ISOLATE_H_

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "runtime/heap.h"
#include "runtime/objects.h"
#include "runtime/shape.h"
#include "runtime/thread.h"

namespace pyjit {

struct IsolateOptions {
  HeapOptions heap;
  uint64_t vm_stack_words = 1 << 20;  // reserved, committed as used
  int64_t recursion_limit = 1000;
  bool allow_files = false, allow_environment = false, allow_clock = false;
};

// Runtime calls a Python function; the slot is filled by interp.
// Runs `function` with words as D18 says; null with an exception pending.
using CallPythonFn = Value (*)(Thread* t, Function* function, Value* args,
                               size_t nargs, Value kwnames);
// Runs a sleeping generator until it yields, returns or raises; filled by interp.
// `sent` is the value of its `yield`; null: the pending exception is raised there.
// Afterwards generator->pc tells a yield (asleep) from a return (done); null with an
// exception pending if it raised, or could not be resumed.
using ResumeGeneratorFn = Value (*)(Thread* t, Generator* generator, Value sent);
// Stdlib's compile/eval/exec reach the front end through it (filled at set-up).
using CompileFn = Value (*)(Thread* t, absl::string_view source,
                            absl::string_view filename, absl::string_view mode);

// What IMPORT_NAME, IMPORT_FROM and IMPORT_STAR do; filled by stdlib (see stdlib/modules.h).
using ImportNameFn = Value (*)(Thread* t, Str* name, Value fromlist, int level,
                               Dict* globals);
using ImportFromFn = Value (*)(Thread* t, Value module, Str* name);
using ImportStarFn = bool (*)(Thread* t, Value module, Dict* names);

class ShapeArena;
class InternTable;
class NativeSignatureTable;  // runtime/native.cc
class PythonThreads;         // runtime/python_threads.h

// One independent Python (design D7): heap, modules, shapes, code, JIT,
// profiler. Any number run in parallel on their own threads; nothing mutable is
// shared. Create and destroy on any thread; use from one thread at a time.
class Isolate {
 public:
  // Fails with ResourceExhausted if the surroundings give no memory.
  static absl::StatusOr<std::unique_ptr<Isolate>> Create(
      const IsolateOptions& options);
  ~Isolate();

  Thread* main_thread() { return &main_thread_; }
  Heap* heap() { return heap_.get(); }
  PythonThreads* threads() { return threads_.get(); }
  const IsolateOptions& options() const { return options_; }

  Value none() const { return none_; }
  Value true_value() const { return true_; }
  Value false_value() const { return false_; }
  Value not_implemented() const { return not_implemented_; }
  Value ellipsis() const { return ellipsis_; }
  Value Bool(bool b) const { return b ? true_ : false_; }
  Tuple* empty_tuple() const { return empty_tuple_; }
  Str* empty_str() const { return empty_str_; }
  Str* latin1_char(uint8_t c) const { return latin1_[c]; }

  // int_class(), str_class(), ...: one per row of builtin_classes.def.
#define PYJIT_BUILTIN_CLASS(field, name, base, kind, layout, flags) \
  Class* field##_class() const { return field##_class_; }
#include "runtime/builtin_classes.def"
#undef PYJIT_BUILTIN_CLASS

  // Root shapes for direct allocation of builtin kinds.
  Shape* shape_of(Kind kind) const { return kind_shapes_[static_cast<int>(kind)]; }
  Shape* shape_by_id(uint32_t id) const;  // null if there is none

  Dict* builtins() const { return builtins_; }  // namespace dict
  Dict* modules() const { return modules_; }    // sys.modules
  ShapeArena* shape_arena() { return shape_arena_.get(); }
  InternTable* interned() { return interned_.get(); }

  // True while the builder runs: what is interned now is immortal, and classes
  // get their special-method slots at the end.
  bool booting() const { return booting_; }
  // Recent results of class look-ups: a version stands for one class in one
  // state, so entries never go stale. version 0: empty.
  struct AttrCacheEntry {
    uint32_t version;
    Str* name;
    Cell* cell;  // null: absent
    Class* holder;
  };
  AttrCacheEntry* attr_cache(uint32_t version, const Str* name) {
    const auto word = reinterpret_cast<uintptr_t>(name) >> 4;
    return &attr_cache_[(word ^ version * 0x9E3779B1u) % kAttrCacheSize];
  }
  uint32_t NewClassVersion() { return ++last_class_version_; }
  uint32_t NewCodeId() { return ++last_code_id_; }
  // What the isolate itself keeps alive. For the collector.
  void VisitRoots(RootVisitor* visitor);
  // Call when another native thread is about to use the isolate, and from the
  // outermost C++ frame that may hold objects: sets the main thread's native
  // stack bounds for the collector and the recursion check. Create() does it.
  void BindToNativeThread();

  // Filled by rooms above; see the types.
  CallPythonFn call_python = nullptr;
  ResumeGeneratorFn resume_generator = nullptr;
  CompileFn compile = nullptr;
  ImportNameFn import_name = nullptr;
  ImportFromFn import_from = nullptr;
  ImportStarFn import_star = nullptr;
  void* interp = nullptr;    // interp's per-isolate state
  void* profiler = nullptr;

  // Where files flagged kFileHostWriter (a host's stdout, 1, and stderr, 2) send
  // what is written to them.
  void (*write_output)(void* context, int stream, const char* data,
                       size_t size) = nullptr;
  void* output_context = nullptr;

  // sys.set_asyncgen_hooks (null: none) and set_coroutine_origin_tracking_depth.
  Value asyncgen_firstiter, asyncgen_finalizer;
  int64_t coroutine_origin_depth = 0;

  // sys.set_int_max_str_digits: decimal digits int() and str() accept, 0: any.
  int64_t int_max_str_digits = 4300;
  std::shared_ptr<void> stdlib;  // stdlib's per-isolate state
  std::shared_ptr<NativeSignatureTable> native_signatures;

  // Builtin exception classes, indexed by Exc; set by the builder, immortal.
  Class* exception_classes[80] = {};
  // Preallocated, for when nothing can be allocated. Roots of the collector; made
  // by InitExceptionsType.
  Value memory_error, recursion_error;
  // sys.stdout, sys.stderr and sys.stdin as set up at the start. Roots likewise.
  Value standard_out, standard_error, standard_in;
  // Search functions, codecs and error handlers: runtime/types/codec_registry.h. A
  // root likewise; null until codecs by other than builtin names are asked for.
  Value codec_registry;
  bool in_finalizers = false;  // RunFinalizers is on the stack

  // Names that C++ code needs, interned once: isolate->names.init, ...
  struct Names {
#define PYJIT_NAME(id, text) Str* id;
#include "runtime/names.def"
#undef PYJIT_NAME
  } names;

 private:
  friend class IsolateBuilder;  // runtime/isolate_builder.cc sets all this up
  Isolate();
  IsolateOptions options_;
  Thread main_thread_;
  std::unique_ptr<ShapeArena> shape_arena_;
  std::unique_ptr<InternTable> interned_;
  std::unique_ptr<Heap> heap_;
  std::unique_ptr<PythonThreads> threads_;
  Value none_, true_, false_, not_implemented_, ellipsis_;
  Tuple* empty_tuple_ = nullptr;
  Str* empty_str_ = nullptr;
  Str* latin1_[256] = {};
#define PYJIT_BUILTIN_CLASS(field, name, base, kind, layout, flags) \
  Class* field##_class_ = nullptr;
#include "runtime/builtin_classes.def"
#undef PYJIT_BUILTIN_CLASS
  Shape* kind_shapes_[256] = {};
  Dict* builtins_ = nullptr;
  Dict* modules_ = nullptr;
  bool booting_ = true;
  static constexpr size_t kAttrCacheSize = 1024;
  std::unique_ptr<AttrCacheEntry[], void (*)(void*)> attr_cache_{nullptr, &free};
  uint32_t last_class_version_ = 0;
  uint32_t last_code_id_ = 0;
  void* vm_stack_ = nullptr;  // mapping behind the main thread's VM stack
  size_t vm_stack_bytes_ = 0;
};

// Class of any value.
inline Class* ClassOf(Thread* t, Value v) {
  return v.is_small_int() ? t->isolate->int_class() : v.object()->shape()->cls;
}

}  // namespace pyjit

#endif  // RUNTIME_ISOLATE_H_
