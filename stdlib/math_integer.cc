// math's functions of ints: gcd, lcm, factorial, comb, perm, isqrt.
#include <string>

#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/operators.h"
#include "runtime/types/int.h"
#include "stdlib/math_internal.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

Value GreatestDivisor(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!kwnames.is_null()) {
    return RaiseText(t, Exc::kTypeError, "math.gcd() takes no keyword arguments");
  }
  Value result = Value::SmallInt(0);
  for (size_t i = 0; i < nargs; ++i) {
    Value n = NumberIndex(t, args[i]);
    if (n.is_null()) return n;
    result = IntGcd(t, result, n);
    if (result.is_null()) return result;
  }
  return result;
}

Value LeastMultiple(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!kwnames.is_null()) {
    return RaiseText(t, Exc::kTypeError, "math.lcm() takes no keyword arguments");
  }
  Value result = Value::SmallInt(1);
  for (size_t i = 0; i < nargs; ++i) {
    Value n = NumberIndex(t, args[i]);
    if (n.is_null()) return n;
    if (IntSign(n) == 0 || IntSign(result) == 0) {
      result = Value::SmallInt(0);
      continue;
    }
    Value gcd = IntGcd(t, result, n);
    Value quotient = gcd.is_null() ? gcd : IntFloorDiv(t, n, gcd);
    Value product = quotient.is_null() ? quotient : IntMul(t, result, quotient);
    result = product.is_null() ? product : IntAbs(t, product);
    if (result.is_null()) return result;
  }
  return result;
}

// low * (low + 1) * ... * high, halves multiplied so that factors stay balanced.
Value ProductOfRange(Thread* t, int64_t low, int64_t high) {
  if (low > high) return Value::SmallInt(1);
  if (high - low < 8) {
    Value product = Value::SmallInt(low);
    for (int64_t i = low + 1; i <= high && !product.is_null(); ++i) {
      product = IntMul(t, product, Value::SmallInt(i));
    }
    return product;
  }
  int64_t middle = low + (high - low) / 2;
  Value left = ProductOfRange(t, low, middle);
  Value right = left.is_null() ? left : ProductOfRange(t, middle + 1, high);
  return right.is_null() ? right : IntMul(t, left, right);
}

Value Factorial(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value n = NumberIndex(t, args[0]);
  if (n.is_null()) return n;
  if (IntSign(n) < 0) {
    return RaiseText(t, Exc::kValueError, "factorial() not defined for negative values");
  }
  int64_t count;
  if (!IntAsInt64(n, &count) || count > (int64_t{1} << 40)) {
    return Raise(t, Exc::kOverflowError, "factorial() argument should not exceed %d", INT64_MAX);
  }
  return ProductOfRange(t, 2, count);
}

// Two non-negative ints of perm() and comb(). False with an exception pending.
bool CountArguments(Thread* t, Value* args, Value* n, Value* k) {
  *n = NumberIndex(t, args[0]);
  if (n->is_null()) return false;
  *k = NumberIndex(t, args[1]);
  if (k->is_null()) return false;
  if (IntSign(*n) < 0) {
    RaiseText(t, Exc::kValueError, "n must be a non-negative integer");
    return false;
  }
  if (IntSign(*k) < 0) {
    RaiseText(t, Exc::kValueError, "k must be a non-negative integer");
    return false;
  }
  return true;
}

// (n)(n - 1)...(n - k + 1), divided by k! on the way for combinations.
Value Falling(Thread* t, Value n, int64_t k, bool divide) {
  Value product = Value::SmallInt(1);
  for (int64_t i = 0; i < k; ++i) {
    Value factor = IntSub(t, n, Value::SmallInt(i));
    product = factor.is_null() ? factor : IntMul(t, product, factor);
    if (divide && !product.is_null()) {
      product = IntFloorDiv(t, product, Value::SmallInt(i + 1));  // always exact
    }
    if (product.is_null()) return product;
  }
  return product;
}

Value Combinations(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value n, k;
  if (!CountArguments(t, args, &n, &k)) return Value();
  Value rest = IntSub(t, n, k);
  if (rest.is_null()) return rest;
  if (IntSign(rest) < 0) return Value::SmallInt(0);
  if (IntCompare(rest, k) < 0) k = rest;
  int64_t count;
  if (!IntAsInt64(k, &count)) {
    return Raise(t, Exc::kOverflowError, "min(n - k, k) must not exceed %d", INT64_MAX);
  }
  return Falling(t, n, count, true);
}

Value Permutations(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (args[1].is_null() || args[1] == t->isolate->none()) {
    return Factorial(t, args, 1, Value());
  }
  Value n, k;
  if (!CountArguments(t, args, &n, &k)) return Value();
  if (IntCompare(n, k) < 0) return Value::SmallInt(0);
  int64_t count, low;
  if (!IntAsInt64(k, &count)) {
    return Raise(t, Exc::kOverflowError, "k must not exceed %d", INT64_MAX);
  }
  if (n.is_small_int()) {
    low = n.small_int() - count + 1;
    return ProductOfRange(t, low, n.small_int());
  }
  return Falling(t, n, count, false);
}

// Newton's iteration from above, over ints of any size.
Value IntegerRoot(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value n = NumberIndex(t, args[0]);
  if (n.is_null()) return n;
  if (IntSign(n) < 0) {
    return RaiseText(t, Exc::kValueError, "isqrt() argument must be nonnegative");
  }
  if (IntSign(n) == 0) return Value::SmallInt(0);
  int64_t bits = (IntBitLength(n) + 1) / 2;
  Value x = IntLShift(t, Value::SmallInt(1), Value::SmallInt(bits));
  while (!x.is_null()) {
    Value quotient = IntFloorDiv(t, n, x);
    Value sum = quotient.is_null() ? quotient : IntAdd(t, x, quotient);
    Value next = sum.is_null() ? sum : IntRShift(t, sum, Value::SmallInt(1));
    if (next.is_null()) return next;
    if (IntCompare(next, x) >= 0) return x;
    x = next;
  }
  return x;
}

constexpr NativeInfo kRows[] = {
    {"gcd", GreatestDivisor, nullptr, kAnything, "Greatest Common Divisor."},
    {"lcm", LeastMultiple, nullptr, kAnything, "Least Common Multiple."},
    {"factorial", Factorial, "(n, /)", kAnything, "Find n!."},
    {"comb", Combinations, "(n, k, /)", kAnything,
     "Number of ways to choose k items from n items without repetition and without order."},
    {"perm", Permutations, "(n, k=None, /)", kAnything,
     "Number of ways to choose k items from n items without repetition and with order."},
    {"isqrt", IntegerRoot, "(n, /)", kAnything,
     "Return the integer part of the square root of the input."},
};

}  // namespace

absl::Span<const NativeInfo> MathIntegerRows() { return kRows; }

}  // namespace pyjit
