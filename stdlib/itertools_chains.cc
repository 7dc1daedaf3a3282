// itertools.accumulate, chain and islice.
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/operators.h"
#include "runtime/types/container_util.h"
#include "runtime/types/int.h"
#include "stdlib/itertools_internal.h"
#include "stdlib/native_class.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

// --- accumulate ---

struct Accumulate : Object {
  Value source;
  Value function;  // None: addition
  Value total;     // null before the first item
  Value initial;   // still to be given, or null
};

Value NextOfAccumulate(Thread* t, Object* self) {
  auto* it = static_cast<Accumulate*>(self);
  if (!it->initial.is_null()) {
    Value initial = it->initial;
    it->initial = Value();
    StoreField(t, it, &it->total, initial);
    return initial;
  }
  Value item = IterNext(t, it->source);
  if (item.is_null()) return item;
  Value total = item;
  if (!it->total.is_null()) {
    if (it->function == NoneOf(t)) {
      total = Binary(t, BinaryOp::kAdd, it->total, item);
    } else {
      Value words[2] = {it->total, item};
      total = Call(t, it->function, words, 2, Value());
    }
    if (total.is_null()) return total;
  }
  StoreField(t, it, &it->total, total);
  return total;
}
constexpr ExtensionInfo kAccumulate = {sizeof(Accumulate), 4, nullptr, NextOfAccumulate};

// accumulate(iterable, func=None, *, initial=None)
Value MakeAccumulate(Thread* t, Value* args, size_t nargs, Value kwnames) {
  static constexpr const char* kNames[] = {"iterable", "func", "initial"};
  if (nargs > 3) {
    return Raise(t, Exc::kTypeError,
                 "accumulate() takes at most 2 positional arguments (%d given)", nargs - 1);
  }
  Value bound[3];
  if (!BindConstructor(t, "accumulate", args, nargs, kwnames, kNames, 3, 1, bound)) return Value();
  Value source = GetIter(t, bound[0]);
  auto* it = source.is_null() ? nullptr : NewExtension<Accumulate>(t, args[0].as<Class>());
  if (it == nullptr) return Value();
  it->source = source;
  it->function = bound[1].is_null() ? NoneOf(t) : bound[1];
  if (bound[2] != NoneOf(t)) it->initial = bound[2];
  return it;
}

Value AccumulateReduce(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* it = args[0].as<Accumulate>();
  Class* cls = ClassOf(t, args[0]);
  Class* chain_class = ClassOfStdlib(t, StdlibClass::kChain);
  if (!it->initial.is_null()) {
    // The initial value, chained before the rest.
    Value first = PackOne(t, it->initial);
    Value words[3] = {chain_class, first, it->source};
    Value source = first.is_null() ? first : chain_class->construct(t, words, 3, Value());
    Value init = source.is_null() ? source : Value(TuplePack(t, source, it->function));
    return ReduceTo(t, cls, init, NoneOf(t));
  }
  if (it->total == NoneOf(t)) {
    // None as state would mean that there is no total: give it once and skip it.
    Value total = PackOne(t, it->total);
    Value words[3] = {chain_class, total, it->source};
    Value source = total.is_null() ? total : chain_class->construct(t, words, 3, Value());
    Value init = source.is_null() ? source : Value(TuplePack(t, source, it->function));
    if (init.is_null()) return init;
    Value again = Call(t, cls, init.as<Tuple>()->items, 2, Value());
    Value slice = again.is_null() ? again
                                  : Value(TuplePack(t, again, Value::SmallInt(1), NoneOf(t)));
    return ReduceTo(t, ClassOfStdlib(t, StdlibClass::kIslice), slice);
  }
  return ReduceTo(t, cls, TuplePack(t, it->source, it->function),
                  it->total.is_null() ? NoneOf(t) : it->total);
}

Value AccumulateSetState(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* it = args[0].as<Accumulate>();
  StoreField(t, it, &it->total, args[1]);
  return NoneOf(t);
}

constexpr NativeInfo kAccumulateRows[] = {
    {"__new__", MakeAccumulate, nullptr, kAnything, ""},
    {"__reduce__", AccumulateReduce, "($self, /)", kAnything,
     "Return state information for pickling."},
    {"__setstate__", AccumulateSetState, "($self, state, /)", kWritesHeap | kEscapesArgs,
     "Set state information for unpickling."},
};

// --- chain ---

struct Chain : Object {
  Value sources;  // iterator over iterables, null once exhausted
  Value active;   // iterator over the one that it gave last, or null
};

