#ifndef IR_PARSER_H_
#define IR_PARSER_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ir/graph.h"

namespace pyjit::ir {

// Lines of the text on which parts of a graph stood, from 1; 0 unknown.
struct SourceLines {
  std::vector<int> nodes, blocks, snapshots;
};

// Reads the text form (docs/ir.md). Beyond what the printer writes it takes
// comments, any names for values, blocks, snapshots and rows of tables (%sum,
// loop, s_float), and does without result types that follow from the op. The
// graph is not verified. Table rows have word 0: they are bound by whoever runs
// the graph. Failures are InvalidArgument, "line:column: what is wrong".
absl::StatusOr<Graph> ParseGraph(absl::string_view text,
                                 SourceLines* lines = nullptr);

}  // namespace pyjit::ir

#endif  // IR_PARSER_H_
