#include <algorithm>
#include <vector>

#include "ir/graph.h"
#include "jit/code_generator.h"
#include "passes/uses.h"

namespace pyjit::jit {

std::vector<ir::Ref> ExitValues(const ir::Graph& graph,
                                const ir::Snapshot& snapshot) {
  std::vector<ir::Ref> values;
  auto add = [&](ir::Ref ref) {
    if (ref == ir::kNone || (ref & ir::kVirtualBit) != 0) return;
    if (passes::IsConstant(graph.node(ref).op)) return;
    if (std::find(values.begin(), values.end(), ref) == values.end()) {
      values.push_back(ref);
    }
  };
  for (const ir::FrameState& frame : snapshot.frames) {
    add(frame.callee);
    add(frame.extra);
    for (const auto& [reg, ref] : frame.registers) add(ref);
  }
  for (const ir::VirtualObject& object : snapshot.virtuals) {
    for (const auto& field : object.fields) add(field.value);
  }
  for (const ir::PendingStore& store : snapshot.stores) {
    add(store.object);
    add(store.value);
  }
  return values;
}

}  // namespace pyjit::jit
