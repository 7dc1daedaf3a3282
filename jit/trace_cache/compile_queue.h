#ifndef JIT_TRACE_CACHE_COMPILE_QUEUE_H_
#define JIT_TRACE_CACHE_COMPILE_QUEUE_H_

#include <sys/types.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <list>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "ir/graph.h"
#include "jit/code_generator.h"
#include "jit/knobs.h"
#include "jit/trace_cache/compile_budget.h"
#include "jit/trace_cache/trace.h"

namespace pyjit::jit {

// What code a job makes. Good code takes LLVM ten times as long, so in the third
// case it waits until the quick code has run some times as long as that would take.
enum class Tier : uint8_t { kQuick, kGood, kQuickThenGood };

// Why and with what a graph is compiled. The graph is the queue's own copy.
struct CompileJob {
  uint32_t trace_id = 0;
  int version = 0;
  ir::Graph graph;
  std::string symbol;
  Tier tier = Tier::kQuickThenGood;
  double paid_ms = 0;             // of the budget, in advance
  bool optimized = false;         // the passes have run on the graph
  bool evaluate = false;          // no machine code wanted
  bool verify = false;
  int64_t forced_exit_rate = 0;
  // By exit id: the guard's bytecode runs again, so that it may exit although it
  // holds. The others go the other way of a jump. Empty if no exits are forced.
  std::vector<bool> repeats;
  std::vector<std::string> skipped_passes;
  SelfCall self_call;
  bool want_passes = false, want_llvm = false, want_asm = false;
};

struct CompileOutcome {
  uint32_t trace_id = 0;
  int version = 0;
  std::shared_ptr<CompiledCode> code;  // null: failed
  bool quick = false;
  std::string error;
  std::string dump;               // passes, LLVM and assembly as asked for
  double optimize_ms = 0;
  int nodes_before = 0, nodes_after = 0;
};

// Compiles in two threads, one for quick code and one for good code, started at
// their first jobs; LLVM is loaded there too. Submit and TakeOutcomes come from
// the isolate's running thread.
class CompileQueue {
 public:
  // `notify` is called on a compile thread when an outcome is ready. Compiles are
  // paid from `budget`, and good code waits until it allows them. `running`, from a
  // compile thread too, is the trace that runs now, or none.
  CompileQueue(CodegenEnvironment environment, std::string library, CompileBudget* budget,
               std::function<void()> notify, std::function<uint32_t()> running);
  ~CompileQueue();  // waits for the jobs under way, drops the others

  // In the child of a fork the threads do not exist, and what they held stays held:
  // there nothing is compiled any more, and the code that was made goes on.
  bool IsForked() const;

  // Good code that an earlier version of the tree waits for is dropped.
  void Submit(CompileJob job);
  // Waits for the jobs under way and drops the others; nothing runs after it.
  void Stop();
  // Compiles at once, on the calling thread.
  CompileOutcome CompileNow(CompileJob job);
  std::vector<CompileOutcome> TakeOutcomes();
  // Null before the first compile or if the library is missing.
  CodeGenerator* generator() { return generator_.get(); }
  // What loading the library said, empty if all is well.
  std::string load_error();

 private:
  struct WaitingJob {
    CompileJob job;
    double cost_ms = 0;  // expected; 0: not known, it waits for nothing
    double seen_ms = 0;  // for which its tree was seen running
  };
  // One of the two threads and its jobs.
  struct Lane {
    std::mutex compiling;           // one compile at a time
    std::condition_variable wake;   // with mutex_, as the rest
    std::list<WaitingJob> jobs;
    std::thread thread;
    std::chrono::steady_clock::time_point looked;  // at what runs
    std::chrono::steady_clock::time_point added;   // the last job
  };
  // Looks which tree runs, for the jobs that wait for theirs. When to look again.
  std::chrono::steady_clock::time_point LookAtRunning(Lane* lane);
  bool IsDue(const WaitingJob& waiting) const;
  void Add(bool quick, WaitingJob waiting);  // mutex_ is held
  void Work(bool quick);
  // Also the job for good code that is to follow, in *next.
  CompileOutcome Compile(CompileJob job, CompileJob* next, bool* has_next);
  bool LoadGenerator();
  void Abandon();  // forgets what cannot be freed in the child of a fork

  const CodegenEnvironment environment_;
  const std::string library_;
  CompileBudget* const budget_;
  const std::function<void()> notify_;
  const std::function<uint32_t()> running_;
  std::mutex generator_mutex_;  // guards the next three
  std::unique_ptr<CodeGenerator> generator_;
  bool load_tried_ = false;
  std::string load_error_;

  // In which the threads were started; 0: none was. Asked without the mutex: after a fork
  // a thread that is not there may hold it.
  std::atomic<pid_t> process_ = 0;

  std::mutex mutex_;  // guards what follows
  std::unique_ptr<Lane> lanes_[2];  // good code, quick code
  std::vector<CompileOutcome> outcomes_;
  bool stop_ = false;
};

}  // namespace pyjit::jit

#endif  // JIT_TRACE_CACHE_COMPILE_QUEUE_H_
