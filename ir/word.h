#ifndef IR_WORD_H_
#define IR_WORD_H_

#include <bit>
#include <cstdint>

// Values as the evaluator, the folding passes and the lowering see them: 64-bit
// words. A tagged word is as in design D1 (low bit 1: a 63-bit int, 0: nothing,
// else an object's address); an f64 is its bits; an i1 is 0 or 1.

namespace pyjit::ir {

using Word = uint64_t;

inline constexpr Word kNullWord = 0;
inline constexpr int64_t kMaxSmallInt = (int64_t{1} << 62) - 1;
inline constexpr int64_t kMinSmallInt = -(int64_t{1} << 62);
inline constexpr int kHeaderBytes = 8;        // shape word (u32 at 0), gc, flags, aux
inline constexpr int kOwnHeaderBytes = 5;     // shape word and gc, which no graph writes
inline constexpr int kFloatValueOffset = 8;   // the double of a Float
inline constexpr int kFloatBytes = 16;

constexpr bool FitsSmallInt(int64_t n) {
  return n >= kMinSmallInt && n <= kMaxSmallInt;
}
// Requires FitsSmallInt(n).
constexpr Word TagInt(int64_t n) { return (static_cast<Word>(n) << 1) | 1; }
constexpr int64_t UntagInt(Word w) { return static_cast<int64_t>(w) >> 1; }
constexpr bool IsIntWord(Word w) { return (w & 1) != 0; }
constexpr bool IsObjectWord(Word w) { return w != 0 && (w & 1) == 0; }
constexpr Word BitsOf(double d) { return std::bit_cast<Word>(d); }
constexpr double DoubleOf(Word w) { return std::bit_cast<double>(w); }

}  // namespace pyjit::ir

#endif  // IR_WORD_H_
