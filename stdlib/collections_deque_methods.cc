// deque as Python sees it: constructor, sequence operations, method table.
#include <algorithm>
#include <string>

#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/operators.h"
#include "runtime/operators_internal.h"
#include "runtime/recursion_guard.h"
#include "runtime/types/container_util.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/pickling.h"
#include "runtime/types/slice.h"
#include "runtime/types/str_builder.h"
#include "runtime/types/tuple.h"
#include "stdlib/collections_internal.h"
#include "stdlib/native_class.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

constexpr int64_t kTooLong = int64_t{1} << 40;  // more items than memory

Deque* Self(Value* args) { return args[0].as<Deque>(); }
bool IsDeque(Value v) {
  return IsKind(v, Kind::kExtension) && v.object()->shape()->extension == &Deque::kExtension;
}

// --- Construction ---

bool ReadMaxlen(Thread* t, Value v, int64_t* out) {
  *out = -1;
  if (v.is_null() || v == NoneOf(t)) return true;
  if (!IsInt(v)) {
    RaiseText(t, Exc::kTypeError, "an integer is required");
    return false;
  }
  if (!ArgAsSize(t, v, out)) return false;
  if (*out >= 0) return true;
  RaiseText(t, Exc::kValueError, "maxlen must be non-negative");
  return false;
}

// deque.__init__(self, iterable=(), maxlen=None); args[0] is not looked at.
bool Fill(Thread* t, Deque* deque, Value* args, size_t nargs, Value kwnames) {
  static constexpr const char* kNames[] = {"iterable", "maxlen"};
  Value bound[2];
  int64_t maxlen;
  if (!BindConstructor(t, "deque", args, nargs, kwnames, kNames, 2, 0, bound) ||
      !ReadMaxlen(t, bound[1], &maxlen)) {
    return false;
  }
  deque->maxlen = maxlen;
  if (deque->length > 0) DequeClear(deque);
  return bound[0].is_null() || DequeExtend(t, deque, bound[0], false);
}

Value New(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return NewDeque(t, args[0].as<Class>(), -1);
}

Value Init(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return Fill(t, Self(args), args, nargs, kwnames) ? NoneOf(t) : Value();
}

// --- Ends ---

Value NoneIf(Thread* t, bool ok) { return ok ? NoneOf(t) : Value(); }

Value Append(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return NoneIf(t, DequeAppend(t, Self(args), args[1]));
}
Value AppendLeft(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return NoneIf(t, DequeAppendLeft(t, Self(args), args[1]));
}
Value Pop(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (Self(args)->length == 0) {
    return RaiseText(t, Exc::kIndexError, "pop from an empty deque");
  }
  return DequePop(t, Self(args));
}
Value PopLeft(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (Self(args)->length == 0) {
    return RaiseText(t, Exc::kIndexError, "pop from an empty deque");
  }
  return DequePopLeft(t, Self(args));
}
Value Extend(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return NoneIf(t, DequeExtend(t, Self(args), args[1], false));
}
Value ExtendLeft(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return NoneIf(t, DequeExtend(t, Self(args), args[1], true));
}
Value Clear(Thread* t, Value* args, size_t nargs, Value kwnames) {
  DequeClear(Self(args));
  return NoneOf(t);
}
Value Rotate(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int64_t n = 1;
  if (!args[1].is_null() && !ArgAsSize(t, args[1], &n)) return Value();
  DequeRotate(t, Self(args), n);
  return NoneOf(t);
}

// --- Items ---

bool ReadIndex(Thread* t, Deque* deque, Value key, int64_t* i) {
  if (!ValueAsIndex(t, key, "sequence index must be integer, not '%s'", i)) return false;
  if (*i < 0) *i += deque->length;
  if (*i >= 0 && *i < deque->length) return true;
  RaiseText(t, Exc::kIndexError, "deque index out of range");
  return false;
}

// Takes item i out, moving the shorter side.
void DeleteAt(Thread* t, Deque* deque, int64_t i) {
  if (i < deque->length / 2) {
    for (; i > 0; --i) DequePut(t, deque, i, deque->Get(i - 1));
    DequePopLeft(t, deque);
  } else {
    for (; i + 1 < deque->length; ++i) DequePut(t, deque, i, deque->Get(i + 1));
    DequePop(t, deque);
  }
}

