#ifndef JIT_ORC_LINE_TABLE_H_
#define JIT_ORC_LINE_TABLE_H_

#include <cstdint>
#include <vector>

#include "jit/code_generator.h"
#include "llvm/Object/ObjectFile.h"

namespace pyjit::jit {

// Offset and size of the one function in an object's text section.
struct FunctionRange {
  uint64_t offset = 0;
  uint64_t size = 0;
};
FunctionRange FindFunction(const llvm::object::ObjectFile& object,
                           const std::string& symbol);

// The object's line table as (offset from the function's start, positions row),
// ascending, repeats dropped. Empty if there is none.
std::vector<PcPosition> ReadPositions(const llvm::object::ObjectFile& object,
                                      const FunctionRange& range);

}  // namespace pyjit::jit

#endif  // JIT_ORC_LINE_TABLE_H_
