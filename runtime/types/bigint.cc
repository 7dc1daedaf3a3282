#include "runtime/types/bigint.h"

#include <gmp.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "runtime/objects.h"
#include "runtime/shape.h"
#include "runtime/types/int.h"

namespace pyjit {

static_assert(sizeof(mp_limb_t) == sizeof(uint64_t) && GMP_NAIL_BITS == 0);

namespace {

// GMP's limbs are `unsigned long`, which is uint64_t on the platforms we build.
static_assert(std::is_same_v<mp_limb_t, uint64_t>);

constexpr int kMantissaBits = std::numeric_limits<double>::digits;      // 53
constexpr int kMinExponent = std::numeric_limits<double>::min_exponent;  // -1021
constexpr int kMaxExponent = std::numeric_limits<double>::max_exponent;  // 1024
constexpr uint64_t kHashModulus = (uint64_t{1} << 61) - 1;

}  // namespace

IntView::IntView(Value v) {
  if (v.is_small_int()) {
    int64_t n = v.small_int();
    negative_ = n < 0;
    small_ = negative_ ? -static_cast<uint64_t>(n) : static_cast<uint64_t>(n);
    limbs_ = &small_;
    count_ = n != 0;
    return;
  }
  if (v.object()->kind() == Kind::kBigInt) {
    const auto* big = v.as<BigInt>();
    limbs_ = big->limbs;
    count_ = big->limb_count();
    negative_ = big->size < 0;
    return;
  }
  small_ = v.object()->flags == kSingletonTrue ? 1 : 0;
  limbs_ = &small_;
  count_ = static_cast<int64_t>(small_);
  negative_ = false;
}

int64_t MagnitudeBits(Magnitude m) {
  if (m.count == 0) return 0;
  return m.count * 64 - std::countl_zero(m.limbs[m.count - 1]);
}

int CompareMagnitudes(Magnitude a, Magnitude b) {
  if (a.count != b.count) return a.count < b.count ? -1 : 1;
  if (a.count == 0) return 0;
  int order = mpn_cmp(a.limbs, b.limbs, a.count);
  return order < 0 ? -1 : order > 0;
}

uint64_t MagnitudeHash(Magnitude m) {
  // 2**64 = 8 modulo 2**61 - 1.
  uint64_t hash = 0;
  for (int64_t i = m.count - 1; i >= 0; --i) {
    unsigned __int128 sum = static_cast<unsigned __int128>(hash) * 8 + m.limbs[i];
    uint64_t low = static_cast<uint64_t>(sum) & kHashModulus;
    uint64_t high = static_cast<uint64_t>(sum >> 61);
    hash = low + high;
    if (hash >= kHashModulus) hash -= kHashModulus;
  }
  return hash;
}

double MagnitudeToDouble(Magnitude m) {
  if (m.count == 0) return 0.0;
  int64_t bits = MagnitudeBits(m);
  if (bits > kMaxExponent) return std::numeric_limits<double>::infinity();
  if (bits <= 64) return static_cast<double>(m.limbs[0]);  // rounds correctly
  // The top 64 bits, with a sticky lowest bit; converting rounds half to even.
  int64_t shift = bits - 64;
  int64_t limb = shift / 64;
  int bit = static_cast<int>(shift % 64);
  uint64_t top = m.limbs[limb] >> bit;
  if (bit != 0) top |= m.limbs[limb + 1] << (64 - bit);
  bool sticky = bit != 0 && (m.limbs[limb] << (64 - bit)) != 0;
  for (int64_t i = 0; i < limb && !sticky; ++i) sticky = m.limbs[i] != 0;
  return std::ldexp(static_cast<double>(top | (sticky ? 1 : 0)),
                    static_cast<int>(shift));
}

double DivideToDouble(Magnitude a, Magnitude b) {
  if (a.count == 0) return 0.0;
  if (MagnitudeBits(a) <= kMantissaBits && MagnitudeBits(b) <= kMantissaBits) {
    return static_cast<double>(a.limbs[0]) / static_cast<double>(b.limbs[0]);
  }
  int64_t diff = MagnitudeBits(a) - MagnitudeBits(b);
  if (diff > kMaxExponent) return std::numeric_limits<double>::infinity();
  if (diff < kMinExponent - kMantissaBits - 1) return 0.0;
  // a / b = quotient * 2**shift with two or three bits to spare for rounding,
  // fewer mantissa bits where the result is subnormal.
  int64_t shift = std::max<int64_t>(diff, kMinExponent) - kMantissaBits - 2;
  bool inexact = false;
  Limbs numerator = shift <= 0 ? ShiftLeft(a, static_cast<uint64_t>(-shift))
                               : ShiftRight(a, static_cast<uint64_t>(shift), &inexact);
  Magnitude n = TrimmedView(numerator);
  uint64_t quotient = 0;
  if (n.count >= b.count) {
    Limbs q(static_cast<size_t>(n.count - b.count + 1));
    Limbs r(static_cast<size_t>(b.count));
    mpn_tdiv_qr(q.data(), r.data(), 0, n.limbs, n.count, b.limbs, b.count);
    quotient = q[0];
    if (TrimmedView(r).count != 0) inexact = true;
  } else if (n.count != 0) {
    inexact = true;
  }
  int64_t quotient_bits = 64 - std::countl_zero(quotient);
  int64_t extra =
      std::max<int64_t>(quotient_bits, kMinExponent - shift) - kMantissaBits;
  uint64_t half = uint64_t{1} << (extra - 1);
  uint64_t low = quotient | (inexact ? 1 : 0);
  if ((low & half) != 0 && (low & (3 * half - 1)) != 0) low += half;
  quotient = low & ~(2 * half - 1);
  int64_t result_bits = 64 - std::countl_zero(quotient);
  if (quotient != 0 && result_bits + shift > kMaxExponent) {
    return std::numeric_limits<double>::infinity();
  }
  return std::ldexp(static_cast<double>(quotient), static_cast<int>(shift));
}

Limbs DoubleToLimbs(double d) {
  int exponent;
  double fraction = std::frexp(std::fabs(std::trunc(d)), &exponent);
  if (fraction == 0) return {};
  uint64_t mantissa = static_cast<uint64_t>(std::ldexp(fraction, kMantissaBits));
  Magnitude m{&mantissa, 1};
  int shift = exponent - kMantissaBits;
  if (shift >= 0) return ShiftLeft(m, static_cast<uint64_t>(shift));
  bool lost;
  return ShiftRight(m, static_cast<uint64_t>(-shift), &lost);
}

Limbs ShiftLeft(Magnitude a, uint64_t shift) {
  if (a.count == 0) return {};
  size_t whole = shift / 64;
  unsigned bits = static_cast<unsigned>(shift % 64);
  Limbs out(whole + static_cast<size_t>(a.count) + 1);
  if (bits == 0) {
    std::copy_n(a.limbs, a.count, out.data() + whole);
  } else {
    out[whole + static_cast<size_t>(a.count)] =
        mpn_lshift(out.data() + whole, a.limbs, a.count, bits);
  }
  return out;
}

Limbs ShiftRight(Magnitude a, uint64_t shift, bool* lost) {
  *lost = false;
  uint64_t whole = shift / 64;
  unsigned bits = static_cast<unsigned>(shift % 64);
  if (whole >= static_cast<uint64_t>(a.count)) {
    *lost = a.count != 0;
    return {};
  }
  for (uint64_t i = 0; i < whole && !*lost; ++i) *lost = a.limbs[i] != 0;
  size_t rest = static_cast<size_t>(a.count) - whole;
  Limbs out(rest);
  if (bits == 0) {
    std::copy_n(a.limbs + whole, rest, out.data());
  } else if (mpn_rshift(out.data(), a.limbs + whole,
                        static_cast<mp_size_t>(rest), bits) != 0) {
    *lost = true;
  }
  return out;
}

namespace {

// Sign and magnitude to two's complement in `n` limbs.
Limbs ToTwosComplement(Magnitude m, bool negative, size_t n) {
  Limbs out(n);
  std::copy_n(m.limbs, m.count, out.data());
  if (negative) mpn_neg(out.data(), out.data(), static_cast<mp_size_t>(n));
  return out;
}

}  // namespace

Limbs BitwiseLimbs(BitOp op, Magnitude a, bool a_negative, Magnitude b,
                   bool b_negative, bool* negative) {
  size_t n = static_cast<size_t>(std::max(a.count, b.count)) + 1;
  Limbs x = ToTwosComplement(a, a_negative, n);
  Limbs y = ToTwosComplement(b, b_negative, n);
  auto size = static_cast<mp_size_t>(n);
  switch (op) {
    case BitOp::kAnd:
      mpn_and_n(x.data(), x.data(), y.data(), size);
      break;
    case BitOp::kOr:
      mpn_ior_n(x.data(), x.data(), y.data(), size);
      break;
    case BitOp::kXor:
      mpn_xor_n(x.data(), x.data(), y.data(), size);
      break;
  }
  *negative = (x[n - 1] >> 63) != 0;
  if (*negative) mpn_neg(x.data(), x.data(), size);
  return x;
}

std::string MagnitudeToText(Magnitude m, int base) {
  static constexpr char kDigits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
  if (m.count == 0) return "0";
  if (m.count == 1) {
    char buffer[64];
    char* p = buffer + sizeof(buffer);
    uint64_t n = m.limbs[0];
    auto divisor = static_cast<uint64_t>(base);
    do {
      *--p = kDigits[n % divisor];
      n /= divisor;
    } while (n != 0);
    return std::string(p, buffer + sizeof(buffer));
  }
  std::string out;
  double digits = static_cast<double>(MagnitudeBits(m)) / std::log2(base);
  out.resize(static_cast<size_t>(digits) + 3);
  Limbs copy(m.limbs, m.limbs + m.count);  // mpn_get_str clobbers its operand
  size_t n = mpn_get_str(reinterpret_cast<unsigned char*>(out.data()), base,
                         copy.data(), m.count);
  size_t start = 0;
  while (start + 1 < n && out[start] == 0) ++start;
  out.resize(n);
  out.erase(0, start);
  for (char& c : out) c = kDigits[static_cast<unsigned char>(c)];
  return out;
}

int64_t DecimalDigitsEstimate(Magnitude m) {
  constexpr double kLog10Of2 = 0.30102999566398120;
  return static_cast<int64_t>(static_cast<double>(MagnitudeBits(m)) * kLog10Of2) + 1;
}

Limbs DigitsToLimbs(absl::string_view digits, int base) {
  size_t skip = 0;
  while (skip < digits.size() && digits[skip] == 0) ++skip;
  digits.remove_prefix(skip);
  if (digits.empty()) return {};
  double bits = static_cast<double>(digits.size()) * std::log2(base);
  Limbs out(static_cast<size_t>(bits / 64) + 2);
  mp_size_t n = mpn_set_str(
      out.data(), reinterpret_cast<const unsigned char*>(digits.data()),
      digits.size(), base);
  out.resize(static_cast<size_t>(n));
  return out;
}

int DigitValue(uint32_t c) {
  if (c >= '0' && c <= '9') return static_cast<int>(c - '0');
  if (c >= 'a' && c <= 'z') return static_cast<int>(c - 'a') + 10;
  if (c >= 'A' && c <= 'Z') return static_cast<int>(c - 'A') + 10;
  return 99;
}

}  // namespace pyjit
