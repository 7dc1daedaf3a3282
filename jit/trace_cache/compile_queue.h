#ifndef JIT_TRACE_CACHE_COMPILE_QUEUE_H_
#define JIT_TRACE_CACHE_COMPILE_QUEUE_H_

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "ir/graph.h"
#include "jit/code_generator.h"
#include "jit/knobs.h"
#include "jit/trace_cache/trace.h"

namespace pyjit::jit {

// Why and with what a graph is compiled. The graph is the queue's own copy.
struct CompileJob {
  uint32_t trace_id = 0;
  int version = 0;
  ir::Graph graph;
  std::string symbol;
  bool evaluate = false;          // no machine code wanted
  bool verify = false;
  int64_t forced_exit_rate = 0;
  // By exit id: the guard's bytecode runs again, so that it may exit although it
  // holds. The others go the other way of a jump. Empty if no exits are forced.
  std::vector<bool> repeats;
  bool want_passes = false, want_llvm = false, want_asm = false;
};

struct CompileOutcome {
  uint32_t trace_id = 0;
  int version = 0;
  std::shared_ptr<CompiledCode> code;  // null: failed
  std::string error;
  std::string dump;               // passes, LLVM and assembly as asked for
  double optimize_ms = 0;
  int nodes_before = 0, nodes_after = 0;
};

// Compiles in a thread of its own, started at the first job, where LLVM is
// loaded too. Submit and TakeOutcomes come from the isolate's running thread.
class CompileQueue {
 public:
  // `notify` is called on the compile thread when an outcome is ready.
  CompileQueue(CodegenEnvironment environment, std::string library,
               std::function<void()> notify);
  ~CompileQueue();  // waits for the job under way, drops the others

  void Submit(CompileJob job);
  // Waits for the job under way and drops the others; nothing runs after it.
  void Stop();
  // Compiles at once, on the calling thread.
  CompileOutcome CompileNow(CompileJob job);
  std::vector<CompileOutcome> TakeOutcomes();
  // Null before the first compile or if the library is missing.
  CodeGenerator* generator() { return generator_.get(); }
  // What loading the library said, empty if all is well.
  std::string load_error();

 private:
  void Work();
  CompileOutcome Compile(CompileJob job);
  bool LoadGenerator();

  const CodegenEnvironment environment_;
  const std::string library_;
  const std::function<void()> notify_;
  std::mutex generator_mutex_;  // one compile at a time
  std::unique_ptr<CodeGenerator> generator_;
  bool load_tried_ = false;
  std::string load_error_;

  std::mutex mutex_;  // guards what follows
  std::condition_variable wake_;
  std::deque<CompileJob> jobs_;
  std::vector<CompileOutcome> outcomes_;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace pyjit::jit

#endif  // JIT_TRACE_CACHE_COMPILE_QUEUE_H_
