#ifndef RUNTIME_TYPES_ITERATORS_INTERNAL_H_
#define RUNTIME_TYPES_ITERATORS_INTERNAL_H_

#include "runtime/native.h"
#include "runtime/objects.h"
#include "runtime/types/iterators.h"

// Shared by iterators.cc, lazy_iterators.cc and generic_alias.cc.

namespace pyjit {

// An empty iterator of that class and kind. Null with MemoryError pending.
Iterator* AllocateIterator(Thread* t, Class* cls, IteratorKind kind);

// One step of the kinds in lazy_iterators.cc; all may run Python.
Value NextOfEnumerate(Thread* t, Iterator* it);
Value NextOfZip(Thread* t, Iterator* it);
Value NextOfMap(Thread* t, Iterator* it);
Value NextOfFilter(Thread* t, Iterator* it);

extern const NativeInfo kIteratorRows[2];  // __iter__ and __next__
bool InitLazyIteratorTypes(Thread* t);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_ITERATORS_INTERNAL_H_
