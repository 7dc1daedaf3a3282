// _collections: deque (collections_deque*.cc), defaultdict, OrderedDict
// (collections_odict*.cc), and here _count_elements (Counter) and _tuplegetter (the
// fields of namedtuples).
#include "runtime/error.h"
#include "runtime/operators.h"
#include "runtime/operators_internal.h"
#include "runtime/types/container_util.h"
#include "runtime/types/dict.h"
#include "runtime/types/dict_internal.h"
#include "runtime/types/int.h"
#include "runtime/types/slice.h"
#include "runtime/types/tuple.h"
#include "runtime/intern.h"
#include "stdlib/collections_internal.h"
#include "stdlib/modules.h"
#include "stdlib/native_class.h"
#include "stdlib/operator_internal.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

Value Increment(Thread* t, Value count) {
  if (IsExactInt(t, count)) return IntAdd(t, count, Value::SmallInt(1));
  return Binary(t, BinaryOp::kAdd, count, Value::SmallInt(1));
}

// Whether mapping.get and mapping[...] = ... are dict's own.
bool CountsDirectly(Thread* t, Value mapping, Str* get) {
  if (!IsKind(mapping, Kind::kDict)) return false;
  Class* cls = ClassOf(t, mapping);
  Class* dict = t->isolate->dict_class();
  return LookupInClass(cls, get) == LookupInClass(dict, get) &&
         ClassSlot(cls, Slot::kSetItem) == ClassSlot(dict, Slot::kSetItem);
}

// _count_elements(mapping, iterable)
Value CountElements(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value mapping = args[0];
  Value iterator = GetIter(t, args[1]);
  Str* get = iterator.is_null() ? nullptr : Intern(t, "get");
  if (get == nullptr) return Value();
  if (CountsDirectly(t, mapping, get)) {
    auto* dict = mapping.as<Dict>();
    for (;;) {
      Value key = IterNext(t, iterator);
      if (key.is_null()) return t->exception.is_null() ? NoneOf(t) : Value();
      bool ok;
      const int64_t hash = KeyHash(t, key, &ok);
      const int64_t i = ok ? FindEntry(t, dict, key, hash) : -2;
      if (i == -2) return Value();
      const Value old = i < 0 ? Value::SmallInt(0) : EntryValue(dict, DictEntry(dict, i));
      if (i >= 0 && old.is_small_int() && !IsNamespace(dict) &&
          old.small_int() < Value::kMaxSmallInt) {
        DictEntry(dict, i)[2] = Value::SmallInt(old.small_int() + 1);
        continue;
      }
      Value count = Increment(t, old.is_null() ? Value::SmallInt(0) : old);
      if (count.is_null() || !DictSet(t, dict, key, count)) return Value();
    }
  }
  Value method = GetAttr(t, mapping, get);
  if (method.is_null()) return method;
  for (;;) {
    Value key = IterNext(t, iterator);
    if (key.is_null()) return t->exception.is_null() ? NoneOf(t) : Value();
    Value words[2] = {key, Value::SmallInt(0)};
    Value old = Call(t, method, words, 2, Value());
    Value count = old.is_null() ? old : Increment(t, old);
    if (count.is_null() || !SetItem(t, mapping, key, count)) return Value();
  }
}

// --- _tuplegetter(index, doc): a data descriptor for one item ---
//
// Its layout is that of a property whose getter is itemgetter(index), so that caches of
// attributes know what to do.

Property* GetterOf(Value* args) { return args[0].as<Property>(); }
int64_t IndexOf(Property* getter) { return ItemGetterKey(getter->fget).small_int(); }

Value GetterConstruct(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!CheckNoKeywords(t, "_tuplegetter", kwnames) ||
      !CheckArgCount(t, "_tuplegetter", nargs - 1, 2, 2)) {
    return Value();
  }
  int64_t index;
  if (!ArgAsSize(t, args[1], &index)) return Value();
  Value get = NewItemGetter(t, index);
  auto* getter =
      get.is_null() ? nullptr
                    : static_cast<Property*>(AllocateInstance(t, args[0].as<Class>()));
  if (getter == nullptr) return Value();
  getter->fget = get;
  getter->doc = args[2];
  return getter;
}

