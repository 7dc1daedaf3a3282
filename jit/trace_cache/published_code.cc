#include "jit/trace_cache/published_code.h"

#include <algorithm>

namespace pyjit::jit {

void PublishedCode::Add(const std::shared_ptr<CompiledCode>& code) {
  if (code->code.code_size == 0) return;
  kept_.push_back(code);
  auto table = std::make_unique<Table>();
  if (const Table* old = current_.load(std::memory_order_relaxed)) *table = *old;
  const uintptr_t start = code->code.code_start;
  table->push_back({start, start + code->code.code_size, code.get()});
  std::sort(table->begin(), table->end(),
            [](const Range& a, const Range& b) { return a.start < b.start; });
  current_.store(table.get(), std::memory_order_release);
  tables_.push_back(std::move(table));
}

void PublishedCode::Clear() {
  current_.store(nullptr, std::memory_order_release);
  tables_.clear();
  kept_.clear();
}

int PublishedCode::Lookup(uintptr_t address, CodeMapFrame* frames,
                          int capacity, bool* side_trace) const {
  const Table* table = current_.load(std::memory_order_acquire);
  if (table == nullptr) return 0;
  size_t low = 0, high = table->size();
  while (low < high) {
    const size_t middle = (low + high) / 2;
    if ((*table)[middle].end <= address) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == table->size() || (*table)[low].start > address) return 0;
  const CompiledCode& code = *(*table)[low].code;
  const uint32_t offset = static_cast<uint32_t>(address - (*table)[low].start);
  const std::vector<PcPosition>& positions = code.code.positions;
  uint32_t row = 0;
  for (size_t a = 0, b = positions.size(); a < b;) {
    const size_t middle = (a + b) / 2;
    if (positions[middle].offset <= offset) {
      row = positions[middle].position;
      a = middle + 1;
    } else {
      b = middle;
    }
  }
  *side_trace = false;
  int count = 0;
  while (row != 0 && count < capacity) {
    const ir::Position& position = code.graph.positions[row];
    frames[count++] = {
        reinterpret_cast<const Code*>(code.graph.codes[position.code].word),
        position.pc};
    row = position.parent;
  }
  return count;
}

}  // namespace pyjit::jit
