// abs, divmod, pow, round, sum, min, max.
#include <cmath>
#include <string>

#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/operators.h"
#include "runtime/types/bytearray.h"
#include "runtime/types/complex.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "stdlib/builtins.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

bool IsNone(Thread* t, Value v) { return v == t->isolate->none(); }
// A special method written in Python (or otherwise not the builtin's own).
bool IsOwn(Value method) { return !method.is_null() && !IsKind(method, Kind::kNativeFunction); }

Value Abs(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value v = args[0];
  if (v.is_small_int()) return IntAbs(t, v);
  Value method = LookupSpecial(t, v, Slot::kAbs);
  if (!IsOwn(method)) {
    if (IsInt(v)) return IntAbs(t, v);
    if (IsFloat(v)) return NewFloat(t, std::fabs(FloatValue(v)));
  }
  if (method.is_null()) {
    return Raise(t, Exc::kTypeError, "bad operand type for abs(): '%s'", ClassNameOf(t, v));
  }
  return CallSpecial(t, method, v, {});
}

bool AsDouble(Thread* t, Value v, double* out) {
  if (IsFloat(v)) {
    *out = FloatValue(v);
    return true;
  }
  return IntToDouble(t, v, out);
}

Value DivMod(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value a = args[0], b = args[1];
  Value forward = LookupSpecial(t, a, Slot::kDivMod);
  Value reflected = LookupSpecial(t, b, Slot::kRDivMod);
  if (!IsOwn(forward) && !IsOwn(reflected)) {
    if (IsInt(a) && IsInt(b)) {
      Value q, r;
      if (!IntDivMod(t, a, b, &q, &r)) return Value();
      return TuplePack(t, q, r);
    }
    if ((IsInt(a) || IsFloat(a)) && (IsInt(b) || IsFloat(b))) {
      double x, y, q, r;
      if (!AsDouble(t, a, &x) || !AsDouble(t, b, &y) || !FloatDivMod(t, x, y, &q, &r)) {
        return Value();
      }
      Value quotient = NewFloat(t, q);
      Value remainder = quotient.is_null() ? Value() : NewFloat(t, r);
      return remainder.is_null() ? Value() : Value(TuplePack(t, quotient, remainder));
    }
  }
  Value not_implemented = t->isolate->not_implemented();
  Class* ca = ClassOf(t, a);
  Class* cb = ClassOf(t, b);
  bool reflected_first = ca != cb && IsSubclass(cb, ca) && IsOwn(reflected);
  if (reflected_first) {
    Value r = CallSpecial(t, reflected, b, {a});
    if (r != not_implemented) return r;
  }
  if (!forward.is_null()) {
    Value r = CallSpecial(t, forward, a, {b});
    if (r != not_implemented) return r;
  }
  if (!reflected.is_null() && ca != cb && !reflected_first) {
    Value r = CallSpecial(t, reflected, b, {a});
    if (r != not_implemented) return r;
  }
  return Raise(t, Exc::kTypeError, "unsupported operand type(s) for divmod(): '%s' and '%s'",
               ClassNameOf(t, a), ClassNameOf(t, b));
}

Value Pow(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value base = args[0], exponent = args[1], modulus = args[2];
  if (modulus.is_null() || IsNone(t, modulus)) return Binary(t, BinaryOp::kPow, base, exponent);
  Value method = LookupSpecial(t, base, Slot::kPow);
  if (!IsOwn(method) && IsInt(base) && IsInt(exponent) && IsInt(modulus)) {
    return IntPow(t, base, exponent, modulus);
  }
  if (IsOwn(method)) {
    Value r = CallSpecial(t, method, base, {exponent, modulus});
    if (r != t->isolate->not_implemented()) return r;
  }
  if (IsFloat(base) || IsFloat(exponent) || IsFloat(modulus)) {
    return RaiseText(t, Exc::kTypeError,
                     "pow() 3rd argument not allowed unless all arguments are integers");
  }
  if (IsComplex(base) || IsComplex(exponent) || IsComplex(modulus)) {
    return RaiseText(t, Exc::kValueError, "complex modulo");
  }
  return Raise(t, Exc::kTypeError,
               "unsupported operand type(s) for ** or pow(): '%s', '%s', '%s'",
               ClassNameOf(t, base), ClassNameOf(t, exponent), ClassNameOf(t, modulus));
}

Value Round(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value v = args[0];
  bool whole = args[1].is_null() || IsNone(t, args[1]);
  if (v.is_small_int() && whole) return v;
  Value method = LookupSpecial(t, v, Slot::kRound);
  if (!IsOwn(method) && IsFloat(v)) {
    if (whole) return FloatRoundToInt(t, FloatValue(v));
    int64_t digits;
    if (!IndexAsInt64(t, args[1], &digits, true)) return Value();
    return FloatRound(t, FloatValue(v), digits);
  }
  if (method.is_null()) {
    return Raise(t, Exc::kTypeError, "type %s doesn't define __round__ method",
                 ClassNameOf(t, v));
  }
  return whole ? CallSpecial(t, method, v, {}) : CallSpecial(t, method, v, {args[1]});
}

