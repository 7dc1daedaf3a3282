// Syntax trees as objects.
#include <string>

#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/types/bytes.h"
#include "runtime/types/dict.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "stdlib/ast_fields.h"
#include "stdlib/ast_objects.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

class ToObjects {
 public:
  explicit ToObjects(Thread* t) : t_(t) {}

  Value Module(const ast::Module& module) {
    absl::string_view name = module.mode == ast::Mode::kFuncType ? "FunctionType"
                             : module.mode == ast::Mode::kExec   ? "Module"
                             : module.mode == ast::Mode::kEval ? "Expression"
                                                               : "Interactive";
    Value object = New(name);
    if (object.is_null()) return object;
    if (module.mode == ast::Mode::kEval) {
      Value body = Make(*module.expression);
      return !body.is_null() && Put(object, "body", body) ? object : Value();
    }
    if (module.mode == ast::Mode::kFuncType) {
      Value types = ListOf(module.argtypes);
      if (types.is_null() || !Put(object, "argtypes", types)) return Value();
      Value returns = Make(*module.expression);
      return !returns.is_null() && Put(object, "returns", returns) ? object : Value();
    }
    Value body = ListOf(module.body);
    if (body.is_null() || !Put(object, "body", body)) return Value();
    if (module.mode == ast::Mode::kExec) {
      Value ignores = TypeIgnores(module);
      if (ignores.is_null() || !Put(object, "type_ignores", ignores)) return Value();
    }
    return object;
  }

  // --- The visitor's part: `object_` gets the fields ---

  template <typename T>
  bool Field(absl::string_view name, T* field) {
    return Put(object_, name, From(*field));
  }
  template <typename T>
  bool Optional(absl::string_view name, T** field) {
    return Put(object_, name, *field == nullptr ? NoneOf(t_) : From(*field));
  }
  bool Optional(absl::string_view name, ast::Identifier* field) {
    return Put(object_, name, field->data() == nullptr || field->empty() ? NoneOf(t_)
                                                                        : From(*field));
  }
  bool Optional(absl::string_view name, int32_t* field) { return Field(name, field); }
  bool Elements(absl::string_view name, ast::Seq<ast::Expr>* field) {
    return Put(object_, name, ListOf(*field));
  }
  bool TypeComment(absl::string_view* field) {
    return Put(object_, "type_comment",
               field->empty() ? NoneOf(t_) : Value(NewStrUtf8(t_, *field)));
  }
  bool ConstantValue(ast::Constant* n) {
    Value kind = n->is_u_string ? Value(NewStrUtf8(t_, "u")) : NoneOf(t_);
    return Put(object_, "value", ValueOf(*n)) && Put(object_, "kind", kind);
  }

 private:
  Value TypeIgnores(const ast::Module& module) {
    List* list = NewList(t_);
    if (list == nullptr) return Value();
    for (const ast::TypeIgnore& ignore : module.type_ignores) {
      Value object = New("TypeIgnore");
      if (object.is_null() || !Put(object, "lineno", Value::SmallInt(ignore.line)) ||
          !Put(object, "tag", NewStrUtf8(t_, ignore.tag)) || !ListAppend(t_, list, object)) {
        return Value();
      }
    }
    return list;
  }
  Value New(absl::string_view name) {
    Class* cls = AstClass(t_, name);
    return cls == nullptr ? Value() : Value(AllocateInstance(t_, cls));
  }
  bool Put(Value object, absl::string_view name, Value value) {
    if (value.is_null()) return false;
    Str* key = Intern(t_, name);
    return key != nullptr && SetAttr(t_, object, key, value);
  }
  bool PutSpan(Value object, const SourceSpan& span) {
    return Put(object, "lineno", Value::SmallInt(span.line)) &&
           Put(object, "col_offset", Value::SmallInt(span.col)) &&
           Put(object, "end_lineno", Value::SmallInt(span.end_line)) &&
           Put(object, "end_col_offset", Value::SmallInt(span.end_col));
  }

  // A node of class `name` with the fields of n, which fields(visitor) visits.
  template <typename Fields>
  Value Node(absl::string_view name, Fields fields) {
    Value object = New(name);
    if (object.is_null()) return object;
    Value outer = object_;
    object_ = object;
    const bool ok = fields();
    object_ = outer;
    return ok ? object : Value();
  }
  template <typename T>
  Value Located(absl::string_view name, T& n) {
    Value object = Node(name, [&] { return AstFields(*this, n); });
    return !object.is_null() && PutSpan(object, n.span) ? object : Value();
  }
  template <typename T>
  Value Make(const T& node) {  // Expr, Stmt or Pattern
    auto& n = const_cast<T&>(node);
    Value object = Node(NameOf(n), [&] { return AstFieldsOf(*this, n); });
    return !object.is_null() && PutSpan(object, n.span) ? object : Value();
  }

  static absl::string_view NameOf(const ast::Expr& n) { return ast::KindName(n.kind); }
  static absl::string_view NameOf(const ast::Pattern& n) { return ast::KindName(n.kind); }
  static absl::string_view NameOf(const ast::Stmt& n) {
    switch (n.kind) {
      case ast::StmtKind::kFunctionDef:
        return ast::As<ast::FunctionDef>(n).is_async ? "AsyncFunctionDef" : "FunctionDef";
      case ast::StmtKind::kFor: return ast::As<ast::For>(n).is_async ? "AsyncFor" : "For";
      case ast::StmtKind::kWith: return ast::As<ast::With>(n).is_async ? "AsyncWith" : "With";
      case ast::StmtKind::kTry: return ast::As<ast::Try>(n).is_star ? "TryStar" : "Try";
      case ast::StmtKind::kExprStmt: return "Expr";
      default: return ast::KindName(n.kind);
    }
  }

