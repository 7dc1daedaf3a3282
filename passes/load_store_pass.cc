#include <tuple>
#include <utility>
#include <vector>

#include "ir/cfg.h"
#include "ir/graph.h"
#include "passes/pass.h"
#include "passes/scoped_facts.h"
#include "passes/uses.h"

// Forwarding: a load of a place whose value is known, from a store or a load
// before it on every path, is that value; a store of what is there already goes.
// A place is (base, region, mem type, offset, index). A write forgets the places
// that it may overlap: same region, and not a different offset, not a different
// fresh object. Barriers of fresh or already remembered objects go too.
//
//   store %x, %v slot f64 +16        store %x, %v slot f64 +16
//   %a = load %x slot f64 +16        store %y, %w slot f64 +24
//   store %y, %w slot f64 +24        %s = fadd %v, %v
//   %b = load %x slot f64 +16
//   %s = fadd %a, %b

namespace pyjit::passes {

using ir::BlockId;
using ir::kNone;
using ir::Opcode;
using ir::Ref;
using ir::Region;
using ir::RegionSet;

namespace {

struct Place {
  Ref base;
  Ref index;  // element: the index; field: kNone
  int32_t offset;
  Region region;
  ir::MemType mem;
  friend bool operator==(const Place& a, const Place& b) {
    return std::tie(a.base, a.index, a.offset, a.region, a.mem) ==
           std::tie(b.base, b.index, b.offset, b.region, b.mem);
  }
  template <typename H>
  friend H AbslHashValue(H h, const Place& p) {
    return H::combine(std::move(h), p.base, p.index, p.offset,
                      static_cast<int>(p.region), static_cast<int>(p.mem));
  }
};

// What a loop writes, all that it contains included.
struct LoopWrites {
  RegionSet regions = 0;
  std::vector<Place> fields;
};

class Forwarder {
 public:
  explicit Forwarder(ir::Graph* graph)
      : graph_(*graph),
        cfg_(*graph),
        dominators_(*graph, cfg_),
        loops_(*graph, cfg_, dominators_),
        to_(*graph),
        marks_(graph->blocks.size()),
        known_joins_(graph->blocks.size()),
        barrier_joins_(graph->blocks.size()),
        groups_(static_cast<size_t>(Region::kCount)) {}

  bool Run() {
    FindLoopWrites();
    WalkDominatorTree(
        dominators_,
        [this](BlockId id) {
          marks_[id] = {known_.Now(), no_barrier_.Now(), {}, {}};
          Enter(id);
          Walk(id);
          marks_[id].known_end = known_.Now();
          marks_[id].no_barrier_end = no_barrier_.Now();
          AddPaths(id);
        },
        [this](BlockId id) {
          known_.UndoTo(marks_[id].known);
          no_barrier_.UndoTo(marks_[id].no_barrier);
        });
    to_.Apply(&graph_);
    return changed_;
  }

 private:
  bool MayOverlap(const Place& a, const Place& b) const {
    if (a.region != b.region || AreDifferentObjects(graph_, a.base, b.base)) {
      return false;
    }
    if (a.index == kNone && b.index == kNone) return a.offset == b.offset;
    if (a.index != kNone && b.index != kNone && a.offset == b.offset &&
        a.mem == b.mem) {
      const ir::Node& i = graph_.node(a.index);
      const ir::Node& j = graph_.node(b.index);
      if (i.op == Opcode::k_const_i64 && j.op == Opcode::k_const_i64) {
        return i.imm == j.imm;
      }
    }
    return true;
  }

