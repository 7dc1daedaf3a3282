#ifndef RUNTIME_TYPES_SET_H_
#define RUNTIME_TYPES_SET_H_

#include <cstdint>

#include "runtime/objects.h"
#include "runtime/operators.h"
#include "runtime/shape.h"

// set and frozenset: one open-addressing table of (hash, key) pairs with
// CPython's probing and growth, so that sets of ints iterate in the same order.
//
// Set::entries is a ValueArray of 2 * (mask + 1) words. An empty slot has a null
// key and a null hash word, a deleted one a null key and hash -1. `used` counts
// live and deleted slots. Set::index is unused.
// Hashing and comparing keys may run Python; failure as in dict.h.

namespace pyjit {

Set* NewSet(Thread* t);
Set* NewFrozenSet(Thread* t);
// set(iterable) or frozenset(iterable).
Set* NewSetFrom(Thread* t, Value iterable, bool frozen);

int SetContains(Thread* t, Set* set, Value key);  // 1, 0, -1
bool SetAdd(Thread* t, Set* set, Value key);
int SetDiscard(Thread* t, Set* set, Value key);  // 1 removed, 0 absent, -1
void SetClear(Thread* t, Set* set);
Set* SetCopy(Thread* t, Set* set);
bool SetUpdate(Thread* t, Set* set, Value iterable);
// Steps through keys; *pos starts at 0. Never collects.
bool SetNext(Set* set, int64_t* pos, Value* key);

// a op b of sets for &, |, - and ^: a new set like a. Null: an exception is pending.
Set* SetBinary(Thread* t, BinaryOp op, Set* a, Set* b);
Value SetCompare(Thread* t, CompareOp op, Set* a, Value b);
int64_t FrozenSetHash(Thread* t, Set* set, bool* ok);  // CPython's values
Value SetRepr(Thread* t, Set* set);

bool InitSetType(Thread* t);  // set and frozenset

}  // namespace pyjit

#endif  // RUNTIME_TYPES_SET_H_
