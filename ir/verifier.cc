#include "ir/verifier.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "ir/cfg.h"
#include "ir/verifier_internal.h"

namespace pyjit::ir {
namespace verifier_internal {

void Report::OnNode(Ref ref, absl::string_view message) {
  BlockId block = ref < graph_.nodes.size() ? graph_.node(ref).block : kNone;
  std::string place = block < numbering_.blocks.size()
                          ? absl::StrCat("block", numbering_.blocks[block], ": ")
                          : "";
  complaints_.push_back({absl::StrCat(place, PrintNode(graph_, numbering_, ref), ": ",
                                      message),
                         ref, block, kNone});
}

void Report::OnBlock(BlockId block, absl::string_view message) {
  bool numbered =
      block < numbering_.blocks.size() && numbering_.blocks[block] != kNone;
  complaints_.push_back(
      {numbered ? absl::StrCat("block", numbering_.blocks[block], ": ", message)
                : absl::StrCat("block?", block, ": ", message),
       kNone, block, kNone});
}

void Report::OnSnapshot(SnapshotId id, absl::string_view message) {
  complaints_.push_back(
      {absl::StrCat(PrintSnapshot(graph_, numbering_, id), ": ", message), kNone,
       kNone, id});
}

void Report::OnGraph(absl::string_view message) {
  complaints_.push_back({std::string(message), kNone, kNone, kNone});
}

std::string Report::Value(Ref ref) const {
  if (ref < numbering_.values.size() && numbering_.values[ref] != kNone) {
    return absl::StrCat("%", numbering_.values[ref]);
  }
  return absl::StrCat("%?", ref);
}

namespace {

bool IsTerminator(Opcode op) { return (RowOf(op).effects & kEnds) != 0; }

void CheckLayout(const Graph& graph, Report* report) {
  if (graph.layout.empty()) return;
  std::vector<int> seen(graph.blocks.size(), 0);
  for (BlockId b : graph.layout) {
    if (b >= graph.blocks.size()) {
      report->OnGraph(absl::StrCat("layout names block?", b, ", which is not there"));
    } else if (++seen[b] == 2) {
      report->OnBlock(b, "is twice in the layout");
    }
  }
  for (BlockId b = 0; b < graph.blocks.size(); ++b) {
    if (seen[b] == 0 && !graph.IsRemoved(b)) {
      report->OnBlock(b, "is not in the layout");
    }
  }
  if (graph.layout[0] != 0) report->OnGraph("layout does not begin with the entry");
}

void CheckLists(const Graph& graph, Report* report) {
  std::vector<int> seen(graph.nodes.size(), 0);
  for (BlockId b = 0; b < graph.blocks.size(); ++b) {
    const Block& block = graph.blocks[b];
    for (size_t i = 0; i < block.params.size() + block.nodes.size(); ++i) {
      bool is_param = i < block.params.size();
      Ref ref = is_param ? block.params[i] : block.nodes[i - block.params.size()];
      if (ref >= graph.nodes.size()) {
        report->OnBlock(b, absl::StrCat("lists node ", ref, ", which is not there"));
        continue;
      }
      const Node& node = graph.node(ref);
      if (++seen[ref] == 2) report->OnNode(ref, "stands twice");
      if (node.block != b) {
        report->OnNode(ref, "stands in a block that is not its own");
      }
      if (is_param != (node.op == Opcode::k_param)) {
        report->OnNode(ref, is_param ? "a parameter must have op param"
                                     : "param among the nodes of a block");
      } else if (is_param && node.imm != static_cast<int64_t>(i)) {
        report->OnNode(ref, "parameter has another number than its place");
      }
    }
    if (block.nodes.empty()) continue;
    for (Ref ref : block.nodes) {
      if (ref >= graph.nodes.size()) return;
      bool last = ref == block.nodes.back();
      if (IsTerminator(graph.node(ref).op) != last) {
        report->OnNode(ref, last ? "block does not end with a terminator"
                                 : "terminator inside a block");
      }
    }
  }
  for (Ref ref = 0; ref < graph.nodes.size(); ++ref) {
    if (graph.node(ref).block != kNone && seen[ref] == 0) {
      report->OnNode(ref, "is in no block's list but not removed");
    }
  }
}

// References must be in range and live before anything looks at them.
void CheckReferences(const Graph& graph, Report* report) {
  std::vector<bool> snapshot_used(graph.snapshots.size(), false);
  auto live = [&](Ref ref) {
    return ref < graph.nodes.size() && graph.node(ref).block != kNone;
  };
  for (BlockId b = 0; b < graph.blocks.size(); ++b) {
    for (Ref user : graph.blocks[b].nodes) {
      if (user >= graph.nodes.size()) continue;
      const Node& node = graph.node(user);
      auto check = [&](Ref ref) {
        if (!live(ref)) {
          report->OnNode(user, absl::StrCat("uses ", report->Value(ref),
                                            ", which is removed or not there"));
        }
      };
      for (Ref ref : node.operands) check(ref);
      for (const Target& target : node.targets) {
        if (target.block >= graph.blocks.size() || graph.IsRemoved(target.block)) {
          report->OnNode(user, "leads to a block that is removed or not there");
        }
        for (Ref ref : target.args) check(ref);
      }
      if (node.snapshot == kNone) continue;
      if (node.snapshot >= graph.snapshots.size()) {
        report->OnNode(user, "snapshot is not there");
      } else {
        snapshot_used[node.snapshot] = true;
      }
    }
  }
  for (SnapshotId id = 0; id < graph.snapshots.size(); ++id) {
    if (!snapshot_used[id]) continue;
    ForEachRef(graph.snapshots[id], [&](Ref ref) {
      if (!live(ref)) {
        report->OnSnapshot(id, absl::StrCat("names ", report->Value(ref),
                                            ", which is removed or not there"));
      }
    });
  }
}

}  // namespace

void CheckStructure(const Graph& graph, Report* report) {
  if (graph.blocks.empty() || graph.IsRemoved(0)) {
    report->OnGraph("graph has no entry block");
    return;
  }
  if (!graph.blocks[0].params.empty()) report->OnBlock(0, "entry has parameters");
  CheckLayout(graph, report);
  CheckLists(graph, report);
  CheckReferences(graph, report);
}

}  // namespace verifier_internal

std::vector<Complaint> FindComplaints(const Graph& graph,
                                      const VerifyOptions& options) {
  verifier_internal::Report report(graph);
  verifier_internal::CheckStructure(graph, &report);
  if (report.complaints().empty()) {
    verifier_internal::CheckNodes(graph, &report);
    verifier_internal::CheckSnapshots(graph, &report);
    verifier_internal::CheckFlow(graph, options, &report);
  }
  return std::move(report.complaints());
}

absl::Status Verify(const Graph& graph, const VerifyOptions& options) {
  std::vector<Complaint> complaints = FindComplaints(graph, options);
  if (complaints.empty()) return absl::OkStatus();
  std::string text = absl::StrCat("graph \"", graph.name, "\" is broken:");
  for (size_t i = 0; i < std::min<size_t>(complaints.size(), 10); ++i) {
    absl::StrAppend(&text, "\n  ", complaints[i].message);
  }
  return absl::InternalError(text);
}

}  // namespace pyjit::ir
