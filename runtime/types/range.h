#ifndef RUNTIME_TYPES_RANGE_H_
#define RUNTIME_TYPES_RANGE_H_

#include <cstdint>

#include "runtime/objects.h"
#include "runtime/operators.h"

// range over ints of any size.

namespace pyjit {

// Ints (small or big, or with __index__); step null means 1. ValueError for
// step 0. May run Python through __index__.
Value NewRange(Thread* t, Value start, Value stop, Value step);
// Where start, step, length and each item fit in machine ints: true, and the
// values. Never collects.
bool RangeAsInt64(const Range* range, int64_t* start, int64_t* step,
                  int64_t* length);
// Items of a machine-int range: start + i * step for 0 <= i < length.
RangeIterator* NewRangeIterator(Thread* t, int64_t start, int64_t step,
                                int64_t length);

Value RangeSubscript(Thread* t, Range* range, Value key);
int RangeContains(Thread* t, Range* range, Value item);  // 1, 0, -1
int RangeEquals(Thread* t, Range* a, Range* b);
Value RangeRepr(Thread* t, Range* range);
Value RangeIter(Thread* t, Range* range);
Value RangeReversed(Thread* t, Range* range);

bool InitRangeType(Thread* t);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_RANGE_H_
