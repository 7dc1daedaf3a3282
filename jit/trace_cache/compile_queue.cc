#include "jit/trace_cache/compile_queue.h"

#include <unistd.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/signal_mask.h"
#include "base/thread_clock.h"
#include "ir/builder.h"
#include "ir/clone.h"
#include "ir/printer.h"
#include "ir/verifier.h"
#include "jit/codegen_loader.h"
#include "passes/pipeline.h"
#include "passes/shown.h"

namespace pyjit::jit {
namespace {

// How much longer good code takes to make than quick code, about.
constexpr double kGoodCodeCost = 6;
// How many times that its quick code must have run, as it is not much slower, and a tree
// that grows wants good code anew.
constexpr double kGoodCodePatience = 3;
// How often jobs that wait look what runs: while they are new, and later.
constexpr std::chrono::milliseconds kLookEvery{10}, kLookLaterEvery{100};
constexpr std::chrono::seconds kNew{2};

// Testing: each guard whose exit runs its bytecode again may also exit when
// `forced_exit` says so. Hoisted guards have no exit id and resume at a poll.
void ForceExits(ir::Graph* graph, const std::vector<bool>& repeats) {
  for (ir::BlockId block = 0; block < graph->blocks.size(); ++block) {
    for (size_t i = 0; i < graph->blocks[block].nodes.size(); ++i) {
      const ir::Ref ref = graph->blocks[block].nodes[i];
      const ir::Node guard = graph->node(ref);
      if (guard.op != ir::Opcode::k_guard) continue;
      const ir::Snapshot& snapshot = graph->snapshots[guard.snapshot];
      if (snapshot.kind != ir::SnapshotKind::kResume ||
          (snapshot.exit_id != ir::kNone && !repeats[snapshot.exit_id])) {
        continue;
      }
      ir::Node call;
      call.op = ir::Opcode::k_call;
      call.index = static_cast<uint32_t>(ir::HelperId::k_forced_exit);
      call.position = guard.position;
      const ir::Ref forced = graph->Insert(block, i++, call);
      ir::Node both;
      both.position = guard.position;
      if (guard.imm != 0) {
        ir::Node inverse;
        inverse.op = ir::Opcode::k_not;
        inverse.operands = {forced};
        const ir::Ref allowed = graph->Insert(block, i++, inverse);
        both.op = ir::Opcode::k_and;
        both.operands = {guard.operands[0], allowed};
      } else {
        both.op = ir::Opcode::k_or;
        both.operands = {guard.operands[0], forced};
      }
      const ir::Ref condition = graph->Insert(block, i++, both);
      graph->node(ref).operands[0] = condition;
    }
  }
}

}  // namespace

CompileQueue::CompileQueue(CodegenEnvironment environment, std::string library,
                           CompileBudget* budget, std::function<void()> notify,
                           std::function<uint32_t()> running)
    : environment_(std::move(environment)),
      library_(std::move(library)),
      budget_(budget),
      notify_(std::move(notify)),
      running_(std::move(running)),
      lanes_{std::make_unique<Lane>(), std::make_unique<Lane>()} {}

CompileQueue::~CompileQueue() { Stop(); }

bool CompileQueue::IsForked() const {
  const pid_t process = process_;
  return process != 0 && process != getpid();
}

void CompileQueue::Abandon() {
  for (std::unique_ptr<Lane>& lane : lanes_) (void)lane.release();
  (void)generator_.release();
}

void CompileQueue::Stop() {
  if (IsForked()) return Abandon();
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    stop_ = true;
    for (auto& lane : lanes_) lane->jobs.clear();
  }
  for (auto& lane : lanes_) lane->wake.notify_all();
  for (auto& lane : lanes_) {
    if (lane->thread.joinable()) lane->thread.join();
  }
  outcomes_.clear();
}

void CompileQueue::Submit(CompileJob job) {
  if (IsForked()) return;
  const std::lock_guard<std::mutex> lock(mutex_);
  lanes_[0]->jobs.remove_if([&](const WaitingJob& waiting) {
    return waiting.job.trace_id == job.trace_id;
  });
  const bool quick = job.tier != Tier::kGood;
  Add(quick, {std::move(job)});
}

void CompileQueue::Add(bool quick, WaitingJob waiting) {
  if (stop_) return;
  Lane& lane = *lanes_[quick];
  const auto now = std::chrono::steady_clock::now();
  if (lane.jobs.empty()) lane.looked = now;
  lane.added = now;
  lane.jobs.push_back(std::move(waiting));
  if (!lane.thread.joinable()) {
    process_ = getpid();
    const SignalsBlocked blocked;
    lane.thread = std::thread([this, quick] { Work(quick); });
  }
  lane.wake.notify_one();
}

CompileOutcome CompileQueue::CompileNow(CompileJob job) {
  CompileJob next;
  bool has_next = false;
  return Compile(std::move(job), &next, &has_next);
}

std::vector<CompileOutcome> CompileQueue::TakeOutcomes() {
  if (IsForked()) return {};
  const std::lock_guard<std::mutex> lock(mutex_);
  return std::exchange(outcomes_, {});
}

std::string CompileQueue::load_error() {
  const std::lock_guard<std::mutex> lock(generator_mutex_);
  return load_error_;
}

