#ifndef RUNTIME_NATIVE_NEW_H_
#define RUNTIME_NATIVE_NEW_H_

#include <cstddef>

#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// `__new__` of builtin classes: a function whose self, and __self__, is the class that has
// it. It is passed the class that is asked for instead, which is checked here, so that the
// rows themselves find a class of their own layout in args[0].

namespace pyjit {

// Is the function one of those?
bool IsNew(const NativeFunction* function);

// Is args[0] the class that has the `__new__`, or one below it that has no other?
bool IsGoodNew(const NativeFunction* function, const Value* args, size_t nargs);

// False with CPython's TypeError pending if it is not.
bool CheckNew(Thread* t, const NativeFunction* function, const Value* args, size_t nargs);

}  // namespace pyjit

#endif  // RUNTIME_NATIVE_NEW_H_
