#ifndef IR_TESTING_RANDOM_GRAPH_H_
#define IR_TESTING_RANDOM_GRAPH_H_

#include <cstdint>

#include "ir/graph.h"
#include "ir/testing/fake_host.h"

namespace pyjit::ir {

struct RandomGraphOptions {
  int statements = 24;    // roughly: ops, guards, branches, loops
  int max_depth = 3;      // nesting of branches and loops
  bool branches = true;   // diamonds that join again, cold exits
  bool loops = true;
  bool calls = true;
  bool memory = true;     // loads, stores, arrays, new objects
};

// A valid graph that ends on every path within a few thousand steps, with what
// passes live from: guards that repeat, boxes that are opened again, objects that do
// not escape, loads after stores through maybe equal pointers, values carried
// around loops, snapshots with inlined frames and raw values. The same seed
// gives the same graph in each run.
//
// Registers at entry: r0, r1 ints, r2, r3 floats, r4, r5 Bodies (shape#10, which
// may be one object), r6 an array of doubles (shape#11), r7 anything. The graph
// guards what it assumes.
Graph RandomGraph(uint64_t seed, const RandomGraphOptions& options = {});

// Fills the entry's registers for such a graph; at times with what its guards refuse,
// and with polls, retirement and exceptions at some point.
void SetUpRandomHost(uint64_t seed, FakeHost* host);

}  // namespace pyjit::ir

#endif  // IR_TESTING_RANDOM_GRAPH_H_
