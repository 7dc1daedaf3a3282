#ifndef FRONTEND_COMPILER_CONSTANTS_H_
#define FRONTEND_COMPILER_CONSTANTS_H_

// Making constants, and folding expressions whose value is known: the same
// ones, with the same size limits, as CPython 3.11's AST optimizer.

#include <optional>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "frontend/ast.h"
#include "frontend/compiler/code_unit.h"

namespace pyjit::compiler {

// Makes constants owned by a CompiledModule.
class ConstMaker {
 public:
  explicit ConstMaker(CompiledModule* module) : module_(module) {}

  const Const* Simple(ConstKind kind);  // None, True, False, Ellipsis
  const Const* Bool(bool value) {
    return Simple(value ? ConstKind::kTrue : ConstKind::kFalse);
  }
  const Const* Int(int64_t value);
  // Digits in `base`, with an optional '-'.
  const Const* BigInt(const std::string& digits, int base);
  const Const* Float(double value);
  const Const* Complex(double real, double imag);
  const Const* Str(absl::string_view text);
  const Const* Bytes(absl::string_view text);
  const Const* Sequence(ConstKind kind, std::vector<const Const*> items);
  const Const* Code(const CodeUnit* unit);
  const Const* Exception(absl::string_view name);
  // A literal of the tree.
  const Const* FromAst(const ast::Constant& node);

 private:
  Const* New(ConstKind kind);
  CompiledModule* module_;
};

// Text that is equal for constants that may share a slot (1, True and 1.0 may not).
std::string ConstKey(const Const& constant);

// Truth of the constant.
bool ConstTruth(const Const& constant);

// The int value of an int constant that fits int64_t; bools are not ints here.
std::optional<int64_t> SmallIntOf(const Const* constant);

// Folds. Results are kept per node, so asking again is cheap.
class ConstFolder {
 public:
  ConstFolder(ConstMaker* maker, bool debug) : maker_(maker), debug_(debug) {}

  // The value of `e`, or null if it is not known.
  const Const* Fold(const ast::Expr* e);
  // The same for what `for` and `in` run over, where a list display may be a
  // tuple and a set display a frozenset.
  const Const* FoldIterable(const ast::Expr* e);
  // The same for a slice expression `a:b:c`.
  const Const* FoldSlice(const ast::Expr* e);

 private:
  const Const* FoldNode(const ast::Expr* e);
  const Const* Unary(ast::UnaryOperator op, const Const& v);
  const Const* Binary(ast::BinaryOperator op, const Const& a, const Const& b);
  const Const* IntBinary(ast::BinaryOperator op, const Const& a,
                         const Const& b);
  const Const* FloatBinary(ast::BinaryOperator op, double a, double b);
  const Const* Repeat(const Const& sequence, int64_t n);
  const Const* Index(const Const& sequence, int64_t index);
  const Const* FoldAll(ConstKind kind, ast::Seq<ast::Expr> elts);

  ConstMaker* maker_;
  bool debug_;
  absl::flat_hash_map<const ast::Expr*, const Const*> known_;
};

}  // namespace pyjit::compiler

#endif  // FRONTEND_COMPILER_CONSTANTS_H_
