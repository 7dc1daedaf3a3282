#include "runtime/frame_jump.h"

#include <algorithm>
#include <climits>
#include <cstdint>
#include <vector>

#include "absl/strings/str_cat.h"
#include "bytecode/instruction.h"
#include "runtime/block_stack.h"
#include "runtime/code.h"
#include "runtime/error.h"
#include "runtime/isolate.h"
#include "runtime/liveness.h"
#include "runtime/objects.h"
#include "runtime/types/int.h"
#include "runtime/warn.h"

namespace pyjit {
namespace {

bool Refuse(Thread* t, const char* why) {
  RaiseText(t, Exc::kValueError, why);
  return false;
}

// May the frame jump at the event that is being told?
bool MayJump(Thread* t, const FrameObject* object) {
  constexpr char kOnlyFromLine[] = "can only jump from a 'line' trace event";
  switch (static_cast<TraceEvent>(t->in_trace_function)) {
    case TraceEvent::kLine:
    case TraceEvent::kYield:
      break;
    case TraceEvent::kNone:
    case TraceEvent::kCall:
      return Refuse(t, "can't jump from the 'call' trace event of a new frame");
    default:
      return Refuse(t, kOnlyFromLine);
  }
  if (object->trace.is_null()) {
    return Refuse(t, "f_lineno can only be set by a trace function");
  }
  // Frames further out stand in the middle of a call.
  return object->event != TraceEvent::kNone || Refuse(t, kOnlyFromLine);
}

// Is the instruction part of a for loop's machinery? To jump to the line of a loop is to
// begin it anew.
bool IsForHeader(const CodeBlock& block, uint32_t pc) {
  const std::vector<Word>& words = block.instructions;
  if (OpOf(words[pc]) == Op::kFOR_ITER || OpOf(words[pc]) == Op::kGET_ANEXT) return true;
  if (OpOf(words[pc]) == Op::kLOAD_CONST) {
    return AOf(words[pc]) >= block.first_pinned &&
           AOf(words[pc]) < block.first_pinned + block.pinned_constants.size();
  }
  if (OpOf(words[pc]) == Op::kJUMP) {
    const auto target = static_cast<uint32_t>(JumpTarget(words[pc], 0, pc));
    return OpOf(words[target]) == Op::kFOR_ITER && block.LineAt(target) == block.LineAt(pc);
  }
  if (OpOf(words[pc]) != Op::kLOOP) return false;
  if (OpOf(words[pc + 1]) == Op::kGET_ANEXT) return true;
  for (uint32_t at = 0; at < words.size();) {
    const Op op = OpOf(words[at]);
    if (op == Op::kFOR_ITER && JumpTarget(words[at], words[at + 1], at) == pc &&
        block.LineAt(at) == block.LineAt(pc)) {
      return true;
    }
    at += static_cast<uint32_t>(WordsOf(op));
  }
  return false;
}

bool SamePlace(const PositionEntry* a, const PositionEntry* b) {
  return a != nullptr && b != nullptr && a->line == b->line && a->end_line == b->end_line &&
         a->col == b->col && a->end_col == b->end_col;
}

// The instructions of the first line from `line` on that has some, without the implicit
// return behind its last statement.
std::vector<uint32_t> InstructionsOf(const CodeBlock& block, int64_t line) {
  int64_t best = INT64_MAX;
  for (const PositionEntry& entry : block.positions) {
    if (entry.line >= line && entry.line > 0) best = std::min<int64_t>(best, entry.line);
  }
  std::vector<uint32_t> pcs;
  const std::vector<Word>& words = block.instructions;
  for (uint32_t pc = 0; pc < words.size();) {
    const bool implicit = OpOf(words[pc]) == Op::kRETURN_CONST && !pcs.empty() &&
                          SamePlace(block.PositionAt(pc), block.PositionAt(pcs.back()));
    if (block.LineAt(pc) == best && !implicit) pcs.push_back(pc);
    pc += static_cast<uint32_t>(WordsOf(OpOf(words[pc])));
  }
  return pcs;
}

bool IsHandled(const Temp& temp) {
  return temp.kind == TempKind::kHandled || temp.kind == TempKind::kOuterHandled;
}

// Can the temporaries of `to` be had from those of `from`? Those deeper in may be dropped.
// *moves: for each of `to` the index in `from`.
bool Compatible(const BlockStack& from, const BlockStack& to, std::vector<size_t>* moves) {
  moves->clear();
  size_t at = 0;
  for (const Temp& want : to) {
    // A handler that asks for its exception no more has no use for it.
    while (at < from.size() && from[at].kind == TempKind::kException &&
           want.kind != TempKind::kException) {
      ++at;
    }
    if (at == from.size() || from[at].kind != want.kind) return false;
    const bool same = from[at].reg == want.reg && from[at].writer == want.writer;
    // Half an expression, or what a statement keeps besides: only within the same one.
    if (want.kind == TempKind::kValue && (!same || want.writer < 0)) return false;
    moves->push_back(at++);
  }
  return true;
}

const char* WhyNot(const BlockStack& to) {
  if (to.empty()) return "incompatible stacks";
  switch (to.back().kind) {
    case TempKind::kIterator:
      return "can't jump into the body of a for loop";
    case TempKind::kException:
    case TempKind::kHandled:
    case TempKind::kOuterHandled:
      return "can't jump into an 'except' block as there's no exception";
    default:
      return "incompatible stacks";
  }
}

// The best instruction of the line to go to: in as many of the blocks as can be kept.
bool FindTarget(Thread* t, const CodeBlock& block, uint32_t from, int64_t line, uint32_t* out) {
  BlockStacks stacks(block);
  std::vector<uint32_t> pcs;
  for (uint32_t pc : InstructionsOf(block, line)) {
    if (!IsForHeader(block, pc)) pcs.push_back(std::max(pc, stacks.prologue_end()));
  }
  pcs.erase(std::unique(pcs.begin(), pcs.end()), pcs.end());
  const BlockStack start = stacks.At({from})[0];
  const std::vector<BlockStack> targets = stacks.At(pcs);
  const char* why = nullptr;
  bool found = false;
  size_t depth = 0;
  std::vector<size_t> moves;
  for (size_t i = 0; i < pcs.size(); ++i) {
    if (!Compatible(start, targets[i], &moves)) {
      if (why == nullptr) why = WhyNot(targets[i]);
      continue;
    }
    if (found && targets[i].size() <= depth) continue;
    found = true;
    depth = targets[i].size();
    *out = pcs[i];
  }
  return found || Refuse(t, why != nullptr ? why : "cannot find bytecode for specified line");
}

}  // namespace

bool SetFrameLine(Thread* t, FrameObject* object, Value value) {
  if (value.is_null()) {
    RaiseText(t, Exc::kAttributeError, "cannot delete attribute");
    return false;
  }
  if (!IsInt(value) || IsBool(value)) return Refuse(t, "lineno must be an integer");
  if (!MayJump(t, object)) return false;
  int64_t line;
  if (!IntAsInt64(value, &line) || line > INT_MAX || line < INT_MIN) {
    return Refuse(t, "lineno out of range");
  }
  const CodeBlock& block = *object->code.as<Code>()->block;
  if (line < block.first_line) {
    Raise(t, Exc::kValueError, "line %d comes before the current code block",
          static_cast<int>(line));
    return false;
  }
  if (InstructionsOf(block, line).empty()) {
    Raise(t, Exc::kValueError, "line %d comes after the current code block",
          static_cast<int>(line));
    return false;
  }
  const auto from = static_cast<uint32_t>(object->live->pc - block.instructions.data());
  uint32_t target;
  if (!FindTarget(t, block, from, line, &target)) return false;
  object->jump = target;
  return true;
}

namespace {

// Locals that code from there on reads without asking whether they are bound.
bool BindForgotten(Thread* t, const CodeBlock& block, uint32_t target, Value* regs) {
  const Liveness liveness(block, Liveness::Reads::kUnchecked);
  int forgotten = 0;
  for (uint16_t reg = 0; reg < block.local_names.size(); ++reg) {
    if (!regs[reg].is_null() || !liveness.LiveAt(target, reg)) continue;
    regs[reg] = t->isolate->none();
    ++forgotten;
  }
  if (forgotten == 0) return true;
  return Warn(t, Exc::kRuntimeWarning,
              absl::StrCat("assigning None to ", forgotten, " unbound local",
                           forgotten == 1 ? "" : "s"),
              1);
}

}  // namespace

bool CarryOutJump(Thread* t, FrameObject* object) {
  if (object->jump < 0) return true;
  const auto target = static_cast<uint32_t>(object->jump);
  object->jump = -1;
  Frame* frame = object->live;
  if (frame == nullptr) return true;
  const CodeBlock& block = *frame->code->block;
  Value* regs = frame->regs();
  const auto from = static_cast<uint32_t>(frame->pc - block.instructions.data());
  BlockStacks stacks(block);
  const BlockStack start = stacks.At({from})[0], end = stacks.At({target})[0];
  std::vector<size_t> moves;
  if (!Compatible(start, end, &moves)) return Refuse(t, "incompatible stacks");
  const size_t kept = moves.empty() ? 0 : moves.back() + 1;
  for (size_t i = start.size(); i-- > kept;) {
    if (!IsHandled(start[i])) continue;
    t->handled = start[i].kind == TempKind::kOuterHandled && (frame->flags & kFrameGenerator)
                     ? frame->extra.as<Generator>()->resumer_handled
                     : regs[start[i].reg];
  }
  // All are read before one is written; nothing collects in between.
  std::vector<Value> copies;
  for (size_t i : moves) copies.push_back(regs[start[i].reg]);
  for (size_t i = 0; i < end.size(); ++i) regs[end[i].reg] = copies[i];
  for (size_t i = 0; i < block.pinned_constants.size(); ++i) {
    regs[block.first_pinned + i] = block.constants[block.pinned_constants[i]];
  }
  frame->pc = block.instructions.data() + target;
  object->pc = target;
  object->last_line = block.LineAt(target);
  object->jumped_back = false;
  return BindForgotten(t, block, target, regs);
}

}  // namespace pyjit
