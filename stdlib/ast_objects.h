#ifndef STDLIB_AST_OBJECTS_H_
#define STDLIB_AST_OBJECTS_H_

#include "absl/strings/string_view.h"
#include "base/arena.h"
#include "frontend/ast.h"
#include "runtime/objects.h"
#include "runtime/thread.h"

namespace pyjit {

// The front end's trees as objects of module ast, and back. Both directions follow
// ast_fields.h; the classes are those of ast_schema.cc.

// The class of that name; makes all of them when one is first asked for. Null with an
// exception pending.
Class* AstClass(Thread* t, absl::string_view name);
// True if v is an instance of ast.AST. False without an exception if no tree was ever made.
bool IsAstObject(Thread* t, Value v);

// A tree of objects. Null with an exception pending. Runs no Python code of a
// program that left the classes alone.
Value AstToObject(Thread* t, const ast::Module& module);

// The tree that the object describes, in the arena; null with an exception pending
// (TypeError for a wrong class or field, ValueError). Runs Python. `mode` is what the
// class must be for: exec takes a Module, eval an Expression, single an Interactive.
ast::Module* AstFromObject(Thread* t, Value object, ast::Mode mode, Arena* arena);

}  // namespace pyjit

#endif  // STDLIB_AST_OBJECTS_H_
