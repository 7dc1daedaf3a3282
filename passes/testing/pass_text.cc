#include "passes/testing/pass_text.h"

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "ir/parser.h"
#include "ir/printer.h"
#include "ir/testing/same_meaning.h"
#include "ir/verifier.h"
#include "passes/pipeline.h"

namespace pyjit::passes {
namespace {

constexpr char kTables[] = R"(graph "test" {
  shapes: float = shape#1 stable "float", body = shape#10 "Body",
          array = shape#11 stable "array", body2 = shape#12 "Body2",
          tuple = shape#13 stable "tuple"
  objects: none = "None", true = "True", false = "False", fn = "fn",
           pure_fn = "pure_fn"
  codes: f = "f", g = "g"
)";
constexpr int kHosts = 24;
constexpr int kMaxRepeats = 4;

absl::StatusOr<ir::Graph> Parsed(absl::string_view body) {
  absl::StatusOr<ir::Graph> graph = ir::ParseGraph(absl::StrCat(kTables, body, "}\n"));
  if (!graph.ok()) return graph;
  if (absl::Status valid = ir::Verify(*graph); !valid.ok()) return valid;
  return graph;
}

// Without the tables.
std::string Body(const ir::Graph& graph) {
  const std::string text = ir::Print(graph);
  return text.substr(text.find("block0:"));
}

}  // namespace

std::string Normal(absl::string_view body) {
  const absl::StatusOr<ir::Graph> graph = Parsed(body);
  return graph.ok() ? Body(*graph) : graph.status().ToString();
}

std::string After(absl::string_view pass, absl::string_view body) {
  const PassFn run = FindPass(pass);
  if (run == nullptr) return absl::StrCat("there is no pass ", pass);
  absl::StatusOr<ir::Graph> graph = Parsed(body);
  if (!graph.ok()) return absl::StrCat("before: ", graph.status().ToString());
  const ir::Graph before = *graph;
  std::string last = Body(before), first;
  for (int i = 0;; ++i) {
    const bool changed = run(&*graph);
    const std::string now = Body(*graph);
    if (i == 0) first = now;
    if (changed != (now != last)) return absl::StrCat("says changed ", changed, ":\n", now);
    if (absl::Status valid = ir::Verify(*graph); !valid.ok()) {
      return absl::StrCat(valid.ToString(), "\n", now);
    }
    if (!changed) break;
    if (i == kMaxRepeats) return absl::StrCat("never ends:\n", now);
    last = now;
  }
  for (int host = 0; host < kHosts; ++host) {
    ir::SameMeaningOptions options;
    options.host_seed = static_cast<uint64_t>(host);
    options.may_leave_at_polls = true;
    std::string difference = ir::Difference(before, *graph, options);
    if (!difference.empty()) return absl::StrCat("host ", host, ": ", difference, first);
  }
  return first;
}

}  // namespace pyjit::passes
