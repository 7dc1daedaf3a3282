// complex as Python sees it: constructor and method table.
#include <cmath>
#include <string>

#include "absl/strings/ascii.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/native.h"
#include "runtime/operators.h"
#include "runtime/operators_internal.h"
#include "runtime/types/complex.h"
#include "runtime/types/float_internal.h"
#include "runtime/types/format_spec.h"
#include "runtime/types/int.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "runtime/unicode_properties.h"
#include "runtime/warn.h"

namespace pyjit {
namespace {

ComplexNumber Self(Value* args) {
  return {args[0].as<Complex>()->real, args[0].as<Complex>()->imag};
}

Operand ReadOperand(Thread* t, Value v, ComplexNumber* out) {
  if (IsComplex(v)) {
    *out = {v.as<Complex>()->real, v.as<Complex>()->imag};
    return Operand::kOk;
  }
  out->imag = 0;
  return ReadRealOperand(t, v, &out->real);
}

template <Value (*kOp)(Thread*, ComplexNumber, ComplexNumber), bool kReflected>
constexpr NativeFn BinaryRow = NumberRow<ComplexNumber, ReadOperand, kOp, kReflected>;

Value Add(Thread* t, ComplexNumber a, ComplexNumber b) {
  return NewComplex(t, a.real + b.real, a.imag + b.imag);
}
Value Sub(Thread* t, ComplexNumber a, ComplexNumber b) {
  return NewComplex(t, a.real - b.real, a.imag - b.imag);
}
Value Mul(Thread* t, ComplexNumber a, ComplexNumber b) {
  const ComplexNumber r = ComplexProduct(a, b);
  return NewComplex(t, r.real, r.imag);
}
Value Divide(Thread* t, ComplexNumber a, ComplexNumber b) {
  ComplexNumber r;
  if (!ComplexQuotient(a, b, &r)) {
    return RaiseText(t, Exc::kZeroDivisionError, "complex division by zero");
  }
  return NewComplex(t, r.real, r.imag);
}

template <bool kReflected>
Value PowRow(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!IsAbsent(t, args[2]) && (IsComplex(args[1]) || IsFloat(args[1]) || IsInt(args[1]))) {
    return RaiseText(t, Exc::kValueError, "complex modulo");
  }
  return BinaryRow<ComplexPower, kReflected>(t, args, nargs, kwnames);
}

template <bool kEqual>
Value EqualRow(Thread* t, Value* args, size_t, Value) {
  const ComplexNumber z = Self(args);
  bool equal;
  if (IsInt(args[1])) {  // exactly, whatever its size
    equal = z.imag == 0 && IntCompareDouble(args[1], z.real) == 0;
  } else if (IsFloat(args[1])) {
    equal = z.imag == 0 && z.real == FloatValue(args[1]);
  } else if (IsComplex(args[1])) {
    equal = z.real == args[1].as<Complex>()->real && z.imag == args[1].as<Complex>()->imag;
  } else {
    return t->isolate->not_implemented();
  }
  return t->isolate->Bool(equal == kEqual);
}
Value Incomparable(Thread* t, Value*, size_t, Value) { return t->isolate->not_implemented(); }

Value HashRow(Thread* t, Value* args, size_t, Value) {
  const ComplexNumber z = Self(args);
  constexpr uint64_t kImaginary = 1000003;
  const auto h = static_cast<int64_t>(static_cast<uint64_t>(FloatHash(z.real)) +
                                      kImaginary * static_cast<uint64_t>(FloatHash(z.imag)));
  return IntFromInt64(t, h == -1 ? -2 : h);
}

Value ReprRow(Thread* t, Value* args, size_t, Value) {
  return StrFromLatin1(t, ComplexRepr(Self(args)));
}
Value FormatRow(Thread* t, Value* args, size_t, Value) {
  if (!CheckFormatSpecArgument(t, args[1])) return Value();
  if (args[1].as<Str>()->length == 0) return ToStr(t, args[0]);
  return ComplexFormatDunder(t, Self(args).real, Self(args).imag, args[1].as<Str>());
}

Value NegRow(Thread* t, Value* args, size_t, Value) {
  return NewComplex(t, -Self(args).real, -Self(args).imag);
}
Value ExactRow(Thread* t, Value* args, size_t, Value) {
  if (ClassOf(t, args[0]) == t->isolate->complex_class()) return args[0];
  return NewComplex(t, Self(args).real, Self(args).imag);
}
Value ConjugateRow(Thread* t, Value* args, size_t, Value) {
  return NewComplex(t, Self(args).real, -Self(args).imag);
}
Value AbsRow(Thread* t, Value* args, size_t, Value) {
  const ComplexNumber z = Self(args);
  if (std::isinf(z.real) || std::isinf(z.imag)) return NewFloat(t, INFINITY);
  const double size = std::hypot(z.real, z.imag);
  if (std::isinf(size)) return RaiseText(t, Exc::kOverflowError, "absolute value too large");
  return NewFloat(t, size);
}
Value BoolRow(Thread* t, Value* args, size_t, Value) {
  return t->isolate->Bool(Self(args).real != 0 || Self(args).imag != 0);
}
Value GetNewArgsRow(Thread* t, Value* args, size_t, Value) {
  Value real = NewFloat(t, Self(args).real);
  Value imag = real ? NewFloat(t, Self(args).imag) : Value();
  return imag ? Value(TuplePack(t, real, imag)) : Value();
}
Value GetReal(Thread* t, Value* args, size_t, Value) { return NewFloat(t, Self(args).real); }
Value GetImag(Thread* t, Value* args, size_t, Value) { return NewFloat(t, Self(args).imag); }

// --- complex(real=0, imag=0) ---

Value FromDoubles(Thread* t, Class* cls, double real, double imag) {
  auto* z = static_cast<Complex*>(AllocateInstance(t, cls));
  if (z == nullptr) return Value();
  z->real = real;
  z->imag = imag;
  return z;
}

Value FromText(Thread* t, Class* cls, Str* text) {
  // Digits of any script count, and so do their spaces.
  std::string ascii;
  for (int64_t i = 0; i < text->length; ++i) {
    const uint32_t c = StrCharAt(text, i);
    const int digit = c < 128 ? -1 : UnicodeDecimalValue(c);
    if (digit >= 0) {
      ascii.push_back(static_cast<char>('0' + digit));
    } else if (c < 128) {
      ascii.push_back(c == 0 ? '?' : static_cast<char>(c));
    } else {
      ascii.push_back(IsUnicodeSpace(c) ? ' ' : '?');
    }
  }
  ComplexNumber z;
  switch (ParseComplex(ascii, &z)) {
    case ComplexText::kOk: return FromDoubles(t, cls, z.real, z.imag);
    case ComplexText::kUnderscore: {
      Value shown = ToRepr(t, text);
      if (!shown) return shown;
      return Raise(t, Exc::kValueError, "could not convert string to complex: %s",
                   StrToUtf8(shown.as<Str>()));
    }
    case ComplexText::kMalformed: break;
  }
  return RaiseText(t, Exc::kValueError, "complex() arg is a malformed string");
}

// v.__complex__(), if v has that: null without an exception if not.
Value ThroughComplexMethod(Thread* t, Value v) {
  Value method = LookupSpecial(t, v, Slot::kComplex);
  if (!method) return method;
  Value z = CallSpecial(t, method, v, {});
  if (!z) return z;
  if (!IsComplex(z)) {
    return Raise(t, Exc::kTypeError, "__complex__ returned non-complex (type %s)", TypeName(t, z));
  }
  if (ClassOf(t, z) != t->isolate->complex_class() &&
      !WarnOfSubclass(t, "__complex__", "complex", z)) {
    return Value();
  }
  return z;
}

bool IsRealNumber(Thread* t, Value v) {
  return IsFloat(v) || IsInt(v) || LookupSpecial(t, v, Slot::kFloat) ||
         LookupSpecial(t, v, Slot::kIndex);
}

Value Construct(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* cls = args[0].as<Class>();
  Value parts[2];
  const size_t nkw = kwnames.is_null() ? 0 : static_cast<size_t>(kwnames.as<Tuple>()->length);
  if (nargs - 1 + nkw > 2) {
    return Raise(t, Exc::kTypeError, "complex() takes at most 2 arguments (%d given)",
                 nargs - 1 + nkw);
  }
  for (size_t i = 1; i < nargs; ++i) parts[i - 1] = args[i];
  for (size_t k = 0; k < nkw; ++k) {
    auto* name = kwnames.as<Tuple>()->items[k].as<Str>();
    const int i = StrEqualsAscii(name, "real") ? 0 : StrEqualsAscii(name, "imag") ? 1 : -1;
    if (i < 0) {
      return Raise(t, Exc::kTypeError, "'%s' is an invalid keyword argument for complex()",
                   StrToUtf8(name));
    }
    if (parts[i]) {
      return Raise(t, Exc::kTypeError,
                   "argument for complex() given by name ('%s') and position (%d)",
                   StrToUtf8(name), i + 1);
    }
    parts[i] = args[nargs + k];
  }
  Value real = parts[0], imag = parts[1];
  if (real && !imag && ClassOf(t, real) == t->isolate->complex_class() &&
      cls == t->isolate->complex_class()) {
    return real;
  }
  if (real && IsStr(real)) {
    if (imag) {
      return RaiseText(t, Exc::kTypeError,
                       "complex() can't take second arg if first is a string");
    }
    return FromText(t, cls, real.as<Str>());
  }
  if (imag && IsStr(imag)) {
    return RaiseText(t, Exc::kTypeError, "complex() second arg can't be a string");
  }
  ComplexNumber r, i;
  if (real) {
    Value converted = ThroughComplexMethod(t, real);
    if (!converted && !t->exception.is_null()) return converted;
    if (converted) real = converted;
    if (!IsComplex(real) && !IsRealNumber(t, real)) {
      return Raise(t, Exc::kTypeError,
                   "complex() first argument must be a string or a number, not '%s'",
                   TypeName(t, real));
    }
  }
  if (imag && !IsComplex(imag) && !IsRealNumber(t, imag)) {
    return Raise(t, Exc::kTypeError, "complex() second argument must be a number, not '%s'",
                 TypeName(t, imag));
  }
  for (auto [v, out] : {std::pair{real, &r}, std::pair{imag, &i}}) {
    if (!v) continue;
    if (IsComplex(v)) {
      *out = {v.as<Complex>()->real, v.as<Complex>()->imag};
      continue;
    }
    Value number = NumberToFloat(t, v);
    if (!number) return number;
    out->real = FloatValue(number);
  }
  // complex(a, b) is a + b*1j, for complex a and b too.
  const bool complex_imag = imag && IsComplex(imag);
  const bool complex_real = real && IsComplex(real);
  if (!imag) return FromDoubles(t, cls, r.real, r.imag);
  return FromDoubles(t, cls, complex_imag ? r.real - i.imag : r.real,
                     complex_real ? i.real + r.imag : i.real);
}

constexpr char kUnary[] = "($self, /)";
constexpr char kBinary[] = "($self, value, /)";
constexpr char kPow[] = "($self, value, mod=None, /)";
constexpr NativeInfo kRows[] = {
    {"__new__", Construct, nullptr, kAnything,
     "Create a complex number from a real part and an optional imaginary part."},
    {"__repr__", ReprRow, kUnary, kAllocates, "Return repr(self)."},
    {"__hash__", HashRow, kUnary, kPure, "Return hash(self)."},
    {"__lt__", Incomparable, kBinary, kPure, "Return self<value."},
    {"__le__", Incomparable, kBinary, kPure, "Return self<=value."},
    {"__gt__", Incomparable, kBinary, kPure, "Return self>value."},
    {"__ge__", Incomparable, kBinary, kPure, "Return self>=value."},
    {"__eq__", EqualRow<true>, kBinary, kPure, "Return self==value."},
    {"__ne__", EqualRow<false>, kBinary, kPure, "Return self!=value."},
    {"__add__", BinaryRow<Add, false>, kBinary, kAllocates, "Return self+value."},
    {"__radd__", BinaryRow<Add, true>, kBinary, kAllocates, "Return value+self."},
    {"__sub__", BinaryRow<Sub, false>, kBinary, kAllocates, "Return self-value."},
    {"__rsub__", BinaryRow<Sub, true>, kBinary, kAllocates, "Return value-self."},
    {"__mul__", BinaryRow<Mul, false>, kBinary, kAllocates, "Return self*value."},
    {"__rmul__", BinaryRow<Mul, true>, kBinary, kAllocates, "Return value*self."},
    {"__truediv__", BinaryRow<Divide, false>, kBinary, kAllocates, "Return self/value."},
    {"__rtruediv__", BinaryRow<Divide, true>, kBinary, kAllocates, "Return value/self."},
    {"__pow__", PowRow<false>, kPow, kAllocates, "Return pow(self, value, mod)."},
    {"__rpow__", PowRow<true>, kPow, kAllocates, "Return pow(value, self, mod)."},
    {"__neg__", NegRow, kUnary, kAllocates, "-self"},
    {"__pos__", ExactRow, kUnary, kAllocates, "+self"},
    {"__abs__", AbsRow, kUnary, kAllocates, "abs(self)"},
    {"__bool__", BoolRow, kUnary, kPure, "True if self else False"},
    {"__complex__", ExactRow, kUnary, kAllocates, "Convert this value to exact type complex."},
    {"__format__", FormatRow, "($self, format_spec, /)", kAnything,
     "Convert to a string according to format_spec."},
    {"__getnewargs__", GetNewArgsRow, kUnary, kAllocates, nullptr},
    {"conjugate", ConjugateRow, kUnary, kAllocates,
     "Return the complex conjugate of its argument. (3-4j).conjugate() == 3+4j."},
};
constexpr GetSetInfo kAttributes[] = {
    {"real", GetReal, nullptr, "the real part of a complex number", true},
    {"imag", GetImag, nullptr, "the imaginary part of a complex number", true},
};

}  // namespace

bool ArgumentAsComplex(Thread* t, Value v, ComplexNumber* out) {
  out->imag = 0;
  if (!IsComplex(v)) {
    Value converted = ThroughComplexMethod(t, v);
    if (!converted) {
      if (!t->exception.is_null()) return false;
      return ArgumentAsDouble(t, v, &out->real);
    }
    v = converted;
  }
  *out = {v.as<Complex>()->real, v.as<Complex>()->imag};
  return true;
}

bool InitComplexType(Thread* t) {
  Class* cls = t->isolate->complex_class();
  cls->construct = Construct;
  return AddNatives(t, cls->dict, kRows, cls) && AddGetSets(t, cls, kAttributes);
}

}  // namespace pyjit
