#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "ir/cfg.h"
#include "ir/graph.h"
#include "ir/word.h"
#include "passes/pass.h"
#include "passes/ranges.h"
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
//
// All such objects are replaced in one walk. An object that is stored into one of
// them has its turn in the next round, when that store is gone.

namespace pyjit::passes {

using ir::BlockId;
using ir::kNone;
using ir::MemType;
using ir::Opcode;
using ir::Ref;

namespace {

// Objects nested deeper than this stay as they are, so that cost stays linear.
constexpr int kMaxRounds = 16;
// Exits with larger virtual objects would not be cheap.
constexpr size_t kMaxFields = 64, kMaxVirtuals = 256;

struct Field {
  int32_t offset;
  MemType mem;
};

struct Object {
  Ref ref = kNone;
  bool escapes = false;
  bool changes_shape = false;
  std::vector<Field> fields;  // ascending
  std::vector<BlockId> uses;  // blocks with a use
};

// An object at some point: its shape and its fields' values.
struct Contents {
  uint32_t shape = kNone;
  std::vector<Ref> values;
};

class Scalarizer {
 public:
  explicit Scalarizer(ir::Graph* graph)
      : graph_(*graph), cfg_(*graph), to_(*graph), live_(graph->blocks.size()) {}

  // Whether an object has gone; *again: another one may go now.
  bool Run(bool* again) {
    FindObjects();
    if (objects_.empty()) return false;
    FindUses();
    bool any = false;
    for (uint32_t i = 0; i < objects_.size(); ++i) {
      any |= CheckFields(&objects_[i]) && Spread(i);
    }
    if (!any) return false;
    for (const auto& [inner, outer] : nested_) *again |= !objects_[outer].escapes;
    for (BlockId id : cfg_.ReversePostOrder()) WalkBlock(id);
    PassArguments();
    to_.Apply(&graph_);
    return true;
  }

 private:
  void FindObjects() {
    number_.assign(graph_.nodes.size(), kNone);
    for (BlockId id : cfg_.ReversePostOrder()) {
      for (Ref ref : graph_.blocks[id].nodes) {
        if (graph_.node(ref).op != Opcode::k_new) continue;
        number_[ref] = static_cast<uint32_t>(objects_.size());
        objects_.emplace_back().ref = ref;
      }
    }
  }
  // The number of an object, or kNone.
  uint32_t NumberOf(Ref ref) const {
    return ref < number_.size() ? number_[ref] : kNone;
  }
  // Those that go.
  uint32_t GoingNumberOf(Ref ref) const {
    const uint32_t number = NumberOf(ref);
    return number != kNone && !objects_[number].escapes ? number : kNone;
  }

  void FindUses() {
    snapshot_users_.assign(graph_.snapshots.size(), 0);
    for (BlockId id = 0; id < graph_.blocks.size(); ++id) {
      const bool reachable = cfg_.IsReachable(id);
      for (Ref ref : graph_.blocks[id].nodes) {
        const ir::Node& node = graph_.node(ref);
        for (size_t i = 0; i < node.operands.size(); ++i) {
          const uint32_t number = NumberOf(node.operands[i]);
          if (number == kNone) continue;
          Use(number, id, node, i);
          // simplify_cfg takes such blocks away first.
          if (!reachable) objects_[number].escapes = true;
        }
        for (const ir::Target& target : node.targets) {
          for (Ref arg : target.args) {
            if (NumberOf(arg) != kNone) objects_[NumberOf(arg)].escapes = true;
          }
        }
        if (node.snapshot == kNone) continue;
        ++snapshot_users_[node.snapshot];
        size_t virtuals = graph_.snapshots[node.snapshot].virtuals.size();
        ForEachRef(graph_.snapshots[node.snapshot], [&](Ref& used) {
          const uint32_t number = NumberOf(used);
          if (number == kNone) return;
          objects_[number].uses.push_back(id);
          if (!reachable || ++virtuals > kMaxVirtuals) {
            objects_[number].escapes = true;
          }
        });
      }
    }
  }

