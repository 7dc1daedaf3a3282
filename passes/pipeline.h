#ifndef PASSES_PIPELINE_H_
#define PASSES_PIPELINE_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "ir/graph.h"
#include "passes/pass.h"

namespace pyjit::passes {

struct PipelineOptions {
  bool verify = false;              // after each pass that changed something
  std::vector<std::string> skip;    // passes by name
  int limit = -1;                   // stop after so many steps, for bisecting
  // Called with "recorded" first, then after each pass that changed something.
  std::function<void(absl::string_view pass, const ir::Graph&)> dump;
};

// Runs all passes in their order on a recorded graph. Internal if the verifier
// complains (options.verify), with the pass's name. InvalidArgument for a
// name in `skip` that is no pass.
absl::Status RunPipeline(ir::Graph* graph, const PipelineOptions& options);

// The named pass, or null.
PassFn FindPass(absl::string_view name);

}  // namespace pyjit::passes

#endif  // PASSES_PIPELINE_H_
