#ifndef RUNTIME_FRAME_OBJECT_H_
#define RUNTIME_FRAME_OBJECT_H_

#include <cstdint>

#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

namespace pyjit {

// What a trace function is being told: Thread::in_trace_function while it runs.
enum class TraceEvent : uint8_t {
  kNone, kCall, kLine, kReturn, kYield, kException, kOpcode, kProfile,
};

// Python's frame object: a view of a frame on the VM stack, made on demand (design
// D5). A frame that has one carries kFrameHasObject and its address in Frame::flags;
// whoever pops such a frame calls DetachFrame before, which copies what the
// object shows.
//
// Frames that run as machine code, and those inlined there, are not as the interpreter
// would have them. Who is about to look at frames beyond the running one forces them first.
// A variable that the code does not need any more may be missing or stale.
struct FrameObject : Object {
  Value code;       // Code
  Value callee;     // Function, or null
  Value back;       // FrameObject of the caller once detached, or null
  Value names;      // namespace of a class body or of exec's code, or null
  Value registers;  // ValueArray: copy of locals and cells once detached, or null
  Value locals;     // Dict that f_locals and locals() give out, or null
  Value trace;      // f_trace, or null
  Value generator;  // whose frame it is, or null
  Value called_builtin;  // c_call was sent for it, c_return not yet; or null
  Frame* live;      // the frame on the VM stack, or null
  uint64_t high_flags;  // the live frame's flags beyond kFrameFlagMask
  int64_t pc;       // instruction index, once detached; before: the last one traced
  int64_t last_line;  // of the last `line` event; 0: none yet
  int64_t call_line;  // f_lineno during the event `call`; else 0
  int64_t jump;     // instruction that f_lineno was set to, not gone to yet; or -1
  bool trace_lines;   // f_trace_lines, from the start
  bool trace_opcodes;
  bool shown;         // Python code may have seen it: keeps its caller's frame
  bool called;        // its `call` event was sent
  bool suspended;     // a generator that yielded: the next instruction is a `call` again
  bool jumped_back;   // a back-edge was just taken
  TraceEvent event;   // that its trace function is being told
  static const ExtensionInfo kExtension;
};

// Forces the frames below that run as machine code: they and the frames that were inlined
// get their places in the chain, their pcs and registers, and the code is left when its call
// returns. Keeps what is pending; may collect, runs no Python. To be called before
// Thread::frame or Frame::prev is followed.
inline void ForceFrames(Thread* t) {
  if (t->trace_entry != nullptr) t->force_frames(t, nullptr);
}
// The same if this frame runs as machine code.
inline void ForceFrame(Thread* t, const Frame* frame) {
  if (t->trace_entry != nullptr) t->force_frames(t, frame);
}

// The object of a frame on the VM stack, made if it has none. Null with MemoryError
// pending. May collect. ShownFrame: for one that Python code gets to see.
FrameObject* FrameObjectFor(Thread* t, Frame* frame);
FrameObject* ShownFrame(Thread* t, Frame* frame);

// A frame with kFrameHasObject is about to be popped: copies its locals into the
// object. `unwinding`: by an exception that has an entry for it. Keeps what is
// pending; never fails (without memory the object has no locals). May collect.
void DetachFrame(Thread* t, Frame* frame, bool unwinding);

// The frame of a generator with kFrameHasObject is copied to the heap: the object goes
// with it (Generator::frame_object), and is back at the frame when that wakes.
void SleepFrame(Thread* t, Frame* frame, Generator* generator);
inline void WakeFrameObject(Generator* generator, Frame* frame) {
  if (generator->frame_object.is_null()) [[likely]] return;
  auto* object = generator->frame_object.as<FrameObject>();
  object->live = frame;
  object->high_flags = frame->flags & ~kFrameFlagMask;
  frame->flags = (frame->flags & kFrameFlagMask) | kFrameHasObject |
                 reinterpret_cast<uint64_t>(object);
}
// gi_frame: None when the generator is done. Null with MemoryError pending.
Value GeneratorFrame(Thread* t, Generator* generator);

// Instruction that runs, or where the frame ended; line of it. Right once it was forced.
int64_t FrameInstruction(const FrameObject* object);
int64_t FrameLine(const FrameObject* object);

// What locals() gives in the frame: the namespace of module and class code, else one
// dict per frame, brought up to date by each call. Null with an exception pending.
Value FrameLocals(Thread* t, FrameObject* object);
// Writes f_locals back into the frame, after a trace function could change it.
void StoreFrameLocals(Thread* t, FrameObject* object);
Dict* FrameGlobals(Thread* t, const FrameObject* object);

// frame.f_back: a FrameObject or None. Null with MemoryError pending.
Value FrameBack(Thread* t, FrameObject* object);

// The FrameObject of a traceback entry, made if it has none (a view without locals).
FrameObject* TracebackFrame(Thread* t, Traceback* entry);

}  // namespace pyjit

#endif  // RUNTIME_FRAME_OBJECT_H_