Value GetItemMethod(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int64_t i;
  return ReadIndex(t, Self(args), args[1], &i) ? Self(args)->Get(i) : Value();
}
Value SetItemMethod(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int64_t i;
  if (!ReadIndex(t, Self(args), args[1], &i)) return Value();
  DequePut(t, Self(args), i, args[2]);
  return NoneOf(t);
}
Value DelItemMethod(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int64_t i;
  if (!ReadIndex(t, Self(args), args[1], &i)) return Value();
  DeleteAt(t, Self(args), i);
  return NoneOf(t);
}

Value Insert(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Deque* deque = Self(args);
  int64_t i;
  if (!ArgAsSize(t, args[1], &i)) return Value();
  if (deque->maxlen >= 0 && deque->length >= deque->maxlen) {
    return RaiseText(t, Exc::kIndexError, "deque already at its maximum size");
  }
  const int64_t length = deque->length;
  if (i < 0) i = std::max<int64_t>(i + length, 0);
  i = std::min(i, length);
  if (i < length / 2) {
    if (!DequeAppendLeft(t, deque, args[2])) return Value();
    for (int64_t k = 0; k < i; ++k) DequePut(t, deque, k, deque->Get(k + 1));
  } else {
    if (!DequeAppend(t, deque, args[2])) return Value();
    for (int64_t k = length; k > i; --k) DequePut(t, deque, k, deque->Get(k - 1));
  }
  DequePut(t, deque, i, args[2]);
  return NoneOf(t);
}

// The first item equal to v in [start, stop), -1 if none, -2 with an exception.
int64_t Find(Thread* t, Deque* deque, Value v, int64_t start, int64_t stop, Exc error,
             const char* message) {
  const uint64_t version = deque->version;
  for (int64_t i = start; i < stop; ++i) {
    const int equal = ItemEquals(t, deque->Get(i), v);
    if (equal < 0) return -2;
    if (deque->version != version) {
      RaiseText(t, error, message);
      return -2;
    }
    if (equal > 0) return i;
  }
  return -1;
}

constexpr char kMutated[] = "deque mutated during iteration";

Value ContainsMethod(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Deque* deque = Self(args);
  int64_t i = Find(t, deque, args[1], 0, deque->length, Exc::kRuntimeError, kMutated);
  return i == -2 ? Value() : t->isolate->Bool(i >= 0);
}

Value Count(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Deque* deque = Self(args);
  int64_t n = 0;
  for (int64_t i = 0;; ++i) {
    i = Find(t, deque, args[1], i, deque->length, Exc::kRuntimeError, kMutated);
    if (i == -2) return Value();
    if (i == -1) return Value::SmallInt(n);
    ++n;
  }
}

Value NotInDeque(Thread* t, Value v) {
  Value text = ToRepr(t, v);
  if (text.is_null()) return text;
  return Raise(t, Exc::kValueError, "%s is not in deque", StrToUtf8(text.as<Str>()));
}

Value Index(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Deque* deque = Self(args);
  int64_t start = 0, stop = deque->length;
  if (!args[2].is_null() && !ValueAsClampedIndex(t, args[2], &start)) return Value();
  if (!args[3].is_null() && !ValueAsClampedIndex(t, args[3], &stop)) return Value();
  const int64_t length = deque->length;
  if (start < 0) start = std::max<int64_t>(start + length, 0);
  if (stop < 0) stop = std::max<int64_t>(stop + length, 0);
  stop = std::min(stop, length);
  int64_t i = Find(t, deque, args[1], start, stop, Exc::kRuntimeError, kMutated);
  if (i == -2) return Value();
  if (i >= 0) return Value::SmallInt(i);
  return NotInDeque(t, args[1]);
}

Value Remove(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Deque* deque = Self(args);
  int64_t i = Find(t, deque, args[1], 0, deque->length, Exc::kIndexError, kMutated);
  if (i == -2) return Value();
  if (i == -1) return NotInDeque(t, args[1]);
  DeleteAt(t, deque, i);
  return NoneOf(t);
}

Value Reverse(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Deque* deque = Self(args);
  for (int64_t i = 0, k = deque->length - 1; i < k; ++i, --k) {
    Value a = deque->Get(i);
    DequePut(t, deque, i, deque->Get(k));
    DequePut(t, deque, k, a);
  }
  return NoneOf(t);
}

