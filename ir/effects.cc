// EffectsOf: the one place that knows what a node does.

#include "ir/graph.h"

namespace pyjit::ir {
namespace {

constexpr RegionSet kAll = RegionBit(Region::kCount) - 1;

// A call that may run Python may do anything to what can be changed.
void SetAnything(NodeEffects* e) {
  e->reads = kAll;
  e->writes = MutableRegions();
  e->collects = e->runs_python = e->escapes = e->raises = true;
}

NodeEffects OfHelper(const HelperRow& row) {
  NodeEffects e;
  if ((row.flags & kHelperRunsPython) != 0) {
    SetAnything(&e);
  } else {
    e.reads = row.reads;
    e.writes = row.writes & MutableRegions();
    e.collects = (row.flags & kHelperCollects) != 0;
    e.escapes = (row.flags & kHelperEscapes) != 0;
  }
  e.raises = (row.flags & kHelperRaises) != 0;
  e.fresh = (row.flags & kHelperFresh) != 0;
  e.pure = (row.flags & kHelperPure) != 0;
  // An exception is an effect; collecting and reading are not.
  e.removable = e.pure || (!e.raises && !e.runs_python && !e.escapes && e.writes == 0);
  // A helper may require of its operands what guards before it have checked.
  e.guarded = true;
  return e;
}

NodeEffects OfNative(uint32_t effects) {
  NodeEffects e;
  if ((effects & kCallRunsPython) != 0) {
    SetAnything(&e);
  } else {
    if ((effects & kCallReadsHeap) != 0) e.reads = kAll;
    if ((effects & kCallWritesHeap) != 0) e.writes = MutableRegions();
    e.collects = (effects & kCallCollects) != 0;
    e.escapes = (effects & kCallEscapesArgs) != 0;
    e.raises = (effects & kCallRaises) != 0;
  }
  e.pure = effects == 0;
  e.removable = !e.raises && !e.runs_python && !e.escapes && e.writes == 0;
  e.guarded = true;
  return e;
}

// Pure ops whose result is defined only for some operands.
bool IsPartial(Opcode op) {
  switch (op) {
    case Opcode::k_unbox_float:
    case Opcode::k_ifloordiv:
    case Opcode::k_imod:
    case Opcode::k_ishl:
    case Opcode::k_ishr:
    case Opcode::k_f2i:
      return true;
    default:
      return false;
  }
}

}  // namespace

NodeEffects EffectsOf(const Graph& graph, const Node& node) {
  const OpRow& row = RowOf(node.op);
  if ((row.effects & kHelperEffects) != 0) return OfHelper(HelperRowOf(node.index));
  if (node.op == Opcode::k_call_native) return OfNative(node.effects);

  NodeEffects e;
  if ((row.effects & kAnything) != 0) {
    SetAnything(&e);
    return e;
  }
  if (row.effects == 0) {
    // A param belongs to its block, so it is neither moved nor merged.
    e.pure = node.op != Opcode::k_param;
    e.removable = true;
    e.guarded = IsPartial(node.op);
    return e;
  }
  if ((row.effects & kReadsMem) != 0) {
    e.removable = true;
    switch (node.op) {
      case Opcode::k_has_shape:
        e.pure = graph.shapes[node.index].stable;
        e.reads = e.pure ? 0 : RegionBit(Region::k_shape);
        break;
      case Opcode::k_load_reg:
        e.reads = RegionBit(Region::k_frame);
        break;
      default:
        e.reads = RegionBit(node.region);
        e.pure = !IsMutable(node.region);
        e.guarded = true;
    }
  }
  if ((row.effects & kWritesMem) != 0) {
    // A store into an immutable region (of a fresh object) still counts: a load
    // of that object must not pass it.
    e.writes = node.op == Opcode::k_set_shape ? RegionBit(Region::k_shape)
                                              : RegionBit(node.region);
    // The last operand is the value.
    e.escapes = node.op != Opcode::k_set_shape && !node.operands.empty() &&
                SameKind(graph.node(node.operands.back()).type, Type::kTagged);
    e.guarded = true;
  }
  if ((row.effects & kAllocates) != 0) {
    e.collects = e.fresh = e.removable = true;
  }
  if ((row.effects & kExits) != 0) e.exits = true;
  return e;
}

}  // namespace pyjit::ir
