// throw() and close(), which go through to what a generator delegates to, and what
// `yield from` and `await` accept.
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/code.h"
#include "runtime/error.h"
#include "runtime/finalizers.h"
#include "runtime/heap.h"
#include "runtime/operators.h"
#include "runtime/operators_internal.h"
#include "runtime/recursion_guard.h"
#include "runtime/types/async_generator.h"
#include "runtime/types/generator.h"
#include "runtime/types/tuple.h"

namespace pyjit {
namespace {

bool IsExceptionClass(Value v) {
  return IsKind(v, Kind::kClass) && v.as<Class>()->instance_kind == Kind::kException;
}

// Makes what throw() was given pending. False with another error pending.
bool SetThrown(Thread* t, const ThrowArgs& args) {
  Value traceback = args.traceback;
  if (!traceback.is_null() && traceback == t->none) traceback = Value();
  if (!traceback.is_null() && !IsKind(traceback, Kind::kTraceback)) {
    RaiseText(t, Exc::kTypeError, "throw() third argument must be a traceback object");
    return false;
  }
  Value exception = args.type;
  bool has_value = !args.value.is_null() && args.value != t->none;
  if (IsExceptionClass(exception)) {
    if (has_value && IsKind(args.value, Kind::kException) &&
        IsSubclass(ClassOf(t, args.value), exception.as<Class>())) {
      exception = args.value;
    } else if (has_value && IsKind(args.value, Kind::kTuple)) {
      auto* tuple = args.value.as<Tuple>();
      exception = Call(t, exception, tuple->items, static_cast<size_t>(tuple->length), Value());
    } else if (has_value) {
      Value value = args.value;
      exception = Call(t, exception, &value, 1, Value());
    } else {
      exception = Call(t, exception, nullptr, 0, Value());
    }
    // An error while making it is what gets thrown.
    if (exception.is_null()) return true;
    if (!IsKind(exception, Kind::kException)) {
      Raise(t, Exc::kTypeError,
            "calling %s should have returned an instance of BaseException, not %s",
            "<class '" + ClassDisplayName(args.type.as<Class>()) + "'>",
            ClassNameOf(t, exception));
      return true;
    }
  } else if (IsKind(exception, Kind::kException)) {
    if (has_value) {
      RaiseText(t, Exc::kTypeError, "instance exception may not have a separate value");
      return false;
    }
  } else {
    Raise(t, Exc::kTypeError,
          "exceptions must be classes or instances deriving from BaseException, not %s",
          ClassNameOf(t, exception));
    return false;
  }
  if (!traceback.is_null()) {
    auto* e = exception.as<Exception>();
    StoreField(t, e, &e->traceback, traceback);
  }
  t->exception = exception;
  return true;
}

bool IsGeneratorExit(Thread* t, Value type) {
  Class* wanted = ExceptionClass(t, Exc::kGeneratorExit);
  if (IsExceptionClass(type)) return IsSubclass(type.as<Class>(), wanted);
  return IsKind(type, Kind::kException) && IsSubclass(ClassOf(t, type), wanted);
}

// close() of what a generator delegates to. False with an exception pending.
bool CloseDelegate(Thread* t, Value delegate) {
  if (IsKind(delegate, Kind::kGenerator) && !IsAsyncGenerator(t, delegate)) {
    return GeneratorClose(t, delegate.as<Generator>());
  }
  Value close = GetAttrOrNull(t, delegate, t->isolate->names.close);
  if (close.is_null()) {
    if (!t->exception.is_null()) ReportUnraisable(t, delegate);
    return true;
  }
  return !Call(t, close, nullptr, 0, Value()).is_null();
}

// While what it delegates to is at work, a generator counts as running.
class Delegating {
 public:
  explicit Delegating(Generator* g) : g_(g), pc_(g->pc) { g->pc = kGeneratorRunning; }
  ~Delegating() { g_->pc = pc_; }

