#include "jit/deopt/exit_plan.h"

#include <algorithm>
#include <cstring>

#include "base/check.h"
#include "interp/frames.h"
#include "jit/code_generator.h"
#include "runtime/error.h"
#include "runtime/frame_object.h"
#include "runtime/heap.h"
#include "runtime/isolate.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"

namespace pyjit::jit {
namespace {

using ir::MemType;
using ir::Opcode;
using ir::Ref;
using ir::Type;

class Planner {
 public:
  Planner(const ir::Graph& graph, const ir::Snapshot& snapshot)
      : graph_(graph), values_(ExitValues(graph, snapshot)) {}

  ExitSource Source(Ref ref) const {
    ExitSource source;
    if (ref & ir::kVirtualBit) {
      source.what = ExitSource::kVirtual;
      source.index = ref & ~ir::kVirtualBit;
      return source;
    }
    const ir::Node& node = graph_.node(ref);
    source.type = node.type;
    switch (node.op) {
      case Opcode::k_const_int:
        source.word = Value::SmallInt(node.imm).bits();
        return source;
      case Opcode::k_const_i64:
      case Opcode::k_const_i1:
      case Opcode::k_const_f64:  // same storage: the double's bits
        source.word = static_cast<uint64_t>(node.imm);
        return source;
      case Opcode::k_const_obj:
        source.word = graph_.objects[node.index].word;
        return source;
      case Opcode::k_const_null:
        return source;
      default:
        break;
    }
    source.what = ExitSource::kExitValue;
    const auto at = std::lower_bound(values_.begin(), values_.end(), ref);
    PYJIT_CHECK(at != values_.end() && *at == ref, "a snapshot's value is among its exit's");
    source.index = static_cast<uint32_t>(at - values_.begin());
    return source;
  }

 private:
  const ir::Graph& graph_;
  const std::vector<Ref> values_;
};

// Reads sources and boxes what is raw.
class Rebuilder {
 public:
  Rebuilder(Thread* t, const ExitPlan& plan, const ForcedFrames* forced)
      : t_(t), plan_(plan), forced_(forced), known_(plan.virtuals.size(), kUnknown) {}

  // The frames of the plan that were forced, and objects that both name in one place.
  size_t MatchForced() {
    if (forced_ == nullptr) return 0;
    const std::vector<ExitPlan::FrameState>& then = forced_->plan->frames;
    const size_t most = std::min(then.size(), plan_.frames.size());
    size_t count = 0;
    while (count < most && plan_.frames[count].code == then[count].code &&
           (count == 0 || plan_.frames[count].base == then[count].base)) {
      const ExitPlan::FrameState& now = plan_.frames[count];
      for (const auto& [reg, source] : now.registers) {
        if (const ExitSource* was = RegisterThen(count, reg)) Match(source, *was);
      }
      if (now.has_extra && then[count].has_extra) Match(now.extra, then[count].extra);
      ++count;
    }
    return count;
  }

  // The forced frame `i` has this value in the register.
  bool HasForced(size_t i, uint16_t reg, const ExitSource& now) const {
    const ExitSource* then = RegisterThen(i, reg);
    return then != nullptr && IsSame(now, *then);
  }

  bool IsKept(const ExitSource& source) const {
    return source.what != ExitSource::kVirtual && ir::IsRegisterKept(source.type, Raw(source));
  }

  uint64_t Raw(const ExitSource& source) const {
    switch (source.what) {
      case ExitSource::kExitValue:
        return t_->exit_values[source.index].bits();
      case ExitSource::kVirtual:
        return t_->exit_values[kFirstMade + source.index].bits();
      case ExitSource::kConstant:
        break;
    }
    return source.word;
  }

