#include "passes/ranges.h"

#include <algorithm>

namespace pyjit::passes {

using ir::Opcode;

namespace {

constexpr int64_t kSmallMax = (int64_t{1} << 62) - 1;
constexpr int64_t kSmallMin = -(int64_t{1} << 62);
// No list, string or tuple is longer.
constexpr int64_t kMaxLength = int64_t{1} << 48;

bool IsLength(const ir::Node& node) {
  if (node.offset != 8) return false;
  switch (node.region) {
    case ir::Region::k_list_length:
    case ir::Region::k_tuple:
    case ir::Region::k_str:
      return true;
    default:
      return false;
  }
}

}  // namespace

Range RangeOf(const ir::Graph& graph, ir::Ref ref, int depth) {
  const ir::Node& node = graph.node(ref);
  Range all;
  if (depth == 0) return all;
  auto of = [&](int i) { return RangeOf(graph, node.operands[i], depth - 1); };
  switch (node.op) {
    case Opcode::k_const_i64:
      return {node.imm, node.imm};
    case Opcode::k_unbox_int:
      return {kSmallMin, kSmallMax};
    case Opcode::k_load:
    case Opcode::k_load_elem:
      switch (node.mem) {
        case ir::MemType::kU8:
          return {0, 255};
        case ir::MemType::kU16:
          return {0, 65535};
        case ir::MemType::kU32:
          return {0, 4294967295};
        case ir::MemType::kI64:
          if (node.op == Opcode::k_load && IsLength(node)) {
            return {0, kMaxLength};
          }
          return all;
        default:
          return all;
      }
    case Opcode::k_iadd: {
      const Range a = of(0), b = of(1);
      Range sum;
      if (__builtin_add_overflow(a.low, b.low, &sum.low) ||
          __builtin_add_overflow(a.high, b.high, &sum.high)) {
        return all;
      }
      return sum;
    }
    case Opcode::k_isub: {
      const Range a = of(0), b = of(1);
      Range difference;
      if (__builtin_sub_overflow(a.low, b.high, &difference.low) ||
          __builtin_sub_overflow(a.high, b.low, &difference.high)) {
        return all;
      }
      return difference;
    }
    case Opcode::k_imul: {
      const Range a = of(0), b = of(1);
      int64_t corners[4];
      if (__builtin_mul_overflow(a.low, b.low, &corners[0]) ||
          __builtin_mul_overflow(a.low, b.high, &corners[1]) ||
          __builtin_mul_overflow(a.high, b.low, &corners[2]) ||
          __builtin_mul_overflow(a.high, b.high, &corners[3])) {
        return all;
      }
      return {*std::min_element(corners, corners + 4),
              *std::max_element(corners, corners + 4)};
    }
    case Opcode::k_iand: {
      const Range a = of(0), b = of(1);
      if (a.low >= 0 && b.low >= 0) return {0, std::min(a.high, b.high)};
      if (a.low >= 0) return {0, a.high};
      if (b.low >= 0) return {0, b.high};
      return all;
    }
    case Opcode::k_ior:
    case Opcode::k_ixor: {
      const Range a = of(0), b = of(1);
      return a.FitsSmallInt() && b.FitsSmallInt() ? Range{kSmallMin, kSmallMax}
                                                  : all;
    }
    case Opcode::k_ishr: {
      const Range a = of(0);
      return {std::min<int64_t>(a.low, 0), std::max<int64_t>(a.high, 0)};
    }
    case Opcode::k_imod: {
      const Range b = of(1);
      if (b.low > 0) return {0, b.high - 1};
      return all;
    }
    case Opcode::k_ifloordiv: {
      const Range a = of(0), b = of(1);
      if (b.low > 0) {
        return {std::min<int64_t>(a.low, 0), std::max<int64_t>(a.high, 0)};
      }
      return all;
    }
    case Opcode::k_select: {
      const Range a = of(1), b = of(2);
      return {std::min(a.low, b.low), std::max(a.high, b.high)};
    }
    default:
      return all;
  }
}

}  // namespace pyjit::passes
