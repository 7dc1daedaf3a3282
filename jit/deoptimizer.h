#ifndef JIT_DEOPTIMIZER_H_
#define JIT_DEOPTIMIZER_H_

#include <algorithm>
#include <cstdint>
#include <list>
#include <vector>

#include "ir/evaluator.h"
#include "jit/deopt/exit_plan.h"
#include "jit/trace_cache/trace.h"
#include "runtime/heap.h"
#include "runtime/thread.h"

namespace pyjit::jit {

// Machine code that was entered and has not been left yet, on the native stack;
// Thread::trace_entry is the last one. What it calls itself belongs to it.
struct TraceEntry {
  TraceEntry* outer;
  Frame* root;
  CompiledCode* code;
  // The Thread's while the code entered before is inside a call.
  TraceCall* outer_call;
  uint64_t outer_mark;
};
inline TraceEntry* LastEntry(const Thread* t) {
  return static_cast<TraceEntry*>(t->trace_entry);
}

// The TraceCall of a graph that runs in the evaluator.
struct EvaluatorCall {
  TraceCall call;
  const ir::Evaluator* evaluator;
};

// Makes the interpreter's frames of activations of machine code: where they leave it, and,
// forced, while they are inside a call, because somebody looks at them. Has what lies outside
// of the heap meanwhile, Thread::exit_values before all.
class Deoptimizer {
 public:
  explicit Deoptimizer(Thread* t) : t_(t), exit_values_(kExitValueWords) {
    t->exit_values = exit_values_.data();
  }
  Deoptimizer(const Deoptimizer&) = delete;
  Deoptimizer& operator=(const Deoptimizer&) = delete;

  // Thread::force_frames: makes the frames of all machine code that was entered, if `frame` is
  // null or one of those that were not made yet. May collect, runs no Python.
  void ForceFrames(const Frame* frame);
  // Whether the frames of the activation that began at `root` were forced.
  bool IsForced(const Frame* root) const {
    return std::any_of(forced_.begin(), forced_.end(),
                       [&](const ForcedFrames& forced) { return forced.root == root; });
  }
  // The activation left its code through this exit (jit/deopt); what was forced is taken over.
  ResumePoint TakeExit(Frame* root, const ExitPlan& plan);
  // The activation returned after its frames were forced.
  void Return(Frame* root);

  void VisitRoots(RootVisitor* visitor) const;

 private:
  std::list<ForcedFrames>::iterator Find(const Frame* root);
  void ForceActivation(CompiledCode* code, const TraceCall* call);

  Thread* t_;
  std::vector<Value> exit_values_;
  bool reading_ = false;  // what machine code put there is being read
  std::list<ForcedFrames> forced_;  // of activations that have not been left yet
};

}  // namespace pyjit::jit

#endif  // JIT_DEOPTIMIZER_H_
