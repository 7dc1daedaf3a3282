// Unary operators, __len__ and instance checks.
#include "runtime/operators_internal.h"
#include "runtime/types/bytes.h"
#include "runtime/types/dict.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"

namespace pyjit {

std::string TypeName(Thread* t, Value v) {
  if (v.is_null()) return "NULL";
  Class* cls = ClassOf(t, v);
  // Classes of native modules are known by their full names.
  return (cls->flags & kClassBuiltin) ? ClassDisplayName(cls) : ClassName(cls);
}

Value Unary(Thread* t, UnaryOp op, Value a) {
  if (op == UnaryOp::kNot) {
    int truth = IsTrue(t, a);
    return truth < 0 ? Value() : t->isolate->Bool(truth == 0);
  }
  constexpr Slot kSlots[] = {Slot::kNeg, Slot::kPos, Slot::kInvert};
  constexpr const char* kText[] = {"-", "+", "~"};
  Value method = a.is_small_int() ? Value() : SlotOf(ClassOf(t, a), kSlots[static_cast<int>(op)]);
  if (!IsOverride(method)) {
    if (IsInt(a)) {
      if (op == UnaryOp::kNeg) return IntNegate(t, a);
      return op == UnaryOp::kInvert ? IntInvert(t, a) : IntToExact(t, a);
    }
    if (IsFloat(a) && op != UnaryOp::kInvert) {
      if (op == UnaryOp::kNeg) return NewFloat(t, -FloatValue(a));
      return NewFloat(t, FloatValue(a));
    }
  }
  if (!method.is_null() && !IsNone(t, method)) return CallSpecial(t, method, a, {});
  return Raise(t, Exc::kTypeError, "bad operand type for unary %s: '%s'",
               kText[static_cast<int>(op)], TypeName(t, a));
}

int64_t Length(Thread* t, Value v) {
  if (v.is_object()) {
    // The usual ones by their shape alone.
    Isolate* isolate = t->isolate;
    const Shape* shape = v.object()->shape();
    if (shape == isolate->shape_of(Kind::kList)) return v.as<List>()->length;
    if (shape == isolate->shape_of(Kind::kStr)) return v.as<Str>()->length;
    if (shape == isolate->shape_of(Kind::kTuple)) return v.as<Tuple>()->length;
    if (shape == isolate->shape_of(Kind::kSet)) return v.as<Set>()->length;
    if (shape == isolate->shape_of(Kind::kDict)) return DictLength(v.as<Dict>());
    Value method = SlotOf(ClassOf(t, v), Slot::kLen);
    if (!IsOverride(method)) {
      switch (v.object()->kind()) {
        case Kind::kList: return v.as<List>()->length;
        case Kind::kTuple: return v.as<Tuple>()->length;
        case Kind::kStr: return v.as<Str>()->length;
        case Kind::kBytes: return v.as<Bytes>()->length;
        case Kind::kDict: return DictLength(v.as<Dict>());
        case Kind::kSet: return v.as<Set>()->length;
        case Kind::kDictView: return DictLength(v.as<DictView>()->dict);
        case Kind::kRange: {
          int64_t n;
          if (IntAsInt64(v.as<Range>()->length, &n)) return n;
          RaiseText(t, Exc::kOverflowError, "Python int too large to convert to C ssize_t");
          return -1;
        }
        default: break;
      }
    }
    if (!method.is_null() && !IsNone(t, method)) {
      Value r = CallSpecial(t, method, v, {});
      if (r.is_null()) return -1;
      Value index = NumberIndex(t, r);
      if (index.is_null()) return -1;
      if (IntSign(index) < 0) {
        RaiseText(t, Exc::kValueError, "__len__() should return >= 0");
        return -1;
      }
      int64_t n;
      return IndexAsInt64(t, index, &n) ? n : -1;
    }
  }
  Raise(t, Exc::kTypeError, "object of type '%s' has no len()", TypeName(t, v));
  return -1;
}

}  // namespace pyjit
