#include "runtime/types/int.h"

#include <cmath>
#include <cstring>

#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/isolate.h"
#include "runtime/operators.h"
#include "runtime/types/int_internal.h"
#include "runtime/types/str.h"
#include "runtime/warn.h"

namespace pyjit {
namespace {

constexpr int64_t kHashModulus = (int64_t{1} << 61) - 1;

Value AllocateBigInt(Thread* t, const Shape* shape, const uint64_t* limbs,
                     int64_t count, bool negative) {
  size_t bytes = sizeof(BigInt) - 8 + 8 * static_cast<size_t>(count);
  Object* object = AllocateRaw(t, shape, bytes);
  if (object == nullptr) return Value();
  auto* big = static_cast<BigInt*>(object);
  big->size = negative ? -count : count;
  std::memcpy(big->limbs, limbs, 8 * static_cast<size_t>(count));
  return big;
}

}  // namespace

bool IsExactInt(Thread* t, Value v) {
  return v.is_small_int() ||
         (IsKind(v, Kind::kBigInt) &&
          v.object()->shape() == t->isolate->shape_of(Kind::kBigInt));
}

bool IntSizeAllowed(Thread* t, double bits) {
  // Twice, since GMP computes in memory of its own before the result is copied.
  if (bits / 4 <= static_cast<double>(t->isolate->options().heap.cap_bytes)) {
    return true;
  }
  RaiseMemoryError(t);
  return false;
}

Value BigIntFromInt64(Thread* t, int64_t n) {
  uint64_t limb = n < 0 ? -static_cast<uint64_t>(n) : static_cast<uint64_t>(n);
  return AllocateBigInt(t, t->isolate->shape_of(Kind::kBigInt), &limb, 1, n < 0);
}

Value IntFromUint64(Thread* t, uint64_t n) {
  if (n <= static_cast<uint64_t>(Value::kMaxSmallInt)) {
    return Value::SmallInt(static_cast<int64_t>(n));
  }
  return AllocateBigInt(t, t->isolate->shape_of(Kind::kBigInt), &n, 1, false);
}

Value IntFromLimbs(Thread* t, const uint64_t* limbs, int64_t count,
                   bool negative) {
  count = TrimLimbs(limbs, count);
  if (count == 0) return Value::SmallInt(0);
  if (count == 1) {
    uint64_t n = limbs[0];
    if (n <= static_cast<uint64_t>(Value::kMaxSmallInt)) {
      return Value::SmallInt(negative ? -static_cast<int64_t>(n)
                                      : static_cast<int64_t>(n));
    }
    if (negative && n == -static_cast<uint64_t>(Value::kMinSmallInt)) {
      return Value::SmallInt(Value::kMinSmallInt);
    }
  }
  return AllocateBigInt(t, t->isolate->shape_of(Kind::kBigInt), limbs, count,
                        negative);
}

BigInt* NewIntLimbs(Thread* t, int64_t count) {
  Object* object = AllocateRaw(t, t->isolate->shape_of(Kind::kBigInt),
                               sizeof(BigInt) - 8 + 8 * static_cast<size_t>(count));
  if (object == nullptr) return nullptr;
  auto* big = static_cast<BigInt*>(object);
  big->size = count;
  return big;
}

Value FinishInt(Thread* t, BigInt* big, int64_t count, bool negative) {
  const int64_t trimmed = TrimLimbs(big->limbs, count);
  if (trimmed <= 1) return IntFromLimbs(t, big->limbs, trimmed, negative);
  big->size = negative ? -trimmed : trimmed;
  if (trimmed < count) {
    constexpr size_t kHeader = sizeof(BigInt) - 8;
    t->heap->Shrink(t, big, kHeader + 8 * static_cast<size_t>(count),
                    kHeader + 8 * static_cast<size_t>(trimmed));
  }
  return big;
}

Value NewIntOfClass(Thread* t, Class* cls, Value v) {
  IntView view(v);
  Value n = AllocateBigInt(t, InstanceRoot(t, cls), view.limbs(), view.count(), view.negative());
  if (n && (cls->flags & kClassHasFinalizer)) t->heap->RegisterFinalizer(n.object());
  return n;
}

Value IntFromDouble(Thread* t, double d) {
  if (d > -4e18 && d < 4e18) [[likely]] {
    return IntFromInt64(t, static_cast<int64_t>(d));
  }
  if (std::isnan(d)) {
    return RaiseText(t, Exc::kValueError, "cannot convert float NaN to integer");
  }
  if (std::isinf(d)) {
    return RaiseText(t, Exc::kOverflowError,
                     "cannot convert float infinity to integer");
  }
  return IntFromBuffer(t, DoubleToLimbs(d), d < 0);
}

bool IntAsInt64(Value v, int64_t* out) {
  if (v.is_small_int()) [[likely]] {
    *out = v.small_int();
    return true;
  }
  IntView view(v);
  if (view.count() > 1) return false;
  uint64_t n = view.is_zero() ? 0 : view.limbs()[0];
  uint64_t limit = uint64_t{1} << 63;
  if (view.negative() ? n > limit : n >= limit) return false;
  *out = static_cast<int64_t>(view.negative() ? -n : n);
  return true;
}

bool IntToDouble(Thread* t, Value v, double* out) {
  if (v.is_small_int()) [[likely]] {
    *out = static_cast<double>(v.small_int());
    return true;
  }
  IntView view(v);
  double d = MagnitudeToDouble(view.magnitude());
  if (std::isinf(d)) {
    RaiseText(t, Exc::kOverflowError, "int too large to convert to float");
    return false;
  }
  *out = view.negative() ? -d : d;
  return true;
}

int IntSign(Value v) {
  if (v.is_small_int()) [[likely]] {
    return v.small_int() < 0 ? -1 : v.small_int() > 0;
  }
  IntView view(v);
  return view.is_zero() ? 0 : view.negative() ? -1 : 1;
}

int64_t IntBitLength(Value v) {
  IntView view(v);
  return MagnitudeBits(view.magnitude());
}

Value NumberIndex(Thread* t, Value v) {
  if (IsInt(v)) [[likely]] return v;
  Value method = LookupSpecial(t, v, Slot::kIndex);
  if (method.is_null()) {
    return Raise(t, Exc::kTypeError,
                 "'%s' object cannot be interpreted as an integer",
                 ClassNameOf(t, v));
  }
  Value result = CallSpecial(t, method, v, {});
  if (!result) return Value();
  if (!IsInt(result)) {
    return Raise(t, Exc::kTypeError, "__index__ returned non-int (type %s)",
                 ClassNameOf(t, result));
  }
  if (!IsExactInt(t, result) && !WarnOfSubclass(t, "__index__", "int", result)) return Value();
  return result;
}

bool IndexAsInt64(Thread* t, Value v, int64_t* out, bool clip) {
  if (v.is_small_int()) [[likely]] {
    *out = v.small_int();
    return true;
  }
  Value index = NumberIndex(t, v);
  if (!index) return false;
  if (IntAsInt64(index, out)) return true;
  if (clip) {
    *out = IntSign(index) < 0 ? INT64_MIN : INT64_MAX;
    return true;
  }
  Raise(t, Exc::kOverflowError, "cannot fit '%s' into an index-sized integer",
        ClassNameOf(t, v));
  return false;
}

int IntCompare(Value a, Value b) {
  if (BothSmallInts(a, b)) [[likely]] {
    return a.small_int() < b.small_int() ? -1 : a.small_int() > b.small_int();
  }
  IntView x(a), y(b);
  if (x.negative() != y.negative()) return x.negative() ? -1 : 1;
  int order = CompareMagnitudes(x.magnitude(), y.magnitude());
  return x.negative() ? -order : order;
}

bool IntEquals(Value a, Value b) {
  if (BothSmallInts(a, b)) [[likely]] return a == b;
  return IntCompare(a, b) == 0;
}

int IntCompareDouble(Value a, double d) {
  if (std::isnan(d)) return 2;
  int64_t n;
  if (IntAsInt64(a, &n)) {
    if (n >= -(int64_t{1} << 53) && n <= (int64_t{1} << 53)) {
      double exact = static_cast<double>(n);
      return exact < d ? -1 : exact > d;
    }
    if (d >= 9223372036854775808.0) return -1;
    if (d < -9223372036854775808.0) return 1;
    auto whole = static_cast<int64_t>(d);
    if (n != whole) return n < whole ? -1 : 1;
    double fraction = d - static_cast<double>(whole);
    return fraction > 0 ? -1 : fraction < 0;
  }
  IntView view(a);
  if (std::isinf(d)) return d > 0 ? -1 : 1;
  if (view.negative() != (d < 0)) return view.negative() ? -1 : 1;
  // |a| >= 2**63; if |d| is as large it has no fraction.
  if (std::fabs(d) < 9223372036854775808.0) return view.negative() ? -1 : 1;
  Limbs limbs = DoubleToLimbs(d);
  int order = CompareMagnitudes(view.magnitude(), TrimmedView(limbs));
  return view.negative() ? -order : order;
}

int64_t IntHash(Value v) {
  if (v.is_small_int()) [[likely]] {
    int64_t n = v.small_int();
    int64_t hash = n % kHashModulus;
    return hash == -1 ? -2 : hash;
  }
  IntView view(v);
  auto hash = static_cast<int64_t>(MagnitudeHash(view.magnitude()));
  if (view.negative()) hash = -hash;
  return hash == -1 ? -2 : hash;
}

}  // namespace pyjit