  void Use(uint32_t number, BlockId id, const ir::Node& node, size_t operand) {
    Object& object = objects_[number];
    object.uses.push_back(id);
    switch (node.op) {
      case Opcode::k_store:
        if (operand != 0) {
          object.escapes = true;
          const uint32_t outer = NumberOf(node.operands[0]);
          if (outer != kNone) nested_.emplace_back(number, outer);
          break;
        }
        if (!KeepsValue(node.mem, node.operands[1])) object.escapes = true;
        [[fallthrough]];
      case Opcode::k_load:
        object.fields.push_back({node.offset, node.mem});
        break;
      case Opcode::k_set_shape:
        object.changes_shape = true;
        break;
      case Opcode::k_barrier:
      case Opcode::k_is_int:
      case Opcode::k_is_null:
      case Opcode::k_has_shape:
        break;
      default:
        object.escapes = true;
    }
  }
  // Narrow stores cut their value off, which a value that takes the field's
  // place does not.
  bool KeepsValue(MemType mem, Ref value) const {
    const int bytes = ir::MemBytes(mem);
    if (bytes == 8) return true;
    const Range range = RangeOf(graph_, value);
    return range.low >= 0 && range.high < int64_t{1} << (8 * bytes);
  }

  // Makes the fields a list without repetition; the object escapes if they
  // cannot be values.
  static bool CheckFields(Object* object) {
    if (object->escapes) return false;
    std::vector<Field>& fields = object->fields;
    std::sort(fields.begin(), fields.end(), [](const Field& a, const Field& b) {
      return std::pair(a.offset, a.mem) < std::pair(b.offset, b.mem);
    });
    fields.erase(std::unique(fields.begin(), fields.end(),
                             [](const Field& a, const Field& b) {
                               return a.offset == b.offset && a.mem == b.mem;
                             }),
                 fields.end());
    object->escapes = fields.size() > kMaxFields;
    // Shape and collector's state of the header are no fields.
    int32_t end = ir::kOwnHeaderBytes;
    for (const Field& field : fields) {
      // One place of two kinds, or parts of words.
      if (field.offset < end) object->escapes = true;
      end = field.offset + ir::MemBytes(field.mem);
    }
    return !object->escapes;
  }

  // Finds where the object must be known: backwards from its uses to where it
  // is made. False if its shape depends on the path.
  bool Spread(uint32_t number) {
    Object& object = objects_[number];
    const BlockId home = graph_.node(object.ref).block;
    std::vector<BlockId> blocks = {home};
    std::vector<BlockId> work = object.uses;
    auto is_new = [&](BlockId id) {
      return live_[id].empty() || live_[id].back() != number;
    };
    live_[home].push_back(number);
    while (!work.empty()) {
      const BlockId id = work.back();
      work.pop_back();
      if (!is_new(id)) continue;
      live_[id].push_back(number);
      blocks.push_back(id);
      for (BlockId from : cfg_.Predecessors(id)) {
        if (cfg_.IsReachable(from)) work.push_back(from);
      }
    }
    if (!object.changes_shape || OneShapePerPlace(object, home, &blocks)) return true;
    object.escapes = true;
    for (BlockId id : blocks) live_[id].pop_back();
    return false;
  }

  bool OneShapePerPlace(const Object& object, BlockId home,
                        std::vector<BlockId>* blocks) {
    std::sort(blocks->begin(), blocks->end(), [this](BlockId a, BlockId b) {
      return cfg_.OrderOf(a) < cfg_.OrderOf(b);
    });
    absl::flat_hash_map<BlockId, uint32_t> at_end;
    auto walk = [&](BlockId id, uint32_t shape) {
      for (Ref ref : graph_.blocks[id].nodes) {
        const ir::Node& node = graph_.node(ref);
        if (ref == object.ref) shape = node.index;
        if (node.op == Opcode::k_set_shape && node.operands[0] == object.ref) {
          shape = node.index;
        }
      }
      return shape;
    };
    // In this order each block has a predecessor before it; then all must agree.
    for (BlockId id : *blocks) {
      uint32_t shape = kNone;
      for (BlockId from : cfg_.Predecessors(id)) {
        const auto found = at_end.find(from);
        if (found != at_end.end()) shape = found->second;
      }
      at_end[id] = walk(id, shape);
    }
    for (BlockId id : *blocks) {
      if (id == home) continue;
      uint32_t shape = kNone;
      for (BlockId from : cfg_.Predecessors(id)) {
        if (!cfg_.IsReachable(from)) continue;
        if (shape != kNone && at_end[from] != shape) return false;
        shape = at_end[from];
      }
    }
    return true;
  }

