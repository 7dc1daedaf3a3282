#include "jit/deoptimizer.h"

#include <algorithm>
#include <utility>

#include "jit/code_generator.h"

namespace pyjit::jit {
namespace {

// The call that the activation inside which `call` is was called by: of the code that called
// itself, found through the frame it has pushed. Null: it was entered.
TraceCall* OuterCall(const TraceEntry& entry, const TraceCall* call) {
  Frame* frame = Frame::FromRegs(call->regs);
  if (frame == entry.root) return nullptr;
  auto* outer = reinterpret_cast<TraceCall*>(frame->extra.bits());
  outer->regs = frame->prev->regs();
  return outer;
}

// Whether the frame is one of machine code that was not forced yet.
bool IsUnforced(const Thread* t, const Frame* frame) {
  const TraceCall* call = t->trace_call;
  uint64_t mark = t->valid_mark;
  for (const TraceEntry* entry = LastEntry(t); entry != nullptr && mark == kValid;
       entry = entry->outer) {
    for (; call != nullptr; call = OuterCall(*entry, call)) {
      const Frame* here = Frame::FromRegs(call->regs);
      if (here <= frame) return here == frame;  // the others are below
    }
    call = entry->outer_call;
    mark = entry->outer_mark;
  }
  return false;
}

// Machine code that called itself looks at the flags of the frame it has pushed.
void TellCaller(Frame* frame) {
  if ((frame->flags & kFrameHasObject) == 0) frame->flags |= kFrameForced;
}

}  // namespace

std::list<ForcedFrames>::iterator Deoptimizer::Find(const Frame* root) {
  return std::find_if(forced_.begin(), forced_.end(),
                      [&](const ForcedFrames& forced) { return forced.root == root; });
}

void Deoptimizer::ForceFrames(const Frame* frame) {
  if (frame != nullptr && !IsUnforced(t_, frame)) return;
  TraceCall* call = t_->trace_call;
  uint64_t* mark = &t_->valid_mark;
  // What was entered before something forced is forced as well.
  for (TraceEntry* entry = LastEntry(t_); entry != nullptr && *mark == kValid;
       entry = entry->outer) {
    *mark = kFramesForced;
    while (call != nullptr) {
      TraceCall* outer = OuterCall(*entry, call);
      ForceActivation(entry->code, call);
      if (outer != nullptr) TellCaller(Frame::FromRegs(call->regs));
      call = outer;
    }
    call = entry->outer_call;
    mark = &entry->outer_mark;
  }
}

// Makes the frames of the activation inside this call.
void Deoptimizer::ForceActivation(CompiledCode* code, const TraceCall* call) {
  const ir::Graph& graph = code->graph;
  ForcedFrames forced;
  ir::SnapshotId id;
  uint32_t counted = 0;
  if (call->where == kNowhere) return;
  if (call->where == kWhereEvaluatorIs) {
    const ir::Evaluator& evaluator = *reinterpret_cast<const EvaluatorCall*>(call)->evaluator;
    const ir::Ref at = evaluator.at();
    if (!ir::EffectsOf(graph, graph.node(at)).runs_python) return;
    const std::vector<ir::Ref>& nodes = graph.blocks[graph.node(at).block].nodes;
    const auto call = std::find(nodes.begin(), nodes.end(), at);
    const CallFrames during =
        FramesDuringCall(graph, nodes, static_cast<size_t>(call - nodes.begin()));
    if (during.snapshot == ir::kNone) return;
    id = during.snapshot;
    for (ir::Ref ref : during.values) forced.words.push_back(Value(evaluator.ValueOf(ref)));
  } else {
    id = static_cast<ir::SnapshotId>(call->where >> kCountedFramesBits);
    counted = static_cast<uint32_t>(call->where & ((1u << kCountedFramesBits) - 1));
    const auto* words = reinterpret_cast<const Value*>(call + 1);
    forced.words.assign(words, words + ExitValues(graph, graph.snapshots[id]).size());
  }
  std::copy(forced.words.begin(), forced.words.end(), exit_values_.begin());
  reading_ = true;
  forced_.push_front(std::move(forced));
  MakeForcedFrames(t_, Frame::FromRegs(call->regs), code->PlanOf(id), counted,
                   &forced_.front());
  reading_ = false;
}

ResumePoint Deoptimizer::TakeExit(Frame* root, const ExitPlan& plan) {
  const auto forced = Find(root);
  reading_ = true;
  const ResumePoint resume =
      jit::TakeExit(t_, root, plan, forced == forced_.end() ? nullptr : &*forced);
  reading_ = false;
  if (forced != forced_.end()) forced_.erase(forced);
  return resume;
}

void Deoptimizer::Return(Frame* root) {
  const auto forced = Find(root);
  PopForcedFrames(t_, *forced, 1);
  forced_.erase(forced);
}

void Deoptimizer::VisitRoots(RootVisitor* visitor) const {
  auto visit = [&](const std::vector<Value>& words) {
    visitor->VisitConservative(words.data(), words.data() + words.size());
  };
  // Later they are leftovers, which would keep what has died.
  if (reading_) visit(exit_values_);
  for (const ForcedFrames& forced : forced_) {
    visit(forced.words);
    visit(forced.made);
  }
}

}  // namespace pyjit::jit
