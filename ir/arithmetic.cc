#include "ir/arithmetic.h"

#include <cmath>
#include <limits>

namespace pyjit::ir {
namespace {

constexpr int64_t kLeast = std::numeric_limits<int64_t>::min();

bool DivisionIsDefined(int64_t a, int64_t b) {
  return b != 0 && !(a == kLeast && b == -1);
}

std::optional<Word> FloorDiv(int64_t a, int64_t b) {
  if (!DivisionIsDefined(a, b)) return std::nullopt;
  int64_t q = a / b;
  if (a % b != 0 && (a < 0) != (b < 0)) --q;
  return static_cast<Word>(q);
}

std::optional<Word> FloorMod(int64_t a, int64_t b) {
  if (!DivisionIsDefined(a, b)) return std::nullopt;
  int64_t r = a % b;
  if (r != 0 && (r < 0) != (b < 0)) r += b;
  return static_cast<Word>(r);
}

std::optional<Word> Truncate(double d) {
  // 2^63 is a double, the greatest i64 is not.
  if (!(d >= -0x1p63 && d < 0x1p63)) return std::nullopt;
  return static_cast<Word>(static_cast<int64_t>(d));
}

}  // namespace

std::optional<Word> EvalPure(Opcode op, const Word* in) {
  auto i = [in](int k) { return static_cast<int64_t>(in[k]); };
  auto f = [in](int k) { return DoubleOf(in[k]); };
  auto word = [](bool b) { return Word{b}; };
  int64_t sink;
  switch (op) {
    case Opcode::k_iadd: return in[0] + in[1];
    case Opcode::k_isub: return in[0] - in[1];
    case Opcode::k_imul: return in[0] * in[1];
    case Opcode::k_iadd_overflows: return word(__builtin_add_overflow(i(0), i(1), &sink));
    case Opcode::k_isub_overflows: return word(__builtin_sub_overflow(i(0), i(1), &sink));
    case Opcode::k_imul_overflows: return word(__builtin_mul_overflow(i(0), i(1), &sink));
    case Opcode::k_ifloordiv: return FloorDiv(i(0), i(1));
    case Opcode::k_imod: return FloorMod(i(0), i(1));
    case Opcode::k_iand: return in[0] & in[1];
    case Opcode::k_ior: return in[0] | in[1];
    case Opcode::k_ixor: return in[0] ^ in[1];
    case Opcode::k_ishl:
      if (in[1] > 63) return std::nullopt;
      return in[0] << in[1];
    case Opcode::k_ishr:
      if (in[1] > 63) return std::nullopt;
      return static_cast<Word>(i(0) >> in[1]);
    case Opcode::k_ilt: return word(i(0) < i(1));
    case Opcode::k_ile: return word(i(0) <= i(1));
    case Opcode::k_ieq: return word(in[0] == in[1]);
    case Opcode::k_ine: return word(in[0] != in[1]);
    case Opcode::k_ult: return word(in[0] < in[1]);

    case Opcode::k_fadd: return BitsOf(f(0) + f(1));
    case Opcode::k_fsub: return BitsOf(f(0) - f(1));
    case Opcode::k_fmul: return BitsOf(f(0) * f(1));
    case Opcode::k_fdiv: return BitsOf(f(0) / f(1));
    // By bits, so that NaNs change their sign only.
    case Opcode::k_fneg: return in[0] ^ (Word{1} << 63);
    case Opcode::k_fabs: return in[0] & ~(Word{1} << 63);
    case Opcode::k_fsqrt: return BitsOf(std::sqrt(f(0)));
    case Opcode::k_flt: return word(f(0) < f(1));
    case Opcode::k_fle: return word(f(0) <= f(1));
    case Opcode::k_feq: return word(f(0) == f(1));
    case Opcode::k_fne: return word(f(0) != f(1));
    case Opcode::k_i2f: return BitsOf(static_cast<double>(i(0)));
    case Opcode::k_f2i: return Truncate(f(0));

    case Opcode::k_not: return word(in[0] == 0);
    case Opcode::k_and: return in[0] & in[1];
    case Opcode::k_or: return in[0] | in[1];
    case Opcode::k_select: return in[0] != 0 ? in[1] : in[2];

    case Opcode::k_is_int: return word(IsIntWord(in[0]));
    case Opcode::k_is_same: return word(in[0] == in[1]);
    case Opcode::k_is_null: return word(in[0] == kNullWord);
    case Opcode::k_unbox_int: return static_cast<Word>(UntagInt(in[0]));
    case Opcode::k_box_int:
      if (!FitsSmallInt(i(0))) return std::nullopt;
      return TagInt(i(0));
    default:
      return std::nullopt;
  }
}

bool IsArithmetic(Opcode op) {
  // Defined for each op that EvalPure knows.
  constexpr Word kOperands[3] = {1, 1, 1};
  return EvalPure(op, kOperands).has_value();
}

}  // namespace pyjit::ir