  // What is known of an object at the start of a block that is not its home.
  Contents AtStart(uint32_t number, BlockId id) {
    const Object& object = objects_[number];
    std::vector<const Contents*> from;
    bool all = true;  // the ends of all paths here are known
    for (BlockId p : cfg_.Predecessors(id)) {
      if (!cfg_.IsReachable(p)) continue;
      const auto found = ends_.find({p, number});
      if (found == ends_.end()) {
        all = false;
      } else {
        from.push_back(&found->second);
      }
    }
    Contents now = *from[0];
    for (size_t i = 0; i < object.fields.size(); ++i) {
      const bool same =
          all && std::all_of(from.begin(), from.end(), [&](const Contents* c) {
            return c->values[i] == now.values[i];
          });
      if (same) continue;
      const Ref param = graph_.AddParam(id, ir::TypeOf(object.fields[i].mem));
      now.values[i] = param;
      added_.push_back({id, number, i});
    }
    return now;
  }

  void WalkBlock(BlockId id) {
    if (live_[id].empty()) return;
    absl::flat_hash_map<uint32_t, Contents> now;
    for (uint32_t number : live_[id]) {
      if (graph_.node(objects_[number].ref).block != id) {
        now[number] = AtStart(number, id);
      }
    }
    const std::vector<Ref> nodes = std::move(graph_.blocks[id].nodes);
    graph_.blocks[id].nodes.clear();
    zeros_.clear();
    for (Ref ref : nodes) {
      const uint32_t made = GoingNumberOf(ref);
      if (made != kNone) {
        Contents& contents = now[made];
        contents.shape = graph_.node(ref).index;
        for (const Field& field : objects_[made].fields) {
          contents.values.push_back(Zero(id, ir::TypeOf(field.mem)));
        }
        gone_.push_back(ref);
        continue;
      }
      const ir::Node& node = graph_.node(ref);
      const uint32_t about =
          node.operands.empty() ? kNone : GoingNumberOf(node.operands[0]);
      if (about != kNone && !Visit(ref, about, &now[about])) {
        gone_.push_back(ref);
        continue;
      }
      if (node.snapshot != kNone) MakeVirtuals(ref, now);
      graph_.blocks[id].nodes.push_back(ref);
    }
    for (auto& [number, contents] : now) {
      ends_[{id, number}] = std::move(contents);
    }
  }

  // A node that reads, writes or tests an object. False if it goes.
  bool Visit(Ref ref, uint32_t number, Contents* now) {
    ir::Node& node = graph_.node(ref);
    auto value = [&]() -> Ref& {
      const std::vector<Field>& fields = objects_[number].fields;
      const auto at = std::lower_bound(
          fields.begin(), fields.end(), node.offset,
          [](const Field& field, int32_t offset) { return field.offset < offset; });
      return now->values[static_cast<size_t>(at - fields.begin())];
    };
    switch (node.op) {
      case Opcode::k_load:
        to_.Set(ref, value());
        return false;
      case Opcode::k_store:
        value() = to_.Find(node.operands[1]);
        return false;
      case Opcode::k_set_shape:
        now->shape = node.index;
        return false;
      case Opcode::k_barrier:
        return false;
      case Opcode::k_has_shape:
        BecomesBool(&node, node.index == now->shape);
        return true;
      default:  // is_int, is_null
        BecomesBool(&node, false);
        return true;
    }
  }
  static void BecomesBool(ir::Node* node, bool b) {
    node->op = Opcode::k_const_i1;
    node->operands.clear();
    node->index = 0;
    node->imm = b;
  }

