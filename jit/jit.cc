#include "jit/jit.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <list>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "interp/frames.h"
#include "ir/clone.h"
#include "ir/evaluator.h"
#include "ir/printer.h"
#include "ir/verifier.h"
#include "jit/deopt/exit_plan.h"
#include "jit/deoptimizer.h"
#include "jit/eval_host.h"
#include "jit/helpers/helpers.h"
#include "jit/jit_state.h"
#include "jit/log.h"
#include "jit/log_tables.h"
#include "jit/record/recorder.h"
#include "jit/trace_cache/compile_queue.h"
#include "jit/trace_cache/published_code.h"
#include "jit/trace_cache/trace.h"
#include "jit/trace_cache/worth.h"
#include "runtime/error.h"
#include "runtime/types/str.h"
#include "runtime/weak_holder.h"

namespace pyjit::jit {
namespace {

// One of so many entries is timed, and after so many timed ones the ledger is read.
constexpr uint64_t kTimedEnters = 16;
constexpr uint64_t kLedgerEnters = 128;
// More of going in and out than this is somebody else's time, or a page that was missing.
constexpr uint64_t kMostTicksAround = 5000;
// How many compiles' time a tree may lose while it grows.
constexpr double kLossesOfGrowing = 3;
// How long a refusal of the budget holds.
constexpr int kRefusedMs = 1;
// How many times in a row the threshold is reached without a look at the merge point.
constexpr int64_t kMostPassedOver = 64;
// How often a function is recorded that turns out to be too small.
constexpr uint32_t kSmallRecordings = 4;
// What part of the time that machine code saved may be spent on compiling more.
constexpr double kReinvested = 0.1;
// A tree is given up when this many of its activations, and one of so many, were left because
// somebody had looked at their frames.
constexpr uint64_t kMostLooks = 32, kEntersPerLook = 8;

class JitImpl final : public Jit,
                      public JitState,
                      public TraceHooks,
                      public RootProvider,
                      public WeakHolder {
 public:
  JitImpl(Isolate* isolate, InterpState* state, const JitOptions& options)
      : isolate_(isolate),
        t_(isolate->main_thread()),
        state_(state),
        options_(options),
        deoptimizer_(t_),
        budget_(options.knobs.compile_delay_ms,
                options.knobs.background != 0 ? options.knobs.compile_share : 0),
        queue_(MakeCodegenEnvironment(isolate), options.codegen_library, &budget_,
               [this] { t_->poll.fetch_or(kPollJit); },
               [this] {
                 const bool inside =
                     t_->vm_state.load(std::memory_order_relaxed) == VmState::kTrace;
                 return inside ? running_trace_.load(std::memory_order_relaxed) : ir::kNone;
               }) {
    forced_exit_rate = static_cast<uint64_t>(knobs().forced_exit_rate);
    random = static_cast<uint64_t>(knobs().seed) * 0x9E3779B97F4A7C15ull + 1;
    t_->jit = static_cast<JitState*>(this);
    t_->force_frames = [](Thread* t, const Frame* frame) {
      static_cast<JitImpl*>(static_cast<JitState*>(t->jit))->deoptimizer_.ForceFrames(frame);
    };
    isolate_->heap()->AddRootProvider(this);
    AddWeakHolder(isolate_->heap(), this);
  }

  ~JitImpl() override {
    if (log_.is_open()) {
      log_.Write(ExitTable(traces_, released_exits_));
      log_.Write(AbortTable());
    }
    state_->hooks = nullptr;
    state_->code_map = nullptr;
    isolate_->heap()->RemoveRootProvider(this);
    RemoveWeakHolder(isolate_->heap(), this);
    for (const std::unique_ptr<Trace>& trace : traces_) {
      if (trace->point != nullptr && trace->point->trace == trace.get()) {
        trace->point->trace = nullptr;
      }
    }
    recorder_.reset();
    // The compile thread first; then code, while its generator still lives.
    queue_.Stop();
    published_.Clear();
    replaced_.clear();
    traces_.clear();
  }

  absl::Status OpenFiles() {
    if (!options_.log_file.empty()) {
      if (absl::Status s = log_.Open(options_.log_file); !s.ok()) return s;
    }
    if (!options_.dump_file.empty()) {
      if (absl::Status s = dump_.Open(options_.dump_file); !s.ok()) return s;
    }
    return absl::OkStatus();
  }
  const CodeMap* code_map() const { return &published_; }

  // --- Jit ---
  void Drain() override;
  JitStats stats() const override { return stats_; }
  std::string AbortTable() const override { return jit::AbortTable(stats_); }

  // --- TraceHooks ---
  void OnHot(Thread* t, Frame* frame, MergePoint* point) override;
  ResumePoint Enter(Thread* t, Frame* frame, MergePoint* point) override;
  bool Record(Thread* t, Frame* frame) override;
  bool RecordException(Thread* t, Frame* frame) override;
  void OnPoll(Thread* t) override;
  uint32_t threshold() const override {
    return static_cast<uint32_t>(std::clamp<int64_t>(
        std::min(knobs().loop_threshold, knobs().function_threshold), 1, 0x7FFF));
  }

  // --- JitState ---
  Value LeaveSelfCall(Thread* t, Value* regs, uint64_t exit) override;
  bool CallCompiled(Thread* t, Function* function, const Value* args, size_t nargs,
                    Value* result) override;

  // --- RootProvider ---
  void VisitRoots(RootVisitor* visitor) override {
    deoptimizer_.VisitRoots(visitor);
    for (const ir::Evaluator* running : running_) {
      visitor->VisitConservative(
          running->words().data(),
          running->words().data() + running->words().size());
    }
    for (const std::unique_ptr<Trace>& trace : traces_) {
      if (IsInUse(*trace)) trace->tree.VisitConstants(visitor);
    }
  }

  // --- WeakHolder ---
  void VisitHeld(RootVisitor* visitor) override {
    for (const std::unique_ptr<Trace>& trace : traces_) trace->tree.VisitConstants(visitor);
  }
  void ForgetDead(const std::function<bool(const Object*)>& is_alive) override;

 private:
  const Knobs& knobs() const { return options_.knobs; }
  bool Dumps(const char* what) const {
    return dump_.is_open() &&
           std::find(options_.dump.begin(), options_.dump.end(), what) !=
               options_.dump.end();
  }
  template <typename... Args>
  void Log(const absl::FormatSpec<Args...>& format, const Args&... args) {
    if (log_.is_open()) log_.Write(absl::StrFormat(format, args...));
  }
  std::string PlaceOf(const Frame* frame) const;
  // It is recorded, or somebody is inside its code.
  bool IsInUse(const Trace& trace) const;
  void MissEntry(Trace* trace);
  void StartSideTrace(Trace* trace, uint32_t exit_id, Frame* frame);
  void FinishRecording();
  void RequestCompile(Trace* trace);
  SelfCall SelfCallOf(const Trace* trace) const;
  bool MayCompile();
  void WaitFor(MergePoint* point, double ms);
  int64_t ExitsToGrow(const Trace* trace) const;
  bool IsGrowing(const Trace* trace) const;
  void CheckLedger(Trace* trace);
  void Install(CompileOutcome outcome);
  // Runs the code until it leaves: the snapshot, or kReturned.
  uint64_t Run(CompiledCode* code, Frame* frame, Value* result);
  ResumePoint Leave(Trace* trace, CompiledCode* code, uint64_t exit, Frame* frame,
                    Value result);
  ResumePoint LeaveForced(Trace* trace, const ExitPlan* plan, Frame* frame, Value result);

  Isolate* isolate_;
  Thread* t_;
  InterpState* state_;
  const JitOptions options_;
  LogFile log_, dump_;
  Deoptimizer deoptimizer_;
  LivenessCache liveness_;
  std::vector<std::unique_ptr<Trace>> traces_;  // by id
  std::unique_ptr<Recorder> recorder_;
  Trace* recording_ = nullptr;
  uint32_t recording_exit_ = ir::kNone;
  std::chrono::steady_clock::time_point recording_since_;
  std::list<const ir::Evaluator*> running_;
  PublishedCode published_;
  // Code that newer code has replaced while somebody was inside.
  std::list<std::shared_ptr<CompiledCode>> replaced_;
  std::vector<ExitRow> released_exits_;  // of traces that were released
  JitStats stats_;
  TickClock clock_;
  PassTimes passes_;
  // The trace that was entered last and not left yet; read by the compile threads. Its code.
  std::atomic<uint32_t> running_trace_{ir::kNone};
  CompileBudget budget_;
  std::chrono::steady_clock::time_point budget_asked_;  // when it said no
  // Destroyed first: its thread must be gone before anything it uses.
  CompileQueue queue_;
};

std::string JitImpl::PlaceOf(const Frame* frame) const {
  const CodeBlock& block = *frame->code->block;
  const auto pc =
      static_cast<uint32_t>(frame->pc - block.instructions.data());
  return absl::StrCat(StrToUtf8(block.qualname), " ",
                      StrToUtf8(block.filename), ":", block.LineAt(pc));
}

void JitImpl::OnHot(Thread* t, Frame* frame, MergePoint* point) {
  if (knobs().background != 0 && !passes_.Passed(point, threshold())) {
    WaitFor(point, kUsualCompileMs * (1u << std::min(point->penalty, 20u)));
    return;
  }
  const bool function = OpOf(*frame->pc) == Op::kENTER;
  const int64_t wanted =
      function ? knobs().function_threshold : knobs().loop_threshold;
  // The interpreter counts to the lower of the two thresholds; failures double
  // the wait each time.
  ++point->rounds;
  const int64_t rounds =
      ((wanted + threshold() - 1) / threshold()) << std::min(point->penalty, 20u);
  if (static_cast<int64_t>(point->rounds) < rounds || point->pending ||
      recorder_ != nullptr || IsRecording(t)) {
    return;
  }
  if (knobs().background != 0 &&
      clock_.Ms(passes_.Ticks(point)) < kUsualCompileMs * (1u << std::min(point->penalty, 20u))) {
    passes_.TimeNext(point);
    auto* word = const_cast<uint64_t*>(frame->pc);
    *word = (*word & ~kPassCountMask) | (kPassCountOne * (threshold() - 1));
    return;
  }
  if (!MayCompile()) {
    WaitFor(point, clock_.Ms(passes_.Ticks(point)) + kRefusedMs);
    return;
  }
  point->rounds = 0;
  passes_.Forget(point);
  if (point->retirements >= knobs().max_retirements) {
    point->blacklisted = true;
    Log("blacklist %s\n", PlaceOf(frame));
    return;
  }
  const CodeBlock& block = *frame->code->block;
  if ((block.flags & (kCodeGenerator | kCodeCoroutine | kCodeAsyncGenerator |
                      kCodeClassBody)) != 0) {
    point->blacklisted = true;
    return;
  }
  traces_.push_back(std::make_unique<Trace>(
      static_cast<uint32_t>(traces_.size()), point));
  recording_ = traces_.back().get();
  recording_->place = PlaceOf(frame);
  recording_->on_retire = [this](const Trace& trace, const char* reason) {
    ++stats_.retirements;
    Log("retired  trace %u at %s: %s\n", trace.id, trace.place, reason);
  };
  recording_exit_ = ir::kNone;
  recording_since_ = std::chrono::steady_clock::now();
  recorder_ = std::make_unique<Recorder>(t, &knobs(), &liveness_,
                                         &recording_->tree, frame);
  recording_->tree.graph.name = recording_->place;
  ++stats_.recordings;
  Log("record   trace %u at %s\n", recording_->id, recording_->place);
  t->vm_state.store(VmState::kRecording, std::memory_order_relaxed);
  StartRecording(t);
}

// The next times that the threshold is reached are passed over until the passes will have
// taken so long: who stays in the interpreter pays little for being counted.
void JitImpl::WaitFor(MergePoint* point, double ms) {
  if (knobs().background == 0) return;
  const int64_t passes = passes_.PassesUntil(point, clock_.TicksOf(ms));
  const int64_t times = std::min<int64_t>(passes / threshold(), kMostPassedOver);
  if (times <= 0) return;
  point->counter = static_cast<uint32_t>(times);
  point->rounds += point->counter;
  passes_.Add(point, point->counter * threshold());
}

// Whether the budget allows another recording and its compile. Asked often, so a
// refusal holds for a millisecond.
bool JitImpl::MayCompile() {
  if (knobs().background == 0) return true;
  const auto now = std::chrono::steady_clock::now();
  if (now - budget_asked_ < std::chrono::milliseconds(kRefusedMs)) return false;
  if (budget_.Allows(kUsualCompileMs + (stats_.compiles == 0 ? kLoadLlvmMs : 0))) return true;
  budget_asked_ = now;
  return false;
}

void JitImpl::StartSideTrace(Trace* trace, uint32_t exit_id, Frame* frame) {
  recording_ = trace;
  recording_exit_ = exit_id;
  recording_since_ = std::chrono::steady_clock::now();
  recorder_ = std::make_unique<Recorder>(t_, &knobs(), &liveness_,
                                         &trace->tree, exit_id, frame);
  ++stats_.recordings;
  Log("record   trace %u exit %u at %s\n", trace->id, exit_id, PlaceOf(frame));
  t_->vm_state.store(VmState::kRecording, std::memory_order_relaxed);
  StartRecording(t_);
}

// Exits at one place before the tree grows there, which compiles it again.
int64_t JitImpl::ExitsToGrow(const Trace* trace) const {
  if (knobs().background == 0) return knobs().exit_threshold;
  return std::max(knobs().exit_threshold, ExitsWorthCompile(trace->recorded_nodes));
}

bool JitImpl::Record(Thread* t, Frame* frame) {
  if (recorder_ == nullptr) return false;
  if (recording_->retired) {
    recorder_->AbortWith(Abort::k_retired_while_recording);
  }
  if (recorder_->Record(frame) == Recorder::State::kRecording) return true;
  FinishRecording();
  t->vm_state.store(VmState::kInterpreter, std::memory_order_relaxed);
  return false;
}

bool JitImpl::RecordException(Thread* t, Frame* frame) {
  if (recorder_ == nullptr) return false;
  if (recorder_->Raised(frame) == Recorder::State::kRecording) return true;
  FinishRecording();
  t->vm_state.store(VmState::kInterpreter, std::memory_order_relaxed);
  return false;
}

void JitImpl::FinishRecording() {
  const std::unique_ptr<Recorder> recorder = std::move(recorder_);
  Trace* trace = std::exchange(recording_, nullptr);
  const uint32_t exit_id = recording_exit_;
  const double record_ms = std::chrono::duration<double, std::milli>(
                               std::chrono::steady_clock::now() - recording_since_)
                               .count();
  stats_.record_ms += record_ms;
  budget_.SpendHere(record_ms);
  if (recorder->state() == Recorder::State::kAborted) {
    const Abort reason = recorder->abort_reason();
    ++stats_.aborts;
    ++stats_.abort_counts[static_cast<int>(reason)];
    Log("abort    trace %u: %s (%s)\n", trace->id, AbortName(reason),
        recorder->abort_detail());
    if (exit_id == ir::kNone) {
      ++trace->point->penalty;
      if (trace->point->penalty >= knobs().max_aborts) {
        trace->point->blacklisted = true;
        Log("blacklist %s\n", trace->place);
      }
      trace->retired = true;  // nothing was recorded
    } else {
      ++trace->exit_aborts[exit_id];
    }
    return;
  }
  trace->exit_counts.resize(trace->tree.exits.size());
  trace->exit_totals.resize(trace->tree.exits.size());
  trace->exit_aborts.resize(trace->tree.exits.size());
  if (exit_id != ir::kNone) {
    ++trace->side_traces;
    if (trace->caution != 0 && trace->caution_resets < 4) {
      trace->caution = 0;
      ++trace->caution_resets;
    }
    ++stats_.side_traces;
  }
  trace->recorded_nodes = trace->tree.graph.LiveNodeCount();
  Log("closed   trace %u: %d bytecodes, %d nodes\n", trace->id,
      recorder->bytecodes(), trace->recorded_nodes);
  if (exit_id == ir::kNone && trace->tree.root_is_function && knobs().background != 0 &&
      trace->recorded_nodes < knobs().least_function_nodes) {
    // Going in and out would cost what the code saves. Callers inline it. The next call that
    // is recorded may go another way: half the calls of a recursive function end it.
    trace->retired = true;
    trace->point->blacklisted = ++trace->point->penalty >= kSmallRecordings;
    trace->ForgetAssumptions();
    Log("small    trace %u at %s\n", trace->id, trace->place);
    return;
  }
  ++trace->uncompiled;
  if (exit_id == ir::kNone || trace->uncompiled > trace->versions / 2) {
    RequestCompile(trace);
  }
}

// What the tree's code needs to know in order to call itself.
SelfCall JitImpl::SelfCallOf(const Trace* trace) const {
  const RecordedTree& tree = trace->tree;
  SelfCall self;
  CodeBlock* block = tree.root_code->block;
  if (!tree.root_is_function || SimpleCall(block) == kNotSimpleCall) return self;
  for (const ir::ObjectRow& row : tree.graph.objects) {
    const Value object(row.word);
    if (IsKind(object, Kind::kFunction) && object.as<Function>()->code == tree.root_code) {
      self.functions.push_back(row.word);
    }
  }
  self.code = Value(tree.root_code).bits();
  self.first_pc = reinterpret_cast<uint64_t>(block->instructions.data());
  self.parameters = SimpleCall(block) - 1;
  self.cleared = block->first_pinned;
  self.stack_words = tree.stack_words;
  return self;
}

void JitImpl::RequestCompile(Trace* trace) {
  if (trace->compiling) {
    trace->stale = true;
    return;
  }
  trace->stale = false;
  trace->uncompiled = 0;
  trace->stale_exits = 0;
  if (Dumps("ir")) {
    dump_.Write(absl::StrCat("; recorded, trace ", trace->id, " version ",
                             trace->versions, "\n",
                             ir::Print(trace->tree.graph), "\n"));
  }
  if (knobs().verify != 0) {
    const absl::Status valid = ir::Verify(trace->tree.graph);
    if (!valid.ok()) {
      ++stats_.abort_counts[static_cast<int>(Abort::k_invalid_graph)];
      Log("invalid  trace %u: %s\n", trace->id, std::string(valid.message()));
      trace->Retire("invalid graph");
      trace->point->blacklisted = true;
      return;
    }
  }
  trace->missed_entries = 0;
  trace->enters_at_compile = trace->ledger.enters;
  CompileJob job;
  if (trace->caution > 0) job.skipped_passes.push_back("hoist");
  if (trace->caution > 1) job.skipped_passes.push_back("unbox_params");
  job.trace_id = trace->id;
  job.version = trace->versions++;
  job.graph = ir::Compacted(trace->tree.graph);
  job.symbol = absl::StrCat("pyjit_trace_", trace->id, "_", job.version);
  job.evaluate = knobs().evaluate != 0;
  if (knobs().tier == 1) {
    job.tier = Tier::kQuick;
  } else if (knobs().tier == 2 || knobs().background == 0) {
    job.tier = Tier::kGood;
  }
  job.verify = knobs().verify != 0;
  job.forced_exit_rate = knobs().forced_exit_rate;
  if (job.forced_exit_rate != 0) {
    for (const ExitSite& exit : trace->tree.exits) {
      job.repeats.push_back(exit.repeats);
    }
  }
  job.self_call = SelfCallOf(trace);
  job.want_passes = Dumps("passes");
  job.want_llvm = Dumps("llvm");
  job.want_asm = Dumps("asm");
  trace->compiling = true;
  trace->point->pending = true;
  if (knobs().background != 0) {
    // Jobs wait in the queue: they are paid for now, and what they really cost is
    // settled when they are done.
    job.paid_ms = CompileMs(job.graph.LiveNodeCount()) +
                  (stats_.compiles == 0 ? kLoadLlvmMs : 0);
    budget_.Spend(job.paid_ms);
  }
  ++stats_.compiles;
  if (knobs().background != 0) {
    queue_.Submit(std::move(job));
  } else {
    Install(queue_.CompileNow(std::move(job)));
  }
}

void JitImpl::Install(CompileOutcome outcome) {
  Trace* trace = traces_[outcome.trace_id].get();
  if (outcome.version == trace->versions - 1) {
    trace->compiling = false;
    if (trace->point != nullptr) trace->point->pending = false;
  }
  // Good code of a version that has been replaced meanwhile.
  if (trace->code != nullptr && outcome.version < trace->code->version) return;
  stats_.optimize_ms += outcome.optimize_ms;
  if (!outcome.dump.empty()) {
    dump_.Write(absl::StrCat("; trace ", trace->id, " version ",
                             outcome.version, "\n", outcome.dump));
  }
  if (trace->retired) return;
  if (outcome.code == nullptr) {
    ++stats_.abort_counts[static_cast<int>(Abort::k_compile_failed)];
    Log("failed   trace %u: %s\n", trace->id, outcome.error);
    if (trace->code == nullptr) {
      trace->retired = true;
      trace->point->blacklisted = true;
      trace->ForgetAssumptions();
    }
    return;
  }
  const CodegenResult& code = outcome.code->code;
  stats_.codegen_ms += code.lower_ms + code.passes_ms + code.codegen_ms;
  stats_.code_bytes += code.code_size;
  outcome.code->stack_words = trace->tree.stack_words;
  Log("compiled trace %u version %d %s at %s: %d -> %d nodes, %d bytes, "
      "ms: passes %.1f, lower %.1f, llvm %.1f + %.1f\n",
      trace->id, outcome.version, outcome.quick ? "quick" : "good",
      trace->place, outcome.nodes_before,
      outcome.nodes_after, code.code_size, outcome.optimize_ms,
      code.lower_ms, code.passes_ms, code.codegen_ms);
  replaced_.remove_if([](const std::shared_ptr<CompiledCode>& old) {
    return old->activations == 0;
  });
  if (trace->code != nullptr && trace->code->activations > 0) {
    replaced_.push_back(std::move(trace->code));
  }
  trace->code = std::move(outcome.code);
  published_.Add(trace->code);
  isolate_->heap()->ChargeExternal(static_cast<int64_t>(code.code_size));
  trace->point->trace = trace;
  EnterAtEachPass(trace->tree.root_code->block, *trace->point);
  if (trace->stale) RequestCompile(trace);
}

bool JitImpl::IsInUse(const Trace& trace) const {
  if (recording_ == &trace || (trace.code != nullptr && trace.code->activations > 0)) return true;
  return std::any_of(replaced_.begin(), replaced_.end(),
                     [&](const std::shared_ptr<CompiledCode>& code) {
                       return code->trace_id == trace.id && code->activations > 0;
                     });
}

// Code that was made for a class, a function or a value that has died would keep all
// that they refer to, and is not entered again anyway.
void JitImpl::ForgetDead(const std::function<bool(const Object*)>& is_alive) {
  for (const std::unique_ptr<Trace>& trace : traces_) {
    if (trace->point == nullptr || IsInUse(*trace)) continue;
    if (!trace->retired) {
      if (trace->tree.ConstantsAlive(is_alive)) continue;
      trace->Retire("a constant died");
      // It was right as long as it was there. But what dies so soon is not worth as much,
      // and the next one may too: each time twice as much has to pass before.
      --trace->point->retirements;
      ++trace->point->penalty;
    }
    if (log_.is_open()) AddExitRows(*trace, &released_exits_);
    trace->Release();
  }
}

void JitImpl::OnPoll(Thread* t) {
  (void)t;
  for (CompileOutcome& outcome : queue_.TakeOutcomes()) {
    Install(std::move(outcome));
  }
}

void JitImpl::Drain() {
  for (;;) {
    bool busy = false;
    for (const auto& trace : traces_) busy |= trace->compiling;
    if (!busy || queue_.IsForked()) return;
    OnPoll(t_);
    std::this_thread::sleep_for(std::chrono::microseconds(200));
  }
}

uint64_t JitImpl::Run(CompiledCode* code, Frame* frame, Value* result) {
  if (code->code.entry != nullptr) {
    const uint64_t exit = code->code.entry(t_, frame->regs());
    *result = t_->exit_values[0];
    return exit;
  }
  ir::Evaluator evaluator(code->graph);
  EvaluatorCall call = {{frame->regs(), kWhereEvaluatorIs}, &evaluator};
  HeapEvalHost host(t_, frame->regs(), &code->valid);
  t_->trace_call = &call.call;
  // Python threads do not take turns last in, first out.
  const auto running = running_.insert(running_.end(), &evaluator);
  const absl::StatusOr<ir::EvalResult> outcome =
      evaluator.Run(&host, uint64_t{1} << 40);
  running_.erase(running);
  if (!outcome.ok()) {
    std::fprintf(stderr, "pyjit: evaluator: %s\n",
                 std::string(outcome.status().message()).c_str());
    std::abort();
  }
  if (outcome->returned) {
    *result = Value(outcome->value);
    return kReturned;
  }
  const std::vector<ir::Ref> refs =
      ExitValues(code->graph, code->graph.snapshots[outcome->snapshot]);
  for (size_t i = 0; i < refs.size(); ++i) {
    t_->exit_values[i] = Value(evaluator.ValueOf(refs[i]));
  }
  return outcome->snapshot;
}

// A good part of the entries leaves where the tree will have a side trace.
bool JitImpl::IsGrowing(const Trace* trace) const {
  uint64_t growing = trace->stale_exits;
  for (size_t id = 0; id < trace->exit_counts.size(); ++id) {
    const ExitSite& site = trace->tree.exits[id];
    if (site.growable && !site.grown && trace->exit_aborts[id] < knobs().max_aborts) {
      growing += trace->exit_counts[id];
    }
  }
  return growing >= kTimedEnters * kLedgerEnters / 4 &&
         trace->side_traces < knobs().max_side_traces;
}

// Code that is left as soon as it is entered costs more than it saves. The interpreter
// takes about twice as long as machine code.
void JitImpl::CheckLedger(Trace* trace) {
  Ledger& ledger = trace->ledger;
  if (ledger.around <= ledger.inside) {
    budget_.Earn(kReinvested * clock_.Ms((ledger.inside - ledger.around) * kTimedEnters));
    ledger.enters_counted = ledger.inside = ledger.around = 0;
    return;
  }
  ledger.lost += (ledger.around - ledger.inside) * kTimedEnters;
  const bool grows = trace->compiling || recording_ == trace || IsGrowing(trace);
  ledger.enters_counted = ledger.inside = ledger.around = 0;
  if (trace->retired || knobs().background == 0) return;
  // What leaves it most is about to be compiled: it may lose what that costs.
  if (grows && clock_.Ms(ledger.lost) < kLossesOfGrowing * CompileMs(trace->recorded_nodes)) {
    return;
  }
  // Side traces that only wait for the budget are cheaper to compile than another tree.
  if (trace->uncompiled > 0 && trace->stale_exits > 0 && !trace->compiling &&
      recorder_ == nullptr) {
    ledger.lost = 0;
    RequestCompile(trace);
    return;
  }
  trace->point->penalty += 3;
  trace->Retire("it loses time");
  if (trace->point->penalty >= static_cast<uint32_t>(knobs().max_aborts)) {
    trace->point->blacklisted = true;
    Log("blacklist %s\n", trace->place);
  }
}

ResumePoint JitImpl::Enter(Thread* t, Frame* frame, MergePoint* point) {
  auto* trace = static_cast<Trace*>(point->trace);
  CompiledCode* code = trace->code.get();
  ResumePoint resume;
  // Room for the frames that exits push, else interpret, which raises properly.
  Value* top = frame->regs() + code->stack_words + kFrameHeaderWords;
  if (top > t->stack_limit ||
      static_cast<uint8_t*>(__builtin_frame_address(0)) < t->native_limit + kNativeReserve) {
    return resume;
  }
  if (knobs().random_retire_rate != 0 &&
      NextRandom() % static_cast<uint64_t>(knobs().random_retire_rate) == 0) {
    trace->Retire("at random, as asked");
    return resume;
  }
  const bool timed = ++trace->ledger.enters % kTimedEnters == 0;
  const uint64_t entered = timed ? Ticks() : 0;
  ++stats_.enters;
  Value* const old_top = t->stack_top;
  t->stack_top = std::max(old_top, top);
  t->vm_state.store(VmState::kTrace, std::memory_order_relaxed);
  Value result;
  ++code->activations;
  const bool timing_caller = std::exchange(timing, timed);
  const uint64_t ticks_of_caller = std::exchange(ticks_in_calls, 0);
  const uint32_t caller = running_trace_.load(std::memory_order_relaxed);
  running_trace_.store(trace->id, std::memory_order_relaxed);
  TraceEntry entry = {LastEntry(t), frame, code, t->trace_call, t->valid_mark};
  t->trace_entry = &entry;
  t->trace_call = nullptr;
  t->valid_mark = kValid;
  const uint64_t begun = timed ? Ticks() : 0;
  const uint64_t exit = Run(code, frame, &result);
  const uint64_t whole = timed ? Ticks() - begun : 0;
  const uint64_t inside = whole - std::min(whole, ticks_in_calls);
  running_trace_.store(caller, std::memory_order_relaxed);
  const bool forced = t->valid_mark != kValid;
  t->trace_entry = entry.outer;
  t->trace_call = entry.outer_call;
  t->valid_mark = entry.outer_mark;
  timing = timing_caller;
  ticks_in_calls = ticks_of_caller;
  t->vm_state.store(VmState::kExit, std::memory_order_relaxed);
  if (exit == kReturned && !forced) [[likely]] {
    resume.kind = Resume::kReturn;
    resume.value = result;
  } else {
    resume = Leave(trace, code, exit, frame, result);
  }
  --code->activations;
  t->stack_top = old_top;
  if (recorder_ == nullptr || recording_ != trace) {
    t->vm_state.store(VmState::kInterpreter, std::memory_order_relaxed);
  }
  if (timed) {
    Ledger& ledger = trace->ledger;
    ledger.inside += inside;
    ledger.around += std::min(Ticks() - entered - whole, kMostTicksAround);
    if (++ledger.enters_counted >= kLedgerEnters) CheckLedger(trace);
  }
  return resume;
}

ResumePoint JitImpl::Leave(Trace* trace, CompiledCode* code, uint64_t exit,
                           Frame* frame, Value result) {
  if (deoptimizer_.IsForced(frame)) {
    return LeaveForced(
        trace, exit == kReturned ? nullptr : &code->PlanOf(static_cast<ir::SnapshotId>(exit)),
        frame, result);
  }
  if (exit == kReturned) {
    ResumePoint resume;
    resume.kind = Resume::kReturn;
    resume.value = result;
    return resume;
  }
  ++stats_.exits;
  ++trace->ledger.exits;
  const ExitPlan& plan = code->PlanOf(static_cast<ir::SnapshotId>(exit));
  const ResumePoint resume = deoptimizer_.TakeExit(frame, plan);
  const uint32_t id = plan.exit_id;
  if (id < trace->exit_totals.size()) {
    ++trace->exit_totals[id];
  } else {
    ++trace->unnamed_exits;
    MissEntry(trace);
  }
  if (resume.kind != Resume::kContinue || trace->retired ||
      id >= trace->exit_counts.size()) {
    return resume;
  }
  const ExitSite& site = trace->tree.exits[id];
  // A tree that has grown often is compiled again when several side traces
  // wait for it, or when one that waits is missed a lot.
  const int nodes = trace->recorded_nodes;
  if (site.grown && trace->uncompiled > 0 && recorder_ == nullptr &&
      static_cast<int64_t>(++trace->stale_exits) > ExitsWorthCompile(nodes) && MayCompile()) {
    RequestCompile(trace);
    return resume;
  }
  const uint32_t count = ++trace->exit_counts[id];
  if (!site.growable || site.grown || recorder_ != nullptr ||
      IsRecording(t_) || forced_exit_rate != 0) {
    return resume;
  }
  const int64_t wait = ExitsToGrow(trace) << std::min<int>(trace->exit_aborts[id], 20);
  if (count < wait || trace->exit_aborts[id] >= knobs().max_aborts ||
      trace->side_traces >= knobs().max_side_traces ||
      static_cast<int64_t>(trace->tree.graph.nodes.size()) >=
          knobs().max_graph_nodes ||
      !MayCompile()) {
    return resume;
  }
  trace->exit_counts[id] = 0;
  StartSideTrace(trace, id, t_->frame);
  return resume;
}

// After its frames were forced: through `plan`, or by returning.
ResumePoint JitImpl::LeaveForced(Trace* trace, const ExitPlan* plan, Frame* frame,
                                 Value result) {
  ResumePoint resume;
  if (plan != nullptr) {
    ++stats_.exits;
    ++trace->ledger.exits;
    resume = deoptimizer_.TakeExit(frame, *plan);
  } else {
    deoptimizer_.Return(frame);
    resume.kind = Resume::kReturn;
    resume.value = result;
  }
  // What is left each time is worth nothing.
  if (++trace->looks >= kMostLooks && trace->looks * kEntersPerLook >= trace->ledger.enters &&
      !trace->retired) {
    ++trace->point->penalty;
    trace->Retire("its frames are looked at");
  }
  return resume;
}

bool JitImpl::CallCompiled(Thread* t, Function* function, const Value* args, size_t nargs,
                           Value* result) {
  CodeBlock* block = function->code->block;
  MergePoint* point = &block->merge_points[BOf(block->instructions[0])];
  auto* frame = reinterpret_cast<Frame*>(VmStackTop(t));
  if (point->trace == nullptr || recorder_ != nullptr || IsRecording(t) ||
      t->poll.load(std::memory_order_relaxed) != 0 || !RoomForFrame(t, frame->regs(), block) ||
      static_cast<uint8_t*>(__builtin_frame_address(0)) < t->native_limit) {
    return false;
  }
  Value* regs = frame->regs();
  for (size_t i = 0; i < nargs; ++i) regs[i] = args[i];
  frame->callee = function;
  PushFrame(t, frame, t->frame, function->code, block, static_cast<uint32_t>(nargs), Value(),
            kFrameEntry);
  const ResumePoint resume = Enter(t, frame, point);
  if (resume.kind == Resume::kReturn && frame->flags == kFrameEntry) [[likely]] {
    PopFrame(t, frame);
    *result = resume.value;
  } else {
    *result = FinishCall(t, frame, resume);
  }
  t->vm_state.store(VmState::kTrace, std::memory_order_relaxed);
  return true;
}

Value JitImpl::LeaveSelfCall(Thread* t, Value* regs, uint64_t exit) {
  CompiledCode* code = LastEntry(t)->code;
  Trace* trace = traces_[code->trace_id].get();
  Frame* frame = Frame::FromRegs(regs);
  // From now on it is a call of the interpreter's.
  t->trace_call = reinterpret_cast<TraceCall*>(frame->extra.bits());
  if (t->valid_mark == kValid) t->trace_call->regs = frame->prev->regs();
  frame->extra = Value();
  // As a call from machine code does, and leaving it, in the ledger.
  const bool timed = std::exchange(timing, false);
  const uint64_t begun = timed ? Ticks() : 0;
  t->vm_state.store(VmState::kExit, std::memory_order_relaxed);
  const ResumePoint resume = Leave(trace, code, exit, frame, t->exit_values[0]);
  t->stack_top = reinterpret_cast<Value*>(frame);
  if (timed) trace->ledger.around += std::min(Ticks() - begun, kMostTicksAround);
  const Value result = FinishCall(t, frame, resume);
  t->vm_state.store(VmState::kTrace, std::memory_order_relaxed);
  if (timed) {
    ticks_in_calls += Ticks() - begun;
    timing = true;
  }
  return result;
}

// A guard before a loop failed.
void JitImpl::MissEntry(Trace* trace) {
  const uint64_t enters = trace->ledger.enters - trace->enters_at_compile;
  const auto enough = static_cast<uint64_t>(ExitsToGrow(trace));
  if (++trace->missed_entries < std::max(enough, enters / 8) ||
      trace->caution == 2 || trace->compiling || trace->retired ||
      forced_exit_rate != 0 || !MayCompile()) {
    return;
  }
  ++trace->caution;
  Log("cautious trace %u at %s: its entry was missed %u times\n", trace->id,
      trace->place, trace->missed_entries);
  RequestCompile(trace);
}

}  // namespace

absl::StatusOr<std::unique_ptr<Jit>> Attach(Isolate* isolate,
                                            InterpState* state,
                                            const JitOptions& options) {
  auto jit = std::make_unique<JitImpl>(isolate, state, options);
  if (absl::Status s = jit->OpenFiles(); !s.ok()) return s;
  state->hooks = jit.get();
  state->code_map = jit->code_map();
  InstallInterpreter(isolate, state);
  return std::unique_ptr<Jit>(std::move(jit));
}

}  // namespace pyjit::jit
