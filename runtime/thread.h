#ifndef RUNTIME_THREAD_H_
#define RUNTIME_THREAD_H_

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "runtime/value.h"

namespace pyjit {

class Heap;
class Isolate;
struct Code;
struct Object;
struct Thread;

// Why the poll word is set (design D7); bits of Thread::poll. Any thread may
// set a bit; the running thread handles them at its next back-edge or call.
enum PollBit : uint32_t {
  kPollInterrupt = 1,    // host: raise KeyboardInterrupt (or stop)
  kPollDeadline = 2,     // host: raise the uncatchable limit error
  kPollFuel = 4,
  kPollCollect = 8,      // a full collection was asked for (gc.collect, host)
  kPollSignal = 16,
  kPollSwitch = 32,      // another Python thread of the isolate waits
  kPollJit = 64,         // the compile thread has a result to install
  kPollFinalize = 128,   // finalizers queued: RunFinalizers (runtime/finalizers.h)
  kPollMemory = 256,     // the cap was exceeded by machine code: raise MemoryError
  // sys.settrace or sys.setprofile is in effect: stays set, so that no machine code is
  // entered and the interpreter goes over to its tracing table.
  kPollTrace = 512,
};

// A frame on the VM stack: this header, then the registers (design D5).
// The caller builds it in place: callee at `callee`, arguments from regs()[0],
// so that a call copies nothing. Registers of the caller below keep their
// offsets. The same layout holds interpreter frames and what exits rebuild.
struct Frame {
  Value callee;    // the Function called (module code: null)
  Frame* prev;     // caller's frame, or the frame below an entry frame, or null
  Code* code;
  const uint64_t* pc;  // instruction being executed, valid whenever something
                       // may raise, collect, call or sample
  Value extra;     // Generator that owns the frame, class-body namespace Dict, or null;
                   // while machine code runs that called itself, the caller's TraceCall
  uint64_t flags;  // FrameFlags; above them the FrameObject's address, if it has one

  Value* regs() { return reinterpret_cast<Value*>(this + 1); }
  static Frame* FromRegs(Value* regs) {
    return reinterpret_cast<Frame*>(regs) - 1;
  }
};
enum FrameFlags : uint64_t {
  kFrameEntry = 1,        // returning leaves the C++ Interpret() call
  kFrameConstructor = 2,  // __init__: the caller's result is the instance in `extra`
  kFrameGenerator = 4,
  kFrameHasObject = 8,  // a frame object views this frame: detached before it is popped
  // Frames that an instruction without a call base has pushed. An operator's special
  // method: RETURN looks whether the result is NotImplemented, and a comparison that
  // jumps then does so (ReturnSpecial).
  kFrameOperator = 16,
  // The __next__ of a FOR_ITER: RETURN goes on in the loop, StopIteration behind it.
  kFrameNext = 32,
  // A frame of machine code that called itself: the code looks no further than at this word
  // when it returns, whether its caller's frames were forced meanwhile.
  kFrameForced = 64,
};
// Objects are aligned to 16 bytes: the first four flags fit below an address; of a frame
// with an object, that has the others. The collector takes the word for an interior
// pointer, so the object lives as long as the frame.
inline constexpr uint64_t kFrameFlagMask = 15;
// The FrameObject (runtime/frame_object.h) of a frame, or null.
inline Object* ObjectOfFrame(const Frame* frame) {
  return reinterpret_cast<Object*>(frame->flags & ~kFrameFlagMask);
}
inline constexpr int kFrameHeaderWords = sizeof(Frame) / 8;
static_assert(kFrameHeaderWords == 6);

// What the VM is doing, for the profiler (D15).
enum class VmState : uint32_t {
  kInterpreter, kRecording, kOptimizing, kCodeGeneration, kTrace, kSideTrace,
  kExit, kMinorGc, kMajorGc, kHost,
};

// A call out of machine code that may run Python: what the JIT needs to force the frames
// there, that is to make them as the interpreter would have them. One per activation, on its
// native stack; behind it the raw words that `where` needs. Holds while the call lasts.
struct TraceCall {
  Value* regs;     // of the frame whose code runs as machine code; not of a self call
  uint64_t where;  // for the JIT
};

// Thread::valid_mark: what the valid flag of the machine code that runs has to be.
inline constexpr uint64_t kValid = 1, kFramesForced = 2;

// What the running Python thread of an isolate does; the first argument of nearly
// everything. Threads take turns in it. The first fields are read by compiled code at fixed offsets
// (runtime/layout.h). Owned by the isolate.
struct Thread {
  uint8_t* alloc_ptr;    // bump region of the heap, moved between threads on a switch
  uint8_t* alloc_limit;
  std::atomic<uint32_t> poll;
  std::atomic<VmState> vm_state;
  Value exception;       // pending exception, null if none
  Frame* frame;          // innermost frame
  Value* stack_limit;    // end of the VM stack
  uint8_t* native_limit;  // lowest native stack address calls may reach
  Isolate* isolate;
  Heap* heap;
  Value handled;         // exception being handled (sys.exc_info), null if none
  Value* exit_values;    // buffer that machine code fills at an exit (raw words)
  Value* stack_top;      // first VM stack word that nested entries may use
  void* jit;             // the isolate's jit, opaque here
  Value* stack_base;
  uint64_t fuel;         // back-edges left; meaningful when a limit is set
  int64_t depth;         // Python frames, for the recursion limit
  int64_t depth_limit;   // sys.getrecursionlimit()
  uint64_t os_thread_id;
  uint8_t* native_base;  // highest native stack address to scan
  void* repr_chain = nullptr;  // containers whose repr() is running (types/container_util.h)
  void* native_thread = nullptr;  // thread pointer of the native thread that runs

