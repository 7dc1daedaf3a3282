// Binary and in-place operators: direct code for builtin operands, then the
// special methods with Python's rules for reflection.
#include <string>

#include "runtime/operator_methods.h"
#include "runtime/operators_internal.h"
#include "runtime/types/bytearray.h"
#include "runtime/types/bytes.h"
#include "runtime/types/complex.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/set.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace pyjit {
namespace {

struct BinaryRow {
  const char* text;
  const char* inplace_text;
  Slot slot, reflected, inplace;
};

// In the order of BinaryOp.
constexpr BinaryRow kRows[] = {
    {"+", "+=", Slot::kAdd, Slot::kRAdd, Slot::kIAdd},
    {"-", "-=", Slot::kSub, Slot::kRSub, Slot::kISub},
    {"*", "*=", Slot::kMul, Slot::kRMul, Slot::kIMul},
    {"/", "/=", Slot::kTrueDiv, Slot::kRTrueDiv, Slot::kITrueDiv},
    {"//", "//=", Slot::kFloorDiv, Slot::kRFloorDiv, Slot::kIFloorDiv},
    {"%", "%=", Slot::kMod, Slot::kRMod, Slot::kIMod},
    {"** or pow()", "**=", Slot::kPow, Slot::kRPow, Slot::kIPow},
    {"<<", "<<=", Slot::kLShift, Slot::kRLShift, Slot::kILShift},
    {">>", ">>=", Slot::kRShift, Slot::kRRShift, Slot::kIRShift},
    {"&", "&=", Slot::kAnd, Slot::kRAnd, Slot::kIAnd},
    {"|", "|=", Slot::kOr, Slot::kROr, Slot::kIOr},
    {"^", "^=", Slot::kXor, Slot::kRXor, Slot::kIXor},
    {"@", "@=", Slot::kMatMul, Slot::kRMatMul, Slot::kIMatMul},
};
static_assert(static_cast<int>(BinaryOp::kMatMul) == 12);

const BinaryRow& RowOf(BinaryOp op) { return kRows[static_cast<int>(op)]; }

bool IsNumber(Value v) { return IsInt(v) || IsFloat(v); }

// Both are exactly ints, of any size: no method is overridden.
bool BothPlainInts(Thread* t, Value a, Value b) {
  const uint32_t big = t->exact_shapes[static_cast<int>(Kind::kBigInt)];
  return (a.is_small_int() || a.object()->shape_word == big) &&
         (b.is_small_int() || b.object()->shape_word == big);
}

Value IntBinary(Thread* t, BinaryOp op, Value a, Value b) {
  switch (op) {
    case BinaryOp::kAdd: return IntAdd(t, a, b);
    case BinaryOp::kSub: return IntSub(t, a, b);
    case BinaryOp::kMul: return IntMul(t, a, b);
    case BinaryOp::kTrueDiv: return IntTrueDiv(t, a, b);
    case BinaryOp::kFloorDiv: return IntFloorDiv(t, a, b);
    case BinaryOp::kMod: return IntMod(t, a, b);
    case BinaryOp::kPow: return IntPow(t, a, b, Value());
    case BinaryOp::kLShift: return IntLShift(t, a, b);
    case BinaryOp::kRShift: return IntRShift(t, a, b);
    case BinaryOp::kAnd:
    case BinaryOp::kOr:
    case BinaryOp::kXor: {
      if (IsBool(a) && IsBool(b)) {
        bool x = IntIsTrue(a), y = IntIsTrue(b);
        bool r = op == BinaryOp::kAnd ? x && y : op == BinaryOp::kOr ? x || y : x != y;
        return t->isolate->Bool(r);
      }
      return op == BinaryOp::kAnd  ? IntAnd(t, a, b)
             : op == BinaryOp::kOr ? IntOr(t, a, b)
                                   : IntXor(t, a, b);
    }
    case BinaryOp::kMatMul: return t->isolate->not_implemented();
  }
  return t->isolate->not_implemented();
}

// False with OverflowError pending.
bool AsDouble(Thread* t, Value v, double* out) {
  if (IsFloat(v)) {
    *out = FloatValue(v);
    return true;
  }
  return IntToDouble(t, v, out);
}

Value FloatBinary(Thread* t, BinaryOp op, Value a, Value b) {
  double x, y, r = 0;
  if (op >= BinaryOp::kLShift) return t->isolate->not_implemented();
  if (!AsDouble(t, a, &x) || !AsDouble(t, b, &y)) return Value();
  switch (op) {
    case BinaryOp::kAdd: r = x + y; break;
    case BinaryOp::kSub: r = x - y; break;
    case BinaryOp::kMul: r = x * y; break;
    case BinaryOp::kTrueDiv:
      if (!FloatTrueDiv(t, x, y, &r)) return Value();
      break;
    case BinaryOp::kFloorDiv:
      if (!FloatFloorDiv(t, x, y, &r)) return Value();
      break;
    case BinaryOp::kMod:
      if (!FloatMod(t, x, y, &r)) return Value();
      break;
    case BinaryOp::kPow: return FloatPow(t, x, y);
    default: return t->isolate->not_implemented();
  }
  return NewFloat(t, r);
}

bool IsRepeatable(Kind kind) {
  return kind == Kind::kList || kind == Kind::kTuple || kind == Kind::kStr ||
         kind == Kind::kBytes;
}

// sequence * n, n an int or something with __index__; NotImplemented if not.
Value Repeat(Thread* t, Value sequence, Value times) {
  if (!IsInt(times) && SlotOf(ClassOf(t, times), Slot::kIndex).is_null()) {
    return t->isolate->not_implemented();
  }
  int64_t n;
  if (!IndexAsInt64(t, times, &n)) return Value();
  switch (sequence.object()->kind()) {
    case Kind::kList: return ListRepeat(t, sequence.as<List>(), n);
    case Kind::kTuple: return TupleRepeat(t, sequence.as<Tuple>(), n);
    case Kind::kStr: return StrRepeat(t, sequence.as<Str>(), n);
    default: return BytesRepeat(t, sequence.as<Bytes>(), n);
  }
}

bool IsSetOperator(BinaryOp op) {
  return op == BinaryOp::kSub || (op >= BinaryOp::kAnd && op <= BinaryOp::kXor);
}

// True if DirectBinary implements the arithmetic of this kind.
bool IsDirect(Value v) {
  if (v.is_small_int()) return true;
  switch (v.object()->kind()) {
    case Kind::kBigInt:
    case Kind::kFloat:
    case Kind::kStr:
    case Kind::kBytes:
    case Kind::kList:
    case Kind::kTuple:
    case Kind::kSet: return true;
    case Kind::kSingleton: return IsBool(v);
    default: return false;
  }
}

// a op b for builtin layouts, overridden methods not asked. NotImplemented if
// these operands do not go together.
Value DirectBinary(Thread* t, BinaryOp op, Value a, Value b) {
  if (IsNumber(a) && IsNumber(b)) {
    if (IsFloat(a) || IsFloat(b)) return FloatBinary(t, op, a, b);
    return IntBinary(t, op, a, b);
  }
  Kind ka = a.is_object() ? a.object()->kind() : Kind::kBigInt;
  Kind kb = b.is_object() ? b.object()->kind() : Kind::kBigInt;
  if (ka == Kind::kSet) {
    if (kb == Kind::kSet && IsSetOperator(op)) {
      return SetBinary(t, op, a.as<Set>(), b.as<Set>());
    }
  } else if (op == BinaryOp::kAdd && ka == kb) {
    switch (ka) {
      case Kind::kStr: return StrConcat(t, a.as<Str>(), b.as<Str>());
      case Kind::kList: return ListConcat(t, a.as<List>(), b.as<List>());
      case Kind::kTuple: return TupleConcat(t, a.as<Tuple>(), b.as<Tuple>());
      case Kind::kBytes: return BytesConcat(t, a.as<Bytes>(), b.as<Bytes>());
      default: break;
    }
  } else if (op == BinaryOp::kMul) {
    if (IsRepeatable(ka)) return Repeat(t, a, b);
    if (IsRepeatable(kb)) return Repeat(t, b, a);
  } else if (op == BinaryOp::kMod && ka == Kind::kStr) {
    return StrPercent(t, a.as<Str>(), b);
  }
  return t->isolate->not_implemented();
}

// Whether `method` repeats a sequence, which `times` cannot say how often: called by
// name it refuses that, as an operator it leaves it to the other operand.
bool RepeatsNot(Thread* t, BinaryOp op, Value method, Value self, Value times) {
  return op == BinaryOp::kMul && IsKind(method, Kind::kNativeFunction) && !IsNumber(self) &&
         !IsComplex(self) && !IsInt(times) && SlotOf(ClassOf(t, times), Slot::kIndex).is_null();
}

// One operand's view of a op b through its class: `method` is the forward or the
// reflected special method of `self`.
Value TryMethod(Thread* t, BinaryOp op, Value method, Value self, Value other,
                bool reflected) {
  if (!IsOverride(method) && IsDirect(self)) {
    Value r = reflected ? DirectBinary(t, op, other, self) : DirectBinary(t, op, self, other);
    if (!IsNotImplemented(t, r)) return r;
    if (self.is_object() && self.object()->kind() == Kind::kBytes && !method.is_null() &&
        !RepeatsNot(t, op, method, self, other)) {
      return CallSpecial(t, method, self, {other});  // bytes % args
    }
    return r;
  }
  // None is no method either, but one that says so: it is "not callable".
  if (method.is_null() || RepeatsNot(t, op, method, self, other)) {
    return t->isolate->not_implemented();
  }
  return CallSpecial(t, method, self, {other});
}

// a.__op__(b) and b.__rop__(a) in the order that Python's rules give.
Value BinaryThroughMethods(Thread* t, BinaryOp op, Value a, Value b) {
  const BinaryRow& row = RowOf(op);
  Class* ca = ClassOf(t, a);
  Class* cb = ClassOf(t, b);
  Value forward = SlotOf(ca, row.slot);
  Value reflected = ca == cb ? Value() : SlotOf(cb, row.reflected);
  bool tried_reflected = ca == cb;
  if (ca != cb && !reflected.is_null() && IsSubclass(cb, ca) &&
      reflected != SlotOf(ca, row.reflected)) {
    Value r = TryMethod(t, op, reflected, b, a, true);
    if (r.is_null() || !IsNotImplemented(t, r)) return r;
    tried_reflected = true;
  }
  // An int knows nothing of floats: what a subclass of float says comes first.
  const bool skip = IsInt(a) && IsFloat(b) && IsOverride(reflected) &&
                    !IsOverride(forward);
  Value r = skip ? t->isolate->not_implemented() : TryMethod(t, op, forward, a, b, false);
  if (r.is_null() || !IsNotImplemented(t, r) || tried_reflected) return r;
  return TryMethod(t, op, reflected, b, a, true);
}

Value RaiseUnsupported(Thread* t, const char* symbol, BinaryOp op, Value a, Value b) {
  Kind ka = a.is_object() ? a.object()->kind() : Kind::kBigInt;
  if (op == BinaryOp::kAdd) {
    const char* name = ka == Kind::kStr     ? "str"
                       : ka == Kind::kList  ? "list"
                       : ka == Kind::kTuple ? "tuple"
                                            : nullptr;
    if (name != nullptr) {
      return Raise(t, Exc::kTypeError, "can only concatenate %s (not \"%s\") to %s", name,
                   TypeName(t, b), name);
    }
    if (ka == Kind::kBytes) {
      return Raise(t, Exc::kTypeError, "can't concat %s to bytes", TypeName(t, b));
    }
  }
  if (op == BinaryOp::kMul) {
    const bool first = RepeatsNot(t, op, SlotOf(ClassOf(t, a), Slot::kMul), a, b);
    if (first || RepeatsNot(t, op, SlotOf(ClassOf(t, b), Slot::kMul), b, a)) {
      return Raise(t, Exc::kTypeError, "can't multiply sequence by non-int of type '%s'",
                   TypeName(t, first ? b : a));
    }
  }
  std::string hint;
  if (op == BinaryOp::kRShift && ka == Kind::kNativeFunction &&
      CallableText(t, a) == "print()") {
    hint = ". Did you mean \"print(<message>, file=<output_stream>)\"?";
  }
  return Raise(t, Exc::kTypeError, "unsupported operand type(s) for %s: '%s' and '%s'%s",
               symbol, TypeName(t, a), TypeName(t, b), hint);
}

// Both operands are exactly of builtin classes, so nothing can be overridden.
bool BothPlain(Thread* t, Value a, Value b) {
  return IsDirect(a) && IsDirect(b) && (ClassOf(t, a)->flags & kClassBuiltin) &&
         (ClassOf(t, b)->flags & kClassBuiltin);
}

Value BinaryOrNotImplemented(Thread* t, BinaryOp op, Value a, Value b) {
  if (BothPlain(t, a, b)) {
    Value r = DirectBinary(t, op, a, b);
    if (r.is_null() || !IsNotImplemented(t, r)) return r;
  }
  return BinaryThroughMethods(t, op, a, b);
}

}  // namespace

