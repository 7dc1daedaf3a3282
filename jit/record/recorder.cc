#include "jit/record/recorder.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "ir/cfg.h"
#include "runtime/code.h"

namespace pyjit::jit {

using ir::BlockId;
using ir::kNone;

const Liveness& LivenessCache::Of(const CodeBlock& block) {
  std::unique_ptr<Liveness>& entry = cache_[block.id];
  if (entry == nullptr) entry = std::make_unique<Liveness>(block);
  return *entry;
}

Recorder::Recorder(Thread* t, const Knobs* knobs, LivenessCache* liveness,
                   RecordedTree* tree, Frame* frame)
    : t_(t),
      knobs_(knobs),
      liveness_(liveness),
      tree_(tree),
      mark_(tree->MakeMark()),
      b_(&tree->graph, tree->graph.NewBlock()) {
  RFrame root;
  root.code = frame->code;
  root.block = frame->code->block;
  root.live = &liveness_->Of(*root.block);
  root.flags = frame->flags;
  root.regs.assign(root.block->register_count, kNone);
  tree_->root_code = frame->code;
  tree_->root_pc =
      static_cast<uint32_t>(frame->pc - root.block->instructions.data());
  tree_->root_is_function =
      OpOf(root.block->instructions[tree_->root_pc]) == Op::kENTER;
  frames_.push_back(std::move(root));
  root_regs_ = frame->regs();
  // The entry block holds the loads of the root frame's registers and ends
  // with a jump, so that later recordings can add loads.
  start_block_ = tree_->graph.NewBlock();
  b_.Jump(start_block_);
  b_.SetBlock(start_block_);
}

Recorder::Recorder(Thread* t, const Knobs* knobs, LivenessCache* liveness,
                   RecordedTree* tree, uint32_t exit_id, Frame* frame)
    : t_(t),
      knobs_(knobs),
      liveness_(liveness),
      tree_(tree),
      mark_(tree->MakeMark()),
      b_(&tree->graph, tree->graph.NewBlock()),
      exit_id_(exit_id) {
  start_block_ = b_.block();
  tree_->graph.blocks[start_block_].cold = false;
  const ir::Snapshot snapshot =
      tree_->graph.snapshots[tree_->exits[exit_id].snapshot];
  uint32_t depth = 0;
  uint32_t position = 0;
  for (size_t i = 0; i < snapshot.frames.size(); ++i) {
    const ir::FrameState& state = snapshot.frames[i];
    RFrame r;
    r.code = reinterpret_cast<Code*>(tree_->graph.codes[state.code].word);
    r.block = r.code->block;
    r.live = &liveness_->Of(*r.block);
    r.base = state.base;
    if (i > 0) depth += state.base + kFrameHeaderWords;
    r.depth = depth;
    r.pc = state.pc;
    r.callee = state.callee;
    r.extra = state.extra;
    r.flags = state.flags;
    r.regs.assign(r.block->register_count, kNone);
    if (i > 0) {
      // Registers that a snapshot leaves out are null, if they are variables.
      for (uint16_t reg = 0; reg < r.block->first_pinned; ++reg) {
        r.regs[reg] = b_.ConstNull();
      }
    }
    for (const auto& [reg, ref] : state.registers) r.regs[reg] = ref;
    if (i == 0) {
      // What the snapshot leaves out is in memory as it was at entry.
      for (uint16_t reg = 0; reg < r.regs.size(); ++reg) {
        if (r.regs[reg] == kNone && r.ShownAt(r.pc, reg)) r.regs[reg] = RootLoad(reg);
      }
    }
    if (i + 1 < snapshot.frames.size()) {
      r.position = b_.NewPosition(state.code, state.pc, position);
      position = r.position;
    }
    frames_.push_back(std::move(r));
  }
  root_regs_ = frame->regs() - depth;
  root_is_as_entered_ = false;
  may_be_retired_ = tree_->exits[exit_id].python_ran;
}

bool Recorder::Fail(Abort reason, std::string detail) {
  if (state_ == State::kRecording) AbortWith(reason, std::move(detail));
  return false;
}

void Recorder::AbortWith(Abort reason, std::string detail) {
  if (state_ != State::kRecording) return;
  state_ = State::kAborted;
  abort_reason_ = reason;
  abort_detail_ = std::move(detail);
  tree_->Rollback(mark_);
}

Recorder::State Recorder::Raised(Frame* frame) {
  // One that stays inside a call which is passed over is none of ours.
  if (skipping_ && frame->regs() > root_regs_ + frames_.back().depth) return state_;
  AbortWith(Abort::k_exception_raised,
            InfoOf(OpOf(word_)).name);
  return state_;
}

Recorder::State Recorder::Record(Frame* frame) {
  if (state_ == State::kRecording) Step(frame);
  return state_;
}

bool Recorder::CheckFrames(Frame* frame) {
  RFrame& r = frames_.back();
  if (r.is_new && frame->code == r.code) {
    // Where a callee's registers begin depends on how it was called.
    const Value* caller = root_regs_ + frames_[frames_.size() - 2].depth;
    r.depth = static_cast<uint32_t>(frame->regs() - root_regs_);
    r.base =
        static_cast<uint32_t>(frame->regs() - caller) - kFrameHeaderWords;
    r.is_new = false;
  }
  if (frame->regs() != root_regs_ + r.depth || frame->code != r.code) {
    return Fail(Abort::k_frames_out_of_step);
  }
  return true;
}

bool Recorder::Step(Frame* frame) {
  if (skipping_) {
    if (frame->regs() > root_regs_ + frames_.back().depth) {
      if (++skipped_ > knobs_->max_skipped_bytecodes) {
        return Fail(Abort::k_path_too_long, "in a call");
      }
      return true;
    }
    skipping_ = false;
  }
  if (!CheckFrames(frame)) return false;
  RFrame& r = top();
  const auto& words = r.block->instructions;
  r.pc = static_cast<uint32_t>(frame->pc - words.data());
  word_ = words[r.pc];
  next_pc_ = r.pc + WordsOf(OpOf(word_));
  actual_ = frame->regs();
  ++bytecodes_;
  if (bytecodes_ > knobs_->max_path_bytecodes) {
    return Fail(Abort::k_path_too_long);
  }
  if (TreeIsTooLarge()) return Fail(Abort::k_graph_too_large);
  const uint32_t code_row = tree_->graph.CodeIndex(
      Value(r.code).bits(), TypeName(Value(r.code)));
  r.position = b_.NewPosition(
      code_row, r.pc,
      frames_.size() > 1 ? frames_[frames_.size() - 2].position : 0);
  b_.SetPosition(r.position);
  if (jump_.bit != kNone) {
    const bool truth = r.pc == jump_.if_true;
    if (!truth && r.pc != jump_.if_false) {
      return Fail(Abort::k_frames_out_of_step, "after a jump");
    }
    if (jump_.writes) {
      r.regs[jump_.reg] = truth ? jump_.value_if_false : jump_.value_if_true;
    }
    GuardElse(jump_.bit, truth, truth ? jump_.if_false : jump_.if_true);
    if (jump_.writes) {
      r.regs[jump_.reg] = truth ? jump_.value_if_true : jump_.value_if_false;
    }
    jump_ = {};
  }
  if (may_be_retired_) {
    b_.GuardValid(NewExit(ir::SnapshotKind::kResume, /*growable=*/false));
    may_be_retired_ = false;
  }
  const Op op = OpOf(word_);
  const bool first = !started_;
  started_ = true;
  if (op == Op::kLOOP || (r.live->IsJoin(r.pc) && !(first && exit_id_ == kNone))) {
    // A path that repeats the bytecode of the guard it begins at must not go
    // back to where that guard is.
    if (!(first && exit_id_ != kNone && tree_->exits[exit_id_].repeats) &&
        !EnterPlace()) {
      return false;
    }
  }
  return Dispatch(op, word_);
}

PlaceKey Recorder::Key() const {
  PlaceKey key;
  for (const RFrame& r : frames_) {
    key.push_back(r.block->id);
    key.push_back((uint64_t{r.base} << 32) | r.pc);
  }
  return key;
}

// What may still be read or looked at at this place: live registers and variables of all
// frames, and what inlined frames need to be built.
std::vector<PlaceSlot> Recorder::Slots() const {
  std::vector<PlaceSlot> slots;
  for (size_t i = 0; i < frames_.size(); ++i) {
    const RFrame& r = frames_[i];
    const uint16_t frame = static_cast<uint16_t>(i);
    if (i > 0) {
      slots.push_back({frame, PlaceSlot::kCallee, 0});
      if (r.extra != kNone) slots.push_back({frame, PlaceSlot::kExtra, 0});
    }
    for (uint16_t reg = 0; reg < r.regs.size(); ++reg) {
      if (!ShownInFrame(i, reg)) continue;
      slots.push_back({frame, PlaceSlot::kRegister, reg});
    }
  }
  return slots;
}

Recorder::Ref Recorder::ValueOf(const PlaceSlot& slot) {
  switch (slot.what) {
    case PlaceSlot::kRegister:
      return FrameReg(slot.frame, slot.reg);
    case PlaceSlot::kCallee:
      return frames_[slot.frame].callee;
    case PlaceSlot::kExtra:
      return frames_[slot.frame].extra;
  }
  return kNone;
}

// A side trace that began in one loop may come into the middle of another. Joining it there
// would make a cycle with two entries, which is no loop that passes know how to treat.
bool Recorder::MayJoin(BlockId block) const {
  if (exit_id_ == kNone || block >= mark_.blocks) return true;  // the path's own
  const ir::Graph& graph = tree_->graph;
  const ir::Ref guard = tree_->exits[exit_id_].guard;
  return ir::StaysReducible(graph, graph.node(guard).block, block);
}

// Where the path may join none of the blocks that are there, it gets a copy of its own.
bool Recorder::EnterPlace() {
  std::vector<PlaceBlock>& here = tree_->places[Key()];
  const auto found = std::find_if(here.begin(), here.end(), [this](const PlaceBlock& place) {
    return MayJoin(place.block);
  });
  const std::vector<PlaceSlot> slots = found != here.end() ? found->slots : Slots();
  std::vector<Ref> values;
  for (const PlaceSlot& slot : slots) {
    const Ref value = ValueOf(slot);
    if (value == kNone) {
      return Fail(Abort::k_undefined_register, "at a join");
    }
    values.push_back(value);
  }
  if (found != here.end()) {
    b_.Jump(found->block, std::move(values));
    Close();
    return false;
  }
  const BlockId block = tree_->graph.NewBlock();
  b_.Jump(block, values);
  b_.SetBlock(block);
  for (const PlaceSlot& slot : slots) {
    const Ref param = b_.AddParam(ir::Type::kTagged);
    switch (slot.what) {
      case PlaceSlot::kRegister:
        frames_[slot.frame].regs[slot.reg] = param;
        tree_->graph.node(param).index = LiveInFrame(slot.frame, slot.reg) ? 0 : ir::kDeadParam;
        break;
      case PlaceSlot::kCallee:
        frames_[slot.frame].callee = param;
        break;
      case PlaceSlot::kExtra:
        frames_[slot.frame].extra = param;
        break;
    }
  }
  root_is_as_entered_ = false;
  // What is not live here is not known any more on all paths to this block.
  for (size_t i = 0; i < frames_.size(); ++i) {
    RFrame& r = frames_[i];
    std::vector<bool> kept(r.regs.size(), false);
    for (const PlaceSlot& slot : slots) {
      if (slot.frame == i && slot.what == PlaceSlot::kRegister) {
        kept[slot.reg] = true;
      }
    }
    for (size_t reg = 0; reg < r.regs.size(); ++reg) {
      if (!kept[reg]) r.regs[reg] = kNone;
    }
  }
  here.push_back({block, slots});
  return true;
}

void Recorder::Close() {
  if (exit_id_ != kNone) Attach();
  ir::UpdateLoopHeaders(&tree_->graph);
  state_ = State::kClosed;
}

// The guard's failing side becomes the new path: its block is split behind it.
void Recorder::Attach() {
  ir::Graph& graph = tree_->graph;
  ExitSite& site = tree_->exits[exit_id_];
  const ir::Node guard = graph.node(site.guard);
  const BlockId before = guard.block;
  const BlockId after = graph.NewBlock();
  std::vector<Ref>& nodes = graph.blocks[before].nodes;
  const auto at = std::find(nodes.begin(), nodes.end(), site.guard);
  PYJIT_CHECK(at != nodes.end(), "a guard stands in its block");
  graph.blocks[after].nodes.assign(at + 1, nodes.end());
  nodes.erase(at, nodes.end());
  for (Ref ref : graph.blocks[after].nodes) graph.node(ref).block = after;
  graph.node(site.guard).block = kNone;
  ir::Target on{after, {}}, off{start_block_, {}};
  if (guard.imm == 0) std::swap(on, off);
  b_.SetBlock(before);
  b_.SetPosition(guard.position);
  b_.Branch(guard.operands[0], std::move(on), std::move(off));
  site.grown = true;
  site.growable = false;
}

bool Recorder::Dispatch(Op op, Word w) {
  switch (op) {
    case Op::kNOP:
    case Op::kMOVE:
    case Op::kLOAD_CONST:
    case Op::kLOAD_INT:
    case Op::kLOAD_NULL:
    case Op::kCHECK_BOUND:
    case Op::kMAKE_CELL:
    case Op::kCOPY_CLOSURE:
    case Op::kLOAD_CELL:
    case Op::kSTORE_CELL:
      return RecordMove(op);
    case Op::kLOAD_GLOBAL:
    case Op::kSTORE_GLOBAL:
      return RecordName(op);
    case Op::kADD:
    case Op::kSUB:
    case Op::kMUL:
    case Op::kTRUEDIV:
    case Op::kFLOORDIV:
    case Op::kMOD:
    case Op::kPOW:
    case Op::kLSHIFT:
    case Op::kRSHIFT:
    case Op::kAND:
    case Op::kOR:
    case Op::kXOR:
    case Op::kMATMUL:
    case Op::kADD_I:
    case Op::kSUB_I:
    case Op::kMUL_I:
    case Op::kFLOORDIV_I:
    case Op::kMOD_I:
    case Op::kLSHIFT_I:
    case Op::kRSHIFT_I:
    case Op::kAND_I:
      return RecordBinary(op);
    case Op::kNEG:
    case Op::kPOS:
    case Op::kINVERT:
    case Op::kNOT:
      return RecordUnary(op);
    case Op::kLT:
    case Op::kLE:
    case Op::kGT:
    case Op::kGE:
    case Op::kEQ:
    case Op::kNE:
    case Op::kIS:
    case Op::kIN:
      return RecordCompare(op);
    case Op::kJUMP:
    case Op::kJUMP_IF:
    case Op::kJUMP_NONE:
    case Op::kJUMP_LT:
    case Op::kJUMP_LE:
    case Op::kJUMP_GT:
    case Op::kJUMP_GE:
    case Op::kJUMP_EQ:
    case Op::kJUMP_NE:
    case Op::kJUMP_LT_I:
    case Op::kJUMP_LE_I:
    case Op::kJUMP_GT_I:
    case Op::kJUMP_GE_I:
    case Op::kJUMP_EQ_I:
    case Op::kJUMP_NE_I:
    case Op::kJUMP_IS:
      return RecordJump(op);
    case Op::kLOOP:
    case Op::kENTER:
      return RecordLoop(op);
    case Op::kGET_ITER:
    case Op::kFOR_ITER:
      return RecordIter(op);
    case Op::kLOAD_ATTR:
    case Op::kSTORE_ATTR:
    case Op::kLOAD_METHOD:
      return RecordAttr(op);
    case Op::kLOAD_SPECIAL:
      return RecordSpecial();
    case Op::kGET_ITEM:
    case Op::kGET_ITEM_I:
    case Op::kSET_ITEM:
      return RecordItem(op);
    case Op::kBUILD_TUPLE:
    case Op::kBUILD_LIST:
    case Op::kBUILD_SET:
    case Op::kBUILD_DICT:
    case Op::kBUILD_SLICE:
    case Op::kBUILD_STRING:
    case Op::kFORMAT:
    case Op::kLIST_APPEND:
    case Op::kLIST_TO_TUPLE:
    case Op::kDICT_ADD:
    case Op::kUNPACK:
    case Op::kSET_ADD:
    case Op::kLIST_EXTEND:
    case Op::kDICT_UPDATE:
    case Op::kDELETE_ITEM:
    case Op::kMAKE_FUNCTION:
      return RecordBuild(op);
    case Op::kCALL_EX:
    case Op::kCALL:
    case Op::kCALL_KW:
    case Op::kCALL_METHOD:
    case Op::kCALL_METHOD_KW:
      return RecordCall(op);
    case Op::kRETURN:
    case Op::kRETURN_CONST:
      return RecordReturn(op);
    case Op::kYIELD:
      return RecordYield();
    case Op::kPUSH_HANDLED:
    case Op::kPOP_HANDLED:
    case Op::kMATCH_EXCEPTION:
    case Op::kRAISE:
    case Op::kRERAISE:
      return RecordException(op);
    default:
      return Fail(Abort::k_op_without_recorder, InfoOf(OpOf(w)).name);
  }
}

}  // namespace pyjit::jit
