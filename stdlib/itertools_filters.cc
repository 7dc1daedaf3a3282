// itertools.compress, dropwhile, filterfalse, starmap and takewhile.
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/operators.h"
#include "runtime/types/container_util.h"
#include "stdlib/itertools_internal.h"
#include "stdlib/native_class.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

// One layout for all: compress has its selectors in `function`.
struct Filter : Object {
  Value function;
  Value source;
  bool decided;  // dropwhile: dropping is over; takewhile: taking is
};

Filter* Self(Object* self) { return static_cast<Filter*>(self); }

// Whether the function, or for None the item's truth, is true: 1, 0, -1.
int Decide(Thread* t, Value function, Value item) {
  Value verdict = item;
  if (function != NoneOf(t) && function != Value(t->isolate->bool_class())) {
    Value word = item;
    verdict = Call(t, function, &word, 1, Value());
    if (verdict.is_null()) return -1;
  }
  return IsTrue(t, verdict);
}

Value NextOfCompress(Thread* t, Object* self) {
  for (;;) {
    Value item = IterNext(t, Self(self)->source);
    if (item.is_null()) return item;
    Value selector = IterNext(t, Self(self)->function);
    if (selector.is_null()) return selector;
    const int truth = IsTrue(t, selector);
    if (truth < 0) return Value();
    if (truth > 0) return item;
  }
}

Value NextOfDropWhile(Thread* t, Object* self) {
  for (;;) {
    Value item = IterNext(t, Self(self)->source);
    if (item.is_null() || Self(self)->decided) return item;
    Value word = item;
    Value verdict = Call(t, Self(self)->function, &word, 1, Value());
    const int truth = verdict.is_null() ? -1 : IsTrue(t, verdict);
    if (truth < 0) return Value();
    if (truth == 0) {
      Self(self)->decided = true;
      return item;
    }
  }
}

Value NextOfTakeWhile(Thread* t, Object* self) {
  if (Self(self)->decided) return Value();
  Value item = IterNext(t, Self(self)->source);
  if (item.is_null()) return item;
  Value word = item;
  Value verdict = Call(t, Self(self)->function, &word, 1, Value());
  const int truth = verdict.is_null() ? -1 : IsTrue(t, verdict);
  if (truth > 0) return item;
  if (truth == 0) Self(self)->decided = true;
  return Value();
}

Value NextOfFilterFalse(Thread* t, Object* self) {
  for (;;) {
    Value item = IterNext(t, Self(self)->source);
    if (item.is_null()) return item;
    const int truth = Decide(t, Self(self)->function, item);
    if (truth < 0) return Value();
    if (truth == 0) return item;
  }
}

Value NextOfStarMap(Thread* t, Object* self) {
  Value item = IterNext(t, Self(self)->source);
  if (item.is_null()) return item;
  Tuple* words;
  if (HasExactKind(t, item, Kind::kTuple)) {
    words = item.as<Tuple>();
  } else {
    words = NewTupleFrom(t, item);
    if (words == nullptr) return Value();
  }
  ArgBuffer buffer;  // the callee may move its arguments
  Value* copy = buffer.Reserve(t, static_cast<size_t>(words->length));
  if (copy == nullptr) return Value();
  for (int64_t i = 0; i < words->length; ++i) copy[i] = words->items[i];
  return Call(t, Self(self)->function, copy, static_cast<size_t>(words->length), Value());
}

constexpr ExtensionInfo kCompress = {sizeof(Filter), 2, nullptr, NextOfCompress};
constexpr ExtensionInfo kDropWhile = {sizeof(Filter), 2, nullptr, NextOfDropWhile};
constexpr ExtensionInfo kTakeWhile = {sizeof(Filter), 2, nullptr, NextOfTakeWhile};
constexpr ExtensionInfo kFilterFalse = {sizeof(Filter), 2, nullptr, NextOfFilterFalse};
constexpr ExtensionInfo kStarMap = {sizeof(Filter), 2, nullptr, NextOfStarMap};

Value NewFilter(Thread* t, Class* cls, Value function, Value iterable) {
  Value source = GetIter(t, iterable);
  auto* it = source.is_null() ? nullptr : NewExtension<Filter>(t, cls);
  if (it == nullptr) return Value();
  it->function = function;
  it->source = source;
  return it;
}

// name(function, iterable)
template <const char* kName>
Value Make(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!CheckNewKeywords(t, args[0].as<Class>(), kName, kwnames) ||
      !CheckArgCount(t, kName, nargs - 1, 2, 2)) {
    return Value();
  }
  return NewFilter(t, args[0].as<Class>(), args[1], args[2]);
}

