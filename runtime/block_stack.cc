#include "runtime/block_stack.h"

#include <algorithm>
#include <utility>

#include "bytecode/instruction.h"

namespace pyjit {
namespace {

bool IsPrologue(Op op) {
  return op == Op::kENTER || op == Op::kMAKE_GENERATOR || op == Op::kCOPY_CLOSURE ||
         op == Op::kMAKE_CELL;
}

uint32_t PrologueEnd(const CodeBlock& block) {
  const std::vector<Word>& words = block.instructions;
  uint32_t pc = 0;
  while (pc + 1 < words.size()) {
    const Word w = words[pc], next = words[pc + 1];
    const bool parameter = OpOf(w) == Op::kMOVE && OpOf(next) == Op::kMAKE_CELL &&
                           AOf(w) == AOf(next);  // into its cell
    if (!IsPrologue(OpOf(w)) && !parameter) break;
    pc += static_cast<uint32_t>(WordsOf(OpOf(w)));
  }
  return pc;
}

TempKind KindWrittenBy(Word w) {
  switch (OpOf(w)) {
    case Op::kGET_ITER:
    case Op::kGET_AITER:
      return TempKind::kIterator;
    case Op::kPUSH_HANDLED:
      return XOf(w) != 0 ? TempKind::kOuterHandled : TempKind::kHandled;
    case Op::kLOAD_SPECIAL: {
      const auto slot = static_cast<Slot>(COf(w));
      return slot == Slot::kExit || slot == Slot::kAExit ? TempKind::kExit : TempKind::kValue;
    }
    default:
      return TempKind::kValue;
  }
}

}  // namespace

BlockStacks::BlockStacks(const CodeBlock& block)
    : block_(block),
      liveness_(block),
      first_temp_(block.first_pinned + static_cast<uint32_t>(block.pinned_constants.size())),
      prologue_end_(PrologueEnd(block)) {
  std::vector<uint32_t> targets;
  const std::vector<Word>& words = block.instructions;
  for (uint32_t pc = 0; pc < words.size();) {
    const auto size = static_cast<uint32_t>(WordsOf(OpOf(words[pc])));
    const int64_t target = JumpTarget(words[pc], size > 1 ? words[pc + 1] : 0, pc);
    if (target >= 0) targets.push_back(static_cast<uint32_t>(target));
    pc += size;
  }
  for (const ExceptionEntry& entry : block.exceptions) targets.push_back(entry.target);
  std::sort(targets.begin(), targets.end());
  targets.erase(std::unique(targets.begin(), targets.end()), targets.end());
  for (uint32_t target : targets) joins_.emplace_back(target, State());
  Analyze();
}

// Changes the state to what holds behind the instruction.
void BlockStacks::Step(uint32_t pc, State* state) const {
  const Word w = block_.instructions[pc];
  for (uint16_t reg : UseOf(block_, pc).defs) {
    if (reg < first_temp_) continue;
    (*state)[reg - first_temp_] = {KindWrittenBy(w), pc};
  }
}

void BlockStacks::Flow(uint32_t to, const State& state, bool* changed) {
  auto it = std::lower_bound(joins_.begin(), joins_.end(), to,
                             [](const auto& join, uint32_t pc) { return join.first < pc; });
  State& old = it->second;
  if (old.empty()) {
    old = state;
    *changed = true;
    return;
  }
  for (size_t i = 0; i < old.size(); ++i) {
    if (old[i] == state[i] || old[i] == Content()) continue;
    if (!liveness_.LiveAt(to, static_cast<uint16_t>(first_temp_ + i))) continue;
    // The same thing from several places stays that.
    const Content merged = {old[i].kind == state[i].kind ? old[i].kind : TempKind::kValue, -1};
    if (old[i] == merged) continue;
    old[i] = merged;
    *changed = true;
  }
}

void BlockStacks::Analyze() {
  const std::vector<Word>& words = block_.instructions;
  const size_t temps = block_.register_count - std::min<size_t>(first_temp_, block_.register_count);
  for (bool changed = true; changed;) {
    changed = false;
    State state(temps + 1);
    size_t join = 0;
    bool reached = true;
    for (uint32_t pc = 0; pc < words.size();) {
      const Word w = words[pc];
      const OpInfo& info = InfoOf(OpOf(w));
      if (join < joins_.size() && joins_[join].first == pc) {
        if (reached) Flow(pc, state, &changed);
        if (!joins_[join].second.empty()) {
          state = joins_[join].second;
          reached = true;
        }
        ++join;
      }
      const auto after = pc + static_cast<uint32_t>(info.words);
      if (reached) {
        if (info.flags & kOpRaises) {
          for (const ExceptionEntry& entry : block_.exceptions) {
            if (pc < entry.start || pc >= entry.end) continue;
            State handler = state;
            if (entry.exc_reg >= first_temp_) {
              handler[entry.exc_reg - first_temp_] = {TempKind::kException, entry.target};
            }
            Flow(entry.target, handler, &changed);
            break;
          }
        }
        Step(pc, &state);
        const int64_t target = JumpTarget(w, info.words > 1 ? words[pc + 1] : 0, pc);
        if (target >= 0) Flow(static_cast<uint32_t>(target), state, &changed);
        if (info.flags & kOpEnds) reached = false;
      }
      pc = after;
    }
  }
}

std::vector<BlockStack> BlockStacks::At(const std::vector<uint32_t>& pcs) const {
  std::vector<BlockStack> stacks(pcs.size());
  const std::vector<Word>& words = block_.instructions;
  const size_t temps = block_.register_count - std::min<size_t>(first_temp_, block_.register_count);
  State state(temps + 1);
  size_t join = 0, next = 0;
  for (uint32_t pc = 0; pc < words.size() && next < pcs.size();) {
    if (join < joins_.size() && joins_[join].first == pc) {
      if (!joins_[join].second.empty()) state = joins_[join].second;
      ++join;
    }
    while (next < pcs.size() && pcs[next] == pc) {
      for (uint32_t reg = first_temp_; reg < block_.register_count; ++reg) {
        if (!liveness_.LiveAt(pc, static_cast<uint16_t>(reg))) continue;
        const Content& content = state[reg - first_temp_];
        stacks[next].push_back({content.kind, static_cast<uint16_t>(reg), content.writer});
      }
      ++next;
    }
    Step(pc, &state);
    pc += static_cast<uint32_t>(WordsOf(OpOf(words[pc])));
  }
  return stacks;
}

}  // namespace pyjit
