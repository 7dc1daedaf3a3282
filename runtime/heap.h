#ifndef RUNTIME_HEAP_H_
#define RUNTIME_HEAP_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

#include "runtime/object.h"
#include "runtime/thread.h"
#include "runtime/value.h"

namespace pyjit {

class Isolate;
struct Dict;
struct HeapState;
struct Shape;
struct Weakref;

struct HeapOptions {
  uint64_t cap_bytes = uint64_t{4} << 30;  // everything the isolate owns
  // Allocation between minor collections; up to Collector::kMaxNurseryScale times that where
  // much survives them (HeapState::nursery_scale).
  uint64_t nursery_bytes = 4 << 20;
  uint64_t collect_every = 0;  // stress: a full collection at each Nth allocation
};

struct HeapStats {
  uint64_t live_bytes;       // after the last major collection
  uint64_t allocated_bytes;  // since the start
  uint64_t owned_bytes;      // counted against the cap now
  uint64_t minor_collections, major_collections;
  uint64_t longest_pause_ns;
};

// What else keeps objects alive; implemented by rooms above runtime. Visit()
// must not allocate.
class RootVisitor {
 public:
  virtual void Visit(Value* slot) = 0;                // a precise root
  virtual void VisitConservative(const void* low, const void* high) = 0;

 protected:
  ~RootVisitor() = default;
};
class RootProvider {
 public:
  virtual void VisitRoots(RootVisitor* visitor) = 0;

 protected:
  ~RootProvider() = default;
};

// The isolate's heap (design D3): generational mark-region (Immix blocks of
// 32 KiB in lines of 128 bytes, sticky mark bits), conservative on native
// stacks, registers and the VM stack, precise in the heap; nothing moves.
// Objects above kLargeObject bytes live in a large-object space.
// One thread at a time. Any function that takes a Thread* and allocates may
// collect; it may not run Python (finalizers run from a queue at safepoints).
class Heap {
 public:
  static constexpr size_t kBlockSize = 32 << 10;
  static constexpr size_t kLineSize = 128;
  static constexpr size_t kLargeObject = 8 << 10;

  Heap(Isolate* isolate, const HeapOptions& options);
  ~Heap();

  // Slow path of Allocate: refills the bump region, collects, or fails.
  Object* AllocateSlow(Thread* t, size_t bytes);
  Object* AllocateLarge(Thread* t, size_t bytes);
  // For machine code, which cannot fail in the middle: when the cap forbids it,
  // takes a little more than allowed and sets kPollMemory, so that the next poll
  // raises MemoryError. Zeroed; null only if the system has no memory at all.
  Object* AllocateReserve(Thread* t, size_t bytes);

  void Collect(Thread* t, bool major);
  // While paused nothing is collected; allocation may exceed the nursery.
  void PauseCollection(bool paused);
  void AddRootProvider(RootProvider* provider);
  void RemoveRootProvider(RootProvider* provider);

  // The object has memory or resources outside the heap (Code, File, Class,
  // watched Cells): FinalizeNative in trace_object.cc is called when it dies.
  void RegisterNative(Object* object);
  // The object's class has __del__; it is queued for RunFinalizers when it dies.
  void RegisterFinalizer(Object* object);
  // Whether its __del__ is still to run.
  bool AwaitsFinalizer(const Object* object) const;
  // A Weakref whose referent is set. It goes into the referent's list: at
  // its head, or behind `after`.
  void RegisterWeakref(Weakref* weakref, Weakref* after = nullptr);
  // The list of an object's weak references (Weakref::next); null if it has none.
  Weakref* FirstWeakref(const Object* referent) const;
  // Takes a Weakref out of its referent's list and clears it: no callback runs.
  void ForgetWeakref(Weakref* weakref);

  // Bytes outside the heap that belong to the isolate (machine code, host
  // buffers). False: the cap forbids it (the caller raises MemoryError).
  bool ChargeExternal(int64_t bytes);

