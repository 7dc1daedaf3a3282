// OrderedDict: a dict already keeps the order of insertion; here are moving to the ends,
// comparison with regard to order, and methods that honour overrides in subclasses.
// Its views and iterators are in collections_odict_views.cc.
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/operators.h"
#include "runtime/operators_internal.h"
#include "runtime/recursion_guard.h"
#include "runtime/types/container_util.h"
#include "runtime/types/dict.h"
#include "runtime/types/dict_internal.h"
#include "runtime/types/list.h"
#include "runtime/types/pickling.h"
#include "runtime/types/str_builder.h"
#include "runtime/types/tuple.h"
#include "stdlib/collections_internal.h"
#include "stdlib/native_class.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

Dict* Self(Value* args) { return args[0].as<Dict>(); }
Class* OrderedDictClass(Thread* t) { return ClassOfStdlib(t, StdlibClass::kOrderedDict); }
bool IsExactOrdered(Thread* t, Value v) { return ClassOf(t, v) == OrderedDictClass(t); }
bool IsOrdered(Thread* t, Value v) {
  return IsKind(v, Kind::kDict) && IsSubclass(ClassOf(t, v), OrderedDictClass(t));
}

// --- Filling: through the object's own __setitem__ ---

bool UpdateFromKeys(Thread* t, Value self, Value other, Value keys) {
  Value iterator = GetIter(t, keys);
  if (iterator.is_null()) return false;
  for (;;) {
    Value key = IterNext(t, iterator);
    if (key.is_null()) return t->exception.is_null();
    Value value = GetItem(t, other, key);
    if (value.is_null() || !SetItem(t, self, key, value)) return false;
  }
}

bool UpdateFromPairs(Thread* t, Value self, Value pairs) {
  Value iterator = GetIter(t, pairs);
  if (iterator.is_null()) return false;
  for (;;) {
    Value item = IterNext(t, iterator);
    if (item.is_null()) return t->exception.is_null();
    Tuple* pair;
    if (IsKind(item, Kind::kTuple)) {
      pair = item.as<Tuple>();
    } else {
      Value items = GetIter(t, item);
      if (items.is_null()) return false;
      pair = NewTupleFrom(t, items);
      if (pair == nullptr) return false;
    }
    if (pair->length != 2) {
      if (pair->length < 2) {
        Raise(t, Exc::kValueError, "need more than %d value%s to unpack", pair->length,
              pair->length == 1 ? "" : "s");
      } else {
        RaiseText(t, Exc::kValueError, "too many values to unpack (expected 2)");
      }
      return false;
    }
    if (!SetItem(t, self, pair->items[0], pair->items[1])) return false;
  }
}

bool UpdateFrom(Thread* t, Value self, Value other) {
  if (IsKind(other, Kind::kDict) &&
      (ClassOf(t, other) == t->isolate->dict_class() || IsExactOrdered(t, other))) {
    if (IsExactOrdered(t, self)) return DictMerge(t, self.as<Dict>(), other.as<Dict>());
    List* items = DictItemsList(t, other.as<Dict>());
    return items != nullptr && UpdateFromPairs(t, self, items);
  }
  Value keys = GetAttrOrNull(t, other, t->isolate->names.keys);
  if (!keys.is_null()) {
    Value list = Call(t, keys, nullptr, 0, Value());
    return !list.is_null() && UpdateFromKeys(t, self, other, list);
  }
  if (!t->exception.is_null()) return false;
  Value items = GetAttrOrNull(t, other, t->isolate->names.items);
  if (!items.is_null()) {
    Value list = Call(t, items, nullptr, 0, Value());
    return !list.is_null() && UpdateFromPairs(t, self, list);
  }
  if (!t->exception.is_null()) return false;
  return UpdateFromPairs(t, self, other);
}

// self.update(other=(), /, **kwargs): args[0] is not looked at.
bool Fill(Thread* t, Value self, Value* args, size_t nargs, Value kwnames) {
  if (nargs > 2) {
    Raise(t, Exc::kTypeError, "expected at most 1 arguments, got %d", nargs - 1);
    return false;
  }
  if (nargs == 2 && !UpdateFrom(t, self, args[1])) return false;
  if (kwnames.is_null()) return true;
  auto* names = kwnames.as<Tuple>();
  for (int64_t i = 0; i < names->length; ++i) {
    if (!SetItem(t, self, names->items[i], args[nargs + static_cast<size_t>(i)])) return false;
  }
  return true;
}

Value Init(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return Fill(t, args[0], args, nargs, kwnames) ? NoneOf(t) : Value();
}
Value Construct(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Dict* dict = NewDictOfClass(t, args[0].as<Class>());
  if (dict == nullptr) return Value();
  return Fill(t, dict, args, nargs, kwnames) ? Value(dict) : Value();
}

