#ifndef PYJIT_FRONTEND_AST_DUMP_H_
#define PYJIT_FRONTEND_AST_DUMP_H_

#include <string>

#include "frontend/ast.h"

namespace pyjit {

// The tree as Python's `ast.dump(tree, include_attributes=...)` prints it, on
// one line, for tests and for looking. Integers beyond 64 bits are printed as
// written, with their prefix.
std::string DumpAst(const ast::Module& module, bool include_attributes);

// Python's repr() of a string (bytes when `bytes`), given as WTF-8.
std::string PythonRepr(absl::string_view text, bool bytes);

}  // namespace pyjit

#endif  // PYJIT_FRONTEND_AST_DUMP_H_
