#ifndef INTERP_INTERPRETER_H_
#define INTERP_INTERPRETER_H_

#include "interp/code_map.h"
#include "interp/trace_hooks.h"
#include "runtime/isolate.h"
#include "runtime/objects.h"
#include "runtime/thread.h"

namespace pyjit {

// Per-isolate state of the interpreter (Isolate::interp points to it). The
// hooks are set once by jit before code runs and may be null.
struct InterpState {
  TraceHooks* hooks = nullptr;
  const CodeMap* code_map = nullptr;
};

// Fills Isolate::call_python and the like. Call once after Isolate::Create.
// The state is owned by the caller and must outlive the isolate's last run.
void InstallInterpreter(Isolate* isolate, InterpState* state);
inline InterpState* InterpOf(Thread* t) {
  return static_cast<InterpState*>(t->isolate->interp);
}

// Runs module-level or class-body code in `globals` (and `locals`, or null for
// the globals themselves). Null with an exception pending.
Value RunCode(Thread* t, Code* code, Dict* globals, Value locals);

// Calls a Python function from C++: pushes an entry frame above
// Thread::stack_top, runs it to its return. Native stack and recursion depth
// are checked: RecursionError, never a crash.
Value CallFunction(Thread* t, Function* function, Value* args, size_t nargs,
                   Value kwnames);

// From inside TraceHooks::OnHot or Enter's exit handling: from the next
// instruction on, hooks->Record is called before each one in this activation.
void StartRecording(Thread* t);
bool IsRecording(const Thread* t);

// Handles the poll word: interrupts, deadlines, fuel, collection, finalizers,
// jit. False with an exception pending. Called at LOOP, ENTER and by traces' exits.
bool HandlePoll(Thread* t);

}  // namespace pyjit

#endif  // INTERP_INTERPRETER_H_