Value FromKeys(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value value = args[2].is_null() ? NoneOf(t) : args[2];
  Value target = Call(t, args[0], nullptr, 0, Value());
  Value iterator = target.is_null() ? target : GetIter(t, args[1]);
  if (iterator.is_null()) return iterator;
  for (;;) {
    Value key = IterNext(t, iterator);
    if (key.is_null()) return t->exception.is_null() ? target : Value();
    if (!SetItem(t, target, key, value)) return Value();
  }
}

// --- Order ---

Value MoveToEnd(Thread* t, Value* args, size_t nargs, Value kwnames) {
  const int last = args[2].is_null() ? 1 : IsTrue(t, args[2]);
  if (last < 0) return Value();
  bool ok;
  const int64_t hash = KeyHash(t, args[1], &ok);
  if (!ok) return Value();
  const int64_t i = FindEntry(t, Self(args), args[1], hash);
  if (i == -2) return Value();
  if (i < 0) return RaiseKeyError(t, args[1]);
  return DictMoveToEnd(t, Self(args), i, last != 0) ? NoneOf(t) : Value();
}

Value PopItem(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Dict* dict = Self(args);
  const int last = args[1].is_null() ? 1 : IsTrue(t, args[1]);
  if (last < 0) return Value();
  if (dict->length == 0) return RaiseText(t, Exc::kKeyError, "dictionary is empty");
  Value key, value;
  if (last != 0) {
    if (!DictPopItem(t, dict, &key, &value)) return Value();
  } else {
    const int64_t i = DictFirst(dict);
    key = DictEntry(dict, i)[1];
    value = DictEntry(dict, i)[2];
    RemoveEntry(dict, i);
  }
  return TuplePack(t, key, value);
}

// --- What a subclass may override in parts ---

Value Pop(Thread* t, Value* args, size_t nargs, Value kwnames) {
  bool error;
  const Value value = DictPop(t, Self(args), args[1], &error);
  if (!value.is_null() || error) return value;
  return args[2].is_null() ? RaiseKeyError(t, args[1]) : args[2];
}

Value SetDefault(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value fallback = args[2].is_null() ? NoneOf(t) : args[2];
  if (IsExactOrdered(t, args[0])) return DictSetDefault(t, Self(args), args[1], fallback);
  const int found = Contains(t, args[0], args[1]);
  if (found < 0) return Value();
  if (found > 0) return GetItem(t, args[0], args[1]);
  return SetItem(t, args[0], args[1], fallback) ? fallback : Value();
}

Value Update(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return Init(t, args, nargs, kwnames);
}

Value CopyOf(Thread* t, Value self) {
  if (IsExactOrdered(t, self)) {
    Dict* copy = NewDictOfClass(t, OrderedDictClass(t));
    if (copy == nullptr || !DictMerge(t, copy, self.as<Dict>())) return Value();
    return copy;
  }
  Value copy = Call(t, ClassOf(t, self), nullptr, 0, Value());
  if (copy.is_null()) return copy;
  List* keys = DictKeysList(t, self.as<Dict>());
  if (keys == nullptr) return Value();
  for (int64_t i = 0; i < keys->length; ++i) {
    Value key = ListGet(t, keys, i);
    Value value = GetItem(t, self, key);
    if (value.is_null() || !SetItem(t, copy, key, value)) return Value();
  }
  return copy;
}
Value Copy(Thread* t, Value* args, size_t nargs, Value kwnames) { return CopyOf(t, args[0]); }

Value Union(Thread* t, Class* cls, Value left, Value right) {
  if (!IsKind(left, Kind::kDict) || !IsKind(right, Kind::kDict)) {
    return t->isolate->not_implemented();
  }
  Value made = CallValues(t, cls, {left});
  if (made.is_null()) return made;
  return UpdateFrom(t, made, right) ? made : Value();
}
Value Or(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return Union(t, ClassOf(t, args[0]), args[0], args[1]);
}
Value ReflectedOr(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return Union(t, ClassOf(t, args[0]), args[1], args[0]);
}
Value InplaceOr(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return UpdateFrom(t, args[0], args[1]) ? args[0] : Value();
}

// --- Comparison, text, pickling ---

// Equal items, and between OrderedDicts the same order too: 1, 0, -1.
int Equal(Thread* t, Value a, Value b) {
  RecursionGuard guard(t, " in comparison");
  if (!guard.ok()) return -1;
  const int equal = DictEquals(t, a.as<Dict>(), b.as<Dict>());
  if (equal <= 0 || a == b || !IsOrdered(t, b)) return equal;
  int64_t at = 0, other_at = 0;
  Value key, value, other_key, other_value;
  const uint64_t version = a.as<Dict>()->version, other_version = b.as<Dict>()->version;
  while (DictNext(a.as<Dict>(), &at, &key, &value)) {
    if (!DictNext(b.as<Dict>(), &other_at, &other_key, &other_value)) return 0;
    const int same = ItemEquals(t, key, other_key);
    if (same <= 0) return same;
    if (a.as<Dict>()->version != version || b.as<Dict>()->version != other_version) {
      RaiseText(t, Exc::kRuntimeError, "OrderedDict mutated during iteration");
      return -1;
    }
  }
  return 1;
}

