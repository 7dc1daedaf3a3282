#ifndef PASSES_RANGES_H_
#define PASSES_RANGES_H_

#include <cstdint>

#include "ir/graph.h"

namespace pyjit::passes {

// Bounds of an i64 value, both included.
struct Range {
  int64_t low = INT64_MIN, high = INT64_MAX;
  bool FitsSmallInt() const {
    return low >= -(int64_t{1} << 62) && high < (int64_t{1} << 62);
  }
};

// What can be said of an i64 node from the ops that make it, a few levels deep.
// Guards are not looked at: those who hold facts narrow the result further.
Range RangeOf(const ir::Graph& graph, ir::Ref ref, int depth = 5);

}  // namespace pyjit::passes

#endif  // PASSES_RANGES_H_
