#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "base/check.h"
#include "ir/cfg.h"
#include "ir/graph.h"
#include "passes/pass.h"
#include "passes/uses.h"

// Scalar replacement: an object that the graph makes and that is only read,
// written and tested here, or needed by exits, is never made. Its fields become
// values, with block parameters where paths meet; exits that need the object
// get a virtual one with the fields' values of that point.
//
//   %o = new s0 32                    %v = fadd %a, %b
//   store %o, %v slot f64 +16         guard %c, true !0
//   guard %c, true !0                 ...
//   %x = load %o slot f64 +16         !0 = resume [c0@1 r0=v0]
//   ...                                    virtuals [v0 = new s0 32 {f64 +16: %v}]
//   !0 = resume [c0@1 r0=%o]

namespace pyjit::passes {

using ir::BlockId;
using ir::kNone;
using ir::MemType;
using ir::Opcode;
using ir::Ref;

namespace {

struct Field {
  int32_t offset;
  MemType mem;
  friend bool operator<(const Field& a, const Field& b) {
    return a.offset < b.offset;
  }
};

// Fields and shape of the object at some point.
struct Contents {
  uint32_t shape = kNone;
  std::vector<Ref> values;  // by field number
};

class Scalarizer {
 public:
  Scalarizer(ir::Graph* graph, Ref object)
      : graph_(*graph),
        object_(object),
        cfg_(*graph),
        dominators_(*graph, cfg_),
        to_(*graph) {}

  // False, with nothing changed, if the object escapes.
  bool Run() {
    home_ = graph_.node(object_).block;
    if (!cfg_.IsReachable(home_)) return false;  // simplify_cfg drops it
    if (!CollectUses() || !CheckShapes()) return false;
    Rewrite();
    return true;
  }

 private:
  int FieldNumber(int32_t offset) const {
    for (size_t i = 0; i < fields_.size(); ++i) {
      if (fields_[i].offset == offset) return static_cast<int>(i);
    }
    return -1;
  }
  bool AddField(const ir::Node& node) {
    const int at = FieldNumber(node.offset);
    if (at < 0) {
      fields_.push_back({node.offset, node.mem});
    } else if (fields_[at].mem != node.mem) {
      return false;  // one place, two kinds
    }
    return true;
  }

  bool CollectUses() {
    for (BlockId id : cfg_.ReversePostOrder()) {
      for (Ref ref : graph_.blocks[id].nodes) {
        const ir::Node& node = graph_.node(ref);
        for (size_t i = 0; i < node.operands.size(); ++i) {
          if (node.operands[i] != object_) continue;
          switch (node.op) {
            case Opcode::k_load:
              if (!AddField(node)) return false;
              break;
            case Opcode::k_store:
              if (i != 0 || !AddField(node)) return false;
              break;
            case Opcode::k_barrier:
            case Opcode::k_is_int:
            case Opcode::k_is_null:
            case Opcode::k_has_shape:
            case Opcode::k_set_shape:
              break;
            default:
              return false;
          }
        }
        for (const ir::Target& target : node.targets) {
          for (Ref arg : target.args) {
            if (arg == object_) return false;
          }
        }
      }
    }
    std::sort(fields_.begin(), fields_.end());
    // Overlapping fields would need parts of words.
    for (size_t i = 1; i < fields_.size(); ++i) {
      if (fields_[i - 1].offset + ir::MemBytes(fields_[i - 1].mem) >
          fields_[i].offset) {
        return false;
      }
    }
    // Objects with a virtual inside are made in order by the exit; the limit
    // keeps exits small.
    return fields_.size() <= 64;
  }

  // The shape at each point must not depend on the path.
  bool CheckShapes() {
    shape_at_.assign(graph_.blocks.size(), kNone);
    for (bool changed = true; changed;) {
      changed = false;
      for (BlockId id : cfg_.ReversePostOrder()) {
        if (!dominators_.Dominates(home_, id)) continue;
        uint32_t shape = id == home_ ? graph_.node(object_).index : kNone;
        if (id != home_) {
          for (BlockId from : cfg_.Predecessors(id)) {
            if (!cfg_.IsReachable(from)) continue;
            const uint32_t there = shape_at_[from];
            if (there == kNone) continue;
            if (shape != kNone && shape != there) return false;
            shape = there;
          }
        }
        for (Ref ref : graph_.blocks[id].nodes) {
          const ir::Node& node = graph_.node(ref);
          if (node.op == Opcode::k_set_shape && node.operands[0] == object_) {
            shape = node.index;
          }
        }
        if (shape != shape_at_[id]) {
          if (shape_at_[id] != kNone) return false;
          shape_at_[id] = shape;
          changed = true;
        }
      }
    }
    return true;
  }

