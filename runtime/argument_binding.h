#ifndef RUNTIME_ARGUMENT_BINDING_H_
#define RUNTIME_ARGUMENT_BINDING_H_

#include <cstddef>

#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

namespace pyjit {

// Binds the arguments of a call to the parameters of a Python function: the
// general path, with every kind of parameter and CPython's TypeErrors.
//
// args[0..nargs) are positional, kwnames is null or a Tuple of names whose values
// are args[nargs..]. On success the parameters' registers are written, in the
// order of co_varnames: positional-only and positional, keyword-only, then
// *args (a Tuple) and **kwargs (a Dict). `registers` may overlap `args`. Other
// registers are left alone. May collect; runs Python only for odd keyword
// names. False with an exception pending.
bool BindArguments(Thread* t, Function* function, Value* args, size_t nargs,
                   Value kwnames, Value* registers);

// Number of registers that BindArguments writes.
size_t ParameterCount(const Function* function);

}  // namespace pyjit

#endif  // RUNTIME_ARGUMENT_BINDING_H_
