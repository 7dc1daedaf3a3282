#ifndef INTERP_UNWIND_H_
#define INTERP_UNWIND_H_

#include "runtime/thread.h"

namespace pyjit {

class CodeBlock;
struct ExceptionEntry;

// Where an exception raised at word `pc` goes within its frame, or null.
const ExceptionEntry* HandlerAt(const CodeBlock* block, uint32_t pc);

// Finds the handler of the pending exception, raised at t->frame's pc, popping
// frames without one; adds a traceback entry for each frame (but not for the
// first if `reraised`). True: t->frame and its pc are at the handler, which has the
// exception in its register. False: the activation's entry frame was popped, the
// exception is still pending. `recording`: tells the recorder, and is cleared when
// it stops. May collect; runs no Python.
bool FindHandler(Thread* t, bool reraised, bool* recording);

// True if an `except` clause may name `what`; else TypeError is pending.
bool CheckCatchable(Thread* t, Value what);

}  // namespace pyjit

#endif  // INTERP_UNWIND_H_
