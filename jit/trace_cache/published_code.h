#ifndef JIT_TRACE_CACHE_PUBLISHED_CODE_H_
#define JIT_TRACE_CACHE_PUBLISHED_CODE_H_

#include <atomic>
#include <memory>
#include <vector>

#include "interp/code_map.h"
#include "jit/trace_cache/trace.h"

namespace pyjit::jit {

// The code map: address ranges of machine code in a sorted array that is
// replaced as a whole. Readers (signal handlers) take one pointer; old arrays
// are kept until the isolate ends, as they are small and few.
class PublishedCode : public CodeMap {
 public:
  void Add(const std::shared_ptr<CompiledCode>& code);
  // Forgets everything; no reader may be left.
  void Clear();
  int Lookup(uintptr_t address, CodeMapFrame* frames, int capacity,
             bool* side_trace) const override;

 private:
  struct Range {
    uintptr_t start, end;
    const CompiledCode* code;
  };
  using Table = std::vector<Range>;
  std::atomic<const Table*> current_{nullptr};
  std::vector<std::unique_ptr<const Table>> tables_;
  // A sample may still name code that was replaced.
  std::vector<std::shared_ptr<CompiledCode>> kept_;
};

}  // namespace pyjit::jit

#endif  // JIT_TRACE_CACHE_PUBLISHED_CODE_H_
