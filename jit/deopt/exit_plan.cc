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
    const auto at = std::find(values_.begin(), values_.end(), ref);
    PYJIT_CHECK(at != values_.end(), "a snapshot's value is among its exit's");
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
  Rebuilder(Thread* t, const ExitPlan& plan) : t_(t), plan_(plan) {}

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
      auto* object = made[i].as<Object>();
      if (object == nullptr) continue;
      for (const ExitPlan::Field& field : plan_.virtuals[i].fields) {
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
  Thread* t_;
  const ExitPlan& plan_;
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

ResumePoint TakeExit(Thread* t, Frame* root, const ExitPlan& plan) {
  // An exception that is pending must survive the allocations below.
  const Value pending = t->exception;
  Rebuilder rebuilder(t, plan);
  rebuilder.MakeObjects();
  rebuilder.DoStores();
  // Registers first: a collection scans the VM stack up to stack_top, which
  // covers what inlined frames need.
  Frame* frame = root;
  for (size_t i = 0; i < plan.frames.size(); ++i) {
    const ExitPlan::FrameState& state = plan.frames[i];
    if (i > 0) {
      frame = reinterpret_cast<Frame*>(frame->regs() + state.base);
      ClearLocals(frame->regs(), 0, state.cleared);
    }
    for (const auto& [reg, source] : state.registers) {
      frame->regs()[reg] = rebuilder.Tagged(source);
    }
  }
  // Then headers, complete before Thread::frame points to them.
  root->pc = plan.frames[0].pc;
  frame = root;
  for (size_t i = 1; i < plan.frames.size(); ++i) {
    const ExitPlan::FrameState& state = plan.frames[i];
    auto* inner = reinterpret_cast<Frame*>(frame->regs() + state.base);
    inner->callee = rebuilder.Tagged(state.callee);
    inner->prev = frame;
    inner->code = state.code;
    inner->pc = state.pc;
    inner->extra = state.has_extra ? rebuilder.Tagged(state.extra) : Value();
    inner->flags = state.flags;
    if ((state.flags & kFrameGenerator) != 0) {
      auto* generator = inner->extra.as<Generator>();
      generator->frame = inner;
      WakeFrameObject(generator, inner);
    }
    ++t->depth;
    FrameFence();
    t->frame = inner;
    frame = inner;
  }
  ResumePoint resume;
  if (plan.kind == ir::SnapshotKind::kRaise) {
    if (!pending.is_null()) t->exception = pending;
    resume.kind = Resume::kException;
  } else if (rebuilder.out_of_memory()) {
    if (t->exception.is_null()) RaiseMemoryError(t);
    resume.kind = Resume::kException;
  }
  return resume;
}

}  // namespace pyjit::jit
