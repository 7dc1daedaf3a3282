// Objects of module ast as the front end's trees.
#include <cmath>
#include <string>
#include <type_traits>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "runtime/attributes.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/operators.h"
#include "runtime/recursion_guard.h"
#include "runtime/types/bytes.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/set.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "stdlib/ast_fields.h"
#include "stdlib/ast_objects.h"
#include "stdlib/ast_validate.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

template <typename T>
void SetFlags(T* node, bool async, bool star) {
  if constexpr (requires { node->is_async; }) node->is_async = async;
  if constexpr (requires { node->is_star; }) node->is_star = star;
}

class FromObjects {
 public:
  FromObjects(Thread* t, Arena* arena) : t_(t), arena_(arena) {}

  ast::Module* Module(Value object, ast::Mode mode) {
    auto* module = arena_->New<ast::Module>();
    module->mode = mode;
    object_ = object;
    const bool ok = mode == ast::Mode::kEval ? Field("body", &module->expression)
                                             : Field("body", &module->body);
    return ok ? module : nullptr;
  }

  // --- The visitor's part: fields are read from `object_` ---

  template <typename T>
  bool Field(absl::string_view name, T** out) {
    Value v;
    if (!Required(name, &v)) return false;
    if (IsNoneValue(v)) return RequiredButNone(name);
    *out = Make(v, static_cast<T*>(nullptr));
    return *out != nullptr;
  }
  template <typename T>
  bool Optional(absl::string_view name, T** out) {
    Value v;
    if (!Get(name, &v)) return false;
    if (v.is_null() || IsNoneValue(v)) return true;
    *out = Make(v, static_cast<T*>(nullptr));
    return *out != nullptr;
  }
  template <typename T>
  bool Field(absl::string_view name, ast::Seq<T>* out) {
    return Items(name, /*gaps=*/false, out);
  }
  bool Elements(absl::string_view name, ast::Seq<ast::Expr>* out) {
    return Items(name, /*gaps=*/true, out);
  }
  bool Field(absl::string_view name, ast::Identifier* out) {
    Value v;
    if (!Required(name, &v)) return false;
    if (IsNoneValue(v)) return RequiredButNone(name);
    return ToIdentifier(v, out);
  }
  bool Optional(absl::string_view name, ast::Identifier* out) {
    Value v;
    if (!Get(name, &v)) return false;
    return v.is_null() || IsNoneValue(v) || ToIdentifier(v, out);
  }
  bool Field(absl::string_view name, absl::Span<const ast::Identifier>* out) {
    return Plain<ast::Identifier>(
        name, out, [&](Value v, ast::Identifier* item) { return ToIdentifier(v, item); });
  }
  bool Field(absl::string_view name, absl::Span<const ast::CompareOperator>* out) {
    return Plain<ast::CompareOperator>(name, out, [&](Value v, ast::CompareOperator* item) {
      return ToOperator(v, "cmpop", 10, item);
    });
  }
  bool Field(absl::string_view name, ast::ExprContext* out) {
    Value v;
    if (!Operator(name, &v)) return false;
    const absl::string_view cls = ClassNameOfNode(v, "expr_context");
    if (cls == "Load" || cls == "Store" || cls == "Del") {
      *out = cls == "Load"    ? ast::ExprContext::kLoad
             : cls == "Store" ? ast::ExprContext::kStore
                              : ast::ExprContext::kDel;
      return true;
    }
    return Unexpected("expr_context", v);
  }
  bool Field(absl::string_view name, ast::BinaryOperator* out) {
    Value v;
    return Operator(name, &v) && ToOperator(v, "operator", 13, out);
  }
  bool Field(absl::string_view name, ast::UnaryOperator* out) {
    Value v;
    return Operator(name, &v) && ToOperator(v, "unaryop", 4, out);
  }
  bool Field(absl::string_view name, ast::BoolOperator* out) {
    Value v;
    return Operator(name, &v) && ToOperator(v, "boolop", 2, out);
  }
  bool Field(absl::string_view name, int32_t* out) {
    Value v;
    return Required(name, &v) && ToInt(v, out);
  }
  bool Optional(absl::string_view name, int32_t* out) {
    Value v;
    if (!Get(name, &v)) return false;
    return v.is_null() || IsNoneValue(v) || ToInt(v, out);
  }
  bool Field(absl::string_view name, bool* out) {
    int32_t n = 0;
    if (!Field(name, &n)) return false;
    *out = n != 0;
    return true;
  }
  bool Field(absl::string_view name, ast::Conversion* out) {
    int32_t n = -1;
    if (!Field(name, &n)) return false;
    switch (n) {
      case -1: *out = ast::Conversion::kNone; return true;
      case 's': *out = ast::Conversion::kStr; return true;
      case 'r': *out = ast::Conversion::kRepr; return true;
      case 'a': *out = ast::Conversion::kAscii; return true;
      default:
        Raise(t_, Exc::kSystemError, "Unrecognized conversion character %d", n);
        return false;
    }
  }
  bool Field(absl::string_view name, ast::ConstantKind* out) {
    Value v;
    if (!Required(name, &v)) return false;
    if (IsNoneValue(v)) {
      *out = ast::ConstantKind::kNone;
    } else if (IsBool(v)) {
      *out = IntIsTrue(v) ? ast::ConstantKind::kTrue : ast::ConstantKind::kFalse;
    } else {
      RaiseText(t_, Exc::kValueError, "MatchSingleton can only contain True, False and None");
      return false;
    }
    return true;
  }
  bool TypeComment(absl::string_view*) {  // the compiler has no use for it
    Value v;
    if (!Get("type_comment", &v)) return false;
    if (v.is_null() || IsNoneValue(v) || IsStr(v)) return true;
    RaiseText(t_, Exc::kTypeError, "AST string must be of type str");
    return false;
  }
  bool ConstantValue(ast::Constant*) { return false; }  // see MakeConstant

