#include "frontend/diagnosis_actions.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "frontend/number_literals.h"
#include "frontend/string_literals.h"

namespace pyjit::internal {
namespace {

using ast::Expr;
using ast::ExprKind;

// ---- Helpers ----

// What messages call an expression.
absl::string_view Describe(const Expr& expr) {
  switch (expr.kind) {
    case ExprKind::kAttribute:
      return "attribute";
    case ExprKind::kSubscript:
      return "subscript";
    case ExprKind::kStarred:
      return "starred";
    case ExprKind::kName:
      return "name";
    case ExprKind::kList:
      return "list";
    case ExprKind::kTuple:
      return "tuple";
    case ExprKind::kLambda:
      return "lambda";
    case ExprKind::kCall:
      return "function call";
    case ExprKind::kBoolOp:
    case ExprKind::kBinOp:
    case ExprKind::kUnaryOp:
      return "expression";
    case ExprKind::kGeneratorExp:
      return "generator expression";
    case ExprKind::kYield:
    case ExprKind::kYieldFrom:
      return "yield expression";
    case ExprKind::kAwait:
      return "await expression";
    case ExprKind::kListComp:
      return "list comprehension";
    case ExprKind::kSetComp:
      return "set comprehension";
    case ExprKind::kDictComp:
      return "dict comprehension";
    case ExprKind::kDict:
      return "dict literal";
    case ExprKind::kSet:
      return "set display";
    case ExprKind::kJoinedStr:
    case ExprKind::kFormattedValue:
      return "f-string expression";
    case ExprKind::kConstant:
      switch (As<ast::Constant>(expr).constant_kind) {
        case ast::ConstantKind::kNone:
          return "None";
        case ast::ConstantKind::kTrue:
          return "True";
        case ast::ConstantKind::kFalse:
          return "False";
        case ast::ConstantKind::kEllipsis:
          return "ellipsis";
        default:
          return "literal";
      }
    case ExprKind::kCompare:
      return "comparison";
    case ExprKind::kIfExp:
      return "conditional expression";
    case ExprKind::kNamedExpr:
      return "named expression";
    case ExprKind::kSlice:
      return "slice";
  }
  return "expression";
}

enum class TargetUse { kAssign, kFor, kDelete };

// The first part of `expr` that cannot be a target, or null.
const Expr* InvalidTarget(const Expr* expr, TargetUse use) {
  const auto first_of = [use](ast::Seq<Expr> elts) -> const Expr* {
    for (const Expr* element : elts) {
      const Expr* invalid = InvalidTarget(element, use);
      if (invalid != nullptr) return invalid;
    }
    return nullptr;
  };
  switch (expr->kind) {
    case ExprKind::kList:
      return first_of(As<ast::List>(*expr).elts);
    case ExprKind::kTuple:
      return first_of(As<ast::Tuple>(*expr).elts);
    case ExprKind::kStarred:
      if (use == TargetUse::kDelete) return expr;
      return InvalidTarget(As<ast::Starred>(*expr).value, use);
    case ExprKind::kCompare: {
      // In `for a in b` the whole `a in b` has been taken for a comparison.
      if (use != TargetUse::kFor) return expr;
      const auto& compare = As<ast::Compare>(*expr);
      if (compare.ops[0] != ast::CompareOperator::kIn) return nullptr;
      return InvalidTarget(compare.left, use);
    }
    case ExprKind::kName:
    case ExprKind::kSubscript:
    case ExprKind::kAttribute:
      return nullptr;
    default:
      return expr;
  }
}

Verdict RejectTarget(const Expr* expr, TargetUse use, Complaints* c) {
  const Expr* invalid = expr == nullptr ? nullptr : InvalidTarget(expr, use);
  if (invalid == nullptr) return Verdict::kFail;
  return c->AtSpan(invalid->span,
                   absl::StrCat(use == TargetUse::kDelete ? "cannot delete "
                                                          : "cannot assign to ",
                                Describe(*invalid)));
}

Verdict At(const Expr* expr, std::string message, Complaints* c) {
  if (expr == nullptr) return Verdict::kFail;
  return c->AtSpan(expr->span, std::move(message));
}

Verdict Range(const Expr* first, const Expr* last, std::string message,
              Complaints* c) {
  if (first == nullptr || last == nullptr) return Verdict::kFail;
  return c->AtSpan(Cover(first->span, last->span), std::move(message));
}

bool IsLegacyStatement(const Expr* expr) {
  const auto* name = ast::DynCast<ast::Name>(expr);
  return name != nullptr && (name->id == "print" || name->id == "exec");
}

ast::Seq<ast::Comprehension> Clauses(const TokenRange& range, Complaints* c) {
  const TokenStream piece = c->Piece(range);
  Parser parser(&piece, c->context());
  ast::Seq<ast::Comprehension> clauses;
  if (!parser.Comprehensions(&clauses)) return {};
  return clauses;
}

// The end of a comprehension's clauses: its last condition or iterable.
const Expr* LastOf(ast::Seq<ast::Comprehension> clauses) {
  if (clauses.empty()) return nullptr;
  const ast::Comprehension* last = clauses.back();
  return last->ifs.empty() ? last->iter : last->ifs.back();
}

// Reads `range` as call arguments.
void Arguments(const TokenRange& range, Complaints* c, ListBuilder<Expr>* args,
               ListBuilder<ast::Keyword>* keywords) {
  const TokenStream piece = c->Piece(range);
  Parser parser(&piece, c->context());
  // False only for the end of the piece, where a bracket ought to be.
  parser.CallArguments(args, keywords);
}

// Span of a parameter without its comma.
SourceSpan ParameterSpan(const TokenRange& range, Complaints* c) {
  TokenRange inner = range;
  if (c->token(inner.end - 1).kind == TokenKind::kComma) --inner.end;
  return c->SpanOf(inner);
}

std::string BlockMessage(absl::string_view what, const Token& keyword) {
  return absl::StrFormat("expected an indented block after %s on line %d", what,
                         keyword.span.line);
}

// ---- Actions. `m` is what has matched; a and b are its captures. ----

#define ACTION(name) \
  Verdict name([[maybe_unused]] const Match& m, [[maybe_unused]] Complaints* c)
#define A m.captures[0]
#define B m.captures[1]
#define TREE(range, function) c->Tree(range, &Parser::function)

ACTION(annotated_container) {
  const Expr* target = TREE(A, Atom);
  if (target == nullptr) return Verdict::kFail;
  return At(target,
            absl::StrCat("only single target (not ", Describe(*target),
                         ") can be annotated"),
            c);
}
ACTION(annotated_tuple) {
  return At(TREE(A, StarNamedExpression),
            "only single target (not tuple) can be annotated", c);
}
ACTION(illegal_annotation) {
  return At(TREE(A, Expression), "illegal target for annotation", c);
}
ACTION(invalid_assign_target) {
  return RejectTarget(TREE(A, StarExpressions), TargetUse::kAssign, c);
}
ACTION(invalid_with_target) {
  return RejectTarget(TREE(A, Expression), TargetUse::kAssign, c);
}
ACTION(invalid_del_target) {
  return RejectTarget(TREE(A, StarExpressions), TargetUse::kDelete, c);
}
ACTION(invalid_for_target) {
  return RejectTarget(TREE(A, StarExpressions), TargetUse::kFor, c);
}
ACTION(assign_to_yield) {
  return At(TREE(A, YieldOrStarExpressions),
            "assignment to yield expression not possible", c);
}
ACTION(illegal_augmented) {
  const Expr* target = TREE(A, StarExpressions);
  if (target == nullptr) return Verdict::kFail;
  return At(target,
            absl::StrCat("'", Describe(*target),
                         "' is an illegal expression for augmented assignment"),
            c);
}
ACTION(trailing_import_comma) {
  return c->AtLastToken(
      "trailing comma not allowed without surrounding parentheses");
}

ACTION(expected_colon) { return c->AtLastToken("expected ':'"); }
ACTION(expected_block) {
  return c->AtLastToken("expected an indented block",
                        SyntaxErrorKind::kIndentationError);
}
ACTION(block_after_statement) {
  const Token& keyword = c->token(A.begin);
  absl::string_view name = TokenText(keyword.kind);
  if (name.empty()) name = (*c->context()->symbols)[keyword.symbol].text;
  return c->AtLastToken(
      BlockMessage(absl::StrCat("'", name, "' statement"), keyword),
      SyntaxErrorKind::kIndentationError);
}
ACTION(block_after_except_star) {
  return c->AtLastToken(BlockMessage("'except*' statement", c->token(A.begin)),
                        SyntaxErrorKind::kIndentationError);
}
ACTION(block_after_class) {
  return c->AtLastToken(BlockMessage("class definition", c->token(A.begin)),
                        SyntaxErrorKind::kIndentationError);
}
ACTION(block_after_function) {
  return c->AtLastToken(BlockMessage("function definition", c->token(A.begin)),
                        SyntaxErrorKind::kIndentationError);
}
ACTION(expected_except) {
  return c->AtLastToken("expected 'except' or 'finally' block");
}
ACTION(mixed_except) {
  return c->AtToken(
      A.begin, "cannot have both 'except' and 'except*' on the same 'try'");
}
ACTION(mixed_except_star) {
  return c->AtSpan(c->SpanOf({A.begin, B.end}),
                   "cannot have both 'except' and 'except*' on the same 'try'");
}
ACTION(unparenthesized_except) {
  const Expr* first = TREE(A, Expression);
  if (first == nullptr) return Verdict::kFail;
  return c->FromSpan(first->span,
                     "multiple exception types must be parenthesized");
}
ACTION(expected_exception_types) {
  return c->AtLastToken("expected one or more exception types");
}

ACTION(plain_after_default) {
  return c->AtSpan(ParameterSpan(A, c),
                   "non-default argument follows default argument");
}
ACTION(parenthesized_params) {
  return c->AtSpan(c->SpanOf({A.begin, B.end}),
                   "Function parameters cannot be parenthesized");
}
ACTION(parenthesized_lambda_params) {
  return c->AtSpan(c->SpanOf({A.begin, B.end}),
                   "Lambda expression parameters cannot be parenthesized");
}
ACTION(slash_first) {
  return c->AtToken(A.begin, "at least one argument must precede /");
}
ACTION(slash_twice) { return c->AtToken(A.begin, "/ may appear only once"); }
ACTION(slash_after_star) { return c->AtToken(A.begin, "/ must be ahead of *"); }
ACTION(slash_star) {
  return c->AtToken(A.begin, "expected comma between / and *");
}
ACTION(expected_default) {
  return c->AtToken(A.begin, "expected default value expression");
}
ACTION(bare_star) {
  return c->AtToken(A.begin, "named arguments must follow bare *");
}
ACTION(lambda_bare_star) {
  return c->AtLastToken("named arguments must follow bare *");
}
ACTION(star_default) {
  return c->AtToken(A.begin,
                    "var-positional argument cannot have default value");
}
ACTION(star_twice) {
  return c->AtToken(A.begin, "* argument may appear only once");
}
ACTION(double_star_default) {
  return c->AtToken(A.begin, "var-keyword argument cannot have default value");
}
ACTION(after_double_star) {
  return c->AtSpan(c->SpanOf(A),
                   "arguments cannot follow var-keyword argument");
}

ACTION(underscore_target) {
  return c->AtToken(A.begin, "cannot use '_' as a target");
}
ACTION(invalid_pattern_target) {
  return At(TREE(A, Expression), "invalid pattern target", c);
}
ACTION(positional_after_keyword_pattern) {
  return c->AtSpan(c->SpanOf(A), "positional patterns follow keyword patterns");
}

ACTION(forgot_comma) {
  const Expr* first = TREE(A, Disjunction);
  if (IsLegacyStatement(first)) return Verdict::kFail;
  if (c->token(m.whole.end - 1).level == 0) return Verdict::kFail;
  return Range(first, TREE(B, Expression),
               "invalid syntax. Perhaps you forgot a comma?", c);
}
ACTION(expected_else) {
  return Range(TREE(A, Disjunction), TREE(B, Disjunction),
               "expected 'else' after 'if' expression", c);
}
ACTION(legacy_statement) {
  const Expr* name = TREE(A, Atom);
  if (!IsLegacyStatement(name)) return Verdict::kFail;
  const absl::string_view id = As<ast::Name>(*name).id;
  return Range(name, TREE(B, StarExpressions),
               absl::StrCat("Missing parentheses in call to '", id,
                            "'. Did you mean ", id, "(...)?"),
               c);
}
ACTION(invalid_walrus_target) {
  const Expr* target = TREE(A, Expression);
  if (target == nullptr) return Verdict::kFail;
  return At(target,
            absl::StrCat("cannot use assignment expressions with ",
                         Describe(*target)),
            c);
}
ACTION(maybe_equality_or_walrus) {
  return Range(TREE(A, Atom), TREE(B, BitwiseOr),
               "invalid syntax. Maybe you meant '==' or ':=' instead of '='?",
               c);
}
ACTION(maybe_equality_or_walrus_range) {
  return c->AtSpan(
      c->SpanOf({A.begin, B.end}),
      "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
}
ACTION(maybe_equality) {
  const Expr* target = TREE(A, BitwiseOr);
  if (target == nullptr) return Verdict::kFail;
  return At(target,
            absl::StrCat("cannot assign to ", Describe(*target),
                         " here. Maybe you meant '==' instead of '='?"),
            c);
}
ACTION(starred_group) {
  return c->AtSpan(c->SpanOf(A), "cannot use starred expression here");
}
ACTION(double_starred_group) {
  return c->AtToken(A.begin, "cannot use double starred expression here");
}
ACTION(starred_value) {
  return c->FromSpan(c->token(A.begin).span,
                     "cannot use a starred expression in a dictionary value");
}
ACTION(missing_value) {
  return c->AtToken(A.begin,
                    "expression expected after dictionary key and ':'");
}
ACTION(missing_colon) {
  const Expr* key = TREE(A, Expression);
  if (key == nullptr) return Verdict::kFail;
  return c->AtPlace(SyntaxErrorKind::kSyntaxError, key->span.line,
                    key->span.end_col, key->span.end_line, 0,
                    "':' expected after dictionary key");
}
ACTION(starred_comprehension) {
  return c->AtSpan(c->SpanOf(A),
                   "iterable unpacking cannot be used in comprehension");
}
ACTION(bare_comprehension_tuple) {
  const Expr* first = TREE(A, StarNamedExpression);
  if (first == nullptr) return Verdict::kFail;
  TokenRange rest = B;
  if (c->token(rest.end - 1).kind == TokenKind::kComma) --rest.end;
  return c->AtSpan(
      Cover(first->span, c->SpanOf(rest)),
      "did you forget parentheses around the comprehension target?");
}
ACTION(bare_comprehension_comma) {
  return c->AtSpan(
      c->SpanOf({A.begin, B.end}),
      "did you forget parentheses around the comprehension target?");
}
ACTION(double_starred_comprehension) {
  return c->AtToken(A.begin,
                    "dict unpacking cannot be used in dict comprehension");
}

ACTION(star_after_double_star) {
  return c->AtToken(
      A.begin,
      "iterable argument unpacking follows keyword argument unpacking");
}
ACTION(bare_generator) {
  return Range(TREE(A, Expression), LastOf(Clauses(B, c)),
               "Generator expression must be parenthesized", c);
}
ACTION(bare_generator_last) {
  ListBuilder<Expr> args(c->context());
  SideListBuilder<ast::Keyword> keywords(c->context());
  Arguments(A, c, &args, &keywords);
  if (args.size() <= 1) return Verdict::kFail;
  const Expr* last_arg = args[args.size() - 1];
  return Range(last_arg, LastOf(Clauses(B, c)),
               "Generator expression must be parenthesized", c);
}
ACTION(bare_generator_target) {
  const ast::Seq<ast::Comprehension> clauses = Clauses(B, c);
  if (clauses.empty()) return Verdict::kFail;
  return Range(TREE(A, Expression), clauses.back()->target,
               "Generator expression must be parenthesized", c);
}
ACTION(positional_after_keyword) {
  ListBuilder<Expr> args(c->context());
  SideListBuilder<ast::Keyword> keywords(c->context());
  Arguments(A, c, &args, &keywords);
  bool unpacking = false;
  for (size_t i = 0; i < keywords.size(); ++i) {
    if (keywords[i]->arg.data() == nullptr) unpacking = true;
  }
  return c->AtLastToken(
      unpacking ? "positional argument follows keyword argument unpacking"
                : "positional argument follows keyword argument");
}
ACTION(assign_to_constant) {
  return c->AtSpan(
      c->SpanOf({A.begin, B.end}),
      absl::StrCat("cannot assign to ", TokenText(c->token(A.begin).kind)));
}
ACTION(assignment_in_call) {
  const Expr* target = TREE(A, Expression);
  if (target == nullptr) return Verdict::kFail;
  return c->AtSpan(Cover(target->span, c->token(B.begin).span),
                   "expression cannot contain assignment, perhaps you meant "
                   "\"==\"?");
}

// ---- Literals, checked in either pass ----

ACTION(check_number) {
  const Token& token = c->token(A.begin);
  ast::Constant constant;
  const size_t digits = ParseNumber(
      c->stream().buffer.text.substr(token.begin, token.end - token.begin),
      c->context()->max_int_digits, c->context()->arena, &constant);
  if (digits == 0) return Verdict::kMatch;
  // No columns: nobody wants to see that many digits.
  return c->AtPlace(
      SyntaxErrorKind::kSyntaxError, token.span.line, 0, token.span.end_line, 0,
      absl::StrFormat(
          "Exceeds the limit (%d digits) for integer string conversion: value "
          "has %d digits; use sys.set_int_max_str_digits() to increase the "
          "limit - Consider hexadecimal for huge integer literals to avoid "
          "decimal conversion limits.",
          c->context()->max_int_digits, digits));
}
ACTION(check_strings) {
  StringFault fault;
  const Expr* value = ConcatenateStrings(
      absl::MakeConstSpan(&c->token(A.begin), A.end - A.begin),
      c->stream().buffer, c->context(), /*diagnose=*/true, &fault);
  if (value != nullptr) return Verdict::kMatch;
  switch (fault.place) {
    case StringFault::Place::kToken:
      return c->AtSpan(fault.token->span, fault.message);
    case StringFault::Place::kComplete:
      return c->Complete(fault.error);
    default:
      return c->AtLastToken(fault.message);
  }
}

bool IsImaginary(const TokenRange& range, Complaints* c) {
  const Token& token = c->token(range.begin);
  return (c->stream().buffer.text[token.end - 1] | 0x20) == 'j';
}
ACTION(ensure_real) {
  if (!IsImaginary(A, c)) return Verdict::kMatch;
  return c->AtToken(A.begin, "real number required in complex literal");
}
ACTION(ensure_imaginary) {
  if (IsImaginary(A, c)) return Verdict::kMatch;
  return c->AtToken(A.begin, "imaginary number required in complex literal");
}

#undef ACTION
#undef A
#undef B
#undef TREE

struct NamedAction {
  absl::string_view name;
  Action action;
};

#define ROW(name) {#name, name}
constexpr NamedAction kActions[] = {
    ROW(annotated_container),
    ROW(annotated_tuple),
    ROW(illegal_annotation),
    ROW(invalid_assign_target),
    ROW(invalid_with_target),
    ROW(invalid_del_target),
    ROW(invalid_for_target),
    ROW(assign_to_yield),
    ROW(illegal_augmented),
    ROW(trailing_import_comma),
    ROW(expected_colon),
    ROW(expected_block),
    ROW(block_after_statement),
    ROW(block_after_except_star),
    ROW(block_after_class),
    ROW(block_after_function),
    ROW(expected_except),
    ROW(mixed_except),
    ROW(mixed_except_star),
    ROW(unparenthesized_except),
    ROW(expected_exception_types),
    ROW(plain_after_default),
    ROW(parenthesized_params),
    ROW(parenthesized_lambda_params),
    ROW(slash_first),
    ROW(slash_twice),
    ROW(slash_after_star),
    ROW(slash_star),
    ROW(expected_default),
    ROW(bare_star),
    ROW(lambda_bare_star),
    ROW(star_default),
    ROW(star_twice),
    ROW(double_star_default),
    ROW(after_double_star),
    ROW(underscore_target),
    ROW(invalid_pattern_target),
    ROW(positional_after_keyword_pattern),
    ROW(forgot_comma),
    ROW(expected_else),
    ROW(legacy_statement),
    ROW(invalid_walrus_target),
    ROW(maybe_equality_or_walrus),
    ROW(maybe_equality_or_walrus_range),
    ROW(maybe_equality),
    ROW(starred_group),
    ROW(double_starred_group),
    ROW(starred_value),
    ROW(missing_value),
    ROW(missing_colon),
    ROW(starred_comprehension),
    ROW(bare_comprehension_tuple),
    ROW(bare_comprehension_comma),
    ROW(double_starred_comprehension),
    ROW(star_after_double_star),
    ROW(bare_generator),
    ROW(bare_generator_last),
    ROW(bare_generator_target),
    ROW(positional_after_keyword),
    ROW(assign_to_constant),
    ROW(assignment_in_call),
    ROW(check_number),
    ROW(check_strings),
    ROW(ensure_real),
    ROW(ensure_imaginary),
};
#undef ROW

}  // namespace

Action FindDiagnosisAction(absl::string_view name) {
  for (const NamedAction& row : kActions) {
    if (row.name == name) return row.action;
  }
  return nullptr;
}

}  // namespace pyjit::internal