void CompileQueue::Work(bool quick) {
  Lane& lane = *lanes_[quick];
  for (;;) {
    CompileJob job;
    {
      std::unique_lock<std::mutex> lock(mutex_);
      while (!stop_) {
        if (lane.jobs.empty()) {
          lane.wake.wait(lock);
          continue;
        }
        const auto again = LookAtRunning(&lane);
        const auto first = std::find_if(lane.jobs.begin(), lane.jobs.end(),
                                        [&](const WaitingJob& j) { return IsDue(j); });
        if (first != lane.jobs.end()) {
          job = std::move(first->job);
          lane.jobs.erase(first);
          break;
        }
        lane.wake.wait_until(lock, again);
      }
      if (stop_) return;
    }
    CompileJob next;
    bool has_next = false;
    const double start = ThreadMs();
    const double paid = job.paid_ms;
    CompileOutcome outcome = Compile(std::move(job), &next, &has_next);
    const double cost = ThreadMs() - start;
    budget_->Spend(cost - paid);
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      outcomes_.push_back(std::move(outcome));
      if (stop_) return;
      if (has_next) {
        // Only if no newer version of the tree has been asked for meanwhile.
        bool newer = false;
        for (const WaitingJob& waiting : lane.jobs) {
          newer |= waiting.job.trace_id == next.trace_id;
        }
        if (!newer) {
          Add(false, {std::move(next), cost * kGoodCodeCost});
        }
      }
    }
    notify_();
  }
}

std::chrono::steady_clock::time_point CompileQueue::LookAtRunning(Lane* lane) {
  const auto now = std::chrono::steady_clock::now();
  const auto every = now - lane->added < kNew ? kLookEvery : kLookLaterEvery;
  if (now - lane->looked >= every) {
    const std::chrono::duration<double, std::milli> elapsed =
        std::min<std::chrono::steady_clock::duration>(now - lane->looked, every * 2);
    lane->looked = now;
    const uint32_t trace = running_();
    for (WaitingJob& waiting : lane->jobs) {
      if (waiting.job.trace_id == trace) waiting.seen_ms += elapsed.count();
    }
  }
  return lane->looked + every;
}

bool CompileQueue::IsDue(const WaitingJob& waiting) const {
  return waiting.cost_ms == 0 ||
         (waiting.seen_ms >= kGoodCodePatience * waiting.cost_ms &&
          budget_->Allows(waiting.cost_ms));
}

bool CompileQueue::LoadGenerator() {
  const std::lock_guard<std::mutex> lock(generator_mutex_);
  if (load_tried_) return generator_ != nullptr;
  load_tried_ = true;
  absl::StatusOr<NewCodeGeneratorFn> make = LoadCodeGenerator(library_);
  if (!make.ok()) {
    load_error_ = std::string(make.status().message());
    return false;
  }
  generator_.reset((*make)(&load_error_));
  return generator_ != nullptr;
}

CompileOutcome CompileQueue::Compile(CompileJob job, CompileJob* next,
                                     bool* has_next) {
  const bool quick = job.tier != Tier::kGood;
  const std::lock_guard<std::mutex> lock(lanes_[quick]->compiling);
  CompileOutcome outcome;
  outcome.trace_id = job.trace_id;
  outcome.version = job.version;
  outcome.quick = quick;
  outcome.nodes_before = job.graph.LiveNodeCount();
  const double start = ThreadMs();
  passes::PipelineOptions options;
  options.verify = job.verify;
  options.skip = job.skipped_passes;
  if (job.want_passes) {
    options.dump = [&](absl::string_view pass, const ir::Graph& graph) {
      absl::StrAppend(&outcome.dump, "; after ", pass, "\n", ir::Print(graph),
                      "\n");
    };
  }
  if (!job.optimized) {
    passes::ForgetMadeObjects(&job.graph);
    const absl::Status optimized = passes::RunPipeline(&job.graph, options);
    if (!optimized.ok()) {
      outcome.error = std::string(optimized.message());
      return outcome;
    }
  }
  auto code = std::make_shared<CompiledCode>();
  code->graph = ir::Compacted(job.graph);
  if (job.forced_exit_rate != 0 && !job.optimized) {
    ForceExits(&code->graph, job.repeats);
  }
  code->trace_id = job.trace_id;
  code->version = job.version;
  code->plans.resize(code->graph.snapshots.size());
  outcome.nodes_after = code->graph.LiveNodeCount();
  outcome.optimize_ms = ThreadMs() - start;
  if (job.evaluate) {
    outcome.code = std::move(code);
    return outcome;
  }
  if (!LoadGenerator()) {
    outcome.error = load_error_;
    return outcome;
  }
  CodegenRequest request;
  request.graph = &code->graph;
  request.symbol = absl::StrCat(job.symbol, quick ? "_quick" : "");
  request.quick = quick;
  request.environment = &environment_;
  request.valid_flag = &code->valid;
  request.self_call = job.self_call;
  request.want_llvm_text = job.want_llvm;
  request.want_assembly = job.want_asm;
  code->code = generator_->Compile(request);
  code->generator = generator_.get();
  if (!code->code.ok) {
    outcome.error = code->code.error;
    return outcome;
  }
  if (job.tier == Tier::kQuickThenGood) {
    *has_next = true;
    next->trace_id = job.trace_id;
    next->version = job.version;
    next->graph = code->graph;
    next->symbol = job.symbol;
    next->tier = Tier::kGood;
    next->optimized = true;
    next->self_call = std::move(job.self_call);
    next->want_llvm = job.want_llvm;
    next->want_asm = job.want_asm;
  }
  absl::StrAppend(&outcome.dump, code->code.llvm_text, code->code.assembly);
  outcome.code = std::move(code);
  return outcome;
}

}  // namespace pyjit::jit
