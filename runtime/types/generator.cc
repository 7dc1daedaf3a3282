// Generators and coroutines: the object, one step, and how it ends. throw(), close()
// and delegation are in generator_throw.cc, methods in generator_methods.cc.
#include "runtime/types/generator.h"

#include <cstring>

#include "bytecode/instruction.h"
#include "runtime/class.h"
#include "runtime/code.h"
#include "runtime/error.h"
#include "runtime/exceptions.h"
#include "runtime/heap.h"
#include "runtime/layout.h"
#include "runtime/operators.h"
#include "runtime/operators_internal.h"
#include "runtime/types/async_generator.h"
#include "runtime/types/iterators.h"
#include "runtime/types/range.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace pyjit {
namespace {

Class* ClassFor(Isolate* isolate, uint32_t flags) {
  if (flags & kCodeCoroutine) return isolate->coroutine_class();
  if (flags & kCodeAsyncGenerator) return isolate->async_generator_class();
  return isolate->generator_class();
}

}  // namespace

Generator* NewGenerator(Thread* t, Function* function, Code* code, const Value* regs,
                        uint32_t count, uint32_t capacity) {
  // A word more, as registers are copied in pairs.
  size_t words = (static_cast<size_t>(capacity) + 2) & ~size_t{1};
  Object* array = AllocateRaw(t, t->isolate->shape_of(Kind::kValueArray),
                              layout::kValueArrayItems + words * sizeof(Value));
  if (array == nullptr) return nullptr;
  auto* registers = static_cast<ValueArray*>(array);
  registers->capacity = static_cast<int64_t>(words);
  registers->flags |= kArrayConservative;
  std::memcpy(static_cast<void*>(registers->items), regs, count * sizeof(Value));
  uint32_t flags = code->block->flags;
  Shape* shape = ClassFor(t->isolate, flags)->instance_root;
  auto* g = static_cast<Generator*>(AllocateRaw(t, shape, sizeof(Generator)));
  if (g == nullptr) return nullptr;
  g->code = code;
  g->function = function;
  g->registers = registers;
  g->pc = kGeneratorCreated;
  g->name = function->name;
  g->qualname = function->qualname;
  if (flags & (kCodeCoroutine | kCodeAsyncGenerator)) [[unlikely]] {
    // Whatever becomes of it has to be told: never awaited, or a hook to call.
    t->heap->RegisterFinalizer(g);
    g->flags |= kGeneratorFinalizes;
    if ((flags & kCodeCoroutine) && t->isolate->coroutine_origin_depth > 0) {
      Value origin = CoroutineOrigin(t);
      if (origin.is_null()) return nullptr;
      StoreField(t, g, &g->origin, origin);
    }
  }
  return g;
}

const char* GeneratorNoun(const Generator* g) {
  uint32_t flags = g->code->block->flags;
  if (flags & kCodeCoroutine) return "coroutine";
  if (flags & kCodeAsyncGenerator) return "async generator";
  return "generator";
}

Value DelegateOf(const Generator* g) {
  if (g->pc <= kGeneratorCreated) return Value();
  Word w = g->code->block->instructions[static_cast<size_t>(g->pc)];
  if (OpOf(w) != Op::kYIELD_FROM) return Value();
  return static_cast<const ValueArray*>(g->registers)->items[BOf(w)];
}

// --- One step ---

namespace {

// Runs the frame; it is known to sleep.
SendResult Resume(Thread* t, Generator* g, Value sent, Value* result) {
  *result = t->isolate->resume_generator(t, g, sent);
  if (result->is_null()) return SendResult::kError;
  return g->pc == kGeneratorDone ? SendResult::kReturn : SendResult::kYield;
}

// The two states that nobody can resume; true if an outcome is in *outcome.
bool Refuses(Thread* t, Generator* g, bool raising, SendResult* outcome, Value* result) {
  *outcome = SendResult::kError;
  if (g->pc >= 0) return false;
  if (g->pc == kGeneratorRunning) {
    Raise(t, Exc::kValueError, "%s already executing", GeneratorNoun(g));
    return true;
  }
  if (g->code->block->flags & kCodeCoroutine) {
    RaiseText(t, Exc::kRuntimeError, "cannot reuse already awaited coroutine");
  } else if (!raising) {
    *result = t->none;
    *outcome = SendResult::kReturn;
  }
  return true;
}

}  // namespace