  // Copies of the isolate's constants at fixed offsets, for the interpreter's fast
  // paths; filled by InstallInterpreter.
  Value none, true_value, false_value;
  uint32_t hot_threshold = 0;     // TraceHooks::threshold()
  uint32_t attribute_misses = 0;  // of inline caches
  void* attribute_table = nullptr;  // entries of the interpreter's AttributeCache
  // sys.settrace's and sys.setprofile's functions, null if none is set.
  Value trace_function, profile_function;
  uint64_t in_trace_function = 0;  // one of them runs: it is not traced itself
  uint32_t exact_shapes[64] = {};  // per Kind: shape word of the builtin class itself, or 0
  // Of the machine code that was entered last. Valid while one of its calls that may run
  // Python lasts; null before the first.
  TraceCall* trace_call = nullptr;
  void* trace_entry = nullptr;  // where it was entered: jit/deoptimizer.h; null if nowhere
  uint64_t valid_mark = kValid;  // kFramesForced: its frames are there, it is left after the call
  // ForceFrames and ForceFrame of runtime/frame_object.h; set by the JIT.
  void (*force_frames)(Thread* t, const Frame* frame) = nullptr;
};

// The fields that each Python thread of the isolate has for itself: saved and put
// back when threads take turns (runtime/python_threads.h). A new field of Thread
// that belongs to what is running, not to the isolate, gets its row here.
#define PYJIT_THREAD_OWN_FIELDS(F) \
  F(exception)                     \
  F(handled)                       \
  F(frame)                         \
  F(stack_base)                    \
  F(stack_top)                     \
  F(stack_limit)                   \
  F(native_base)                   \
  F(native_limit)                  \
  F(depth)                         \
  F(os_thread_id)                  \
  F(native_thread)                 \
  F(repr_chain)                    \
  F(trace_function)                \
  F(profile_function)              \
  F(in_trace_function)             \
  F(trace_call)                    \
  F(trace_entry)                   \
  F(valid_mark)

}  // namespace pyjit

#endif  // RUNTIME_THREAD_H_