Value NextOfChain(Thread* t, Object* self) {
  auto* it = static_cast<Chain*>(self);
  while (!it->sources.is_null()) {
    if (it->active.is_null()) {
      Value iterable = IterNext(t, it->sources);
      if (iterable.is_null()) {
        it->sources = Value();
        return iterable;
      }
      Value iterator = GetIter(t, iterable);
      if (iterator.is_null()) {
        it->sources = Value();
        return iterator;
      }
      StoreField(t, it, &it->active, iterator);
    }
    Value item = IterNext(t, it->active);
    if (!item.is_null() || !t->exception.is_null()) return item;
    it->active = Value();
  }
  return Value();
}
constexpr ExtensionInfo kChain = {sizeof(Chain), 2, nullptr, NextOfChain};

Value NewChain(Thread* t, Class* cls, Value sources) {
  if (sources.is_null()) return sources;
  auto* it = NewExtension<Chain>(t, cls);
  if (it != nullptr) it->sources = sources;
  return it;
}

Value MakeChain(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!CheckNewKeywords(t, args[0].as<Class>(), "chain", kwnames)) return Value();
  Value all = TupleFromArray(t, args + 1, static_cast<int64_t>(nargs - 1));
  return NewChain(t, args[0].as<Class>(), all.is_null() ? all : GetIter(t, all));
}
Value ChainFromIterable(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return NewChain(t, args[0].as<Class>(), GetIter(t, args[1]));
}

Value ChainReduce(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* it = args[0].as<Chain>();
  Value none = t->isolate->empty_tuple();
  Class* cls = ClassOf(t, args[0]);
  if (it->sources.is_null()) return ReduceTo(t, cls, none);
  return ReduceTo(t, cls, none,
                  it->active.is_null() ? PackOne(t, it->sources)
                                       : Value(TuplePack(t, it->sources, it->active)));
}

bool IsIteratorObject(Thread* t, Value v) {
  return IsKind(v, Kind::kIterator) || IsKind(v, Kind::kRangeIterator) ||
         IsKind(v, Kind::kGenerator) || !LookupSpecial(t, v, Slot::kNext).is_null();
}

Value ChainSetState(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* it = args[0].as<Chain>();
  if (!IsKind(args[1], Kind::kTuple)) return RaiseText(t, Exc::kTypeError, "state is not a tuple");
  auto* state = args[1].as<Tuple>();
  if (state->length < 1 || state->length > 2) {
    return Raise(t, Exc::kTypeError, "function takes at %s argument%s (%d given)",
                 state->length < 1 ? "least 1" : "most 2", state->length < 1 ? "" : "s",
                 state->length);
  }
  for (int64_t i = 0; i < state->length; ++i) {
    if (!IsIteratorObject(t, state->items[i])) {
      return RaiseText(t, Exc::kTypeError, "Arguments must be iterators.");
    }
  }
  StoreField(t, it, &it->sources, state->items[0]);
  StoreField(t, it, &it->active, state->length == 2 ? state->items[1] : Value());
  return NoneOf(t);
}

constexpr NativeInfo kChainRows[] = {
    {"__new__", MakeChain, nullptr, kAnything, ""},
    {"from_iterable", ChainFromIterable, "($type, iterable, /)", kAnything,
     "Alternative chain() constructor taking a single iterable argument that evaluates lazily."},
    {"__reduce__", ChainReduce, "($self, /)", kReadsHeap | kCollects | kRaises,
     "Return state information for pickling."},
    {"__setstate__", ChainSetState, "($self, state, /)", kAnything,
     "Set state information for unpickling."},
};

// --- islice ---

struct Islice : Object {
  Value source;    // null once exhausted
  int64_t next;    // number of the next item to give
  int64_t stop;    // -1: none
  int64_t step;
  int64_t passed;  // items taken from the source
};

Value NextOfIslice(Thread* t, Object* self) {
  auto* it = static_cast<Islice*>(self);
  if (it->source.is_null()) return Value();
  auto finish = [&] {
    it->source = Value();
    return Value();
  };
  // What is skipped counts against `stop` too.
  while (it->passed < it->next) {
    Value item = IterNext(t, it->source);
    if (item.is_null()) return finish();
    it->passed++;
    if (it->source.is_null()) return Value();
  }
  if (it->stop >= 0 && it->passed >= it->stop) return finish();
  Value item = IterNext(t, it->source);
  if (item.is_null()) return finish();
  it->passed++;
  int64_t next;
  if (__builtin_add_overflow(it->next, it->step, &next)) next = INT64_MAX;
  it->next = it->stop >= 0 && next > it->stop ? it->stop : next;
  return item;
}
constexpr ExtensionInfo kIslice = {sizeof(Islice), 1, nullptr, NextOfIslice};