  // A constant of the block at hand.
  Ref Zero(BlockId id, ir::Type type) {
    const auto [at, fresh] = zeros_.try_emplace(static_cast<int>(type), kNone);
    if (fresh) {
      ir::Node node(type == ir::Type::kF64   ? Opcode::k_const_f64
                    : type == ir::Type::kI64 ? Opcode::k_const_i64
                                             : Opcode::k_const_null);
      at->second = graph_.Append(id, node);
    }
    return at->second;
  }

  // The exit of node `ref` makes what it needs.
  void MakeVirtuals(Ref ref, const absl::flat_hash_map<uint32_t, Contents>& now) {
    ir::SnapshotId id = graph_.node(ref).snapshot;
    bool named = false;
    ForEachRef(graph_.snapshots[id], [&](Ref& used) {
      named |= GoingNumberOf(used) != kNone;
    });
    if (!named) return;
    if (snapshot_users_[id] > 1) {
      // One description does not do for several places.
      --snapshot_users_[id];
      const ir::Snapshot copy = graph_.snapshots[id];
      graph_.snapshots.push_back(copy);
      snapshot_users_.push_back(1);
      id = static_cast<ir::SnapshotId>(graph_.snapshots.size() - 1);
      graph_.node(ref).snapshot = id;
    }
    ir::Snapshot& snapshot = graph_.snapshots[id];
    std::vector<uint32_t> numbers;
    const auto first = static_cast<Ref>(snapshot.virtuals.size());
    ForEachRef(snapshot, [&](Ref& used) {
      const uint32_t number = GoingNumberOf(used);
      if (number == kNone) return;
      const auto at = std::find(numbers.begin(), numbers.end(), number);
      used = (first + static_cast<Ref>(at - numbers.begin())) | ir::kVirtualBit;
      if (at == numbers.end()) numbers.push_back(number);
    });
    for (uint32_t number : numbers) {
      const Contents& contents = now.at(number);
      ir::VirtualObject object;
      object.shape = contents.shape;
      object.bytes = graph_.node(objects_[number].ref).imm;
      for (size_t i = 0; i < objects_[number].fields.size(); ++i) {
        const Field& field = objects_[number].fields[i];
        object.fields.push_back(
            {field.offset, field.mem, to_.Find(contents.values[i])});
      }
      snapshot.virtuals.push_back(std::move(object));
    }
  }

  // The new parameters' arguments, on each edge in the parameters' order.
  void PassArguments() {
    for (const Added& added : added_) {
      std::vector<BlockId> from = cfg_.Predecessors(added.block);
      std::sort(from.begin(), from.end());
      from.erase(std::unique(from.begin(), from.end()), from.end());
      for (BlockId p : from) {
        if (!cfg_.IsReachable(p)) continue;
        const Ref value = ends_[{p, added.object}].values[added.field];
        for (ir::Target& target : graph_.Terminator(p).targets) {
          if (target.block == added.block) target.args.push_back(value);
        }
      }
    }
    for (Ref ref : gone_) graph_.node(ref).block = kNone;
  }

  struct Added {
    BlockId block;
    uint32_t object;
    size_t field;
  };

  ir::Graph& graph_;
  const ir::Cfg cfg_;
  Replacements to_;
  std::vector<Object> objects_;    // in reverse post-order
  std::vector<uint32_t> number_;   // of an object, by Ref
  std::vector<std::pair<uint32_t, uint32_t>> nested_;  // stored into each other
  std::vector<int> snapshot_users_;
  std::vector<std::vector<uint32_t>> live_;  // objects that must be known, by block
  absl::flat_hash_map<std::pair<BlockId, uint32_t>, Contents> ends_;
  absl::flat_hash_map<int, Ref> zeros_;
  std::vector<Added> added_;
  std::vector<Ref> gone_;
};

}  // namespace

bool ScalarReplace(ir::Graph* graph) {
  bool changed = false, again = true;
  for (int round = 0; again && round < kMaxRounds; ++round) {
    again = false;
    changed |= Scalarizer(graph).Run(&again);
    // Parameters of one value must not keep the next object.
    if (again) SimplifyCfg(graph);
  }
  return changed;
}

}  // namespace pyjit::passes
