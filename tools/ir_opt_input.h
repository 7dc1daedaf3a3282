#ifndef TOOLS_IR_OPT_INPUT_H_
#define TOOLS_IR_OPT_INPUT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ir/graph.h"

namespace pyjit {

// Reads IR text for the tools that work on it: one graph after the other, each
// starting with `graph` at the start of a line, as --jit-dump writes them. "-" is
// standard input. Each graph is verified. What is wrong is said as
// "FILE:LINE: what" or "FILE:LINE:COLUMN: what".
absl::StatusOr<std::vector<ir::Graph>> ReadGraphs(const std::string& file);
absl::StatusOr<std::vector<ir::Graph>> ParseGraphs(const std::string& file,
                                                   absl::string_view text);

// Picks by number from 1 (negative: from the end), or the last whose name
// contains the text.
absl::StatusOr<ir::Graph> PickGraph(std::vector<ir::Graph> graphs,
                                    const std::string& which);

}  // namespace pyjit

#endif  // TOOLS_IR_OPT_INPUT_H_
