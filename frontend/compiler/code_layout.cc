#include <algorithm>

#include "frontend/compiler/code_builder.h"

// From symbolic instructions to words.

namespace pyjit::compiler {
namespace {

// Words of the long form of a short conditional jump: opposite test, JUMP.
constexpr int kLongJumpWords = 2;

// Keeps the registers below its C (bytecode/opcodes.def).
bool Suspends(Op op) {
  return op == Op::kMAKE_GENERATOR || op == Op::kYIELD || op == Op::kYIELD_FROM;
}

bool IsShortJump(Op op) { return InfoOf(op).c == OperandKind::kJump; }

// Says which ranges a position lies in, without looking at all of them: nested
// finally parts make as many ranges as instructions. A segment tree.
class Stabber {
 public:
  explicit Stabber(size_t size) : size_(size), nodes_(2 * size) {}

  // Positions from `start` up to `end`.
  void Add(size_t start, size_t end, int range) {
    for (start += size_, end += size_; start < end; start /= 2, end /= 2) {
      if (start % 2 == 1) nodes_[start++].push_back(range);
      if (end % 2 == 1) nodes_[--end].push_back(range);
    }
  }

  // Calls `found` with each range around `position`, unless all of its nodes
  // there were taken before.
  template <typename Found>
  void Take(size_t position, Found found) {
    for (position += size_; position > 0; position /= 2) {
      for (int range : nodes_[position]) found(range);
      nodes_[position].clear();
    }
  }