// --- Whole deques ---

Value CopyOf(Thread* t, Deque* deque) {
  Class* cls = ClassOf(t, deque);
  if (cls == ClassOfStdlib(t, StdlibClass::kDeque)) {
    Deque* copy = NewDeque(t, cls, deque->maxlen);
    return copy != nullptr && DequeExtend(t, copy, deque, false) ? Value(copy) : Value();
  }
  Value copy;
  if (deque->maxlen < 0) {
    copy = CallValues(t, cls, {deque});
  } else {
    copy = CallValues(t, cls, {deque, Value::SmallInt(deque->maxlen)});
  }
  if (copy.is_null() || IsDeque(copy)) return copy;
  return Raise(t, Exc::kTypeError, "%s() must return a deque, not %s", ClassName(cls),
               ClassNameOf(t, copy));
}
Value Copy(Thread* t, Value* args, size_t nargs, Value kwnames) { return CopyOf(t, Self(args)); }

Value Add(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!IsDeque(args[1])) {
    // The other operand is asked first.
    if (!LookupSpecial(t, args[1], Slot::kRAdd).is_null()) return t->isolate->not_implemented();
    return Raise(t, Exc::kTypeError, "can only concatenate deque (not \"%s\") to deque",
                 ClassNameOf(t, args[1]));
  }
  Value copy = CopyOf(t, Self(args));
  if (copy.is_null()) return copy;
  return DequeExtend(t, copy.as<Deque>(), args[1], false) ? copy : Value();
}
Value InplaceAdd(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return DequeExtend(t, Self(args), args[1], false) ? args[0] : Value();
}

bool RepeatInPlace(Thread* t, Deque* deque, int64_t times) {
  const int64_t length = deque->length;
  if (length == 0 || times == 1) return true;
  if (times <= 0) {
    DequeClear(deque);
    return true;
  }
  if (deque->maxlen < 0) {
    if (times > kTooLong / length) {
      RaiseMemoryError(t);
      return false;
    }
    if (!DequeReserve(t, deque, length * times)) return false;
  }
  List* items = NewList(t);
  if (items == nullptr) return false;
  for (int64_t i = 0; i < length; ++i) {
    if (!ListAppend(t, items, deque->Get(i))) return false;
  }
  // With a maxlen only the last copies can stay.
  if (deque->maxlen >= 0) times = std::min(times, deque->maxlen / length + 2);
  for (int64_t k = 1; k < times; ++k) {
    for (int64_t i = 0; i < length; ++i) {
      Value item = ListGet(t, items, i);
      if (item.is_null() || !DequeAppend(t, deque, item)) return false;
    }
  }
  return true;
}

Value Repeat(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int64_t times;
  if (!IsInt(args[1]) && LookupSpecial(t, args[1], Slot::kIndex).is_null()) {
    return Raise(t, Exc::kTypeError, "can't multiply sequence by non-int of type '%s'",
                 ClassNameOf(t, args[1]));
  }
  if (!IndexAsInt64(t, args[1], &times)) return Value();
  Value copy = CopyOf(t, Self(args));
  if (copy.is_null()) return copy;
  return RepeatInPlace(t, copy.as<Deque>(), times) ? copy : Value();
}
Value InplaceRepeat(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int64_t times;
  if (!IsInt(args[1]) && LookupSpecial(t, args[1], Slot::kIndex).is_null()) {
    return Raise(t, Exc::kTypeError, "can't multiply sequence by non-int of type '%s'",
                 ClassNameOf(t, args[1]));
  }
  if (!IndexAsInt64(t, args[1], &times)) return Value();
  return RepeatInPlace(t, Self(args), times) ? args[0] : Value();
}

