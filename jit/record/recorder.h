#ifndef JIT_RECORD_RECORDER_H_
#define JIT_RECORD_RECORDER_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "bytecode/instruction.h"
#include "ir/builder.h"
#include "ir/graph.h"
#include "jit/abort_reasons.h"
#include "jit/knobs.h"
#include "jit/record/recorded_tree.h"
#include "runtime/isolate.h"
#include "runtime/liveness.h"
#include "runtime/objects.h"
#include "runtime/operators.h"
#include "runtime/thread.h"

namespace pyjit::jit {

// Liveness of every code object that was recorded, by CodeBlock id.
class LivenessCache {
 public:
  const Liveness& Of(const CodeBlock& block);

 private:
  std::map<uint32_t, std::unique_ptr<Liveness>> cache_;
};

// Records one path through bytecode into a tree's graph, while the interpreter
// runs it (docs/jit.md, docs/recording.md). Per bytecode it emits naive IR for
// the operand types at hand, reading registers as SSA values. Runs no Python;
// may collect (constants); never changes what the interpreter sees.
class Recorder {
 public:
  enum class State : uint8_t { kRecording, kClosed, kAborted };

  // Starts at a merge point: `frame` stands at its LOOP or ENTER.
  Recorder(Thread* t, const Knobs* knobs, LivenessCache* liveness,
           RecordedTree* tree, Frame* frame);
  // Starts at an exit of the tree; `frame` is the innermost of the frames that
  // the exit has just rebuilt.
  Recorder(Thread* t, const Knobs* knobs, LivenessCache* liveness,
           RecordedTree* tree, uint32_t exit_id, Frame* frame);

  // The instruction at frame->pc is about to run. Once the state is kClosed the
  // tree's graph is complete and valid again; once kAborted it is as before.
  State Record(Frame* frame);
  // The instruction that Record saw last raised.
  State Raised(Frame* frame);
  void AbortWith(Abort reason, std::string detail = "");

  State state() const { return state_; }
  Abort abort_reason() const { return abort_reason_; }
  // What the reason is about: an opcode, types; for the log.
  const std::string& abort_detail() const { return abort_detail_; }
  int bytecodes() const { return bytecodes_; }

 private:
  using Ref = ir::Ref;

  // A frame of the recorded chain; the first one is the tree's root frame.
  struct RFrame {
    Code* code = nullptr;
    const CodeBlock* block = nullptr;
    const Liveness* live = nullptr;
    uint32_t base = 0;     // header's offset from the parent's r[0]; root: 0
    uint32_t depth = 0;    // words from the root frame's r[0] to this frame's r[0]
    uint32_t pc = 0;       // innermost: this bytecode; else the call
    uint32_t position = 0;  // positions row of `pc`, for inlined frames
    Ref callee = ir::kNone, extra = ir::kNone;
    uint64_t flags = 0;
    bool is_new = false;   // pushed by the last bytecode; base and depth follow
    std::vector<Ref> regs;  // kNone: not known

    // Variables stand below what loops pin and below temporaries. Who looks at the frame sees
    // them, whether or not its code reads them again.
    bool IsVariable(uint16_t reg) const { return reg < block->first_pinned; }
    // Whether a frame that stands at `at` must hold the register's value: it is a variable, or
    // what runs from there on may read it. Others are rubbish.
    bool ShownAt(uint32_t at, uint16_t reg) const {
      return IsVariable(reg) || live->LiveAt(at, reg);
    }
  };

  // --- recorder.cc: the path ---
  bool Step(Frame* frame);      // one bytecode; false: aborted or closed
  bool CheckFrames(Frame* frame);
  bool EnterPlace();            // joins an existing place or makes one; false: closed
  bool MayJoin(ir::BlockId block) const;
  PlaceKey Key() const;
  std::vector<PlaceSlot> Slots() const;
  Ref ValueOf(const PlaceSlot& slot);
  bool Dispatch(Op op, Word w);
  void Close();                 // the current block has its terminator
  bool Fail(Abort reason, std::string detail = "");  // returns false
  void Attach();                // side trace: guard becomes a branch