  Value Tagged(const ExitSource& source) {
    const uint64_t raw = Raw(source);
    Value result;
    switch (source.type) {
      case Type::kI64:
        result = IntFromInt64(t_, static_cast<int64_t>(raw));
        break;
      case Type::kF64: {
        double number;
        std::memcpy(&number, &raw, sizeof(number));
        result = NewFloat(t_, number);
        break;
      }
      case Type::kI1:
        return t_->isolate->Bool((raw & 1) != 0);
      default:
        return Value(raw);
    }
    if (result.is_null()) out_of_memory_ = true;
    return result;
  }

  void StoreField(Object* object, const ExitPlan::Field& field, uint64_t raw) {
    uint8_t* address = reinterpret_cast<uint8_t*>(object) + field.offset;
    const size_t bytes = static_cast<size_t>(ir::MemBytes(field.mem));
    std::memcpy(address, &raw, bytes);  // little-endian: the low bytes
  }

  // Objects are allocated with their lengths and numbers first, as the
  // collector must be able to walk over them when the next one is allocated.
  void MakeObjects() {
    const size_t count = plan_.virtuals.size();
    PYJIT_CHECK(count <= kExitValueWords - kFirstMade,
                "an exit makes too many objects");
    Value* made = t_->exit_values + kFirstMade;
    for (size_t i = 0; i < count; ++i) {
      const ExitPlan::VirtualObject& object = plan_.virtuals[i];
      if (known_[i] != kUnknown) {
        made[i] = forced_->made[known_[i]];
        continue;
      }
      auto* shape = reinterpret_cast<Shape*>(
          static_cast<uintptr_t>(object.shape_word));
      Object* fresh =
          AllocateRaw(t_, shape, static_cast<size_t>(object.bytes));
      made[i] = Value(fresh);
      if (fresh == nullptr) {
        out_of_memory_ = true;
        continue;
      }
      for (const ExitPlan::Field& field : object.fields) {
        if (field.mem != MemType::kTagged) {
          StoreField(fresh, field, Raw(field.value));
        }
      }
    }
    for (size_t i = 0; i < count; ++i) {
      if (made[i].is_null()) continue;
      auto* object = made[i].as<Object>();
      for (const ExitPlan::Field& field : plan_.virtuals[i].fields) {
        if (known_[i] != kUnknown) {
          const ExitSource* then = FieldThen(known_[i], field);
          if (then != nullptr && IsSame(field.value, *then)) continue;
          if (field.mem != MemType::kTagged) StoreField(object, field, Raw(field.value));
        }
        if (field.mem != MemType::kTagged) continue;
        const Value value = Tagged(field.value);
        StoreField(object, field, value.bits());
        WriteBarrier(t_, object);
      }
    }
  }

  void DoStores() {
    for (const ExitPlan::PendingStore& store : plan_.stores) {
      auto* object = reinterpret_cast<Object*>(Raw(store.object));
      if (object == nullptr) continue;
      if (store.field.mem == MemType::kTagged) {
        StoreField(object, store.field, Tagged(store.field.value).bits());
        WriteBarrier(t_, object);
      } else {
        StoreField(object, store.field, Raw(store.field.value));
      }
    }
  }

  bool out_of_memory() const { return out_of_memory_; }

 private:
  static constexpr uint32_t kUnknown = ~uint32_t{0};