  // Calls visit for every object in the heap that may be alive: those that the
  // last collection kept, and all younger ones. visit must not allocate.
  void ForEachObject(const std::function<void(Object*)>& visit);

  // The object that `address` points into, or null. For conservative roots and
  // for handles from outside (never trusts the word).
  Object* FindObject(const void* address);

  void RememberSlow(Object* object);  // write barrier's slow path
  // As above when the written fields are known: of a large ValueArray only the cards
  // around them are looked at by the next minor collection, and none for a single field
  // that holds nothing young.
  void RememberFieldsSlow(Object* object, const Value* fields, int64_t count);

  // For objects without references that live as long as the isolate: never
  // marked or swept. gc is kGcImmortal. Zeroed; null when the cap is reached.
  Object* AllocateImmortal(size_t bytes);

  // Attributes of objects that have no slots (instances of str, int or tuple
  // subclasses: aux has kAuxSideDict). Kept alive by the object.
  Dict* SideDict(Object* object) const;  // null if none
  bool SetSideDict(Thread* t, Object* object, Dict* dict);
  // The same for members (kAuxSideMembers).
  Dict* SideMembers(Object* object) const;
  bool SetSideMembers(Thread* t, Object* object, Dict* dict);

  // The next object whose __del__ is due, or weakref whose callback is due;
  // null if none. runtime/finalizers.h runs them.
  Object* TakeFinalizer();
  bool has_finalizers() const;
  // An object shrank in place (a BigInt lost limbs, a Str was cut): the bytes
  // it no longer uses are given back or filled. old_bytes: as allocated.
  void Shrink(Thread* t, Object* object, size_t old_bytes, size_t new_bytes);

  uint64_t owned_bytes() const;
  uint64_t cap_bytes() const;
  HeapStats stats() const;

 private:
  friend class Collector;
  std::unique_ptr<HeapState> state_;  // runtime/heap_state.h
};

// Allocates `bytes` (rounded up to 16) with the given shape; everything after
// the header is zero. Null with MemoryError pending when the cap is reached.
// May collect. Var kinds: set the length field before the next allocation; an
// object may shrink later only through Heap::Shrink (or if the words it gives
// up are zero), since young objects are found by walking from one to the next.
inline Object* AllocateRaw(Thread* t, const Shape* shape, size_t bytes) {
  bytes = (bytes + 15) & ~size_t{15};
  Object* object;
  if (bytes <= static_cast<size_t>(t->alloc_limit - t->alloc_ptr)) [[likely]] {
    object = reinterpret_cast<Object*>(t->alloc_ptr);
    t->alloc_ptr += bytes;
    auto* words = reinterpret_cast<uint64_t*>(object);
    for (size_t i = 0; i < bytes / 8; i += 2) {
      words[i] = 0;
      words[i + 1] = 0;
    }
  } else {
    object = t->heap->AllocateSlow(t, bytes);  // zeroed
    if (object == nullptr) return nullptr;
  }
  object->set_shape(shape);
  return object;
}

// Call after storing `value` into a field of `holder`.
inline void WriteBarrier(Thread* t, Object* holder) {
  if (holder->gc == kGcOld) [[unlikely]] t->heap->RememberSlow(holder);
}
// The same when the field's address is at hand. Stores into arrays of items must use
// this one: for a large array the next minor collection then looks at the
// cards around the `count` fields and not at the whole array, which would make filling
// a list quadratic.
inline void WriteBarrierAt(Thread* t, Object* holder, const Value* fields, int64_t count = 1) {
  if (holder->gc == kGcOld) [[unlikely]] {
    t->heap->RememberFieldsSlow(holder, fields, count);
  }
}
inline void StoreField(Thread* t, Object* holder, Value* field, Value value) {
  *field = value;
  WriteBarrierAt(t, holder, field);
}

}  // namespace pyjit

#endif  // RUNTIME_HEAP_H_
