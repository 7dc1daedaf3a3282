// math's sums: fsum (exact), prod, hypot, dist.
#include <algorithm>
#include <cmath>
#include <vector>

#include "runtime/error.h"
#include "runtime/operators.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/tuple.h"
#include "stdlib/math_internal.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

// A sum without rounding: non-overlapping partial sums of growing magnitude
// (Shewchuk's method), added up at the end with one correct rounding.
class ExactSum {
 public:
  // False when a finite sum leaves the range of doubles.
  bool Add(double x) {
    double original = x;
    size_t kept = 0;
    for (double y : partials_) {
      if (std::fabs(x) < std::fabs(y)) std::swap(x, y);
      double high = x + y;
      double low = y - (high - x);
      if (low != 0) partials_[kept++] = low;
      x = high;
    }
    partials_.resize(kept);
    if (x == 0) return true;
    if (!std::isfinite(x)) {
      if (std::isfinite(original)) return false;
      if (std::isinf(original)) infinities_ += original;
      special_ += original;
      has_special_ = true;
      partials_.clear();
      return true;
    }
    partials_.push_back(x);
    return true;
  }

  bool has_special() const { return has_special_; }
  double special() const { return special_; }
  bool mixed_infinities() const { return std::isnan(infinities_); }

  double Total() const {
    size_t n = partials_.size();
    if (n == 0) return 0.0;
    double high = partials_[--n];
    double low = 0.0;
    while (n > 0) {
      double x = high, y = partials_[--n];
      high = x + y;
      low = y - (high - x);
      if (low != 0) break;
    }
    // Half-way cases round by what is left below.
    if (n > 0 && ((low < 0 && partials_[n - 1] < 0) || (low > 0 && partials_[n - 1] > 0))) {
      double y = low * 2, x = high + y;
      if (y == x - high) high = x;
    }
    return high;
  }

 private:
  std::vector<double> partials_;
  double special_ = 0, infinities_ = 0;
  bool has_special_ = false;
};

Value FloatSum(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value iterator = GetIter(t, args[0]);
  if (iterator.is_null()) return iterator;
  ExactSum sum;
  for (;;) {
    Value item = IterNext(t, iterator);
    if (item.is_null()) {
      if (!t->exception.is_null()) return Value();
      break;
    }
    double x;
    if (!ArgumentAsDouble(t, item, &x)) return Value();
    if (!sum.Add(x)) {
      return RaiseText(t, Exc::kOverflowError, "intermediate overflow in fsum");
    }
  }
  if (sum.has_special()) {
    if (sum.mixed_infinities()) return RaiseText(t, Exc::kValueError, "-inf + inf in fsum");
    return NewFloat(t, sum.special());
  }
  return NewFloat(t, sum.Total());
}

// prod(iterable, /, *, start=1)
Value Product(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value iterator = GetIter(t, args[0]);
  if (iterator.is_null()) return iterator;
  Value product = args[1].is_null() ? Value::SmallInt(1) : args[1];
  for (;;) {
    Value item = IterNext(t, iterator);
    if (item.is_null()) return t->exception.is_null() ? product : Value();
    product = Binary(t, BinaryOp::kMul, product, item);
    if (product.is_null()) return product;
  }
}

// sqrt of the sum of squares, scaled so that nothing overflows on the way, with
// the rounding error of the squares carried along and one correction step.
double Norm(const std::vector<double>& values) {
  double largest = 0;
  bool has_nan = false;
  for (double x : values) {
    x = std::fabs(x);
    has_nan |= std::isnan(x);
    largest = std::max(largest, x);
  }
  if (std::isinf(largest)) return largest;
  if (has_nan) return std::nan("");
  if (largest == 0 || values.size() == 1) return largest;
  int exponent;
  std::frexp(largest, &exponent);
  if (exponent < -1022) {
    // Subnormal: scaling by a power of two would overflow, divide instead.
    double sum = 0;
    for (double x : values) sum += (x / largest) * (x / largest);
    return largest * std::sqrt(sum);
  }
  double scale = std::ldexp(1.0, -exponent);
  double sum = 1.0, low = 0, carried = 0;
  auto add = [&](double x, double square_error) {
    double old = sum;
    sum += x;
    low += (old - sum) + x;
    carried += square_error;
  };
  for (double v : values) {
    double x = v * scale;
    double square = x * x;
    add(square, std::fma(x, x, -square));
  }
  double h = std::sqrt(sum - 1.0 + (low + carried));
  // One Newton step on the difference that is left.
  double square = h * h;
  double x = -square;
  double old = sum;
  sum += x;
  low += (old - sum) + x;
  carried += -std::fma(h, h, -square);
  double rest = sum - 1.0 + (low + carried);
  return (h + rest / (2.0 * h)) / scale;
}

Value Hypot(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!kwnames.is_null()) {
    return RaiseText(t, Exc::kTypeError, "math.hypot() takes no keyword arguments");
  }
  std::vector<double> values(nargs);
  for (size_t i = 0; i < nargs; ++i) {
    if (!ArgumentAsDouble(t, args[i], &values[i])) return Value();
  }
  return NewFloat(t, Norm(values));
}

Value Distance(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Tuple* p = NewTupleFrom(t, args[0]);
  if (p == nullptr) return Value();
  Tuple* q = NewTupleFrom(t, args[1]);
  if (q == nullptr) return Value();
  if (p->length != q->length) {
    return RaiseText(t, Exc::kValueError,
                     "both points must have the same number of dimensions");
  }
  std::vector<double> values(static_cast<size_t>(p->length));
  for (int64_t i = 0; i < p->length; ++i) {
    double x, y;
    if (!ArgumentAsDouble(t, p->items[i], &x) || !ArgumentAsDouble(t, q->items[i], &y)) {
      return Value();
    }
    values[static_cast<size_t>(i)] = x - y;
  }
  return NewFloat(t, Norm(values));
}

constexpr NativeInfo kRows[] = {
    {"fsum", FloatSum, "(seq, /)", kAnything,
     "Return an accurate floating point sum of values in the iterable seq."},
    {"prod", Product, "(iterable, /, *, start=1)", kAnything,
     "Calculate the product of all the elements in the input iterable."},
    {"hypot", Hypot, nullptr, kAnything,
     "Multidimensional Euclidean distance from the origin to a point."},
    {"dist", Distance, "(p, q, /)", kAnything,
     "Return the Euclidean distance between two points p and q."},
};

}  // namespace

absl::Span<const NativeInfo> MathSumRows() { return kRows; }

}  // namespace pyjit
