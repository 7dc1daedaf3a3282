// itertools.tee, pairwise and zip_longest.
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/operators.h"
#include "runtime/types/container_util.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/storage.h"
#include "stdlib/itertools_internal.h"
#include "stdlib/native_class.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

// --- tee: iterators over one chain of links, which hold what the source gave ---

constexpr int64_t kLinkItems = 57;

struct TeeData : Object {
  Value source;
  Value items;  // ValueArray of kLinkItems
  Value next;   // TeeData that goes on behind this one, or null
  int64_t count;  // items read
  bool running;   // the source is being asked
};
struct Tee : Object {
  Value data;
  int64_t index;
};

constexpr ExtensionInfo kTeeData = {sizeof(TeeData), 3, nullptr};

TeeData* NewTeeData(Thread* t, Class* cls, Value source) {
  ValueArray* items = NewValueArray(t, kLinkItems);
  auto* data = items == nullptr ? nullptr : NewExtension<TeeData>(t, cls);
  if (data == nullptr) return nullptr;
  data->source = source;
  data->items = items;
  return data;
}

Value NextOfTee(Thread* t, Object* self) {
  auto* it = static_cast<Tee*>(self);
  auto* data = it->data.as<TeeData>();
  if (it->index >= kLinkItems) {
    if (data->next.is_null()) {
      TeeData* next = NewTeeData(t, ClassOfStdlib(t, StdlibClass::kTeeData), data->source);
      if (next == nullptr) return Value();
      StoreField(t, data, &data->next, next);
    }
    StoreField(t, it, &it->data, data->next);
    it->index = 0;
    data = it->data.as<TeeData>();
  }
  auto* items = data->items.as<ValueArray>();
  if (it->index < data->count) return items->items[it->index++];
  if (data->running) {
    return RaiseText(t, Exc::kRuntimeError, "cannot re-enter the tee iterator");
  }
  data->running = true;
  Value item = IterNext(t, data->source);
  data->running = false;
  if (item.is_null()) return item;
  StoreField(t, items, &items->items[data->count], item);
  data->count++;
  it->index++;
  return item;
}
constexpr ExtensionInfo kTee = {sizeof(Tee), 1, nullptr, NextOfTee};

Value NewTee(Thread* t, Class* cls, Value data, int64_t index) {
  auto* it = NewExtension<Tee>(t, cls);
  if (it == nullptr) return Value();
  it->data = data;
  it->index = index;
  return it;
}
bool IsTee(Value v) {
  return IsKind(v, Kind::kExtension) && v.object()->shape()->extension == &kTee;
}
Value CopyTee(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* it = args[0].as<Tee>();
  return NewTee(t, ClassOfStdlib(t, StdlibClass::kTee), it->data, it->index);
}

Value TeeFrom(Thread* t, Value iterable) {
  Value source = GetIter(t, iterable);
  if (source.is_null()) return source;
  if (IsTee(source)) {
    Value word = source;
    return CopyTee(t, &word, 1, Value());
  }
  TeeData* data = NewTeeData(t, ClassOfStdlib(t, StdlibClass::kTeeData), source);
  return data == nullptr ? Value() : NewTee(t, ClassOfStdlib(t, StdlibClass::kTee), data, 0);
}

Value MakeTee(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!CheckNoKeywords(t, "_tee", kwnames) || !CheckArgCount(t, "_tee", nargs - 1, 1, 1)) {
    return Value();
  }
  return TeeFrom(t, args[1]);
}
Value ReduceTee(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* it = args[0].as<Tee>();
  Value empty = t->isolate->empty_tuple();
  return ReduceTo(t, ClassOf(t, args[0]), PackOne(t, empty),
                  TuplePack(t, it->data, Value::SmallInt(it->index)));
}
Value SetStateOfTee(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* it = args[0].as<Tee>();
  if (!IsKind(args[1], Kind::kTuple)) return RaiseText(t, Exc::kTypeError, "state is not a tuple");
  auto* state = args[1].as<Tuple>();
  if (state->length != 2 || !IsKind(state->items[0], Kind::kExtension) ||
      state->items[0].object()->shape()->extension != &kTeeData) {
    return RaiseText(t, Exc::kTypeError, "state must be a _tee_dataobject and an index");
  }
  int64_t index;
  if (!ArgAsSize(t, state->items[1], &index)) return Value();
  if (index < 0 || index > kLinkItems) {
    return RaiseText(t, Exc::kValueError, "Index out of range");
  }
  StoreField(t, it, &it->data, state->items[0]);
  it->index = index;
  return NoneOf(t);
}

