#ifndef BYTECODE_INSTRUCTION_H_
#define BYTECODE_INSTRUCTION_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

// Encoding of register bytecode (design D4). An instruction's first word is
//
//   bits 0-7 opcode | 8-15 x | 16-31 A | 32-47 B | 48-63 C
//
// B and C together hold a signed 32-bit jump offset where the table says so.
// Jump offsets count words from the jumping instruction's first word.

namespace pyjit {

enum class Op : uint8_t {
#define PYJIT_OP(name, words, a, b, c, flags, doc) k##name,
#include "bytecode/opcodes.def"
#undef PYJIT_OP
};
inline constexpr int kOpCount = 0
#define PYJIT_OP(name, words, a, b, c, flags, doc) +1
#include "bytecode/opcodes.def"
#undef PYJIT_OP
    ;
static_assert(kOpCount <= 256);

inline constexpr uint16_t kNoRegister = 0xFFFF;

using Word = uint64_t;

inline constexpr Word Encode(Op op, uint8_t x, uint16_t a, uint16_t b,
                             uint16_t c) {
  return static_cast<Word>(op) | (static_cast<Word>(x) << 8) |
         (static_cast<Word>(a) << 16) | (static_cast<Word>(b) << 32) |
         (static_cast<Word>(c) << 48);
}
inline constexpr Word EncodeJump32(Op op, uint8_t x, uint16_t a, int32_t off) {
  return static_cast<Word>(op) | (static_cast<Word>(x) << 8) |
         (static_cast<Word>(a) << 16) |
         (static_cast<Word>(static_cast<uint32_t>(off)) << 32);
}
inline constexpr Op OpOf(Word w) { return static_cast<Op>(w & 0xFF); }
inline constexpr uint8_t XOf(Word w) { return (w >> 8) & 0xFF; }
inline constexpr uint16_t AOf(Word w) { return (w >> 16) & 0xFFFF; }
inline constexpr uint16_t BOf(Word w) { return (w >> 32) & 0xFFFF; }
inline constexpr uint16_t COf(Word w) { return w >> 48; }
inline constexpr int16_t SignedBOf(Word w) { return static_cast<int16_t>(BOf(w)); }
inline constexpr int16_t SignedCOf(Word w) { return static_cast<int16_t>(COf(w)); }
inline constexpr int32_t Jump32Of(Word w) { return static_cast<int32_t>(w >> 32); }

enum class OperandKind : uint8_t {
  kNone, kDef, kUse, kUseDef, kUseOpt, kDefRun, kUseRun, kBase, kConst, kName,
  kImm, kCount, kJump, kJump32, kMerge,
};
enum OpFlags : uint32_t {
  kOpRaises = 1, kOpJumps = 2, kOpEnds = 4, kOpCalls = 8, kOpInplace = 16,
  kOpSense = 32,
};

struct OpInfo {
  const char* name;
  int words;
  OperandKind a, b, c;
  uint32_t flags;
  const char* doc;
};
// The table's row; static, never fails.
const OpInfo& InfoOf(Op op);
inline int WordsOf(Op op);

// The word offset of the jump target of `w` at `pc`, or -1 if it does not jump to a fixed place.
// `next` is the instruction's second word (FOR_ITER's offset), 0 if none.
int64_t JumpTarget(Word w, Word next, int64_t pc);

// One line per instruction: offset, name, operands; jump targets as offsets.
// Deterministic: caches are not printed.
std::string Disassemble(absl::Span<const Word> code);

inline constexpr uint8_t kOpWords[] = {
#define PYJIT_OP(name, words, a, b, c, flags, doc) words,
#include "bytecode/opcodes.def"
#undef PYJIT_OP
};
inline int WordsOf(Op op) { return kOpWords[static_cast<int>(op)]; }

}  // namespace pyjit

#endif  // BYTECODE_INSTRUCTION_H_