  ir::Type TypeOfField(size_t i) const { return ir::TypeOf(fields_[i].mem); }

  Ref Zero(size_t i) {
    ir::Node node;
    switch (TypeOfField(i)) {
      case ir::Type::kF64:
        node.op = Opcode::k_const_f64;
        node.f64 = 0;
        break;
      case ir::Type::kI64:
        node.op = Opcode::k_const_i64;
        node.imm = 0;
        break;
      default:
        node.op = Opcode::k_const_null;
        break;
    }
    std::vector<Ref>& nodes = graph_.blocks[home_].nodes;
    const auto at = std::find(nodes.begin(), nodes.end(), object_);
    return graph_.Insert(home_, static_cast<size_t>(at - nodes.begin()), node);
  }

  // Whether anything of the object is needed in `id` or behind it: only there
  // parameters are worth their place.
  void FindLive() {
    live_.assign(graph_.blocks.size(), false);
    auto uses = [&](BlockId id) {
      for (Ref ref : graph_.blocks[id].nodes) {
        const ir::Node& node = graph_.node(ref);
        for (Ref operand : node.operands) {
          if (operand == object_) return true;
        }
        bool named = false;
        if (node.snapshot != kNone) {
          ForEachSnapshotRef(&graph_.snapshots[node.snapshot],
                             [&](Ref& used) { named |= used == object_; });
        }
        if (named) return true;
      }
      return false;
    };
    // Where it is made it goes away, even if nothing needs it.
    live_[home_] = true;
    const auto& order = cfg_.ReversePostOrder();
    for (bool changed = true; changed;) {
      changed = false;
      for (auto it = order.rbegin(); it != order.rend(); ++it) {
        const BlockId id = *it;
        if (live_[id] || !dominators_.Dominates(home_, id)) continue;
        bool live = uses(id);
        for (BlockId next : cfg_.Successors(id)) {
          live |= next != home_ && live_[next];
        }
        if (live) {
          live_[id] = true;
          changed = true;
        }
      }
    }
  }

  void Rewrite() {
    FindLive();
    std::map<BlockId, Contents> out;
    std::map<BlockId, std::vector<Ref>> added;  // parameters by block
    for (BlockId id : cfg_.ReversePostOrder()) {
      if (!dominators_.Dominates(home_, id) || !live_[id]) continue;
      Contents now;
      if (id != home_) {
        std::vector<BlockId> from;
        for (BlockId p : cfg_.Predecessors(id)) {
          if (cfg_.IsReachable(p)) from.push_back(p);
        }
        if (from.size() == 1) {
          now = out[from[0]];
        } else {
          for (BlockId p : from) {
            if (shape_at_[p] != kNone) now.shape = shape_at_[p];
          }
          for (size_t i = 0; i < fields_.size(); ++i) {
            const Ref param = graph_.AddParam(id, TypeOfField(i));
            added[id].push_back(param);
            now.values.push_back(param);
          }
        }
      }
      WalkBlock(id, &now);
      out[id] = now;
    }
    for (const auto& [id, params] : added) {
      std::set<BlockId> seen;
      for (BlockId p : cfg_.Predecessors(id)) {
        if (!cfg_.IsReachable(p) || !seen.insert(p).second) continue;
        for (ir::Target& target : graph_.Terminator(p).targets) {
          if (target.block != id) continue;
          for (size_t i = 0; i < params.size(); ++i) {
            target.args.push_back(out[p].values[i]);
          }
        }
      }
    }
    to_.Apply(&graph_);
  }

