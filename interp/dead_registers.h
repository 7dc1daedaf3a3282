#ifndef INTERP_DEAD_REGISTERS_H_
#define INTERP_DEAD_REGISTERS_H_

#include "runtime/native.h"
#include "runtime/thread.h"

namespace pyjit {

// For a builtin (`fn`) that the innermost Python frame calls directly and that wants
// an exact collection: nulls what the call leaves behind on the VM stack, its
// arguments included. Otherwise the conservative scan would take arguments of
// earlier calls for alive. Does nothing when the frame calls something else.
void ClearDeadRegisters(Thread* t, NativeFn fn);

}  // namespace pyjit

#endif  // INTERP_DEAD_REGISTERS_H_