Value GetterGet(Thread* t, Value* args, size_t nargs, Value kwnames) {
  const int64_t index = IndexOf(GetterOf(args));
  Value object = args[1];
  if (object == NoneOf(t)) return args[0];
  if (!IsKind(object, Kind::kTuple)) {
    return Raise(t, Exc::kTypeError,
                 "descriptor for index '%d' for tuple subclasses doesn't apply to '%s' object",
                 index, ClassNameOf(t, object));
  }
  auto* tuple = object.as<Tuple>();
  if (index < 0 || index >= tuple->length) {
    return RaiseText(t, Exc::kIndexError, "tuple index out of range");
  }
  return tuple->items[index];
}
Value GetterSet(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return RaiseText(t, Exc::kAttributeError, "can't set attribute");
}
Value GetterDelete(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return RaiseText(t, Exc::kAttributeError, "can't delete attribute");
}
Value GetterReduce(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Property* getter = GetterOf(args);
  Tuple* state = TuplePack(t, Value::SmallInt(IndexOf(getter)), getter->doc);
  return state == nullptr ? Value() : Value(TuplePack(t, ClassOf(t, args[0]), state));
}
Value GetterRepr(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value doc = ToRepr(t, GetterOf(args)->doc);
  if (doc.is_null()) return doc;
  return NewStrUtf8(t, absl::StrFormat("_tuplegetter(%d, %s)", IndexOf(GetterOf(args)),
                                       StrToUtf8(doc.as<Str>())));
}
Value GetterDoc(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return GetterOf(args)->doc;
}
Value GetterSetDoc(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Property* getter = GetterOf(args);
  StoreField(t, getter, &getter->doc, args[1].is_null() ? NoneOf(t) : args[1]);
  return NoneOf(t);
}

constexpr NativeInfo kGetterRows[] = {
    {"__new__", GetterConstruct, nullptr, kAnything, ""},
    {"__get__", GetterGet, "($self, instance, owner=None, /)", kReadsHeap | kRaises,
     "Return an attribute of instance, which is of type owner."},
    {"__set__", GetterSet, "($self, instance, value, /)", kRaises,
     "Set an attribute of instance to value."},
    {"__delete__", GetterDelete, "($self, instance, /)", kRaises,
     "Delete an attribute of instance."},
    {"__reduce__", GetterReduce, "($self, /)", kReadsHeap | kCollects | kRaises, nullptr},
    {"__repr__", GetterRepr, "($self, /)", kAnything, "Return repr(self)."},
};
constexpr GetSetInfo kGetterAttributes[] = {
    {"__doc__", GetterDoc, GetterSetDoc, nullptr, true},
};

bool InitTupleGetter(Thread* t, Module* module) {
  Str* name = Intern(t, "_operator");  // for itemgetter
  if (name == nullptr || ImportModule(t, name).is_null()) return false;
  NativeClassRow row = {"_collections", "_tuplegetter", nullptr, GetterConstruct, kGetterRows,
                        kGetterAttributes};
  row.kind = Kind::kProperty;
  row.native_size = sizeof(Property);
  return DefineModuleClass(t, module, row) != nullptr;
}

constexpr NativeInfo kRows[] = {
    {"_count_elements", CountElements, "(mapping, iterable, /)", kAnything,
     "Count elements in the iterable, updating the mapping"},
};

}  // namespace

bool InitCollectionsModule(Thread* t, Module* module) {
  return SetModuleText(t, module, "__doc__",
                       "High performance data structures.\n"
                       "- deque:        ordered collection accessible from endpoints only\n"
                       "- defaultdict:  dict subclass with a default value factory\n") &&
         InitDeque(t, module) && InitDefaultDict(t, module) && InitOrderedDict(t, module) &&
         InitTupleGetter(t, module) &&
         AddModuleNatives(t, module, kRows);
}

}  // namespace pyjit
