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

// How often LOOP and ENTER were passed since something was done about it stands in their
// C, so that counting loads nothing but the instruction. The highest bit: machine code
// is entered at each pass.
inline constexpr int kPassCountShift = 48;
inline constexpr uint64_t kPassCountOne = uint64_t{1} << kPassCountShift;
inline constexpr uint64_t kPassCountMask = ~uint64_t{0} << kPassCountShift;
inline constexpr uint64_t kEnteredAtEachPass = uint64_t{1} << 63;
// Of a merge point whose `trace` has been set; else that is seen at the threshold only.
inline void EnterAtEachPass(CodeBlock* block, const MergePoint& point) {
  uint64_t& word = block->instructions[point.pc];
  word = (word & ~kPassCountMask) | kEnteredAtEachPass;
}

// What the interpreter tells the JIT; implemented by jit, null when off. All
// calls come on the isolate's running thread, with Frame::pc stored.
class TraceHooks {
 public:
  // A merge point was passed `threshold()` times, and is counted anew. The JIT may start
  // recording (StartRecording below). It is not told of the next MergePoint::counter times.
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
  // Passes after which OnHot is called; below 32768.
  virtual uint32_t threshold() const = 0;

 protected:
  ~TraceHooks() = default;
};

}  // namespace pyjit

#endif  // INTERP_TRACE_HOOKS_H_
