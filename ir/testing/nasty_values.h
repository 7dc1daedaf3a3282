#ifndef IR_TESTING_NASTY_VALUES_H_
#define IR_TESTING_NASTY_VALUES_H_

#include <cstdint>
#include <limits>
#include <vector>

#include "ir/word.h"

// Operands that arithmetic gets wrong first, for tests of evaluator, folding and
// machine code alike.

namespace pyjit::ir {

inline std::vector<int64_t> NastyInts() {
  constexpr int64_t kLeast = std::numeric_limits<int64_t>::min();
  constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
  return {0, 1, -1, 2, -2, 3, -3, 7, -7, 10, 63, 64, -64, 255, 256, 1000,
          0x7FFFFFFF, 0x80000000, -0x80000000LL, 0xFFFFFFFF, 0x100000000,
          // Around what a double holds exactly, small ints, and i64.
          (int64_t{1} << 53) - 1, int64_t{1} << 53, (int64_t{1} << 53) + 1,
          -(int64_t{1} << 53) - 1,
          kMaxSmallInt - 1, kMaxSmallInt, kMaxSmallInt + 1, kMinSmallInt,
          kMinSmallInt - 1, kLeast, kLeast + 1, kMost, kMost - 1};
}

inline std::vector<double> NastyDoubles() {
  using Limits = std::numeric_limits<double>;
  return {0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1.5, -1.5, 2.5, 3.0, -3.0, 0.1, 1e10,
          0x1p53, 0x1p53 + 2, -0x1p53, 0x1p62, -0x1p62, 0x1p63, -0x1p63,
          9223372036854774784.0, -9223372036854777856.0, 1e300, -1e300,
          Limits::min(), -Limits::min(), Limits::denorm_min(), -Limits::denorm_min(),
          Limits::max(), -Limits::max(), Limits::epsilon(), 1.0 + Limits::epsilon(),
          Limits::infinity(), -Limits::infinity(), Limits::quiet_NaN(),
          -Limits::quiet_NaN(), DoubleOf(0x7FF8'0000'0000'1234)};
}

// Any two NaNs are as good.
inline bool SameDoubles(Word a, Word b) {
  double x = DoubleOf(a), y = DoubleOf(b);
  return a == b || (x != x && y != y);
}

}  // namespace pyjit::ir

#endif  // IR_TESTING_NASTY_VALUES_H_
