// keys(), values() and items() of a dict: windows on a live dict. Views of keys
// and items behave as sets.

#include "runtime/isolate.h"
#include "runtime/types/container_util.h"
#include "runtime/types/dict.h"
#include "runtime/types/dict_internal.h"
#include "runtime/types/iterators.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/set.h"
#include "runtime/types/str_builder.h"
#include "runtime/types/tuple.h"

namespace pyjit {
namespace {

DictView* AllocateView(Thread* t, Class* cls, Dict* dict, DictViewKind kind) {
  auto* view = AllocateOfClass<DictView>(t, cls);
  if (view == nullptr) return nullptr;
  view->dict = dict;
  view->flags = static_cast<uint8_t>(kind);
  return view;
}

DictView* Self(Value* args) { return args[0].as<DictView>(); }

bool IsSetLikeView(Thread* t, Value v) {
  if (!v.is_object()) return false;
  Class* cls = ClassOf(t, v);
  return IsSubclass(cls, t->isolate->dict_keys_class()) ||
         IsSubclass(cls, t->isolate->dict_items_class());
}
bool IsItems(Thread* t, Value v) {
  return IsSubclass(ClassOf(t, v), t->isolate->dict_items_class());
}
bool IsSetLike(Thread* t, Value v) {
  return IsKind(v, Kind::kSet) || IsSetLikeView(t, v);
}
int64_t SizeOf(Value v) {
  return IsKind(v, Kind::kSet) ? v.as<Set>()->length
                               : DictLength(v.as<DictView>()->dict);
}

// (key, value) in d.items(); 1, 0, -1.
int ItemsContain(Thread* t, Dict* dict, Value item) {
  if (!IsKind(item, Kind::kTuple) || item.as<Tuple>()->length != 2) return 0;
  bool error;
  const Value found = DictGet(t, dict, item.as<Tuple>()->items[0], &error);
  if (error) return -1;
  if (found.is_null()) return 0;
  return ItemEquals(t, found, item.as<Tuple>()->items[1]);
}

int ViewContains(Thread* t, Value view, Value item) {
  Dict* dict = view.as<DictView>()->dict;
  return IsItems(t, view) ? ItemsContain(t, dict, item)
                          : DictContains(t, dict, item);
}

int SetLikeContains(Thread* t, Value container, Value item) {
  if (IsKind(container, Kind::kSet)) {
    return SetContains(t, container.as<Set>(), item);
  }
  return ViewContains(t, container, item);
}

// Whether every item of `a` is in `b`.
int AllIn(Thread* t, Value a, Value b) {
  Value iterator = GetIter(t, a);
  if (!iterator) return -1;
  for (;;) {
    Value item = IterNext(t, iterator);
    if (!item) return t->exception.is_null() ? 1 : -1;
    const int found = SetLikeContains(t, b, item);
    if (found <= 0) return found;
  }
}

template <CompareOp op>
Value CompareMethod(Thread* t, Value* args, size_t, Value) {
  const Value a = args[0], b = args[1];
  if (!IsSetLike(t, b)) return t->isolate->not_implemented();
  const int64_t n = SizeOf(a), m = SizeOf(b);
  int result = 0;
  switch (op) {
    case CompareOp::kEq:
    case CompareOp::kNe:
      result = n == m ? AllIn(t, a, b) : 0;
      if (op == CompareOp::kNe && result >= 0) result = !result;
      break;
    case CompareOp::kLt: result = n < m ? AllIn(t, a, b) : 0; break;
    case CompareOp::kLe: result = n <= m ? AllIn(t, a, b) : 0; break;
    case CompareOp::kGt: result = n > m ? AllIn(t, b, a) : 0; break;
    case CompareOp::kGe: result = n >= m ? AllIn(t, b, a) : 0; break;
  }
  return BoolOrNull(t, result);
}

Value Intersection(Thread* t, Value view, Value other) {
  // Walk the smaller of two sets.
  if (IsSetLike(t, other) && SizeOf(other) > SizeOf(view)) {
    const Value swap = view;
    view = other;
    other = swap;
  }
  Set* result = NewSet(t);
  if (result == nullptr) return Value::Null();
  Value iterator = GetIter(t, other);
  if (!iterator) return iterator;
  for (;;) {
    Value item = IterNext(t, iterator);
    if (!item) return t->exception.is_null() ? Value(result) : Value::Null();
    const int found = SetLikeContains(t, view, item);
    if (found < 0) return Value::Null();
    if (found && !SetAdd(t, result, item)) return Value::Null();
  }
}
Value AndMethod(Thread* t, Value* args, size_t, Value) {
  return Intersection(t, args[0], args[1]);
}

Value OrOf(Thread* t, Value left, Value right) {
  Set* result = NewSetFrom(t, left, false);
  if (result == nullptr || !SetUpdate(t, result, right)) return Value::Null();
  return result;
}
Value OrMethod(Thread* t, Value* args, size_t, Value) {
  return OrOf(t, args[0], args[1]);
}
Value ReflectedOrMethod(Thread* t, Value* args, size_t, Value) {
  return OrOf(t, args[1], args[0]);
}

Value Difference(Thread* t, Value left, Value right) {
  Set* result = NewSetFrom(t, left, false);
  if (result == nullptr) return Value::Null();
  Value iterator = GetIter(t, right);
  if (!iterator) return iterator;
  for (;;) {
    Value item = IterNext(t, iterator);
    if (!item) return t->exception.is_null() ? Value(result) : Value::Null();
    if (SetDiscard(t, result, item) < 0) return Value::Null();
  }
}
Value SubMethod(Thread* t, Value* args, size_t, Value) {
  return Difference(t, args[0], args[1]);
}
Value ReflectedSubMethod(Thread* t, Value* args, size_t, Value) {
  return Difference(t, args[1], args[0]);
}

Value XorOf(Thread* t, Value left, Value right) {
  Set* result = NewSetFrom(t, left, false);
  if (result == nullptr) return Value::Null();
  Set* other = NewSetFrom(t, right, false);
  if (other == nullptr) return Value::Null();
  int64_t at = 0;
  Value item;
  while (SetNext(other, &at, &item)) {
    const int removed = SetDiscard(t, result, item);
    if (removed < 0) return Value::Null();
    if (!removed && !SetAdd(t, result, item)) return Value::Null();
  }
  return result;
}
Value XorMethod(Thread* t, Value* args, size_t, Value) {
  return XorOf(t, args[0], args[1]);
}
Value ReflectedXorMethod(Thread* t, Value* args, size_t, Value) {
  return XorOf(t, args[1], args[0]);
}

Value IsDisjoint(Thread* t, Value* args, size_t, Value) {
  Value view = args[0], other = args[1];
  if (view == other) return t->isolate->Bool(SizeOf(view) == 0);
  if (IsSetLike(t, other) && SizeOf(other) > SizeOf(view)) {
    const Value swap = view;
    view = other;
    other = swap;
  }
  Value iterator = GetIter(t, other);
  if (!iterator) return iterator;
  for (;;) {
    Value item = IterNext(t, iterator);
    if (!item) {
      return t->exception.is_null() ? t->isolate->true_value() : Value::Null();
    }
    const int found = SetLikeContains(t, view, item);
    if (found < 0) return Value::Null();
    if (found) return t->isolate->false_value();
  }
}

Value LenMethod(Thread*, Value* args, size_t, Value) {
  return Value::SmallInt(DictLength(Self(args)->dict));
}
Value ContainsMethod(Thread* t, Value* args, size_t, Value) {
  return BoolOrNull(t, ViewContains(t, args[0], args[1]));
}
IteratorKind IterationOf(DictViewKind kind) {
  switch (kind) {
    case DictViewKind::kKeys: return IteratorKind::kDictKeys;
    case DictViewKind::kValues: return IteratorKind::kDictValues;
    case DictViewKind::kItems: return IteratorKind::kDictItems;
  }
  return IteratorKind::kDictKeys;
}
Value IterMethod(Thread* t, Value* args, size_t, Value) {
  return NewIterator(t, IterationOf(static_cast<DictViewKind>(Self(args)->flags)),
                     Self(args)->dict);
}
Value ReversedMethod(Thread* t, Value* args, size_t, Value) {
  return NewReverseIterator(
      t, IterationOf(static_cast<DictViewKind>(Self(args)->flags)),
      Self(args)->dict);
}

Value ReprMethod(Thread* t, Value* args, size_t, Value) {
  StrBuilder text;
  ReprGuard guard(t, Self(args));
  if (guard.too_deep()) return guard.RaiseTooDeep();
  if (guard.recursive()) {
    text.AppendAscii("...");
    return text.Finish(t);
  }
  Dict* dict = Self(args)->dict;
  List* items = nullptr;
  switch (static_cast<DictViewKind>(Self(args)->flags)) {
    case DictViewKind::kKeys: items = DictKeysList(t, dict); break;
    case DictViewKind::kValues: items = DictValuesList(t, dict); break;
    case DictViewKind::kItems: items = DictItemsList(t, dict); break;
  }
  if (items == nullptr) return Value::Null();
  Value repr = ToRepr(t, items);
  if (!repr) return repr;
  text.AppendUtf8(ClassNameOf(t, args[0]));
  text.AppendChar('(');
  text.Append(repr.as<Str>());
  text.AppendChar(')');
  return text.Finish(t);
}

Value GetMapping(Thread* t, Value* args, size_t, Value) {
  return NewMappingProxy(t, Self(args)->dict);
}

constexpr GetSetInfo kViewGetSets[] = {
    {"mapping", GetMapping, nullptr,
     "dictionary that this view refers to"}};

// What all views have.
constexpr NativeInfo kViewRows[] = {
    {"__len__", LenMethod, "($self, /)", kReadsHeap, "Return len(self)."},
    {"__iter__", IterMethod, "($self, /)", kEffectReadsAllocates,
     "Implement iter(self)."},
    {"__reversed__", ReversedMethod, "($self, /)", kEffectReadsAllocates,
     "Return a reverse iterator over the dict's keys, values or items."},
    {"__repr__", ReprMethod, "($self, /)", kAnything, "Return repr(self)."},
};

// What keys and items have besides.
constexpr NativeInfo kSetRows[] = {
    {"__contains__", ContainsMethod, "($self, key, /)", kAnything,
     "Return key in self."},
    {"isdisjoint", IsDisjoint, "($self, other, /)", kAnything,
     "Return True if the view and the given iterable have a null "
     "intersection."},
    {"__and__", AndMethod, "($self, value, /)", kAnything, "Return self&value."},
    {"__rand__", AndMethod, "($self, value, /)", kAnything,
     "Return value&self."},
    {"__or__", OrMethod, "($self, value, /)", kAnything, "Return self|value."},
    {"__ror__", ReflectedOrMethod, "($self, value, /)", kAnything,
     "Return value|self."},
    {"__sub__", SubMethod, "($self, value, /)", kAnything,
     "Return self-value."},
    {"__rsub__", ReflectedSubMethod, "($self, value, /)", kAnything,
     "Return value-self."},
    {"__xor__", XorMethod, "($self, value, /)", kAnything,
     "Return self^value."},
    {"__rxor__", ReflectedXorMethod, "($self, value, /)", kAnything,
     "Return value^self."},
    {"__eq__", CompareMethod<CompareOp::kEq>, "($self, value, /)", kAnything,
     "Return self==value."},
    {"__ne__", CompareMethod<CompareOp::kNe>, "($self, value, /)", kAnything,
     "Return self!=value."},
    {"__lt__", CompareMethod<CompareOp::kLt>, "($self, value, /)", kAnything,
     "Return self<value."},
    {"__le__", CompareMethod<CompareOp::kLe>, "($self, value, /)", kAnything,
     "Return self<=value."},
    {"__gt__", CompareMethod<CompareOp::kGt>, "($self, value, /)", kAnything,
     "Return self>value."},
    {"__ge__", CompareMethod<CompareOp::kGe>, "($self, value, /)", kAnything,
     "Return self>=value."},
};

}  // namespace

DictView* NewDictView(Thread* t, Dict* dict, DictViewKind kind) {
  Isolate* isolate = t->isolate;
  Class* cls = kind == DictViewKind::kKeys     ? isolate->dict_keys_class()
               : kind == DictViewKind::kValues ? isolate->dict_values_class()
                                               : isolate->dict_items_class();
  return AllocateView(t, cls, dict, kind);
}

bool InitDictViewTypes(Thread* t) {
  Isolate* isolate = t->isolate;
  Class* keys = isolate->dict_keys_class();
  Class* values = isolate->dict_values_class();
  Class* items = isolate->dict_items_class();
  for (Class* cls : {keys, values, items}) {
    if (!AddNatives(t, cls->dict, kViewRows, cls) ||
        !AddGetSets(t, cls, kViewGetSets)) {
      return false;
    }
  }
  return AddNatives(t, keys->dict, kSetRows, keys) && MakeUnhashable(t, keys) &&
         AddNatives(t, items->dict, kSetRows, items) &&
         MakeUnhashable(t, items);
}

}  // namespace pyjit