 private:
  bool IsNoneValue(Value v) const { return v == t_->isolate->none(); }

  // The attribute, or null if there is none. False with an exception pending.
  bool Get(absl::string_view name, Value* out) {
    Str* key = Intern(t_, name);
    if (key == nullptr) return false;
    *out = GetAttrOrNull(t_, object_, key);
    return !out->is_null() || t_->exception.is_null();
  }
  bool Required(absl::string_view name, Value* out) {
    if (!Get(name, out)) return false;
    if (!out->is_null()) return true;
    Raise(t_, Exc::kTypeError, "required field \"%s\" missing from %s", name, where_);
    return false;
  }
  bool RequiredButNone(absl::string_view name) {
    Raise(t_, Exc::kValueError, "field '%s' is required for %s", name, where_);
    return false;
  }
  bool Operator(absl::string_view name, Value* out) {
    if (!Required(name, out)) return false;
    return IsNoneValue(*out) ? RequiredButNone(name) : true;
  }
  bool Unexpected(absl::string_view what, Value v) {
    Value text = ToRepr(t_, v);
    if (!text.is_null()) {
      Raise(t_, Exc::kTypeError, "expected some sort of %s, but got %s", what,
            StrToUtf8(text.as<Str>()));
    }
    return false;
  }

  // The name of the node class that v is an instance of, if it belongs to `sum` (a class
  // such as expr, or the class itself); else empty.
  absl::string_view ClassNameOfNode(Value v, absl::string_view sum) {
    Class* wanted = AstClass(t_, sum);
    if (wanted == nullptr || !IsSubclass(ClassOf(t_, v), wanted)) return "";
    auto* mro = ClassOf(t_, v)->mro.as<Tuple>();
    auto* classes = StdlibOf(t_)->ast_classes.as<Dict>();
    for (int64_t i = 0; i < mro->length; ++i) {
      auto* cls = mro->items[i].as<Class>();
      if (!IsStr(cls->name)) continue;
      Str* name = InternStr(t_, cls->name.as<Str>());
      if (name != nullptr && DictGetStr(classes, name) == Value(cls)) return AsView(name);
    }
    return "";
  }
  // Names of the node classes are ASCII and interned: they stay.
  static absl::string_view AsView(const Str* name) {
    return absl::string_view(static_cast<const char*>(name->data()),
                             static_cast<size_t>(name->length));
  }

