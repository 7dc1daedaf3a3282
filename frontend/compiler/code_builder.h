#ifndef FRONTEND_COMPILER_CODE_BUILDER_H_
#define FRONTEND_COMPILER_CODE_BUILDER_H_

// The instructions of one code object while it is being compiled: symbolic
// registers and labels, what is reachable, which locals surely have a value.
// Finish() lays out words, jumps, tables.

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "base/source.h"
#include "bytecode/instruction.h"
#include "frontend/compiler/code_unit.h"
#include "frontend/compiler/constants.h"

namespace pyjit::compiler {

// A register while compiling: fixed ones (locals, cells, free cells) by their
// number, pinned constants and temporaries in ranges of their own, which
// Finish() places behind each other.
using Reg = int32_t;
inline constexpr Reg kNoReg = -1;
inline constexpr Reg kPinnedBase = 1 << 20;
inline constexpr Reg kTempBase = 1 << 21;
inline bool IsTemp(Reg r) { return r >= kTempBase; }
inline bool IsPinned(Reg r) { return r >= kPinnedBase && r < kTempBase; }

// A jump target. Made by NewLabel(), placed by Bind().
struct Label {
  int id = -1;
};

// Locals that are surely bound, one bit per local register.
class LocalSet {
 public:
  void Resize(int n) { words_.resize((n + 63) / 64); }
  bool Has(int i) const { return (words_[i / 64] >> (i % 64)) & 1; }
  void Add(int i) { words_[i / 64] |= uint64_t{1} << (i % 64); }
  void Remove(int i) { words_[i / 64] &= ~(uint64_t{1} << (i % 64)); }
  void Intersect(const LocalSet& other) {
    for (size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
  }
  void Subtract(const LocalSet& other) {
    for (size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
  }

 private:
  std::vector<uint64_t> words_;
};

class CodeBuilder {
 public:
  CodeBuilder(CodeUnit* unit, ConstMaker* maker) : unit_(unit), maker_(maker) {}
  // The first `fixed` registers are locals, cells and free cells.
  void SetFixed(int locals, int fixed);

  // ---- Flow ----

  bool reachable() const { return reachable_; }
  // Nothing is emitted until a label is bound that something jumps to.
  void SetUnreachable() { reachable_ = false; }
  Label NewLabel();
  void Bind(Label label);
  bool IsUsed(Label label) const { return labels_[label.id].used; }
  // The top of a loop: reachable if `reachable`, whatever jumps to it.
  void BindLoopTop(Label label, bool reachable, const LocalSet& locals);

  LocalSet& locals() { return locals_; }
  // Locals that are deleted somewhere: not to be believed at loops and handlers.
  LocalSet& deleted() { return deleted_; }
  LocalSet SurelyBound() const;  // locals() without deleted()

  // ---- Instructions ----

  void Emit(Op op, Reg a, int32_t b, int32_t c, const SourceSpan& span,
            int x = 0);
  void EmitWide(Op op, Reg a, int32_t b, int32_t c, int32_t word,
                const SourceSpan& span, int x = 0);
  // Jumps: JUMP, JUMP_IF, JUMP_NONE, compare-and-jumps, FOR_ITER.
  void Jump(Label target, const SourceSpan& span, bool keeps_line = false);
  void JumpOp(Op op, Reg a, int32_t b, Label target, int x,
              const SourceSpan& span);
  // LOOP or ENTER with a new merge point.
  void EmitMerge(Op op, const SourceSpan& span);

  // ---- Registers ----

  Reg NewTemp() {
    Reg r = next_temp_++;
    if (next_temp_ > max_temp_) max_temp_ = next_temp_;
    return r;
  }
  Reg next_temp() const { return next_temp_; }
  void SetNextTemp(Reg r) {
    next_temp_ = r;
    if (r > max_temp_) max_temp_ = r;
  }
  // Registers below `r` must exist.
  void Reserve(Reg r) {
    if (r > max_temp_) max_temp_ = r;
  }

  // ---- Tables ----

  int AddName(absl::string_view name);
  // Index of the constant, or -1 when the table is full (see AddWideConst);
  // `must` lets what instructions need by index go on further.
  int AddConst(const Const* constant, bool must = false);
  // A constant that did not fit: index of a tuple constant, and of the item in it.
  std::pair<int, int> AddWideConst(const Const* constant);
  // A register that holds the constant in the current outermost loop, or kNoReg
  // when there is no loop or too many are pinned.
  Reg Pin(const Const* constant);
  void EnterLoop(const SourceSpan& span);
  void LeaveLoop();
  int loop_depth() const { return loop_depth_; }

  // A range of instructions with a handler; depth orders nested ones.
  struct Region {
    int handler = -1;  // label
    Reg exc_reg = kNoReg;
    int depth = 0;
    int start = -1;    // open since this instruction, or -1
    bool any = false;  // covers an instruction that may raise
  };
  void OpenRegion(Region* region);
  void CloseRegion(Region* region);
  // Binds the handler's label: reachable, with these locals, if the region covers
  // anything that may raise.
  void BindHandler(const Region& region, const LocalSet& locals);

  SourceSpan last_span() const {
    return code_.empty() ? SourceSpan{} : code_.back().span;
  }
  int size() const { return static_cast<int>(code_.size()); }

  // Fills the unit's tables. On failure returns what was exceeded.
  const char* Finish();

 private:
  struct Instr {
    Op op;
    uint8_t x;
    bool pin_point;  // not an instruction: pinned constants are loaded here
    int32_t a, b, c;
    int32_t word;    // second word
    int32_t label;   // jump target, or -1
    SourceSpan span;
    bool keeps_line = false;  // a jump that is a line of its own for who traces lines
  };
  struct LabelInfo {
    int position = -1;
    bool used = false;
    LocalSet locals;
  };
  struct Range {
    int start, end, handler, depth;
    Reg exc_reg;
  };

  void Push(const Instr& instr);
  void UseLabel(Label label);
  void ExpandPins();
  void ThreadJumps();
  std::vector<bool> Reached() const;
  void DropUseless();
  void Layout();
  int RegNumber(Reg r) const;
  int Operand(OperandKind kind, int32_t value) const;
  int KeptRegisters() const;
  void EmitWords(const Instr& instr, int index);
  void EmitTables();

  CodeUnit* unit_;
  ConstMaker* maker_;
  std::vector<Instr> code_;
  std::vector<LabelInfo> labels_;
  std::vector<Range> ranges_;
  LocalSet locals_, deleted_;
  int local_count_ = 0;
  int fixed_ = 0;
  bool reachable_ = true;
  Reg next_temp_ = kTempBase;
  Reg max_temp_ = kTempBase;
  int loop_depth_ = 0;
  int pin_point_ = -1;  // of the current outermost loop
  std::map<int, std::set<int>> pins_at_;  // pin point -> pinned indices
  absl::flat_hash_map<int, int> pinned_;  // constant -> pinned index
  absl::flat_hash_map<std::string, int> const_index_;
  absl::flat_hash_map<std::string, int> name_index_;
  std::vector<Const*> wide_tuples_;
  absl::flat_hash_map<std::string, std::pair<int, int>> wide_index_;
  // Layout.
  std::vector<uint8_t> is_long_;
  std::vector<int> offset_;
};

}  // namespace pyjit::compiler

#endif  // FRONTEND_COMPILER_CODE_BUILDER_H_
