#ifndef INTERP_STATE_H_
#define INTERP_STATE_H_

#include "interp/interpreter.h"
#include "runtime/thread.h"

// Inside of the room: recording state and activations.

namespace pyjit {

// Ends recording: the next instructions run from the counting table.
void StopRecording(Thread* t);

// Runs from `frame` (complete, running, kFrameEntry) until it returns: its value, or
// null with an exception pending; the frame is popped then.
Value RunActivation(Thread* t, Frame* frame);
// The same for Thread::frame from `pc` on, which may be behind the frame's pc; `raise`:
// the pending exception is raised there.
Value RunActivationAt(Thread* t, const uint64_t* pc, bool raise);

}  // namespace pyjit

#endif  // INTERP_STATE_H_