template <bool kEqual>
Value EqualMethod(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!IsKind(args[1], Kind::kDict)) return t->isolate->not_implemented();
  const int equal = Equal(t, args[0], args[1]);
  return equal < 0 ? Value() : t->isolate->Bool((equal != 0) == kEqual);
}

Value Repr(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Dict* dict = Self(args);
  StrBuilder text;
  text.Append(ClassOf(t, args[0])->name.as<Str>());
  if (dict->length == 0) {
    text.AppendAscii("()");
    return text.Finish(t);
  }
  ReprGuard guard(t, dict);
  if (guard.too_deep()) return guard.RaiseTooDeep();
  if (guard.recursive()) return NewStrUtf8(t, "...");
  Value items;
  if (IsExactOrdered(t, args[0])) {
    items = DictItemsList(t, dict);
  } else {
    items = CallMethod(t, args[0], t->isolate->names.items, nullptr, 0);
    if (!items.is_null()) items = NewListFrom(t, items);
  }
  Value repr = items.is_null() ? items : ToRepr(t, items);
  if (repr.is_null()) return repr;
  text.AppendChar('(');
  text.Append(repr.as<Str>());
  text.AppendChar(')');
  return text.Finish(t);
}

Value Reduce(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value state = PicklingState(t, args[0]);
  if (state.is_null()) return state;
  Value items = CallMethod(t, args[0], t->isolate->names.items, nullptr, 0);
  Value iterator = items.is_null() ? items : GetIter(t, items);
  if (iterator.is_null()) return iterator;
  const Value parts[] = {ClassOf(t, args[0]), t->isolate->empty_tuple(), state, NoneOf(t),
                         iterator};
  return TupleFromArray(t, parts, 5);
}

constexpr NativeInfo kRows[] = {
    {"__init__", Init, nullptr, kAnything, "Initialize self."},
    {"fromkeys", FromKeys, "($type, /, iterable, value=None)", kAnything,
     "Create a new ordered dictionary with keys from iterable and values set to value."},
    {"move_to_end", MoveToEnd, "($self, key, last=True)", kAnything,
     "Move an existing element to the end (or beginning if last is false).\n\n"
     "Raise KeyError if the element does not exist."},
    {"popitem", PopItem, "($self, last=True)", kAnything,
     "Remove and return a (key, value) pair from the dictionary.\n\n"
     "Pairs are returned in LIFO order if last is true or FIFO order if false."},
    {"pop", Pop, "($self, key, default=<unrepresentable>)", kAnything,
     "od.pop(key[,default]) -> v, remove specified key and return the corresponding value."},
    {"setdefault", SetDefault, "($self, key, default=None)", kAnything,
     "Insert key with a value of default if key is not in the dictionary.\n\n"
     "Return the value for key if key is in the dictionary, else default."},
    {"update", Update, nullptr, kAnything,
     "Update from a mapping or iterable of pairs and from keywords."},
    {"copy", Copy, "($self, /)", kAnything, "od.copy() -> a shallow copy of od"},
    {"__eq__", EqualMethod<true>, "($self, value, /)", kAnything | kOverrides,
     "Return self==value."},
    {"__ne__", EqualMethod<false>, "($self, value, /)", kAnything | kOverrides,
     "Return self!=value."},
    {"__repr__", Repr, "($self, /)", kAnything | kOverrides, "Return repr(self)."},
    {"__reduce__", Reduce, "($self, /)", kAnything, "Return state information for pickling"},
    {"__or__", Or, "($self, value, /)", kAnything | kOverrides, "Return self|value."},
    {"__ror__", ReflectedOr, "($self, value, /)", kAnything | kOverrides, "Return value|self."},
    {"__ior__", InplaceOr, "($self, value, /)", kAnything | kOverrides, "Return self|=value."},
};

}  // namespace

bool InitOrderedDict(Thread* t, Module* module) {
  NativeClassRow row = {"collections", "OrderedDict", nullptr, Construct, kRows, {},
                        "Dictionary that remembers insertion order"};
  row.flags = kClassBaseable;
  row.traits = kTraitWeakref;
  row.has_dict = true;
  row.unhashable = true;
  row.base = t->isolate->dict_class();
  return KeepClass(t, StdlibClass::kOrderedDict, DefineModuleClass(t, module, row)) &&
         InitOrderedDictViews(t, module);
}

}  // namespace pyjit
