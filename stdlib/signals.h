#ifndef STDLIB_SIGNALS_H_
#define STDLIB_SIGNALS_H_

#include "runtime/thread.h"

// Signals of the process, for the isolate that asked for them.

namespace pyjit {

// As if the signal had come: its Python handler, if any, runs at the next poll.
void SimulateSignal(Thread* t, int number);
// Runs the Python handlers of signals that came (InterpState::on_signal). False
// with an exception pending.
bool RunSignalHandlers(Thread* t);
// The isolate of this thread (may be null) ends.
void ForgetSignals(Thread* t);

}  // namespace pyjit

#endif  // STDLIB_SIGNALS_H_
