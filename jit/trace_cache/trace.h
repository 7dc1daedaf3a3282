#ifndef JIT_TRACE_CACHE_TRACE_H_
#define JIT_TRACE_CACHE_TRACE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "ir/graph.h"
#include "jit/code_generator.h"
#include "jit/deopt/exit_plan.h"
#include "jit/record/recorded_tree.h"
#include "runtime/code.h"
#include "runtime/watchpoint.h"

namespace pyjit::jit {

// One compiled version of a tree: the optimised graph that its exits are
// decoded from, and the machine code. It outlives the activations that are inside.
struct CompiledCode {
  ir::Graph graph;
  CodegenResult code;       // entry null: run in the evaluator
  volatile uint8_t valid = 1;
  int activations = 0;      // that are inside; running thread
  std::vector<std::unique_ptr<ExitPlan>> plans;  // by snapshot, made on demand
  CodeGenerator* generator = nullptr;
  uint32_t trace_id = 0;
  int version = 0;
  uint32_t stack_words = 0;

  CompiledCode() = default;
  CompiledCode(const CompiledCode&) = delete;
  CompiledCode& operator=(const CompiledCode&) = delete;
  ~CompiledCode() {
    if (generator != nullptr && code.handle != 0) {
      generator->Release(code.handle);
    }
  }
  const ExitPlan& PlanOf(ir::SnapshotId id);
};

// What a tree earned and cost; the ledger decides whether it stays (D13).
struct Ledger {
  uint64_t enters = 0;
  uint64_t exits = 0;
  // Processor ticks of timed entries since it was last read: inside the machine code,
  // and for going in and out of it.
  uint64_t enters_counted = 0;
  uint64_t inside = 0;
  uint64_t around = 0;
  uint64_t lost = 0;  // ticks, while it was left to grow
};

// A trace tree: what was recorded, the code that runs now, its exits' counts.
// Owned by the Jit until the isolate ends. While it is recorded or run it keeps its
// constants alive; else it goes when one of them dies. Running thread only.
class Trace final : public Dependent {
 public:
  Trace(uint32_t id, MergePoint* point) : id(id), point(point) { tree.dependent = this; }
  ~Trace();

  // An assumption broke: the code is left at its next guard_valid and never
  // entered again; the merge point starts to count anew.
  void Retire(const char* reason) override;
  // Takes it off the watchpoints of its tree.
  void ForgetAssumptions();

  // It is retired and nobody is inside: what it was made of may die.
  void Release();

  // Called by Retire, if set.
  std::function<void(const Trace&, const char* reason)> on_retire;

  const uint32_t id;
  RecordedTree tree;
  MergePoint* point;  // null once released
  std::shared_ptr<CompiledCode> code;
  std::string place;               // "function file:line", for the log
  std::vector<uint32_t> exit_counts;   // by exit id, since it last tried to grow
  std::vector<uint64_t> exit_totals;   // by exit id, ever
  uint64_t unnamed_exits = 0;          // of guards that were hoisted
  uint64_t looks = 0;                  // activations left because their frames were forced
  // Guards before a loop cannot grow side traces. Where they fail again and
  // again, the tree is compiled with them inside: 1: nothing is hoisted, 2: nor
  // are numbers unboxed at the loop's entry. Growth sets it back, a few times.
  int caution = 0;
  int caution_resets = 0;
  uint64_t missed_entries = 0;         // unnamed exits since the last compile
  uint64_t enters_at_compile = 0;
  std::vector<uint8_t> exit_aborts;
  int side_traces = 0;
  int recorded_nodes = 0;          // of the graph when it last grew
  int versions = 0;
  bool compiling = false;
  bool stale = false;              // grew while a compile was under way
  int uncompiled = 0;              // side traces since the last compile began
  uint64_t stale_exits = 0;        // exits taken whose side trace waits for it
  bool retired = false;
  Ledger ledger;
};

}  // namespace pyjit::jit

#endif  // JIT_TRACE_CACHE_TRACE_H_