  // What kinds of bases there are: a fresh object is none of those that are older.
  enum Kind { kFresh, kOlder, kAny };
  Kind KindOf(Ref base) const {
    switch (graph_.node(base).op) {
      case Opcode::k_new:
        return kFresh;
      case Opcode::k_load_reg:
      case Opcode::k_const_obj:
      case Opcode::k_thread:
        return kOlder;
      default:
        return kAny;
    }
  }
  // Places are grouped by region, offset and kind of base, the elements of a
  // region are one group.
  uint32_t GroupOf(const Place& place) {
    return place.index != kNone ? static_cast<uint32_t>(place.region)
                                : GroupOf(place.region, place.offset, KindOf(place.base));
  }
  uint32_t GroupOf(Region region, int32_t offset, Kind kind) {
    const auto [at, fresh] = field_groups_.try_emplace(
        std::pair(region, offset * 4 + kind),
        static_cast<uint32_t>(Region::kCount) +
            static_cast<uint32_t>(field_groups_.size()));
    if (fresh) groups_[static_cast<size_t>(region)].push_back(at->second);
    return at->second;
  }
  void ForgetRegions(RegionSet regions) {
    if (regions == 0) return;
    for (size_t region = 0; region < groups_.size(); ++region) {
      if ((regions & ir::RegionBit(static_cast<Region>(region))) == 0) continue;
      known_.ForgetAll(static_cast<uint32_t>(region));
      for (uint32_t group : groups_[region]) known_.ForgetAll(group);
    }
  }
  void ForgetOverlaps(const Place& place) {
    const auto forget = [&](uint32_t group) {
      known_.ForgetIf(group, [&](const Place& other, uint32_t) {
        return MayOverlap(other, place);
      });
    };
    forget(static_cast<uint32_t>(place.region));
    if (place.index != kNone) {
      for (uint32_t group : groups_[static_cast<size_t>(place.region)]) forget(group);
      return;
    }
    auto group = [&](Kind kind) { return GroupOf(place.region, place.offset, kind); };
    forget(group(kAny));
    switch (KindOf(place.base)) {
      case kFresh: {
        // No need to look through all the fresh ones.
        Place same = place;
        for (int mem = 0; mem < ir::kMemTypeCount; ++mem) {
          same.mem = static_cast<ir::MemType>(mem);
          known_.Forget(same);
        }
        break;
      }
      case kOlder:
        forget(group(kOlder));
        break;
      case kAny:
        forget(group(kOlder));
        forget(group(kFresh));
        break;
    }
  }

  void FindLoopWrites() {
    loop_writes_.resize(loops_.loops().size());
    for (BlockId id : cfg_.ReversePostOrder()) {
      const uint32_t innermost = loops_.LoopOf(id);
      if (innermost == kNone) continue;
      for (Ref ref : graph_.blocks[id].nodes) {
        const ir::Node& node = graph_.node(ref);
        const RegionSet writes = ir::EffectsOf(graph_, node).writes;
        if (writes == 0) continue;
        for (uint32_t loop = innermost; loop != kNone;
             loop = loops_.loops()[loop].parent) {
          if (node.op == Opcode::k_store) {
            loop_writes_[loop].fields.push_back(PlaceOf(node));
          } else {
            loop_writes_[loop].regions |= writes;
          }
        }
      }
    }
  }

  bool IsJoin(BlockId id) const {
    int forward = 0;
    for (BlockId from : cfg_.Predecessors(id)) {
      forward += cfg_.IsReachable(from) && cfg_.OrderOf(from) < cfg_.OrderOf(id);
    }
    return forward > 1;
  }
  void Enter(BlockId id) {
    if (IsJoin(id)) {
      known_.Enter(known_joins_[id],
                   [this](const Place& place, uint32_t) { return GroupOf(place); });
      no_barrier_.Enter(barrier_joins_[id], [](Ref, uint32_t) { return 0; });
      known_joins_[id] = {};
      barrier_joins_[id] = {};
    }
    const uint32_t loop = loops_.LoopOf(id);
    if (loop == kNone || loops_.loops()[loop].header != id) return;
    no_barrier_.ForgetAll(0);
    ForgetRegions(loop_writes_[loop].regions);
    for (const Place& place : loop_writes_[loop].fields) ForgetOverlaps(place);
  }
  void AddPaths(BlockId id) {
    for (const ir::Target& target : graph_.Terminator(id).targets) {
      const BlockId to = target.block;
      if (cfg_.OrderOf(to) <= cfg_.OrderOf(id) || !IsJoin(to)) continue;
      const Marks& dominator = marks_[dominators_.ImmediateDominator(to)];
      known_.AddPath(dominator.known_end, &known_joins_[to]);
      no_barrier_.AddPath(dominator.no_barrier_end, &barrier_joins_[to]);
    }
  }