  // --- recorder_emit.cc: what families build with ---
  RFrame& top() { return frames_.back(); }
  Word w() const { return word_; }
  uint16_t A() const { return AOf(word_); }
  uint16_t B() const { return BOf(word_); }
  uint16_t C() const { return COf(word_); }
  // The value that register holds now in the interpreter.
  Value Now(uint16_t reg) const { return actual_[reg]; }
  Ref R(uint16_t reg);                 // SSA value of a register of the top frame
  Ref FrameReg(size_t frame, uint16_t reg);
  void Set(uint16_t reg, Ref value) { top().regs[reg] = value; }
  Ref RootLoad(uint16_t reg);          // load_reg in the entry block
  // Whether a register of frame i, if it is the innermost, is live, else may be read
  // once the frame above it is left: those live behind its call, without the result. What
  // resumes a generator looks at its operands again: then those live before it.
  bool LiveInFrame(size_t i, uint16_t reg) const;
  // RFrame::ShownAt where frame i stands, or where it goes on once the one above it is left.
  bool ShownInFrame(size_t i, uint16_t reg) const;
  // *registers: how many it has in all frames.
  ir::Snapshot MakeSnapshot(ir::SnapshotKind kind, int64_t* registers);
  bool TreeIsTooLarge() const;
  ir::SnapshotId NewExit(ir::SnapshotKind kind, bool growable);
  void Guard(Ref condition, bool expected);
  void GuardNotNull(Ref result);       // raising exit at this bytecode
  void GuardShape(Ref value, const Shape* shape);
  void GuardInt(Ref value);
  void GuardFloat(Ref value);
  void GuardSame(Ref value, Value constant);
  Ref ShapeTest(Ref value, const Shape* shape);
  uint32_t ShapeRow(const Shape* shape);
  Ref Const(Value value);
  Ref ConstBool(bool b) { return Const(t_->isolate->Bool(b)); }
  Ref IntOf(Ref value) { GuardInt(value); return b_.UnboxInt(value); }
  Ref FloatOf(Ref value) { GuardFloat(value); return b_.UnboxFloat(value); }
  Ref RawDoubleOf(Ref value);          // to be stored without its box: no NaN
  // A number as f64: unboxes a float, converts an int or bool constant type.
  bool NumberOf(Ref value, Value now, Ref* out);
  // Helper call; adds the raise guard and marks "may have run Python".
  Ref CallHelper(ir::HelperId helper, std::initializer_list<Ref> args);
  Ref Load(Ref base, ir::Region region, ir::MemType mem, int offset) {
    return b_.Load(base, region, mem, offset);
  }
  // Stores a tagged field with its barrier.
  void StoreTagged(Ref base, Ref value, ir::Region region, int offset);
  void Assume(Watchpoint* watchpoint);
  bool IsFloat(Value v) const { return IsKind(v, Kind::kFloat) && ExactClass(v); }
  bool ExactClass(Value v) const;      // a builtin kind of its own class
  bool IsBool(Value v) const;
  // Promotes the value of a binding: constant under watchpoint, or a load.
  Ref CellValue(Cell* cell);
  std::string TypeName(Value v) const;