  void WalkBlock(BlockId id, Contents* now) {
    // Zero() inserts before the object, so go by a copy and write back at once.
    const std::vector<Ref> nodes = graph_.blocks[id].nodes;
    std::set<Ref> gone;
    for (Ref ref : nodes) {
      if (ref == object_) {
        now->shape = graph_.node(ref).index;
        for (size_t i = 0; i < fields_.size(); ++i) {
          now->values.push_back(Zero(i));
        }
        gone.insert(ref);
        continue;
      }
      ir::Node& node = graph_.node(ref);
      const bool about = !node.operands.empty() && node.operands[0] == object_;
      if (about) {
        switch (node.op) {
          case Opcode::k_load:
            to_.Set(ref, now->values[FieldNumber(node.offset)]);
            gone.insert(ref);
            continue;
          case Opcode::k_store:
            now->values[FieldNumber(node.offset)] = to_.Find(node.operands[1]);
            gone.insert(ref);
            continue;
          case Opcode::k_barrier:
            gone.insert(ref);
            continue;
          case Opcode::k_set_shape:
            now->shape = node.index;
            gone.insert(ref);
            continue;
          case Opcode::k_is_int:
          case Opcode::k_is_null:
            ConstantBool(&node, false);
            continue;
          case Opcode::k_has_shape:
            ConstantBool(&node, node.index == now->shape);
            continue;
          default:
            break;
        }
      }
      if (node.snapshot != kNone) MakeVirtual(node.snapshot, *now);
    }
    std::vector<Ref> kept;
    for (Ref ref : graph_.blocks[id].nodes) {
      if (gone.count(ref) == 0) {
        kept.push_back(ref);
      } else {
        graph_.node(ref).block = kNone;
      }
    }
    graph_.blocks[id].nodes = std::move(kept);
  }

  static void ConstantBool(ir::Node* node, bool b) {
    node->op = Opcode::k_const_i1;
    node->operands.clear();
    node->index = 0;
    node->imm = b;
  }

  void MakeVirtual(ir::SnapshotId id, const Contents& now) {
    ir::Snapshot& snapshot = graph_.snapshots[id];
    bool named = false;
    const Ref virtual_ref =
        static_cast<Ref>(snapshot.virtuals.size()) | ir::kVirtualBit;
    ForEachSnapshotRef(&snapshot, [&](Ref& ref) {
      if (ref == object_) {
        ref = virtual_ref;
        named = true;
      }
    });
    if (!named) return;
    ir::VirtualObject object;
    object.shape = now.shape;
    object.bytes = graph_.node(object_).imm;
    for (size_t i = 0; i < fields_.size(); ++i) {
      object.fields.push_back(
          {fields_[i].offset, fields_[i].mem, to_.Find(now.values[i])});
    }
    // Fields may name other virtuals only through refs that are objects still;
    // those are turned when their turn comes.
    snapshot.virtuals.push_back(std::move(object));
  }

  ir::Graph& graph_;
  const Ref object_;
  BlockId home_ = 0;
  const ir::Cfg cfg_;
  const ir::Dominators dominators_;
  Replacements to_;
  std::vector<Field> fields_;
  std::vector<uint32_t> shape_at_;
  std::vector<bool> live_;
};

// A snapshot that serves several exits cannot describe them all: each its own.
void UnshareSnapshots(ir::Graph* graph) {
  std::vector<bool> taken(graph->snapshots.size(), false);
  for (ir::Block& block : graph->blocks) {
    for (Ref ref : block.nodes) {
      ir::Node& node = graph->node(ref);
      if (node.snapshot == kNone) continue;
      if (taken[node.snapshot]) {
        const ir::Snapshot copy = graph->snapshots[node.snapshot];
        graph->snapshots.push_back(copy);
        node.snapshot = static_cast<ir::SnapshotId>(graph->snapshots.size() - 1);
        taken.push_back(true);
      } else {
        taken[node.snapshot] = true;
      }
    }
  }
}

}  // namespace

bool ScalarReplace(ir::Graph* graph) {
  UnshareSnapshots(graph);
  bool changed = false;
  // Outer objects first: what they hold may become virtual after them.
  // Each round that goes on has removed an object.
  for (bool again = true; again;) {
    again = false;
    std::vector<Ref> objects;
    for (const ir::Block& block : graph->blocks) {
      for (Ref ref : block.nodes) {
        if (graph->node(ref).op == Opcode::k_new) objects.push_back(ref);
      }
    }
    for (auto it = objects.rbegin(); it != objects.rend(); ++it) {
      if (Scalarizer(graph, *it).Run()) again = changed = true;
    }
    if (again) SimplifyCfg(graph);
  }
  return changed;
}

}  // namespace pyjit::passes
