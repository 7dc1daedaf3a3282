#include "passes/pipeline.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "ir/verifier.h"

namespace pyjit::passes {
namespace {

struct Row {
  const char* name;
  PassFn run;
};
constexpr Row kPasses[] = {
#define PYJIT_PASS(name, Function, doc) {#name, Function},
#include "passes/passes.def"
#undef PYJIT_PASS
};

// The recorded graph is naive: tidy and find what is known, then make numbers
// raw and objects virtual (what only exits show is no obstacle to that: shown); what that uncovers is found by going round again.
// Hoisting comes when the loop's own work is plain.
constexpr const char* kOrder[] = {
    "simplify_cfg", "fold",         "shown",  "guards", "cse",
    "load_store",   "fold",         "unbox_params", "fold",   "escape", "dce",
    "simplify_cfg", "unbox_params", "fold",   "guards", "cse",
    "load_store",   "escape",       "fold",   "dce",  "hoist",
    "simplify_cfg", "fold",         "guards", "cse",  "load_store",
    "fold",         "unbox_params", "escape", "fold", "guards",
    "cse",          "dce",          "simplify_cfg",
};

}  // namespace

PassFn FindPass(absl::string_view name) {
  for (const Row& row : kPasses) {
    if (name == row.name) return row.run;
  }
  return nullptr;
}

absl::Status RunPipeline(ir::Graph* graph, const PipelineOptions& options) {
  for (const std::string& name : options.skip) {
    if (FindPass(name) == nullptr) {
      return absl::InvalidArgumentError(
          absl::StrCat("there is no pass '", name, "'"));
    }
  }
  if (options.dump) options.dump("recorded", *graph);
  int step = 0;
  for (const char* name : kOrder) {
    if (options.limit >= 0 && step++ >= options.limit) break;
    if (std::find(options.skip.begin(), options.skip.end(), name) !=
        options.skip.end()) {
      continue;
    }
    if (!FindPass(name)(graph)) continue;
    if (options.dump) options.dump(name, *graph);
    if (options.verify) {
      const absl::Status valid = ir::Verify(*graph);
      if (!valid.ok()) {
        return absl::InternalError(
            absl::StrCat("after ", name, ": ", valid.message()));
      }
    }
  }
  return absl::OkStatus();
}

}  // namespace pyjit::passes
