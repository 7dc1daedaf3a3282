#include "runtime/types/quick_compare.h"

#include <algorithm>
#include <cstring>

#include "runtime/types/container_util.h"
#include "runtime/types/float.h"
#include "runtime/types/str.h"

namespace pyjit {
namespace {

template <typename T>
bool Holds(CompareOp op, T a, T b) {
  switch (op) {
    case CompareOp::kLt: return a < b;
    case CompareOp::kLe: return a <= b;
    case CompareOp::kGt: return a > b;
    case CompareOp::kGe: return a >= b;
    case CompareOp::kEq: return a == b;
    case CompareOp::kNe: return a != b;
  }
  return false;
}

// A float, or a small int that is exact as one.
bool AsDouble(Thread* t, Value v, double* out) {
  if (v.is_small_int()) {
    constexpr int64_t kExact = int64_t{1} << 53;
    const int64_t n = v.small_int();
    *out = static_cast<double>(n);
    return n > -kExact && n < kExact;
  }
  if (!IsExactFloat(t, v)) return false;
  *out = v.as<Float>()->value;
  return true;
}

// Values of different families are never equal: numbers, strs and None. 0: another.
int FamilyOf(Thread* t, Value v) {
  if (v.is_small_int() || IsExactFloat(t, v)) return 1;
  if (IsExactStr(t, v)) return 2;
  return v == t->isolate->none() ? 3 : 0;
}

inline int CompareScalars(Thread* t, CompareOp op, Value a, Value b) {
  if (a.is_small_int() && b.is_small_int()) return Holds(op, a.small_int(), b.small_int());
  if (IsExactStr(t, a) && IsExactStr(t, b)) {
    auto* x = a.as<Str>();
    auto* y = b.as<Str>();
    if (op == CompareOp::kEq) return StrEquals(x, y);
    if (op == CompareOp::kNe) return !StrEquals(x, y);
    return Holds(op, StrOrder(x, y), 0);
  }
  double x, y;
  if (AsDouble(t, a, &x) && AsDouble(t, b, &y)) return Holds(op, x, y);
  if (op == CompareOp::kEq || op == CompareOp::kNe) {
    const int ka = FamilyOf(t, a), kb = FamilyOf(t, b);
    if (ka != 0 && kb != 0 && ka != kb) return op == CompareOp::kNe;
  }
  return -1;
}

// Equality as containers ask it: what is identical is equal, as NaNs are.
inline int ItemsEqual(Thread* t, Value a, Value b) {
  const int scalar = ScalarEquals(t, a, b);
  if (scalar >= 0) return scalar;
  if (IsExactFloat(t, a) && IsExactFloat(t, b) && Is(a, b)) return 1;
  return CompareScalars(t, CompareOp::kEq, a, b);
}

int CompareTuples(Thread* t, CompareOp op, const Tuple* a, const Tuple* b) {
  const int64_t n = std::min(a->length, b->length);
  for (int64_t i = 0; i < n; ++i) {
    const Value x = a->items[i], y = b->items[i];
    if (x == y) continue;
    if (op < CompareOp::kEq && IsExactStr(t, x) && IsExactStr(t, y)) {
      const int order = StrOrder(x.as<Str>(), y.as<Str>());
      if (order == 0) continue;
      return Holds(op, order, 0);
    }
    const int equal = ItemsEqual(t, x, y);
    if (equal == 1) continue;
    if (equal < 0) return -1;
    if (op == CompareOp::kEq) return 0;
    if (op == CompareOp::kNe) return 1;
    return CompareScalars(t, op, x, y);
  }
  return Holds(op, a->length, b->length);
}

}  // namespace

int QuickCompare(Thread* t, CompareOp op, Value a, Value b) {
  if (HasExactKind(t, a, Kind::kTuple)) {
    if (!HasExactKind(t, b, Kind::kTuple)) return -1;
    return CompareTuples(t, op, a.as<Tuple>(), b.as<Tuple>());
  }
  return CompareScalars(t, op, a, b);
}

}  // namespace pyjit