  const ExitSource* RegisterThen(size_t frame, uint16_t reg) const {
    const auto& registers = forced_->plan->frames[frame].registers;
    const auto at = std::lower_bound(
        registers.begin(), registers.end(), reg,
        [](const auto& entry, uint16_t wanted) { return entry.first < wanted; });
    return at == registers.end() || at->first != reg ? nullptr : &at->second;
  }
  const ExitSource* FieldThen(uint32_t object, const ExitPlan::Field& field) const {
    for (const ExitPlan::Field& then : forced_->plan->virtuals[object].fields) {
      if (then.offset == field.offset && then.mem == field.mem) return &then.value;
    }
    return nullptr;
  }
  uint64_t RawThen(const ExitSource& then) const {
    return then.what == ExitSource::kExitValue ? forced_->words[then.index].bits() : then.word;
  }
  bool IsSame(const ExitSource& now, const ExitSource& then) const {
    if (now.what == ExitSource::kVirtual || then.what == ExitSource::kVirtual) {
      return now.what == then.what && known_[now.index] == then.index;
    }
    return ir::SameKind(now.type, then.type) && Raw(now) == RawThen(then);
  }
  void Match(const ExitSource& now, const ExitSource& then) {
    if (now.what != ExitSource::kVirtual || then.what != ExitSource::kVirtual ||
        known_[now.index] != kUnknown) {
      return;
    }
    const ExitPlan::VirtualObject& object = plan_.virtuals[now.index];
    const ExitPlan::VirtualObject& before = forced_->plan->virtuals[then.index];
    if (object.shape_word != before.shape_word || object.bytes != before.bytes) return;
    known_[now.index] = then.index;
    for (const ExitPlan::Field& field : object.fields) {
      if (const ExitSource* was = FieldThen(then.index, field)) Match(field.value, *was);
    }
  }

