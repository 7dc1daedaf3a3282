// Type comments (PEP 484): where they may stand, and the signatures in them.

#include <algorithm>

#include "frontend/parser_internal.h"

namespace pyjit::internal {

using ast::Expr;
using TK = TokenKind;

absl::string_view Parser::TypeCommentBefore(const Token* at) {
  const std::vector<TypeComment>& comments = stream_->type_comments;
  if (comments.empty()) return "";
  const auto index = static_cast<uint32_t>(at - first_);
  auto it = std::lower_bound(
      comments.begin(), comments.end(), index,
      [](const TypeComment& comment, uint32_t i) { return comment.before < i; });
  for (; it != comments.end() && it->before == index; ++it) {
    if (it->ignore) continue;
    taken_comments_.push_back(static_cast<size_t>(it - comments.begin()));
    return it->text;
  }
  return "";
}

absl::string_view Parser::FunctionTypeComment() {
  const absl::string_view behind = TypeCommentBefore(cur_);
  if (!At(TK::kNewline) || kind(1) != TK::kIndent) return behind;
  const absl::string_view below = TypeCommentBefore(cur_ + 1);
  if (behind.empty()) return below;
  if (!below.empty() && context_->feature_error.empty()) {
    context_->feature_error = "Cannot have two type comments on def";
    context_->feature_span = cur_->span;
  }
  return behind;
}

void Parser::CheckTypeComments() {
  const std::vector<TypeComment>& comments = stream_->type_comments;
  if (comments.empty() || !context_->feature_error.empty()) return;
  std::sort(taken_comments_.begin(), taken_comments_.end());
  for (size_t i = 0; i < comments.size(); ++i) {
    if (comments[i].ignore ||
        std::binary_search(taken_comments_.begin(), taken_comments_.end(), i)) {
      continue;
    }
    context_->feature_error = "invalid syntax";
    context_->feature_span = comments[i].span;
    return;
  }
}

// (int, *str, **Any) -> float
ast::Module* Parser::FunctionType() {
  if (!Accept(TK::kLeftParen)) return nullptr;
  ListBuilder<Expr> types(context_);
  int stars = 0;  // those of the last one
  while (!At(TK::kRightParen) || stars > 0 || types.size() > 0) {
    const int now = At(TK::kStar) ? 1 : At(TK::kDoubleStar) ? 2 : 0;
    if (stars > 0 && now <= stars) return nullptr;
    if (now > 0) ++cur_;
    stars = now;
    Expr* type = Expression();
    if (type == nullptr) return nullptr;
    types.Add(type);
    if (!Accept(TK::kComma)) break;
  }
  if (!Accept(TK::kRightParen) || !Accept(TK::kArrow)) return nullptr;
  Expr* returns = Expression();
  if (returns == nullptr) return nullptr;
  while (Accept(TK::kNewline)) {
  }
  if (!At(TK::kEndMarker)) return nullptr;
  auto* module = New<ast::Module>();
  module->mode = ast::Mode::kFuncType;
  module->argtypes = types.Finish();
  module->expression = returns;
  return module;
}

}  // namespace pyjit::internal
