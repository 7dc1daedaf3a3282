#include "stdlib/sre_matcher.h"

#include <algorithm>
#include <cstring>

#include "interp/interpreter.h"
#include "runtime/error.h"
#include "runtime/heap.h"

namespace pyjit {
namespace {

// What failing goes back to. Entries that restore something lie above the
// choice that was made before it was changed.
struct Undo {
  enum Kind : uint32_t {
    kChoice,     // go on at `index` from `a`
    kMark,       // mark `index` was a, last index b
    kRegister,   // register `index` was a
    kGreedyRun,  // run before `index`: chars from a on may be given back up to
                 // b
    kLazyRun,    // run at `index` stands at a after b chars
  };
  Kind kind;
  uint32_t index;
  int64_t a, b;
};

template <typename Char>
class Matcher {
 public:
  Matcher(Thread* t, const SreTree& tree, const SreProgram& program,
          const SreText& text, const SreRequest& request, int64_t* marks)
      : t_(t),
        tree_(tree),
        program_(program),
        chars_(static_cast<const Char*>(text.chars)),
        request_(request),
        end_(request.end),
        marks_(marks) {
    registers_.assign(program.registers, 0);
  }
  ~Matcher() {
    if (charged_ != 0) t_->heap->ChargeExternal(-charged_);
  }
  Matcher(const Matcher&) = delete;
  Matcher& operator=(const Matcher&) = delete;

  int Run() {
    const bool search = request_.mode == SreMode::kSearch;
    const SreInst& first = program_.insts[0];
    for (int64_t start = request_.start; start <= end_; ++start) {
      if (search) {
        start = NextStart(first, start);
        if (start > end_) return 0;
      }
      int result = From(start);
      if (result != 0) return result;
      if (!search) return 0;
    }
    return 0;
  }
  int64_t last_index() const { return last_index_; }

 private:
  // The first place from `at` on where the pattern may begin.
  int64_t NextStart(const SreInst& first, int64_t at) const {
    if (first.op == SreInst::kLiteral) {
      if (first.a > static_cast<uint32_t>(static_cast<Char>(-1)))
        return end_ + 1;
      if constexpr (sizeof(Char) == 1) {
        const void* found =
            at < end_ ? std::memchr(chars_ + at, static_cast<int>(first.a),
                                    static_cast<size_t>(end_ - at))
                      : nullptr;
        return found == nullptr ? end_ + 1
                                : static_cast<const Char*>(found) - chars_;
      }
      while (at < end_ && chars_[at] != first.a) ++at;
      return at < end_ ? at : end_ + 1;
    }
    if (first.op == SreInst::kTest ||
        (first.op == SreInst::kGreedyRun && first.b > 0)) {
      const SreCharTest& test = tree_.tests[first.a];
      while (at < end_ && !test.Has(tree_.code, chars_[at])) ++at;
      return at < end_ ? at : end_ + 1;
    }
    return at;
  }

  bool Has(uint32_t test, int64_t at) const {
    return tree_.tests[test].Has(tree_.code, chars_[at]);
  }

  bool Push(Undo::Kind kind, uint32_t index, int64_t a, int64_t b = 0) {
    if (stack_.size() == stack_.capacity()) [[unlikely]] {
      const size_t wanted = std::max<size_t>(64, stack_.capacity() * 2);
      const auto bytes =
          static_cast<int64_t>((wanted - stack_.capacity()) * sizeof(Undo));
      if (!t_->heap->ChargeExternal(bytes)) {
        RaiseMemoryError(t_);
        return false;
      }
      charged_ += bytes;
      stack_.reserve(wanted);
    }
    stack_.push_back({kind, index, a, b});
    return true;
  }
  bool SetRegister(uint32_t index, int64_t value) {
    if (!Push(Undo::kRegister, index, registers_[index])) return false;
    registers_[index] = value;
    return true;
  }

