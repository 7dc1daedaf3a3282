#ifndef STDLIB_AST_FIELDS_H_
#define STDLIB_AST_FIELDS_H_

#include "frontend/ast.h"

namespace pyjit {

// The fields of each node of the front end's tree under the names that module ast has
// for them: one description for both directions. A visitor V has
//   bool Field(name, T* field)     required; false: an exception is pending
//   bool Optional(name, T* field)  null or empty is None
//   bool Elements(name, Seq<Expr>*)  a list in which null is None
//   bool TypeComment(string_view* field)  empty is None
// Sequences of two or more names and operators come as spans.

template <class V>
bool AstFields(V& v, ast::BoolOp& n) {
  return v.Field("op", &n.op) && v.Field("values", &n.values);
}
template <class V>
bool AstFields(V& v, ast::NamedExpr& n) {
  return v.Field("target", &n.target) && v.Field("value", &n.value);
}
template <class V>
bool AstFields(V& v, ast::BinOp& n) {
  return v.Field("left", &n.left) && v.Field("op", &n.op) && v.Field("right", &n.right);
}
template <class V>
bool AstFields(V& v, ast::UnaryOp& n) {
  return v.Field("op", &n.op) && v.Field("operand", &n.operand);
}
template <class V>
bool AstFields(V& v, ast::Lambda& n) {
  return v.Field("args", &n.args) && v.Field("body", &n.body);
}
template <class V>
bool AstFields(V& v, ast::IfExp& n) {
  return v.Field("test", &n.test) && v.Field("body", &n.body) && v.Field("orelse", &n.orelse);
}
template <class V>
bool AstFields(V& v, ast::Dict& n) {
  return v.Elements("keys", &n.keys) && v.Field("values", &n.values);
}
template <class V>
bool AstFields(V& v, ast::Set& n) {
  return v.Field("elts", &n.elts);
}
template <class V>
bool AstFields(V& v, ast::ListComp& n) {
  return v.Field("elt", &n.elt) && v.Field("generators", &n.generators);
}
template <class V>
bool AstFields(V& v, ast::SetComp& n) {
  return v.Field("elt", &n.elt) && v.Field("generators", &n.generators);
}
template <class V>
bool AstFields(V& v, ast::DictComp& n) {
  return v.Field("key", &n.key) && v.Field("value", &n.value) &&
         v.Field("generators", &n.generators);
}
template <class V>
bool AstFields(V& v, ast::GeneratorExp& n) {
  return v.Field("elt", &n.elt) && v.Field("generators", &n.generators);
}
template <class V>
bool AstFields(V& v, ast::Await& n) {
  return v.Field("value", &n.value);
}
template <class V>
bool AstFields(V& v, ast::Yield& n) {
  return v.Optional("value", &n.value);
}
template <class V>
bool AstFields(V& v, ast::YieldFrom& n) {
  return v.Field("value", &n.value);
}
template <class V>
bool AstFields(V& v, ast::Compare& n) {
  return v.Field("left", &n.left) && v.Field("ops", &n.ops) &&
         v.Field("comparators", &n.comparators);
}
template <class V>
bool AstFields(V& v, ast::Call& n) {
  return v.Field("func", &n.func) && v.Field("args", &n.args) &&
         v.Field("keywords", &n.keywords);
}
template <class V>
bool AstFields(V& v, ast::FormattedValue& n) {
  return v.Field("value", &n.value) && v.Field("conversion", &n.conversion) &&
         v.Optional("format_spec", &n.format_spec);
}
template <class V>
bool AstFields(V& v, ast::JoinedStr& n) {
  return v.Field("values", &n.values);
}
template <class V>
bool AstFields(V& v, ast::Constant& n) {
  return v.ConstantValue(&n);
}
template <class V>
bool AstFields(V& v, ast::Attribute& n) {
  return v.Field("value", &n.value) && v.Field("attr", &n.attr) && v.Field("ctx", &n.ctx);
}
template <class V>
bool AstFields(V& v, ast::Subscript& n) {
  return v.Field("value", &n.value) && v.Field("slice", &n.slice) && v.Field("ctx", &n.ctx);
}
template <class V>
bool AstFields(V& v, ast::Starred& n) {
  return v.Field("value", &n.value) && v.Field("ctx", &n.ctx);
}
template <class V>
bool AstFields(V& v, ast::Name& n) {
  return v.Field("id", &n.id) && v.Field("ctx", &n.ctx);
}
template <class V>
bool AstFields(V& v, ast::List& n) {
  return v.Field("elts", &n.elts) && v.Field("ctx", &n.ctx);
}
template <class V>
bool AstFields(V& v, ast::Tuple& n) {
  return v.Field("elts", &n.elts) && v.Field("ctx", &n.ctx);
}
template <class V>
bool AstFields(V& v, ast::Slice& n) {
  return v.Optional("lower", &n.lower) && v.Optional("upper", &n.upper) &&
         v.Optional("step", &n.step);
}

template <class V>
bool AstFields(V& v, ast::FunctionDef& n) {
  return v.Field("name", &n.name) && v.Field("args", &n.args) && v.Field("body", &n.body) &&
         v.Field("decorator_list", &n.decorators) && v.Optional("returns", &n.returns) &&
         v.TypeComment(&n.type_comment);
}
template <class V>
bool AstFields(V& v, ast::ClassDef& n) {
  return v.Field("name", &n.name) && v.Field("bases", &n.bases) &&
         v.Field("keywords", &n.keywords) && v.Field("body", &n.body) &&
         v.Field("decorator_list", &n.decorators);
}
template <class V>
bool AstFields(V& v, ast::Return& n) {
  return v.Optional("value", &n.value);
}
template <class V>
bool AstFields(V& v, ast::Delete& n) {
  return v.Field("targets", &n.targets);
}
template <class V>
bool AstFields(V& v, ast::Assign& n) {
  return v.Field("targets", &n.targets) && v.Field("value", &n.value) && v.TypeComment(&n.type_comment);
}
template <class V>
bool AstFields(V& v, ast::AugAssign& n) {
  return v.Field("target", &n.target) && v.Field("op", &n.op) && v.Field("value", &n.value);
}
template <class V>
bool AstFields(V& v, ast::AnnAssign& n) {
  return v.Field("target", &n.target) && v.Field("annotation", &n.annotation) &&
         v.Optional("value", &n.value) && v.Field("simple", &n.simple);
}
template <class V>
bool AstFields(V& v, ast::For& n) {
  return v.Field("target", &n.target) && v.Field("iter", &n.iter) && v.Field("body", &n.body) &&
         v.Field("orelse", &n.orelse) && v.TypeComment(&n.type_comment);
}
template <class V>
bool AstFields(V& v, ast::While& n) {
  return v.Field("test", &n.test) && v.Field("body", &n.body) && v.Field("orelse", &n.orelse);
}
template <class V>
bool AstFields(V& v, ast::If& n) {
  return v.Field("test", &n.test) && v.Field("body", &n.body) && v.Field("orelse", &n.orelse);
}
template <class V>
bool AstFields(V& v, ast::With& n) {
  return v.Field("items", &n.items) && v.Field("body", &n.body) && v.TypeComment(&n.type_comment);
}
template <class V>
bool AstFields(V& v, ast::Match& n) {
  return v.Field("subject", &n.subject) && v.Field("cases", &n.cases);
}
template <class V>
bool AstFields(V& v, ast::Raise& n) {
  return v.Optional("exc", &n.exc) && v.Optional("cause", &n.cause);
}
template <class V>
bool AstFields(V& v, ast::Try& n) {
  return v.Field("body", &n.body) && v.Field("handlers", &n.handlers) &&
         v.Field("orelse", &n.orelse) && v.Field("finalbody", &n.finalbody);
}
template <class V>
bool AstFields(V& v, ast::Assert& n) {
  return v.Field("test", &n.test) && v.Optional("msg", &n.msg);
}
template <class V>
bool AstFields(V& v, ast::Import& n) {
  return v.Field("names", &n.names);
}
template <class V>
bool AstFields(V& v, ast::ImportFrom& n) {
  return v.Optional("module", &n.module) && v.Field("names", &n.names) &&
         v.Optional("level", &n.level);
}
template <class V>
bool AstFields(V& v, ast::Global& n) {
  return v.Field("names", &n.names);
}
template <class V>
bool AstFields(V& v, ast::Nonlocal& n) {
  return v.Field("names", &n.names);
}
template <class V>
bool AstFields(V& v, ast::ExprStmt& n) {
  return v.Field("value", &n.value);
}
template <class V>
bool AstFields(V&, ast::Pass&) {
  return true;
}
template <class V>
bool AstFields(V&, ast::Break&) {
  return true;
}
template <class V>
bool AstFields(V&, ast::Continue&) {
  return true;
}

template <class V>
bool AstFields(V& v, ast::MatchValue& n) {
  return v.Field("value", &n.value);
}
template <class V>
bool AstFields(V& v, ast::MatchSingleton& n) {
  return v.Field("value", &n.value);
}
template <class V>
bool AstFields(V& v, ast::MatchSequence& n) {
  return v.Field("patterns", &n.patterns);
}
template <class V>
bool AstFields(V& v, ast::MatchMapping& n) {
  return v.Field("keys", &n.keys) && v.Field("patterns", &n.patterns) &&
         v.Optional("rest", &n.rest);
}
template <class V>
bool AstFields(V& v, ast::MatchClass& n) {
  return v.Field("cls", &n.cls) && v.Field("patterns", &n.patterns) &&
         v.Field("kwd_attrs", &n.kwd_attrs) && v.Field("kwd_patterns", &n.kwd_patterns);
}
template <class V>
bool AstFields(V& v, ast::MatchStar& n) {
  return v.Optional("name", &n.name);
}
template <class V>
bool AstFields(V& v, ast::MatchAs& n) {
  return v.Optional("pattern", &n.pattern) && v.Optional("name", &n.name);
}
template <class V>
bool AstFields(V& v, ast::MatchOr& n) {
  return v.Field("patterns", &n.patterns);
}

template <class V>
bool AstFields(V& v, ast::Comprehension& n) {
  return v.Field("target", &n.target) && v.Field("iter", &n.iter) && v.Field("ifs", &n.ifs) &&
         v.Field("is_async", &n.is_async);
}
template <class V>
bool AstFields(V& v, ast::Arg& n) {
  return v.Field("arg", &n.name) && v.Optional("annotation", &n.annotation) && v.TypeComment(&n.type_comment);
}
template <class V>
bool AstFields(V& v, ast::Arguments& n) {
  return v.Field("posonlyargs", &n.posonlyargs) && v.Field("args", &n.args) &&
         v.Optional("vararg", &n.vararg) && v.Field("kwonlyargs", &n.kwonlyargs) &&
         v.Elements("kw_defaults", &n.kw_defaults) && v.Optional("kwarg", &n.kwarg) &&
         v.Field("defaults", &n.defaults);
}
template <class V>
bool AstFields(V& v, ast::Keyword& n) {
  return v.Optional("arg", &n.arg) && v.Field("value", &n.value);
}
template <class V>
bool AstFields(V& v, ast::Alias& n) {
  return v.Field("name", &n.name) && v.Optional("asname", &n.asname);
}
template <class V>
bool AstFields(V& v, ast::WithItem& n) {
  return v.Field("context_expr", &n.context_expr) &&
         v.Optional("optional_vars", &n.optional_vars);
}
template <class V>
bool AstFields(V& v, ast::ExceptHandler& n) {
  return v.Optional("type", &n.type) && v.Optional("name", &n.name) &&
         v.Field("body", &n.body);
}
template <class V>
bool AstFields(V& v, ast::MatchCase& n) {
  return v.Field("pattern", &n.pattern) && v.Optional("guard", &n.guard) &&
         v.Field("body", &n.body);
}

// Fields of an expression, statement or pattern by its kind.
template <class V>
bool AstFieldsOf(V& v, ast::Expr& n) {
  switch (n.kind) {
#define PYJIT_EXPR(Name) \
  case ast::ExprKind::k##Name: return AstFields(v, ast::As<ast::Name>(n));
#include "frontend/ast_nodes.def"
  }
  return false;
}
template <class V>
bool AstFieldsOf(V& v, ast::Stmt& n) {
  switch (n.kind) {
#define PYJIT_STMT(Name) \
  case ast::StmtKind::k##Name: return AstFields(v, ast::As<ast::Name>(n));
#include "frontend/ast_nodes.def"
  }
  return false;
}
template <class V>
bool AstFieldsOf(V& v, ast::Pattern& n) {
  switch (n.kind) {
#define PYJIT_PATTERN(Name) \
  case ast::PatternKind::k##Name: return AstFields(v, ast::As<ast::Name>(n));
#include "frontend/ast_nodes.def"
  }
  return false;
}

}  // namespace pyjit

#endif  // STDLIB_AST_FIELDS_H_