Function* FirstBinaryMethod(Thread* t, BinaryOp op, bool inplace, Value a, Value b) {
  const BinaryRow& row = RowOf(op);
  Class* ca = ClassOf(t, a);
  if (inplace && !SlotOf(ca, row.inplace).is_null()) return nullptr;
  Value method = SlotOf(ca, row.slot);
  if (!IsKind(method, Kind::kFunction)) return nullptr;
  Class* cb = ClassOf(t, b);
  if (ca != cb && IsSubclass(cb, ca)) return nullptr;  // may be asked before a
  return method.as<Function>();
}

Value BinaryAfterFirst(Thread* t, BinaryOp op, bool inplace, Value a, Value b) {
  const BinaryRow& row = RowOf(op);
  if (ClassOf(t, a) != ClassOf(t, b)) {
    Value r = TryMethod(t, op, SlotOf(ClassOf(t, b), row.reflected), b, a, true);
    if (r.is_null() || !IsNotImplemented(t, r)) return r;
  }
  return RaiseUnsupported(t, inplace ? row.inplace_text : row.text, op, a, b);
}

Value Binary(Thread* t, BinaryOp op, Value a, Value b) {
  Value r = BothPlainInts(t, a, b) ? IntBinary(t, op, a, b)
                                   : BinaryOrNotImplemented(t, op, a, b);
  if (r.is_null() || !IsNotImplemented(t, r)) return r;
  return RaiseUnsupported(t, RowOf(op).text, op, a, b);
}

