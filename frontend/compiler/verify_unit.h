#ifndef FRONTEND_COMPILER_VERIFY_UNIT_H_
#define FRONTEND_COMPILER_VERIFY_UNIT_H_

#include <string>

#include "frontend/compiler/code_unit.h"

namespace pyjit::compiler {

// Checks a unit, and the ones nested in it, against what docs/bytecode.md
// promises: operands in range, jumps to instructions and backwards only to
// LOOP, no temporary read before it is written or across a call above whose
// base it lies, no local read while it may be unbound, calls within
// register_count, PUSH_HANDLED and POP_HANDLED in pairs, no falling off the end.
// Returns the first violation as "qualname pc: what", or "". For tests.
std::string VerifyUnit(const CodeUnit& unit);

}  // namespace pyjit::compiler

#endif  // FRONTEND_COMPILER_VERIFY_UNIT_H_
