// Checks of control flow, dominance and snapshots.

#include "absl/strings/str_cat.h"
#include "ir/cfg.h"
#include "ir/verifier_internal.h"
#include "ir/word.h"

namespace pyjit::ir::verifier_internal {
namespace {

class SnapshotCheck {
 public:
  SnapshotCheck(const Graph& graph, SnapshotId id, Report* report)
      : graph_(graph), id_(id), snapshot_(graph.snapshots[id]), report_(report) {}

  void Run() {
    if (snapshot_.frames.empty()) Complain("has no frame");
    for (size_t i = 0; i < snapshot_.frames.size(); ++i) {
      CheckFrame(snapshot_.frames[i], i == 0);
    }
    for (const VirtualObject& v : snapshot_.virtuals) CheckVirtual(v);
    for (const PendingStore& p : snapshot_.stores) {
      CheckTagged(p.object, "object of a store");
      if (p.offset < 0 || p.offset % MemBytes(p.mem) != 0) {
        Complain("a store's offset is negative or not aligned");
      }
      CheckFits(p.value, p.mem);
    }
  }

 private:
  void Complain(absl::string_view message) { report_->OnSnapshot(id_, message); }

  // False if there is nothing more to say about `ref`.
  bool CheckValue(Ref ref) {
    if ((ref & kVirtualBit) != 0) {
      if ((ref & ~kVirtualBit) >= snapshot_.virtuals.size()) {
        Complain(absl::StrCat("virtual v", ref & ~kVirtualBit, " is not there"));
      }
      return false;
    }
    const Node& node = graph_.node(ref);
    if (node.type == Type::kVoid) {
      Complain(absl::StrCat(report_->Value(ref), " has no value"));
      return false;
    }
    if (node.op == Opcode::k_thread) {
      Complain("names the thread");
      return false;
    }
    return true;
  }
  void CheckTagged(Ref ref, absl::string_view what) {
    if (ref == kNone) return;
    if (CheckValue(ref) && !SameKind(graph_.node(ref).type, Type::kTagged)) {
      Complain(absl::StrCat(what, " is ", NameOf(graph_.node(ref).type),
                            ", must be tagged"));
    }
  }
  void CheckFits(Ref ref, MemType mem) {
    if (ref == kNone) return Complain("a field has no value");
    if ((ref & kVirtualBit) != 0 && mem != MemType::kTagged) {
      Complain("a virtual object in a raw field");
    }
    // Exits box numbers for tagged fields, as they do for registers.
    if (CheckValue(ref) && mem != MemType::kTagged &&
        !SameKind(graph_.node(ref).type, TypeOf(mem))) {
      Complain(absl::StrCat(report_->Value(ref), " is ", NameOf(graph_.node(ref).type),
                            ", its field is ", NameOf(mem)));
    }
  }

  void CheckFrame(const FrameState& frame, bool is_root) {
    if (frame.code >= graph_.codes.size()) Complain("code is not there");
    if (is_root && (frame.base != 0 || frame.callee != kNone)) {
      Complain("the root frame has neither base nor callee");
    }
    // Base 0 is that of a call whose frame begins at the parent's r[0].
    if (!is_root && frame.callee == kNone) Complain("an inlined frame needs a callee");
    CheckTagged(frame.callee, "callee");
    CheckTagged(frame.extra, "extra");
    int last = -1;
    for (const auto& [number, ref] : frame.registers) {
      if (number <= last) Complain("registers do not ascend");
      last = number;
      if (ref == kNone) {
        Complain(absl::StrCat("r", number, " has no value"));
      } else {
        CheckValue(ref);
      }
    }
  }

  void CheckVirtual(const VirtualObject& v) {
    if (v.shape >= graph_.shapes.size()) Complain("a virtual's shape is not there");
    if (v.bytes < kHeaderBytes || v.bytes % 8 != 0) {
      Complain("a virtual's size must be whole words, header included");
    }
    // Of the header, shape and collector's state belong to the allocation.
    int64_t end = kOwnHeaderBytes;
    for (const VirtualObject::Field& f : v.fields) {
      if (f.offset < end || f.offset % MemBytes(f.mem) != 0) {
        Complain("a virtual's fields overlap, do not ascend or are not aligned");
      }
      end = int64_t{f.offset} + MemBytes(f.mem);
      if (end > v.bytes) Complain("a virtual's field is outside of it");
      CheckFits(f.value, f.mem);
    }
  }

  const Graph& graph_;
  SnapshotId id_;
  const Snapshot& snapshot_;
  Report* report_;
};

void CheckDominance(const Graph& graph, const Cfg& cfg, const Dominators& dominators,
                    Report* report) {
  NodeOrder order(graph);
  for (BlockId b : cfg.ReversePostOrder()) {
    for (Ref user : graph.blocks[b].nodes) {
      const Node& node = graph.node(user);
      auto check = [&](Ref def, absl::string_view how) {
        if (!order.Available(graph, dominators, def, user)) {
          report->OnNode(user, absl::StrCat(how, report->Value(def),
                                            ", which is not defined on all ways here"));
        }
      };
      for (Ref ref : node.operands) check(ref, "uses ");
      for (const Target& target : node.targets) {
        for (Ref ref : target.args) check(ref, "passes ");
      }
      if (node.snapshot != kNone) {
        ForEachRef(graph.snapshots[node.snapshot],
                   [&](Ref ref) { check(ref, "snapshot names "); });
      }
    }
  }
}

}  // namespace

void CheckSnapshots(const Graph& graph, Report* report) {
  std::vector<bool> used(graph.snapshots.size(), false);
  for (const Block& block : graph.blocks) {
    for (Ref ref : block.nodes) {
      SnapshotId id = graph.node(ref).snapshot;
      if (id != kNone) used[id] = true;
    }
  }
  for (SnapshotId id = 0; id < used.size(); ++id) {
    if (used[id]) SnapshotCheck(graph, id, report).Run();
  }
}

void CheckFlow(const Graph& graph, const VerifyOptions& options, Report* report) {
  Cfg cfg(graph);
  Dominators dominators(graph, cfg);
  LoopForest forest(graph, cfg, dominators);
  if (forest.is_irreducible()) report->OnGraph("a cycle has no single entry");
  std::vector<bool> is_header(graph.blocks.size(), false);
  for (const Loop& loop : forest.loops()) {
    is_header[loop.header] = true;
    if (!options.loops_have_poll) continue;
    bool polls = false;
    for (BlockId b : loop.blocks) {
      for (Ref ref : graph.blocks[b].nodes) {
        polls |= graph.node(ref).op == Opcode::k_poll;
      }
    }
    if (!polls) report->OnBlock(loop.header, "loop without poll");
  }
  for (BlockId b = 0; b < graph.blocks.size(); ++b) {
    if (graph.blocks[b].loop_header == is_header[b] || !cfg.IsReachable(b)) continue;
    report->OnBlock(b, is_header[b] ? "is a loop's header but not marked so"
                                    : "is marked as a loop's header but is none");
  }
  CheckDominance(graph, cfg, dominators, report);
}

}  // namespace pyjit::ir::verifier_internal
