// Calls and returns. A call of a Python function builds its frame around the
// arguments where they stand: nothing is copied and C++ does not recurse.
#include "interp/calls.h"
#include "interp/fast_values.h"
#include "interp/frames.h"
#include "interp/operators.h"
#include "interp/ops.h"
#include "interp/tracing.h"
#include "runtime/argument_binding.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/isolate.h"
#include "runtime/operator_methods.h"

namespace pyjit {

PYJIT_OP_FUNCTION(ResumeAtFrame) {
  Frame* frame = t->frame;
  regs = frame->regs();
  DISPATCH(frame->pc);
}

namespace {

// Any call instruction; the frame's pc is stored.
CallOutcome CallFrom(Thread* t, Frame* frame, Value* result) {
  const Word* pc = frame->pc;
  Word w = *pc;
  Value* base = frame->regs() + BOf(w);
  Value* args = base + kFrameHeaderWords;
  size_t nargs = COf(w);
  Value kwnames;
  switch (OpOf(w)) {
    case Op::kCALL_KW: kwnames = frame->code->block->constants[pc[1]]; break;
    case Op::kCALL_METHOD_KW: kwnames = frame->code->block->constants[pc[1]]; [[fallthrough]];
    case Op::kCALL_METHOD:
      if (args->is_null()) {
        ++args;
      } else {
        ++nargs;
      }
      break;
    default: break;
  }
  return BeginCall(t, *base, base, args, nargs, kwnames, result);
}

}  // namespace

PYJIT_SLOW(CallSlow) {
  SAVE_PC();
  Value result;
  switch (CallFrom(t, FRAME, &result)) {
    case CallOutcome::kPushed: TAIL(ResumeAtFrame);
    case CallOutcome::kError: RAISE();
    case CallOutcome::kValue: break;
  }
  Word word = *pc;
  regs[AOf(word)] = result;
  NEXT(OpOf(word) == Op::kCALL || OpOf(word) == Op::kCALL_METHOD ? 1 : 2);
}

// A Python function with exactly its parameters at `arguments`; the callee's
// header lies below them.
#define PUSH_SIMPLE_OR_SLOW(function_expression, arguments, argument_count)              \
  do {                                                                                   \
    auto* function = (function_expression);                                              \
    Code* code = function->code;                                                         \
    CodeBlock* block = code->block;                                                      \
    Value* arguments_ = (arguments);                                                     \
    uint32_t count_ = (argument_count);                                                  \
    if (block->simple_call != count_ + 1 || !RoomForFrame(t, arguments_, block))         \
        [[unlikely]] {                                                                   \
      TAIL(CallSlow);                                                                    \
    }                                                                                    \
    SAVE_PC();                                                                           \
    Frame* callee_frame = Frame::FromRegs(arguments_);                                   \
    PushFrame(t, callee_frame, FRAME, code, block, count_, Value(), 0);                  \
    regs = arguments_;                                                                   \
    DISPATCH(callee_frame->pc);                                                          \
  } while (0)

PYJIT_OP_FUNCTION(CallNativeSlow) { TAIL(CallSlow); }
// A builtin class, or one with a Python __init__ that takes just these arguments.
PYJIT_SLOW(CallClassObject) {
  Value* base = regs + BOf(w);
  auto* cls = base->as<Class>();
  Value* args = base + kFrameHeaderWords;
  size_t nargs = COf(w);
  if (OpOf(w) == Op::kCALL_METHOD) {
    if (!args->is_null()) TAIL(CallSlow);
    ++args;
  }
  if (IsMadeByConstructAlone(t, cls)) {
    SAVE_PC();
    args[-1] = cls;
    Value result = cls->construct(t, args - 1, nargs + 1, Value());
    if (result.is_null()) [[unlikely]] RAISE();
    regs[AOf(*pc)] = result;
    NEXT(1);
  }
  Value init = ClassSlot(cls, Slot::kInit);
  if (init.is_null() || !IsExact(t, init, Kind::kFunction)) TAIL(CallSlow);
  Code* code = init.as<Function>()->code;
  CodeBlock* block = code->block;
  if (SimpleCall(block) != nargs + 2 || !RoomForFrame(t, args + 1, block)) TAIL(CallSlow);
  SAVE_PC();
  Function* function;
  Object* instance = NewPlainInstance(t, cls, &function);
  if (instance == nullptr) {
    if (!t->exception.is_null()) RAISE();
    TAIL(CallSlow);
  }
  if (args > base + kFrameHeaderWords) {
    --args;
  } else {
    for (size_t i = nargs; i-- > 0;) args[i + 1] = args[i];
  }
  args[0] = instance;
  Frame* callee_frame = Frame::FromRegs(args);
  callee_frame->callee = function;
  PushFrame(t, callee_frame, FRAME, code, block, static_cast<uint32_t>(nargs) + 1, instance,
            kFrameConstructor);
  regs = args;
  DISPATCH(callee_frame->pc);
}

// Class with a Python __init__, or a builtin: what is called most after functions.
PYJIT_SLOW(CallOther) {
  Value* base = regs + BOf(w);
  Value callee = *base;
  if (callee.is_object() && callee.object()->kind() == Kind::kNativeFunction) {
    Value* args = base + kFrameHeaderWords;
    size_t nargs = COf(w);
    if (OpOf(w) == Op::kCALL_METHOD) {
      if (args->is_null()) {
        ++args;
      } else {
        ++nargs;
      }
    }
    auto* native = callee.as<NativeFunction>();
    if ((native->info->effects & kResumesGenerator) && nargs > 0 &&
        IsKind(args[0], Kind::kGenerator)) {
      TAIL(ResumeByCall);
    }
    SAVE_PC();
    const int64_t words = DirectNativeWords(native, args, nargs);
    Value result = words >= 0
                       ? native->info->fn(t, args, static_cast<size_t>(words), Value())
                       : CallNativeInPlace(t, native, args, nargs);
    if (result.is_null()) [[unlikely]] RAISE();
    regs[AOf(*pc)] = result;
    NEXT(1);
  }
  if (callee.is_object() && callee.object()->kind() == Kind::kClass) TAIL(CallClassObject);
  TAIL(CallSlow);
}

// Calls a builtin that has these NativeCallFlags, if it takes the words as they stand.
#define CALL_IF_DIRECT(callee, native_flags, arguments, argument_count)                \
  do {                                                                                 \
    if (!(callee).is_object() || (callee).object()->kind() != Kind::kNativeFunction) break; \
    auto* native_ = (callee).as<NativeFunction>();                                     \
    Value* arguments_ = (arguments);                                                   \
    const size_t count_ = (argument_count);                                            \
    if (NativeAccepts(native_, (native_flags), arguments_, count_) &&                  \
        !(native_->info->effects & kResumesGenerator)) [[likely]] {                    \
      SAVE_PC();                                                                       \
      Value result_ = native_->info->fn(t, arguments_, count_, Value());               \
      if (result_.is_null()) [[unlikely]] RAISE();                                     \
      regs[AOf(*pc)] = result_;                                                        \
      NEXT(1);                                                                         \
    }                                                                                  \
  } while (0)

PYJIT_SLOW(CallFunctionOther) {
  Value* base = regs + BOf(w);
  CALL_IF_DIRECT(*base, 0, base + kFrameHeaderWords, COf(w));
  TAIL(CallOther);
}

PYJIT_OP_BODY(CALL) {
  Value* base = regs + BOf(w);
  Value callee = *base;
  if (IsExact(t, callee, Kind::kFunction)) [[likely]] {
    PUSH_SIMPLE_OR_SLOW(callee.as<Function>(), base + kFrameHeaderWords, COf(w));
  }
  TAIL(CallFunctionOther);
}

PYJIT_SLOW(CallMethodWithoutSelf) {
  Value* base = regs + BOf(w);
  Value callee = *base;
  if (IsExact(t, callee, Kind::kFunction)) {
    base[1] = callee;
    PUSH_SIMPLE_OR_SLOW(callee.as<Function>(), base + kFrameHeaderWords + 1, COf(w));
  }
  TAIL(CallOther);
}

PYJIT_SLOW(CallMethodOther) {  // with self
  Value* base = regs + BOf(w);
  CALL_IF_DIRECT(*base, kNativeChecksReceiver, base + kFrameHeaderWords, COf(w) + size_t{1});
  TAIL(CallOther);
}

PYJIT_OP_BODY(CALL_METHOD) {
  Value* base = regs + BOf(w);
  Value callee = *base;
  if (base[kFrameHeaderWords].is_null()) TAIL(CallMethodWithoutSelf);
  if (IsExact(t, callee, Kind::kFunction)) [[likely]] {
    PUSH_SIMPLE_OR_SLOW(callee.as<Function>(), base + kFrameHeaderWords, COf(w) + 1u);
  }
  TAIL(CallMethodOther);
}

PYJIT_OP_BODY(CALL_KW) { TAIL(CallSlow); }
PYJIT_OP_BODY(CALL_METHOD_KW) { TAIL(CallSlow); }

PYJIT_OP_BODY(CALL_EX) {
  Value* base = regs + BOf(w);
  // A plain function gets its frame here, so that C++ does not recurse.
  if (IsExact(t, *base, Kind::kFunction)) {
    auto* function = base->as<Function>();
    CodeBlock* block = function->code->block;
    auto* frame = reinterpret_cast<Frame*>(regs + BLOCK->register_count);
    SAVE_PC();
    bool ok;
    if (RoomForFrame(t, frame->regs(), block) &&
        BindUnpacked(t, function, base[kFrameHeaderWords], base[kFrameHeaderWords + 1],
                     frame->regs(), &ok)) {
      if (!ok) RAISE();
      frame->callee = function;
      PushFrame(t, frame, FRAME, function->code, block,
                static_cast<uint32_t>(ParameterCount(function)), Value(), 0);
      regs = frame->regs();
      DISPATCH(frame->pc);
    }
  }
  SET_A_OR_RAISE(CallWithUnpacking(t, base[0], base[kFrameHeaderWords],
                                   base[kFrameHeaderWords + 1]),
                 1);
}

// --- Returning ---

// The word count of the caller's instruction: it stored its result into its A.
#define RETURN_TO(caller, value)                                      \
  do {                                                                \
    Value returned_ = (value);                                        \
    Frame* caller_ = (caller);                                        \
    regs = caller_->regs();                                           \
    pc = caller_->pc;                                                 \
    w = *pc;                                                          \
    regs[AOf(w)] = returned_;                                         \
    Op op_ = OpOf(w);                                                 \
    if (op_ == Op::kCALL || op_ == Op::kCALL_METHOD) [[likely]] NEXT(1); \
    NEXT(kOpWords[static_cast<int>(op_)]);                            \
  } while (0)

namespace {

Value ReturnedValue(Frame* frame, Word w) {
  if (OpOf(w) == Op::kRETURN_CONST) return frame->code->block->constants[BOf(w)];
  return frame->regs()[AOf(w)];
}

}  // namespace

// The call of the class raises, not __init__.
PYJIT_SLOW(ReturnBadInit) {
  Value value = ReturnedValue(FRAME, w);
  BeforePop(t, FRAME);
  PopFrame(t, FRAME);
  Raise(t, Exc::kTypeError, "__init__() should return None, not '%s'", ClassNameOf(t, value));
  RAISE();
}

namespace {

// What a's special method leaves to do when it has returned NotImplemented.
Value OperatorAfterFirst(Thread* t, const Value* regs, Word w) {
  const Op op = OpOf(w);
  if (op >= Op::kJUMP_LT && op <= Op::kJUMP_NE) {
    return CompareAfterFirst(t, CompareOfJump(op), regs[AOf(w)], regs[BOf(w)]);
  }
  if (op >= Op::kJUMP_LT_I && op <= Op::kJUMP_NE_I) {
    return CompareAfterFirst(t, CompareOfJump(op), regs[AOf(w)],
                             Value::SmallInt(SignedBOf(w)));
  }
  if (op >= Op::kLT && op <= Op::kNE) {
    return CompareAfterFirst(
        t, static_cast<CompareOp>(static_cast<int>(op) - static_cast<int>(Op::kLT)),
        regs[BOf(w)], regs[COf(w)]);
  }
  const bool immediate = op >= Op::kADD_I && op <= Op::kAND_I;
  return BinaryAfterFirst(t, immediate ? ImmediateOperator(op) : RegisterOperator(op),
                          XOf(w) == 1, regs[BOf(w)],
                          immediate ? Value::SmallInt(SignedCOf(w)) : regs[COf(w)]);
}

}  // namespace

PYJIT_OP_FUNCTION(ReturnSpecial) {
  Frame* frame = FRAME;
  Value value = regs[0];
  const uint64_t flags = frame->flags;
  Frame* caller = PopFrame(t, frame);
  regs = caller->regs();
  pc = caller->pc;
  w = *pc;
  if (flags & kFrameNext) {
    regs[AOf(w)] = value;
    DISPATCH(pc + static_cast<int32_t>(pc[1]));
  }
  if (value == t->isolate->not_implemented()) {
    value = OperatorAfterFirst(t, regs, w);
    if (value.is_null()) RAISE();
    w = *pc;
  }
  const Op op = OpOf(w);
  if (op >= Op::kJUMP_LT && op <= Op::kJUMP_NE_I) {
    const int truth = value == t->true_value    ? 1
                      : value == t->false_value ? 0
                                                : IsTrue(t, value);
    if (truth < 0) RAISE();
    w = *pc;
    DISPATCH(pc + (truth == XOf(w) ? SignedCOf(w) : 1));
  }
  regs[AOf(w)] = value;
  NEXT(kOpWords[static_cast<int>(op)]);
}

PYJIT_SLOW(ReturnSlow) {
  Frame* frame = FRAME;
  SAVE_PC();
  if (frame->flags & kFrameGenerator) TAIL(ReturnFromGenerator);
  Value value = ReturnedValue(frame, w);
  BeforePop(t, frame);
  if (frame->flags & (kFrameOperator | kFrameNext)) {
    regs[0] = value;
    TAIL(ReturnSpecial);
  }
  if (frame->flags & kFrameConstructor) {
    if (value != t->none) [[unlikely]] TAIL(ReturnBadInit);
    value = frame->extra;
  }
  Frame* caller = PopFrame(t, frame);
  if (frame->flags & kFrameEntry) LEAVE(value);
  // The frame may have called sys.settrace: its callers go over to tracing too.
  if (IsTracing(t) && table != kTracingTable && table != kRecordingTable) [[unlikely]] {
    table = kTracingTable;
  }
  RETURN_TO(caller, value);
}

PYJIT_OP_BODY(RETURN) {
  Frame* frame = FRAME;
  if (frame->flags != 0) TAIL(ReturnSlow);
  Value value = REG_A;
  RETURN_TO(PopFrame(t, frame), value);
}

PYJIT_OP_BODY(RETURN_CONST) {
  Frame* frame = FRAME;
  if (frame->flags != 0) TAIL(ReturnSlow);
  Value value = frame->code->block->constants.data()[BOf(w)];
  RETURN_TO(PopFrame(t, frame), value);
}

}  // namespace pyjit