// sum(iterable, /, start=0)
Value Sum(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value total = args[1].is_null() ? Value::SmallInt(0) : args[1];
  Value iterator = GetIter(t, args[0]);
  if (iterator.is_null()) return iterator;
  if (IsStr(total)) {
    return RaiseText(t, Exc::kTypeError, "sum() can't sum strings [use ''.join(seq) instead]");
  }
  if (IsKind(total, Kind::kBytes)) {
    return RaiseText(t, Exc::kTypeError, "sum() can't sum bytes [use b''.join(seq) instead]");
  }
  if (IsByteArray(total)) {
    return RaiseText(t, Exc::kTypeError, "sum() can't sum bytearray [use b''.join(seq) instead]");
  }
  Class* float_class = t->isolate->float_class();
  auto is_float = [&](Value v) { return v.is_object() && ClassOf(t, v) == float_class; };
  for (;;) {
    // Runs of floats stay unboxed; small ints take IntAdd's fast path.
    Value item = IterNext(t, iterator);
    if (item.is_null()) return t->exception.is_null() ? total : Value();
    if (is_float(total) && is_float(item)) {
      double sum = FloatValue(total) + FloatValue(item);
      for (;;) {
        item = IterNext(t, iterator);
        if (!item.is_null() && is_float(item)) {
          sum += FloatValue(item);
        } else if (!item.is_null() && item.is_small_int()) {
          sum += static_cast<double>(item.small_int());
        } else {
          break;
        }
      }
      if (item.is_null() && !t->exception.is_null()) return Value();
      total = NewFloat(t, sum);
      if (total.is_null() || item.is_null()) return total;
    }
    total = BothSmallInts(total, item) ? IntAdd(t, total, item)
                                       : Binary(t, BinaryOp::kAdd, total, item);
    if (total.is_null()) return total;
  }
}

// min and max: (iterable, *, key, default) or (a, b, *more, key).
Value MinMax(Thread* t, Value* args, size_t nargs, Value kwnames, CompareOp op,
             const char* name) {
  if (nargs == 0) {
    return Raise(t, Exc::kTypeError, "%s expected at least 1 argument, got 0", name);
  }
  Value key, fallback;
  if (!kwnames.is_null()) {
    static constexpr absl::string_view kNames[] = {"key", "default"};
    if (!RejectKeywords(t, kwnames, name, kNames)) return Value();
    int seen = 0;
    key = RawKeyword(args, nargs, kwnames, "key", &seen);
    fallback = RawKeyword(args, nargs, kwnames, "default", &seen);
    if (!key.is_null() && IsNone(t, key)) key = Value();
  }
  if (nargs > 1 && !fallback.is_null()) {
    return Raise(t, Exc::kTypeError,
                 "Cannot specify a default for %s() with multiple positional arguments", name);
  }
  Value iterator;
  if (nargs == 1) {
    iterator = GetIter(t, args[0]);
    if (iterator.is_null()) return iterator;
  }
  Value best, best_key;
  for (size_t i = 0;; ++i) {
    Value item;
    if (nargs == 1) {
      item = IterNext(t, iterator);
      if (item.is_null() && !t->exception.is_null()) return Value();
    } else if (i < nargs) {
      item = args[i];
    }
    if (item.is_null()) break;
    Value item_key = item;
    if (!key.is_null()) {
      item_key = Call(t, key, &item, 1, Value());
      if (item_key.is_null()) return item_key;
    }
    if (!best.is_null()) {
      Value r = Compare(t, op, item_key, best_key);
      int better = r.is_null() ? -1 : IsTrue(t, r);
      if (better < 0) return Value();
      if (better == 0) continue;
    }
    best = item;
    best_key = item_key;
  }
  if (!best.is_null()) return best;
  if (!fallback.is_null()) return fallback;
  return Raise(t, Exc::kValueError, "%s() arg is an empty sequence", name);
}

Value Min(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return MinMax(t, args, nargs, kwnames, CompareOp::kLt, "min");
}
Value Max(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return MinMax(t, args, nargs, kwnames, CompareOp::kGt, "max");
}

constexpr NativeInfo kRows[] = {
    {"abs", Abs, "(x, /)", kAnything, "Return the absolute value of the argument."},
    {"divmod", DivMod, "(x, y, /)", kAnything, "Return the tuple (x//y, x%y)."},
    {"pow", Pow, "(base, exp, mod=None)", kAnything,
     "Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments."},
    {"round", Round, "(number, ndigits=None)", kAnything,
     "Round a number to a given precision in decimal digits."},
    {"sum", Sum, "(iterable, /, start=0)", kAnything,
     "Return the sum of a 'start' value plus an iterable of numbers."},
    {"min", Min, nullptr, kAnything,
     "min(iterable, *[, default=obj, key=func]) -> value\n"
     "min(arg1, arg2, *args, *[, key=func]) -> value\n\n"
     "The smallest item of an iterable, or the smallest of two or more arguments."},
    {"max", Max, nullptr, kAnything,
     "max(iterable, *[, default=obj, key=func]) -> value\n"
     "max(arg1, arg2, *args, *[, key=func]) -> value\n\n"
     "The biggest item of an iterable, or the biggest of two or more arguments."},
};

}  // namespace

absl::Span<const NativeInfo> BuiltinsMath() { return kRows; }

}  // namespace pyjit
