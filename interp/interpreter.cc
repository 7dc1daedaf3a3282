#include "interp/interpreter.h"

#include <cstring>

#include "interp/calls.h"
#include "interp/frames.h"
#include "interp/generators.h"
#include "interp/state.h"
#include "runtime/argument_binding.h"
#include "runtime/code.h"
#include "runtime/error.h"
#include "runtime/finalizers.h"
#include "runtime/heap.h"
#include "runtime/python_threads.h"

namespace pyjit {

InterpState::InterpState() : attributes(std::make_unique<AttributeCache>()) {}
InterpState::~InterpState() = default;

void InstallInterpreter(Isolate* isolate, InterpState* state) {
  bool first = isolate->interp == nullptr;
  isolate->interp = state;
  isolate->call_python = CallFunction;
  isolate->resume_generator = ResumeGenerator;
  Thread* t = isolate->main_thread();
  t->none = isolate->none();
  t->true_value = isolate->true_value();
  t->false_value = isolate->false_value();
  t->attribute_table = state->attributes->table();
  t->hot_threshold = state->hooks == nullptr ? 0 : state->hooks->threshold();
  if (first) isolate->heap()->AddRootProvider(state->attributes.get());
}

namespace {

bool NativeStackLow(const Thread* t) {
  return static_cast<uint8_t*>(__builtin_frame_address(0)) < t->native_limit;
}

// A frame for an entry from C++, above everything in use; null with RecursionError
// pending.
Frame* EntryFrame(Thread* t, const CodeBlock* block) {
  auto* frame = reinterpret_cast<Frame*>(VmStackTop(t));
  if (NativeStackLow(t) || !RoomForFrame(t, frame->regs(), block)) [[unlikely]] {
    RaiseRecursionError(t);
    return nullptr;
  }
  return frame;
}

}  // namespace

Value CallFunction(Thread* t, Function* function, Value* args, size_t nargs, Value kwnames) {
  CodeBlock* block = function->code->block;
  Frame* frame = EntryFrame(t, block);
  if (frame == nullptr) return Value();
  size_t parameters = nargs;
  if (SimpleCall(block) == nargs + 1 && kwnames.is_null()) [[likely]] {
    Value* regs = frame->regs();
    for (size_t i = 0; i < nargs; ++i) regs[i] = args[i];
  } else {
    if (!BindInto(t, function, args, nargs, kwnames, frame->regs())) return Value();
    parameters = ParameterCount(function);
  }
  frame->callee = function;
  PushFrame(t, frame, t->frame, function->code, block, static_cast<uint32_t>(parameters),
            Value(), kFrameEntry);
  return RunActivation(t, frame);
}

namespace {

Value RunBody(Thread* t, Code* code, Value callee, Value names) {
  CodeBlock* block = code->block;
  Frame* frame = EntryFrame(t, block);
  if (frame == nullptr) return Value();
  frame->callee = callee;
  PushFrame(t, frame, t->frame, code, block, 0, names, kFrameEntry);
  return RunActivation(t, frame);
}

}  // namespace

Value RunCode(Thread* t, Code* code, Dict* globals, Value locals) {
  code = BindCodeToGlobals(t, code, globals);
  if (code == nullptr) return Value();
  if (locals.is_null() && (code->block->flags & kCodeClassBody)) locals = globals;
  return RunBody(t, code, Value(), locals);
}

Value RunClassBody(Thread* t, Function* function, Value locals) {
  return RunBody(t, function->code, function, locals);
}

bool HandlePoll(Thread* t) {
  // What is handled once is cleared before it is handled; limits stay set, so that
  // whoever catches the error meets it again.
  constexpr uint32_t kOnce = kPollInterrupt | kPollCollect | kPollSignal | kPollSwitch |
                             kPollJit | kPollFinalize | kPollMemory;
  uint32_t bits = t->poll.fetch_and(~kOnce, std::memory_order_acquire);
  constexpr uint32_t kMain = kPollInterrupt | kPollSignal;
  if ((bits & kMain) && !ThreadsOf(t)->running_is_main()) {
    ThreadsOf(t)->KeepForMain(bits & kMain);
    bits &= ~kMain;
  }
  if (bits & kPollJit) {
    TraceHooks* hooks = InterpOf(t)->hooks;
    if (hooks != nullptr) hooks->OnPoll(t);
  }
  if (bits & kPollCollect) t->heap->Collect(t, true);
  if (bits & kPollSwitch) ThreadsOf(t)->Yield(t);
  if (bits & kPollFinalize) RunFinalizers(t);
  if (bits & kPollMemory) {
    RaiseMemoryError(t);
    return false;
  }
  if (bits & kPollDeadline) {
    RaiseText(t, Exc::kKeyboardInterrupt, "deadline exceeded");
    return false;
  }
  if (bits & kPollFuel) {
    if (t->fuel == 0) {
      RaiseText(t, Exc::kKeyboardInterrupt, "fuel exhausted");
      return false;
    }
    --t->fuel;
  }
  if ((bits & kPollSignal) && InterpOf(t)->on_signal != nullptr &&
      !InterpOf(t)->on_signal(t)) {
    return false;
  }
  if (bits & kPollInterrupt) {
    RaiseValue(t, ExceptionClass(t, Exc::kKeyboardInterrupt), Value());
    return false;
  }
  return true;
}

}  // namespace pyjit
