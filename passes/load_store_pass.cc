#include <map>
#include <tuple>
#include <vector>

#include "ir/cfg.h"
#include "ir/graph.h"
#include "passes/pass.h"
#include "passes/uses.h"

// Forwarding: a load of a place whose value is known, from a store or a load
// before it on every path, is that value. A place is (base, region, mem type,
// offset, index). A write forgets the places that it may overlap: same region,
// and not a different offset, not a different fresh object. Barriers of fresh or
// already remembered objects go too.

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
  Region region;
  ir::MemType mem;
  int32_t offset;
  Ref index;  // element: the index; field: kNone
  friend bool operator<(const Place& a, const Place& b) {
    return std::tie(a.region, a.base, a.offset, a.index, a.mem) <
           std::tie(b.region, b.base, b.offset, b.index, b.mem);
  }
};

struct State {
  std::map<Place, Ref> known;
  // Objects that need no barrier: fresh, or remembered since the last point
  // where a collection may have aged them.
  std::map<Ref, bool> no_barrier;
};

class Forwarder {
 public:
  explicit Forwarder(ir::Graph* graph)
      : graph_(*graph),
        cfg_(*graph),
        dominators_(*graph, cfg_),
        loops_(*graph, cfg_, dominators_),
        to_(*graph) {}

  bool Run() {
    out_.resize(graph_.blocks.size());
    done_.assign(graph_.blocks.size(), false);
    for (BlockId id : cfg_.ReversePostOrder()) {
      state_ = Entry(id);
      Walk(id);
      out_[id] = state_;
      done_[id] = true;
    }
    to_.Apply(&graph_);
    return changed_;
  }

 private:
  bool IsFresh(Ref ref) const { return graph_.node(ref).op == Opcode::k_new; }
  // Two bases that cannot be one object.
  bool Differ(Ref a, Ref b) const {
    if (a == b) return false;
    const Opcode x = graph_.node(a).op, y = graph_.node(b).op;
    const bool fresh_a = x == Opcode::k_new, fresh_b = y == Opcode::k_new;
    if (fresh_a && fresh_b) return true;
    auto older = [](Opcode op) {
      return op == Opcode::k_load_reg || op == Opcode::k_const_obj ||
             op == Opcode::k_thread;
    };
    if ((fresh_a && older(y)) || (fresh_b && older(x))) return true;
    return x == Opcode::k_const_obj && y == Opcode::k_const_obj &&
           graph_.node(a).index != graph_.node(b).index;
  }
  bool MayOverlap(const Place& a, const Place& b) const {
    if (a.region != b.region || Differ(a.base, b.base)) return false;
    if (a.index == kNone && b.index == kNone) return a.offset == b.offset;
    if (a.index != kNone && b.index != kNone && a.offset == b.offset) {
      const ir::Node& i = graph_.node(a.index);
      const ir::Node& j = graph_.node(b.index);
      if (i.op == Opcode::k_const_i64 && j.op == Opcode::k_const_i64) {
        return i.imm == j.imm;
      }
    }
    return true;
  }

  void ForgetRegions(State* state, RegionSet regions) const {
    if (regions == 0) return;
    for (auto it = state->known.begin(); it != state->known.end();) {
      const bool written = (regions & ir::RegionBit(it->first.region)) != 0;
      it = written ? state->known.erase(it) : std::next(it);
    }
  }
  void ForgetOverlaps(const Place& place) {
    for (auto it = state_.known.begin(); it != state_.known.end();) {
      it = MayOverlap(it->first, place) ? state_.known.erase(it)
                                        : std::next(it);
    }
  }