  bool ToIdentifier(Value v, ast::Identifier* out) {
    if (!IsStr(v)) {
      RaiseText(t_, Exc::kTypeError, "AST identifier must be of type str");
      return false;
    }
    const std::string text = StrToUtf8(v.as<Str>());
    auto [it, is_new] = names_.try_emplace(text);
    if (is_new) it->second = arena_->CopyString(text);
    *out = it->second;
    return true;
  }
  bool ToInt(Value v, int32_t* out) {
    int64_t n;
    if (!IsInt(v) || !IntAsInt64(v, &n) || n != static_cast<int32_t>(n)) {
      Value text = ToRepr(t_, v);
      if (!text.is_null()) {
        Raise(t_, Exc::kValueError, "invalid integer value: %s", StrToUtf8(text.as<Str>()));
      }
      return false;
    }
    *out = static_cast<int32_t>(n);
    return true;
  }
  template <typename E>
  bool ToOperator(Value v, absl::string_view sum, int count, E* out) {
    const absl::string_view name = ClassNameOfNode(v, sum);
    for (int i = 0; i < count; ++i) {
      if (name != ast::OperatorName(static_cast<E>(i))) continue;
      *out = static_cast<E>(i);
      return true;
    }
    return Unexpected(sum, v);
  }

  // The list in field `name`; absent is empty. Null with an exception pending.
  List* GetList(absl::string_view name) {
    Value v;
    if (!Get(name, &v)) return nullptr;
    if (v.is_null()) return NewList(t_);
    if (IsKind(v, Kind::kList)) return v.as<List>();
    Raise(t_, Exc::kTypeError, "%s field \"%s\" must be a list, not a %s", where_, name,
          ClassNameOf(t_, v));
    return nullptr;
  }
  bool SizeChanged(absl::string_view name) {
    Raise(t_, Exc::kRuntimeError, "%s field \"%s\" changed size during iteration", where_, name);
    return false;
  }
  template <typename T>
  bool Items(absl::string_view name, bool gaps, ast::Seq<T>* out) {
    List* list = GetList(name);
    if (list == nullptr) return false;
    const int64_t n = list->length;
    absl::Span<T*> items = arena_->NewArray<T*>(static_cast<size_t>(n));
    for (int64_t i = 0; i < n; ++i) {
      if (list->length != n) return SizeChanged(name);
      Value v = ListGet(t_, list, i);
      if (v.is_null()) return false;
      if (IsNoneValue(v)) {
        if (gaps) continue;
        RaiseText(t_, Exc::kValueError,
                  std::is_same_v<T, ast::Stmt> ? "None disallowed in statement list"
                                               : "None disallowed in expression list");
        return false;
      }
      items[static_cast<size_t>(i)] = Make(v, static_cast<T*>(nullptr));
      if (items[static_cast<size_t>(i)] == nullptr) return false;
    }
    *out = ast::Seq<T>(items.data(), items.size());
    return true;
  }
  template <typename T, typename Convert>
  bool Plain(absl::string_view name, absl::Span<const T>* out, Convert convert) {
    List* list = GetList(name);
    if (list == nullptr) return false;
    const int64_t n = list->length;
    absl::Span<T> items = arena_->NewArray<T>(static_cast<size_t>(n));
    for (int64_t i = 0; i < n; ++i) {
      if (list->length != n) return SizeChanged(name);
      Value v = ListGet(t_, list, i);
      if (v.is_null() || !convert(v, &items[static_cast<size_t>(i)])) return false;
    }
    *out = absl::Span<const T>(items.data(), items.size());
    return true;
  }

  // lineno and col_offset are required, the ends are the starts if left out.
  bool Span(SourceSpan* out) {
    if (!Field("lineno", &out->line) || !Field("col_offset", &out->col)) return false;
    out->end_line = out->line;
    out->end_col = out->col;
    return Optional("end_lineno", &out->end_line) && Optional("end_col_offset", &out->end_col);
  }