Value InplaceBinary(Thread* t, BinaryOp op, Value a, Value b) {
  const BinaryRow& row = RowOf(op);
  Value r;
  if (BothPlainInts(t, a, b)) {
    r = IntBinary(t, op, a, b);
  } else {
    Value method = a.is_small_int() ? Value() : SlotOf(ClassOf(t, a), row.inplace);
    if (!IsOverride(method) && IsKind(a, Kind::kList) &&
        (op == BinaryOp::kAdd || op == BinaryOp::kMul)) {
      List* list = a.as<List>();
      if (op == BinaryOp::kAdd) return ListExtend(t, list, b) ? a : Value();
      if (IsInt(b) || !SlotOf(ClassOf(t, b), Slot::kIndex).is_null()) {
        int64_t n;
        if (!IndexAsInt64(t, b, &n)) return Value();
        return ListInplaceRepeat(t, list, n) ? a : Value();
      }
    } else if (!method.is_null() && !RepeatsNot(t, op, method, a, b)) {
      r = CallSpecial(t, method, a, {b});
      if (r.is_null() || !IsNotImplemented(t, r)) return r;
    }
    r = BinaryOrNotImplemented(t, op, a, b);
  }
  if (r.is_null() || !IsNotImplemented(t, r)) return r;
  return RaiseUnsupported(t, row.inplace_text, op, a, b);
}

}  // namespace pyjit
