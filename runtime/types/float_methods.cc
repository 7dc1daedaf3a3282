#include <cmath>

#include "absl/strings/ascii.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/native.h"
#include "runtime/operators.h"
#include "runtime/types/float_internal.h"
#include "runtime/types/format_spec.h"
#include "runtime/types/int.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

// The method table of float.

namespace pyjit {

Operand ReadRealOperand(Thread* t, Value v, double* out) {
  if (IsFloat(v)) {
    *out = FloatValue(v);
    return Operand::kOk;
  }
  if (!IsInt(v)) return Operand::kOther;
  return IntToDouble(t, v, out) ? Operand::kOk : Operand::kRaised;
}

namespace {

template <Value (*kOp)(Thread*, double, double), bool kReflected>
constexpr NativeFn BinaryRow = NumberRow<double, ReadRealOperand, kOp, kReflected>;

Value Add(Thread* t, double a, double b) { return NewFloat(t, a + b); }
Value Sub(Thread* t, double a, double b) { return NewFloat(t, a - b); }
Value Mul(Thread* t, double a, double b) { return NewFloat(t, a * b); }
using Checked = bool (*)(Thread*, double, double, double*);
template <Checked op>
Value Divide(Thread* t, double a, double b) {
  double out;
  return op(t, a, b, &out) ? NewFloat(t, out) : Value();
}
Value DivModPair(Thread* t, double a, double b) {
  double floor, mod;
  if (!FloatDivMod(t, a, b, &floor, &mod)) return Value();
  Value first = NewFloat(t, floor);
  Value second = first ? NewFloat(t, mod) : Value();
  return second ? Value(TuplePack(t, first, second)) : Value();
}

template <bool reflected>
Value PowRow(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!IsAbsent(t, args[2])) {
    return RaiseText(t, Exc::kTypeError,
                     "pow() 3rd argument not allowed unless all arguments are integers");
  }
  return BinaryRow<FloatPow, reflected>(t, args, nargs, kwnames);
}

template <CompareOp op>
Value CompareRow(Thread* t, Value* args, size_t, Value) {
  double self = FloatValue(args[0]);
  int order;  // 2: unordered
  if (IsFloat(args[1])) {
    double other = FloatValue(args[1]);
    order = self < other ? -1 : self > other ? 1 : self == other ? 0 : 2;
  } else if (IsInt(args[1])) {
    order = IntCompareDouble(args[1], self);
    if (order != 2) order = -order;
  } else {
    return t->isolate->not_implemented();
  }
  bool holds = order == 2 ? op == CompareOp::kNe : OrderHolds<op>(order);
  return t->isolate->Bool(holds);
}

Value NegRow(Thread* t, Value* args, size_t, Value) {
  return NewFloat(t, -FloatValue(args[0]));
}
Value AbsRow(Thread* t, Value* args, size_t, Value) {
  return NewFloat(t, std::fabs(FloatValue(args[0])));
}
Value ExactRow(Thread* t, Value* args, size_t, Value) {
  if (args[0].object()->shape() == t->isolate->shape_of(Kind::kFloat)) return args[0];
  return NewFloat(t, FloatValue(args[0]));
}
Value BoolRow(Thread* t, Value* args, size_t, Value) {
  return t->isolate->Bool(FloatValue(args[0]) != 0);
}
Value HashRow(Thread* t, Value* args, size_t, Value) {
  return IntFromInt64(t, FloatHash(FloatValue(args[0])));
}
Value ReprRow(Thread* t, Value* args, size_t, Value) {
  return StrFromLatin1(t, FloatRepr(FloatValue(args[0])));
}
Value FormatRow(Thread* t, Value* args, size_t, Value) {
  if (!CheckFormatSpecArgument(t, args[1])) return Value();
  return FloatFormatDunder(t, FloatValue(args[0]), args[1].as<Str>());
}
Value TruncRow(Thread* t, Value* args, size_t, Value) {
  return IntFromDouble(t, FloatValue(args[0]));
}
Value FloorRow(Thread* t, Value* args, size_t, Value) {
  return IntFromDouble(t, std::floor(FloatValue(args[0])));
}
Value CeilRow(Thread* t, Value* args, size_t, Value) {
  return IntFromDouble(t, std::ceil(FloatValue(args[0])));
}
Value RoundRow(Thread* t, Value* args, size_t, Value) {
  if (IsAbsent(t, args[1])) return FloatRoundToInt(t, FloatValue(args[0]));
  int64_t ndigits;
  if (!IndexAsInt64(t, args[1], &ndigits, /*clip=*/true)) return Value();
  return FloatRound(t, FloatValue(args[0]), ndigits);
}
Value IsIntegerRow(Thread* t, Value* args, size_t, Value) {
  double d = FloatValue(args[0]);
  return t->isolate->Bool(std::isfinite(d) && std::floor(d) == d);
}
Value HexRow(Thread* t, Value* args, size_t, Value) {
  return StrFromLatin1(t, FloatHex(FloatValue(args[0])));
}

Value AsIntegerRatioRow(Thread* t, Value* args, size_t, Value) {
  double d = FloatValue(args[0]);
  if (std::isinf(d)) {
    return RaiseText(t, Exc::kOverflowError, "cannot convert Infinity to integer ratio");
  }
  if (std::isnan(d)) {
    return RaiseText(t, Exc::kValueError, "cannot convert NaN to integer ratio");
  }
  int exponent;
  double fraction = std::frexp(d, &exponent);
  // Whole mantissa without trailing zero bits, so that the ratio is in lowest terms.
  for (int i = 0; i < 300 && fraction != std::floor(fraction); ++i) {
    fraction *= 2.0;
    --exponent;
  }
  Value numerator = IntFromDouble(t, fraction);
  Value denominator = Value::SmallInt(1);
  Value power = Value::SmallInt(std::abs(exponent));
  if (!numerator) return Value();
  Value& shifted = exponent > 0 ? numerator : denominator;
  shifted = IntLShift(t, shifted, power);
  return shifted ? Value(TuplePack(t, numerator, denominator)) : Value();
}

Value FromHexRow(Thread* t, Value* args, size_t, Value) {
  if (!IsStr(args[1])) {
    return RaiseText(t, Exc::kTypeError, "bad argument type for built-in operation");
  }
  double d;
  std::string text = StrToUtf8(args[1].as<Str>());
  switch (ParseHexDouble(absl::StripAsciiWhitespace(text), &d)) {
    case HexResult::kInvalid:
      return RaiseText(t, Exc::kValueError,
                       "invalid hexadecimal floating-point string");
    case HexResult::kTooLarge:
      return RaiseText(t, Exc::kOverflowError,
                       "hexadecimal value too large to represent as a float");
    case HexResult::kOk: break;
  }
  Value result = NewFloat(t, d);
  if (!result || args[0] == Value(t->isolate->float_class())) return result;
  return CallValues(t, args[0], {result});
}

Value GetNewArgsRow(Thread* t, Value* args, size_t, Value) {
  Value d = NewFloat(t, FloatValue(args[0]));
  return d ? Value(TupleFromArray(t, &d, 1)) : Value();
}
Value GetFormatRow(Thread* t, Value* args, size_t, Value) {
  if (!IsStr(args[1])) {
    return Raise(t, Exc::kTypeError, "__getformat__() argument must be str, not %s",
                 ClassNameOf(t, args[1]));
  }
  if (!StrEqualsAscii(args[1].as<Str>(), "double") &&
      !StrEqualsAscii(args[1].as<Str>(), "float")) {
    return RaiseText(t, Exc::kValueError,
                     "__getformat__() argument 1 must be 'double' or 'float'");
  }
  return NewStrUtf8(t, "IEEE, little-endian");
}
Value GetZero(Thread* t, Value* args, size_t, Value) { return NewFloat(t, 0.0); }

constexpr char kUnary[] = "($self, /)";
constexpr char kBinary[] = "($self, value, /)";
constexpr char kPow[] = "($self, value, mod=None, /)";

constexpr NativeInfo kFloatMethods[] = {
    {"__new__", ConstructFloat, nullptr, kAnything,
     "float(x=0.0)"},
    {"__repr__", ReprRow, kUnary, kAllocates, "Return repr(self)."},
    {"__hash__", HashRow, kUnary, kPure, "Return hash(self)."},
    {"__lt__", CompareRow<CompareOp::kLt>, kBinary, kPure, "Return self<value."},
    {"__le__", CompareRow<CompareOp::kLe>, kBinary, kPure, "Return self<=value."},
    {"__eq__", CompareRow<CompareOp::kEq>, kBinary, kPure, "Return self==value."},
    {"__ne__", CompareRow<CompareOp::kNe>, kBinary, kPure, "Return self!=value."},
    {"__gt__", CompareRow<CompareOp::kGt>, kBinary, kPure, "Return self>value."},
    {"__ge__", CompareRow<CompareOp::kGe>, kBinary, kPure, "Return self>=value."},
    {"__add__", BinaryRow<Add, false>, kBinary, kAllocates, "Return self+value."},
    {"__radd__", BinaryRow<Add, true>, kBinary, kAllocates, "Return value+self."},
    {"__sub__", BinaryRow<Sub, false>, kBinary, kAllocates, "Return self-value."},
    {"__rsub__", BinaryRow<Sub, true>, kBinary, kAllocates, "Return value-self."},
    {"__mul__", BinaryRow<Mul, false>, kBinary, kAllocates, "Return self*value."},
    {"__rmul__", BinaryRow<Mul, true>, kBinary, kAllocates, "Return value*self."},
    {"__truediv__", BinaryRow<Divide<FloatTrueDiv>, false>, kBinary, kAllocates,
     "Return self/value."},
    {"__rtruediv__", BinaryRow<Divide<FloatTrueDiv>, true>, kBinary, kAllocates,
     "Return value/self."},
    {"__floordiv__", BinaryRow<Divide<FloatFloorDiv>, false>, kBinary, kAllocates,
     "Return self//value."},
    {"__rfloordiv__", BinaryRow<Divide<FloatFloorDiv>, true>, kBinary, kAllocates,
     "Return value//self."},
    {"__mod__", BinaryRow<Divide<FloatMod>, false>, kBinary, kAllocates,
     "Return self%value."},
    {"__rmod__", BinaryRow<Divide<FloatMod>, true>, kBinary, kAllocates,
     "Return value%self."},
    {"__divmod__", BinaryRow<DivModPair, false>, kBinary, kAllocates,
     "Return divmod(self, value)."},
    {"__rdivmod__", BinaryRow<DivModPair, true>, kBinary, kAllocates,
     "Return divmod(value, self)."},
    {"__pow__", PowRow<false>, kPow, kAllocates, "Return pow(self, value, mod)."},
    {"__rpow__", PowRow<true>, kPow, kAllocates, "Return pow(value, self, mod)."},
    {"__neg__", NegRow, kUnary, kAllocates, "-self"},
    {"__pos__", ExactRow, kUnary, kAllocates, "+self"},
    {"__abs__", AbsRow, kUnary, kAllocates, "abs(self)"},
    {"__bool__", BoolRow, kUnary, kPure, "True if self else False"},
    {"__int__", TruncRow, kUnary, kAllocates, "int(self)"},
    {"__float__", ExactRow, kUnary, kAllocates, "float(self)"},
    {"__trunc__", TruncRow, kUnary, kAllocates,
     "The int towards zero."},
    {"__floor__", FloorRow, kUnary, kAllocates,
     "The largest int that is not above self."},
    {"__ceil__", CeilRow, kUnary, kAllocates,
     "The smallest int that is not below self."},
    {"__round__", RoundRow, "($self, ndigits=None, /)", kAnything,
     "The nearest int, or float with ndigits decimals; half to even."},
    {"__format__", FormatRow, "($self, format_spec, /)", kAllocates,
     "format(self, format_spec)"},
    {"__getnewargs__", GetNewArgsRow, kUnary, kAllocates, nullptr},
    {"__getformat__", GetFormatRow, "($type, typestr, /)", kAllocates,
     "How floats are stored: for the tests of the library."},
    {"conjugate", ExactRow, kUnary, kAllocates,
     "float(self): its imaginary part is 0."},
    {"as_integer_ratio", AsIntegerRatioRow, kUnary, kAllocates,
     "Two ints in lowest terms whose quotient is self.\n\n"
     ">>> (0.375).as_integer_ratio()\n(3, 8)"},
    {"is_integer", IsIntegerRow, kUnary, kPure,
     "Whether self has no fraction."},
    {"hex", HexRow, kUnary, kAllocates,
     "self exactly, in hexadecimal.\n\n>>> (-0.75).hex()\n'-0x1.8000000000000p-1'"},
    {"fromhex", FromHexRow, "($type, string, /)", kAnything,
     "The float that hex() would print so.\n\n>>> float.fromhex('-0x1.8p-1')\n-0.75"},
};

constexpr GetSetInfo kFloatAttributes[] = {
    {"real", ExactRow, nullptr, "float(self)"},
    {"imag", GetZero, nullptr, "0.0"},
};

}  // namespace

bool InitFloatType(Thread* t) {
  Class* cls = t->isolate->float_class();
  cls->construct = &ConstructFloat;
  return AddNatives(t, cls->dict, kFloatMethods, cls) &&
         AddGetSets(t, cls, kFloatAttributes);
}

}  // namespace pyjit