  Thread* t_;
  const ExitPlan& plan_;
  const ForcedFrames* forced_;
  std::vector<uint32_t> known_;  // of plan_.virtuals: index of ForcedFrames::made
  bool out_of_memory_ = false;
};

}  // namespace

ExitPlan MakeExitPlan(const ir::Graph& graph, ir::SnapshotId id) {
  const ir::Snapshot& snapshot = graph.snapshots[id];
  const Planner planner(graph, snapshot);
  ExitPlan plan;
  plan.kind = snapshot.kind;
  plan.exit_id = snapshot.exit_id;
  for (size_t i = 0; i < snapshot.frames.size(); ++i) {
    const ir::FrameState& state = snapshot.frames[i];
    ExitPlan::FrameState frame;
    frame.code = reinterpret_cast<Code*>(graph.codes[state.code].word);
    const CodeBlock& block = *frame.code->block;
    frame.pc = block.instructions.data() + state.pc;
    frame.base = state.base;
    frame.flags = state.flags;
    if (i > 0) frame.callee = planner.Source(state.callee);
    frame.has_extra = state.extra != ir::kNone;
    if (frame.has_extra) frame.extra = planner.Source(state.extra);
    frame.cleared = block.first_pinned;
    for (const auto& [reg, ref] : state.registers) {
      frame.registers.emplace_back(reg, planner.Source(ref));
    }
    plan.frames.push_back(std::move(frame));
  }
  auto field = [&](int32_t offset, MemType mem, Ref value) {
    return ExitPlan::Field{offset, mem, planner.Source(value)};
  };
  for (const ir::VirtualObject& object : snapshot.virtuals) {
    ExitPlan::VirtualObject made;
    made.shape_word = static_cast<uint32_t>(graph.shapes[object.shape].word);
    made.bytes = object.bytes;
    for (const auto& f : object.fields) {
      made.fields.push_back(field(f.offset, f.mem, f.value));
    }
    plan.virtuals.push_back(std::move(made));
  }
  for (const ir::PendingStore& store : snapshot.stores) {
    plan.stores.push_back({planner.Source(store.object),
                           field(store.offset, store.mem, store.value)});
  }
  return plan;
}

namespace {

// Registers first: a collection scans the VM stack up to stack_top, which covers what
// inlined frames need. The first `forced` frames are there.
void FillRegisters(Rebuilder* rebuilder, Frame* frame, const ExitPlan& plan, size_t forced) {
  for (size_t i = 0; i < plan.frames.size(); ++i) {
    const ExitPlan::FrameState& state = plan.frames[i];
    if (i > 0) {
      frame = reinterpret_cast<Frame*>(frame->regs() + state.base);
      if (i >= forced) ClearLocals(frame->regs(), 0, state.cleared);
    }
    for (const auto& [reg, source] : state.registers) {
      if (rebuilder->IsKept(source)) continue;
      if (i < forced && rebuilder->HasForced(i, reg, source)) continue;
      frame->regs()[reg] = rebuilder->Tagged(source);
    }
  }
}

// The header of a frame that was inlined in `outer`.
Frame* FillHeader(Rebuilder* rebuilder, Frame* outer, const ExitPlan::FrameState& state) {
  auto* inner = reinterpret_cast<Frame*>(outer->regs() + state.base);
  inner->callee = rebuilder->Tagged(state.callee);
  inner->prev = outer;
  inner->code = state.code;
  inner->pc = state.pc;
  inner->extra = state.has_extra ? rebuilder->Tagged(state.extra) : Value();
  inner->flags = state.flags;
  if ((state.flags & kFrameGenerator) != 0) {
    auto* generator = inner->extra.as<Generator>();
    generator->frame = inner;
    WakeFrameObject(generator, inner);
  }
  return inner;
}

}  // namespace

ResumePoint TakeExit(Thread* t, Frame* root, const ExitPlan& plan,
                     const ForcedFrames* forced) {
  // An exception that is pending must survive the allocations below.
  const Value pending = t->exception;
  Rebuilder rebuilder(t, plan, forced);
  const size_t there = rebuilder.MatchForced();
  if (forced != nullptr) PopForcedFrames(t, *forced, there);
  rebuilder.MakeObjects();
  rebuilder.DoStores();
  FillRegisters(&rebuilder, root, plan, there);
  // Then headers, complete before Thread::frame points to them.
  root->pc = plan.frames[0].pc;
  Frame* frame = root;
  for (size_t i = 1; i < plan.frames.size(); ++i) {
    if (i < there) {
      frame = reinterpret_cast<Frame*>(frame->regs() + plan.frames[i].base);
      frame->pc = plan.frames[i].pc;
      continue;
    }
    frame = FillHeader(&rebuilder, frame, plan.frames[i]);
    ++t->depth;
    FrameFence();
    t->frame = frame;
  }
  ResumePoint resume;
  if (plan.kind == ir::SnapshotKind::kRaise) {
    if (!pending.is_null()) t->exception = pending;
    resume.kind = Resume::kException;
  } else if (rebuilder.out_of_memory() || (forced != nullptr && forced->out_of_memory)) {
    if (t->exception.is_null()) RaiseMemoryError(t);
    resume.kind = Resume::kException;
  }
  return resume;
}

void MakeForcedFrames(Thread* t, Frame* root, const ExitPlan& plan, uint32_t counted,
                      ForcedFrames* forced) {
  const Value pending = t->exception;
  Rebuilder rebuilder(t, plan, nullptr);
  rebuilder.MakeObjects();
  rebuilder.DoStores();
  FillRegisters(&rebuilder, root, plan, 0);
  root->pc = plan.frames[0].pc;
  Frame* innermost = root;
  for (size_t i = 1; i < plan.frames.size(); ++i) {
    innermost = FillHeader(&rebuilder, innermost, plan.frames[i]);
  }
  FrameFence();
  if (t->frame == root) {
    t->frame = innermost;
  } else {
    Frame* above = t->frame;
    while (above->prev != root) above = above->prev;
    above->prev = innermost;
  }
  t->depth += static_cast<int64_t>(plan.frames.size()) - 1 - counted;
  forced->root = root;
  forced->plan = &plan;
  const Value* made = t->exit_values + kFirstMade;
  forced->made.assign(made, made + plan.virtuals.size());
  forced->out_of_memory = rebuilder.out_of_memory();
  t->exception = pending;
}

void PopForcedFrames(Thread* t, const ForcedFrames& forced, size_t keep) {
  for (size_t i = forced.plan->frames.size(); i > std::max<size_t>(keep, 1); --i) {
    BeforePop(t, t->frame);
    PopFrame(t, t->frame);
  }
}

}  // namespace pyjit::jit
