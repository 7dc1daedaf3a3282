// What attributes of code objects tell, of which new ones are made (code_construct.h).
#include <algorithm>
#include <string>
#include <vector>

#include "bytecode/instruction.h"
#include "runtime/code_construct.h"
#include "runtime/code_line_table.h"
#include "runtime/isolate.h"

namespace pyjit {

int64_t CodeFlagBits(const CodeBlock& block) {
  int64_t bits = IsFunctionCode(block) ? kOptimizedNewLocals : 0;
  for (const CodeFlagRow& row : kCodeFlagRows) {
    if (block.flags & row.ours) bits |= row.bit;
  }
  return bits;
}

std::vector<size_t> ShownNames(const CodeBlock& block) {
  std::vector<bool> named(block.names.size()), told(block.names.size());
  const std::vector<uint64_t>& words = block.instructions;
  for (size_t pc = 0; pc < words.size(); pc += static_cast<size_t>(WordsOf(OpOf(words[pc])))) {
    const Op op = OpOf(words[pc]);
    const OpInfo& info = InfoOf(op);
    const bool variable = op == Op::kCHECK_BOUND || op == Op::kLOAD_CELL ||
                          op == Op::kDELETE_CELL || op == Op::kLOAD_NAME_OR_CELL;
    auto mark = [&](OperandKind kind, size_t i) {
      if (kind == OperandKind::kName && i < named.size()) (variable ? told : named)[i] = true;
    };
    mark(info.a, AOf(words[pc]));
    mark(info.b, BOf(words[pc]));
    mark(info.c, COf(words[pc]));
  }
  std::vector<size_t> shown;
  for (size_t i = 0; i < block.names.size(); ++i) {
    if (named[i] || !told[i]) shown.push_back(i);
  }
  return shown;
}

std::vector<size_t> ShownConstants(Thread* t, const CodeBlock& block) {
  const Value none = t->isolate->none();
  const bool has_none = IsFunctionCode(block) && (block.doc.is_null() || block.doc == none);
  std::vector<size_t> shown;
  for (size_t i = 0; i < block.constants.size(); ++i) {
    const Value v = block.constants[i];
    if (!has_none || (!v.is_null() && v != none)) shown.push_back(i);
  }
  return shown;
}

std::vector<size_t> ShownCells(const CodeBlock& block) {
  std::vector<size_t> shown;
  std::vector<bool> is_parameter(block.cell_names.size());
  for (const Str* name : block.local_names) {
    const auto found = std::find(block.cell_names.begin(), block.cell_names.end(), name);
    if (found == block.cell_names.end()) continue;
    const auto i = static_cast<size_t>(found - block.cell_names.begin());
    if (!is_parameter[i]) shown.push_back(i);
    is_parameter[i] = true;
  }
  for (size_t i = 0; i < block.cell_names.size(); ++i) {
    if (!is_parameter[i]) shown.push_back(i);
  }
  return shown;
}

std::string CodeBytes(const CodeBlock& block) {
  const std::vector<uint64_t> words = PristineInstructions(block);
  return std::string(reinterpret_cast<const char*>(words.data()), words.size() * kWordBytes);
}

std::string ExceptionTableBytes(const CodeBlock& block) {
  std::string out;
  for (const ExceptionEntry& entry : block.exceptions) {
    bool first = true;
    const uint32_t numbers[4] = {entry.start, entry.end - entry.start, entry.target, 0};
    for (uint32_t n : numbers) {
      n *= kUnitsPerWord;
      std::string digits;
      for (int shift = 30; shift >= 0; shift -= 6) {
        const uint32_t digit = (n >> shift) & 0x3F;
        if (digits.empty() && digit == 0 && shift != 0) continue;
        digits.push_back(static_cast<char>(digit | (shift != 0 ? 0x40 : 0)));
      }
      if (first) digits[0] = static_cast<char>(digits[0] | 0x80);
      first = false;
      out += digits;
    }
  }
  return out;
}

}  // namespace pyjit
