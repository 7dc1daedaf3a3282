// Rich comparison, truth, identity and hashing.
#include <cmath>
#include <cstring>

#include "absl/base/casts.h"
#include "runtime/attributes.h"
#include "runtime/operator_methods.h"
#include "runtime/operators_internal.h"
#include "runtime/recursion_guard.h"
#include "runtime/types/bytes.h"
#include "runtime/types/dict.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/quick_compare.h"
#include "runtime/types/range.h"
#include "runtime/types/set.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "runtime/warn.h"

namespace pyjit {
namespace {

struct CompareRow {
  const char* text;
  Slot slot;
  CompareOp swapped;
};
// In the order of CompareOp.
constexpr CompareRow kRows[] = {
    {"<", Slot::kLt, CompareOp::kGt},  {"<=", Slot::kLe, CompareOp::kGe},
    {">", Slot::kGt, CompareOp::kLt},  {">=", Slot::kGe, CompareOp::kLe},
    {"==", Slot::kEq, CompareOp::kEq}, {"!=", Slot::kNe, CompareOp::kNe},
};
static_assert(static_cast<int>(CompareOp::kNe) == 5);

const CompareRow& RowOf(CompareOp op) { return kRows[static_cast<int>(op)]; }

// Whether `order` (-1, 0, 1; 2: unordered) satisfies op.
bool Satisfies(CompareOp op, int order) {
  if (order == 2) return op == CompareOp::kNe;
  switch (op) {
    case CompareOp::kLt: return order < 0;
    case CompareOp::kLe: return order <= 0;
    case CompareOp::kGt: return order > 0;
    case CompareOp::kGe: return order >= 0;
    case CompareOp::kEq: return order == 0;
    case CompareOp::kNe: return order != 0;
  }
  return false;
}

int CompareDoubles(double a, double b) {
  if (a < b) return -1;
  if (a > b) return 1;
  return a == b ? 0 : 2;
}

Value NotImplemented(Thread* t) { return t->isolate->not_implemented(); }

bool IsEquality(CompareOp op) { return op == CompareOp::kEq || op == CompareOp::kNe; }

Value EqualityResult(Thread* t, CompareOp op, int equal) {
  if (equal < 0) return Value();
  return t->isolate->Bool((equal != 0) == (op == CompareOp::kEq));
}

// True if DirectCompare implements the comparisons of this kind.
bool IsDirect(Value v) {
  if (v.is_small_int()) return true;
  switch (v.object()->kind()) {
    case Kind::kBigInt:
    case Kind::kFloat:
    case Kind::kStr:
    case Kind::kBytes:
    case Kind::kList:
    case Kind::kTuple:
    case Kind::kDict:
    case Kind::kSet:
    case Kind::kRange: return true;
    case Kind::kSingleton: return IsBool(v);
    default: return false;
  }
}

// a op b for builtin layouts; requires IsDirect(a).
Value DirectCompare(Thread* t, CompareOp op, Value a, Value b) {
  Isolate* isolate = t->isolate;
  if (IsInt(a)) {
    if (IsInt(b)) {
      if (IsEquality(op)) return EqualityResult(t, op, IntEquals(a, b));
      return isolate->Bool(Satisfies(op, IntCompare(a, b)));
    }
    if (IsFloat(b)) return isolate->Bool(Satisfies(op, IntCompareDouble(a, FloatValue(b))));
    return NotImplemented(t);
  }
  if (IsFloat(a)) {
    if (IsFloat(b)) {
      return isolate->Bool(Satisfies(op, CompareDoubles(FloatValue(a), FloatValue(b))));
    }
    if (IsInt(b)) {
      int order = IntCompareDouble(b, FloatValue(a));
      return isolate->Bool(Satisfies(op, order == 2 ? 2 : -order));
    }
    return NotImplemented(t);
  }
  Kind kind = a.object()->kind();
  if (!IsKind(b, kind)) {
    // A set compares with other set-like things through its own method.
    return kind == Kind::kSet ? SetCompare(t, op, a.as<Set>(), b) : NotImplemented(t);
  }
  switch (kind) {
    case Kind::kStr:
      if (IsEquality(op)) return EqualityResult(t, op, StrEquals(a.as<Str>(), b.as<Str>()));
      return isolate->Bool(Satisfies(op, StrCompare(a.as<Str>(), b.as<Str>())));
    case Kind::kBytes:
      return isolate->Bool(Satisfies(op, BytesCompare(a.as<Bytes>(), b.as<Bytes>())));
    case Kind::kList: return ListCompare(t, op, a.as<List>(), b.as<List>());
    case Kind::kTuple: return TupleCompare(t, op, a.as<Tuple>(), b.as<Tuple>());
    case Kind::kSet: return SetCompare(t, op, a.as<Set>(), b);
    case Kind::kDict:
      if (!IsEquality(op)) return NotImplemented(t);
      return EqualityResult(t, op, DictEquals(t, a.as<Dict>(), b.as<Dict>()));
    case Kind::kRange:
      if (!IsEquality(op)) return NotImplemented(t);
      return EqualityResult(t, op, RangeEquals(t, a.as<Range>(), b.as<Range>()));
    default: return NotImplemented(t);
  }
}

// Whatever fails before there is something to call counts as no method.
Value CallComparison(Thread* t, Value method, Value a, Value b) {
  if (!IsKind(method, Kind::kProperty)) return CallSpecial(t, method, a, {b});
  Value bound = BindAttribute(t, method, a, ClassOf(t, a));
  if (bound.is_null()) {
    t->exception = Value();
    return NotImplemented(t);
  }
  return Call(t, bound, &b, 1, Value());
}

// a's view of a op b: its own special method, or the direct comparison.
Value TryCompare(Thread* t, CompareOp op, Value a, Value b) {
  Class* cls = ClassOf(t, a);
  Value method = SlotOf(cls, RowOf(op).slot);
  if (!IsOverride(method)) {
    Class* object = t->isolate->object_class();
    if (op == CompareOp::kNe &&
        (method.is_null() || method == SlotOf(object, Slot::kNe))) {
      // object.__ne__ is the opposite of __eq__.
      Value eq = SlotOf(cls, Slot::kEq);
      const bool own_row = !IsDirect(a) && !eq.is_null() && eq != SlotOf(object, Slot::kEq);
      if (IsOverride(eq) || own_row) {
        if (IsNone(t, eq)) return NotImplemented(t);
        Value r = CallComparison(t, eq, a, b);
        if (r.is_null() || IsNotImplemented(t, r)) return r;
        int truth = IsTrue(t, r);
        return truth < 0 ? Value() : t->isolate->Bool(truth == 0);
      }
    }
    if (IsDirect(a)) return DirectCompare(t, op, a, b);
    if (method.is_null()) return NotImplemented(t);
    // Skip object's own rows: they say what the default below says.
    if (method == SlotOf(object, RowOf(op).slot)) return NotImplemented(t);
    return CallSpecial(t, method, a, {b});
  }
  return CallComparison(t, method, a, b);  // None is "not callable"
}

bool HasCompare(Thread* t, Class* cls, CompareOp op) {
  if (cls->flags & kClassBuiltin) return true;
  return IsOverride(SlotOf(cls, RowOf(op).slot)) || IsOverride(SlotOf(cls, Slot::kEq)) ||
         cls->instance_kind != Kind::kInstance;
}

// Neither operand knows: equality is identity, order is an error.
Value NobodyCompares(Thread* t, CompareOp op, Value a, Value b) {
  if (IsEquality(op)) return t->isolate->Bool(Is(a, b) == (op == CompareOp::kEq));
  return Raise(t, Exc::kTypeError, "'%s' not supported between instances of '%s' and '%s'",
               RowOf(op).text, TypeName(t, a), TypeName(t, b));
}

Value CompareSlow(Thread* t, CompareOp op, Value a, Value b) {
  Class* ca = ClassOf(t, a);
  Class* cb = ClassOf(t, b);
  CompareOp swapped = RowOf(op).swapped;
  bool tried_swapped = false;
  if (ca != cb && IsSubclass(cb, ca) && HasCompare(t, cb, swapped)) {
    Value r = TryCompare(t, swapped, b, a);
    if (r.is_null() || !IsNotImplemented(t, r)) return r;
    tried_swapped = true;
  }
  // An int knows nothing of floats: what a subclass of float says comes first.
  const bool skip = !tried_swapped && IsInt(a) && IsFloat(b) &&
                    IsOverride(SlotOf(cb, RowOf(swapped).slot)) &&
                    !IsOverride(SlotOf(ca, RowOf(op).slot));
  Value r = skip ? TryCompare(t, swapped, b, a) : TryCompare(t, op, a, b);
  if (r.is_null() || !IsNotImplemented(t, r)) return r;
  if (!tried_swapped) {
    r = TryCompare(t, swapped, b, a);
    if (r.is_null() || !IsNotImplemented(t, r)) return r;
  }
  return NobodyCompares(t, op, a, b);
}

bool BothPlain(Thread* t, Value a, Value b) {
  if (!IsDirect(a) || !(ClassOf(t, a)->flags & ClassOf(t, b)->flags & kClassBuiltin)) {
    return false;
  }
  // Native subclasses of dict may have a comparison of their own.
  if (!IsKind(a, Kind::kDict)) return true;
  return ClassOf(t, a) == t->isolate->dict_class() && ClassOf(t, b) == ClassOf(t, a);
}

}  // namespace

Function* FirstCompareMethod(Thread* t, CompareOp op, Value a, Value b) {
  Class* ca = ClassOf(t, a);
  Value method = SlotOf(ca, RowOf(op).slot);
  if (!IsKind(method, Kind::kFunction)) return nullptr;
  Class* cb = ClassOf(t, b);
  if (ca != cb && IsSubclass(cb, ca)) return nullptr;  // may be asked before a
  return method.as<Function>();
}

Value CompareAfterFirst(Thread* t, CompareOp op, Value a, Value b) {
  RecursionGuard guard(t, " in comparison");
  if (!guard.ok()) return Value();
  Value r = TryCompare(t, RowOf(op).swapped, b, a);
  if (r.is_null() || !IsNotImplemented(t, r)) return r;
  return NobodyCompares(t, op, a, b);
}

Value Compare(Thread* t, CompareOp op, Value a, Value b) {
  if (BothSmallInts(a, b)) {
    int64_t x = a.small_int(), y = b.small_int();
    return t->isolate->Bool(Satisfies(op, x < y ? -1 : x > y ? 1 : 0));
  }
  const int quick = QuickCompare(t, op, a, b);
  if (quick >= 0) return quick != 0 ? t->isolate->true_value() : t->isolate->false_value();
  if (BothPlain(t, a, b)) {
    Kind kind = a.is_object() ? a.object()->kind() : Kind::kBigInt;
    if (kind == Kind::kList || kind == Kind::kTuple || kind == Kind::kDict) {
      RecursionGuard guard(t, " in comparison");
      if (!guard.ok()) return Value();
      Value r = DirectCompare(t, op, a, b);
      if (r.is_null() || !IsNotImplemented(t, r)) return r;
    } else {
      Value r = DirectCompare(t, op, a, b);
      if (r.is_null() || !IsNotImplemented(t, r)) return r;
    }
  }
  RecursionGuard guard(t, " in comparison");
  if (!guard.ok()) return Value();
  return CompareSlow(t, op, a, b);
}

int CompareBool(Thread* t, CompareOp op, Value a, Value b) {
  if (IsEquality(op) && Is(a, b)) return op == CompareOp::kEq;
  const int quick = QuickCompare(t, op, a, b);
  if (quick >= 0) return quick;
  Value r = Compare(t, op, a, b);
  if (r.is_null()) return -1;
  return IsTrue(t, r);
}

bool Is(Value a, Value b) {
  if (a == b) return true;
  if (!a.is_object() || !b.is_object()) return false;
  if (a.object()->shape_word != b.object()->shape_word) return false;
  Kind kind = a.object()->kind();
  if (kind == Kind::kFloat) {
    // A class written in Python makes instances with identity of their own.
    if (!(a.object()->shape()->cls->flags & kClassBuiltin)) return false;
    return absl::bit_cast<uint64_t>(FloatValue(a)) == absl::bit_cast<uint64_t>(FloatValue(b));
  }
  if (kind == Kind::kBigInt) {
    if (!(a.object()->shape()->cls->flags & kClassBuiltin)) return false;
    return IntEquals(a, b);
  }
  return false;
}

int IsTrue(Thread* t, Value v) {
  Isolate* isolate = t->isolate;
  if (v == isolate->true_value()) return 1;
  if (v == isolate->false_value() || v == isolate->none()) return 0;
  if (v.is_small_int()) return v.small_int() != 0;
  Object* object = v.object();
  Class* cls = object->shape()->cls;
  Value method = SlotOf(cls, Slot::kBool);
  if (IsOverride(method)) {
    Value r = CallSpecial(t, method, v, {});
    if (r.is_null()) return -1;
    if (r == isolate->true_value()) return 1;
    if (r == isolate->false_value()) return 0;
    Raise(t, Exc::kTypeError, "__bool__ should return bool, returned %s", TypeName(t, r));
    return -1;
  }
  if (IsOverride(SlotOf(cls, Slot::kLen))) {
    int64_t n = Length(t, v);
    return n < 0 ? -1 : n != 0;
  }
  switch (object->kind()) {
    case Kind::kFloat: return FloatValue(v) != 0;
    case Kind::kSingleton:
      if (v == isolate->not_implemented() &&
          !Warn(t, Exc::kDeprecationWarning,
                "NotImplemented should not be used in a boolean context", 1)) {
        return -1;
      }
      return 1;
    case Kind::kBigInt: return IntIsTrue(v);
    case Kind::kStr: return v.as<Str>()->length != 0;
    case Kind::kBytes: return v.as<Bytes>()->length != 0;
    case Kind::kList: return v.as<List>()->length != 0;
    case Kind::kTuple: return v.as<Tuple>()->length != 0;
    case Kind::kDict: return DictLength(v.as<Dict>()) != 0;
    case Kind::kSet: return v.as<Set>()->length != 0;
    case Kind::kRange: return IntIsTrue(v.as<Range>()->length);
    default: break;
  }
  if (!method.is_null()) {  // a native __bool__
    Value r = CallSpecial(t, method, v, {});
    return r.is_null() ? -1 : r == isolate->true_value();
  }
  if (!SlotOf(cls, Slot::kLen).is_null()) {
    int64_t n = Length(t, v);
    return n < 0 ? -1 : n != 0;
  }
  return 1;
}

namespace {

int64_t IdentityHash(Value v) {
  // Objects do not move and are 16-byte aligned.
  return static_cast<int64_t>((v.bits() >> 4) & ((uint64_t{1} << 60) - 1));
}

int64_t Unhashable(Thread* t, Value v, bool* ok) {
  *ok = false;
  Raise(t, Exc::kTypeError, "unhashable type: '%s'", TypeName(t, v));
  return -1;
}

// By the __hash__ of a builtin class that none of the cases in Hash() is about.
int64_t NativeHash(Thread* t, Value v, Class* cls, bool* ok) {
  Value method = SlotOf(cls, Slot::kHash);
  if (method.is_null() || method == SlotOf(t->isolate->object_class(), Slot::kHash)) {
    return IdentityHash(v);
  }
  if (IsNone(t, method)) return Unhashable(t, v, ok);
  Value r = CallSpecial(t, method, v, {});
  int64_t n;
  *ok = !r.is_null();
  return *ok && IntAsInt64(r, &n) ? n : -1;
}

}  // namespace

int64_t Hash(Thread* t, Value v, bool* ok) {
  *ok = true;
  if (v.is_small_int()) return IntHash(v);
  Class* cls = v.object()->shape()->cls;
  Kind kind = v.object()->kind();
  if (!(cls->flags & kClassBuiltin)) {
    Value method = SlotOf(cls, Slot::kHash);
    if (IsNone(t, method)) return Unhashable(t, v, ok);
    if (IsOverride(method)) {
      Value r = CallSpecial(t, method, v, {});
      if (r.is_null()) {
        *ok = false;
        return -1;
      }
      if (!IsInt(r)) {
        *ok = false;
        RaiseText(t, Exc::kTypeError, "__hash__ method should return an integer");
        return -1;
      }
      // Python ints that fit are taken as they are, others are reduced.
      int64_t n;
      if (IntAsInt64(r, &n)) return n == -1 ? -2 : n;
      return IntHash(r);
    }
  }
  switch (kind) {
    case Kind::kStr: return static_cast<int64_t>(StrHash(v.as<Str>()));
    case Kind::kFloat: {
      double d = FloatValue(v);
      return std::isnan(d) ? IdentityHash(v) : FloatHash(d);
    }
    case Kind::kBigInt: return IntHash(v);
    case Kind::kSingleton: return IsBool(v) ? IntHash(v) : IdentityHash(v);
    case Kind::kTuple: return TupleHash(t, v.as<Tuple>(), ok);
    case Kind::kBytes: return static_cast<int64_t>(BytesHash(v.as<Bytes>()));
    case Kind::kList:
    case Kind::kDict:
    case Kind::kSlice: return Unhashable(t, v, ok);
    case Kind::kSet:
      if (IsSubclass(cls, t->isolate->frozenset_class())) {
        return FrozenSetHash(t, v.as<Set>(), ok);
      }
      return Unhashable(t, v, ok);
    case Kind::kDictView:
      if (static_cast<DictViewKind>(v.object()->flags) != DictViewKind::kValues) {
        return Unhashable(t, v, ok);
      }
      return IdentityHash(v);
    case Kind::kRange: {
      // Equal ranges have equal (length, start, step) as far as they matter.
      auto* range = v.as<Range>();
      Value parts[3] = {range->length, t->isolate->none(), t->isolate->none()};
      if (IntIsTrue(range->length)) {
        parts[1] = range->start;
        if (!IntEquals(range->length, Value::SmallInt(1))) parts[2] = range->step;
      }
      Tuple* tuple = TupleFromArray(t, parts, 3);
      if (tuple == nullptr) {
        *ok = false;
        return -1;
      }
      return TupleHash(t, tuple, ok);
    }
    case Kind::kCode: {
      Value h = CallSpecial(t, SlotOf(cls, Slot::kHash), v, {});
      int64_t n = -1;
      *ok = !h.is_null() && IntAsInt64(h, &n);
      return n == -1 ? -2 : n;
    }
    case Kind::kNativeFunction: {
      auto* function = v.as<NativeFunction>();
      if (!function->self.is_object()) return IdentityHash(v);
      const auto info = static_cast<int64_t>(reinterpret_cast<uintptr_t>(function->info) >> 4);
      const int64_t h = IdentityHash(function->self) ^ info;
      return h == -1 ? -2 : h;
    }
    case Kind::kBoundMethod: {
      int64_t h = Hash(t, v.as<BoundMethod>()->function, ok);
      return *ok ? h ^ IdentityHash(v.as<BoundMethod>()->self.is_small_int()
                                        ? t->isolate->none()
                                        : v.as<BoundMethod>()->self)
                 : -1;
    }
    default: return NativeHash(t, v, cls, ok);
  }
}

}  // namespace pyjit
