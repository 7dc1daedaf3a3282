#ifndef JIT_HELPERS_HELPERS_H_
#define JIT_HELPERS_HELPERS_H_

#include <cstddef>
#include <cstdint>

#include "ir/graph.h"
#include "jit/code_generator.h"
#include "runtime/isolate.h"
#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// Bodies of the rows of ir/helpers.def, called by machine code and by the
// evaluator. Each takes the Thread, then its operands as their types say: t and
// p a Value, i an int64_t, f a double, b a bool. What a row's flags leave out, the
// body may not do. A row without a body here does not link.

namespace pyjit::jit {

uintptr_t HelperAddress(ir::HelperId id);

// Everything that lowering needs of this isolate.
CodegenEnvironment MakeCodegenEnvironment(Isolate* isolate);

// Slow paths that lowering calls beside the table.
Value TraceCallValue(Thread* t, Value callee, Value* args, size_t nargs);
Value TraceCallNative(Thread* t, Value native, Value* args, size_t nargs);
Object* TraceAllocate(Thread* t, size_t bytes);

}  // namespace pyjit::jit

#endif  // JIT_HELPERS_HELPERS_H_