template <CompareOp kOp>
Value CompareMethod(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!IsDeque(args[1])) return t->isolate->not_implemented();
  constexpr bool kEquality = kOp == CompareOp::kEq || kOp == CompareOp::kNe;
  Deque* a = Self(args);
  auto* b = args[1].as<Deque>();
  if (kEquality && a->length != b->length) return t->isolate->Bool(kOp == CompareOp::kNe);
  Value x = NewDequeIterator(t, a, false);
  Value y = x.is_null() ? x : NewDequeIterator(t, b, false);
  if (y.is_null()) return y;
  for (;;) {
    Value p = IterNext(t, x);
    if (p.is_null() && !t->exception.is_null()) return p;
    Value q = IterNext(t, y);
    if (q.is_null() && !t->exception.is_null()) return q;
    if (p.is_null() || q.is_null()) {
      return Compare(t, kOp, Value::SmallInt(p.is_null() ? 0 : 1),
                     Value::SmallInt(q.is_null() ? 0 : 1));
    }
    const int equal = ItemEquals(t, p, q);
    if (equal < 0) return Value();
    if (equal == 0) {  // asked once more, whatever the operator
      const int holds = CompareBool(t, kOp, p, q);
      return holds < 0 ? Value() : t->isolate->Bool(holds != 0);
    }
  }
}

Value Repr(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Deque* deque = Self(args);
  StrBuilder text;
  ReprGuard guard(t, deque);
  if (guard.too_deep()) return guard.RaiseTooDeep();
  if (guard.recursive()) {
    text.AppendAscii("[...]");
    return text.Finish(t);
  }
  RecursionGuard depth(t, " while getting the repr of an object");
  if (!depth.ok()) return Value();
  text.Append(ClassOf(t, deque)->name.as<Str>());
  text.AppendAscii("([");
  Value iterator = NewDequeIterator(t, deque, false);
  if (iterator.is_null()) return iterator;
  for (bool first = true;; first = false) {
    Value item = IterNext(t, iterator);
    if (item.is_null()) {
      if (!t->exception.is_null()) return item;
      break;
    }
    Value repr = ToRepr(t, item);
    if (repr.is_null()) return repr;
    if (!first) text.AppendAscii(", ");
    text.Append(repr.as<Str>());
  }
  text.AppendChar(']');
  if (deque->maxlen >= 0) text.AppendAscii(absl::StrFormat(", maxlen=%d", deque->maxlen));
  text.AppendChar(')');
  return text.Finish(t);
}

Value Reduce(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Deque* deque = Self(args);
  Value state = PicklingState(t, deque);
  Value iterator = state.is_null() ? state : GetIter(t, deque);
  if (iterator.is_null()) return iterator;
  Value init = t->isolate->empty_tuple();
  if (deque->maxlen >= 0) init = TuplePack(t, init, Value::SmallInt(deque->maxlen));
  if (init.is_null()) return init;
  const Value parts[] = {ClassOf(t, deque), init, state, iterator};
  return TupleFromArray(t, parts, 4);
}

Value LengthMethod(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return Value::SmallInt(Self(args)->length);
}
Value Iter(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return NewDequeIterator(t, Self(args), false);
}
Value ReversedMethod(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return NewDequeIterator(t, Self(args), true);
}
Value SizeOf(Thread* t, Value* args, size_t nargs, Value kwnames) {
  const Deque* deque = Self(args);
  const int64_t words = deque->items.is_null() ? 0 : deque->array()->capacity;
  return Value::SmallInt(static_cast<int64_t>(sizeof(Deque)) + 8 * words);
}
Value MaxLen(Thread* t, Value* args, size_t nargs, Value kwnames) {
  const int64_t n = Self(args)->maxlen;
  return n < 0 ? NoneOf(t) : IntFromInt64(t, n);
}

