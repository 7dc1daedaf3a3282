// len, iter, next, aiter, anext, sorted, any, all. (enumerate, zip, map, filter and reversed are
// classes: runtime/types/lazy_iterators.cc.)
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/operators.h"
#include "runtime/types/generator.h"
#include "runtime/types/int.h"
#include "runtime/types/iterators.h"
#include "runtime/types/list.h"
#include "stdlib/builtins.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

Value Len(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (args[0].is_object()) {
    const uint32_t word = args[0].object()->shape_word;
    if (word == t->exact_shapes[static_cast<int>(Kind::kStr)]) {
      return Value::SmallInt(args[0].as<Str>()->length);
    }
    if (word == t->exact_shapes[static_cast<int>(Kind::kList)]) {
      return Value::SmallInt(args[0].as<List>()->length);
    }
  }
  int64_t n = Length(t, args[0]);
  return n < 0 ? Value() : IntFromInt64(t, n);
}

Value Iter(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (args[1].is_null()) return GetIter(t, args[0]);
  if (!IsCallable(t, args[0])) {
    return RaiseText(t, Exc::kTypeError, "iter(v, w): v must be callable");
  }
  return NewCallableIterator(t, args[0], args[1]);
}

Value Next(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value iterator = args[0];
  // StopIteration of a Python __next__ goes through with its value.
  if (iterator.is_object() && !IsKind(iterator, Kind::kIterator) &&
      !IsKind(iterator, Kind::kRangeIterator)) {
    Value method = LookupSpecial(t, iterator, Slot::kNext);
    if (method.is_null()) {
      return Raise(t, Exc::kTypeError, "'%s' object is not an iterator",
                   ClassNameOf(t, iterator));
    }
    Value item = CallSpecial(t, method, iterator, {});
    if (!item.is_null() || args[1].is_null()) return item;
    if (!PendingIs(t, Exc::kStopIteration)) return item;
    TakeException(t);
    return args[1];
  }
  Value item = IterNext(t, iterator);
  if (!item.is_null() || !t->exception.is_null()) return item;
  return args[1].is_null() ? RaiseStopIteration(t) : args[1];
}

Value AsyncIter(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value method = LookupSpecial(t, args[0], Slot::kAIter);
  if (method.is_null() || method == t->isolate->none()) {
    return Raise(t, Exc::kTypeError, "'%s' object is not an async iterable",
                 ClassNameOf(t, args[0]));
  }
  Value iterator = CallSpecial(t, method, args[0], {});
  if (iterator.is_null()) return iterator;
  if (LookupSpecial(t, iterator, Slot::kANext).is_null()) {
    return Raise(t, Exc::kTypeError, "aiter() returned not an async iterator of type '%s'",
                 ClassNameOf(t, iterator));
  }
  return iterator;
}

Value AsyncNext(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value method = LookupSpecial(t, args[0], Slot::kANext);
  if (method.is_null() || method == t->isolate->none()) {
    return Raise(t, Exc::kTypeError, "'%s' object is not an async iterator",
                 ClassNameOf(t, args[0]));
  }
  Value awaitable = CallSpecial(t, method, args[0], {});
  if (awaitable.is_null() || args[1].is_null()) return awaitable;
  return NewAnextAwaitable(t, awaitable, args[1]);
}

// sorted(iterable, /, *, key=None, reverse=False)
Value Sorted(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (nargs != 1) {
    return Raise(t, Exc::kTypeError, "sorted expected 1 argument, got %d", nargs);
  }
  static constexpr absl::string_view kNames[] = {"key", "reverse"};
  if (!RejectKeywords(t, kwnames, "sort", kNames)) return Value();
  int seen = 0;
  Value key = RawKeyword(args, nargs, kwnames, "key", &seen);
  Value reverse = RawKeyword(args, nargs, kwnames, "reverse", &seen);
  List* list = NewListFrom(t, args[0]);
  if (list == nullptr) return Value();
  bool backwards = false;
  if (!reverse.is_null()) {
    Value number = IsInt(reverse) ? reverse : NumberIndex(t, reverse);
    if (number.is_null()) return number;
    backwards = IsTrue(t, number) != 0;
  }
  return ListSort(t, list, key, backwards) ? Value(list) : Value();
}

// Whether some item has the truth `wanted`: 1, 0, -1.
int FindTruth(Thread* t, Value iterable, bool wanted) {
  Value iterator = GetIter(t, iterable);
  if (iterator.is_null()) return -1;
  for (;;) {
    Value item = IterNext(t, iterator);
    if (item.is_null()) return t->exception.is_null() ? 0 : -1;
    int truth = IsTrue(t, item);
    if (truth < 0) return -1;
    if ((truth != 0) == wanted) return 1;
  }
}

Value Any(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int found = FindTruth(t, args[0], true);
  return found < 0 ? Value() : t->isolate->Bool(found != 0);
}
Value All(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int found = FindTruth(t, args[0], false);
  return found < 0 ? Value() : t->isolate->Bool(found == 0);
}

constexpr NativeInfo kRows[] = {
    {"len", Len, "(obj, /)", kAnything, "Return the number of items in a container."},
    {"iter", Iter, "(object, sentinel=None, /)", kAnything, "Get an iterator from an object."},
    {"next", Next, "(iterator, default=None, /)", kAnything | kResumesGenerator,
     "Return the next item from the iterator."},
    {"aiter", AsyncIter, "(async_iterable, /)", kAnything,
     "Return an AsyncIterator for an AsyncIterable object."},
    {"anext", AsyncNext, "(aiterator, default=None, /)", kAnything,
     "Return the next item from the async iterator."},
    {"sorted", Sorted, nullptr, kAnything,
     "Return a new list containing all items from the iterable in ascending order."},
    {"any", Any, "(iterable, /)", kAnything,
     "Return True if bool(x) is True for any x in the iterable."},
    {"all", All, "(iterable, /)", kAnything,
     "Return True if bool(x) is True for all values x in the iterable."},
};

}  // namespace

absl::Span<const NativeInfo> BuiltinsIter() { return kRows; }

}  // namespace pyjit