  State Entry(BlockId id) const {
    State state;
    bool first = true, back_edge = false;
    for (BlockId from : cfg_.Predecessors(id)) {
      if (!cfg_.IsReachable(from)) continue;
      if (!done_[from]) {
        back_edge = true;
        continue;
      }
      if (first) {
        state = out_[from];
        first = false;
        continue;
      }
      Meet(&state.known, out_[from].known);
      Meet(&state.no_barrier, out_[from].no_barrier);
    }
    if (back_edge) {
      const uint32_t loop = loops_.LoopOf(id);
      state.no_barrier.clear();
      if (loop == kNone || loops_.loops()[loop].header != id) {
        state.known.clear();
      } else {
        for (BlockId inside : loops_.loops()[loop].blocks) {
          for (Ref ref : graph_.blocks[inside].nodes) {
            const ir::Node& node = graph_.node(ref);
            const RegionSet writes = ir::EffectsOf(graph_, node).writes;
            const bool field = node.op == Opcode::k_store;
            if (!field) {
              ForgetRegions(&state, writes);
              continue;
            }
            const Place place = PlaceOf(node);
            for (auto it = state.known.begin(); it != state.known.end();) {
              it = MayOverlap(it->first, place) ? state.known.erase(it)
                                                : std::next(it);
            }
          }
        }
      }
    }
    return state;
  }
  template <typename Map>
  static void Meet(Map* a, const Map& b) {
    for (auto it = a->begin(); it != a->end();) {
      auto found = b.find(it->first);
      it = found == b.end() || found->second != it->second ? a->erase(it)
                                                           : std::next(it);
    }
  }

  Place PlaceOf(const ir::Node& node) const {
    const bool element = node.op == Opcode::k_load_elem ||
                         node.op == Opcode::k_store_elem;
    return {node.operands[0], node.region, node.mem, node.offset,
            element ? node.operands[1] : kNone};
  }

  void Walk(BlockId id) {
    std::vector<Ref> kept;
    for (Ref ref : graph_.blocks[id].nodes) {
      ir::Node& node = graph_.node(ref);
      for (Ref& operand : node.operands) operand = to_.Find(operand);
      switch (node.op) {
        case Opcode::k_load:
        case Opcode::k_load_elem: {
          const Place place = PlaceOf(node);
          const auto [at, fresh] = state_.known.emplace(place, ref);
          if (!fresh && ir::SameKind(graph_.node(at->second).type, node.type)) {
            to_.Set(ref, at->second);
            node.block = kNone;
            changed_ = true;
            continue;
          }
          at->second = ref;
          break;
        }
        case Opcode::k_store:
        case Opcode::k_store_elem: {
          const Place place = PlaceOf(node);
          const Ref value = node.operands.back();
          auto found = state_.known.find(place);
          if (found != state_.known.end() && found->second == value) {
            node.block = kNone;  // it is there already
            changed_ = true;
            continue;
          }
          ForgetOverlaps(place);
          // Narrow stores cut their value off; only whole words are known.
          if (ir::MemBytes(node.mem) == 8 ||
              graph_.node(value).op == Opcode::k_const_i64) {
            state_.known[place] = value;
          }
          break;
        }
        case Opcode::k_barrier: {
          const Ref object = node.operands[0];
          if (state_.no_barrier.count(object) != 0) {
            node.block = kNone;
            changed_ = true;
            continue;
          }
          state_.no_barrier[object] = true;
          break;
        }
        case Opcode::k_new:
          state_.no_barrier.clear();
          state_.no_barrier[ref] = true;
          break;
        default: {
          const ir::NodeEffects effects = ir::EffectsOf(graph_, node);
          ForgetRegions(&state_, effects.writes);
          if (effects.collects || effects.runs_python) {
            state_.no_barrier.clear();
          }
          break;
        }
      }
      kept.push_back(ref);
    }
    for (ir::Target& target : graph_.Terminator(id).targets) {
      for (Ref& arg : target.args) arg = to_.Find(arg);
    }
    graph_.blocks[id].nodes = std::move(kept);
  }

  ir::Graph& graph_;
  const ir::Cfg cfg_;
  const ir::Dominators dominators_;
  const ir::LoopForest loops_;
  Replacements to_;
  std::vector<State> out_;
  std::vector<bool> done_;
  State state_;
  bool changed_ = false;
};

}  // namespace

bool ForwardMemory(ir::Graph* graph) { return Forwarder(graph).Run(); }

}  // namespace pyjit::passes
