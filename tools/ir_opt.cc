// ir_opt: runs passes on IR text and prints what they make of it. See --help and
// docs/passes.md.

#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "ir/printer.h"
#include "ir/verifier.h"
#include "passes/pipeline.h"
#include "tools/ir_opt_input.h"

namespace pyjit {
namespace {

constexpr char kUsage[] = "usage: ir_opt [option] ... [FILE]\n";
constexpr char kHelp[] = R"(
Reads graphs in text form (docs/ir.md) from FILE or standard input, runs passes on
them, verifying after each, and prints them.

  --passes=LIST      these passes, in this order; else the whole pipeline
  --skip=LIST        the pipeline without these passes
  --limit=N          the first N steps of the pipeline only
  --graph=N|NAME     only the Nth graph (-1: the last), or the last with NAME in its name
  --print-after-all  the graph at first and after each pass that changed it
  --stats            nodes and blocks instead of graphs
  -h, --help         prints this

Passes:
)";

struct PassRow {
  const char* name;
  const char* doc;
};
constexpr PassRow kPasses[] = {
#define PYJIT_PASS(name, Function, doc) {#name, doc},
#include "passes/passes.def"
#undef PYJIT_PASS
};

struct Options {
  std::string file = "-", graph;
  std::vector<std::string> passes;
  bool has_passes = false, print_all = false, stats = false;
  passes::PipelineOptions pipeline;
};

int Fail(absl::string_view what, int code) {
  std::fprintf(stderr, "ir_opt: %s\n", std::string(what).c_str());
  return code;
}

void PrintHelp() {
  std::fputs(kUsage, stdout);
  std::fputs(kHelp, stdout);
  for (const PassRow& row : kPasses) std::printf("  %-13s %s\n", row.name, row.doc);
}

absl::Status ParseList(absl::string_view text, std::vector<std::string>* out) {
  *out = absl::StrSplit(text, ',', absl::SkipEmpty());
  for (const std::string& name : *out) {
    if (passes::FindPass(name) == nullptr) {
      return absl::InvalidArgumentError(absl::StrCat("there is no pass '", name, "'"));
    }
  }
  return absl::OkStatus();
}

absl::Status ParseOption(absl::string_view argument, Options* o) {
  absl::string_view value = argument;
  if (absl::ConsumePrefix(&value, "--passes=")) {
    o->has_passes = true;
    return ParseList(value, &o->passes);
  }
  if (absl::ConsumePrefix(&value, "--skip=")) {
    return ParseList(value, &o->pipeline.skip);
  }
  if (absl::ConsumePrefix(&value, "--graph=")) {
    o->graph = std::string(value);
    return absl::OkStatus();
  }
  if (absl::ConsumePrefix(&value, "--limit=")) {
    if (absl::SimpleAtoi(value, &o->pipeline.limit) && o->pipeline.limit >= 0) {
      return absl::OkStatus();
    }
    return absl::InvalidArgumentError(absl::StrCat("not a count: ", argument));
  }
  if (argument == "--print-after-all") {
    o->print_all = true;
    return absl::OkStatus();
  }
  if (argument == "--stats") {
    o->stats = true;
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(absl::StrCat("unknown option ", argument));
}

std::string Show(const Options& o, const ir::Graph& graph) {
  if (!o.stats) return ir::Print(graph);
  return absl::StrCat("\"", graph.name, "\": ", graph.LiveNodeCount(), " nodes, ",
                      graph.BlockOrder().size(), " blocks\n");
}

// The passes of --passes, as RunPipeline does its own.
absl::Status RunPasses(const Options& o, ir::Graph* graph) {
  if (!o.has_passes) return passes::RunPipeline(graph, o.pipeline);
  if (o.pipeline.dump) o.pipeline.dump("recorded", *graph);
  for (const std::string& name : o.passes) {
    if (!passes::FindPass(name)(graph)) continue;
    if (o.pipeline.dump) o.pipeline.dump(name, *graph);
    if (absl::Status valid = ir::Verify(*graph); !valid.ok()) {
      return absl::InternalError(absl::StrCat("after ", name, ": ", valid.message()));
    }
  }
  return absl::OkStatus();
}

int Main(int argc, char** argv) {
  Options o;
  bool has_file = false;
  for (int i = 1; i < argc; ++i) {
    const absl::string_view argument = argv[i];
    if (argument == "-h" || argument == "--help") {
      PrintHelp();
      return 0;
    }
    if (argument.size() > 1 && argument[0] == '-') {
      if (absl::Status s = ParseOption(argument, &o); !s.ok()) {
        return Fail(absl::StrCat(s.message(), "\n", kUsage), 2);
      }
    } else if (has_file) {
      return Fail(absl::StrCat("more than one file\n", kUsage), 2);
    } else {
      o.file = std::string(argument);
      has_file = true;
    }
  }
  o.pipeline.verify = true;
  if (o.print_all) {
    o.pipeline.dump = [&o](absl::string_view pass, const ir::Graph& graph) {
      const std::string text = absl::StrCat(
          pass == "recorded" ? "; recorded" : absl::StrCat("; after ", pass), "\n",
          Show(o, graph));
      std::fputs(text.c_str(), stdout);
    };
  }
  absl::StatusOr<std::vector<ir::Graph>> graphs = ReadGraphs(o.file);
  if (!graphs.ok()) return Fail(graphs.status().message(), 1);
  if (!o.graph.empty()) {
    absl::StatusOr<ir::Graph> picked = PickGraph(*std::move(graphs), o.graph);
    if (!picked.ok()) return Fail(picked.status().message(), 1);
    graphs = std::vector<ir::Graph>{*std::move(picked)};
  }
  for (ir::Graph& graph : *graphs) {
    if (absl::Status s = RunPasses(o, &graph); !s.ok()) return Fail(s.message(), 1);
    if (!o.print_all) std::fputs(Show(o, graph).c_str(), stdout);
  }
  return std::fflush(stdout) == 0 ? 0 : 1;
}

}  // namespace
}  // namespace pyjit

int main(int argc, char** argv) { return pyjit::Main(argc, argv); }
