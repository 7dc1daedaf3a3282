#ifndef PASSES_PASS_H_
#define PASSES_PASS_H_

#include "ir/graph.h"

namespace pyjit::passes {

// One optimisation: changes the graph so that it does the same in fewer steps
// (same memory effects, exits with the same values) and says whether it
// changed anything. Deterministic. A pass does one thing and leaves tidying to
// dce and simplify_cfg. Requires a graph that the verifier accepts, leaves one.
using PassFn = bool (*)(ir::Graph* graph);

// Every pass of passes.def.
#define PYJIT_PASS(name, Function, doc) bool Function(ir::Graph* graph);
#include "passes/passes.def"
#undef PYJIT_PASS

}  // namespace pyjit::passes

#endif  // PASSES_PASS_H_
