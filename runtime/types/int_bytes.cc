#include <algorithm>

#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/operators.h"
#include "runtime/types/bytes.h"
#include "runtime/types/int.h"
#include "runtime/types/int_internal.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/str.h"

// int.to_bytes and int.from_bytes.

namespace pyjit {
namespace {

bool ReadByteOrder(Thread* t, Value order, const char* function, bool* big) {
  *big = true;
  if (order.is_null()) return true;
  if (!IsStr(order)) {
    Raise(t, Exc::kTypeError, "%s() argument 'byteorder' must be str, not %s",
          function, ArgumentClassName(t, order));
    return false;
  }
  const auto* text = order.as<Str>();
  if (StrEqualsAscii(text, "big")) return true;
  *big = false;
  if (StrEqualsAscii(text, "little")) return true;
  RaiseText(t, Exc::kValueError, "byteorder must be either 'little' or 'big'");
  return false;
}

bool ReadFlag(Thread* t, Value v, bool* out) {
  int truth = v.is_null() ? 0 : IsTrue(t, v);
  *out = truth > 0;
  return truth >= 0;
}

// Byte i, from the least significant, of the two's complement of a number.
class TwosComplementBytes {
 public:
  explicit TwosComplementBytes(const IntView& view) : view_(view) {}
  // To be called for i = 0, 1, 2, ... in turn.
  uint8_t Next() {
    int64_t limb = index_ / 8;
    auto byte = static_cast<uint8_t>(
        limb < view_.count() ? view_.limbs()[limb] >> (8 * (index_ % 8)) : 0);
    ++index_;
    if (!view_.negative()) return byte;
    unsigned sum = static_cast<uint8_t>(~byte) + carry_;
    carry_ = sum >> 8;
    return static_cast<uint8_t>(sum);
  }

 private:
  const IntView& view_;
  int64_t index_ = 0;
  unsigned carry_ = 1;
};

bool FitsBytes(const IntView& view, int64_t length, bool is_signed) {
  int64_t bits = MagnitudeBits(view.magnitude());
  if (!is_signed) return bits <= length * 8;
  if (bits < length * 8) return true;
  // -1 is all ones, of which none at all will do.
  if (length == 0 && view.negative() && bits == 1) return true;
  if (!view.negative() || bits > length * 8 || bits == 0) return bits == 0;
  // -2**(8*length-1) just fits: a single one bit at the top.
  int64_t last = view.count() - 1;
  uint64_t top = view.limbs()[last];
  return (top & (top - 1)) == 0 &&
         std::all_of(view.limbs(), view.limbs() + last,
                     [](uint64_t limb) { return limb == 0; });
}

}  // namespace

Value IntToBytesMethod(Thread* t, Value* args, size_t, Value) {
  bool big, is_signed;
  int64_t length = 1;
  if (args[1] && !SizeArgument(t, args[1], &length)) return Value();
  if (!ReadByteOrder(t, args[2], "to_bytes", &big)) return Value();
  if (!ReadFlag(t, args[3], &is_signed)) return Value();
  if (length < 0) {
    return RaiseText(t, Exc::kValueError, "length argument must be non-negative");
  }
  IntView view(args[0]);
  if (view.negative() && !is_signed) {
    return RaiseText(t, Exc::kOverflowError, "can't convert negative int to unsigned");
  }
  if (length < (int64_t{1} << 50) && !FitsBytes(view, length, is_signed)) {
    return RaiseText(t, Exc::kOverflowError, "int too big to convert");
  }
  Bytes* out = NewBytesUninitialised(t, length);
  if (out == nullptr) return Value();
  TwosComplementBytes bytes(view);
  for (int64_t i = 0; i < length; ++i) out->data[big ? length - 1 - i : i] = bytes.Next();
  return out;
}

Value IntFromBytesMethod(Thread* t, Value* args, size_t, Value) {
  bool big, is_signed;
  if (!ReadByteOrder(t, args[2], "from_bytes", &big)) return Value();
  if (!ReadFlag(t, args[3], &is_signed)) return Value();
  Value source = args[1];
  if (!IsBytes(source)) {
    if (Value method = LookupSpecial(t, source, Slot::kBytes)) {
      source = CallSpecial(t, method, source, {});
      if (!source) return source;
      if (!IsBytes(source)) {
        return Raise(t, Exc::kTypeError, "__bytes__ returned non-bytes (type %s)",
                     ClassNameOf(t, source));
      }
    }
  }
  Bytes* bytes = IsBytes(source) ? source.as<Bytes>() : BytesFromObject(t, source);
  if (bytes == nullptr) return Value();
  int64_t n = bytes->length;
  auto byte_at = [&](int64_t i) { return bytes->data[big ? n - 1 - i : i]; };
  Limbs limbs(static_cast<size_t>((n + 7) / 8));
  for (int64_t i = 0; i < n; ++i) {
    limbs[static_cast<size_t>(i / 8)] |= uint64_t{byte_at(i)} << (8 * (i % 8));
  }
  bool negative = is_signed && n > 0 && (byte_at(n - 1) & 0x80) != 0;
  if (negative) {
    // Extend the sign through the top limb, then negate.
    if (n % 8 != 0) limbs.back() |= ~uint64_t{0} << (8 * (n % 8));
    uint64_t carry = 1;
    for (uint64_t& limb : limbs) {
      limb = ~limb + carry;
      carry = carry != 0 && limb == 0 ? 1 : 0;
    }
    if (carry != 0) limbs.push_back(1);
  }
  Value result = IntFromBuffer(t, limbs, negative);
  auto* cls = args[0].as<Class>();
  if (!result || cls == t->isolate->int_class()) return result;
  return CallValues(t, cls, {result});
}

}  // namespace pyjit