  void Restore(const Undo& undo) {
    if (undo.kind == Undo::kMark) {
      marks_[undo.index + 2] = undo.a;
      last_index_ = undo.b;
    } else if (undo.kind == Undo::kRegister) {
      registers_[undo.index] = undo.a;
    }
  }
  // Forgets the choices above `height`; what restores marks and registers
  // stays.
  void Commit(int64_t height) {
    auto out = stack_.begin() + height;
    for (auto at = out; at != stack_.end(); ++at) {
      if (at->kind == Undo::kMark || at->kind == Undo::kRegister) *out++ = *at;
    }
    stack_.erase(out, stack_.end());
  }
  void Rewind(int64_t height) {
    while (static_cast<int64_t>(stack_.size()) > height) {
      Restore(stack_.back());
      stack_.pop_back();
    }
  }

  bool IsWord(SreAt at, int64_t i) const {
    return at == SreAt::kUniBoundary || at == SreAt::kUniNonBoundary
               ? SreIsUnicodeWord(chars_[i])
               : SreIsAsciiWord(chars_[i]);
  }
  bool Holds(SreAt at, int64_t pos) const {
    switch (at) {
      case SreAt::kBeginning:
      case SreAt::kBeginningString:
        return pos == 0;
      case SreAt::kBeginningLine:
        return pos == 0 || chars_[pos - 1] == '\n';
      case SreAt::kEnd:
        return pos == end_ || (pos + 1 == end_ && chars_[pos] == '\n');
      case SreAt::kEndLine:
        return pos == end_ || chars_[pos] == '\n';
      case SreAt::kEndString:
        return pos == end_;
      case SreAt::kBoundary:
      case SreAt::kLocBoundary:
      case SreAt::kUniBoundary:
      case SreAt::kNonBoundary:
      case SreAt::kLocNonBoundary:
      case SreAt::kUniNonBoundary: {
        const bool wanted = at == SreAt::kBoundary ||
                            at == SreAt::kLocBoundary ||
                            at == SreAt::kUniBoundary;
        if (end_ == 0) return false;  // as CPython 3.11 has it, for both
        const bool before = pos > 0 && IsWord(at, pos - 1);
        const bool after = pos < end_ && IsWord(at, pos);
        return (before != after) == wanted;
      }
      case SreAt::kCount:
        break;
    }
    return false;
  }

  // How many chars from `pos` on pass, at most `max`.
  int64_t CountRun(uint32_t index, int64_t pos, int64_t max) const {
    const SreCharTest& test = tree_.tests[index];
    const int64_t stop = max < end_ - pos ? pos + max : end_;
    int64_t at = pos;
    if (test.kind == SreCharTest::kAnyChar) return stop - pos;
    while (at < stop && test.Has(tree_.code, chars_[at])) ++at;
    return at - pos;
  }

  bool SameText(SreCase ignore, int64_t at, int64_t from,
                int64_t length) const {
    if (ignore == SreCase::kExact) {
      return std::memcmp(chars_ + at, chars_ + from,
                         static_cast<size_t>(length) * sizeof(Char)) == 0;
    }
    for (int64_t i = 0; i < length; ++i) {
      if (SreLower(ignore, chars_[at + i]) !=
          SreLower(ignore, chars_[from + i]))
        return false;
    }
    return true;
  }

  // One attempt. 1, 0, -1.
  int From(int64_t start);