// _tee_dataobject(iterator, values, next)
Value MakeTeeData(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!CheckNoKeywords(t, "_tee_dataobject", kwnames) ||
      !CheckArgCount(t, "_tee_dataobject", nargs - 1, 3, 3)) {
    return Value();
  }
  if (!IsKind(args[2], Kind::kList)) {
    return Raise(t, Exc::kTypeError, "_tee_dataobject() argument 2 must be list, not %s",
                 ClassNameOf(t, args[2]));
  }
  TeeData* data = NewTeeData(t, args[0].as<Class>(), args[1]);
  if (data == nullptr) return Value();
  auto* values = args[2].as<List>();
  const bool more = args[3] != NoneOf(t);
  if (values->length > kLinkItems || (values->length == kLinkItems && more &&
                                      (!IsKind(args[3], Kind::kExtension) ||
                                       args[3].object()->shape()->extension != &kTeeData)) ||
      (values->length < kLinkItems && more)) {
    return RaiseText(t, Exc::kValueError, "Invalid arguments");
  }
  for (int64_t i = 0; i < values->length; ++i) {
    Value item = ListGet(t, values, i);
    if (item.is_null()) return item;
    auto* items = data->items.as<ValueArray>();
    StoreField(t, items, &items->items[i], item);
  }
  data->count = values->length;
  if (more) StoreField(t, data, &data->next, args[3]);
  return data;
}
Value ReduceTeeData(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* data = args[0].as<TeeData>();
  List* values = NewListOf(t, data->items.as<ValueArray>()->items, data->count);
  if (values == nullptr) return Value();
  return ReduceTo(t, ClassOf(t, args[0]),
                  TuplePack(t, data->source, values, data->next.is_null() ? NoneOf(t) : data->next));
}

// tee(iterable, n=2): copies of what can be copied.
Value TeeFunction(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int64_t n = 2;
  if (!args[1].is_null() && !ArgAsSize(t, args[1], &n)) return Value();
  if (n < 0) return RaiseText(t, Exc::kValueError, "n must be >= 0");
  Tuple* result = NewTuple(t, n);
  if (result == nullptr) return Value();
  if (n == 0) return result;
  Value iterator = GetIter(t, args[0]);
  Str* name = iterator.is_null() ? nullptr : Intern(t, "__copy__");
  if (name == nullptr) return Value();
  Value copy = GetAttrOrNull(t, iterator, name);
  if (copy.is_null()) {
    if (!t->exception.is_null()) return copy;
    iterator = TeeFrom(t, iterator);
    if (iterator.is_null()) return iterator;
    copy = GetAttr(t, iterator, name);
    if (copy.is_null()) return copy;
  }
  StoreField(t, result, &result->items[0], iterator);
  for (int64_t i = 1; i < n; ++i) {
    Value other = Call(t, copy, nullptr, 0, Value());
    if (other.is_null()) return other;
    StoreField(t, result, &result->items[i], other);
  }
  return result;
}

// --- pairwise ---

struct Pairwise : Object {
  Value source;  // null once exhausted
  Value old;
};

Value NextOfPairwise(Thread* t, Object* self) {
  auto* it = static_cast<Pairwise*>(self);
  if (it->source.is_null()) return Value();
  Value old = it->old;
  if (old.is_null()) {
    old = IterNext(t, it->source);
    if (old.is_null()) {
      it->source = Value();
      return old;
    }
    StoreField(t, it, &it->old, old);
    if (it->source.is_null()) return Value();
  }
  Value item = IterNext(t, it->source);
  if (item.is_null()) {
    it->source = it->old = Value();
    return item;
  }
  StoreField(t, it, &it->old, item);
  return TuplePack(t, old, item);
}
constexpr ExtensionInfo kPairwise = {sizeof(Pairwise), 2, nullptr, NextOfPairwise};

Value MakePairwise(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!CheckNoKeywords(t, "pairwise", kwnames) || !CheckArgCount(t, "pairwise", nargs - 1, 1, 1)) {
    return Value();
  }
  Value source = GetIter(t, args[1]);
  auto* it = source.is_null() ? nullptr : NewExtension<Pairwise>(t, args[0].as<Class>());
  if (it != nullptr) it->source = source;
  return it;
}

// --- zip_longest ---

struct ZipLongest : Object {
  Value iterators;  // Tuple; null for those that are exhausted
  Value fill;
  int64_t active;
};

Value NextOfZipLongest(Thread* t, Object* self) {
  auto* it = static_cast<ZipLongest*>(self);
  auto* iterators = it->iterators.as<Tuple>();
  if (it->active == 0) return Value();
  Tuple* result = NewTuple(t, iterators->length);
  if (result == nullptr) return Value();
  for (int64_t i = 0; i < iterators->length; ++i) {
    Value item = it->fill;
    if (!iterators->items[i].is_null()) {
      item = IterNext(t, iterators->items[i]);
      if (item.is_null()) {
        if (!t->exception.is_null()) {
          it->active = 0;
          return item;
        }
        if (--it->active <= 0) return Value();
        iterators->items[i] = Value();
        item = it->fill;
      }
    }
    StoreField(t, result, &result->items[i], item);
  }
  return result;
}
constexpr ExtensionInfo kZipLongest = {sizeof(ZipLongest), 2, nullptr, NextOfZipLongest};

