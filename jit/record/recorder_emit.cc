#include <algorithm>

#include "absl/strings/str_cat.h"
#include "interp/unwind.h"
#include "jit/record/recorder.h"
#include "runtime/class.h"
#include "runtime/code.h"
#include "runtime/layout.h"
#include "runtime/namespace.h"
#include "runtime/types/str.h"

// What the families of recorders build with: registers, snapshots, guards.

namespace pyjit::jit {

using ir::kNone;
using ir::Region;

Recorder::Ref Recorder::RootLoad(uint16_t reg) {
  ir::Graph& graph = tree_->graph;
  std::vector<Ref>& entry = graph.blocks[0].nodes;
  for (Ref ref : entry) {
    const ir::Node& node = graph.node(ref);
    if (node.op == ir::Opcode::k_load_reg && node.index == reg) return ref;
  }
  ir::Node load;
  load.op = ir::Opcode::k_load_reg;
  load.index = reg;
  return graph.Insert(0, entry.size() - 1, load);  // before the jump
}

Recorder::Ref Recorder::FrameReg(size_t frame, uint16_t reg) {
  Ref& ref = frames_[frame].regs[reg];
  // Until the first join, what this path has not written is as it was at entry.
  // Behind a join an unknown register is one that was not live there.
  if (ref == kNone && frame == 0 && root_is_as_entered_) ref = RootLoad(reg);
  return ref;
}

Recorder::Ref Recorder::R(uint16_t reg) {
  const Ref ref = FrameReg(frames_.size() - 1, reg);
  if (ref == kNone) {
    Fail(Abort::k_undefined_register, absl::StrCat("r", reg));
    return b_.ConstNull();
  }
  return ref;
}

bool Recorder::ShownInFrame(size_t i, uint16_t reg) const {
  return frames_[i].IsVariable(reg) || LiveInFrame(i, reg);
}

bool Recorder::LiveInFrame(size_t i, uint16_t reg) const {
  const RFrame& r = frames_[i];
  if (i + 1 == frames_.size() || (frames_[i + 1].flags & kFrameGenerator) != 0) {
    return r.live->LiveAt(r.pc, reg);
  }
  const Word call = r.block->instructions[r.pc];
  if (reg != AOf(call) && r.live->LiveAt(r.pc + WordsOf(OpOf(call)), reg)) return true;
  // What the handler of an exception from the callee reads: the result's register as well.
  const ExceptionEntry* handler = HandlerAt(r.block, r.pc);
  return handler != nullptr && reg != handler->exc_reg && r.live->LiveAt(handler->target, reg);
}

ir::Snapshot Recorder::MakeSnapshot(ir::SnapshotKind kind, int64_t* registers) {
  ir::Snapshot snapshot;
  snapshot.kind = kind;
  *registers = 0;
  for (size_t i = 0; i < frames_.size(); ++i) {
    const RFrame& r = frames_[i];
    ir::FrameState state;
    state.code = tree_->graph.CodeIndex(Value(r.code).bits(), "");
    state.pc = r.pc;
    state.base = r.base;
    state.callee = r.callee;
    state.extra = r.extra;
    state.flags = static_cast<uint32_t>(r.flags);
    for (uint16_t reg = 0; reg < r.regs.size(); ++reg) {
      const Ref ref = r.regs[reg];
      if (ref == kNone || !ShownInFrame(i, reg)) continue;
      const ir::Node& node = tree_->graph.node(ref);
      if (i == 0 && node.op == ir::Opcode::k_load_reg && node.index == reg) {
        continue;  // memory has it
      }
      if (i > 0 && node.op == ir::Opcode::k_const_null && r.IsVariable(reg)) {
        continue;  // variables start as null
      }
      state.registers.emplace_back(reg, ref);
    }
    *registers += static_cast<int64_t>(state.registers.size());
    snapshot.frames.push_back(std::move(state));
  }
  const RFrame& inner = frames_.back();
  tree_->stack_words =
      std::max(tree_->stack_words,
               inner.depth + inner.block->register_count + kFrameHeaderWords);
  return snapshot;
}

// An exit's values fit into Thread::exit_values, whatever fields of virtual objects come to
// them; all exits of a tree together have what a code generator bears.
constexpr int64_t kMostExitRegisters = 1000, kRegistersPerNode = 8;

bool Recorder::TreeIsTooLarge() const {
  const auto nodes = static_cast<int64_t>(tree_->graph.nodes.size());
  return std::max(nodes, tree_->snapshot_registers / kRegistersPerNode) >
         knobs_->max_graph_nodes;
}

ir::SnapshotId Recorder::NewExit(ir::SnapshotKind kind, bool growable) {
  int64_t registers;
  ir::Snapshot snapshot = MakeSnapshot(kind, &registers);
  tree_->snapshot_registers += registers;
  if (registers > kMostExitRegisters) {
    Fail(Abort::k_graph_too_large, absl::StrCat("an exit with ", registers, " registers"));
  }
  snapshot.exit_id = static_cast<uint32_t>(tree_->exits.size());
  const ir::SnapshotId id = b_.AddSnapshot(std::move(snapshot));
  ExitSite site;
  site.snapshot = id;
  site.growable = growable;
  site.python_ran = may_be_retired_;
  tree_->exits.push_back(site);
  return id;
}

void Recorder::Guard(Ref condition, bool expected) {
  const ir::SnapshotId id = NewExit(ir::SnapshotKind::kResume, true);
  b_.Guard(condition, expected, id);
  tree_->exits.back().guard =
      static_cast<Ref>(tree_->graph.nodes.size() - 1);
  tree_->exits.back().repeats = true;
}

void Recorder::GuardElse(Ref condition, bool expected, uint32_t other_pc) {
  RFrame& r = top();
  const uint32_t pc = r.pc;
  r.pc = other_pc;
  const ir::SnapshotId id = NewExit(ir::SnapshotKind::kResume, true);
  r.pc = pc;
  b_.Guard(condition, expected, id);
  tree_->exits.back().guard =
      static_cast<Ref>(tree_->graph.nodes.size() - 1);
}

void Recorder::GuardNotNull(Ref result) {
  const Ref is_null = b_.IsNull(result);
  const ir::SnapshotId id = NewExit(ir::SnapshotKind::kRaise, false);
  b_.Guard(is_null, false, id);
  tree_->exits.back().guard =
      static_cast<Ref>(tree_->graph.nodes.size() - 1);
}

uint32_t Recorder::ShapeRow(const Shape* shape) {
  const std::string name =
      shape->cls != nullptr ? ClassName(shape->cls) : std::string("?");
  // Without attribute slots nothing can change an object's shape.
  return tree_->graph.ShapeIndex(
      shape->id, shape->slots_offset == 0,
      static_cast<uint32_t>(reinterpret_cast<uintptr_t>(shape)), name);
}

Recorder::Ref Recorder::ShapeTest(Ref value, const Shape* shape) {
  return b_.HasShape(value, ShapeRow(shape));
}

void Recorder::GuardShape(Ref value, const Shape* shape) {
  Guard(ShapeTest(value, shape), true);
}

void Recorder::GuardInt(Ref value) { Guard(b_.IsInt(value), true); }

void Recorder::GuardFloat(Ref value) {
  GuardShape(value, t_->isolate->shape_of(Kind::kFloat));
}

void Recorder::GuardSame(Ref value, Value constant) {
  if (tree_->graph.node(value).op == ir::Opcode::k_const_obj) return;
  Guard(b_.IsSame(value, Const(constant)), true);
}

bool Recorder::ExactClass(Value v) const {
  return v.is_object() &&
         v.object()->shape() == t_->isolate->shape_of(v.object()->kind());
}

bool Recorder::IsBool(Value v) const {
  return v == t_->isolate->true_value() || v == t_->isolate->false_value();
}

std::string Recorder::TypeName(Value v) const {
  if (v.is_null()) return "null";
  if (v == t_->isolate->none()) return "None";
  if (v == t_->isolate->true_value()) return "True";
  if (v == t_->isolate->false_value()) return "False";
  if (v.is_object()) {
    Value name;
    switch (v.object()->kind()) {
      case Kind::kFunction:
        name = v.as<Function>()->qualname;
        break;
      case Kind::kClass:
        name = v.as<Class>()->name;
        break;
      case Kind::kCode:
        name = Value(v.as<Code>()->block->qualname);
        break;
      case Kind::kNativeFunction:
        return v.as<NativeFunction>()->info->name;
      default:
        break;
    }
    if (IsKind(name, Kind::kStr)) return StrToUtf8(name.as<Str>());
  }
  return ClassName(ClassOf(t_, v));
}

Recorder::Ref Recorder::Const(Value value) {
  if (value.is_null()) return b_.ConstNull();
  if (value.is_small_int()) return b_.ConstInt(value.small_int());
  return b_.ConstObject(value.bits(), TypeName(value));
}

bool Recorder::NumberOf(Ref value, Value now, Ref* out) {
  if (now.is_small_int()) {
    *out = b_.Op(ir::Opcode::k_i2f, {IntOf(value)});
    return true;
  }
  if (IsFloat(now)) {
    *out = FloatOf(value);
    return true;
  }
  return false;
}

// A NaN that came in a box leaves for the interpreter, which keeps that (CanBeRawDouble). One
// that was computed here has none yet; a test of each result would cost nbody an eighth.
Recorder::Ref Recorder::RawDoubleOf(Ref value) {
  const Ref number = FloatOf(value);
  if (b_.graph().node(value).op == ir::Opcode::k_box_float) return number;
  Guard(b_.Binary(ir::Opcode::k_feq, number, number), true);
  return number;
}

Recorder::Ref Recorder::CallHelper(ir::HelperId helper,
                                   std::initializer_list<Ref> args) {
  const Ref result = b_.Call(helper, args);
  const ir::HelperRow& row = ir::HelperRowOf(static_cast<uint32_t>(helper));
  // Python may have run even if it raised; the raising exit needs no
  // guard_valid, the next bytecode does.
  if ((row.flags & ir::kHelperRunsPython) != 0) {
    may_be_retired_ = true;
    // The interpreter may push a frame for what the helper calls (FrameAbove).
    skipping_ = true;
  }
  if ((row.flags & ir::kHelperRaises) != 0) GuardNotNull(result);
  return result;
}

void Recorder::StoreTagged(Ref base, Ref value, Region region, int offset) {
  b_.Store(base, value, region, ir::MemType::kTagged, offset);
  b_.Barrier(base);
}

void Recorder::Assume(Watchpoint* watchpoint) {
  tree_->assumptions.insert(watchpoint);
  if (tree_->dependent != nullptr) watchpoint->Watch(tree_->dependent);
}

void Recorder::AssumeClass(Class* cls) {
  Assume(ClassWatchpoint(t_, cls));
}

// D12: a binding that keeps its value is a constant; one that is rewritten
// often is a variable.
Recorder::Ref Recorder::CellValue(Cell* cell) {
  if (cell->aux < knobs_->variable_writes && !cell->value.is_null()) {
    Assume(CellWatchpoint(t_, cell));
    return Const(cell->value);
  }
  const Ref value = Load(Const(Value(cell)), Region::k_cell,
                         ir::MemType::kTagged, layout::kCellValue);
  Guard(b_.IsNull(value), cell->value.is_null());
  return value;
}

}  // namespace pyjit::jit
