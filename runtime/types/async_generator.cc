// What stands between an `await` and a generator: the objects that __anext__(),
// asend(), athrow() and aclose() of asynchronous generators give, __await__() of
// coroutines, anext() with a default. All are an Awaiter.
#include "runtime/types/async_generator.h"

#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/code.h"
#include "runtime/error.h"
#include "runtime/frame_object.h"
#include "runtime/heap.h"
#include "runtime/native.h"
#include "runtime/operators.h"
#include "runtime/operators_internal.h"
#include "runtime/types/generator.h"
#include "runtime/types/tuple.h"

namespace pyjit {

const ExtensionInfo Awaiter::kExtension = {sizeof(Awaiter), 2, nullptr};

Value NewAwaiter(Thread* t, Class* cls, Value target, Value argument) {
  Object* object = AllocateInstance(t, cls);
  if (object == nullptr) return Value();
  auto* awaiter = static_cast<Awaiter*>(object);
  awaiter->target = target;
  awaiter->argument = argument;
  WriteBarrier(t, awaiter);
  return awaiter;
}

Value CoroutineOrigin(Thread* t) {
  Value entries[64];
  int64_t wanted = t->isolate->coroutine_origin_depth;
  if (wanted > 64) wanted = 64;
  int64_t n = 0;
  ForceFrames(t);
  // The running frame is the coroutine's own.
  Frame* frame = t->frame == nullptr ? nullptr : t->frame->prev;
  for (; frame != nullptr && n < wanted; frame = frame->prev) {
    CodeBlock* block = frame->code->block;
    auto offset = static_cast<uint32_t>(frame->pc - block->instructions.data());
    Value parts[3] = {Value(block->filename), Value::SmallInt(block->LineAt(offset)),
                      Value(block->name)};
    Tuple* entry = TupleFromArray(t, parts, 3);
    if (entry == nullptr) return Value();
    entries[n++] = entry;
  }
  return TupleFromArray(t, entries, n);
}

namespace {

enum AwaiterState : uint8_t { kInitial, kIterating, kClosed };

constexpr const char* kReusedSend = "cannot reuse already awaited __anext__()/asend()";
constexpr const char* kReusedThrow = "cannot reuse already awaited aclose()/athrow()";

Generator* TargetOf(Awaiter* a) { return a->target.as<Generator>(); }

Value RaisePlain(Thread* t, Exc exc) {
  Value made = Call(t, ExceptionClass(t, exc), nullptr, 0, Value());
  return made.is_null() ? made : RaiseValue(t, made, Value());
}

bool EndsIteration(Thread* t) {
  return PendingIs(t, Exc::kStopAsyncIteration) || PendingIs(t, Exc::kGeneratorExit);
}

// A step's outcome as the awaiting code sees it: an item ends the await.
Value Unwrap(Thread* t, Generator* g, SendResult outcome, Value result) {
  if (outcome == SendResult::kYield && !(g->flags & kGeneratorYieldedItem)) return result;
  g->flags &= ~kGeneratorBusy;
  if (outcome == SendResult::kYield) return RaiseStopIterationOf(t, result);
  if (outcome == SendResult::kReturn || t->exception.is_null()) {
    RaisePlain(t, Exc::kStopAsyncIteration);
  }
  if (EndsIteration(t)) g->flags |= kGeneratorClosed;
  return Value();
}

SendResult Send(Thread* t, Generator* g, Value value, Value* result) {
  g->flags &= ~kGeneratorYieldedItem;
  return GeneratorSend(t, g, value, result);
}
SendResult Throw(Thread* t, Generator* g, const ThrowArgs& args, bool close, Value* result) {
  g->flags &= ~kGeneratorYieldedItem;
  return GeneratorThrow(t, g, args, close, result);
}

// --- asend() ---

Value SendStep(Thread* t, Awaiter* a, Value value) {
  Generator* g = TargetOf(a);
  if (a->flags == kClosed) return RaiseText(t, Exc::kRuntimeError, kReusedSend);
  if (a->flags == kInitial) {
    if (g->flags & kGeneratorBusy) {
      return RaiseText(t, Exc::kRuntimeError,
                       "anext(): asynchronous generator is already running");
    }
    if (value == t->none && !a->argument.is_null()) value = a->argument;
    a->flags = kIterating;
  }
  g->flags |= kGeneratorBusy;
  Value result;
  SendResult outcome = Send(t, g, value, &result);
  result = Unwrap(t, g, outcome, result);
  if (result.is_null()) a->flags = kClosed;
  return result;
}

Value SendThrow(Thread* t, Awaiter* a, const ThrowArgs& args) {
  if (a->flags == kClosed) return RaiseText(t, Exc::kRuntimeError, kReusedSend);
  Generator* g = TargetOf(a);
  Value result;
  SendResult outcome = Throw(t, g, args, true, &result);
  result = Unwrap(t, g, outcome, result);
  if (result.is_null()) a->flags = kClosed;
  return result;
}

// --- athrow() and aclose() ---

Value IgnoredExit(Thread* t, Awaiter* a, Generator* g) {
  g->flags &= ~kGeneratorBusy;
  a->flags = kClosed;
  return RaiseText(t, Exc::kRuntimeError, "async generator ignored GeneratorExit");
}

// Nothing was yielded: aclose() is done when the generator is.
Value ThrowEnded(Thread* t, Awaiter* a, Generator* g) {
  g->flags &= ~kGeneratorBusy;
  a->flags = kClosed;
  if (a->argument.is_null() && EndsIteration(t)) {
    t->exception = Value();
    return RaiseStopIteration(t);
  }
  return Value();
}

// The outcome of a step in aclose().
Value CloseStepped(Thread* t, Awaiter* a, Generator* g, SendResult outcome, Value result) {
  if (outcome == SendResult::kYield) {
    if (g->flags & kGeneratorYieldedItem) return IgnoredExit(t, a, g);
    return result;
  }
  if (outcome == SendResult::kReturn || t->exception.is_null()) {
    RaisePlain(t, Exc::kStopAsyncIteration);
  }
  return ThrowEnded(t, a, g);
}

Value ThrowStep(Thread* t, Awaiter* a, Value value) {
  Generator* g = TargetOf(a);
  const bool closing = a->argument.is_null();
  if (a->flags == kClosed) return RaiseText(t, Exc::kRuntimeError, kReusedThrow);
  if (g->pc == kGeneratorDone) {  // nothing left to close, nobody to throw at
    a->flags = kClosed;
    return RaiseStopIteration(t);
  }
  Value result;
  if (a->flags == kInitial) {
    if (g->flags & kGeneratorBusy) {
      a->flags = kClosed;
      return RaiseText(t, Exc::kRuntimeError,
                       closing ? "aclose(): asynchronous generator is already running"
                               : "athrow(): asynchronous generator is already running");
    }
    if (g->flags & kGeneratorClosed) {
      a->flags = kClosed;
      return RaisePlain(t, Exc::kStopAsyncIteration);
    }
    if (value != t->none) {
      return RaiseText(t, Exc::kRuntimeError,
                       "can't send non-None value to a just-started coroutine");
    }
    a->flags = kIterating;
    g->flags |= kGeneratorBusy;
    if (closing) {
      g->flags |= kGeneratorClosed;
      ThrowArgs args{ExceptionClass(t, Exc::kGeneratorExit), Value(), Value()};
      SendResult outcome = Throw(t, g, args, false, &result);
      return CloseStepped(t, a, g, outcome, result);
    }
    auto* given = a->argument.as<Tuple>();
    ThrowArgs args{given->items[0], given->length > 1 ? given->items[1] : Value(),
                   given->length > 2 ? given->items[2] : Value()};
    SendResult outcome = Throw(t, g, args, false, &result);
    result = Unwrap(t, g, outcome, result);
    return result.is_null() ? ThrowEnded(t, a, g) : result;
  }
  SendResult outcome = Send(t, g, value, &result);
  if (closing) return CloseStepped(t, a, g, outcome, result);
  return Unwrap(t, g, outcome, result);
}

Value ThrowThrow(Thread* t, Awaiter* a, const ThrowArgs& args) {
  if (a->flags == kClosed) return RaiseText(t, Exc::kRuntimeError, kReusedThrow);
  Generator* g = TargetOf(a);
  Value result;
  SendResult outcome = Throw(t, g, args, true, &result);
  if (!a->argument.is_null()) return Unwrap(t, g, outcome, result);
  if (outcome == SendResult::kYield) {
    return (g->flags & kGeneratorYieldedItem) ? IgnoredExit(t, a, g) : result;
  }
  if (outcome == SendResult::kReturn || t->exception.is_null()) {
    RaisePlain(t, Exc::kStopAsyncIteration);
  }
  if (EndsIteration(t)) {
    t->exception = Value();
    return RaiseStopIteration(t);
  }
  return Value();
}

// --- anext() with a default ---

// The iterator that is driven: it is asked for anew at each step.
Value AnextIterator(Thread* t, Awaiter* a) {
  if (IsCoroutine(t, a->target)) return a->target;
  return GetAwaitable(t, a->target, 0);
}

Value AnextOutcome(Thread* t, Awaiter* a, Value result) {
  if (!result.is_null() || !PendingIs(t, Exc::kStopAsyncIteration)) return result;
  t->exception = Value();
  return RaiseStopIterationOf(t, a->argument);
}

Value AnextStep(Thread* t, Awaiter* a, Value value) {
  Value iterator = AnextIterator(t, a);
  if (iterator.is_null()) return iterator;
  Value result;
  SendResult outcome = SendTo(t, iterator, value, &result);
  return AnextOutcome(t, a, ResultOf(t, outcome, result));
}

// --- The classes ---

// One step of any of the four kinds; null with StopIteration or an error pending.
Value Step(Thread* t, Value self, Value value) {
  auto* a = self.as<Awaiter>();
  Class* cls = ClassOf(t, self);
  Isolate* i = t->isolate;
  if (cls == i->async_generator_asend_class()) return SendStep(t, a, value);
  if (cls == i->async_generator_athrow_class()) return ThrowStep(t, a, value);
  if (cls == i->anext_awaitable_class()) return AnextStep(t, a, value);
  Value words[2] = {a->target, value};
  return GeneratorSendMethod(t, words, 2, Value());
}

Value StepNext(Thread* t, Value* args, size_t, Value) { return Step(t, args[0], t->none); }
Value StepSend(Thread* t, Value* args, size_t, Value) { return Step(t, args[0], args[1]); }

Value StepThrow(Thread* t, Value* args, size_t, Value) {
  auto* a = args[0].as<Awaiter>();
  ThrowArgs thrown{args[1], args[2], args[3]};
  Class* cls = ClassOf(t, args[0]);
  Isolate* i = t->isolate;
  if (cls == i->async_generator_asend_class()) return SendThrow(t, a, thrown);
  if (cls == i->async_generator_athrow_class()) return ThrowThrow(t, a, thrown);
  Value target = a->target;
  if (cls == i->anext_awaitable_class()) {
    target = AnextIterator(t, a);
    if (target.is_null()) return target;
  }
  Value result;
  if (IsKind(target, Kind::kGenerator)) {
    SendResult outcome = GeneratorThrow(t, target.as<Generator>(), thrown, true, &result);
    result = ResultOf(t, outcome, result);
  } else {
    Value words[3] = {args[1], args[2], args[3]};
    size_t n = words[1].is_null() ? 1 : words[2].is_null() ? 2 : 3;
    result = CallMethod(t, target, i->names.throw_, words, n);
  }
  return cls == i->anext_awaitable_class() ? AnextOutcome(t, a, result) : result;
}

Value StepClose(Thread* t, Value* args, size_t, Value) {
  auto* a = args[0].as<Awaiter>();
  Class* cls = ClassOf(t, args[0]);
  Isolate* i = t->isolate;
  if (cls == i->coroutine_wrapper_class()) {
    return GeneratorClose(t, TargetOf(a)) ? t->none : Value();
  }
  if (cls == i->anext_awaitable_class()) {
    Value target = AnextIterator(t, a);
    if (target.is_null()) return target;
    return AnextOutcome(t, a, CallMethod(t, target, i->names.close, nullptr, 0));
  }
  a->flags = kClosed;
  return t->none;
}

Value Self(Thread*, Value* args, size_t, Value) { return args[0]; }

constexpr NativeInfo kStepRows[] = {
    {"__iter__", Self, "($self, /)", kPure, "Implement iter(self)."},
    {"__next__", StepNext, "($self, /)", kAnything, "Implement next(self)."},
    {"send", StepSend, "($self, arg, /)", kAnything,
     "send(v) -> send value v into it, as to a coroutine."},
    {"throw", StepThrow, "($self, type, value=None, traceback=None, /)", kAnything,
     "throw(value)\nthrow(type[,value[,tb]])\n\nRaise an exception in what is awaited."},
    {"close", StepClose, "($self, /)", kAnything, "close() -> no more steps will be taken."},
};
constexpr NativeInfo kAwaitRow[] = {
    {"__await__", Self, "($self, /)", kPure, "Return an iterator to be used in await expression."},
};

// --- Methods of async_generator ---

// The first time that it is iterated the hooks of the event loop apply.
bool CallHooks(Thread* t, Generator* g) {
  if (g->flags & kGeneratorHooked) return true;
  g->flags |= kGeneratorHooked;
  StoreField(t, g, &g->origin, t->isolate->asyncgen_finalizer);
  Value first = t->isolate->asyncgen_firstiter;
  if (first.is_null()) return true;
  Value arg = g;
  return !Call(t, first, &arg, 1, Value()).is_null();
}

Value AsyncNext(Thread* t, Value* args, size_t, Value) {
  if (!CallHooks(t, args[0].as<Generator>())) return Value();
  return NewAwaiter(t, t->isolate->async_generator_asend_class(), args[0], Value());
}
Value AsyncSend(Thread* t, Value* args, size_t, Value) {
  if (!CallHooks(t, args[0].as<Generator>())) return Value();
  return NewAwaiter(t, t->isolate->async_generator_asend_class(), args[0], args[1]);
}
Value AsyncThrow(Thread* t, Value* args, size_t, Value) {
  if (!CallHooks(t, args[0].as<Generator>())) return Value();
  Tuple* given = TupleFromArray(t, args + 1, args[2].is_null() ? 1 : args[3].is_null() ? 2 : 3);
  if (given == nullptr) return Value();
  return NewAwaiter(t, t->isolate->async_generator_athrow_class(), args[0], given);
}
Value AsyncClose(Thread* t, Value* args, size_t, Value) {
  if (!CallHooks(t, args[0].as<Generator>())) return Value();
  return NewAwaiter(t, t->isolate->async_generator_athrow_class(), args[0], Value());
}

constexpr NativeInfo kAsyncRows[] = {
    {"__aiter__", Self, "($self, /)", kPure,
     "Return an awaitable, that resolves in asynchronous iterator."},
    {"__anext__", AsyncNext, "($self, /)", kAnything,
     "Return a value or raise StopAsyncIteration."},
    {"asend", AsyncSend, "($self, value, /)", kAnything, "asend(v) -> send 'v' in generator."},
    {"athrow", AsyncThrow, "($self, type, value=None, traceback=None, /)", kAnything,
     "athrow(typ[,val[,tb]]) -> raise exception in generator."},
    {"aclose", AsyncClose, "($self, /)", kAnything,
     "aclose() -> raise GeneratorExit inside generator."},
};

}  // namespace

Value NewAnextAwaitable(Thread* t, Value awaitable, Value otherwise) {
  return NewAwaiter(t, t->isolate->anext_awaitable_class(), awaitable, otherwise);
}

bool InitAsyncGeneratorType(Thread* t) {
  Isolate* i = t->isolate;
  for (Class* cls : {i->coroutine_wrapper_class(), i->async_generator_asend_class(),
                     i->async_generator_athrow_class(), i->anext_awaitable_class()}) {
    if (!AddNatives(t, cls->dict, kStepRows, cls)) return false;
    if (cls != i->coroutine_wrapper_class() && !AddNatives(t, cls->dict, kAwaitRow, cls)) {
      return false;
    }
  }
  Class* async = i->async_generator_class();
  return AddNatives(t, async->dict, kAsyncRows, async);
}

}  // namespace pyjit
