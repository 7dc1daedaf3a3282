#ifndef RUNTIME_TYPES_ITERATORS_H_
#define RUNTIME_TYPES_ITERATORS_H_

#include <cstdint>

#include "runtime/class.h"
#include "runtime/objects.h"
#include "runtime/operators_internal.h"
#include "runtime/shape.h"
#include "runtime/value.h"

// Iterators over builtin containers, and the lazy builtins (enumerate, zip,
// map, filter, reversed). All are one layout, Iterator; flags hold the
// IteratorKind, aux the direction (kIteratorReverse).

namespace pyjit {

enum IteratorAux : uint16_t { kIteratorReverse = 1 };

// An iterator over `source`, which must be of the kind's own class (a List for
// kList, a Dict for kDict*, any object with __getitem__ for kSequence).
// No Python. Null with MemoryError pending.
Value NewIterator(Thread* t, IteratorKind kind, Value source);
Value NewReverseIterator(Thread* t, IteratorKind kind, Value source);
Value NewCallableIterator(Thread* t, Value callable, Value sentinel);
// enumerate(iterable, start): start null means 0. May run Python.
Value NewEnumerate(Thread* t, Value iterable, Value start);

// The next item. Null without a pending exception: exhausted (and it stays so).
// Runs Python for kSequence, kCallable, kEnumerate, kZip, kMap and kFilter.
Value IteratorNext(Thread* t, Iterator* iterator);
// An instance of a subclass that has its own __next__, which the builtin's would pass by.
inline bool HasOwnNext(const Iterator* it) {
  const Class* cls = it->shape()->cls;
  return !(cls->flags & kClassBuiltin) && IsOverride(ClassSlot(cls, Slot::kNext));
}

inline Value RangeIteratorNext(Thread* t, RangeIterator* it) {
  if (it->remaining <= 0) return Value::Null();
  const int64_t n = it->current;
  it->remaining--;
  it->current = static_cast<int64_t>(static_cast<uint64_t>(n) +
                                     static_cast<uint64_t>(it->step));
  // NewRangeIterator is only given ranges whose items are small ints.
  return Value::SmallInt(n);
}

// reversed(v): __reversed__, or __len__ and __getitem__. May run Python.
Value Reversed(Thread* t, Value v);
// iter(v) for what this room knows exactly, null without exception otherwise:
// exact list, tuple, str, bytes, dict, views, set, range, and iterators.
Value BuiltinIter(Thread* t, Value v);

bool InitIteratorsType(Thread* t);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_ITERATORS_H_
