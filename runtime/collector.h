#ifndef RUNTIME_COLLECTOR_H_
#define RUNTIME_COLLECTOR_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "runtime/heap.h"
#include "runtime/heap_state.h"

namespace pyjit {

// End of the VM stack in use: the innermost frame's registers, or stack_top.
Value* UsedStackEnd(Frame* frame, Value* stack_top);

// One collection (design D3). Marks from the roots with an explicit stack;
// nothing moves. Survivors become old and keep their mark ("sticky"):
//
//   minor  old objects are taken as alive; only young ones reachable from roots
//          or from remembered objects are marked, the other young ones are gone
//   major  all marks are made anew
//
// Roots: the isolate, root providers, the running thread's exceptions, and,
// conservatively, its VM stack, native stack and registers; PythonThreads adds
// those of threads that wait for their turn. After marking:
// weakrefs to the dead are cleared, objects with __del__ are queued and kept, weak holders
// (runtime/weak_holder.h) forget the dead, whose native memory is freed. Lines without a marked object are free.
class Collector : private RootVisitor {
 public:
  static constexpr uint64_t kMinMajorThreshold = 8 << 20;
  static constexpr uint64_t kMaxNurseryScale = 4;  // times HeapOptions::nursery_bytes

  Collector(HeapState* heap, Thread* t, bool major)
      : heap_(*heap), thread_(t), major_(major), stack_(heap->mark_stack) {}

  void Run();

  // For the end of a program: queues every object that awaits its __del__, dead or not,
  // but for those of builtin classes. False if there is none.
  static bool QueueAllFinalizers(Heap* heap);
  static std::vector<WeakHolder*>& WeakHoldersOf(Heap* heap) {
    return heap->state_->weak_holders;
  }

  // Marks and queues what a word refers to, if anything.
  void Mark(Value v) {
    if (v.is_object()) MarkObject(v.object());
  }

 private:
  void Visit(Value* slot) override { Mark(*slot); }
  void VisitConservative(const void* low, const void* high) override;

  void MarkObject(Object* object);
  bool IsMarked(const Object* object) const;
  void MarkConservative(const void* address);
  void Trace(Object* object);
  void Drain();

  void PrepareMajor();
  void MarkRoots();
  void MarkRemembered();
  void MarkNativeStack();
  void MarkStackAbove();
  void ClearWeakrefs();
  void ClearReferent(Object* referent);
  void QueueFinalizers();
  void ForgetDead();
  void FreeNatives();
  void SweepSideDicts();
  void SweepBlocks();
  void ReleaseBlocks();
  void SetNursery();
  void SortBlock(Block* block);
  void SetThresholds();

  HeapState& heap_;
  Thread* thread_;
  const bool major_;
  uint64_t old_bytes_before_ = 0;  // HeapState::old_bytes when it began
  std::vector<Object*>& stack_;
};

}  // namespace pyjit

#endif  // RUNTIME_COLLECTOR_H_