// compress(data, selectors)
Value MakeCompress(Thread* t, Value* args, size_t nargs, Value kwnames) {
  static constexpr const char* kNames[] = {"data", "selectors"};
  Value bound[2];
  if (!BindConstructor(t, "compress", args, nargs, kwnames, kNames, 2, 2, bound)) return Value();
  Value source = GetIter(t, bound[0]);
  Value selectors = source.is_null() ? source : GetIter(t, bound[1]);
  auto* it = selectors.is_null() ? nullptr : NewExtension<Filter>(t, args[0].as<Class>());
  if (it == nullptr) return Value();
  it->function = selectors;
  it->source = source;
  return it;
}

Value ReducePlain(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* it = args[0].as<Filter>();
  return ReduceTo(t, ClassOf(t, args[0]), TuplePack(t, it->function, it->source));
}
Value ReduceCompress(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* it = args[0].as<Filter>();
  return ReduceTo(t, ClassOf(t, args[0]), TuplePack(t, it->source, it->function));
}
Value ReduceDecided(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* it = args[0].as<Filter>();
  return ReduceTo(t, ClassOf(t, args[0]), TuplePack(t, it->function, it->source),
                  Value::SmallInt(it->decided ? 1 : 0));
}
Value SetDecided(Thread* t, Value* args, size_t nargs, Value kwnames) {
  const int truth = IsTrue(t, args[1]);
  if (truth < 0) return Value();
  args[0].as<Filter>()->decided = truth != 0;
  return NoneOf(t);
}

constexpr char kDropWhileName[] = "dropwhile", kTakeWhileName[] = "takewhile",
               kFilterFalseName[] = "filterfalse", kStarMapName[] = "starmap";
constexpr uint32_t kReduces = kReadsHeap | kCollects | kRaises;
constexpr char kReduceDoc[] = "Return state information for pickling.";
constexpr char kSetStateDoc[] = "Set state information for unpickling.";

constexpr NativeInfo kCompressRows[] = {
    {"__new__", MakeCompress, nullptr, kAnything, ""},
    {"__reduce__", ReduceCompress, "($self, /)", kReduces, kReduceDoc},
};
constexpr NativeInfo kDropWhileRows[] = {
    {"__new__", Make<kDropWhileName>, nullptr, kAnything, ""},
    {"__reduce__", ReduceDecided, "($self, /)", kReduces, kReduceDoc},
    {"__setstate__", SetDecided, "($self, state, /)", kAnything, kSetStateDoc},
};
constexpr NativeInfo kTakeWhileRows[] = {
    {"__new__", Make<kTakeWhileName>, nullptr, kAnything, ""},
    {"__reduce__", ReduceDecided, "($self, /)", kReduces, kReduceDoc},
    {"__setstate__", SetDecided, "($self, state, /)", kAnything, kSetStateDoc},
};
constexpr NativeInfo kFilterFalseRows[] = {
    {"__new__", Make<kFilterFalseName>, nullptr, kAnything, ""},
    {"__reduce__", ReducePlain, "($self, /)", kReduces, kReduceDoc},
};
constexpr NativeInfo kStarMapRows[] = {
    {"__new__", Make<kStarMapName>, nullptr, kAnything, ""},
    {"__reduce__", ReducePlain, "($self, /)", kReduces, kReduceDoc},
};

}  // namespace

bool InitItertoolsFilters(Thread* t, Module* module) {
  const NativeClassRow rows[] = {
      {"itertools", "compress", &kCompress, MakeCompress, kCompressRows, {},
       "Return data elements corresponding to true selector elements.\n\n"
       "Forms a shorter iterator from selected data elements using the selectors to\n"
       "choose the data elements.",
       kClassBaseable},
      {"itertools", "dropwhile", &kDropWhile, Make<kDropWhileName>, kDropWhileRows, {},
       "Drop items from the iterable while predicate(item) is true.\n\n"
       "Afterwards, return every element until the iterable is exhausted.",
       kClassBaseable},
      {"itertools", "takewhile", &kTakeWhile, Make<kTakeWhileName>, kTakeWhileRows, {},
       "Return successive entries from an iterable as long as the predicate evaluates to true "
       "for each entry.",
       kClassBaseable},
      {"itertools", "filterfalse", &kFilterFalse, Make<kFilterFalseName>, kFilterFalseRows, {},
       "Return those items of iterable for which function(item) is false.\n\n"
       "If function is None, return the items that are false.",
       kClassBaseable},
      {"itertools", "starmap", &kStarMap, Make<kStarMapName>, kStarMapRows, {},
       "Return an iterator whose values are returned from the function evaluated with an "
       "argument tuple taken from the given sequence.",
       kClassBaseable},
  };
  for (const NativeClassRow& row : rows) {
    if (DefineModuleClass(t, module, row) == nullptr) return false;
  }
  return true;
}

}  // namespace pyjit
