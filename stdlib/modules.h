#ifndef STDLIB_MODULES_H_
#define STDLIB_MODULES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "runtime/error.h"
#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// Native modules and import. Each module is one file, stdlib/<name>_module.cc, and
// one row of modules.def.

namespace pyjit {

// Fills a fresh module's dict; false with an exception pending.
using InitModuleFn = bool (*)(Thread* t, Module* module);

// sys.flags, as the command line set them.
struct SysFlags {
  int debug = 0, inspect = 0, interactive = 0, optimize = 0, dont_write_bytecode = 0;
  int no_user_site = 0, no_site = 0, ignore_environment = 0, verbose = 0, bytes_warning = 0;
  int quiet = 0, hash_randomization = 0, isolated = 0, utf8_mode = 0;
  int warn_default_encoding = 0;
  bool dev_mode = false, safe_path = false;
};

// What the program or host says about itself; read by sys.
struct StdlibOptions {
  std::vector<std::string> argv;         // sys.argv
  std::vector<std::string> orig_argv;    // the whole command line; empty: argv
  std::vector<std::string> import_path;  // sys.path, directories of .py files
  std::string executable;                // sys.executable
  std::string prefix;                    // sys.prefix and its kin
  std::string library;                   // the frozen library; empty: it is looked for
  std::string library_folder;            // Python code that follows it on sys.path, or ""
  std::string pycache_prefix;            // sys.pycache_prefix; empty: None
  std::vector<std::string> warn_options;  // -W
  std::vector<std::string> x_options;     // -X
  std::string check_hash_based_pycs = "default";
  SysFlags flags;
  // What the isolate writes to stdout and stderr goes to these descriptors; -1:
  // nowhere.
  int stdin_fd = -1, stdout_fd = -1, stderr_fd = -1;
};

// Makes builtins and sys; other modules are made when first imported. Called
// once per isolate, before any Python runs.
bool InitStdlib(Thread* t, const StdlibOptions& options);
bool InitStdlib(Thread* t);  // empty argv and path, the process's descriptors

// Registers further native modules (the jit's, the host's) of this isolate.
bool RegisterNativeModule(Thread* t, absl::string_view name, InitModuleFn init);

// importlib.import_module(name): dotted names import each parent; the last module
// is returned. ModuleNotFoundError if there is none. Runs Python.
Value ImportModule(Thread* t, Str* name);
// builtins.__import__: level > 0 is relative to globals' __package__; returns
// the top package unless `fromlist` is a non-empty sequence.
Value ImportName(Thread* t, Str* name, Value fromlist, int level, Dict* globals);
// What IMPORT_NAME does: the same, or what a program has put in the place of
// builtins.__import__, or in the __builtins__ of globals; ImportError if it is not there.
Value ImportStatement(Thread* t, Str* name, Value fromlist, int level, Dict* globals);
// `from module import name`: the attribute, or the submodule; ImportError.
Value ImportFrom(Thread* t, Value module, Str* name);
// `from module import *` into a namespace dict.
bool ImportStar(Thread* t, Value module, Dict* namespace_dict);

// A new module object with __name__, __doc__, __package__, __loader__,
// __spec__, put into sys.modules if `add`.
Module* NewModule(Thread* t, Str* name, bool add);

// Sets sys.argv and the first entry of sys.path.
bool SetArgv(Thread* t, const std::vector<std::string>& argv,
             absl::string_view script_directory);

// Writes out sys.stdout and sys.stderr. Never raises: errors are swallowed.
void FlushStandardStreams(Thread* t);

// CompileSource (frontend/compile.h) for a program: warns as CPython does when it
// compiles a file. Runs Python if there is something to warn about.
Value CompileProgram(Thread* t, absl::string_view source, absl::string_view filename,
                     uint32_t flags);

// A warning of the engine about a place in a source, decided by the filters in
// effect. False with an exception pending (a filter says "error"). Runs Python.
bool WarnAt(Thread* t, Exc category, absl::string_view message, absl::string_view filename,
            int line);
// What atexit.register was given, last first. Errors are written out. For the end
// of a program; a pending exception stays.
void RunExitCallbacks(Thread* t);
// From now on sys.is_finalizing() is true.
void SetFinalizing(Thread* t);

// Text onto sys.stderr (through its write method if it was replaced).
void WriteStderr(Thread* t, absl::string_view text);

// What the interpreter does with an uncaught exception: prints it, or for
// SystemExit gives its code. Returns the process's exit code; clears `exc`.
int HandleUncaught(Thread* t, Value exc);

}  // namespace pyjit

#endif  // STDLIB_MODULES_H_
