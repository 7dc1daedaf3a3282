#include "frontend/diagnosis_machine.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace pyjit::internal {

using Kind = GrammarItem::Kind;
using Times = GrammarItem::Times;

bool DiagnosisMachine::See(size_t i) {
  if (i < complaints_->tokens_seen()) return true;
  complaints_->set_tokens_seen(i + 1);
  if (complaints_->token(i).kind != TokenKind::kError) return true;
  const TokenStream& stream = complaints_->stream();
  switch (stream.fault) {
    case LexFault::kMessage:
    case LexFault::kLayout:
      complaints_->Complete(stream.error);
      break;
    default:
      if (stream.open_brackets.empty()) {
        complaints_->AtLastToken("unexpected EOF while parsing");
      } else {
        complaints_->UnclosedBracket();
      }
  }
  return false;
}

uint64_t DiagnosisMachine::MemoKey(uint16_t rule, size_t start) const {
  const bool flag = looking_ && !grammar_.rules[rule].shared_memo;
  return (uint64_t{start} << 17) | (uint64_t{rule} << 1) | (flag ? 1 : 0);
}

bool DiagnosisMachine::Enter(uint16_t index, size_t start, Result* result) {
  const GrammarRule& rule = grammar_.rules[index];
  if (rule.invalid && !looking_) {
    *result = {false, start};
    return true;
  }
  const auto kind = static_cast<size_t>(complaints_->token(start).kind);
  if (!rule.may_be_empty && !rule.first[kind]) {
    *result = {false, start};
    return true;
  }
  if (!rule.anonymous) {
    const auto& memo = rule.lasting_memo ? lasting_memo_ : memo_;
    const auto found = memo.find(MemoKey(index, start));
    if (found != memo.end()) {
      *result = {found->second >= 0, found->second >= 0
                                         ? static_cast<size_t>(found->second)
                                         : start};
      return true;
    }
  }
  if (frames_.size() >= kMaxDepth) {
    too_deep_ = true;
    *result = {false, start};
    return true;
  }
  Frame frame;
  frame.rule = index;
  frame.start = start;
  frame.pos = start;
  frame.was_looking = looking_;
  if (rule.without_invalid) looking_ = false;
  frames_.push_back(frame);
  return false;
}

void DiagnosisMachine::Return(bool matched, size_t end) {
  const Frame& frame = frames_.back();
  const GrammarRule& rule = grammar_.rules[frame.rule];
  if (rule.without_invalid) looking_ = frame.was_looking;
  if (rule.ends_statement && matched) memo_.clear();
  if (!rule.anonymous) {
    auto& memo = rule.lasting_memo ? lasting_memo_ : memo_;
    memo[MemoKey(frame.rule, frame.start)] =
        matched ? static_cast<int64_t>(end) : -1;
  }
  returned_ = {matched, end};
  returning_ = true;
  frames_.pop_back();
}

void DiagnosisMachine::NextAlternative(Frame* frame) {
  const GrammarRule& rule = grammar_.rules[frame->rule];
  if (frame->cut || frame->alternative + 1u >= rule.alternatives.size()) {
    Return(false, frame->start);
    return;
  }
  ++frame->alternative;
  frame->item = 0;
  frame->count = 0;
  frame->pos = frame->start;
  frame->captures[0] = frame->captures[1] = {};
}

// `item` of the alternative under way has matched or not.
void DiagnosisMachine::Complete(Frame* frame, const GrammarItem& item,
                                Result result) {
  const auto keep = [&] {
    if (item.capture < 0) return;
    TokenRange& capture = frame->captures[item.capture];
    if (frame->count == 0) capture.begin = frame->pos;
    capture.end = result.end;
  };
  switch (item.times) {
    case Times::kOnce:
      if (!result.matched) return NextAlternative(frame);
      keep();
      frame->pos = result.end;
      break;
    case Times::kOptional:
      if (result.matched) {
        keep();
        frame->pos = result.end;
      }
      break;
    case Times::kAny:
    case Times::kSome:
      if (result.matched && result.end > frame->pos) {
        keep();
        frame->pos = result.end;
        ++frame->count;
        return;  // the same item again
      }
      if (item.times == Times::kSome && frame->count == 0) {
        return NextAlternative(frame);
      }
      break;
    case Times::kAhead:
      if (!result.matched) return NextAlternative(frame);
      break;
    case Times::kNotAhead:
      if (result.matched) return NextAlternative(frame);
      break;
  }
  frame->count = 0;
  ++frame->item;
}

DiagnosisMachine::Outcome DiagnosisMachine::Run(uint16_t rule, size_t first) {
  Result result;
  if (!See(first)) return Outcome::kRaised;
  if (Enter(rule, first, &result)) return Outcome::kFailed;
  while (!frames_.empty()) {
    if (too_deep_) return Outcome::kTooDeep;
    Frame& frame = frames_.back();
    const GrammarAlternative& alternative =
        grammar_.rules[frame.rule].alternatives[frame.alternative];
    if (returning_) {
      returning_ = false;
      Complete(&frame, alternative.items[frame.item], returned_);
      continue;
    }
    if (frame.item == alternative.items.size()) {
      Verdict verdict = Verdict::kMatch;
      if (alternative.action != nullptr) {
        Match match;
        match.whole = {frame.start, frame.pos};
        match.captures[0] = frame.captures[0];
        match.captures[1] = frame.captures[1];
        verdict = alternative.action(match, complaints_);
      }
      if (verdict == Verdict::kRaised) return Outcome::kRaised;
      Return(verdict == Verdict::kMatch, frame.pos);
      continue;
    }
    const GrammarItem& item = alternative.items[frame.item];
    if (item.kind == Kind::kCut) {
      frame.cut = true;
      ++frame.item;
      continue;
    }
    if (!See(frame.pos)) return Outcome::kRaised;
    if (item.kind == Kind::kRule) {
      if (Enter(item.rule, frame.pos, &result)) Complete(&frame, item, result);
      continue;
    }
    const Token& token = complaints_->token(frame.pos);
    bool matched = false;
    switch (item.kind) {
      case Kind::kToken:
        matched = token.kind == item.token;
        break;
      case Kind::kForced:
        matched = token.kind == item.token;
        if (!matched) {
          complaints_->AtToken(
              frame.pos,
              absl::StrCat("expected '", TokenText(item.token), "'"));
          return Outcome::kRaised;
        }
        break;
      case Kind::kSoftKeyword:
        matched = token.kind == TokenKind::kName && token.symbol == item.symbol;
        break;
      default:
        // CPython takes any beginning of a soft keyword for one here: after
        // `c` or `mat` it does not ask for a comma either.
        matched = false;
        if (token.kind == TokenKind::kName) {
          const absl::string_view name =
              (*complaints_->context()->symbols)[token.symbol].text;
          matched = name == "_" || absl::StartsWith("case", name) ||
                    absl::StartsWith("match", name);
        }
    }
    Complete(&frame, item, {matched, frame.pos + 1});
  }
  return returned_.matched ? Outcome::kMatched : Outcome::kFailed;
}

}  // namespace pyjit::internal