constexpr uint32_t kTakes = kReadsHeap | kWritesHeap | kRaises;
constexpr uint32_t kStores = kTakes | kCollects | kEscapesArgs;
constexpr NativeInfo kRows[] = {
    {"__new__", New, nullptr, kAnything,
     "Create and return a new object.  See help(type) for accurate signature."},
    {"__init__", Init, nullptr, kAnything, "Initialize self."},
    {"append", Append, "($self, x, /)", kStores, "Add an element to the right side of the deque."},
    {"appendleft", AppendLeft, "($self, x, /)", kStores,
     "Add an element to the left side of the deque."},
    {"pop", Pop, "($self, /)", kTakes, "Remove and return the rightmost element."},
    {"popleft", PopLeft, "($self, /)", kTakes, "Remove and return the leftmost element."},
    {"extend", Extend, "($self, iterable, /)", kAnything,
     "Extend the right side of the deque with elements from the iterable"},
    {"extendleft", ExtendLeft, "($self, iterable, /)", kAnything,
     "Extend the left side of the deque with elements from the iterable"},
    {"clear", Clear, "($self, /)", kReadsHeap | kWritesHeap,
     "Remove all elements from the deque."},
    {"rotate", Rotate, "($self, n=1, /)", kAnything,
     "Rotate the deque n steps to the right (default n=1).  If n is negative, rotates left."},
    {"insert", Insert, "($self, i, x, /)", kAnything, "D.insert(index, object)"},
    {"count", Count, "($self, x, /)", kAnything, "D.count(value) -- number of occurrences"},
    {"index", Index, "($self, value, start=0, stop=9223372036854775807, /)", kAnything,
     "D.index(value, [start, [stop]]) -- first index of value."},
    {"remove", Remove, "($self, value, /)", kAnything, "Remove the first occurrence of value."},
    {"reverse", Reverse, "($self, /)", kReadsHeap | kWritesHeap, "Reverse *IN PLACE*"},
    {"copy", Copy, "($self, /)", kAnything, "Return a shallow copy of a deque."},
    {"__copy__", Copy, "($self, /)", kAnything, "Return a shallow copy of a deque."},
    {"__reduce__", Reduce, "($self, /)", kAnything, "Return state information for pickling."},
    {"__len__", LengthMethod, "($self, /)", kReadsHeap, "Return len(self)."},
    {"__getitem__", GetItemMethod, "($self, key, /)", kAnything, "Return self[key]."},
    {"__setitem__", SetItemMethod, "($self, key, value, /)", kAnything, "Set self[key] to value."},
    {"__delitem__", DelItemMethod, "($self, key, /)", kAnything, "Delete self[key]."},
    {"__contains__", ContainsMethod, "($self, key, /)", kAnything, "Return key in self."},
    {"__iter__", Iter, "($self, /)", kReadsHeap | kCollects | kRaises, "Implement iter(self)."},
    {"__reversed__", ReversedMethod, "($self, /)", kReadsHeap | kCollects | kRaises,
     "D.__reversed__() -- return a reverse iterator over the deque"},
    {"__add__", Add, "($self, value, /)", kAnything, "Return self+value."},
    {"__iadd__", InplaceAdd, "($self, value, /)", kAnything, "Implement self+=value."},
    {"__mul__", Repeat, "($self, value, /)", kAnything, "Return self*value."},
    {"__rmul__", Repeat, "($self, value, /)", kAnything, "Return value*self."},
    {"__imul__", InplaceRepeat, "($self, value, /)", kAnything, "Implement self*=value."},
    {"__lt__", CompareMethod<CompareOp::kLt>, "($self, value, /)", kAnything, "Return self<value."},
    {"__le__", CompareMethod<CompareOp::kLe>, "($self, value, /)", kAnything, "Return self<=value."},
    {"__gt__", CompareMethod<CompareOp::kGt>, "($self, value, /)", kAnything, "Return self>value."},
    {"__ge__", CompareMethod<CompareOp::kGe>, "($self, value, /)", kAnything, "Return self>=value."},
    {"__eq__", CompareMethod<CompareOp::kEq>, "($self, value, /)", kAnything, "Return self==value."},
    {"__ne__", CompareMethod<CompareOp::kNe>, "($self, value, /)", kAnything, "Return self!=value."},
    {"__repr__", Repr, "($self, /)", kAnything, "Return repr(self)."},
    {"__sizeof__", SizeOf, "($self, /)", kReadsHeap,
     "D.__sizeof__() -- size of D in memory, in bytes"},
};
constexpr GetSetInfo kAttributes[] = {
    {"maxlen", MaxLen, nullptr, "maximum size of a deque or None if unbounded"},
};

}  // namespace

bool InitDeque(Thread* t, Module* module) {
  NativeClassRow row = {"collections", "deque", &Deque::kExtension, New, kRows,
                        kAttributes,
                        "deque([iterable[, maxlen]]) --> deque object\n\n"
                        "A list-like sequence optimized for data accesses near its endpoints."};
  row.flags = kClassBaseable;
  row.traits = kTraitWeakref | kTraitSequence;
  row.generic = true;
  row.unhashable = true;
  return KeepClass(t, StdlibClass::kDeque, DefineModuleClass(t, module, row)) &&
         InitDequeIterators(t, module);
}

}  // namespace pyjit