  static Place PlaceOf(const ir::Node& node) {
    const bool element =
        node.op == Opcode::k_load_elem || node.op == Opcode::k_store_elem;
    return {node.operands[0], element ? node.operands[1] : kNone, node.offset,
            node.region, node.mem};
  }

  // Whether a load of a place finds `value` as it was stored: narrow stores cut
  // it off.
  bool KeepsValue(ir::MemType mem, Ref value) const {
    const int bytes = ir::MemBytes(mem);
    if (bytes == 8) return true;
    const ir::Node& node = graph_.node(value);
    return (node.op == Opcode::k_const_i64 && node.imm >= 0 &&
            node.imm < int64_t{1} << (8 * bytes)) ||
           ((node.op == Opcode::k_load || node.op == Opcode::k_load_elem) &&
            ir::MemBytes(node.mem) <= bytes);
  }

  void Walk(BlockId id) {
    std::vector<Ref> kept;
    kept.reserve(graph_.blocks[id].nodes.size());
    for (Ref ref : graph_.blocks[id].nodes) {
      ir::Node& node = graph_.node(ref);
      for (Ref& operand : node.operands) operand = to_.Find(operand);
      if (Visit(ref, &node)) {
        kept.push_back(ref);
      } else {
        node.block = kNone;
        changed_ = true;
      }
    }
    graph_.blocks[id].nodes = std::move(kept);
  }

  // False if the node goes.
  bool Visit(Ref ref, ir::Node* node) {
    switch (node->op) {
      case Opcode::k_load:
      case Opcode::k_load_elem: {
        const Place place = PlaceOf(*node);
        const uint32_t* value = known_.Find(place);
        if (value != nullptr &&
            ir::SameKind(graph_.node(*value).type, node->type)) {
          to_.Set(ref, *value);
          return false;
        }
        known_.Set(place, ref, GroupOf(place));
        return true;
      }
      case Opcode::k_store:
      case Opcode::k_store_elem: {
        const Place place = PlaceOf(*node);
        const Ref value = node->operands.back();
        if (known_.Is(place, value)) return false;  // it is there already
        ForgetOverlaps(place);
        if (KeepsValue(node->mem, value)) {
          known_.Set(place, value, GroupOf(place));
        }
        return true;
      }
      case Opcode::k_barrier: {
        const Ref object = node->operands[0];
        if (no_barrier_.Find(object) != nullptr) return false;
        no_barrier_.Set(object, 1, 0);
        return true;
      }
      case Opcode::k_barrier_elem:
        return no_barrier_.Find(node->operands[0]) == nullptr;
      case Opcode::k_new:
        no_barrier_.ForgetAll(0);
        no_barrier_.Set(ref, 1, 0);
        return true;
      default: {
        const ir::NodeEffects effects = ir::EffectsOf(graph_, *node);
        ForgetRegions(effects.writes);
        if (effects.collects || effects.runs_python) no_barrier_.ForgetAll(0);
        return true;
      }
    }
  }

  struct Marks {
    ScopedFacts<Place>::Mark known;
    ScopedFacts<Ref>::Mark no_barrier;
    ScopedFacts<Place>::Mark known_end;
    ScopedFacts<Ref>::Mark no_barrier_end;
  };

  ir::Graph& graph_;
  const ir::Cfg cfg_;
  const ir::Dominators dominators_;
  const ir::LoopForest loops_;
  Replacements to_;
  ScopedFacts<Place> known_;  // the value that a place holds
  // Objects that need no barrier: fresh, or remembered since the last point
  // where a collection may have aged them.
  ScopedFacts<Ref> no_barrier_;
  std::vector<Marks> marks_;                              // by block
  std::vector<ScopedFacts<Place>::Join> known_joins_;     // by block
  std::vector<ScopedFacts<Ref>::Join> barrier_joins_;     // by block
  std::vector<LoopWrites> loop_writes_;                   // by loop
  std::vector<std::vector<uint32_t>> groups_;           // of fields, by region
  absl::flat_hash_map<std::pair<Region, int32_t>, uint32_t> field_groups_;
  bool changed_ = false;
};

}  // namespace

bool ForwardMemory(ir::Graph* graph) { return Forwarder(graph).Run(); }

}  // namespace pyjit::passes
