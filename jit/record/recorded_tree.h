#ifndef JIT_RECORD_RECORDED_TREE_H_
#define JIT_RECORD_RECORDED_TREE_H_

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <vector>

#include "ir/graph.h"
#include "runtime/code.h"
#include "runtime/heap.h"
#include "runtime/watchpoint.h"

namespace pyjit::jit {

// A place in a chain of frames: per frame code, base and the pc it stands at
// (the call's pc for all but the innermost). Paths that reach the same place
// may join.
using PlaceKey = std::vector<uint64_t>;

// One value that a block at a place takes as parameter.
struct PlaceSlot {
  enum What : uint8_t { kRegister, kCallee, kExtra };
  uint16_t frame;
  What what;
  uint16_t reg;
};
struct PlaceBlock {
  ir::BlockId block;
  std::vector<PlaceSlot> slots;  // parameter i is slots[i]
};

// A guard of the recorded graph, by exit id.
struct ExitSite {
  ir::Ref guard = ir::kNone;        // the guard node
  ir::SnapshotId snapshot = ir::kNone;
  bool growable = false;            // a side trace may start here
  bool repeats = false;             // its exit runs the guard's bytecode again
  bool grown = false;
  bool python_ran = false;          // and no guard_valid followed yet
};

// What a trace tree has recorded so far (docs/jit.md): naive IR and the maps
// that further recordings need. Owned by its Trace. Used on the isolate's running
// thread only.
class RecordedTree {
 public:
  RecordedTree() = default;
  RecordedTree(const RecordedTree&) = delete;
  RecordedTree& operator=(const RecordedTree&) = delete;

  ir::Graph graph;
  // Usually one block for each; more where paths may not meet (Recorder::EnterPlace).
  std::map<PlaceKey, std::vector<PlaceBlock>> places;
  std::vector<ExitSite> exits;            // by exit id
  std::set<Watchpoint*> assumptions;      // what compiled code relies on
  // Registered with each assumption as it is made, so that no change between
  // recording and installing goes unseen. The Trace; null in tests.
  Dependent* dependent = nullptr;
  Code* root_code = nullptr;
  uint32_t root_pc = 0;
  bool root_is_function = false;
  // Words above the root frame's registers that inlined frames may need.
  uint32_t stack_words = 0;
  // Registers that all its snapshots name: each exit writes its own.
  int64_t snapshot_registers = 0;

  // A recording works on the tree itself; Mark before and Rollback after an
  // abort restore it exactly.
  struct Mark {
    size_t nodes, blocks, snapshots, positions, shapes, objects, codes, exits,
        entry_nodes;
    std::set<Watchpoint*> assumptions;
    std::map<PlaceKey, std::vector<PlaceBlock>> places;
    uint32_t stack_words;
    int64_t snapshot_registers;
  };
  Mark MakeMark() const;
  void Rollback(const Mark& mark);

  // The objects that its graph and its code refer to.
  void VisitConstants(RootVisitor* visitor);
  bool ConstantsAlive(const std::function<bool(const Object*)>& is_alive) const;
  // Nothing is left of what was recorded.
  void Clear();
};

}  // namespace pyjit::jit

#endif  // JIT_RECORD_RECORDED_TREE_H_
