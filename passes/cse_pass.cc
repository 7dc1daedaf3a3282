#include <tuple>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/inlined_vector.h"
#include "ir/cfg.h"
#include "ir/graph.h"
#include "passes/pass.h"
#include "passes/uses.h"

// Common subexpressions: a pure value that a dominating block, or this one above,
// has computed from the same operands is not computed again.

namespace pyjit::passes {

using ir::kNone;
using ir::Opcode;
using ir::Ref;

namespace {

struct Key {
  Opcode op;
  uint32_t index;
  int64_t imm;
  int memory;  // region, mem type
  int32_t offset;
  absl::InlinedVector<Ref, 4> operands;
  friend bool operator==(const Key& a, const Key& b) {
    return std::tie(a.op, a.index, a.imm, a.memory, a.offset, a.operands) ==
           std::tie(b.op, b.index, b.imm, b.memory, b.offset, b.operands);
  }
  template <typename H>
  friend H AbslHashValue(H h, const Key& k) {
    return H::combine(std::move(h), static_cast<int>(k.op), k.index, k.imm, k.memory,
                      k.offset, k.operands);
  }
};

// A load of an object that this graph makes: its immutable memory is still being
// filled, which load_store follows.
bool ReadsFresh(const ir::Graph& graph, const ir::Node& node) {
  return (node.op == Opcode::k_load || node.op == Opcode::k_load_elem) &&
         graph.node(node.operands[0]).op == Opcode::k_new;
}

bool Commutes(Opcode op) {
  switch (op) {
    case Opcode::k_iadd:
    case Opcode::k_imul:
    case Opcode::k_iadd_overflows:
    case Opcode::k_imul_overflows:
    case Opcode::k_iand:
    case Opcode::k_ior:
    case Opcode::k_ixor:
    case Opcode::k_ieq:
    case Opcode::k_ine:
    case Opcode::k_fadd:
    case Opcode::k_fmul:
    case Opcode::k_feq:
    case Opcode::k_fne:
    case Opcode::k_and:
    case Opcode::k_or:
    case Opcode::k_is_same:
      return true;
    default:
      return false;
  }
}

}  // namespace

bool EliminateCommon(ir::Graph* graph) {
  const ir::Cfg cfg(*graph);
  const ir::Dominators dominators(*graph, cfg);
  Replacements to(*graph);
  // Values by key with the block each stands in; one that does not dominate
  // the place at hand is replaced by the newer one.
  absl::flat_hash_map<Key, Ref> seen;
  bool changed = false;
  // Walk the dominator tree in preorder, so that the map's last writer is the
  // nearest one on the way down.
  std::vector<ir::BlockId> stack = {0};
  while (!stack.empty()) {
    const ir::BlockId id = stack.back();
    stack.pop_back();
    for (ir::BlockId child : dominators.Children(id)) stack.push_back(child);
    std::vector<Ref> kept;
    for (Ref ref : graph->blocks[id].nodes) {
      ir::Node& node = graph->node(ref);
      for (Ref& operand : node.operands) operand = to.Find(operand);
      const ir::NodeEffects effects = ir::EffectsOf(*graph, node);
      const bool pure = effects.pure && node.op != Opcode::k_param &&
                        node.op != Opcode::k_poison && node.targets.empty() &&
                        node.op != Opcode::k_call_native &&
                        !ReadsFresh(*graph, node);
      if (pure) {
        Key key{node.op,
                node.index,
                node.imm,
                static_cast<int>(node.region) * 16 + static_cast<int>(node.mem),
                node.offset,
                {node.operands.begin(), node.operands.end()}};
        if (node.operands.size() == 2 && Commutes(node.op) &&
            key.operands[1] < key.operands[0]) {
          std::swap(key.operands[0], key.operands[1]);
        }
        const auto [at, fresh] = seen.emplace(std::move(key), ref);
        if (!fresh) {
          const Ref other = at->second;
          if (dominators.Dominates(graph->node(other).block, id)) {
            to.Set(ref, other);
            node.block = kNone;
            changed = true;
            continue;
          }
          at->second = ref;
        }
      }
      kept.push_back(ref);
    }
    graph->blocks[id].nodes = std::move(kept);
  }
  to.Apply(graph);
  return changed;
}

}  // namespace pyjit::passes
