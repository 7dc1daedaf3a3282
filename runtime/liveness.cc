#include "runtime/liveness.h"

#include "bytecode/instruction.h"
#include "runtime/thread.h"

namespace pyjit {
namespace {

constexpr int kHeader = kFrameHeaderWords;

// Length of a UseRun operand.
int RunLength(Op op, Word w) {
  switch (op) {
    case Op::kBUILD_DICT:
      return 2 * COf(w);
    case Op::kBUILD_SLICE:
    case Op::kMATCH_CLASS:
      return 3;
    case Op::kMAKE_FUNCTION:
      return __builtin_popcount(XOf(w));
    default:
      return COf(w);
  }
}

}  // namespace

RegisterUse UseOf(const CodeBlock& block, uint32_t pc) {
  RegisterUse result;
  const Word w = block.instructions[pc];
  const Op op = OpOf(w);
  const OpInfo& info = InfoOf(op);
  auto operand = [&](OperandKind kind, uint16_t value) {
    switch (kind) {
      case OperandKind::kDef:
        result.defs.push_back(value);
        break;
      case OperandKind::kUse:
        result.uses.push_back(value);
        break;
      case OperandKind::kUseDef:
        result.uses.push_back(value);
        result.defs.push_back(value);
        break;
      case OperandKind::kUseOpt:
        if (value != kNoRegister) result.uses.push_back(value);
        break;
      case OperandKind::kUseRun:
        for (int i = 0; i < RunLength(op, w); ++i) {
          result.uses.push_back(value + i);
        }
        break;
      default:
        break;
    }
  };
  operand(info.a, AOf(w));
  operand(info.b, BOf(w));
  operand(info.c, COf(w));
  const uint16_t a = AOf(w), b = BOf(w), c = COf(w);
  switch (op) {
    case Op::kLOAD_METHOD:
      result.defs.push_back(a);
      result.defs.push_back(a + kHeader);
      break;
    case Op::kUNPACK:
      for (int i = 0; i < c; ++i) result.defs.push_back(a + i);
      break;
    case Op::kUNPACK_EX: {
      const int count = c + 1 + static_cast<int>(block.instructions[pc + 1]);
      for (int i = 0; i < count; ++i) result.defs.push_back(a + i);
      break;
    }
    case Op::kEXC_INFO:
      for (int i = 0; i < 3; ++i) result.defs.push_back(a + i);
      break;
    case Op::kMATCH_GROUP:
      for (int i = 0; i < 2; ++i) result.defs.push_back(a + i);
      break;
    case Op::kCOPY_CLOSURE: {
      const int first =
          block.first_cell + static_cast<int>(block.cell_names.size());
      for (size_t i = 0; i < block.free_names.size(); ++i) {
        result.defs.push_back(first + i);
      }
      break;
    }
    case Op::kCALL:
    case Op::kCALL_KW:
    case Op::kCALL_METHOD:
    case Op::kCALL_METHOD_KW:
    case Op::kCALL_EX: {
      result.uses.push_back(b);
      int count = c;
      if (op == Op::kCALL_KW || op == Op::kCALL_METHOD_KW) {
        count += block.constants[block.instructions[pc + 1]].as<Tuple>()->length;
      }
      if (op == Op::kCALL_METHOD || op == Op::kCALL_METHOD_KW) ++count;
      if (op == Op::kCALL_EX) count = 2;
      for (int i = 0; i < count; ++i) result.uses.push_back(b + kHeader + i);
      break;
    }
    default:
      break;
  }
  return result;
}

Liveness::Liveness(const CodeBlock& block, Reads reads)
    : words_((block.register_count + 63) / 64 + 1),
      live_((block.instructions.size() + 1) * words_, 0),
      joins_(block.instructions.size() + 1, false) {
  struct Instruction {
    uint32_t pc;
    RegisterUse use;
    int64_t next, target;         // -1: none
    std::vector<uint32_t> handlers;  // indices into block.exceptions
  };
  std::vector<Instruction> code;
  const auto& words = block.instructions;
  for (uint32_t pc = 0; pc < words.size();) {
    const Word w = words[pc];
    const OpInfo& info = InfoOf(OpOf(w));
    Instruction instruction;
    instruction.pc = pc;
    instruction.use = UseOf(block, pc);
    if (reads == Reads::kUnchecked && OpOf(w) == Op::kCHECK_BOUND) {
      instruction.use.defs.swap(instruction.use.uses);
    }
    const uint32_t after = pc + info.words;
    instruction.next = (info.flags & kOpEnds) ? -1 : int64_t{after};
    instruction.target =
        JumpTarget(w, after > pc + 1 ? words[pc + 1] : 0, pc);
    if (instruction.target >= 0) joins_[instruction.target] = true;
    for (uint32_t i = 0; i < block.exceptions.size(); ++i) {
      const ExceptionEntry& entry = block.exceptions[i];
      if (pc >= entry.start && pc < entry.end) {
        instruction.handlers.push_back(i);
        break;  // the innermost one takes it
      }
    }
    code.push_back(std::move(instruction));
    pc = after;
  }
  const bool reads_locals = reads == Reads::kAll && (block.flags & kCodeReadsLocals) != 0;
  std::vector<uint64_t> set(words_);
  for (bool changed = true; changed;) {
    changed = false;
    for (auto it = code.rbegin(); it != code.rend(); ++it) {
      std::fill(set.begin(), set.end(), 0);
      auto join = [&](uint32_t pc) {
        for (uint32_t i = 0; i < words_; ++i) set[i] |= live_[pc * words_ + i];
      };
      auto clear = [&](uint16_t reg) {
        set[reg / 64] &= ~(uint64_t{1} << (reg % 64));
      };
      auto add = [&](uint16_t reg) { set[reg / 64] |= uint64_t{1} << (reg % 64); };
      if (it->target >= 0) join(it->target);
      if (OpOf(words[it->pc]) == Op::kFOR_ITER) {
        // It defines its destination only where it jumps.
        for (uint16_t reg : it->use.defs) clear(reg);
        join(it->next);
      } else {
        if (it->next >= 0) join(it->next);
        for (uint16_t reg : it->use.defs) clear(reg);
      }
      // A handler sees the registers as they were before the result.
      for (uint32_t index : it->handlers) {
        const ExceptionEntry& entry = block.exceptions[index];
        const bool had = (set[entry.exc_reg / 64] >> (entry.exc_reg % 64)) & 1;
        join(entry.target);
        if (!had) clear(entry.exc_reg);
      }
      for (uint16_t reg : it->use.uses) add(reg);
      if (reads_locals) {
        for (uint16_t reg = 0; reg < block.first_pinned; ++reg) add(reg);
      }
      for (uint32_t i = 0; i < words_; ++i) {
        uint64_t& word = live_[it->pc * words_ + i];
        if ((set[i] | word) != word) {
          word |= set[i];
          changed = true;
        }
      }
    }
  }
}

}  // namespace pyjit
