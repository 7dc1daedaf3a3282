#include "bytecode/instruction.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace pyjit {
namespace {

constexpr uint32_t Raises = kOpRaises, Jumps = kOpJumps, Ends = kOpEnds,
                   Calls = kOpCalls, Inplace = kOpInplace, Sense = kOpSense;

constexpr OpInfo kOps[] = {
#define PYJIT_OP(name, words, a, b, c, flags, doc)               \
  {#name, words, OperandKind::k##a, OperandKind::k##b,           \
   OperandKind::k##c, flags, doc},
#include "bytecode/opcodes.def"
#undef PYJIT_OP
};

void AppendOperand(OperandKind kind, uint16_t value, int64_t pc,
                   std::string* out) {
  switch (kind) {
    case OperandKind::kNone:
    case OperandKind::kJump32:
      return;
    case OperandKind::kConst:
      absl::StrAppend(out, " k", value);
      return;
    case OperandKind::kName:
      absl::StrAppend(out, " n", value);
      return;
    case OperandKind::kImm:
      absl::StrAppend(out, " ", static_cast<int16_t>(value));
      return;
    case OperandKind::kCount:
      absl::StrAppend(out, " #", value);
      return;
    case OperandKind::kMerge:
      absl::StrAppend(out, " m", value);
      return;
    case OperandKind::kJump:
      absl::StrAppend(out, " ->", pc + static_cast<int16_t>(value));
      return;
    case OperandKind::kDef:
    case OperandKind::kUse:
    case OperandKind::kUseDef:
    case OperandKind::kUseOpt:
    case OperandKind::kDefRun:
    case OperandKind::kUseRun:
    case OperandKind::kBase:
      if (value == kNoRegister && kind == OperandKind::kUseOpt) {
        absl::StrAppend(out, " -");
      } else {
        absl::StrAppend(out, " r", value);
      }
      return;
  }
}

}  // namespace

const OpInfo& InfoOf(Op op) { return kOps[static_cast<int>(op)]; }

int64_t JumpTarget(Word w, Word next, int64_t pc) {
  const OpInfo& info = InfoOf(OpOf(w));
  if (info.b == OperandKind::kJump32) return pc + Jump32Of(w);
  if (info.c == OperandKind::kJump) return pc + SignedCOf(w);
  if (OpOf(w) == Op::kFOR_ITER) return pc + static_cast<int32_t>(next);
  return -1;
}

std::string Disassemble(absl::Span<const Word> code) {
  std::string out;
  for (size_t pc = 0; pc < code.size();) {
    const Word w = code[pc];
    const OpInfo& info = InfoOf(OpOf(w));
    absl::StrAppendFormat(&out, "%5d %-16s", pc, info.name);
    AppendOperand(info.a, AOf(w), pc, &out);
    AppendOperand(info.b, BOf(w), pc, &out);
    AppendOperand(info.c, COf(w), pc, &out);
    const Word next = pc + 1 < code.size() ? code[pc + 1] : 0;
    if (info.b == OperandKind::kJump32 || OpOf(w) == Op::kFOR_ITER) {
      absl::StrAppend(&out, " ->", JumpTarget(w, next, pc));
    }
    if (XOf(w) != 0) absl::StrAppend(&out, " x=", XOf(w));
    out += '\n';
    pc += info.words;
  }
  return out;
}

}  // namespace pyjit
