#include "interp/tracing.h"

#include "bytecode/instruction.h"
#include "runtime/code.h"
#include "runtime/error.h"
#include "runtime/frame_jump.h"
#include "runtime/frame_object.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/isolate.h"
#include "runtime/operators.h"
#include "runtime/types/generator.h"
#include "runtime/types/tuple.h"

namespace pyjit {
namespace {

FrameObject* ObjectAt(Frame* frame) {
  return (frame->flags & kFrameHasObject) ? static_cast<FrameObject*>(ObjectOfFrame(frame))
                                          : nullptr;
}

// Calls function(frame, event, arg), itself untraced. What it did to f_locals becomes
// the frame's locals. Null with an exception pending.
Value CallHook(Thread* t, FrameObject* object, Value function, TraceEvent what,
               const char* event, Value arg) {
  object->shown = true;
  // What it wrote to f_locals at an earlier event must not undo what ran since.
  if (!object->locals.is_null() && FrameLocals(t, object).is_null()) return Value();
  Str* name = Intern(t, event);
  if (name == nullptr) return Value();
  Value args[3] = {object, name, arg.is_null() ? t->isolate->none() : arg};
  t->in_trace_function = static_cast<uint64_t>(what);
  object->event = what;
  Value result = Call(t, function, args, 3, Value());
  object->event = TraceEvent::kNone;
  t->in_trace_function = 0;
  StoreFrameLocals(t, object);
  return result;
}

void StopTracing(Thread* t) {
  t->trace_function = Value();
  if (t->profile_function.is_null()) {
    t->poll.fetch_and(~uint32_t{kPollTrace}, std::memory_order_relaxed);
  }
}

// An event for the frame's own trace function (for `call`: the thread's). An error in it
// ends tracing.
bool Trace(Thread* t, FrameObject* object, TraceEvent what, const char* event, Value arg) {
  Value function = what == TraceEvent::kCall ? t->trace_function : object->trace;
  if (function.is_null() || t->trace_function.is_null()) return true;
  Value result = CallHook(t, object, function, what, event, arg);
  if (result.is_null()) {
    StopTracing(t);
    object->trace = Value();
    object->jump = -1;
    return false;
  }
  if (result != t->isolate->none()) StoreField(t, object, &object->trace, result);
  return true;
}

bool Profile(Thread* t, FrameObject* object, const char* event, Value arg) {
  if (t->profile_function.is_null()) return true;
  if (!CallHook(t, object, t->profile_function, TraceEvent::kProfile, event, arg).is_null()) return true;
  t->profile_function = Value();
  if (t->trace_function.is_null()) StopTracing(t);
  return false;
}

bool IsCall(Op op) {
  return op == Op::kCALL || op == Op::kCALL_METHOD || op == Op::kCALL_KW ||
         op == Op::kCALL_METHOD_KW || op == Op::kCALL_EX;
}

// The builtin that a call instruction is about to call, or null.
Value CalledBuiltin(Frame* frame, Word w) {
  Value callee = frame->regs()[BOf(w)];
  return IsKind(callee, Kind::kNativeFunction) ? callee : Value();
}

// c_return of the builtin that the instruction before called.
bool FinishBuiltin(Thread* t, FrameObject* object, const char* event) {
  Value callee = object->called_builtin;
  if (callee.is_null()) return true;
  object->called_builtin = Value();
  return Profile(t, object, event, callee);
}

bool TraceLine(Thread* t, FrameObject* object, Frame* frame, Op op, int64_t pc) {
  const CodeBlock& block = *frame->code->block;
  const int64_t line = block.LineAt(static_cast<uint32_t>(pc));
  if (op == Op::kLOOP) {
    // Where back-edges go: what stands behind it begins a new round. It has the line of a
    // `pass` that begins the body, but else nothing new at the end of `while True`.
    const Op before = OpOf(block.instructions[static_cast<size_t>(object->pc)]);
    object->jumped_back = pc < object->pc && before != Op::kFOR_ITER;
    const bool unconditional = object->jumped_back && before == Op::kJUMP;
    object->pc = pc;
    if (line <= 0 || line == object->last_line || unconditional) return true;
    object->jumped_back = false;
    object->last_line = line;
    return !object->trace_lines || Trace(t, object, TraceEvent::kLine, "line", Value());
  }
  if (line <= 0) return true;
  // The body of a for loop goes back to where the next item comes from.
  if (op == Op::kFOR_ITER && object->pc >= JumpTarget(*frame->pc, frame->pc[1], pc)) {
    object->jumped_back = true;
  }
  const bool is_new = line != object->last_line || object->jumped_back || pc < object->pc;
  object->jumped_back = false;
  object->last_line = line;
  object->pc = pc;
  if (!is_new || !object->trace_lines) return true;
  return Trace(t, object, TraceEvent::kLine, "line", Value());
}

// Where a generator's frame slept that is to go on at `pc`: behind that YIELD, or at the
// YIELD_FROM that is begun again. -1: nowhere.
int64_t SleptAt(const CodeBlock& block, int64_t pc) {
  if (OpOf(block.instructions[static_cast<size_t>(pc)]) == Op::kYIELD_FROM) return pc;
  int64_t before = 0, at = 0;
  while (at < pc) {
    before = at;
    at += WordsOf(OpOf(block.instructions[static_cast<size_t>(at)]));
  }
  const Op op = OpOf(block.instructions[static_cast<size_t>(before)]);
  return op == Op::kYIELD || op == Op::kMAKE_GENERATOR ? before : -1;
}

// Binds parameters and cells: no line for who traces.
bool IsPrologue(const CodeBlock& block, int64_t pc, Op op) {
  if (op == Op::kENTER || op == Op::kCOPY_CLOSURE || op == Op::kMAKE_CELL) return true;
  const Word next = block.instructions[static_cast<size_t>(pc) + 1];
  return op == Op::kMOVE && OpOf(next) == Op::kMAKE_CELL;
}

// The event `call` of a frame that slept at the instruction, or begins (-1 or 0).
bool TraceCallEvent(Thread* t, FrameObject* object, const CodeBlock& block, int64_t slept) {
  const bool first = slept <= 0;
  object->call_line = first ? block.first_line : block.LineAt(static_cast<uint32_t>(slept));
  object->called = true;
  object->suspended = false;
  object->last_line = first ? 0 : object->call_line;
  const bool told = Trace(t, object, TraceEvent::kCall, "call", Value()) &&
                    Profile(t, object, "call", Value());
  object->call_line = 0;
  return told;
}

}  // namespace

bool TraceInstruction(Thread* t, Frame* frame) {
  if (!IsTracing(t)) return true;
  const CodeBlock& block = *frame->code->block;
  const int64_t pc = frame->pc - block.instructions.data();
  const Word w = *frame->pc;
  const Op op = OpOf(w);
  // Making a generator is no call: its frame is called when it is resumed.
  if (op == Op::kMAKE_GENERATOR) return true;
  auto* object = ObjectAt(frame);
  const bool begins =
      pc == 0 || (object != nullptr ? object->suspended
                                    : (frame->flags & kFrameGenerator) && SleptAt(block, pc) >= 0);
  if (object == nullptr) {
    // Other frames that began before tracing did send nothing unless f_trace is set.
    if (!begins && t->profile_function.is_null()) return true;
    object = FrameObjectFor(t, frame);
    if (object == nullptr) return false;
  }
  if (begins && (!object->called || object->suspended || pc != 0)) {
    if (!TraceCallEvent(t, object, block, pc == 0 ? -1 : SleptAt(block, pc))) return false;
    if (object->jump >= 0) return CarryOutJump(t, object);  // set where it yielded
  }
  if (IsPrologue(block, pc, op)) return true;
  if (!FinishBuiltin(t, object, "c_return")) return false;
  if (!object->trace.is_null()) {
    if (!TraceLine(t, object, frame, op, pc)) return false;
    if (object->jump >= 0) return CarryOutJump(t, object);
    if (object->trace_opcodes && !Trace(t, object, TraceEvent::kOpcode, "opcode", Value())) {
      return false;
    }
  }
  if (op == Op::kYIELD) return TraceYield(t, frame, frame->regs()[BOf(w)]);
  if (op == Op::kRETURN || op == Op::kRETURN_CONST) {
    Value value = op == Op::kRETURN ? frame->regs()[AOf(w)] : block.constants[BOf(w)];
    return Trace(t, object, TraceEvent::kReturn, "return", value) &&
           Profile(t, object, "return", value);
  }
  if (!t->profile_function.is_null() && IsCall(op)) {
    Value callee = CalledBuiltin(frame, w);
    if (!callee.is_null()) {
      if (!Profile(t, object, "c_call", callee)) return false;
      StoreField(t, object, &object->called_builtin, callee);
    }
  }
  return true;
}

bool TraceYield(Thread* t, Frame* frame, Value value) {
  auto* object = ObjectAt(frame);
  if (object == nullptr) return true;
  return Trace(t, object, TraceEvent::kYield, "return", value) &&
         Profile(t, object, "return", value);
}

void TraceException(Thread* t, Frame* frame) {
  auto* object = ObjectAt(frame);
  if (!IsTracing(t) || object == nullptr) return;
  Value exception = t->exception;
  t->exception = Value();
  if (object->suspended) {
    // Thrown into a generator: its frame is called for that.
    const int64_t pc = frame->pc - frame->code->block->instructions.data();
    if (!TraceCallEvent(t, object, *frame->code->block, pc)) return;
  }
  if (!FinishBuiltin(t, object, "c_exception")) return;
  if (!object->trace.is_null() && IsKind(exception, Kind::kException)) {
    Value traceback = exception.as<Exception>()->traceback;
    Value arg = TuplePack(t, ClassOf(t, exception), exception,
                          traceback.is_null() ? t->isolate->none() : traceback);
    if (arg.is_null() || !Trace(t, object, TraceEvent::kException, "exception", arg)) return;
  }
  t->exception = exception;
}

bool TraceStop(Thread* t, Frame* frame, Value iterator, Value result) {
  const bool silent = IsKind(iterator, Kind::kIterator) ||
                      (IsPlainGenerator(t, iterator) && result == t->isolate->none());
  if (silent || ObjectAt(frame) == nullptr) return true;
  RaiseStopIterationOf(t, result);
  const Value stop = t->exception;
  TraceException(t, frame);
  if (t->exception != stop) return false;
  t->exception = Value();
  return true;
}

void TraceUnwound(Thread* t, Frame* frame) {
  auto* object = ObjectAt(frame);
  if (!IsTracing(t) || object == nullptr) return;
  Value exception = t->exception;
  t->exception = Value();
  if (!Trace(t, object, TraceEvent::kReturn, "return", Value())) return;
  if (object->called && !Profile(t, object, "return", Value())) return;
  t->exception = exception;
}

}  // namespace pyjit