  // Runs `fields` with `object` as the one that fields are read from.
  template <typename Run>
  bool Within(Value object, absl::string_view where, Run run) {
    Value outer = object_;
    const absl::string_view outer_where = where_;
    object_ = object;
    where_ = where;
    RecursionGuard guard(t_, " during  ast construction");
    const bool ok = guard.ok() && run();
    object_ = outer;
    where_ = outer_where;
    return ok;
  }

  ast::Expr* Make(Value v, ast::Expr*) {
    const absl::string_view name = ClassNameOfNode(v, "expr");
    if (name.empty()) return Unexpected("expr", v), nullptr;
    SourceSpan span;
    if (!Within(v, "expr", [&] { return Span(&span); })) return nullptr;
    if (name == "Constant") return Constant(v, span);
    ast::Expr* made = nullptr;
#define PYJIT_EXPR(Name)                                 \
  if (name == #Name) {                                   \
    auto* node = arena_->New<ast::Name>();               \
    node->kind = ast::Name::kKind;                       \
    node->span = span;                                   \
    if (!Within(v, name, [&] { return AstFields(*this, *node); })) return nullptr; \
    made = node;                                         \
  }
#include "frontend/ast_nodes.def"
    if (made == nullptr) Unexpected("expr", v);
    return made;
  }
  ast::Pattern* Make(Value v, ast::Pattern*) {
    const absl::string_view name = ClassNameOfNode(v, "pattern");
    if (name.empty()) return Unexpected("pattern", v), nullptr;
    SourceSpan span;
    if (!Within(v, "pattern", [&] { return Span(&span); })) return nullptr;
    ast::Pattern* made = nullptr;
#define PYJIT_PATTERN(Name)                              \
  if (name == #Name) {                                   \
    auto* node = arena_->New<ast::Name>();               \
    node->kind = ast::Name::kKind;                       \
    node->span = span;                                   \
    if (!Within(v, name, [&] { return AstFields(*this, *node); })) return nullptr; \
    made = node;                                         \
  }
#include "frontend/ast_nodes.def"
    if (made == nullptr) Unexpected("pattern", v);
    return made;
  }
  ast::Stmt* Make(Value v, ast::Stmt*) {
    const absl::string_view name = ClassNameOfNode(v, "stmt");
    if (name.empty()) return Unexpected("stmt", v), nullptr;
    SourceSpan span;
    if (!Within(v, "stmt", [&] { return Span(&span); })) return nullptr;
    // async def and its like are the plain kinds with a flag here.
    const bool async = name.substr(0, 5) == "Async";
    const absl::string_view kind = name == "Expr"      ? "ExprStmt"
                                   : name == "TryStar" ? "Try"
                                   : async             ? name.substr(5)
                                                       : name;
    ast::Stmt* made = nullptr;
#define PYJIT_STMT(Name)                                 \
  if (kind == #Name) {                                   \
    auto* node = arena_->New<ast::Name>();               \
    node->kind = ast::Name::kKind;                       \
    node->span = span;                                   \
    SetFlags(node, async, name == "TryStar");            \
    if (!Within(v, name, [&] { return AstFields(*this, *node); })) return nullptr; \
    made = node;                                         \
  }
#include "frontend/ast_nodes.def"
    if (made == nullptr) Unexpected("stmt", v);
    return made;
  }

  template <typename T>
  T* Part(Value v, absl::string_view cls, absl::string_view sum) {
    if (ClassNameOfNode(v, sum).empty()) return Unexpected(sum, v), nullptr;
    auto* node = arena_->New<T>();
    if constexpr (requires { node->span; }) {
      if (!Within(v, sum, [&] { return Span(&node->span); })) return nullptr;
    }
    return Within(v, cls, [&] { return AstFields(*this, *node); }) ? node : nullptr;
  }
  ast::Arguments* Make(Value v, ast::Arguments*) {
    return Part<ast::Arguments>(v, "arguments", "arguments");
  }
  ast::Arg* Make(Value v, ast::Arg*) { return Part<ast::Arg>(v, "arg", "arg"); }
  ast::Keyword* Make(Value v, ast::Keyword*) {
    return Part<ast::Keyword>(v, "keyword", "keyword");
  }
  ast::Alias* Make(Value v, ast::Alias*) { return Part<ast::Alias>(v, "alias", "alias"); }
  ast::WithItem* Make(Value v, ast::WithItem*) {
    return Part<ast::WithItem>(v, "withitem", "withitem");
  }
  ast::Comprehension* Make(Value v, ast::Comprehension*) {
    return Part<ast::Comprehension>(v, "comprehension", "comprehension");
  }
  ast::ExceptHandler* Make(Value v, ast::ExceptHandler*) {
    return Part<ast::ExceptHandler>(v, "ExceptHandler", "excepthandler");
  }
  ast::MatchCase* Make(Value v, ast::MatchCase*) {
    return Part<ast::MatchCase>(v, "match_case", "match_case");
  }

