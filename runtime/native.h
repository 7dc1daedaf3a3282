#ifndef RUNTIME_NATIVE_H_
#define RUNTIME_NATIVE_H_

#include <cstddef>
#include <cstdint>

#include "absl/types/span.h"
#include "runtime/objects.h"
#include "runtime/shape.h"
#include "runtime/value.h"

namespace pyjit {

// The one calling convention of builtins (design D18). args[0..nargs) are
// positional; kwnames is null or a Tuple of k interned names whose values are
// args[nargs..nargs+k). Methods get their receiver as args[0]. Returns the
// null word with an exception pending. May collect and run Python unless the
// row's effects say otherwise.
using NativeFn = Value (*)(Thread* t, Value* args, size_t nargs, Value kwnames);

// What a call may do, for the recorder and the passes (design D11).
enum NativeEffect : uint32_t {
  kPure = 0,            // result depends on arguments' immutable contents only
  kReadsHeap = 1,
  kWritesHeap = 2,      // only objects reachable from the arguments
  kRaises = 4,
  kCollects = 8,
  kRunsPython = 16,     // implies everything else
  kEscapesArgs = 32,
  kAnything = 63,
  // next() and the like: if args[0] is a generator, the interpreter may run its
  // frame itself instead of calling the function.
  kResumesGenerator = 64,
  // Reads or changes the frames of its callers, which compiled code does not keep: a
  // recording ends here. Beside kAnything.
  kLooksAtFrames = 128,
};

// A row of a builtin table. `signature` is CPython's text signature, such as
// "(iterable, /, start=0)"; argument binding and inspect derive from it: args reach `fn`
// already bound in parameter order, absent optional ones as the null word,
// *args as a Tuple, **kwargs as a Dict (order: positional, *args, keyword-only,
// **kwargs, as written; nargs is the number of parameters, kwnames null). A null
// signature means raw convention.
//
// Methods: the receiver is args[0], before the parameters. It may be written as
// first parameter ("($self, x, /)", "(self, x, /)") or left out ("(x, /)");
// both mean the same. "($type, ...)" and "($cls, ...)" make a classmethod. The row
// "__new__" becomes a staticmethod whose first parameter is the class. Module
// functions: "$module" is dropped, and the module is not passed.
// CPython's error texts follow from the signature: one positional-only parameter is
// METH_O ("f() takes exactly one argument (2 given)"), several are "f expected
// at least 1 argument, got 0", names allow keywords.
struct NativeInfo {
  const char* name;
  NativeFn fn;
  const char* signature;
  uint32_t effects;
  const char* doc;
  // IR helper (ir/helpers.def) that does the same for arguments of the usual
  // types, or null; the recorder looks it up by this name.
  const char* inline_helper = nullptr;
};

// `self` non-null is passed as first argument of every call (a bound method, a
// host function's state).
Value NewNativeFunction(Thread* t, const NativeInfo* info, Value self);
// The same function, but one that operators do not take for a builtin class's own method
// (kOverrides). Null with MemoryError pending.
NativeFunction* OverridingCopy(Thread* t, const NativeFunction* function);
// For host functions: as above, and `context` is set. Such a function gets itself
// (the NativeFunction) as args[0], and finds its context there.
Value NewHostFunction(Thread* t, const NativeInfo* info, void* context);
// Adds rows to a class's or module's namespace dict.
bool AddNatives(Thread* t, Dict* dict, absl::Span<const NativeInfo> rows,
                Class* owner);
// Calls with binding by signature.
Value CallNative(Thread* t, NativeFunction* function, Value* args,
                 size_t nargs, Value kwnames);

// NativeFunction::flags and aux, noted by the interpreter's first call of a function: a call
// with aux - 1 positional words (receiver included) may go straight to it, if args[0] is
// exactly of the owner's class where kNativeChecksReceiver says so.
enum NativeCallFlags : uint8_t {
  kNativeChecksReceiver = 1,
  kNativePadsOne = 2,  // the function takes one word more, null: an optional argument
};
inline __attribute__((always_inline)) bool NativeAccepts(const NativeFunction* function,
                                                         uint8_t flags, const Value* args,
                                                         size_t nargs) {
  if (function->aux != nargs + 1 || function->flags != flags) return false;
  if (!(flags & kNativeChecksReceiver)) return true;
  return args[0].is_object() && Value(args[0].object()->shape()->cls) == function->owner;
}
// Whether the function takes the words as they stand.
inline __attribute__((always_inline)) bool IsDirectNativeCall(const NativeFunction* function,
                                                              const Value* args, size_t nargs) {
  const uint8_t flags = function->flags;
  return !(flags & kNativePadsOne) && NativeAccepts(function, flags, args, nargs);
}
// The same for a call that may have to be padded: `args` has a spare word behind it
// (docs/bytecode.md). The number of words to pass, or -1: not direct.
inline __attribute__((always_inline)) int64_t DirectNativeWords(const NativeFunction* function,
                                                                Value* args, size_t nargs) {
  const uint8_t flags = function->flags;
  if (!NativeAccepts(function, flags, args, nargs)) return -1;
  if (!(flags & kNativePadsOne)) return static_cast<int64_t>(nargs);
  args[nargs] = Value();
  return static_cast<int64_t>(nargs) + 1;
}

}  // namespace pyjit

#endif  // RUNTIME_NATIVE_H_
