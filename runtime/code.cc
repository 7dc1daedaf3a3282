#include "runtime/code.h"

#include <algorithm>

namespace pyjit {

const PositionEntry* CodeBlock::PositionAt(uint32_t offset) const {
  auto after = std::upper_bound(
      positions.begin(), positions.end(), offset,
      [](uint32_t o, const PositionEntry& entry) { return o < entry.offset; });
  return after == positions.begin() ? nullptr : &*(after - 1);
}

int CodeBlock::LineAt(uint32_t offset) const {
  const PositionEntry* entry = PositionAt(offset);
  return entry == nullptr ? first_line : entry->line;
}

}  // namespace pyjit
