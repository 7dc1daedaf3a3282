#ifndef INTERP_TRACING_H_
#define INTERP_TRACING_H_

#include "runtime/thread.h"
#include "runtime/value.h"

// sys.settrace and sys.setprofile. While a function is set, kPollTrace stands in the
// poll word: machine code is not entered, and the interpreter goes over to the tracing
// table at the next call, back-edge or activation. Each entry of that table calls
// TraceInstruction, then runs the ordinary body.

namespace pyjit {

// True if what runs now is to be traced.
inline bool IsTracing(const Thread* t) {
  return (t->poll.load(std::memory_order_relaxed) & kPollTrace) != 0 && !t->in_trace_function;
}

// The instruction at frame->pc is about to run: sends the events call, line, opcode,
// return, c_call and c_return. The functions may change frame->pc and locals. False with
// an exception pending. Runs Python.
bool TraceInstruction(Thread* t, Frame* frame);

// YIELD_FROM hands on `value`: sends the event return. False with an exception pending.
bool TraceYield(Thread* t, Frame* frame, Value value);

// The pending exception was raised in the frame (not raised again). It may be another
// one afterwards. Runs Python.
void TraceException(Thread* t, Frame* frame);
// YIELD_FROM or FOR_ITER got to the end of an iterator. One that tells so by a StopIteration (not so a
// generator that returns None) sends the event exception. False with an exception pending.
// Runs Python.
bool TraceStop(Thread* t, Frame* frame, Value iterator, Value result);
// The frame is left by the pending exception.
void TraceUnwound(Thread* t, Frame* frame);

}  // namespace pyjit

#endif  // INTERP_TRACING_H_
