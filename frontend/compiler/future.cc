#include "absl/strings/str_cat.h"
#include "frontend/compiler/compiler.h"

namespace pyjit::compiler {

namespace {

// These errors have no end.
bool FutureError(SyntaxErrorInfo* error, const ast::Stmt* s,
                 std::string message) {
  SetError(error, s->span, std::move(message));
  error->end_line = s->span.line;
  error->end_offset = -1;
  return false;
}

}  // namespace

bool FindFutureFeatures(const ast::Module& module, FutureFeatures* features,
                        SyntaxErrorInfo* error) {
  if (module.mode == ast::Mode::kEval) return true;
  bool first = true, done = false;
  int32_t line = 0;  // of the statement before
  for (const ast::Stmt* s : module.body) {
    if (done && s->span.line > line) return true;
    line = s->span.line;
    // Only a docstring may come before them.
    const auto* expr = ast::DynCast<ast::ExprStmt>(s);
    const auto* text =
        expr == nullptr ? nullptr : ast::DynCast<ast::Constant>(expr->value);
    if (first && text != nullptr &&
        text->constant_kind == ast::ConstantKind::kStr) {
      first = false;
      continue;
    }
    first = false;
    const auto* import = ast::DynCast<ast::ImportFrom>(s);
    if (import == nullptr || import->module != "__future__" ||
        import->level != 0) {
      // Those in later lines are for the compiler to find.
      done = true;
      continue;
    }
    if (done) {
      FutureError(error, s, "from __future__ imports must occur at the beginning of the file");
      --error->offset;  // as CPython counts here
      return false;
    }
    for (const ast::Alias* alias : import->names) {
      const absl::string_view name = alias->name;
      if (name == "annotations") {
        features->annotations = true;
      } else if (name == "braces") {
        return FutureError(error, s, "not a chance");
      } else if (name != "nested_scopes" && name != "generators" &&
                 name != "division" && name != "absolute_import" &&
                 name != "with_statement" && name != "print_function" &&
                 name != "unicode_literals" && name != "barry_as_FLUFL" &&
                 name != "generator_stop") {
        return FutureError(error, s,
                           absl::StrCat("future feature ", name.substr(0, 100),
                                        " is not defined"));
      }
    }
    features->last_line = s->span.line;
  }
  return true;
}

}  // namespace pyjit::compiler