  Value From(ast::Expr* n) { return Make(*n); }
  Value From(ast::Stmt* n) { return Make(*n); }
  Value From(ast::Pattern* n) { return Make(*n); }
  Value From(ast::Arg* n) { return Located("arg", *n); }
  Value From(ast::Keyword* n) { return Located("keyword", *n); }
  Value From(ast::Alias* n) { return Located("alias", *n); }
  Value From(ast::ExceptHandler* n) { return Located("ExceptHandler", *n); }
  Value From(ast::Arguments* n) {
    return Node("arguments", [&] { return AstFields(*this, *n); });
  }
  Value From(ast::Comprehension* n) {
    return Node("comprehension", [&] { return AstFields(*this, *n); });
  }
  Value From(ast::WithItem* n) {
    return Node("withitem", [&] { return AstFields(*this, *n); });
  }
  Value From(ast::MatchCase* n) {
    return Node("match_case", [&] { return AstFields(*this, *n); });
  }
  template <typename T>
  Value From(ast::Seq<T> items) {
    return ListOf(items);
  }
  Value From(absl::Span<const ast::Identifier> names) {
    List* list = NewList(t_);
    for (ast::Identifier name : names) {
      Value text = list == nullptr ? Value() : From(name);
      if (text.is_null() || !ListAppend(t_, list, text)) return Value();
    }
    return list;
  }
  Value From(absl::Span<const ast::CompareOperator> ops) {
    List* list = NewList(t_);
    for (ast::CompareOperator op : ops) {
      Value object = list == nullptr ? Value() : From(op);
      if (object.is_null() || !ListAppend(t_, list, object)) return Value();
    }
    return list;
  }
  Value From(ast::Identifier name) { return Intern(t_, name); }
  Value From(bool flag) { return Value::SmallInt(flag ? 1 : 0); }
  Value From(int32_t n) { return Value::SmallInt(n); }
  Value From(ast::Conversion conversion) {
    constexpr int kCodes[] = {-1, 's', 'r', 'a'};
    return Value::SmallInt(kCodes[static_cast<int>(conversion)]);
  }
  Value From(ast::ConstantKind kind) {
    return kind == ast::ConstantKind::kNone ? NoneOf(t_)
                                            : t_->isolate->Bool(kind == ast::ConstantKind::kTrue);
  }
  Value From(ast::ExprContext ctx) {
    constexpr const char* kNames[] = {"Load", "Store", "Del"};
    return Singleton(kNames[static_cast<int>(ctx)]);
  }
  Value From(ast::BinaryOperator op) { return Singleton(ast::OperatorName(op)); }
  Value From(ast::UnaryOperator op) { return Singleton(ast::OperatorName(op)); }
  Value From(ast::BoolOperator op) { return Singleton(ast::OperatorName(op)); }
  Value From(ast::CompareOperator op) { return Singleton(ast::OperatorName(op)); }

  // Contexts and operators: one object each.
  Value Singleton(absl::string_view name) {
    Str* key = Intern(t_, name);
    return key == nullptr ? Value() : DictGetStr(StdlibOf(t_)->ast_singletons.as<Dict>(), key);
  }

  Value Imaginary(double imaginary) {
    Value parts[2] = {NewFloat(t_, 0.0), NewFloat(t_, imaginary)};
    if (parts[0].is_null() || parts[1].is_null()) return Value();
    return CallClass(t_, t_->isolate->complex_class(), parts, 2, Value());
  }

  template <typename T>
  Value ListOf(ast::Seq<T> items) {
    List* list = NewList(t_);
    for (T* item : items) {
      if (list == nullptr) return Value();
      Value object = item == nullptr ? NoneOf(t_) : From(item);
      if (object.is_null() || !ListAppend(t_, list, object)) return Value();
    }
    return list;
  }

  Value ValueOf(const ast::Constant& n) {
    Isolate* isolate = t_->isolate;
    switch (n.constant_kind) {
      case ast::ConstantKind::kNone: return isolate->none();
      case ast::ConstantKind::kTrue: return isolate->true_value();
      case ast::ConstantKind::kFalse: return isolate->false_value();
      case ast::ConstantKind::kEllipsis: return isolate->ellipsis();
      case ast::ConstantKind::kInt: return IntFromUint64(t_, n.int_value);
      case ast::ConstantKind::kBigInt: return ParseIntLiteral(t_, n.text, n.base);
      case ast::ConstantKind::kFloat: return NewFloat(t_, n.float_value);
      case ast::ConstantKind::kImaginary: return Imaginary(n.float_value);
      case ast::ConstantKind::kStr: return NewStrUtf8(t_, n.text);
      case ast::ConstantKind::kBytes: return NewBytes(t_, n.text);
    }
    return Value();
  }

  Thread* t_;
  Value object_;  // being filled
};

}  // namespace

Value AstToObject(Thread* t, const ast::Module& module) {
  // Classes first: making them may fail.
  if (AstClass(t, "AST") == nullptr) return Value();
  return ToObjects(t).Module(module);
}

}  // namespace pyjit
