#ifndef PYJIT_FRONTEND_AST_H_
#define PYJIT_FRONTEND_AST_H_

// The syntax tree of Python 3.11: what the parser builds and the scope analysis
// and bytecode compiler read.
//
// Shapes and names follow Python's own `ast` module, except that
//   - `async` forms are a flag (`is_async`) on FunctionDef, For and With, and
//     `try ... except*` is `is_star` on Try;
//   - the expression statement is `ExprStmt`;
//   - type comments are empty unless ParseOptions ask for them.
//
// Ownership: nodes, child spans and texts live in the Arena given to Parse().
// Nodes are plain structs; the kind tag says which one. Every child is non-null
// unless its comment says "or null".
//
// Depth: the parser bounds the height of the tree (see kMaxTreeHeight in
// frontend/parser.h), so a recursive walk is safe on a normal stack.
//
// Identifiers are interned per Parse() call: equal names share their data
// pointer, so `a.data() == b.data()` is enough within one tree.

#include <cstdint>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "base/source.h"

namespace pyjit::ast {

template <typename T>
using Seq = absl::Span<T* const>;  // children, in source order

using Identifier = absl::string_view;

enum class ExprKind : uint8_t {
#define PYJIT_EXPR(Name) k##Name,
#include "frontend/ast_nodes.def"
};

enum class StmtKind : uint8_t {
#define PYJIT_STMT(Name) k##Name,
#include "frontend/ast_nodes.def"
};

enum class PatternKind : uint8_t {
#define PYJIT_PATTERN(Name) k##Name,
#include "frontend/ast_nodes.def"
};

enum class ExprContext : uint8_t { kLoad, kStore, kDel };

enum class BoolOperator : uint8_t { kAnd, kOr };

enum class BinaryOperator : uint8_t {
  kAdd,
  kSub,
  kMult,
  kMatMult,
  kDiv,
  kMod,
  kPow,
  kLShift,
  kRShift,
  kBitOr,
  kBitXor,
  kBitAnd,
  kFloorDiv,
};

enum class UnaryOperator : uint8_t { kInvert, kNot, kUAdd, kUSub };

enum class CompareOperator : uint8_t {
  kEq,
  kNotEq,
  kLt,
  kLtE,
  kGt,
  kGtE,
  kIs,
  kIsNot,
  kIn,
  kNotIn,
};

struct Expr {
  ExprKind kind;
  SourceSpan span;
};

struct Stmt {
  StmtKind kind;
  SourceSpan span;
};

struct Pattern {
  PatternKind kind;
  SourceSpan span;
};

// ---- Parts that are not expressions or statements by themselves ----

// One `for target in iter if ...` clause of a comprehension.
struct Comprehension {
  Expr* target;
  Expr* iter;
  Seq<Expr> ifs;
  bool is_async;
};

struct Arg {
  SourceSpan span;
  Identifier name;
  Expr* annotation;  // or null
  absl::string_view type_comment;
};

struct Arguments {
  Seq<Arg> posonlyargs;
  Seq<Arg> args;
  Arg* vararg;  // or null
  Seq<Arg> kwonlyargs;
  // As long as kwonlyargs; an element is null where there is no default.
  Seq<Expr> kw_defaults;
  Arg* kwarg;  // or null
  // Defaults of the last positional parameters (posonlyargs, then args).
  Seq<Expr> defaults;
};

struct Keyword {
  SourceSpan span;
  Identifier arg;  // empty (data() == nullptr) for `**value`
  Expr* value;
};

// One name of an import: `name` may be dotted, or "*".
struct Alias {
  SourceSpan span;
  Identifier name;
  Identifier asname;  // empty when absent
};

struct WithItem {
  Expr* context_expr;
  Expr* optional_vars;  // or null
};

struct ExceptHandler {
  SourceSpan span;
  Expr* type;       // or null
  Identifier name;  // empty when absent
  Seq<Stmt> body;
};

struct MatchCase {
  Pattern* pattern;
  Expr* guard;  // or null
  Seq<Stmt> body;
};

// ---- Expressions ----

struct BoolOp : Expr {
  static constexpr ExprKind kKind = ExprKind::kBoolOp;
  BoolOperator op;
  Seq<Expr> values;  // two or more
};

struct NamedExpr : Expr {
  static constexpr ExprKind kKind = ExprKind::kNamedExpr;
  Expr* target;  // a Name
  Expr* value;
};

struct BinOp : Expr {
  static constexpr ExprKind kKind = ExprKind::kBinOp;
  BinaryOperator op;
  Expr* left;
  Expr* right;
};

struct UnaryOp : Expr {
  static constexpr ExprKind kKind = ExprKind::kUnaryOp;
  UnaryOperator op;
  Expr* operand;
};

struct Lambda : Expr {
  static constexpr ExprKind kKind = ExprKind::kLambda;
  Arguments* args;
  Expr* body;
};

struct IfExp : Expr {
  static constexpr ExprKind kKind = ExprKind::kIfExp;
  Expr* test;
  Expr* body;
  Expr* orelse;
};

struct Dict : Expr {
  static constexpr ExprKind kKind = ExprKind::kDict;
  Seq<Expr> keys;  // an element is null for `**value`
  Seq<Expr> values;
};

struct Set : Expr {
  static constexpr ExprKind kKind = ExprKind::kSet;
  Seq<Expr> elts;  // constants if is_frozen
  bool is_frozen;  // a frozenset of a tree that compile() was given
};

struct ListComp : Expr {
  static constexpr ExprKind kKind = ExprKind::kListComp;
  Expr* elt;
  Seq<Comprehension> generators;
};

struct SetComp : Expr {
  static constexpr ExprKind kKind = ExprKind::kSetComp;
  Expr* elt;
  Seq<Comprehension> generators;
};

struct DictComp : Expr {
  static constexpr ExprKind kKind = ExprKind::kDictComp;
  Expr* key;
  Expr* value;
  Seq<Comprehension> generators;
};

struct GeneratorExp : Expr {
  static constexpr ExprKind kKind = ExprKind::kGeneratorExp;
  Expr* elt;
  Seq<Comprehension> generators;
};

struct Await : Expr {
  static constexpr ExprKind kKind = ExprKind::kAwait;
  Expr* value;
};

struct Yield : Expr {
  static constexpr ExprKind kKind = ExprKind::kYield;
  Expr* value;  // or null
};

struct YieldFrom : Expr {
  static constexpr ExprKind kKind = ExprKind::kYieldFrom;
  Expr* value;
};

struct Compare : Expr {
  static constexpr ExprKind kKind = ExprKind::kCompare;
  Expr* left;
  absl::Span<const CompareOperator> ops;
  Seq<Expr> comparators;  // as long as ops
};

struct Call : Expr {
  static constexpr ExprKind kKind = ExprKind::kCall;
  Expr* func;
  Seq<Expr> args;  // `*x` is a Starred
  Seq<Keyword> keywords;
};

enum class Conversion : uint8_t { kNone, kStr, kRepr, kAscii };

struct FormattedValue : Expr {
  static constexpr ExprKind kKind = ExprKind::kFormattedValue;
  Expr* value;
  Conversion conversion;
  Expr* format_spec;  // a JoinedStr, or null
};

struct JoinedStr : Expr {
  static constexpr ExprKind kKind = ExprKind::kJoinedStr;
  Seq<Expr> values;  // Constant strings and FormattedValues
};

enum class ConstantKind : uint8_t {
  kNone,
  kTrue,
  kFalse,
  kEllipsis,
  kInt,        // int_value
  kBigInt,     // text: digits without prefix and underscores; base
  kFloat,      // float_value
  kImaginary,  // float_value: the imaginary part
  kStr,        // text: UTF-8, in which lone surrogates may be encoded (WTF-8)
  kBytes,      // text: the bytes
};

struct Constant : Expr {
  static constexpr ExprKind kKind = ExprKind::kConstant;
  ConstantKind constant_kind;
  uint8_t base;      // 2, 8, 10 or 16; for kBigInt
  bool is_u_string;  // written with a `u` prefix (only ast.dump shows it)
  uint64_t int_value;
  double float_value;
  absl::string_view text;
};

struct Attribute : Expr {
  static constexpr ExprKind kKind = ExprKind::kAttribute;
  ExprContext ctx;
  Expr* value;
  Identifier attr;
};

struct Subscript : Expr {
  static constexpr ExprKind kKind = ExprKind::kSubscript;
  ExprContext ctx;
  Expr* value;
  Expr* slice;  // any expression, a Slice, or a Tuple with Slices in it
};

struct Starred : Expr {
  static constexpr ExprKind kKind = ExprKind::kStarred;
  ExprContext ctx;
  Expr* value;
};

struct Name : Expr {
  static constexpr ExprKind kKind = ExprKind::kName;
  ExprContext ctx;
  Identifier id;
};

struct List : Expr {
  static constexpr ExprKind kKind = ExprKind::kList;
  ExprContext ctx;
  Seq<Expr> elts;
};

struct Tuple : Expr {
  static constexpr ExprKind kKind = ExprKind::kTuple;
  ExprContext ctx;
  Seq<Expr> elts;
};

struct Slice : Expr {
  static constexpr ExprKind kKind = ExprKind::kSlice;
  Expr* lower;  // or null
  Expr* upper;  // or null
  Expr* step;   // or null
};

// ---- Statements ----

struct FunctionDef : Stmt {
  static constexpr StmtKind kKind = StmtKind::kFunctionDef;
  bool is_async;
  Identifier name;
  Arguments* args;
  Seq<Stmt> body;
  Seq<Expr> decorators;
  Expr* returns;  // or null
  absl::string_view type_comment;
};

struct ClassDef : Stmt {
  static constexpr StmtKind kKind = StmtKind::kClassDef;
  Identifier name;
  Seq<Expr> bases;
  Seq<Keyword> keywords;
  Seq<Stmt> body;
  Seq<Expr> decorators;
};

struct Return : Stmt {
  static constexpr StmtKind kKind = StmtKind::kReturn;
  Expr* value;  // or null
};

struct Delete : Stmt {
  static constexpr StmtKind kKind = StmtKind::kDelete;
  Seq<Expr> targets;
};

struct Assign : Stmt {
  static constexpr StmtKind kKind = StmtKind::kAssign;
  Seq<Expr> targets;
  Expr* value;
  absl::string_view type_comment;
};

struct AugAssign : Stmt {
  static constexpr StmtKind kKind = StmtKind::kAugAssign;
  BinaryOperator op;
  Expr* target;
  Expr* value;
};

struct AnnAssign : Stmt {
  static constexpr StmtKind kKind = StmtKind::kAnnAssign;
  Expr* target;
  Expr* annotation;
  Expr* value;  // or null
  bool simple;  // the target is a bare Name, not in parentheses
};

struct For : Stmt {
  static constexpr StmtKind kKind = StmtKind::kFor;
  bool is_async;
  Expr* target;
  Expr* iter;
  Seq<Stmt> body;
  Seq<Stmt> orelse;
  absl::string_view type_comment;
};

struct While : Stmt {
  static constexpr StmtKind kKind = StmtKind::kWhile;
  Expr* test;
  Seq<Stmt> body;
  Seq<Stmt> orelse;
};

struct If : Stmt {
  static constexpr StmtKind kKind = StmtKind::kIf;
  Expr* test;
  Seq<Stmt> body;
  Seq<Stmt> orelse;  // `elif` is one nested If
};

struct With : Stmt {
  static constexpr StmtKind kKind = StmtKind::kWith;
  bool is_async;
  Seq<WithItem> items;
  Seq<Stmt> body;
  absl::string_view type_comment;
};

struct Match : Stmt {
  static constexpr StmtKind kKind = StmtKind::kMatch;
  Expr* subject;
  Seq<MatchCase> cases;
};

struct Raise : Stmt {
  static constexpr StmtKind kKind = StmtKind::kRaise;
  Expr* exc;    // or null
  Expr* cause;  // or null
};

struct Try : Stmt {
  static constexpr StmtKind kKind = StmtKind::kTry;
  bool is_star;  // except*
  Seq<Stmt> body;
  Seq<ExceptHandler> handlers;
  Seq<Stmt> orelse;
  Seq<Stmt> finalbody;
};

struct Assert : Stmt {
  static constexpr StmtKind kKind = StmtKind::kAssert;
  Expr* test;
  Expr* msg;  // or null
};

struct Import : Stmt {
  static constexpr StmtKind kKind = StmtKind::kImport;
  Seq<Alias> names;
};

struct ImportFrom : Stmt {
  static constexpr StmtKind kKind = StmtKind::kImportFrom;
  Identifier module;  // empty for `from . import x`
  Seq<Alias> names;
  int32_t level;  // number of leading dots
};

struct Global : Stmt {
  static constexpr StmtKind kKind = StmtKind::kGlobal;
  absl::Span<const Identifier> names;
};

struct Nonlocal : Stmt {
  static constexpr StmtKind kKind = StmtKind::kNonlocal;
  absl::Span<const Identifier> names;
};

struct ExprStmt : Stmt {
  static constexpr StmtKind kKind = StmtKind::kExprStmt;
  Expr* value;
};

struct Pass : Stmt {
  static constexpr StmtKind kKind = StmtKind::kPass;
};

struct Break : Stmt {
  static constexpr StmtKind kKind = StmtKind::kBreak;
};

struct Continue : Stmt {
  static constexpr StmtKind kKind = StmtKind::kContinue;
};

// ---- Patterns of match statements ----

struct MatchValue : Pattern {
  static constexpr PatternKind kKind = PatternKind::kMatchValue;
  Expr* value;
};

struct MatchSingleton : Pattern {
  static constexpr PatternKind kKind = PatternKind::kMatchSingleton;
  ConstantKind value;  // kNone, kTrue or kFalse
};

struct MatchSequence : Pattern {
  static constexpr PatternKind kKind = PatternKind::kMatchSequence;
  Seq<Pattern> patterns;
};

struct MatchMapping : Pattern {
  static constexpr PatternKind kKind = PatternKind::kMatchMapping;
  Seq<Expr> keys;
  Seq<Pattern> patterns;
  Identifier rest;  // empty when absent
};

struct MatchClass : Pattern {
  static constexpr PatternKind kKind = PatternKind::kMatchClass;
  Expr* cls;
  Seq<Pattern> patterns;
  absl::Span<const Identifier> kwd_attrs;
  Seq<Pattern> kwd_patterns;  // as long as kwd_attrs
};

struct MatchStar : Pattern {
  static constexpr PatternKind kKind = PatternKind::kMatchStar;
  Identifier name;  // empty for `*_`
};

struct MatchAs : Pattern {
  static constexpr PatternKind kKind = PatternKind::kMatchAs;
  Pattern* pattern;  // or null
  Identifier name;   // empty for `_`
};

struct MatchOr : Pattern {
  static constexpr PatternKind kKind = PatternKind::kMatchOr;
  Seq<Pattern> patterns;
};

// ---- The whole ----

enum class Mode : uint8_t {
  kExec,    // a module: `body`
  kEval,    // one expression: `expression`
  kSingle,  // one interactive statement: `body`
  kFuncType,  // a signature in a type comment: `argtypes` -> `expression`
};

// A comment `# type: ignore` and what follows these words.
struct TypeIgnore {
  int32_t line;
  absl::string_view tag;
};

struct Module {
  Mode mode;
  Seq<Stmt> body;
  Expr* expression;  // in kEval and kFuncType only, else null
  Seq<Expr> argtypes;
  absl::Span<const TypeIgnore> type_ignores;
};

// ---- Down casts ----

// The node as a T. The kind must match (not checked here: use after a switch
// on `kind`).
template <typename T, typename Base>
const T& As(const Base& node) {
  return static_cast<const T&>(node);
}
template <typename T, typename Base>
T& As(Base& node) {
  return static_cast<T&>(node);
}

// The node as a T, or null when it is null or another kind.
template <typename T, typename Base>
const T* DynCast(const Base* node) {
  return node != nullptr && node->kind == T::kKind ? static_cast<const T*>(node)
                                                   : nullptr;
}
template <typename T, typename Base>
T* DynCast(Base* node) {
  return node != nullptr && node->kind == T::kKind ? static_cast<T*>(node)
                                                   : nullptr;
}

// Names of kinds as Python's `ast` module spells them, for dumps and messages
// ("BoolOp", "ExprStmt" is "Expr").
absl::string_view KindName(ExprKind kind);
absl::string_view KindName(StmtKind kind);
absl::string_view KindName(PatternKind kind);

// "Add", "Not", "And", "NotIn": operator names of the `ast` module.
absl::string_view OperatorName(BinaryOperator op);
absl::string_view OperatorName(UnaryOperator op);
absl::string_view OperatorName(BoolOperator op);
absl::string_view OperatorName(CompareOperator op);

}  // namespace pyjit::ast

#endif  // PYJIT_FRONTEND_AST_H_