  // --- families; each handles the bytecode in word_; false: failed or closed ---
  bool RecordMove(Op op);        // record_move.cc: moves, constants, names, cells
  bool RecordName(Op op);        // record_names.cc
  bool RecordBinary(Op op);      // record_arith.cc
  bool RecordUnary(Op op);
  bool RecordIntBinary(BinaryOp op, Ref a, Ref b, Value x, Value y);
  bool RecordFloatBinary(BinaryOp op, Ref a, Ref b, Value x, Value y);
  bool RecordCompare(Op op);     // record_compare.cc
  bool RecordJump(Op op);        // record_jump.cc
  // The i1 of a comparison of these operands, or kNone if it needs `compare`.
  Ref ComparisonBit(CompareOp op, Ref a, Ref b, Value x, Value y);
  bool PrimitiveCompare(CompareOp op, Value x, Value y, bool* result) const;
  // The i1 of bool(value), after guards for its kind; kNone: Python decides.
  Ref TruthBit(Ref value, Value now);
  Ref IdentityBit(Ref a, Ref b, Value x, Value y);
  Ref ContainsBit(Ref container, Ref item, Value in, Value what);  // record_item.cc
  // The jump at hand is taken if bit == sense. Which way it goes is known at
  // the next bytecode; there the guard is made, whose exit goes the other way.
  bool JumpOn(Ref bit, bool sense);
  // A guard whose exit resumes at `other_pc` of the top frame, with the effects
  // of this bytecode so far kept.
  void GuardElse(Ref condition, bool expected, uint32_t other_pc);
  void AssumeClass(Class* cls);
  bool RecordLoop(Op op);        // record_iter.cc: LOOP, ENTER, GET_ITER, FOR_ITER
  bool RecordIter(Op op);
  bool RecordAttr(Op op);        // record_attr.cc
  bool RecordItem(Op op);        // record_item.cc
  bool RecordBuild(Op op);       // record_build.cc
  bool RecordCall(Op op);        // record_call.cc
  bool RecordReturn(Op op);
  bool RecordNativeCall(NativeFunction* native, const std::vector<Ref>& args,
                        const std::vector<Value>& now, uint16_t dst);  // record_native.cc
  bool RecordException(Op op);   // record_exception.cc
  bool RecordForIter(Ref iterator, Value now);
  // record_generator.cc
  bool MayInlineGenerator(Value now) const;
  bool ResumeInline(Ref generator, Generator* now, Ref sent);
  bool RecordResumingCall(NativeFunction* native, const std::vector<Ref>& args,
                          const std::vector<Value>& now, bool* handled);
  bool RecordYield();
  bool RecordGeneratorReturn();
  // Small int, or object with exactly the shape it has now.
  void GuardKindOf(Ref value, Value now);
  void GuardFlags(Ref object, int64_t flags);
  Ref LoadSlotValue(Ref object, const Shape* shape, const SlotLocation& slot);
  bool RecordStoreAttr();
  bool RecordSpecial();
  Ref NewBoundMethod(Ref function, Ref self);
  bool RecordSetItem();
  bool RecordSlice(Ref sequence, Ref slice, const Slice* now);
  Ref IndexInRange(Ref index, int64_t now, Ref length, int64_t length_now);
  bool PlainDictKey(Ref dict, Dict* now, Ref key, Value what);
  Ref NewTupleOf(const std::vector<Ref>& items);
  Ref NewListOf(const std::vector<Ref>& items, const std::vector<Value>& now);
  bool RecordUnpack();
  // Items of a tuple that are guarded or handed on one by one.
  static constexpr int64_t kMostTaken = 16;
  Ref LengthOf(Ref value, Value now);
  bool ArePlainClasses(Value classes) const;
  Ref ModuleFunction(absl::string_view name, const std::vector<Ref>& args,
                     const std::vector<Value>& now, bool* handled);
  bool RecordSequenceNext(Ref iterator, Value now, IteratorKind of);
  bool IsPlainIterator(Ref iterator, Value now);
  Shape* IteratorShape(IteratorKind kind);
  // Item of an exact list of this storage; guards for the storage. kNone: failed. record_item.cc
  Ref ListItem(Ref list, List* now, ListStorage storage, Ref index);
  // `args` are SSA values, `now` what they are; names: keyword names or null.
  bool RecordCallOf(Ref callee, Value what, std::vector<Ref> args,
                    std::vector<Value> now, Tuple* names);
  bool RecordConstruct(Ref callee, Class* cls, const std::vector<Ref>& args,
                       const std::vector<Value>& now, Tuple* names);
  // int(x), float(x), str(x), range(n), ... False: nothing emitted. record_native.cc
  bool RecordBuiltinConstruct(Class* cls, const std::vector<Ref>& args,
                              const std::vector<Value>& now);
  bool RecordUnpackedCall();
  // record_super.cc
  bool RecordSuper(const std::vector<Ref>& args, const std::vector<Value>& now);
  bool RecordSuperMethod(Ref object, const Super* now, Str* name);
  bool InlineCall(Function* function, Ref callee, const std::vector<Ref>& args,
                  Tuple* names, Ref constructed);
  void AssumeFunction(Function* function);
  // `names`: of the last arguments, or null.
  bool CallValue(Ref callee, const std::vector<Ref>& args, Tuple* names, uint16_t dst);

  Thread* t_;
  const Knobs* knobs_;
  LivenessCache* liveness_;
  RecordedTree* tree_;
  RecordedTree::Mark mark_;
  ir::Builder b_;
  std::vector<RFrame> frames_;
  // Bound methods made here whose functions are builtins: the interpreter has a NativeFunction
  // with its own self there.
  struct BoundNative {
    NativeFunction* function;
    Ref self;
    Value now;
  };
  std::map<Ref, BoundNative> bound_natives_;
  State state_ = State::kRecording;
  Abort abort_reason_ = Abort::k_none;
  std::string abort_detail_;
  int bytecodes_ = 0;
  uint32_t exit_id_ = ir::kNone;     // side trace: where it began
  ir::BlockId start_block_ = ir::kNone;
  Value* root_regs_ = nullptr;       // root frame's registers in memory
  bool started_ = false;
  // A call that is not inlined runs its own frames; they are passed over until
  // the recorded frame goes on.
  bool skipping_ = false;
  int skipped_ = 0;
  bool root_is_as_entered_ = true;   // unknown root registers may be loaded
  bool may_be_retired_ = false;      // Python may have run since the last guard_valid
  struct {
    Ref bit = ir::kNone;             // kNone: no jump waits for its outcome
    uint32_t if_true = 0, if_false = 0;  // pcs
    // A register of the top frame whose value depends on the outcome.
    bool writes = false;
    uint16_t reg = 0;
    Ref value_if_true = ir::kNone, value_if_false = ir::kNone;
  } jump_;
  // Of the bytecode being recorded.
  Word word_ = 0;
  Value* actual_ = nullptr;
  uint32_t next_pc_ = 0;
};

}  // namespace pyjit::jit

#endif  // JIT_RECORD_RECORDER_H_
