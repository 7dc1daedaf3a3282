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

// Stdlib's part of an isolate (Isolate::stdlib).
struct StdlibState final : RootProvider {
  void VisitRoots(RootVisitor* visitor) override;

  StdlibOptions options;
  std::map<std::string, InitModuleFn, std::less<>> native_modules;
  Value sys;       // Module
  Value builtins;  // Module
  // Module ast's classes by name, and the one object of each context and operator; Dicts,
  // null until a tree is made.
  Value ast_classes, ast_singletons;
  Value warnings;  // the C++ part of module warnings: see warnings.cc
  bool gc_enabled = true;
  Value abc_data_class;    // of _abc, made when first needed; or null
  uint64_t abc_token = 1;  // abc.get_cache_token()
  std::shared_ptr<void> structs;  // _struct's state
  std::shared_ptr<void> io;  // IoState (stdlib/io_internal.h), once it is needed
  // Rows of classes made by NewStructClass; the classes refer to them.
  std::vector<std::unique_ptr<GetSetInfo[]>> struct_rows;
  std::shared_ptr<SreState> sre;  // made when _sre is imported
};

inline StdlibState* StdlibOf(Thread* t) {
  return static_cast<StdlibState*>(t->isolate->stdlib.get());
}

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

// Keyword `name` of a raw call, or null; *seen counts the ones found.
Value RawKeyword(Value* args, size_t nargs, Value kwnames, absl::string_view name, int* seen);
// TypeError for the first keyword that is not among `known`; false.
bool RejectKeywords(Thread* t, Value kwnames, const char* function,
                    absl::Span<const absl::string_view> known);

}  // namespace pyjit

#endif  // STDLIB_STATE_H_