SendResult GeneratorSend(Thread* t, Generator* g, Value value, Value* result) {
  if (g->pc == kGeneratorCreated && value != t->none) {
    Raise(t, Exc::kTypeError, "can't send non-None value to a just-started %s",
          GeneratorNoun(g));
    return SendResult::kError;
  }
  SendResult outcome;
  if (Refuses(t, g, false, &outcome, result)) return outcome;
  return Resume(t, g, value, result);
}

SendResult GeneratorRaise(Thread* t, Generator* g, Value* result) {
  Value exception = TakeException(t);
  SendResult outcome;
  if (Refuses(t, g, true, &outcome, result)) {
    if (t->exception.is_null()) t->exception = exception;
    return outcome;
  }
  // The context is what the generator was handling when it went to sleep.
  Value handled = t->handled;
  t->handled = g->exc_state;
  if (!t->handled.is_null()) {
    RaiseValue(t, exception, Value());
  } else {
    t->exception = exception;
  }
  t->handled = handled;
  return Resume(t, g, Value(), result);
}

Value GeneratorIterNext(Thread* t, Generator* g) {
  if (g->pc >= 0) [[likely]] {
    Value value = t->isolate->resume_generator(t, g, t->none);
    if (value.is_null() || g->pc != kGeneratorDone) return value;
    return Value();  // what it returned is lost
  }
  Value result;
  GeneratorSend(t, g, t->none, &result);
  return Value();
}

bool TakeStopIteration(Thread* t, Value* value) {
  if (!PendingIs(t, Exc::kStopIteration)) return false;
  *value = StopIterationValue(t, TakeException(t));
  if (value->is_null()) *value = t->none;
  return true;
}

Value RaiseStopIterationOf(Thread* t, Value value) {
  if (value == t->none) return RaiseStopIteration(t);
  return RaiseWithArg(t, Exc::kStopIteration, value);
}

Value ResultOf(Thread* t, SendResult outcome, Value result) {
  switch (outcome) {
    case SendResult::kYield: return result;
    case SendResult::kReturn: return RaiseStopIterationOf(t, result);
    case SendResult::kError: break;
  }
  return Value();
}

SendResult SendTo(Thread* t, Value iterator, Value value, Value* result) {
  if (IsKind(iterator, Kind::kGenerator) && !IsAsyncGenerator(t, iterator)) {
    return GeneratorSend(t, iterator.as<Generator>(), value, result);
  }
  if (value == t->none) {
    if (IsKind(iterator, Kind::kIterator) || IsKind(iterator, Kind::kRangeIterator)) {
      *result = IterNext(t, iterator);
      if (result->is_null() && t->exception.is_null()) {
        *result = t->none;
        return SendResult::kReturn;
      }
    } else {
      Value next = LookupSpecial(t, iterator, Slot::kNext);
      if (next.is_null()) {
        Raise(t, Exc::kTypeError, "'%s' object is not an iterator", ClassNameOf(t, iterator));
        return SendResult::kError;
      }
      *result = CallSpecial(t, next, iterator, {});
    }
  } else {
    *result = CallMethod(t, iterator, t->isolate->names.send, &value, 1);
  }
  if (!result->is_null()) return SendResult::kYield;
  return TakeStopIteration(t, result) ? SendResult::kReturn : SendResult::kError;
}

// --- The end ---

void GeneratorReturned(Thread* t, Generator* g) {
  g->pc = kGeneratorDone;
  g->registers = nullptr;
  g->frame = nullptr;
  g->resumer_handled = Value();
}

namespace {

// RuntimeError in place of the pending exception, which becomes its cause.
void RaiseFromPending(Thread* t, const char* noun, const char* what) {
  Value cause = TakeException(t);
  Value handled = t->handled;
  t->handled = Value();
  Raise(t, Exc::kRuntimeError, "%s raised %s", noun, what);
  t->handled = handled;
  if (!PendingIs(t, Exc::kRuntimeError)) return;
  auto* error = t->exception.as<Exception>();
  error->cause = cause;
  error->context = cause;
  error->suppress_context = 1;
  WriteBarrier(t, error);
}

}  // namespace

void GeneratorRaised(Thread* t, Generator* g) {
  t->handled = g->resumer_handled;
  GeneratorReturned(t, g);
  if (PendingIs(t, Exc::kStopIteration)) {
    RaiseFromPending(t, GeneratorNoun(g), "StopIteration");
  } else if ((g->code->block->flags & kCodeAsyncGenerator) &&
             PendingIs(t, Exc::kStopAsyncIteration)) {
    RaiseFromPending(t, GeneratorNoun(g), "StopAsyncIteration");
  }
}

}  // namespace pyjit