 private:
  Generator* g_;
  int64_t pc_;
};

// The delegate failed or returned: its `yield from` gets the outcome.
SendResult AfterDelegate(Thread* t, Generator* g, SendResult outcome, Value* result) {
  if (outcome == SendResult::kError && TakeStopIteration(t, result)) {
    outcome = SendResult::kReturn;
  }
  if (outcome == SendResult::kYield) return outcome;
  if (outcome == SendResult::kError) return GeneratorRaise(t, g, result);
  g->flags |= kGeneratorDelegateReturned;
  return GeneratorSend(t, g, *result, result);
}

}  // namespace

SendResult GeneratorThrow(Thread* t, Generator* g, const ThrowArgs& args, bool close,
                          Value* result) {
  Value delegate = DelegateOf(g);
  if (delegate.is_null()) {
    if (!SetThrown(t, args)) return SendResult::kError;
    return GeneratorRaise(t, g, result);
  }
  if (close && IsGeneratorExit(t, args.type)) {
    bool closed;
    {
      Delegating mark(g);
      closed = CloseDelegate(t, delegate);
    }
    if (closed && !SetThrown(t, args)) return SendResult::kError;
    return GeneratorRaise(t, g, result);
  }
  SendResult outcome;
  if (IsKind(delegate, Kind::kGenerator) && !IsAsyncGenerator(t, delegate)) {
    Delegating mark(g);
    RecursionGuard guard(t, "");
    outcome = guard.ok() ? GeneratorThrow(t, delegate.as<Generator>(), args, close, result)
                         : SendResult::kError;
  } else {
    Value method;
    {
      Delegating mark(g);
      method = GetAttrOrNull(t, delegate, t->isolate->names.throw_);
      if (method.is_null() && !t->exception.is_null()) return SendResult::kError;
      if (!method.is_null()) {
        Value words[3] = {args.type, args.value, args.traceback};
        size_t n = 1;
        if (!words[1].is_null()) n = 2;
        if (!words[2].is_null()) {
          n = 3;
          if (words[1].is_null()) words[1] = t->none;
        }
        *result = Call(t, method, words, n, Value());
        outcome = result->is_null() ? SendResult::kError : SendResult::kYield;
      }
    }
    if (method.is_null()) {
      if (!SetThrown(t, args)) return SendResult::kError;
      return GeneratorRaise(t, g, result);
    }
  }
  return AfterDelegate(t, g, outcome, result);
}

bool GeneratorClose(Thread* t, Generator* g) {
  if (g->pc == kGeneratorDone) return true;
  Value delegate = DelegateOf(g);
  bool raised = false;
  if (!delegate.is_null()) {
    Delegating mark(g);
    RecursionGuard guard(t, "");
    raised = !guard.ok() || !CloseDelegate(t, delegate);
  }
  if (!raised) t->exception = Call(t, ExceptionClass(t, Exc::kGeneratorExit), nullptr, 0, Value());
  Value result;
  if (t->exception.is_null()) return false;
  switch (GeneratorRaise(t, g, &result)) {
    case SendResult::kYield:
      Raise(t, Exc::kRuntimeError, "%s ignored GeneratorExit", GeneratorNoun(g));
      return false;
    case SendResult::kReturn: return true;
    case SendResult::kError: break;
  }
  if (!PendingIs(t, Exc::kStopIteration) && !PendingIs(t, Exc::kGeneratorExit)) return false;
  t->exception = Value();
  return true;
}

// --- What is iterated over ---

Value GetYieldFromIter(Thread* t, const CodeBlock* block, Value v) {
  if (IsCoroutine(t, v)) {
    if (block->flags & (kCodeCoroutine | kCodeIterableCoroutine)) return v;
    return RaiseText(t, Exc::kTypeError,
                     "cannot 'yield from' a coroutine object in a non-coroutine generator");
  }
  if (IsPlainGenerator(t, v)) return v;
  return GetIter(t, v);
}

Value GetAwaitable(Thread* t, Value v, int which) {
  if (IsCoroutine(t, v)) {
    if (DelegateOf(v.as<Generator>()).is_null()) return v;
    return RaiseText(t, Exc::kRuntimeError, "coroutine is being awaited already");
  }
  if (IsPlainGenerator(t, v) &&
      (v.as<Generator>()->code->block->flags & kCodeIterableCoroutine)) {
    return v;
  }
  Value method = LookupSpecial(t, v, Slot::kAwait);
  if (method.is_null() || IsNone(t, method)) {
    if (which != 0) {
      return Raise(t, Exc::kTypeError,
                   "'async with' received an object from %s that does not implement "
                   "__await__: %s",
                   which == 1 ? "__aenter__" : "__aexit__", ClassNameOf(t, v));
    }
    return Raise(t, Exc::kTypeError, "object %s can't be used in 'await' expression",
                 ClassNameOf(t, v));
  }
  Value iterator = CallSpecial(t, method, v, {});
  if (iterator.is_null()) return iterator;
  bool coroutine = IsCoroutine(t, iterator) ||
                   (IsPlainGenerator(t, iterator) &&
                    (iterator.as<Generator>()->code->block->flags & kCodeIterableCoroutine));
  if (coroutine) return RaiseText(t, Exc::kTypeError, "__await__() returned a coroutine");
  Value next = LookupSpecial(t, iterator, Slot::kNext);
  bool builtin = IsKind(iterator, Kind::kIterator) || IsKind(iterator, Kind::kRangeIterator);
  if (!builtin && (next.is_null() || IsNone(t, next))) {
    return Raise(t, Exc::kTypeError, "__await__() returned non-iterator of type '%s'",
                 ClassNameOf(t, iterator));
  }
  return iterator;
}

Value GetAsyncIter(Thread* t, Value v) {
  Value method = LookupSpecial(t, v, Slot::kAIter);
  if (method.is_null() || IsNone(t, method)) {
    return Raise(t, Exc::kTypeError,
                 "'async for' requires an object with __aiter__ method, got %s",
                 ClassNameOf(t, v));
  }
  Value iterator = CallSpecial(t, method, v, {});
  if (iterator.is_null()) return iterator;
  Value next = LookupSpecial(t, iterator, Slot::kANext);
  if (next.is_null() || IsNone(t, next)) {
    return Raise(t, Exc::kTypeError,
                 "'async for' received an object from __aiter__ that does not implement "
                 "__anext__: %s",
                 ClassNameOf(t, iterator));
  }
  return iterator;
}

Value GetAsyncNext(Thread* t, Value v) {
  Value method = LookupSpecial(t, v, Slot::kANext);
  if (method.is_null() || IsNone(t, method)) {
    return Raise(t, Exc::kTypeError,
                 "'async for' requires an iterator with __anext__ method, got %s",
                 ClassNameOf(t, v));
  }
  Value next = CallSpecial(t, method, v, {});
  if (next.is_null()) return next;
  if (IsCoroutine(t, next) && DelegateOf(next.as<Generator>()).is_null()) return next;
  Value awaitable = GetAwaitable(t, next, 0);
  if (!awaitable.is_null()) return awaitable;
  // What it gave is no awaitable: an error of its own, caused by the first.
  Value cause = TakeException(t);
  Raise(t, Exc::kTypeError, "'async for' received an invalid object from __anext__: %s",
        ClassNameOf(t, next));
  if (PendingIs(t, Exc::kTypeError)) {
    auto* error = t->exception.as<Exception>();
    error->cause = cause;
    error->context = cause;
    error->suppress_context = 1;
    WriteBarrier(t, error);
  }
  return Value();
}

}  // namespace pyjit
