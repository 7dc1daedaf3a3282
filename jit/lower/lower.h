#ifndef JIT_LOWER_LOWER_H_
#define JIT_LOWER_LOWER_H_

#include <memory>
#include <string>

#include "ir/graph.h"
#include "jit/code_generator.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"

namespace pyjit::jit {

// Translates an optimised, verified graph into a module with one function,
// `uint64_t symbol(Thread*, Value* regs)` (EntryFn). All that knows Python has
// happened in passes; here each op becomes its few instructions. Source lines
// are Graph::positions rows, so that machine addresses lead back to bytecode.
// Never fails for a graph that the verifier accepts.
std::unique_ptr<llvm::Module> LowerGraph(const CodegenRequest& request,
                                         llvm::LLVMContext* context);

}  // namespace pyjit::jit

#endif  // JIT_LOWER_LOWER_H_