  Thread* t_;
  const SreTree& tree_;
  const SreProgram& program_;
  const Char* chars_;
  const SreRequest request_;
  const int64_t end_;
  int64_t* marks_;
  int64_t last_index_ = -1;
  std::vector<int64_t> registers_;
  std::vector<Undo> stack_;
  int64_t charged_ = 0;
  uint32_t steps_ = 0;
};

template <typename Char>
int Matcher<Char>::From(int64_t start) {
  const SreInst* const insts = program_.insts.data();
  int64_t pos = start;
  uint32_t pc = 0;
  stack_.clear();
  std::fill_n(marks_, 2 * (tree_.groups + 1), -1);
  last_index_ = -1;
  for (;;) {
    const SreInst& inst = insts[pc];
    bool ok = true;
    switch (inst.op) {
      case SreInst::kLiteral:
        ok = pos < end_ && chars_[pos] == inst.a;
        ++pos;
        ++pc;
        break;
      case SreInst::kTest:
        ok = pos < end_ && Has(inst.a, pos);
        ++pos;
        ++pc;
        break;
      case SreInst::kAt:
        ok = Holds(static_cast<SreAt>(inst.a), pos);
        ++pc;
        break;
      case SreInst::kMark:
        if (!Push(Undo::kMark, inst.a, marks_[inst.a + 2], last_index_))
          return -1;
        marks_[inst.a + 2] = pos;
        if (inst.a & 1) last_index_ = inst.a / 2 + 1;
        ++pc;
        break;
      case SreInst::kSplit:
        if (!Push(Undo::kChoice, inst.a, pos)) return -1;
        ++pc;
        break;
      case SreInst::kJump:
        pc = inst.a;
        break;
      case SreInst::kGreedyRun:
      case SreInst::kPossessiveRun: {
        const int64_t n = CountRun(inst.a, pos, inst.c);
        ok = n >= inst.b;
        ++pc;
        if (ok && inst.op == SreInst::kGreedyRun && n > inst.b &&
            !Push(Undo::kGreedyRun, pc, pos + inst.b, pos + n)) {
          return -1;
        }
        pos += n;
        break;
      }
      case SreInst::kLazyRun: {
        const int64_t n = CountRun(inst.a, pos, inst.b);
        ok = n >= inst.b;
        pos += n;
        if (ok && !Push(Undo::kLazyRun, pc, pos, n)) return -1;
        ++pc;
        break;
      }
      case SreInst::kLoopStart:
        if (!SetRegister(inst.a, 0) || !SetRegister(inst.a + 1, -1)) return -1;
        pc = inst.b;
        break;
      case SreInst::kGreedyLoop: {
        const int64_t count = registers_[inst.a];
        if (count < inst.b) {
          if (!SetRegister(inst.a, count + 1)) return -1;
          pc = inst.d;
          break;
        }
        ++pc;
        if ((count < inst.c || inst.c == kSreMaxRepeat) &&
            pos != registers_[inst.a + 1]) {
          if (!Push(Undo::kChoice, pc, pos) ||
              !SetRegister(inst.a, count + 1) ||
              !SetRegister(inst.a + 1, pos)) {
            return -1;
          }
          pc = inst.d;
        }
        break;
      }
      case SreInst::kLazyLoop: {
        const int64_t count = registers_[inst.a];
        if (count < inst.b) {
          if (!SetRegister(inst.a, count + 1)) return -1;
          pc = inst.d;
          break;
        }
        if (!Push(Undo::kChoice, pc + 1, pos)) return -1;
        pc += 2;
        break;
      }
      case SreInst::kLazyMore: {
        const int64_t count = registers_[inst.a];
        ok = (count < inst.c || inst.c == kSreMaxRepeat) &&
             pos != registers_[inst.a + 1];
        if (!ok) break;
        if (!SetRegister(inst.a, count + 1) || !SetRegister(inst.a + 1, pos))
          return -1;
        pc = inst.d;
        break;
      }
      case SreInst::kAtomicStart:
        // The height is that below the entry which restores the register.
        if (!SetRegister(inst.a, static_cast<int64_t>(stack_.size())))
          return -1;
        ++pc;
        break;
      case SreInst::kAtomicEnd:
        Commit(registers_[inst.a]);
        ++pc;
        break;
      case SreInst::kLookStart:
        ok = pos >= inst.b;
        if (!ok) break;
        if (!SetRegister(inst.a, static_cast<int64_t>(stack_.size())) ||
            !SetRegister(inst.a + 1, pos)) {
          return -1;
        }
        pos -= inst.b;
        ++pc;
        break;
      case SreInst::kLookEnd:
        pos = registers_[inst.a + 1];
        Commit(registers_[inst.a]);
        ++pc;
        break;
      case SreInst::kNotLookStart:
        if (pos < inst.b) {
          pc = inst.d;
          break;
        }
        if (!SetRegister(inst.a, static_cast<int64_t>(stack_.size())) ||
            !Push(Undo::kChoice, inst.d, pos)) {
          return -1;
        }
        pos -= inst.b;
        ++pc;
        break;
      case SreInst::kNotLookEnd:
        Rewind(registers_[inst.a]);
        ok = false;
        break;
      case SreInst::kGroupRef: {
        const int64_t from = marks_[2 * inst.a + 2],
                      to = marks_[2 * inst.a + 3];
        ok = from >= 0 && to >= from && to - from <= end_ - pos &&
             SameText(static_cast<SreCase>(inst.b), pos, from, to - from);
        pos += to - from;
        ++pc;
        break;
      }
      case SreInst::kIfGroup:
        pc = marks_[2 * inst.a + 2] >= 0 &&
                     marks_[2 * inst.a + 3] >= marks_[2 * inst.a + 2]
                 ? pc + 1
                 : inst.b;
        break;
      case SreInst::kFail:
        ok = false;
        break;
      case SreInst::kMatch:
        ok = (request_.mode != SreMode::kFullMatch || pos == end_) &&
             !(request_.must_advance && pos == request_.start &&
               start == request_.start);
        if (ok) {
          marks_[0] = start;
          marks_[1] = pos;
          return 1;
        }
        break;
    }
    if ((++steps_ & 4095) == 0 &&
        t_->poll.load(std::memory_order_relaxed) != 0 && !HandlePoll(t_)) {
      return -1;
    }
    while (!ok) {
      if (stack_.empty()) return 0;
      Undo& undo = stack_.back();
      switch (undo.kind) {
        case Undo::kChoice:
          pc = undo.index;
          pos = undo.a;
          stack_.pop_back();
          ok = true;
          break;
        case Undo::kGreedyRun: {
          // Only where the literal behind the run stands can it end.
          const SreInst& next = insts[undo.index];
          int64_t at = undo.b - 1;
          if (next.op == SreInst::kLiteral) {
            while (at >= undo.a && (at >= end_ || chars_[at] != next.a)) --at;
          }
          if (at < undo.a) {
            stack_.pop_back();
            break;
          }
          pc = undo.index;
          pos = at;
          ok = true;
          if (at == undo.a) {
            stack_.pop_back();
          } else {
            undo.b = at;
          }
          break;
        }
        case Undo::kLazyRun: {
          const SreInst& run = insts[undo.index];
          const SreInst& next = insts[undo.index + 1];
          int64_t at = undo.a, n = undo.b;
          do {
            if (at >= end_ || (n >= run.c && run.c != kSreMaxRepeat) ||
                !Has(run.a, at))
              break;
            ++at;
            ++n;
            ok = next.op != SreInst::kLiteral ||
                 (at < end_ && chars_[at] == next.a);
          } while (!ok);
          if (!ok) {
            stack_.pop_back();
            break;
          }
          undo.a = at;
          undo.b = n;
          pc = undo.index + 1;
          pos = at;
          break;
        }
        case Undo::kMark:
        case Undo::kRegister:
          Restore(undo);
          stack_.pop_back();
          break;
      }
    }
  }
}

template <typename Char>
int RunWidth(Thread* t, const SreTree& tree, const SreProgram& program,
             const SreText& text, const SreRequest& request, int64_t* marks,
             int64_t* last_index) {
  Matcher<Char> matcher(t, tree, program, text, request, marks);
  int result = matcher.Run();
  *last_index = matcher.last_index();
  return result;
}

}  // namespace

int SreRunProgram(Thread* t, const SreTree& tree, const SreProgram& program,
                  const SreText& text, const SreRequest& request,
                  int64_t* marks, int64_t* last_index) {
  switch (text.width) {
    case 1:
      return RunWidth<uint8_t>(t, tree, program, text, request, marks,
                               last_index);
    case 2:
      return RunWidth<uint16_t>(t, tree, program, text, request, marks,
                                last_index);
    default:
      return RunWidth<uint32_t>(t, tree, program, text, request, marks,
                                last_index);
  }
}

}  // namespace pyjit