 private:
  size_t size_;
  std::vector<std::vector<int>> nodes_;
};

}  // namespace

// Puts the loads of pinned constants where their outermost loops begin.
void CodeBuilder::ExpandPins() {
  std::vector<int> moved(code_.size() + 1);
  std::vector<Instr> out;
  out.reserve(code_.size() + unit_->pinned_constants.size());
  for (size_t i = 0; i < code_.size(); ++i) {
    moved[i] = static_cast<int>(out.size());
    if (!code_[i].pin_point) {
      out.push_back(code_[i]);
      continue;
    }
    auto pins = pins_at_.find(static_cast<int>(i));
    if (pins == pins_at_.end()) continue;
    for (int pin : pins->second) {
      out.push_back({Op::kLOAD_CONST, 0, false, kPinnedBase + pin,
                     unit_->pinned_constants[pin], 0, 0, -1, code_[i].span});
    }
  }
  moved[code_.size()] = static_cast<int>(out.size());
  code_ = std::move(out);
  for (LabelInfo& label : labels_) {
    if (label.position >= 0) label.position = moved[label.position];
  }
  for (Range& range : ranges_) {
    range.start = moved[range.start];
    range.end = moved[range.end];
  }
}

// A jump to a jump goes to where that one goes.
void CodeBuilder::ThreadJumps() {
  for (Instr& instr : code_) {
    for (int hops = 0; instr.label >= 0 && hops < 8; ++hops) {
      const int at = labels_[instr.label].position;
      if (at >= static_cast<int>(code_.size())) break;
      const Instr& next = code_[at];
      if (next.op != Op::kJUMP || next.label == instr.label) break;
      if (next.keeps_line && next.span.line != instr.span.line) break;
      instr.label = next.label;
    }
  }
}

// Marks what can be executed: from the start, over jumps, and from instructions
// that may raise to their handlers.
std::vector<bool> CodeBuilder::Reached() const {
  std::vector<bool> reached(code_.size());
  std::vector<bool> handled(ranges_.size());
  Stabber ranges(ranges_.empty() ? 0 : code_.size());
  for (size_t r = 0; r < ranges_.size(); ++r) {
    ranges.Add(ranges_[r].start, ranges_[r].end, static_cast<int>(r));
  }
  std::vector<int> work = {0};
  while (!work.empty()) {
    int i = work.back();
    work.pop_back();
    while (i < size() && !reached[i]) {
      reached[i] = true;
      const uint32_t flags = InfoOf(code_[i].op).flags;
      if (code_[i].label >= 0) {
        work.push_back(labels_[code_[i].label].position);
      }
      if ((flags & kOpRaises) && !ranges_.empty()) {
        ranges.Take(i, [&](int r) {
          if (handled[r]) return;
          handled[r] = true;
          work.push_back(labels_[ranges_[r].handler].position);
        });
      }
      if (flags & kOpEnds) break;
      ++i;
    }
  }
  return reached;
}

// Removes jumps to the next instruction, lines that the next instruction has too, and what
// threading left unreachable.
void CodeBuilder::DropUseless() {
  const std::vector<bool> reached = Reached();
  std::vector<int> moved(code_.size() + 1);
  std::vector<Instr> out;
  out.reserve(code_.size());
  // A jump over nothing but dropped instructions is one to the next.
  auto next_kept = [&](size_t i) {
    while (i < code_.size() && !reached[i]) ++i;
    return i;
  };
  for (size_t i = 0; i < code_.size(); ++i) {
    moved[i] = static_cast<int>(out.size());
    if (!reached[i]) continue;
    if (code_[i].op == Op::kNOP) {
      const size_t next = next_kept(i + 1);
      const bool told = next < code_.size() && code_[next].op != Op::kJUMP &&
                        code_[next].span.line == code_[i].span.line;
      if (told) continue;
    }
    if (code_[i].op == Op::kJUMP &&
        next_kept(i + 1) ==
            static_cast<size_t>(labels_[code_[i].label].position)) {
      const bool told = out.empty() || out.back().span.line == code_[i].span.line;
      if (!code_[i].keeps_line || told) continue;
      out.push_back({Op::kNOP, 0, false, 0, 0, 0, 0, -1, code_[i].span});
      continue;
    }
    out.push_back(code_[i]);
  }
  moved[code_.size()] = static_cast<int>(out.size());
  code_ = std::move(out);
  for (LabelInfo& label : labels_) {
    if (label.position >= 0) label.position = moved[label.position];
  }
  for (Range& range : ranges_) {
    range.start = moved[range.start];
    range.end = moved[range.end];
  }
}

// Word offsets; short jumps that do not reach become long ones until all fit.
void CodeBuilder::Layout() {
  is_long_.assign(code_.size(), 0);
  offset_.resize(code_.size() + 1);
  for (bool changed = true; changed;) {
    changed = false;
    int at = 0;
    for (size_t i = 0; i < code_.size(); ++i) {
      offset_[i] = at;
      at += is_long_[i] ? kLongJumpWords : WordsOf(code_[i].op);
    }
    offset_[code_.size()] = at;
    for (size_t i = 0; i < code_.size(); ++i) {
      if (is_long_[i] || code_[i].label < 0 || !IsShortJump(code_[i].op)) {
        continue;
      }
      const int distance = offset_[labels_[code_[i].label].position] - offset_[i];
      if (distance < INT16_MIN || distance > INT16_MAX) {
        is_long_[i] = 1;
        changed = true;
      }
    }
  }
}

int CodeBuilder::RegNumber(Reg r) const {
  if (r == kNoReg) return kNoRegister;
  if (IsTemp(r)) {
    return fixed_ + static_cast<int>(unit_->pinned_constants.size()) +
           (r - kTempBase);
  }
  if (IsPinned(r)) return fixed_ + (r - kPinnedBase);
  return r;
}

int CodeBuilder::Operand(OperandKind kind, int32_t value) const {
  switch (kind) {
    case OperandKind::kDef:
    case OperandKind::kUse:
    case OperandKind::kUseDef:
    case OperandKind::kUseOpt:
    case OperandKind::kDefRun:
    case OperandKind::kUseRun:
    case OperandKind::kBase:
      return RegNumber(value);
    default:
      return value;
  }
}

// The most registers that any of the suspending instructions keeps.
int CodeBuilder::KeptRegisters() const {
  int most = 0;
  for (const Instr& instr : code_) {
    if (Suspends(instr.op)) most = std::max(most, RegNumber(instr.c));
  }
  return most;
}

void CodeBuilder::EmitWords(const Instr& instr, int index) {
  const OpInfo& info = InfoOf(instr.op);
  const int a = Operand(info.a, instr.a);
  std::vector<Word>& out = unit_->instructions;
  const int here = offset_[index];
  const int distance =
      instr.label < 0 ? 0 : offset_[labels_[instr.label].position] - here;
  if (info.b == OperandKind::kJump32) {
    out.push_back(EncodeJump32(instr.op, instr.x, a, distance));
    return;
  }
  int b = Operand(info.b, instr.b);
  int c = Operand(info.c, instr.c);
  if (Suspends(instr.op)) {
    c = RegNumber(instr.c);  // all registers below
    if (instr.op == Op::kMAKE_GENERATOR) b = KeptRegisters();
  }
  if (IsShortJump(instr.op)) {
    if (is_long_[index]) {
      out.push_back(Encode(instr.op, !instr.x, a, b, kLongJumpWords));
      out.push_back(EncodeJump32(Op::kJUMP, 0, 0, distance - 1));
    } else {
      out.push_back(
          Encode(instr.op, instr.x, a, b, static_cast<uint16_t>(distance)));
    }
    return;
  }
  if (instr.op == Op::kLOOP || instr.op == Op::kENTER) {
    unit_->merge_points[instr.b] = static_cast<uint32_t>(here);
  }
  out.push_back(Encode(instr.op, instr.x, a, b, c));
  if (instr.op == Op::kFOR_ITER) {
    out.push_back(static_cast<uint32_t>(distance));
  } else if (info.words == 2) {
    out.push_back(static_cast<uint32_t>(instr.word));
  }
  while (static_cast<int>(out.size()) < here + info.words) out.push_back(0);
}

void CodeBuilder::EmitTables() {
  for (size_t i = 0; i < code_.size(); ++i) {
    const SourceSpan& s = code_[i].span;
    if (i > 0 && s == code_[i - 1].span) continue;
    unit_->positions.push_back(
        {static_cast<uint32_t>(offset_[i]), s.line, s.end_line, s.col,
         s.end_col});
  }
  // Innermost first; equal depths do not overlap.
  std::sort(ranges_.begin(), ranges_.end(),
            [](const Range& a, const Range& b) {
              return a.depth != b.depth ? a.depth > b.depth : a.start < b.start;
            });
  for (const Range& range : ranges_) {
    if (offset_[range.start] == offset_[range.end]) continue;
    unit_->exceptions.push_back(
        {static_cast<uint32_t>(offset_[range.start]),
         static_cast<uint32_t>(offset_[range.end]),
         static_cast<uint32_t>(offset_[labels_[range.handler].position]),
         static_cast<uint16_t>(RegNumber(range.exc_reg))});
  }
}

const char* CodeBuilder::Finish() {
  ExpandPins();
  ThreadJumps();
  DropUseless();
  unit_->first_pinned = fixed_;
  // One more than needed: a call may shift its arguments up by one.
  const int registers = fixed_ +
                        static_cast<int>(unit_->pinned_constants.size()) +
                        (max_temp_ - kTempBase);
  if (registers >= kNoRegister) return "too many local variables or values";
  unit_->register_count = registers;
  if (unit_->names.size() > 65535) return "too many names";
  if (unit_->constants.size() > 65535) return "too many constants";
  if (unit_->merge_points.size() > 65535) return "too many loops";
  Layout();
  if (offset_.back() < 0 || code_.size() > (1u << 28)) return "code too large";
  unit_->instructions.reserve(offset_.back());
  for (size_t i = 0; i < code_.size(); ++i) {
    EmitWords(code_[i], static_cast<int>(i));
  }
  EmitTables();
  return nullptr;
}

}  // namespace pyjit::compiler
