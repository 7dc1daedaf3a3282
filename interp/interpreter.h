#ifndef INTERP_INTERPRETER_H_
#define INTERP_INTERPRETER_H_

#include <memory>

#include "interp/attribute_cache.h"
#include "interp/code_map.h"
#include "interp/trace_hooks.h"
#include "runtime/isolate.h"
#include "runtime/objects.h"
#include "runtime/thread.h"

namespace pyjit {

// Per-isolate state of the interpreter (Isolate::interp points to it). The
// hooks are set once by jit before code runs and may be null.
struct InterpState {
  InterpState();
  ~InterpState();

  TraceHooks* hooks = nullptr;
  const CodeMap* code_map = nullptr;
  // Runs handlers of signals that came (kPollSignal); false with an exception
  // pending. Set by stdlib, may be null.
  bool (*on_signal)(Thread* t) = nullptr;

  // Private to interp.
  std::unique_ptr<AttributeCache> attributes;
  bool recording = false;        // between StartRecording and its end
  bool start_recording = false;  // asked for, not yet taken up by the activation
};

// Fills Isolate::call_python and the like. Call once after Isolate::Create, with
// the hooks in place (a change of `hooks` later needs a second call).
// The state is owned by the caller and must outlive the isolate.
void InstallInterpreter(Isolate* isolate, InterpState* state);
inline InterpState* InterpOf(Thread* t) {
  return static_cast<InterpState*>(t->isolate->interp);
}

// Runs module-level or class-body code in `globals` (and `locals`, or null for
// the globals themselves). Null with an exception pending.
Value RunCode(Thread* t, Code* code, Dict* globals, Value locals);

// Runs the body of a class statement, a Function without parameters (for its
// globals and closure), with its names in `locals` (what __prepare__ gave). What it
// returns: the __class__ cell or None.
Value RunClassBody(Thread* t, Function* function, Value locals);

// Calls a Python function from C++: pushes an entry frame above
// Thread::stack_top, runs it to its return. Native stack and recursion depth
// are checked: RecursionError, never a crash.
Value CallFunction(Thread* t, Function* function, Value* args, size_t nargs,
                   Value kwnames);

// The rest of a call whose entry frame `frame` was pushed by machine code, which ran its
// code and was left as `resume` says: its value, or null with an exception pending; the
// frame is popped then.
Value FinishCall(Thread* t, Frame* frame, const ResumePoint& resume);

// From inside TraceHooks::OnHot or Enter's exit handling: from the next
// instruction on, hooks->Record is called before each one in this activation.
void StartRecording(Thread* t);
bool IsRecording(const Thread* t);

// Handles the poll word: interrupts, deadlines, fuel, collection, finalizers,
// jit. False with an exception pending. Called at LOOP, ENTER and by traces' exits.
bool HandlePoll(Thread* t);

// True if a native pc is inside an opcode's body. Then r12 is the pc of the running
// frame (Thread::frame), or of the frame just entered or left: take it if it is in
// that code's instructions, else Frame::pc. False always in the switch build.
bool IsInterpreterAddress(uintptr_t native_pc);

}  // namespace pyjit

#endif  // INTERP_INTERPRETER_H_
