#include "frontend/ast.h"

namespace pyjit::ast {

absl::string_view KindName(ExprKind kind) {
  switch (kind) {
#define PYJIT_EXPR(Name)  \
  case ExprKind::k##Name: \
    return #Name;
#include "frontend/ast_nodes.def"
  }
  return "";
}

absl::string_view KindName(StmtKind kind) {
  if (kind == StmtKind::kExprStmt) return "Expr";
  switch (kind) {
#define PYJIT_STMT(Name)  \
  case StmtKind::k##Name: \
    return #Name;
#include "frontend/ast_nodes.def"
  }
  return "";
}

absl::string_view KindName(PatternKind kind) {
  switch (kind) {
#define PYJIT_PATTERN(Name)  \
  case PatternKind::k##Name: \
    return #Name;
#include "frontend/ast_nodes.def"
  }
  return "";
}

absl::string_view OperatorName(BinaryOperator op) {
  static constexpr absl::string_view kNames[] = {
      "Add",    "Sub",    "Mult",  "MatMult", "Div",    "Mod",     "Pow",
      "LShift", "RShift", "BitOr", "BitXor",  "BitAnd", "FloorDiv"};
  return kNames[static_cast<int>(op)];
}

absl::string_view OperatorName(UnaryOperator op) {
  static constexpr absl::string_view kNames[] = {"Invert", "Not", "UAdd",
                                                 "USub"};
  return kNames[static_cast<int>(op)];
}

absl::string_view OperatorName(BoolOperator op) {
  return op == BoolOperator::kAnd ? "And" : "Or";
}

absl::string_view OperatorName(CompareOperator op) {
  static constexpr absl::string_view kNames[] = {
      "Eq", "NotEq", "Lt", "LtE", "Gt", "GtE", "Is", "IsNot", "In", "NotIn"};
  return kNames[static_cast<int>(op)];
}

}  // namespace pyjit::ast