  // --- Constants ---

  ast::Expr* Constant(Value node, const SourceSpan& span) {
    Value value, kind;
    const bool ok = Within(node, "Constant", [&] {
      if (!Required("value", &value) || !Get("kind", &kind)) return false;
      if (kind.is_null() || IsNoneValue(kind) || IsStr(kind)) return true;
      RaiseText(t_, Exc::kTypeError, "AST string must be of type str");
      return false;
    });
    if (!ok) return nullptr;
    ast::Expr* made = ConstantOf(value, span);
    if (auto* constant = ast::DynCast<ast::Constant>(made)) {
      constant->is_u_string = IsStr(kind) && StrEqualsAscii(kind.as<Str>(), "u");
    }
    return made;
  }

  ast::Constant* NewConstant(ast::ConstantKind kind, const SourceSpan& span) {
    auto* constant = arena_->New<ast::Constant>();
    constant->kind = ast::ExprKind::kConstant;
    constant->span = span;
    constant->constant_kind = kind;
    return constant;
  }

  // What literals cannot say is written as an expression that is folded again: -1,
  // 1+2j, tuples.
  ast::Expr* ConstantOf(Value v, const SourceSpan& span) {
    using CK = ast::ConstantKind;
    Isolate* isolate = t_->isolate;
    if (IsNoneValue(v)) return NewConstant(CK::kNone, span);
    if (v == isolate->true_value()) return NewConstant(CK::kTrue, span);
    if (v == isolate->false_value()) return NewConstant(CK::kFalse, span);
    if (v == isolate->ellipsis()) return NewConstant(CK::kEllipsis, span);
    Class* cls = ClassOf(t_, v);
    if (cls == isolate->int_class()) return IntConstant(v, span);
    if (cls == isolate->str_class()) {
      auto* constant = NewConstant(CK::kStr, span);
      constant->text = arena_->CopyString(StrToUtf8(v.as<Str>()));
      return constant;
    }
    if (cls == isolate->bytes_class()) {
      auto* constant = NewConstant(CK::kBytes, span);
      constant->text = arena_->CopyString(BytesView(v.as<Bytes>()));
      return constant;
    }
    if (cls == isolate->float_class()) return FloatConstant(CK::kFloat, v.as<Float>()->value, span);
    if (cls == isolate->complex_class()) {
      const Complex* c = v.as<Complex>();
      ast::Expr* imaginary = FloatConstant(CK::kImaginary, c->imag, span);
      if (c->real == 0 && !std::signbit(c->real)) return imaginary;
      auto* sum = arena_->New<ast::BinOp>();
      sum->kind = ast::ExprKind::kBinOp;
      sum->span = span;
      sum->op = ast::BinaryOperator::kAdd;
      sum->left = FloatConstant(CK::kFloat, c->real, span);
      sum->right = imaginary;
      return sum;
    }
    if (cls == isolate->tuple_class()) {
      RecursionGuard guard(t_, " during compilation");
      if (!guard.ok()) return nullptr;
      auto* node = arena_->New<ast::Tuple>();
      node->kind = ast::ExprKind::kTuple;
      node->span = span;
      return ConstantsOf(v.as<Tuple>(), span, &node->elts) ? node : nullptr;
    }
    if (cls == isolate->frozenset_class() && FirstInvalid(v) == v) {
      RecursionGuard guard(t_, " during compilation");
      Tuple* items = guard.ok() ? NewTupleFrom(t_, v) : nullptr;
      if (items == nullptr) return nullptr;
      auto* node = arena_->New<ast::Set>();
      node->kind = ast::ExprKind::kSet;
      node->span = span;
      node->is_frozen = true;
      return ConstantsOf(items, span, &node->elts) ? node : nullptr;
    }
    Raise(t_, Exc::kTypeError, "got an invalid type in Constant: %s",
          ClassNameOf(t_, FirstInvalid(v)));
    return nullptr;
  }

