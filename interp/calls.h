#ifndef INTERP_CALLS_H_
#define INTERP_CALLS_H_

#include <cstddef>
#include <cstdint>

#include "interp/ops.h"
#include "runtime/isolate.h"
#include "runtime/native.h"
#include "runtime/objects.h"
#include "runtime/shape.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// What CALL and its kin do beyond their fast paths.

namespace pyjit {

enum class CallOutcome : uint8_t {
  kPushed,  // a frame was pushed: go on at t->frame and its pc
  kValue,   // *result is the call's value
  kError,   // an exception is pending
};

// Begins callee(args...) from an instruction of the running frame, whose pc is
// stored. `base` is the call's first register (r[B]); args is base + 6, or base + 7 when
// the word below it is free too. nargs positional words, then one per name in
// kwnames (null: none), then one spare word. Python functions and classes with
// a Python __init__ get a frame in place; anything else runs to its end here.
CallOutcome BeginCall(Thread* t, Value callee, Value* base, Value* args, size_t nargs,
                      Value kwnames, Value* result);

// Fills parameter registers from the arguments at `args` (may overlap). `regs` is
// where the callee's registers begin, above the running frame's live ones.
// False with an exception pending.
bool BindInto(Thread* t, Function* function, Value* args, size_t nargs, Value kwnames,
              Value* regs);

// Whether BindUnpacked is able to with so many positional arguments that are enough.
bool IsQuicklyBound(const Function* function, int64_t nargs);

// The same for function(*positional, **keywords) if that takes no more than copying:
// exact containers (or null), a plain function, or one that takes *args and gets no keywords.
// False otherwise, also where it would be an error: nothing has been done then. May collect;
// *ok false: MemoryError is pending.
bool BindUnpacked(Thread* t, Function* function, Value positional, Value keywords,
                  Value* regs, bool* ok);

// A builtin called without a copy of its arguments where its signature allows.
Value CallNativeInPlace(Thread* t, NativeFunction* function, Value* args, size_t nargs);

// True if calling cls is no more than its `construct`: a builtin class with a layout
// of its own, which no Python code can have changed. Those of kind Extension may have an
// __init__ to be called as well.
inline bool IsMadeByConstructAlone(Thread* t, Class* cls) {
  return (cls->flags & kClassBuiltin) && cls->instance_kind != Kind::kInstance &&
         cls->instance_kind != Kind::kClass && cls->instance_kind != Kind::kExtension &&
         cls->shape()->cls == t->isolate->type_class() && cls->construct != nullptr;
}

// Makes the instance for a call of a plain Python class that is initialised by a
// Python __init__ (*init), or null without an exception if that is not the case.
Object* NewPlainInstance(Thread* t, Class* cls, Function** init);

}  // namespace pyjit

#endif  // INTERP_CALLS_H_
