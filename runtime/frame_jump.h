#ifndef RUNTIME_FRAME_JUMP_H_
#define RUNTIME_FRAME_JUMP_H_

#include "runtime/frame_object.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// frame.f_lineno = line: a debugger's jump. Where blocks differ from there to here is
// told by BlockStacks. What is set while a trace function runs is carried out when it
// returns.

namespace pyjit {

// Sets FrameObject::jump. ValueError as CPython: jumps come from `line` events of the
// frame (or where it yields), out of blocks but not into them.
bool SetFrameLine(Thread* t, FrameObject* object, Value line);

// Goes to FrameObject::jump, if there is one: Frame::pc, the registers that its blocks
// need, what is handled. Locals that code there takes for bound become None, with a
// warning. False with an exception pending. Runs Python.
bool CarryOutJump(Thread* t, FrameObject* object);

}  // namespace pyjit

#endif  // RUNTIME_FRAME_JUMP_H_
