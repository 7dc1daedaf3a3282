#ifndef STDLIB_STATE_H_
#define STDLIB_STATE_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "runtime/class.h"
#include "runtime/heap.h"
#include "runtime/isolate.h"
#include "runtime/native.h"
#include "runtime/objects.h"
#include "stdlib/modules.h"

namespace pyjit {

struct SreState;  // stdlib/sre.h
class Archive;  // stdlib/archive.h

// Classes that C++ code makes instances of, kept from when their module was made.
enum class KeptClass : uint8_t {
  kStatResult, kStatvfsResult, kTimesResult, kUnameResult, kWaitidResult, kTerminalSize,
  kSchedParam, kDirEntry, kScandirIterator, kStructTime, kLock, kRLock, kThreadLocal,
  kRandom, kPoll, kStructRusage, kItimerSiginfo, kArchiveImporter,
  kDeque, kDequeIterator, kDequeReverseIterator, kDefaultDict, kOrderedDict,
  kOrderedDictIterator, kOrderedDictKeys, kOrderedDictValues, kOrderedDictItems,
  kPartial, kLruCache, kKeyWrapper,
  kAccumulate, kChain, kIslice, kTee, kTeeData, kGrouper, kItemGetter,
  kContext, kContextVar, kToken, kContextIterator,
  kUnraisableHookArgs, kSha512, kEpoll, kStructPasswd, kStructGroup,
  kQuitter, kPrinter, kHelper,
  kCount,
};

using StdlibClass = KeptClass;

// Stdlib's part of an isolate (Isolate::stdlib).
struct StdlibState final : RootProvider {
  ~StdlibState();
  void VisitRoots(RootVisitor* visitor) override;

  StdlibOptions options;
  std::map<std::string, InitModuleFn, std::less<>> native_modules;
  // What each native module had in its namespace once it was made, by name: a module that
  // is imported anew (sys.modules was cleared) gets the same. A Dict of Dicts.
  Value native_contents;
  Value sys;       // Module
  Value builtins;  // Module
  // Module ast's classes by name, and the one object of each context and operator; Dicts,
  // null until a tree is made.
  Value ast_classes, ast_singletons;
  Value warnings;  // the C++ part of module warnings: see warnings.cc
  // What gc's functions set and say; see stdlib/gc_module.cc.
  bool gc_enabled = true;
  int64_t gc_threshold[3] = {700, 10, 10};
  int64_t gc_debug = 0, gc_frozen = 0;
  Value gc_callbacks;  // List, or null before gc is imported
  Value abc_data_class;    // of _abc, made when first needed; or null
  uint64_t abc_token = 1;  // abc.get_cache_token()
  std::shared_ptr<void> structs;  // _struct's state
  std::shared_ptr<void> io;  // IoState (stdlib/io_internal.h), once it is needed
  Value kept[static_cast<int>(KeptClass::kCount)];  // Classes
  std::shared_ptr<const Archive> archive;  // the frozen library, or null
  Value importlib;    // _frozen_importlib, or null
  bool importlib_starting = false;
  Value import_function;  // builtins.__import__ as it was made
  int64_t import_lock = 0;
  Value audit_hooks;  // List, or null
  Value exit_callbacks;    // atexit's List of (function, args, kwargs), or null
  Value signal_handlers;   // _signal's Tuple by number, or null
  Value fork_hooks[3];  // os.register_at_fork: before, in the parent, in the child; Lists or null
  int64_t switch_interval_us = 5000;
  int64_t thread_stack_size = 0;
  Thread* signal_thread = nullptr;  // set when signals are this isolate's
  bool finalizing = false;
  // Rows of classes made by NewStructClass; the classes refer to them.
  std::vector<std::unique_ptr<GetSetInfo[]>> struct_rows;
  std::shared_ptr<SreState> sre;  // made when _sre is imported
  std::shared_ptr<void> arrays, zlib;  // state of array and zlib
  std::shared_ptr<void> sockets, faults;  // state of _socket and faulthandler
};

inline StdlibState* StdlibOf(Thread* t) {
  return static_cast<StdlibState*>(t->isolate->stdlib.get());
}

inline Class* Kept(Thread* t, KeptClass which) {
  return StdlibOf(t)->kept[static_cast<int>(which)].as<Class>();
}
// False if cls is null (an exception is pending).
inline bool Keep(Thread* t, KeptClass which, Class* cls) {
  StdlibOf(t)->kept[static_cast<int>(which)] = cls;
  return cls != nullptr;
}
inline Class* ClassOfStdlib(Thread* t, StdlibClass which) { return Kept(t, which); }
inline bool KeepClass(Thread* t, StdlibClass which, Class* cls) { return Keep(t, which, cls); }

// --- Helpers of module files ---

inline Value NoneOf(Thread* t) { return t->isolate->none(); }
// Binds a name in a module. A null value (failed allocation) is false.
bool SetModuleValue(Thread* t, Module* module, absl::string_view name, Value value);
bool SetModuleInt(Thread* t, Module* module, absl::string_view name, int64_t value);
bool SetModuleText(Thread* t, Module* module, absl::string_view name, absl::string_view text);
bool AddModuleNatives(Thread* t, Module* module, absl::Span<const NativeInfo> rows);

// sys.<name>, or null without an exception.
Value SysValue(Thread* t, Str* name);

// The frame of the Python code that called a builtin; null outside of any.
Frame* CallerFrame(Thread* t);
// Its globals() and locals(). Null with an exception pending.
Dict* CallerGlobals(Thread* t);
Value CallerLocals(Thread* t);

// sys's functions that look at frames (sys_frames.cc).
absl::Span<const NativeInfo> SysFrameRows();
// The pending exception is written to stderr through sys.unraisablehook, with what
// it came from (may be null), and cleared.
void WriteUnraisable(Thread* t, Value object, absl::string_view message = "");

// Class::construct of classes with a native row "__new__": calls it.
Value ConstructByNew(Thread* t, Value* args, size_t nargs, Value kwnames);
// Class::construct of classes that only C++ code makes instances of: TypeError.
Value RefuseInstances(Thread* t, Value* args, size_t nargs, Value kwnames);

// Keyword `name` of a raw call, or null; *seen counts the ones found.
Value RawKeyword(Value* args, size_t nargs, Value kwnames, absl::string_view name, int* seen);
// TypeError for the first keyword that is not among `known`, or, if `counted`, for more
// keywords than there are known ones; false.
bool RejectKeywords(Thread* t, Value kwnames, const char* function,
                    absl::Span<const absl::string_view> known, bool counted = true);

}  // namespace pyjit

#endif  // STDLIB_STATE_H_