// A bound of islice: None gives `fallback`. False: it is neither None nor a count.
bool ReadBound(Thread* t, Value v, int64_t fallback, int64_t* out) {
  *out = fallback;
  if (v == NoneOf(t)) return true;
  if (!ArgAsSize(t, v, out)) {
    if (!PendingIs(t, Exc::kTypeError) && !PendingIs(t, Exc::kOverflowError) &&
        !PendingIs(t, Exc::kValueError)) {
      return false;
    }
    TakeException(t);
    *out = -1;
  }
  return true;
}

// islice(iterable, stop) or islice(iterable, start, stop[, step])
Value MakeIslice(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!CheckNewKeywords(t, args[0].as<Class>(), "islice", kwnames) ||
      !CheckArgCount(t, "islice", nargs - 1, 2, 4)) {
    return Value();
  }
  int64_t start = 0, stop = -1, step = 1;
  const bool only_stop = nargs == 3;
  Value stop_value = args[only_stop ? 2 : 3];
  if (stop_value != NoneOf(t)) {
    if (!ReadBound(t, stop_value, -1, &stop)) return Value();
    if (stop == -1) {
      return RaiseText(t, Exc::kValueError,
                       "Stop argument for islice() must be None or an integer: "
                       "0 <= x <= sys.maxsize.");
    }
  }
  if (!only_stop && !ReadBound(t, args[2], 0, &start)) return Value();
  if (start < 0 || stop < -1) {
    return RaiseText(t, Exc::kValueError,
                     "Indices for islice() must be None or an integer: "
                     "0 <= x <= sys.maxsize.");
  }
  if (nargs == 5) {
    if (!ReadBound(t, args[4], 1, &step)) return Value();
    if (step < 1) {
      return RaiseText(t, Exc::kValueError,
                       "Step for islice() must be a positive integer or None.");
    }
  }
  Value source = GetIter(t, args[1]);
  auto* it = source.is_null() ? nullptr : NewExtension<Islice>(t, args[0].as<Class>());
  if (it == nullptr) return Value();
  it->source = source;
  it->next = start;
  it->stop = stop;
  it->step = step;
  return it;
}

Value IsliceReduce(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* it = args[0].as<Islice>();
  Class* cls = ClassOf(t, args[0]);
  if (it->source.is_null()) {
    Value empty = GetIter(t, t->isolate->empty_tuple());
    Value init = empty.is_null() ? empty : Value(TuplePack(t, empty, Value::SmallInt(0)));
    return ReduceTo(t, cls, init, Value::SmallInt(0));
  }
  Value next = IntFromInt64(t, it->next);
  Value stop = it->stop < 0 ? NoneOf(t) : IntFromInt64(t, it->stop);
  Value step = IntFromInt64(t, it->step);
  Value passed = IntFromInt64(t, it->passed);
  if (next.is_null() || stop.is_null() || step.is_null() || passed.is_null()) return Value();
  const Value parts[] = {it->source, next, stop, step};
  return ReduceTo(t, cls, TupleFromArray(t, parts, 4), passed);
}
Value IsliceSetState(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int64_t passed;
  if (!ArgAsSize(t, args[1], &passed)) return Value();
  args[0].as<Islice>()->passed = passed;
  return NoneOf(t);
}

constexpr NativeInfo kIsliceRows[] = {
    {"__new__", MakeIslice, nullptr, kAnything, ""},
    {"__reduce__", IsliceReduce, "($self, /)", kReadsHeap | kCollects | kRaises,
     "Return state information for pickling."},
    {"__setstate__", IsliceSetState, "($self, state, /)", kAnything,
     "Set state information for unpickling."},
};

}  // namespace

bool InitItertoolsChains(Thread* t, Module* module) {
  NativeClassRow accumulate = {"itertools", "accumulate", &kAccumulate, MakeAccumulate,
                               kAccumulateRows, {}, "Return series of accumulated sums.",
                               kClassBaseable};
  NativeClassRow chain = {"itertools", "chain", &kChain, MakeChain, kChainRows, {},
                          "chain(*iterables) --> chain object\n\n"
                          "Return a chain object whose .__next__() method returns elements from "
                          "the\nfirst iterable until it is exhausted, then elements from the "
                          "next\niterable, until all of the iterables are exhausted.",
                          kClassBaseable};
  NativeClassRow islice = {"itertools", "islice", &kIslice, MakeIslice, kIsliceRows, {},
                           "islice(iterable, stop) --> islice object\n"
                           "islice(iterable, start, stop[, step]) --> islice object\n\n"
                           "Return an iterator whose next() method returns selected values from "
                           "an\niterable.",
                           kClassBaseable};
  chain.generic = true;
  return DefineModuleClass(t, module, accumulate) &&
         KeepClass(t, StdlibClass::kChain, DefineModuleClass(t, module, chain)) &&
         KeepClass(t, StdlibClass::kIslice, DefineModuleClass(t, module, islice));
}

}  // namespace pyjit
