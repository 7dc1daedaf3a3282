#ifndef RUNTIME_TYPES_SLICE_H_
#define RUNTIME_TYPES_SLICE_H_

#include <cstdint>

#include "runtime/error.h"
#include "runtime/objects.h"

// slice objects, and the index arithmetic that all sequences share.

namespace pyjit {

// Null arguments become None. No Python.
Slice* NewSlice(Thread* t, Value start, Value stop, Value step);

// v.__index__() as an int64. A non-index raises TypeError with `type_message`
// ("list indices must be integers or slices, not %s", %s the class name; null:
// CPython's general one). A number that does not fit raises IndexError
// "cannot fit 'int' into an index-sized integer". May run Python.
bool ValueAsIndex(Thread* t, Value v, const char* type_message, int64_t* out);
// The same, but numbers out of range are clamped instead. none_allowed is for the
// error's text alone. May run Python.
bool ValueAsClampedIndex(Thread* t, Value v, int64_t* out,
                         bool none_allowed = false);

struct SliceBounds {
  int64_t start, stop, step;
  int64_t count;  // items selected
};
// Reads start, stop, step (clamped; may run Python through __index__), then
// SliceAdjust, which is pure arithmetic, fits them to a length.
// Callers whose length may change under __index__ use the two parts.
bool SliceUnpack(Thread* t, Slice* slice, SliceBounds* out);
void SliceAdjust(int64_t length, SliceBounds* bounds);
inline bool SliceIndices(Thread* t, Slice* slice, int64_t length,
                         SliceBounds* out) {
  if (!SliceUnpack(t, slice, out)) return false;
  SliceAdjust(length, out);
  return true;
}

// slice.indices(length): Tuple (start, stop, step) of ints of any size; length
// a non-negative int. May run Python.
Value SliceIndicesOf(Thread* t, Slice* slice, Value length);

bool InitSliceType(Thread* t);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_SLICE_H_
