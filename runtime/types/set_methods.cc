// set and frozenset as Python sees them: algebra, comparison, repr, methods.

#include "runtime/attributes.h"
#include "runtime/isolate.h"
#include "runtime/types/container_util.h"
#include "runtime/types/dict.h"
#include "runtime/types/dict_internal.h"
#include "runtime/types/iterators.h"
#include "runtime/types/list.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/pickling.h"
#include "runtime/types/set.h"
#include "runtime/types/set_internal.h"
#include "runtime/types/str_builder.h"
#include "runtime/types/tuple.h"

namespace pyjit {
namespace {

Set* Self(Value* args) { return args[0].as<Set>(); }
Value None(Thread* t) { return t->isolate->none(); }
Value NoneIf(Thread* t, bool ok) { return ok ? None(t) : Value::Null(); }
bool IsSet(Value v) { return IsKind(v, Kind::kSet); }
bool IsFrozen(const Set* set) { return (set->flags & kSetFrozen) != 0; }
bool IsExactDict(Thread* t, Value v) { return HasExactKind(t, v, Kind::kDict); }

// An empty set or frozenset as `like` is one, subclasses left behind.
Set* NewLike(Thread* t, Set* like) {
  return IsFrozen(like) ? NewFrozenSet(t) : NewSet(t);
}

// `v` as a set: itself, or a new one of its items.
Set* AsSet(Thread* t, Value v) {
  return IsSet(v) ? v.as<Set>() : NewSetFrom(t, v, false);
}

// Calls visit(key, hash) -> bool for each item of a set or any iterable. Sets and dicts
// know the hashes.
template <typename Visit>
bool ForEachItem(Thread* t, Value iterable, Visit visit) {
  if (IsSet(iterable)) {
    int64_t at = 0, hash;
    Value key;
    while (SetNextHashed(iterable.as<Set>(), &at, &key, &hash)) {
      if (!visit(key, hash)) return false;
    }
    return true;
  }
  if (IsExactDict(t, iterable) && !IsNamespace(iterable.as<Dict>())) {
    auto* dict = iterable.as<Dict>();
    int64_t at = 0;
    Value key, value;
    while (DictNext(dict, &at, &key, &value)) {
      if (!visit(key, DictEntry(dict, at - 1)[0].small_int())) return false;
    }
    return true;
  }
  Value iterator = GetIter(t, iterable);
  if (!iterator) return false;
  for (;;) {
    Value item = IterNext(t, iterator);
    if (!item) return t->exception.is_null();
    bool ok;
    const int64_t hash = KeyHash(t, item, &ok);
    if (!ok || !visit(item, hash)) return false;
  }
}

List* ItemsList(Thread* t, Set* set) {
  List* items = NewList(t);
  int64_t at = 0;
  Value key;
  while (items != nullptr && SetNext(set, &at, &key)) {
    if (!ListAppend(t, items, key)) return nullptr;
  }
  return items;
}

// --- Algebra: new sets ---

Set* Intersection(Thread* t, Set* set, Value other) {
  if (Value(set) == other) return SetCopy(t, set);
  Set* result = NewLike(t, set);
  if (result == nullptr) return nullptr;
  if (IsSet(other) && other.as<Set>()->length > set->length) {
    Set* smaller = set;
    set = other.as<Set>();
    other = smaller;
  }
  if (IsSet(other)) return SetSift(t, other.as<Set>(), set, true, result) ? result : nullptr;
  const bool ok = ForEachItem(t, other, [&](Value key, int64_t hash) {
    const int found = SetContainsHashed(t, set, key, hash);
    return found > 0 ? SetAddHashed(t, result, key, hash) : found == 0;
  });
  return ok ? result : nullptr;
}

bool DifferenceUpdate(Thread* t, Set* set, Value other) {
  if (Value(set) == other) {
    SetClear(t, set);
    return true;
  }
  if (IsSet(other) && other.as<Set>()->length / 8 > set->length) {
    Set* common = Intersection(t, set, other);
    if (common == nullptr) return false;
    other = common;
  }
  const bool ok = ForEachItem(t, other, [&](Value key, int64_t hash) {
    return SetDiscardHashed(t, set, key, hash) >= 0;
  });
  return ok && SetShrinkAfterDeletions(t, set);
}

Set* Difference(Thread* t, Set* set, Value other) {
  int64_t other_size = -1;
  if (IsSet(other)) other_size = other.as<Set>()->length;
  if (IsExactDict(t, other) && !IsNamespace(other.as<Dict>())) other_size = DictLength(other.as<Dict>());
  if (other_size < 0 || set->length / 4 > other_size) {
    Set* result = SetCopy(t, set);
    return result != nullptr && DifferenceUpdate(t, result, other) ? result
                                                                   : nullptr;
  }
  Set* result = NewLike(t, set);
  if (result == nullptr) return nullptr;
  if (IsSet(other)) return SetSift(t, set, other.as<Set>(), false, result) ? result : nullptr;
  const uint64_t version = set->version;
  const bool ok = ForEachItem(t, set, [&](Value key, int64_t hash) {
    const int64_t i = FindEntry(t, other.as<Dict>(), key, hash);
    if (i != -1) return i >= 0;
    return set->version == version ? SetAddDistinct(t, result, key, hash)
                                   : SetAddHashed(t, result, key, hash);
  });
  return ok ? result : nullptr;
}

bool SymmetricDifferenceUpdate(Thread* t, Set* set, Value other) {
  if (Value(set) == other) {
    SetClear(t, set);
    return true;
  }
  // Items that `other` yields twice count once.
  Set* items = AsSet(t, other);
  if (items == nullptr) return false;
  return ForEachItem(t, items, [&](Value key, int64_t hash) {
    const int removed = SetDiscardHashed(t, set, key, hash);
    return removed > 0 || (removed == 0 && SetAddHashed(t, set, key, hash));
  });
}

Set* SymmetricDifference(Thread* t, Set* set, Value other) {
  Set* result = NewLike(t, set);
  if (result == nullptr || !SetUpdate(t, result, other) ||
      !SymmetricDifferenceUpdate(t, result, set)) {
    return nullptr;
  }
  return result;
}

Set* Union(Thread* t, Set* set, Value other) {
  if (IsSet(other)) return SetUnion(t, set, other.as<Set>());
  Set* result = SetCopy(t, set);
  if (result == nullptr) return result;
  return SetUpdate(t, result, other) ? result : nullptr;
}

// Takes over the contents of `from`, which nobody else uses.
void TakeContents(Thread* t, Set* set, Set* from) {
  set->entries = from->entries;
  set->length = from->length;
  set->used = from->used;
  set->version++;
  WriteBarrier(t, set);
}

bool IntersectionUpdate(Thread* t, Set* set, Value other) {
  if (Value(set) == other) return true;
  Set* common = Intersection(t, set, other);
  if (common == nullptr) return false;
  TakeContents(t, set, common);
  return true;
}

int IsSubset(Thread* t, Set* a, Set* b) {
  if (a->length > b->length) return 0;
  int result = 1;
  ForEachItem(t, a, [&](Value key, int64_t hash) {
    result = SetContainsHashed(t, b, key, hash);
    return result == 1;
  });
  return result;
}

int IsDisjointFrom(Thread* t, Set* set, Value other) {
  if (Value(set) == other) return set->length == 0;
  if (IsSet(other) && other.as<Set>()->length > set->length) {
    Set* smaller = set;
    set = other.as<Set>();
    other = smaller;
  }
  bool found = false;
  const bool ok = ForEachItem(t, other, [&](Value key, int64_t hash) {
    const int r = SetContainsHashed(t, set, key, hash);
    found = r > 0;
    return r == 0;
  });
  if (found) return 0;
  return ok ? 1 : -1;
}

}  // namespace

Set* SetBinary(Thread* t, BinaryOp op, Set* a, Set* b) {
  switch (op) {
    case BinaryOp::kAnd: return Intersection(t, a, b);
    case BinaryOp::kOr: return Union(t, a, b);
    case BinaryOp::kSub: return Difference(t, a, b);
    default: return SymmetricDifference(t, a, b);
  }
}

Value SetCompare(Thread* t, CompareOp op, Set* a, Value other) {
  if (!IsSet(other)) return t->isolate->not_implemented();
  auto* b = other.as<Set>();
  int result = 0;
  switch (op) {
    case CompareOp::kEq:
    case CompareOp::kNe:
      if (a->length == b->length &&
          !(IsFrozen(a) && IsFrozen(b) && a->hash != 0 && b->hash != 0 &&
            a->hash != b->hash)) {
        result = IsSubset(t, a, b);
      }
      if (op == CompareOp::kNe && result >= 0) result = !result;
      break;
    case CompareOp::kLt:
      result = a->length < b->length ? IsSubset(t, a, b) : 0;
      break;
    case CompareOp::kLe: result = IsSubset(t, a, b); break;
    case CompareOp::kGt:
      result = a->length > b->length ? IsSubset(t, b, a) : 0;
      break;
    case CompareOp::kGe: result = IsSubset(t, b, a); break;
  }
  return BoolOrNull(t, result);
}

Value SetRepr(Thread* t, Set* set) {
  StrBuilder text;
  ReprGuard guard(t, set);
  if (guard.too_deep()) return guard.RaiseTooDeep();
  Class* cls = ClassOf(t, set);
  const bool plain = cls == t->isolate->set_class();
  if (guard.recursive() || set->length == 0) {
    text.AppendUtf8(ClassName(cls));
    text.AppendAscii(set->length == 0 ? "()" : "(...)");
    return text.Finish(t);
  }
  // Printing an item may change the set.
  List* items = ItemsList(t, set);
  if (items == nullptr) return Value::Null();
  if (!plain) {
    text.AppendUtf8(ClassName(cls));
    text.AppendChar('(');
  }
  text.AppendChar('{');
  for (int64_t i = 0; i < items->length; ++i) {
    if (i > 0) text.AppendAscii(", ");
    Value item = ListGet(t, items, i);
    if (!item) return item;
    Value repr = ToRepr(t, item);
    if (!repr) return repr;
    text.Append(repr.as<Str>());
  }
  text.AppendAscii(plain ? "}" : "})");
  return text.Finish(t);
}

namespace {

// --- Construction ---

Value SetNewMethod(Thread* t, Value* args, size_t, Value) {
  return NewSetOfClass(t, args[0].as<Class>());
}

Value SetInit(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!CheckNoKeywords(t, "set", kwnames) ||
      !CheckArgCount(t, "set", nargs - 1, 0, 1)) {
    return Value::Null();
  }
  Set* set = Self(args);
  SetClear(t, set);
  set->hash = 0;
  return NoneIf(t, nargs == 1 || SetUpdate(t, set, args[1]));
}

Value SetConstruct(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Set* set = NewSetOfClass(t, args[0].as<Class>());
  if (set == nullptr) return Value::Null();
  if (!CheckNoKeywords(t, "set", kwnames) ||
      !CheckArgCount(t, "set", nargs - 1, 0, 1)) {
    return Value::Null();
  }
  if (nargs == 2 && !SetUpdate(t, set, args[1])) return Value::Null();
  return set;
}

Value FrozenNew(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* cls = args[0].as<Class>();
  const bool exact = cls == t->isolate->frozenset_class();
  if (!CheckNewKeywords(t, cls, "frozenset", kwnames) ||
      !CheckArgCount(t, "frozenset", nargs - 1, 0, 1)) {
    return Value::Null();
  }
  if (exact && nargs == 2 && args[1].is_object() &&
      ClassOf(t, args[1]) == cls) {
    return args[1];
  }
  Set* set = NewSetOfClass(t, cls);
  if (set == nullptr) return Value::Null();
  if (nargs == 2 && !SetUpdate(t, set, args[1])) return Value::Null();
  return set;
}

// --- Methods of both ---

Value LenMethod(Thread*, Value* args, size_t, Value) {
  return Value::SmallInt(Self(args)->length);
}
Value ContainsMethod(Thread* t, Value* args, size_t, Value) {
  return BoolOrNull(t, SetContains(t, Self(args), args[1]));
}
Value IterMethod(Thread* t, Value* args, size_t, Value) {
  return NewIterator(t, IteratorKind::kSet, args[0]);
}
Value ReprMethod(Thread* t, Value* args, size_t, Value) {
  return SetRepr(t, Self(args));
}
template <CompareOp op>
Value CompareMethod(Thread* t, Value* args, size_t, Value) {
  return SetCompare(t, op, Self(args), args[1]);
}
Value CopyMethod(Thread* t, Value* args, size_t, Value) {
  if (ClassOf(t, args[0]) == t->isolate->frozenset_class()) return args[0];
  return SetCopy(t, Self(args));
}

// s.union(*others) and the like: a fold over the arguments.
template <Set* (*operation)(Thread*, Set*, Value)>
Value FoldMethod(Thread* t, Value* args, size_t, Value) {
  auto* others = args[1].as<Tuple>();
  Set* set = Self(args);
  if (others->length == 0) return SetCopy(t, set);
  for (int64_t i = 0; i < others->length; ++i) {
    set = operation(t, set, others->items[i]);
    if (set == nullptr) return Value::Null();
  }
  return set;
}
Value UnionMethod(Thread* t, Value* args, size_t, Value) {
  auto* others = args[1].as<Tuple>();
  Set* result = SetCopy(t, Self(args));
  if (result == nullptr) return Value::Null();
  for (int64_t i = 0; i < others->length; ++i) {
    if (args[0] == others->items[i]) continue;
    if (!SetUpdate(t, result, others->items[i])) return Value::Null();
  }
  return result;
}
Value DifferenceMethod(Thread* t, Value* args, size_t, Value) {
  auto* others = args[1].as<Tuple>();
  if (others->length == 0) return SetCopy(t, Self(args));
  Set* result = Difference(t, Self(args), others->items[0]);
  for (int64_t i = 1; result != nullptr && i < others->length; ++i) {
    if (!DifferenceUpdate(t, result, others->items[i])) return Value::Null();
  }
  return result;
}
Value SymmetricDifferenceMethod(Thread* t, Value* args, size_t, Value) {
  return SymmetricDifference(t, Self(args), args[1]);
}
Value IsSubsetMethod(Thread* t, Value* args, size_t, Value) {
  Set* other = AsSet(t, args[1]);
  if (other == nullptr) return Value::Null();
  return BoolOrNull(t, IsSubset(t, Self(args), other));
}
Value IsSupersetMethod(Thread* t, Value* args, size_t, Value) {
  Set* other = AsSet(t, args[1]);
  if (other == nullptr) return Value::Null();
  return BoolOrNull(t, IsSubset(t, other, Self(args)));
}
Value IsDisjointMethod(Thread* t, Value* args, size_t, Value) {
  return BoolOrNull(t, IsDisjointFrom(t, Self(args), args[1]));
}

// Operators want sets on both sides.
template <Set* (*operation)(Thread*, Set*, Value), bool kReflected>
Value OperatorMethod(Thread* t, Value* args, size_t, Value) {
  if (!IsSet(args[0]) || !IsSet(args[1])) return t->isolate->not_implemented();
  const Value left = args[kReflected ? 1 : 0], right = args[kReflected ? 0 : 1];
  return operation(t, left.as<Set>(), right);
}

Value FrozenHashMethod(Thread* t, Value* args, size_t, Value) {
  bool ok;
  const int64_t hash = FrozenSetHash(t, Self(args), &ok);
  return ok ? IntFromInt64(t, hash) : Value::Null();
}

Value ReduceMethod(Thread* t, Value* args, size_t, Value) {
  List* items = ItemsList(t, Self(args));
  if (items == nullptr) return Value::Null();
  const Value item = items;
  Tuple* init = TupleFromArray(t, &item, 1);
  if (init == nullptr) return Value::Null();
  Value state = PicklingState(t, args[0]);
  return state ? Value(TuplePack(t, ClassOf(t, args[0]), init, state)) : state;
}

// --- Methods of set alone ---

Value AddMethod(Thread* t, Value* args, size_t, Value) {
  return NoneIf(t, SetAdd(t, Self(args), args[1]));
}
Value ClearMethod(Thread* t, Value* args, size_t, Value) {
  SetClear(t, Self(args));
  return None(t);
}
Value DiscardMethod(Thread* t, Value* args, size_t, Value) {
  return NoneIf(t, SetDiscard(t, Self(args), args[1]) >= 0);
}
Value RemoveMethod(Thread* t, Value* args, size_t, Value) {
  const int found = SetDiscard(t, Self(args), args[1]);
  if (found == 0) return RaiseKeyError(t, args[1]);
  return NoneIf(t, found > 0);
}
Value PopMethod(Thread* t, Value* args, size_t, Value) {
  Set* set = Self(args);
  if (set->length == 0) {
    return RaiseText(t, Exc::kKeyError, "pop from an empty set");
  }
  // Go on where the last pop ended, so that emptying a set is linear.
  const int64_t mask = SetSlots(set) - 1;
  int64_t s = static_cast<int64_t>(set->hash) & mask;
  while (SetSlot(set, s)[1].is_null()) s = (s + 1) & mask;
  const Value key = SetSlot(set, s)[1];
  SetRemoveSlot(set, s);
  set->hash = static_cast<uint64_t>(s) + 1;
  return key;
}
Value UpdateMethod(Thread* t, Value* args, size_t, Value) {
  auto* others = args[1].as<Tuple>();
  for (int64_t i = 0; i < others->length; ++i) {
    if (!SetUpdate(t, Self(args), others->items[i])) return Value::Null();
  }
  return None(t);
}
Value IntersectionUpdateMethod(Thread* t, Value* args, size_t, Value) {
  auto* others = args[1].as<Tuple>();
  Set* set = Self(args);
  if (others->length == 0) return None(t);
  Set* common = set;
  for (int64_t i = 0; i < others->length; ++i) {
    common = Intersection(t, common, others->items[i]);
    if (common == nullptr) return Value::Null();
  }
  TakeContents(t, set, common);
  return None(t);
}
Value DifferenceUpdateMethod(Thread* t, Value* args, size_t, Value) {
  auto* others = args[1].as<Tuple>();
  for (int64_t i = 0; i < others->length; ++i) {
    if (!DifferenceUpdate(t, Self(args), others->items[i])) {
      return Value::Null();
    }
  }
  return None(t);
}
Value SymmetricDifferenceUpdateMethod(Thread* t, Value* args, size_t, Value) {
  return NoneIf(t, SymmetricDifferenceUpdate(t, Self(args), args[1]));
}

template <bool (*operation)(Thread*, Set*, Value)>
Value InplaceMethod(Thread* t, Value* args, size_t, Value) {
  if (!IsSet(args[1])) return t->isolate->not_implemented();
  return operation(t, Self(args), args[1]) ? args[0] : Value::Null();
}

// Rows of set and frozenset alike.
constexpr NativeInfo kSharedRows[] = {
    {"copy", CopyMethod, "($self, /)", kEffectReadsAllocates,
     "Return a shallow copy of a set."},
    {"union", UnionMethod, "($self, /, *others)", kAnything,
     "Return the union of sets as a new set."},
    {"intersection", FoldMethod<Intersection>, "($self, /, *others)", kAnything,
     "Return the intersection of two sets as a new set."},
    {"difference", DifferenceMethod, "($self, /, *others)", kAnything,
     "Return the difference of two or more sets as a new set."},
    {"symmetric_difference", SymmetricDifferenceMethod, "($self, other, /)",
     kAnything, "Return the symmetric difference of two sets as a new set."},
    {"issubset", IsSubsetMethod, "($self, other, /)", kAnything,
     "Report whether another set contains this set."},
    {"issuperset", IsSupersetMethod, "($self, other, /)", kAnything,
     "Report whether this set contains another set."},
    {"isdisjoint", IsDisjointMethod, "($self, other, /)", kAnything,
     "Return True if two sets have a null intersection."},
    {"__len__", LenMethod, "($self, /)", kReadsHeap, "Return len(self)."},
    {"__contains__", ContainsMethod, "($self, key, /)", kAnything,
     "x.__contains__(y) <==> y in x."},
    {"__iter__", IterMethod, "($self, /)", kEffectReadsAllocates,
     "Implement iter(self)."},
    {"__repr__", ReprMethod, "($self, /)", kAnything, "Return repr(self)."},
    {"__reduce__", ReduceMethod, "($self, /)", kAnything,
     "Return state information for pickling."},
    {"__and__", OperatorMethod<Intersection, false>, "($self, value, /)",
     kAnything, "Return self&value."},
    {"__rand__", OperatorMethod<Intersection, true>, "($self, value, /)",
     kAnything, "Return value&self."},
    {"__or__", OperatorMethod<Union, false>, "($self, value, /)", kAnything,
     "Return self|value."},
    {"__ror__", OperatorMethod<Union, true>, "($self, value, /)", kAnything,
     "Return value|self."},
    {"__sub__", OperatorMethod<Difference, false>, "($self, value, /)",
     kAnything, "Return self-value."},
    {"__rsub__", OperatorMethod<Difference, true>, "($self, value, /)",
     kAnything, "Return value-self."},
    {"__xor__", OperatorMethod<SymmetricDifference, false>, "($self, value, /)",
     kAnything, "Return self^value."},
    {"__rxor__", OperatorMethod<SymmetricDifference, true>, "($self, value, /)",
     kAnything, "Return value^self."},
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

constexpr NativeInfo kSetRows[] = {
    {"__new__", SetNewMethod, nullptr, kReadsHeap | kRaises | kCollects,
     "Create and return a new object."},
    {"__init__", SetInit, nullptr, kAnything,
     "Build an unordered collection of unique elements."},
    {"add", AddMethod, "($self, object, /)", kAnything,
     "Add an element to a set."},
    {"clear", ClearMethod, "($self, /)", kReadsHeap | kWritesHeap,
     "Remove all elements from this set."},
    {"discard", DiscardMethod, "($self, object, /)", kAnything,
     "Remove an element from a set if it is a member."},
    {"remove", RemoveMethod, "($self, object, /)", kAnything,
     "Remove an element from a set; it must be a member."},
    {"pop", PopMethod, "($self, /)", kEffectWrites,
     "Remove and return an arbitrary set element."},
    {"update", UpdateMethod, "($self, /, *others)", kAnything,
     "Update a set with the union of itself and others."},
    {"intersection_update", IntersectionUpdateMethod, "($self, /, *others)",
     kAnything, "Update a set with the intersection of itself and another."},
    {"difference_update", DifferenceUpdateMethod, "($self, /, *others)",
     kAnything, "Remove all elements of another set from this set."},
    {"symmetric_difference_update", SymmetricDifferenceUpdateMethod,
     "($self, other, /)", kAnything,
     "Update a set with the symmetric difference of itself and another."},
    {"__iand__", InplaceMethod<IntersectionUpdate>, "($self, value, /)",
     kAnything, "Return self&=value."},
    {"__ior__", InplaceMethod<SetUpdate>, "($self, value, /)", kAnything,
     "Return self|=value."},
    {"__isub__", InplaceMethod<DifferenceUpdate>, "($self, value, /)",
     kAnything, "Return self-=value."},
    {"__ixor__", InplaceMethod<SymmetricDifferenceUpdate>, "($self, value, /)",
     kAnything, "Return self^=value."},
};

constexpr NativeInfo kFrozenRows[] = {
    {"__new__", FrozenNew, nullptr, kAnything,
     "Create and return a new object."},
    {"__hash__", FrozenHashMethod, "($self, /)", kReadsHeap,
     "Return hash(self)."},
};

}  // namespace

bool InitSetType(Thread* t) {
  Class* set = t->isolate->set_class();
  Class* frozen = t->isolate->frozenset_class();
  set->construct = SetConstruct;
  frozen->construct = FrozenNew;
  return AddNatives(t, set->dict, kSharedRows, set) &&
         AddNatives(t, set->dict, kSetRows, set) && MakeUnhashable(t, set) &&
         AddNatives(t, frozen->dict, kSharedRows, frozen) &&
         AddNatives(t, frozen->dict, kFrozenRows, frozen);
}

}  // namespace pyjit
