#ifndef JIT_DEOPT_EXIT_PLAN_H_
#define JIT_DEOPT_EXIT_PLAN_H_

#include <cstdint>
#include <vector>

#include "interp/trace_hooks.h"
#include "ir/graph.h"
#include "runtime/code.h"
#include "runtime/thread.h"

namespace pyjit::jit {

// Where an exit finds a value.
struct ExitSource {
  enum What : uint8_t { kExitValue, kConstant, kVirtual };
  What what = kConstant;
  ir::Type type = ir::Type::kTagged;
  uint32_t index = 0;   // of Thread::exit_values or ExitPlan::virtuals
  uint64_t word = 0;    // constant: raw word of its type
};

// A snapshot in the form that leaving through it needs: decoded once, when the
// exit is taken for the first time.
struct ExitPlan {
  struct FrameState {
    Code* code;
    const uint64_t* pc;
    uint32_t base;        // inlined: header's offset from the parent's r[0]
    uint64_t flags;
    ExitSource callee, extra;
    bool has_extra;
    uint16_t cleared;     // inlined: registers [0, cleared) start as null
    std::vector<std::pair<uint16_t, ExitSource>> registers;  // ascending
  };
  struct Field {
    int32_t offset;
    ir::MemType mem;
    ExitSource value;
  };
  struct VirtualObject {
    uint32_t shape_word;
    int64_t bytes;
    std::vector<Field> fields;
  };
  struct PendingStore {
    ExitSource object;
    Field field;
  };
  ir::SnapshotKind kind;
  uint32_t exit_id;
  std::vector<FrameState> frames;  // root first
  std::vector<VirtualObject> virtuals;
  std::vector<PendingStore> stores;
};

ExitPlan MakeExitPlan(const ir::Graph& graph, ir::SnapshotId id);

// Words of Thread::exit_values: raw values from below, objects that an exit
// makes from kFirstMade on. The collector scans all of it conservatively.
inline constexpr int kExitValueWords = 4096;
inline constexpr int kFirstMade = 2048;

// Frames of an activation that is inside a call, made because somebody looks at them. The
// code is left when the call returns; the exit then takes over what is there: frames and
// objects that Python code may have got hold of stay the same.
struct ForcedFrames {
  Frame* root = nullptr;
  const ExitPlan* plan = nullptr;  // of the snapshot during the call
  std::vector<Value> words;        // raw: what its exit values were
  std::vector<Value> made;         // its virtual objects
  bool out_of_memory = false;      // some value could not be made
};

// Makes the frames of `root`'s machine code, whose exit values stand in
// Thread::exit_values, and puts them into the chain. Thread::depth counts `counted` of those
// that are inlined already. Keeps what is pending. May collect, runs no Python.
void MakeForcedFrames(Thread* t, Frame* root, const ExitPlan& plan, uint32_t counted,
                      ForcedFrames* forced);
// Pops the frames that were made within the root frame but for the first `keep`.
void PopForcedFrames(Thread* t, const ForcedFrames& forced, size_t keep);

// Rebuilds what the interpreter needs after machine code left `root`'s frame
// through this exit: makes virtual objects, boxes numbers, writes registers,
// pushes inlined frames. May collect, runs no Python. Without memory for it the
// frames are complete but for the values that could not be made, and
// MemoryError is pending (kException). `forced`: if its frames were forced before.
ResumePoint TakeExit(Thread* t, Frame* root, const ExitPlan& plan,
                     const ForcedFrames* forced = nullptr);

}  // namespace pyjit::jit

#endif  // JIT_DEOPT_EXIT_PLAN_H_