  bool ConstantsOf(const Tuple* tuple, const SourceSpan& span, ast::Seq<ast::Expr>* out) {
    absl::Span<ast::Expr*> items =
        arena_->NewArray<ast::Expr*>(static_cast<size_t>(tuple->length));
    for (int64_t i = 0; i < tuple->length; ++i) {
      items[static_cast<size_t>(i)] = ConstantOf(tuple->items[i], span);
      if (items[static_cast<size_t>(i)] == nullptr) return false;
    }
    *out = ast::Seq<ast::Expr>(items.data(), items.size());
    return true;
  }

  // Of a frozenset, what may not be in it, if there is something.
  Value FirstInvalid(Value v) {
    if (!IsKind(v, Kind::kSet) || ClassOf(t_, v) != t_->isolate->frozenset_class()) return v;
    Tuple* items = NewTupleFrom(t_, v);
    if (items == nullptr) {
      t_->exception = Value();
      return v;
    }
    for (int64_t i = 0; i < items->length; ++i) {
      Value item = items->items[i];
      if (IsInt(item) || IsKind(item, Kind::kFloat) || IsStr(item) || IsBytes(item) ||
          IsKind(item, Kind::kTuple) || IsKind(item, Kind::kSet) || IsNoneValue(item) ||
          item == t_->isolate->ellipsis() || ClassOf(t_, item) == t_->isolate->complex_class()) {
        continue;
      }
      return item;
    }
    return v;
  }
  ast::Expr* FloatConstant(ast::ConstantKind kind, double value, const SourceSpan& span) {
    auto* constant = NewConstant(kind, span);
    constant->float_value = std::signbit(value) ? -value : value;
    return std::signbit(value) ? Negated(constant, span) : constant;
  }
  ast::Expr* Negated(ast::Expr* operand, const SourceSpan& span) {
    auto* node = arena_->New<ast::UnaryOp>();
    node->kind = ast::ExprKind::kUnaryOp;
    node->span = span;
    node->op = ast::UnaryOperator::kUSub;
    node->operand = operand;
    return node;
  }
  ast::Expr* IntConstant(Value v, const SourceSpan& span) {
    int64_t n;
    if (IntAsInt64(v, &n) && n != INT64_MIN) {
      auto* constant = NewConstant(ast::ConstantKind::kInt, span);
      constant->int_value = static_cast<uint64_t>(n < 0 ? -n : n);
      return n < 0 ? Negated(constant, span) : constant;
    }
    std::string digits = IntToText(v, 16);
    const bool negative = digits[0] == '-';
    auto* constant = NewConstant(ast::ConstantKind::kBigInt, span);
    constant->base = 16;
    constant->text = arena_->CopyString(negative ? digits.substr(1) : digits);
    return negative ? Negated(constant, span) : constant;
  }

  Thread* t_;
  Arena* arena_;
  Value object_;
  absl::string_view where_ = "Module";
  absl::flat_hash_map<std::string, absl::string_view> names_;
};

}  // namespace

ast::Module* AstFromObject(Thread* t, Value object, ast::Mode mode, Arena* arena) {
  constexpr const char* kWanted[] = {"Module", "Expression", "Interactive"};
  const char* wanted = kWanted[static_cast<int>(mode)];
  Class* cls = AstClass(t, wanted);
  if (cls == nullptr) return nullptr;
  if (!IsSubclass(ClassOf(t, object), cls)) {
    Raise(t, Exc::kTypeError, "expected %s node, got %s", wanted, ClassNameOf(t, object));
    return nullptr;
  }
  ast::Module* module = FromObjects(t, arena).Module(object, mode);
  return module != nullptr && ValidateAst(t, *module) ? module : nullptr;
}

}  // namespace pyjit
