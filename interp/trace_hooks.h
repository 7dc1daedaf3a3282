#ifndef INTERP_TRACE_HOOKS_H_
#define INTERP_TRACE_HOOKS_H_

#include <cstdint>

#include "runtime/code.h"
#include "runtime/thread.h"
#include "runtime/value.h"

namespace pyjit {

// How machine code, or a recording, hands control back to the interpreter.
enum class Resume : uint8_t {
  kContinue,   // go on at Thread::frame and its pc (frames may have been pushed)
  kException,  // Thread::exception is pending, raised at Thread::frame's pc
  kReturn,     // the root frame returned: `value` is the result of its call,
               // Thread::frame is still the root frame, to be popped
};
struct ResumePoint {
  Resume kind = Resume::kContinue;
  Value value;
};

// What the interpreter tells the JIT; implemented by jit, null when off. All
// calls come on the isolate's running thread, with Frame::pc stored.
class TraceHooks {
 public:
  // A merge point's counter reached `threshold()`. The JIT may start recording
  // (StartRecording below), or set a new counter start for backing off.
  virtual void OnHot(Thread* t, Frame* frame, MergePoint* point) = 0;
  // LOOP or ENTER with point->trace set: runs the machine code until it leaves.
  virtual ResumePoint Enter(Thread* t, Frame* frame, MergePoint* point) = 0;
  // While recording: the instruction at frame->pc is about to run with the
  // operands that now stand in its registers. Runs no Python, may not collect,
  // leaves frame and registers as they are. False ends recording.
  virtual bool Record(Thread* t, Frame* frame) = 0;
  // While recording: the instruction at frame->pc raised; the recorder stops or follows
  // the unwinding to `handler` (null: leaves the frame where recording began).
  virtual bool RecordException(Thread* t, Frame* frame) = 0;
  // The poll word had kPollJit: installs finished compiles.
  virtual void OnPoll(Thread* t) = 0;
  // Counter value at which OnHot is called.
  virtual uint32_t threshold() const = 0;

 protected:
  ~TraceHooks() = default;
};

}  // namespace pyjit

#endif  // INTERP_TRACE_HOOKS_H_
