// dict as Python sees it: subscripts, update, comparison, repr, method table.

#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/isolate.h"
#include "runtime/types/container_util.h"
#include "runtime/types/dict.h"
#include "runtime/types/dict_internal.h"
#include "runtime/types/iterators.h"
#include "runtime/types/list.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/set_internal.h"
#include "runtime/types/str_builder.h"
#include "runtime/types/tuple.h"

namespace pyjit {

bool InitDictViewTypes(Thread* t);  // dict_views.cc

Value DictSubscript(Thread* t, Dict* dict, Value key) {
  bool error;
  const Value value = DictGet(t, dict, key, &error);
  if (value || error) return value;
  if (ClassOf(t, dict) != t->isolate->dict_class()) {
    Value missing = LookupInClass(ClassOf(t, dict), t->isolate->names.dunder_missing);
    if (missing) return CallSpecial(t, missing, dict, {key});
  }
  return RaiseKeyError(t, key);
}

bool DictAssignSubscript(Thread* t, Dict* dict, Value key, Value value) {
  if (value) return DictSet(t, dict, key, value);
  const int found = DictDelete(t, dict, key);
  if (found == 0) RaiseKeyError(t, key);
  return found > 0;
}

namespace {

// dict.update(mapping): keys() and subscripts.
bool UpdateFromMapping(Thread* t, Dict* dict, Value mapping, Value keys_method) {
  Value keys = Call(t, keys_method, nullptr, 0, Value::Null());
  if (!keys) return false;
  Value iterator = GetIter(t, keys);
  if (!iterator) return false;
  for (;;) {
    Value key = IterNext(t, iterator);
    if (!key) return t->exception.is_null();
    Value value = GetItem(t, mapping, key);
    if (!value || !DictSet(t, dict, key, value)) return false;
  }
}

bool UpdateFromPairs(Thread* t, Dict* dict, Value iterable) {
  Value iterator = GetIter(t, iterable);
  if (!iterator) return false;
  for (int64_t i = 0;; ++i) {
    Value item = IterNext(t, iterator);
    if (!item) return t->exception.is_null();
    Tuple* pair;
    if (IsKind(item, Kind::kTuple)) {
      pair = item.as<Tuple>();
    } else {
      Value items = GetIter(t, item);
      if (!items) {
        if (PendingIs(t, Exc::kTypeError)) {
          TakeException(t);
          Raise(t, Exc::kTypeError,
                "cannot convert dictionary update sequence element #%d to a "
                "sequence",
                i);
        }
        return false;
      }
      pair = NewTupleFrom(t, items);
      if (pair == nullptr) return false;
    }
    if (pair->length != 2) {
      Raise(t, Exc::kValueError,
            "dictionary update sequence element #%d has length %d; 2 is "
            "required",
            i, pair->length);
      return false;
    }
    if (!DictSet(t, dict, pair->items[0], pair->items[1])) return false;
  }
}

// The arguments of dict() and update(): at most one positional, then keywords.
bool UpdateFromArgs(Thread* t, const char* name, Dict* dict, Value* args,
                    size_t nargs, Value kwnames) {
  if (!CheckArgCount(t, name, nargs - 1, 0, 1)) return false;
  if (nargs == 2 && !DictUpdate(t, dict, args[1])) return false;
  if (kwnames.is_null()) return true;
  auto* names = kwnames.as<Tuple>();
  for (int64_t i = 0; i < names->length; ++i) {
    if (!DictSet(t, dict, names->items[i], args[nargs + i])) return false;
  }
  return true;
}

}  // namespace

bool DictUpdate(Thread* t, Dict* dict, Value other) {
  if (IsKind(other, Kind::kDict)) {
    Class* cls = ClassOf(t, other);
    // A subclass with its own __iter__ is read through its methods.
    if (cls == t->isolate->dict_class() ||
        ClassSlot(cls, Slot::kIter) ==
            ClassSlot(t->isolate->dict_class(), Slot::kIter)) {
      return DictMerge(t, dict, other.as<Dict>());
    }
  }
  Value keys = GetAttrOrNull(t, other, t->isolate->names.keys);
  if (keys) return UpdateFromMapping(t, dict, other, keys);
  if (!t->exception.is_null()) return false;
  return UpdateFromPairs(t, dict, other);
}

int DictEquals(Thread* t, Dict* a, Dict* b) {
  if (a == b) return 1;
  if (StackIsLow(t)) {
    RaiseRecursionError(t);
    return -1;
  }
  if (DictLength(a) != DictLength(b)) return 0;
  int64_t at = 0;
  Value key, value;
  while (DictNext(a, &at, &key, &value)) {
    const int64_t hash = DictEntry(a, at - 1)[0].small_int();
    const int64_t i = FindEntry(t, b, key, hash);
    if (i == -2) return -1;
    if (i == -1) return 0;
    const Value other = EntryValue(b, DictEntry(b, i));
    if (other.is_null()) return 0;
    const int equal = ItemEquals(t, value, other);
    if (equal <= 0) return equal;
  }
  return 1;
}

Value DictRepr(Thread* t, Dict* dict) {
  StrBuilder text;
  ReprGuard guard(t, dict);
  if (guard.too_deep()) return guard.RaiseTooDeep();
  if (guard.recursive()) {
    text.AppendAscii("{...}");
    return text.Finish(t);
  }
  text.AppendChar('{');
  int64_t at = 0;
  Value key, value;
  for (bool first = true; DictNext(dict, &at, &key, &value); first = false) {
    if (!first) text.AppendAscii(", ");
    Value repr = ToRepr(t, key);
    if (!repr) return repr;
    text.Append(repr.as<Str>());
    text.AppendAscii(": ");
    repr = ToRepr(t, value);
    if (!repr) return repr;
    text.Append(repr.as<Str>());
  }
  text.AppendChar('}');
  return text.Finish(t);
}

namespace {

List* ListOf(Thread* t, Dict* dict, DictViewKind kind) {
  List* list = NewList(t);
  if (list == nullptr) return nullptr;
  int64_t at = 0;
  Value key, value;
  while (DictNext(dict, &at, &key, &value)) {
    Value item = kind == DictViewKind::kKeys ? key : value;
    if (kind == DictViewKind::kItems) item = TuplePack(t, key, value);
    if (!item || !ListAppend(t, list, item)) return nullptr;
  }
  return list;
}

}  // namespace

List* DictKeysList(Thread* t, Dict* dict) {
  return ListOf(t, dict, DictViewKind::kKeys);
}
List* DictValuesList(Thread* t, Dict* dict) {
  return ListOf(t, dict, DictViewKind::kValues);
}
List* DictItemsList(Thread* t, Dict* dict) {
  return ListOf(t, dict, DictViewKind::kItems);
}

namespace {

Dict* Self(Value* args) { return args[0].as<Dict>(); }
Value None(Thread* t) { return t->isolate->none(); }
Value NoneIf(Thread* t, bool ok) { return ok ? None(t) : Value::Null(); }

Value DictNew(Thread* t, Value* args, size_t, Value) {
  auto* cls = args[0].as<Class>();
  if (cls == t->isolate->dict_class()) return NewDict(t);
  return NewDictOfClass(t, cls);
}

Value DictInit(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return NoneIf(t, UpdateFromArgs(t, "dict", Self(args), args, nargs, kwnames));
}

Value DictConstruct(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value dict = DictNew(t, args, 1, Value::Null());
  if (!dict) return dict;
  return UpdateFromArgs(t, "dict", dict.as<Dict>(), args, nargs, kwnames)
             ? dict
             : Value::Null();
}

Value FromKeys(Thread* t, Value* args, size_t, Value) {
  auto* cls = args[0].as<Class>();
  Value value = args[2] ? args[2] : None(t);
  Value target = cls == t->isolate->dict_class()
                     ? Value(NewDict(t))
                     : Call(t, cls, nullptr, 0, Value::Null());
  if (!target) return target;
  const bool exact = HasExactKind(t, target, Kind::kDict) && !IsNamespace(target.as<Dict>());
  if (exact && (HasExactKind(t, args[1], Kind::kSet) ||
                ClassOf(t, args[1]) == t->isolate->frozenset_class())) {
    // A set knows the hashes.
    int64_t at = 0, hash;
    Value key;
    while (SetNextHashed(args[1].as<Set>(), &at, &key, &hash)) {
      if (!DictSetHashed(t, target.as<Dict>(), key, hash, value)) return Value::Null();
    }
    return target;
  }
  Value iterator = GetIter(t, args[1]);
  if (!iterator) return iterator;
  for (;;) {
    Value key = IterNext(t, iterator);
    if (!key) return t->exception.is_null() ? target : Value::Null();
    const bool ok = exact ? DictSet(t, target.as<Dict>(), key, value)
                          : SetItem(t, target, key, value);
    if (!ok) return Value::Null();
  }
}

Value GetMethod(Thread* t, Value* args, size_t, Value) {
  bool error;
  const Value value = DictGet(t, Self(args), args[1], &error);
  if (value || error) return value;
  return args[2] ? args[2] : None(t);
}

Value SetDefaultMethod(Thread* t, Value* args, size_t, Value) {
  return DictSetDefault(t, Self(args), args[1], args[2] ? args[2] : None(t));
}

Value PopMethod(Thread* t, Value* args, size_t, Value) {
  bool error;
  const Value value = DictPop(t, Self(args), args[1], &error);
  if (value || error) return value;
  return args[2] ? args[2] : RaiseKeyError(t, args[1]);
}

Value PopItemMethod(Thread* t, Value* args, size_t, Value) {
  Value key, value;
  if (!DictPopItem(t, Self(args), &key, &value)) {
    return RaiseText(t, Exc::kKeyError, "popitem(): dictionary is empty");
  }
  return TuplePack(t, key, value);
}

Value UpdateMethod(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return NoneIf(t, UpdateFromArgs(t, "update", Self(args), args, nargs, kwnames));
}

Value ClearMethod(Thread* t, Value* args, size_t, Value) {
  DictClear(t, Self(args));
  return None(t);
}
Value CopyMethod(Thread* t, Value* args, size_t, Value) {
  return DictCopy(t, Self(args));
}
template <DictViewKind kind>
Value ViewMethod(Thread* t, Value* args, size_t, Value) {
  return NewDictView(t, Self(args), kind);
}
Value LenMethod(Thread*, Value* args, size_t, Value) {
  return Value::SmallInt(DictLength(Self(args)));
}
Value GetItemMethod(Thread* t, Value* args, size_t, Value) {
  return DictSubscript(t, Self(args), args[1]);
}
Value SetItemMethod(Thread* t, Value* args, size_t, Value) {
  return NoneIf(t, DictSet(t, Self(args), args[1], args[2]));
}
Value DelItemMethod(Thread* t, Value* args, size_t, Value) {
  return NoneIf(t, DictAssignSubscript(t, Self(args), args[1], Value::Null()));
}
Value ContainsMethod(Thread* t, Value* args, size_t, Value) {
  return BoolOrNull(t, DictContains(t, Self(args), args[1]));
}
Value IterMethod(Thread* t, Value* args, size_t, Value) {
  return NewIterator(t, IteratorKind::kDictKeys, args[0]);
}
Value ReversedMethod(Thread* t, Value* args, size_t, Value) {
  return NewReverseIterator(t, IteratorKind::kDictKeys, args[0]);
}
Value ReprMethod(Thread* t, Value* args, size_t, Value) {
  return DictRepr(t, Self(args));
}

template <bool kEqual>
Value EqualMethod(Thread* t, Value* args, size_t, Value) {
  if (!IsKind(args[1], Kind::kDict)) return t->isolate->not_implemented();
  const int equal = DictEquals(t, Self(args), args[1].as<Dict>());
  return equal < 0 ? Value::Null() : t->isolate->Bool((equal != 0) == kEqual);
}
Value Incomparable(Thread* t, Value*, size_t, Value) {
  return t->isolate->not_implemented();
}

Value Union(Thread* t, Value left, Value right) {
  if (!IsKind(left, Kind::kDict) || !IsKind(right, Kind::kDict)) {
    return t->isolate->not_implemented();
  }
  Dict* result = DictCopy(t, left.as<Dict>());
  if (result == nullptr || !DictUpdate(t, result, right)) return Value::Null();
  return result;
}
Value OrMethod(Thread* t, Value* args, size_t, Value) {
  return Union(t, args[0], args[1]);
}
Value ReflectedOrMethod(Thread* t, Value* args, size_t, Value) {
  return Union(t, args[1], args[0]);
}
Value InplaceOrMethod(Thread* t, Value* args, size_t, Value) {
  return DictUpdate(t, Self(args), args[1]) ? args[0] : Value::Null();
}

constexpr NativeInfo kRows[] = {
    {"__new__", DictNew, nullptr, kReadsHeap | kRaises | kCollects,
     "Create and return a new object."},
    {"__init__", DictInit, nullptr, kAnything,
     "dict() -> new empty dictionary\ndict(mapping) -> new dictionary "
     "initialized from a mapping object's\n    (key, value) pairs"},
    {"fromkeys", FromKeys, "($type, iterable, value=None, /)", kAnything,
     "Create a new dictionary with keys from iterable and values set to value."},
    {"get", GetMethod, "($self, key, default=None, /)", kAnything,
     "Return the value for key if key is in the dictionary, else default.",
     "dict_get"},
    {"setdefault", SetDefaultMethod, "($self, key, default=None, /)", kAnything,
     "Insert key with a value of default if key is not in the dictionary."},
    {"pop", PopMethod, "($self, key, default=<unrepresentable>, /)", kAnything,
     "Remove the specified key and return the corresponding value."},
    {"popitem", PopItemMethod, "($self, /)", kEffectStores,
     "Remove and return a (key, value) pair as a 2-tuple."},
    {"update", UpdateMethod, nullptr, kAnything,
     "D.update([E, ]**F) -> None.  Update D from dict/iterable E and F."},
    {"clear", ClearMethod, "($self, /)", kEffectStores,
     "Remove all items from D."},
    {"copy", CopyMethod, "($self, /)", kEffectReadsAllocates,
     "A shallow copy of D."},
    {"keys", ViewMethod<DictViewKind::kKeys>, "($self, /)",
     kEffectReadsAllocates, "A set-like object providing a view on D's keys"},
    {"values", ViewMethod<DictViewKind::kValues>, "($self, /)",
     kEffectReadsAllocates, "An object providing a view on D's values"},
    {"items", ViewMethod<DictViewKind::kItems>, "($self, /)",
     kEffectReadsAllocates, "A set-like object providing a view on D's items"},
    {"__len__", LenMethod, "($self, /)", kReadsHeap, "Return len(self)."},
    {"__getitem__", GetItemMethod, "($self, key, /)", kAnything,
     "x.__getitem__(y) <==> x[y]"},
    {"__setitem__", SetItemMethod, "($self, key, value, /)", kAnything,
     "Set self[key] to value."},
    {"__delitem__", DelItemMethod, "($self, key, /)", kAnything,
     "Delete self[key]."},
    {"__contains__", ContainsMethod, "($self, key, /)", kAnything,
     "True if the dictionary has the specified key, else False."},
    {"__iter__", IterMethod, "($self, /)", kEffectReadsAllocates,
     "Implement iter(self)."},
    {"__reversed__", ReversedMethod, "($self, /)", kEffectReadsAllocates,
     "Return a reverse iterator over the dict keys."},
    {"__repr__", ReprMethod, "($self, /)", kAnything, "Return repr(self)."},
    {"__eq__", EqualMethod<true>, "($self, value, /)", kAnything,
     "Return self==value."},
    {"__ne__", EqualMethod<false>, "($self, value, /)", kAnything,
     "Return self!=value."},
    {"__lt__", Incomparable, "($self, value, /)", kPure, "Return self<value."},
    {"__le__", Incomparable, "($self, value, /)", kPure, "Return self<=value."},
    {"__gt__", Incomparable, "($self, value, /)", kPure, "Return self>value."},
    {"__ge__", Incomparable, "($self, value, /)", kPure, "Return self>=value."},
    {"__or__", OrMethod, "($self, value, /)", kAnything, "Return self|value."},
    {"__ror__", ReflectedOrMethod, "($self, value, /)", kAnything,
     "Return value|self."},
    {"__ior__", InplaceOrMethod, "($self, value, /)", kAnything,
     "Return self|=value."},
};

}  // namespace

bool InitDictType(Thread* t) {
  Class* cls = t->isolate->dict_class();
  cls->construct = DictConstruct;
  return AddNatives(t, cls->dict, kRows, cls) && MakeUnhashable(t, cls) &&
         InitDictViewTypes(t);
}

}  // namespace pyjit