Value MakeZipLongest(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int seen = 0;
  Value fill = RawKeyword(args, nargs, kwnames, "fillvalue", &seen);
  if (!kwnames.is_null() && kwnames.as<Tuple>()->length != seen) {
    return RaiseText(t, Exc::kTypeError, "zip_longest() got an unexpected keyword argument");
  }
  Tuple* iterators = NewTuple(t, static_cast<int64_t>(nargs - 1));
  if (iterators == nullptr) return Value();
  for (size_t i = 1; i < nargs; ++i) {
    Value iterator = GetIter(t, args[i]);
    if (iterator.is_null()) return iterator;
    StoreField(t, iterators, &iterators->items[i - 1], iterator);
  }
  auto* it = NewExtension<ZipLongest>(t, args[0].as<Class>());
  if (it == nullptr) return Value();
  it->iterators = iterators;
  it->fill = fill.is_null() ? NoneOf(t) : fill;
  it->active = iterators->length;
  return it;
}
Value ReduceZipLongest(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* it = args[0].as<ZipLongest>();
  auto* iterators = it->iterators.as<Tuple>();
  Tuple* init = NewTuple(t, iterators->length);
  if (init == nullptr) return Value();
  for (int64_t i = 0; i < init->length; ++i) {
    Value v = iterators->items[i];
    StoreField(t, init, &init->items[i], v.is_null() ? Value(t->isolate->empty_tuple()) : v);
  }
  return ReduceTo(t, ClassOf(t, args[0]), init, it->fill);
}
Value SetStateOfZipLongest(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* it = args[0].as<ZipLongest>();
  StoreField(t, it, &it->fill, args[1]);
  return NoneOf(t);
}

constexpr char kReduceDoc[] = "Return state information for pickling.";
constexpr char kSetStateDoc[] = "Set state information for unpickling.";
constexpr uint32_t kReduces = kReadsHeap | kCollects | kRaises;
constexpr NativeInfo kTeeRows[] = {
    {"__new__", MakeTee, nullptr, kAnything, ""},
    {"__copy__", CopyTee, "($self, /)", kReduces, "Returns an independent iterator."},
    {"__reduce__", ReduceTee, "($self, /)", kReduces, kReduceDoc},
    {"__setstate__", SetStateOfTee, "($self, state, /)", kAnything, kSetStateDoc},
};
constexpr NativeInfo kTeeDataRows[] = {
    {"__new__", MakeTeeData, nullptr, kAnything, ""},
    {"__reduce__", ReduceTeeData, "($self, /)", kReduces, kReduceDoc},
};
constexpr NativeInfo kPairwiseRows[] = {
    {"__new__", MakePairwise, nullptr, kAnything, ""},
};
constexpr NativeInfo kZipLongestRows[] = {
    {"__new__", MakeZipLongest, nullptr, kAnything, ""},
    {"__reduce__", ReduceZipLongest, "($self, /)", kReduces, kReduceDoc},
    {"__setstate__", SetStateOfZipLongest, "($self, state, /)", kAnything, kSetStateDoc},
};
constexpr NativeInfo kFunctions[] = {
    {"tee", TeeFunction, "(iterable, n=2, /)", kAnything,
     "Returns a tuple of n independent iterators."},
};

}  // namespace

bool InitItertoolsTee(Thread* t, Module* module) {
  NativeClassRow pairwise = {"itertools", "pairwise", &kPairwise, MakePairwise, kPairwiseRows, {},
                             "Return an iterator of overlapping pairs taken from the input "
                             "iterator.\n\n    s -> (s0,s1), (s1,s2), (s2, s3), ...",
                             kClassBaseable};
  NativeClassRow zip_longest = {
      "itertools", "zip_longest", &kZipLongest, MakeZipLongest, kZipLongestRows, {},
      "zip_longest(iter1 [,iter2 [...]], [fillvalue=None]) --> zip_longest object\n\n"
      "Return a zip_longest object whose .__next__() method returns a tuple where\n"
      "the i-th element comes from the i-th iterable argument.  The .__next__()\n"
      "method continues until the longest iterable in the argument sequence\n"
      "is exhausted and then it raises StopIteration.  When the shorter iterables\n"
      "are exhausted, the fillvalue is substituted in their place.  The fillvalue\n"
      "defaults to None or can be specified by a keyword argument.",
      kClassBaseable};
  NativeClassRow tee = {"itertools", "_tee", &kTee, MakeTee, kTeeRows, {},
                        "Iterator wrapped to make it copyable."};
  tee.traits = kTraitWeakref;
  return KeepClass(t, StdlibClass::kTee, DefineModuleClass(t, module, tee)) &&
         KeepClass(t, StdlibClass::kTeeData,
                   DefineModuleClass(t, module,
                                     {"itertools", "_tee_dataobject", &kTeeData, MakeTeeData,
                                      kTeeDataRows, {},
                                      "teedataobject(iterable, values, next, /)"})) &&
         DefineModuleClass(t, module, pairwise) && DefineModuleClass(t, module, zip_longest) &&
         AddModuleNatives(t, module, kFunctions);
}

}  // namespace pyjit
