// enumerate, zip, map and filter: iterators over other iterators.
//
//   enumerate  source: the iterator, position: the count (extra: a big one)
//   zip        source: Tuple of iterators, expected: 1 if strict
//   map        source: Tuple of iterators, extra: the function
//   filter     source: the iterator, extra: the function or None

#include "runtime/call.h"
#include "runtime/isolate.h"
#include "runtime/types/container_util.h"
#include "runtime/types/int.h"
#include "runtime/types/iterators_internal.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/tuple.h"

namespace pyjit {

Value NextOfEnumerate(Thread* t, Iterator* it) {
  Value item = IterNext(t, it->source);
  if (!item) return item;
  Value count;
  if (it->extra.is_null() && it->position < Value::kMaxSmallInt) {
    count = Value::SmallInt(it->position++);
  } else {
    count = it->extra ? it->extra : Value::SmallInt(it->position);
    Value next = IntAdd(t, count, Value::SmallInt(1));
    if (!next) return next;
    StoreField(t, it, &it->extra, next);
  }
  return TuplePack(t, count, item);
}

namespace {

// zip(strict=True): iterator i ended while those before it had an item, or
// (i == 0) others may still have some.
Value CheckStrictEnd(Thread* t, Tuple* iterators, int64_t i) {
  auto complain = [&](int64_t which, const char* how) {
    return Raise(t, Exc::kValueError, "zip() argument %d is %s than argument%s%d",
                 which + 1, how, which == 1 ? " " : "s 1-", which);
  };
  if (i > 0) return complain(i, "shorter");
  for (int64_t k = 1; k < iterators->length; ++k) {
    Value item = IterNext(t, iterators->items[k]);
    if (item) return complain(k, "longer");
    if (!t->exception.is_null()) return Value::Null();
  }
  return Value::Null();
}

}  // namespace

Value NextOfZip(Thread* t, Iterator* it) {
  auto* iterators = it->source.as<Tuple>();
  const int64_t n = iterators->length;
  if (n == 0) return Value::Null();
  if (n == 2 && it->expected == 0) {
    Value a = IterNext(t, iterators->items[0]);
    if (!a) return a;
    Value b = IterNext(t, iterators->items[1]);
    return b ? Value(TuplePack(t, a, b)) : b;
  }
  Tuple* items = NewTuple(t, n);
  if (items == nullptr) return Value::Null();
  for (int64_t i = 0; i < n; ++i) {
    Value item = IterNext(t, iterators->items[i]);
    if (!item) {
      if (!t->exception.is_null() || it->expected == 0) return Value::Null();
      return CheckStrictEnd(t, iterators, i);
    }
    items->items[i] = item;
    WriteBarrier(t, items);
  }
  return items;
}

Value NextOfMap(Thread* t, Iterator* it) {
  auto* iterators = it->source.as<Tuple>();
  const auto n = static_cast<size_t>(iterators->length);
  ArgBuffer buffer;
  Value* args = buffer.Reserve(t, n);
  if (args == nullptr) return Value::Null();
  for (size_t i = 0; i < n; ++i) {
    args[i] = IterNext(t, iterators->items[i]);
    if (!args[i]) return Value::Null();
  }
  return Call(t, it->extra, args, n, Value::Null());
}

Value NextOfFilter(Thread* t, Iterator* it) {
  const Value function = it->extra;
  const bool plain = function == t->isolate->none() ||
                     function == Value(t->isolate->bool_class());
  for (;;) {
    Value item = IterNext(t, it->source);
    if (!item) return item;
    Value verdict = item;
    if (!plain) {
      Value arg = item;
      verdict = Call(t, function, &arg, 1, Value::Null());
      if (!verdict) return verdict;
    }
    const int truth = IsTrue(t, verdict);
    if (truth < 0) return Value::Null();
    if (truth) return item;
  }
}

namespace {

Value MakeEnumerate(Thread* t, Class* cls, Value iterable, Value start) {
  Value count = Value::SmallInt(0);
  if (start) {
    count = NumberIndex(t, start);
    if (!count) return count;
    count = IntToExact(t, count);
    if (!count) return count;
  }
  Value source = GetIter(t, iterable);
  if (!source) return source;
  Iterator* it = AllocateIterator(t, cls, IteratorKind::kEnumerate);
  if (it == nullptr) return Value::Null();
  it->source = source;
  if (count.is_small_int()) {
    it->position = count.small_int();
  } else {
    it->extra = count;
  }
  return it;
}

// Iterators of args[0..n) as a Tuple.
Tuple* IteratorsOf(Thread* t, const Value* args, size_t n) {
  Tuple* iterators = NewTuple(t, static_cast<int64_t>(n));
  if (iterators == nullptr) return nullptr;
  for (size_t i = 0; i < n; ++i) {
    Value iterator = GetIter(t, args[i]);
    if (!iterator) return nullptr;
    iterators->items[i] = iterator;
    WriteBarrier(t, iterators);
  }
  return iterators;
}

// The keyword `name` of a call as in D18, or null.
size_t KeywordCount(Value kwnames) {
  return kwnames.is_null()
             ? 0
             : static_cast<size_t>(kwnames.as<Tuple>()->length);
}
absl::string_view KeywordName(Value kwnames, size_t i) {
  auto* name = kwnames.as<Tuple>()->items[i].as<Str>();
  return name->is_ascii() ? StrBytes1(name) : absl::string_view();
}

Value EnumerateConstruct(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value iterable = nargs > 1 ? args[1] : Value::Null();
  Value start = nargs > 2 ? args[2] : Value::Null();
  const size_t keywords = KeywordCount(kwnames);
  if (nargs - 1 + keywords > 2) {
    return Raise(t, Exc::kTypeError,
                 "enumerate() takes at most 2 arguments (%d given)",
                 nargs - 1 + keywords);
  }
  for (size_t i = 0; i < keywords; ++i) {
    const absl::string_view name = KeywordName(kwnames, i);
    Value* target = name == "iterable" ? &iterable
                    : name == "start"  ? &start
                                       : nullptr;
    if (target == nullptr || !target->is_null()) {
      return Raise(t, Exc::kTypeError,
                   "'%s' is an invalid keyword argument for enumerate()",
                   StrToUtf8(kwnames.as<Tuple>()->items[i].as<Str>()));
    }
    *target = args[nargs + i];
  }
  if (iterable.is_null()) {
    return RaiseText(t, Exc::kTypeError,
                     "enumerate() missing required argument 'iterable'");
  }
  return MakeEnumerate(t, args[0].as<Class>(), iterable, start);
}

Value ZipConstruct(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int strict = 0;
  for (size_t i = 0; i < KeywordCount(kwnames); ++i) {
    if (KeywordName(kwnames, i) != "strict") {
      return Raise(t, Exc::kTypeError,
                   "'%s' is an invalid keyword argument for zip()",
                   StrToUtf8(kwnames.as<Tuple>()->items[i].as<Str>()));
    }
    strict = IsTrue(t, args[nargs + i]);
    if (strict < 0) return Value::Null();
  }
  Tuple* iterators = IteratorsOf(t, args + 1, nargs - 1);
  if (iterators == nullptr) return Value::Null();
  Iterator* it =
      AllocateIterator(t, args[0].as<Class>(), IteratorKind::kZip);
  if (it == nullptr) return Value::Null();
  it->source = iterators;
  it->expected = strict;
  return it;
}

Value MapConstruct(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!CheckNewKeywords(t, args[0].as<Class>(), "map", kwnames)) return Value::Null();
  if (nargs < 3) {
    return RaiseText(t, Exc::kTypeError,
                     "map() must have at least two arguments.");
  }
  Tuple* iterators = IteratorsOf(t, args + 2, nargs - 2);
  if (iterators == nullptr) return Value::Null();
  Iterator* it =
      AllocateIterator(t, args[0].as<Class>(), IteratorKind::kMap);
  if (it == nullptr) return Value::Null();
  it->source = iterators;
  it->extra = args[1];
  return it;
}

Value FilterConstruct(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!CheckNewKeywords(t, args[0].as<Class>(), "filter", kwnames) ||
      !CheckArgCount(t, "filter", nargs - 1, 2, 2)) {
    return Value::Null();
  }
  Value source = GetIter(t, args[2]);
  if (!source) return source;
  Iterator* it =
      AllocateIterator(t, args[0].as<Class>(), IteratorKind::kFilter);
  if (it == nullptr) return Value::Null();
  it->source = source;
  it->extra = args[1];
  return it;
}

