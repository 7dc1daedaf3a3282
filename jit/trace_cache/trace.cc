#include "jit/trace_cache/trace.h"

namespace pyjit::jit {

const ExitPlan& CompiledCode::PlanOf(ir::SnapshotId id) {
  std::unique_ptr<ExitPlan>& plan = plans[id];
  if (plan == nullptr) plan = std::make_unique<ExitPlan>(MakeExitPlan(graph, id));
  return *plan;
}

Trace::~Trace() { ForgetAssumptions(); }

void Trace::ForgetAssumptions() {
  for (Watchpoint* watchpoint : tree.assumptions) watchpoint->Unwatch(this);
  tree.assumptions.clear();
}

void Trace::Retire(const char* reason) {
  if (retired) return;
  retired = true;
  // What it relied on may die before it does.
  ForgetAssumptions();
  if (code != nullptr) code->valid = 0;
  if (point->trace == this) point->trace = nullptr;
  ++point->retirements;
  if (on_retire) on_retire(*this, reason);
}

void Trace::Release() {
  ForgetAssumptions();
  tree.Clear();
  code.reset();
  exit_counts.clear();
  exit_totals.clear();
  exit_aborts.clear();
  unnamed_exits = 0;
  if (compiling) point->pending = false;  // what comes of it is not wanted
  point = nullptr;
}

}  // namespace pyjit::jit
