#ifndef FRONTEND_COMPILER_MATERIALIZE_H_
#define FRONTEND_COMPILER_MATERIALIZE_H_

#include "absl/strings/string_view.h"
#include "frontend/compiler/code_unit.h"
#include "runtime/code.h"
#include "runtime/objects.h"
#include "runtime/thread.h"

namespace pyjit::compiler {

// The Code object of a unit, nested ones among its constants. Null with an
// exception pending: MemoryError, or TypeError for a frozenset that Python
// would refuse. May collect; never runs Python.
Code* Materialize(Thread* t, const CodeUnit& unit, absl::string_view filename);

// The other way, for dumps: constants as the compiler had them. Result and parts
// are owned by `out`.
const CodeUnit* UnitOfCode(const CodeBlock& block, CompiledModule* out);

}  // namespace pyjit::compiler

#endif  // FRONTEND_COMPILER_MATERIALIZE_H_
