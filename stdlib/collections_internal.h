#ifndef STDLIB_COLLECTIONS_INTERNAL_H_
#define STDLIB_COLLECTIONS_INTERNAL_H_

#include <cstdint>

#include "runtime/heap.h"
#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// Shared by the collections_*.cc files.

namespace pyjit {

// A ring of words: item i is at (head + i) & (capacity - 1) of `items`, whose
// capacity is a power of two. Unlike a chain of blocks it finds any item at once.
// Words outside of the ring's use are null.
struct Deque : Object {
  Value items;  // ValueArray, null while never filled
  int64_t head;
  int64_t length;
  int64_t maxlen;   // -1: none
  uint64_t version;  // changes when items come, go or move
  static const ExtensionInfo kExtension;

  ValueArray* array() const { return items.as<ValueArray>(); }
  int64_t Place(int64_t i) const { return (head + i) & (array()->capacity - 1); }
  Value Get(int64_t i) const { return array()->items[Place(i)]; }
};

Deque* NewDeque(Thread* t, Class* cls, int64_t maxlen);
// Room for that many items; false with MemoryError pending.
bool DequeReserve(Thread* t, Deque* deque, int64_t wanted);
// At the ends; beyond maxlen the other end loses one. False: MemoryError.
bool DequeAppend(Thread* t, Deque* deque, Value v);
bool DequeAppendLeft(Thread* t, Deque* deque, Value v);
// Require length > 0.
Value DequePop(Thread* t, Deque* deque);
Value DequePopLeft(Thread* t, Deque* deque);
void DequeRotate(Thread* t, Deque* deque, int64_t n);
void DequeClear(Deque* deque);
bool DequeExtend(Thread* t, Deque* deque, Value iterable, bool left);
inline void DequePut(Thread* t, Deque* deque, int64_t i, Value v) {
  ValueArray* array = deque->array();
  Value* place = &array->items[deque->Place(i)];
  *place = v;
  WriteBarrierAt(t, array, place);
}

bool InitDequeIterators(Thread* t, Module* module);
Value NewDequeIterator(Thread* t, Deque* deque, bool reverse);

bool InitDeque(Thread* t, Module* module);
bool InitDefaultDict(Thread* t, Module* module);
bool InitOrderedDict(Thread* t, Module* module);
bool InitOrderedDictViews(Thread* t, Module* module);

}  // namespace pyjit

#endif  // STDLIB_COLLECTIONS_INTERNAL_H_
