#ifndef RUNTIME_FUNCTION_H_
#define RUNTIME_FUNCTION_H_

#include "runtime/native.h"
#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

namespace pyjit {

// Attributes and methods of function, builtin function, method and code
// objects. Called once by the isolate builder.
bool InitFunctionType(Thread* t);

// A function of `code` over `globals`; closure is a Tuple of Cells or null. Name,
// qualname, doc and __module__ come from the code and the globals.
Function* NewFunction(Thread* t, Code* code, Dict* globals, Value defaults,
                      Value kw_defaults, Value closure);

// Class::construct by a row whose signature has the parameters without the class: args[0]
// is the class, and messages have the row's name.
Value ConstructByRow(Thread* t, const NativeInfo* row, Value* args, size_t nargs, Value kwnames);
template <const NativeInfo* kRow>
Value ConstructBy(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return ConstructByRow(t, kRow, args, nargs, kwnames);
}

// The function's code, defaults or keyword defaults were replaced: fires its watchpoint.
void FunctionChanged(Function* function, const char* reason);

}  // namespace pyjit

#endif  // RUNTIME_FUNCTION_H_
