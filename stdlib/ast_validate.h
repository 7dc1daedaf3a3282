#ifndef STDLIB_AST_VALIDATE_H_
#define STDLIB_AST_VALIDATE_H_

#include "frontend/ast.h"
#include "runtime/thread.h"

namespace pyjit {

// Checks that a tree that Python code built keeps what the parser promises: contexts,
// lists that go together, ranges of positions. False with ValueError or TypeError
// pending. The tree is as deep as the conversion allowed.
bool ValidateAst(Thread* t, const ast::Module& module);

}  // namespace pyjit

#endif  // STDLIB_AST_VALIDATE_H_