constexpr NativeInfo kEnumerateRow[] = {
    {"__new__", EnumerateConstruct, nullptr, kAnything,
     "Return an enumerate object.\n\n  iterable\n    an object supporting "
     "iteration"}};
constexpr NativeInfo kZipRow[] = {
    {"__new__", ZipConstruct, nullptr, kAnything,
     "zip(*iterables, strict=False) --> Yield tuples until an input is "
     "exhausted."}};
constexpr NativeInfo kMapRow[] = {
    {"__new__", MapConstruct, nullptr, kAnything,
     "map(func, *iterables) --> map object"}};
constexpr NativeInfo kFilterRow[] = {
    {"__new__", FilterConstruct, nullptr, kAnything,
     "filter(function or None, iterable) --> filter object"}};

bool InitOne(Thread* t, Class* cls, absl::Span<const NativeInfo> row) {
  cls->construct = row[0].fn;
  return AddNatives(t, cls->dict, row, cls) &&
         AddNatives(t, cls->dict, kIteratorRows, cls);
}

}  // namespace

Value NewEnumerate(Thread* t, Value iterable, Value start) {
  return MakeEnumerate(t, t->isolate->enumerate_class(), iterable, start);
}

bool InitLazyIteratorTypes(Thread* t) {
  Isolate* i = t->isolate;
  return InitOne(t, i->enumerate_class(), kEnumerateRow) &&
         InitOne(t, i->zip_class(), kZipRow) &&
         InitOne(t, i->map_class(), kMapRow) &&
         InitOne(t, i->filter_class(), kFilterRow);
}

}  // namespace pyjit
