#include <bit>

#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/native.h"
#include "runtime/operators.h"
#include "runtime/types/float.h"
#include "runtime/types/format_spec.h"
#include "runtime/types/int.h"
#include "runtime/types/int_internal.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

// The method tables of int and bool.

namespace pyjit {
namespace {

using IntOp = Value (*)(Thread*, Value, Value);

template <IntOp op>
Value BinaryRow(Thread* t, Value* args, size_t, Value) {
  if (!IsInt(args[1])) return t->isolate->not_implemented();
  return op(t, args[0], args[1]);
}
template <IntOp op>
Value ReflectedRow(Thread* t, Value* args, size_t, Value) {
  if (!IsInt(args[1])) return t->isolate->not_implemented();
  return op(t, args[1], args[0]);
}
template <CompareOp op>
Value CompareRow(Thread* t, Value* args, size_t, Value) {
  if (!IsInt(args[1])) return t->isolate->not_implemented();
  return t->isolate->Bool(OrderHolds<op>(IntCompare(args[0], args[1])));
}
template <Value (*op)(Thread*, Value)>
Value UnaryRow(Thread* t, Value* args, size_t, Value) {
  return op(t, args[0]);
}

Value DivModPair(Thread* t, Value a, Value b) {
  Value quotient, remainder;
  if (!IntDivMod(t, a, b, &quotient, &remainder)) return Value();
  return TuplePack(t, quotient, remainder);
}

// args: base, exponent, modulus or null.
Value PowOf(Thread* t, Value a, Value b, Value mod) {
  if (!IsInt(a) || !IsInt(b)) return t->isolate->not_implemented();
  if (IsAbsent(t, mod)) return IntPow(t, a, b, Value());
  if (!IsInt(mod)) return t->isolate->not_implemented();
  return IntPow(t, a, b, mod);
}
Value PowRow(Thread* t, Value* args, size_t, Value) {
  return PowOf(t, args[0], args[1], args[2]);
}
Value RPowRow(Thread* t, Value* args, size_t, Value) {
  return PowOf(t, args[1], args[0], args[2]);
}

Value HashRow(Thread* t, Value* args, size_t, Value) {
  return IntFromInt64(t, IntHash(args[0]));
}
Value ReprRow(Thread* t, Value* args, size_t, Value) { return IntToStr(t, args[0]); }
Value BoolRow(Thread* t, Value* args, size_t, Value) {
  return t->isolate->Bool(IntIsTrue(args[0]));
}
Value FloatRow(Thread* t, Value* args, size_t, Value) {
  double d;
  return IntToDouble(t, args[0], &d) ? NewFloat(t, d) : Value();
}
Value FormatRow(Thread* t, Value* args, size_t, Value) {
  if (!CheckFormatSpecArgument(t, args[1])) return Value();
  return IntFormatDunder(t, args[0], args[1].as<Str>());
}
Value BitLengthRow(Thread* t, Value* args, size_t, Value) {
  return Value::SmallInt(IntBitLength(args[0]));
}
Value BitCountRow(Thread* t, Value* args, size_t, Value) {
  IntView view(args[0]);
  int64_t count = 0;
  for (int64_t i = 0; i < view.count(); ++i) count += std::popcount(view.limbs()[i]);
  return Value::SmallInt(count);
}
Value AsIntegerRatioRow(Thread* t, Value* args, size_t, Value) {
  Value n = IntToExact(t, args[0]);
  return n ? Value(TuplePack(t, n, Value::SmallInt(1))) : Value();
}
Value GetNewArgsRow(Thread* t, Value* args, size_t, Value) {
  Value n = IntToExact(t, args[0]);
  return n ? Value(TupleFromArray(t, &n, 1)) : Value();
}
Value SizeOfRow(Thread* t, Value* args, size_t, Value) {
  IntView view(args[0]);
  return Value::SmallInt(args[0].is_small_int() ? 8 : 16 + 8 * view.count());
}

// round(n, ndigits): to a multiple of 10**-ndigits, half to even.
Value RoundRow(Thread* t, Value* args, size_t, Value) {
  Value self = args[0];
  if (args[1].is_null()) return IntToExact(t, self);
  Value ndigits = NumberIndex(t, args[1]);
  if (!ndigits) return Value();
  if (IntSign(ndigits) >= 0) return IntToExact(t, self);
  IntView view(self);
  int64_t n;
  if (!IntAsInt64(ndigits, &n) || -n > DecimalDigitsEstimate(view.magnitude()) + 1) {
    return Value::SmallInt(0);
  }
  Value unit = IntPow(t, Value::SmallInt(10), Value::SmallInt(-n), Value());
  Value quotient, remainder;
  if (!unit || !IntDivMod(t, self, unit, &quotient, &remainder)) return Value();
  Value twice = IntAdd(t, remainder, remainder);
  if (!twice) return Value();
  int order = IntCompare(twice, unit);
  Value down = IntSub(t, self, remainder);
  if (!down) return Value();
  IntView q(quotient);
  bool odd = !q.is_zero() && (q.limbs()[0] & 1) != 0;
  return order > 0 || (order == 0 && odd) ? IntAdd(t, down, unit) : down;
}

Value GetZero(Thread* t, Value* args, size_t, Value) { return Value::SmallInt(0); }
Value GetOne(Thread* t, Value* args, size_t, Value) { return Value::SmallInt(1); }

constexpr char kUnary[] = "($self, /)";
constexpr char kBinary[] = "($self, value, /)";
constexpr char kPow[] = "($self, value, mod=None, /)";

constexpr NativeInfo kIntMethods[] = {
    {"__new__", ConstructInt, nullptr, kAnything, "int(x=0) or int(text, base=10)"},
    {"__repr__", ReprRow, kUnary, kAllocates, "Return repr(self)."},
    {"__hash__", HashRow, kUnary, kPure, "Return hash(self)."},
    {"__lt__", CompareRow<CompareOp::kLt>, kBinary, kPure, "Return self<value."},
    {"__le__", CompareRow<CompareOp::kLe>, kBinary, kPure, "Return self<=value."},
    {"__eq__", CompareRow<CompareOp::kEq>, kBinary, kPure, "Return self==value."},
    {"__ne__", CompareRow<CompareOp::kNe>, kBinary, kPure, "Return self!=value."},
    {"__gt__", CompareRow<CompareOp::kGt>, kBinary, kPure, "Return self>value."},
    {"__ge__", CompareRow<CompareOp::kGe>, kBinary, kPure, "Return self>=value."},
    {"__add__", BinaryRow<IntAdd>, kBinary, kAllocates, "Return self+value."},
    {"__radd__", ReflectedRow<IntAdd>, kBinary, kAllocates, "Return value+self."},
    {"__sub__", BinaryRow<IntSub>, kBinary, kAllocates, "Return self-value."},
    {"__rsub__", ReflectedRow<IntSub>, kBinary, kAllocates, "Return value-self."},
    {"__mul__", BinaryRow<IntMul>, kBinary, kAllocates, "Return self*value."},
    {"__rmul__", ReflectedRow<IntMul>, kBinary, kAllocates, "Return value*self."},
    {"__mod__", BinaryRow<IntMod>, kBinary, kAllocates, "Return self%value."},
    {"__rmod__", ReflectedRow<IntMod>, kBinary, kAllocates, "Return value%self."},
    {"__divmod__", BinaryRow<DivModPair>, kBinary, kAllocates,
     "Return divmod(self, value)."},
    {"__rdivmod__", ReflectedRow<DivModPair>, kBinary, kAllocates,
     "Return divmod(value, self)."},
    {"__floordiv__", BinaryRow<IntFloorDiv>, kBinary, kAllocates, "Return self//value."},
    {"__rfloordiv__", ReflectedRow<IntFloorDiv>, kBinary, kAllocates,
     "Return value//self."},
    {"__truediv__", BinaryRow<IntTrueDiv>, kBinary, kAllocates, "Return self/value."},
    {"__rtruediv__", ReflectedRow<IntTrueDiv>, kBinary, kAllocates,
     "Return value/self."},
    {"__pow__", PowRow, kPow, kAllocates, "Return pow(self, value, mod)."},
    {"__rpow__", RPowRow, kPow, kAllocates, "Return pow(value, self, mod)."},
    {"__lshift__", BinaryRow<IntLShift>, kBinary, kAllocates, "Return self<<value."},
    {"__rlshift__", ReflectedRow<IntLShift>, kBinary, kAllocates, "Return value<<self."},
    {"__rshift__", BinaryRow<IntRShift>, kBinary, kAllocates, "Return self>>value."},
    {"__rrshift__", ReflectedRow<IntRShift>, kBinary, kAllocates, "Return value>>self."},
    {"__and__", BinaryRow<IntAnd>, kBinary, kAllocates, "Return self&value."},
    {"__rand__", ReflectedRow<IntAnd>, kBinary, kAllocates, "Return value&self."},
    {"__or__", BinaryRow<IntOr>, kBinary, kAllocates, "Return self|value."},
    {"__ror__", ReflectedRow<IntOr>, kBinary, kAllocates, "Return value|self."},
    {"__xor__", BinaryRow<IntXor>, kBinary, kAllocates, "Return self^value."},
    {"__rxor__", ReflectedRow<IntXor>, kBinary, kAllocates, "Return value^self."},
    {"__neg__", UnaryRow<IntNegate>, kUnary, kAllocates, "-self"},
    {"__pos__", UnaryRow<IntToExact>, kUnary, kAllocates, "+self"},
    {"__abs__", UnaryRow<IntAbs>, kUnary, kAllocates, "abs(self)"},
    {"__invert__", UnaryRow<IntInvert>, kUnary, kAllocates, "~self"},
    {"__bool__", BoolRow, kUnary, kPure, "True if self else False"},
    {"__int__", UnaryRow<IntToExact>, kUnary, kAllocates, "int(self)"},
    {"__float__", FloatRow, kUnary, kAllocates, "float(self)"},
    {"__index__", UnaryRow<IntToExact>, kUnary, kAllocates,
     "int(self), for use as an index."},
    {"__trunc__", UnaryRow<IntToExact>, kUnary, kAllocates,
     "int(self)"},
    {"__floor__", UnaryRow<IntToExact>, kUnary, kAllocates,
     "int(self)"},
    {"__ceil__", UnaryRow<IntToExact>, kUnary, kAllocates,
     "int(self)"},
    {"__round__", RoundRow, "($self, ndigits=<unrepresentable>, /)", kAnything,
     "self, or the nearest multiple of 10**-ndigits, half to even."},
    {"__format__", FormatRow, "($self, format_spec, /)", kAllocates,
     "format(self, format_spec)"},
    {"__getnewargs__", GetNewArgsRow, kUnary, kAllocates, nullptr},
    {"__sizeof__", SizeOfRow, kUnary, kPure, "Bytes of memory that self takes."},
    {"conjugate", UnaryRow<IntToExact>, kUnary, kAllocates,
     "int(self): its imaginary part is 0."},
    {"bit_length", BitLengthRow, kUnary, kPure,
     "Bits of abs(self), without leading zeros.\n\n>>> (-37).bit_length(), (0).bit_length()\n(6, 0)"},
    {"bit_count", BitCountRow, kUnary, kPure,
     "One bits of abs(self).\n\n>>> (-37).bit_count()\n3"},
    {"as_integer_ratio", AsIntegerRatioRow, kUnary, kAllocates,
     "(int(self), 1)\n\n>>> (-7).as_integer_ratio()\n(-7, 1)"},
    {"to_bytes", IntToBytesMethod,
     "($self, /, length=1, byteorder='big', *, signed=False)", kAnything,
     "self as `length` bytes; signed: in two's complement."},
    {"from_bytes", IntFromBytesMethod,
     "($type, /, bytes, byteorder='big', *, signed=False)", kAnything,
     "The int that the bytes hold; signed: in two's complement."},
};

constexpr GetSetInfo kIntAttributes[] = {
    {"real", UnaryRow<IntToExact>, nullptr, "int(self)"},
    {"imag", GetZero, nullptr, "0"},
    {"numerator", UnaryRow<IntToExact>, nullptr,
     "int(self)"},
    {"denominator", GetOne, nullptr,
     "1"},
};

// bool's own rows: logic on two bools gives a bool.
template <IntOp op>
Value BoolLogicRow(Thread* t, Value* args, size_t, Value) {
  if (!IsInt(args[1])) return t->isolate->not_implemented();
  Value result = op(t, args[0], args[1]);
  if (!result || !IsBool(args[1])) return result;
  return t->isolate->Bool(result == Value::SmallInt(1));
}
Value BoolReprRow(Thread* t, Value* args, size_t, Value) {
  return NewStrUtf8(t, IntIsTrue(args[0]) ? "True" : "False");
}

constexpr NativeInfo kBoolMethods[] = {
    {"__new__", ConstructBool, nullptr, kAnything, "bool(x) -> bool"},
    {"__repr__", BoolReprRow, kUnary, kAllocates, "Return repr(self)."},
    {"__and__", BoolLogicRow<IntAnd>, kBinary, kAllocates, "Return self&value."},
    {"__rand__", BoolLogicRow<IntAnd>, kBinary, kAllocates, "Return value&self."},
    {"__or__", BoolLogicRow<IntOr>, kBinary, kAllocates, "Return self|value."},
    {"__ror__", BoolLogicRow<IntOr>, kBinary, kAllocates, "Return value|self."},
    {"__xor__", BoolLogicRow<IntXor>, kBinary, kAllocates, "Return self^value."},
    {"__rxor__", BoolLogicRow<IntXor>, kBinary, kAllocates, "Return value^self."},
};

}  // namespace

bool InitIntType(Thread* t) {
  Isolate* isolate = t->isolate;
  isolate->true_value().object()->flags = kSingletonTrue;
  isolate->false_value().object()->flags = kSingletonFalse;
  Class* int_class = isolate->int_class();
  Class* bool_class = isolate->bool_class();
  int_class->construct = &ConstructInt;
  bool_class->construct = &ConstructBool;
  return AddNatives(t, int_class->dict, kIntMethods, int_class) &&
         AddGetSets(t, int_class, kIntAttributes) &&
         AddNatives(t, bool_class->dict, kBoolMethods, bool_class);
}

}  // namespace pyjit
