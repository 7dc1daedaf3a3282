#include <algorithm>
#include <climits>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "frontend/compiler/compiler.h"

// The match statement. A pattern tests its subject, which stays in its register, and
// jumps away if it does not match; what it captures is stored only when all of it
// has matched.

namespace pyjit::compiler {

using ast::As;

namespace {

bool IsWildcard(const ast::Pattern* p) {
  const auto* as = ast::DynCast<ast::MatchAs>(p);
  return as != nullptr && as->pattern == nullptr && as->name.empty();
}

bool IsWildcardStar(const ast::Pattern* p) {
  const auto* star = ast::DynCast<ast::MatchStar>(p);
  return star != nullptr && star->name.empty();
}

// Equal for keys that are equal as Python's values: 1, 1.0 and True are.
std::string MappingKey(const Const& c) {
  switch (c.kind) {
    case ConstKind::kFalse:
      return "0";
    case ConstKind::kTrue:
      return "1";
    case ConstKind::kInt:
      return absl::StrCat(c.int_value);
    case ConstKind::kComplex:
      if (c.imag != 0) return ConstKey(c);
      [[fallthrough]];
    case ConstKind::kFloat:
      if (c.real >= -1e18 && c.real <= 1e18 &&
          static_cast<double>(static_cast<int64_t>(c.real)) == c.real) {
        return absl::StrCat(static_cast<int64_t>(c.real));
      }
      return ConstKey(c);
    default:
      return ConstKey(c);
  }
}

}  // namespace

void Compiler::MatchStatement(const ast::Match& s) {
  TempMark mark(this);
  const Reg subject = code_->NewTemp();
  Into(s.subject, subject);
  const Label end = code_->NewLabel();
  for (size_t i = 0; i < s.cases.size() && !failed_; ++i) {
    const ast::MatchCase& c = *s.cases[i];
    TempMark inner(this);
    const Label next = code_->NewLabel();
    Captures captures;
    captures.allow_irrefutable = c.guard != nullptr || i + 1 == s.cases.size();
    if (IsWildcard(c.pattern)) code_->Emit(Op::kNOP, 0, 0, 0, c.pattern->span);
    Pattern(c.pattern, subject, next, &captures);
    for (const auto& [name, reg] : captures.stores) {
      if (!failed_) StoreName(name, reg, c.pattern->span);
    }
    if (failed_) return;
    if (c.guard != nullptr) JumpIf(c.guard, next, false, c.guard->span);
    Body(c.body);
    JumpToEnd(end, c.body, code_->last_span());
    code_->Bind(next);
    if (AtTail() && i + 1 == s.cases.size()) {
      ReturnNone(c.guard != nullptr ? c.guard->span : c.pattern->span);
    }
  }
  code_->Bind(end);
}

bool Compiler::Capture(absl::string_view name, Reg value, const SourceSpan& span,
                       Captures* captures) {
  if (Forbidden(name, span, ast::ExprContext::kStore)) return false;
  for (const auto& [other, reg] : captures->stores) {
    if (other != name) continue;
    // CPython has it where it stands: at the pattern last looked at.
    Fail(pattern_span_,
         absl::StrCat("multiple assignments to name '", name, "' in pattern"));
    return false;
  }
  captures->stores.emplace_back(name, value);
  return true;
}

void Compiler::Pattern(const ast::Pattern* p, Reg subject, Label fail,
                       Captures* captures) {
  ++depth_;
  if (!TooDeep()) PatternNode(p, subject, fail, captures);
  --depth_;
}

// A part of a pattern may match anything.
void Compiler::Subpattern(const ast::Pattern* p, Reg subject, Label fail,
                          Captures* captures) {
  const bool allow = captures->allow_irrefutable;
  captures->allow_irrefutable = true;
  Pattern(p, subject, fail, captures);
  captures->allow_irrefutable = allow;
}

void Compiler::PatternNode(const ast::Pattern* p, Reg subject, Label fail,
                           Captures* captures) {
  pattern_span_ = p->span;
  switch (p->kind) {
    case ast::PatternKind::kMatchValue: {
      const ast::Expr* value = As<ast::MatchValue>(*p).value;
      const Const* c = folder_.Fold(value);
      if (c == nullptr && value->kind != ast::ExprKind::kAttribute) {
        return Fail(p->span,
                    "patterns may only match literals and attribute lookups");
      }
      code_->JumpOp(Op::kJUMP_EQ, subject, Operand(value), fail, 0, p->span);
      return;
    }
    case ast::PatternKind::kMatchSingleton: {
      const auto value = As<ast::MatchSingleton>(*p).value;
      if (value == ast::ConstantKind::kNone) {
        code_->JumpOp(Op::kJUMP_NONE, subject, 0, fail, 0, p->span);
        return;
      }
      const Const* c = maker_.Simple(value == ast::ConstantKind::kTrue
                                         ? ConstKind::kTrue
                                         : ConstKind::kFalse);
      code_->JumpOp(Op::kJUMP_IS, subject, ConstOperand(c, p->span, kNoReg), fail,
                    0, p->span);
      return;
    }
    case ast::PatternKind::kMatchSequence:
      return SequencePattern(As<ast::MatchSequence>(*p), subject, fail, captures);
    case ast::PatternKind::kMatchMapping:
      return MappingPattern(As<ast::MatchMapping>(*p), subject, fail, captures);
    case ast::PatternKind::kMatchClass:
      return ClassPattern(As<ast::MatchClass>(*p), subject, fail, captures);
    case ast::PatternKind::kMatchStar: {
      const auto& star = As<ast::MatchStar>(*p);
      if (!star.name.empty()) Capture(star.name, subject, p->span, captures);
      return;
    }
    case ast::PatternKind::kMatchAs: {
      const auto& as = As<ast::MatchAs>(*p);
      if (as.pattern == nullptr && !captures->allow_irrefutable) {
        return Fail(p->span,
                    as.name.empty()
                        ? "wildcard makes remaining patterns unreachable"
                        : absl::StrCat("name capture '", as.name,
                                       "' makes remaining patterns unreachable"));
      }
      if (as.pattern != nullptr) Pattern(as.pattern, subject, fail, captures);
      if (!failed_ && !as.name.empty()) {
        Capture(as.name, subject, p->span, captures);
      }
      return;
    }
    case ast::PatternKind::kMatchOr:
      return OrPattern(As<ast::MatchOr>(*p), subject, fail, captures);
  }
}

// ---- [a, *b] ----

// The length of the subject against what the pattern has.
void Compiler::LengthTest(Op op, Reg subject, size_t length, Label fail,
                          const SourceSpan& span) {
  const Reg n = code_->NewTemp();
  code_->Emit(Op::kMATCH_LENGTH, n, subject, 0, span);
  if (length <= INT16_MAX) {
    const Op immediate = op == Op::kJUMP_EQ ? Op::kJUMP_EQ_I : Op::kJUMP_GE_I;
    code_->JumpOp(immediate, n, static_cast<int32_t>(length), fail, 0, span);
    return;
  }
  const Const* c = maker_.Int(static_cast<int64_t>(length));
  code_->JumpOp(op, n, ConstOperand(c, span, kNoReg), fail, 0, span);
}

void Compiler::SequencePattern(const ast::MatchSequence& p, Reg subject,
                               Label fail, Captures* captures) {
  const size_t size = p.patterns.size();
  size_t star = size;
  bool only_wildcard = true, star_wildcard = false;
  for (size_t i = 0; i < size; ++i) {
    const ast::Pattern* part = p.patterns[i];
    if (part->kind == ast::PatternKind::kMatchStar) {
      if (star < size) {
        return Fail(p.span, "multiple starred names in sequence pattern");
      }
      star = i;
      star_wildcard = IsWildcardStar(part);
      only_wildcard = only_wildcard && star_wildcard;
      continue;
    }
    only_wildcard = only_wildcard && IsWildcard(part);
  }
  const Reg is_sequence = code_->NewTemp();
  code_->Emit(Op::kMATCH_SEQUENCE, is_sequence, subject, 0, p.span);
  code_->JumpOp(Op::kJUMP_IF, is_sequence, 0, fail, 0, p.span);
  if (star == size) {
    LengthTest(Op::kJUMP_EQ, subject, size, fail, p.span);
  } else if (size > 1) {
    LengthTest(Op::kJUMP_GE, subject, size - 1, fail, p.span);
  }
  if (only_wildcard) return;
  if (star < size && star_wildcard) {
    // Only what is asked for is taken out.
    for (size_t i = 0; i < size && !failed_; ++i) {
      if (i == star || IsWildcard(p.patterns[i])) continue;
      const Reg item = code_->NewTemp();
      const int64_t index = i < star ? static_cast<int64_t>(i)
                                     : static_cast<int64_t>(i) -
                                           static_cast<int64_t>(size);
      if (i < star) {
        code_->Emit(Op::kGET_ITEM_I, item, subject,
                    static_cast<int32_t>(index) & 0xFFFF, p.span);
      } else {
        const Reg n = code_->NewTemp();
        code_->Emit(Op::kMATCH_LENGTH, n, subject, 0, p.span);
        code_->Emit(Op::kSUB_I, n, n, static_cast<int32_t>(-index) & 0xFFFF,
                    p.span);
        code_->Emit(Op::kGET_ITEM, item, subject, n, p.span);
      }
      Subpattern(p.patterns[i], item, fail, captures);
    }
    return;
  }
  const Reg run = code_->next_temp();
  code_->SetNextTemp(run + static_cast<Reg>(size));
  if (star == size) {
    code_->Emit(Op::kUNPACK, run, subject, static_cast<int32_t>(size), p.span);
  } else if (code_->reachable()) {
    code_->EmitWide(Op::kUNPACK_EX, run, subject, static_cast<int32_t>(star),
                    static_cast<int32_t>(size - star - 1), p.span);
  }
  for (size_t i = 0; i < size && !failed_; ++i) {
    Subpattern(p.patterns[i], run + static_cast<Reg>(i), fail, captures);
  }
}

// ---- {key: a, **rest} ----

void Compiler::MappingPattern(const ast::MatchMapping& p, Reg subject, Label fail,
                              Captures* captures) {
  const size_t size = p.keys.size();
  const Reg test = code_->NewTemp();
  code_->Emit(Op::kMATCH_MAPPING, test, subject, 0, p.span);
  code_->JumpOp(Op::kJUMP_IF, test, 0, fail, 0, p.span);
  if (size == 0 && p.rest.empty()) return;
  if (size > 0) LengthTest(Op::kJUMP_GE, subject, size, fail, p.span);
  const Reg keys = code_->NewTemp();
  std::vector<const Const*> constants;
  absl::flat_hash_set<std::string> seen;
  for (const ast::Expr* key : p.keys) {
    const Const* c = folder_.Fold(key);
    if (c != nullptr) {
      if (!seen.insert(MappingKey(*c)).second) {
        return Fail(p.span, absl::StrCat("mapping pattern checks duplicate key (",
                                         ConstText(*c), ")"));
      }
      constants.push_back(c);
    } else if (key->kind != ast::ExprKind::kAttribute) {
      return Fail(p.span,
                  "mapping pattern keys may only match literals and attribute "
                  "lookups");
    }
  }
  if (constants.size() == size) {
    LoadConst(maker_.Sequence(ConstKind::kTuple, std::move(constants)), keys,
              p.span);
  } else {
    ListInto(Op::kBUILD_TUPLE, p.keys, keys, p.span);
  }
  const Reg values = code_->NewTemp();
  code_->Emit(Op::kMATCH_KEYS, values, subject, keys, p.span);
  code_->JumpOp(Op::kJUMP_NONE, values, 0, fail, 1, p.span);
  const Reg run = code_->next_temp();
  code_->SetNextTemp(run + static_cast<Reg>(size));
  code_->Emit(Op::kUNPACK, run, values, static_cast<int32_t>(size), p.span);
  for (size_t i = 0; i < size && !failed_; ++i) {
    Subpattern(p.patterns[i], run + static_cast<Reg>(i), fail, captures);
  }
  if (!failed_ && !p.rest.empty()) {
    const Reg rest = code_->NewTemp();
    code_->Emit(Op::kMATCH_REST, rest, subject, keys, p.span);
    Capture(p.rest, rest, p.span, captures);
  }
}

// ---- cls(a, name=b) ----

void Compiler::ClassPattern(const ast::MatchClass& p, Reg subject, Label fail,
                            Captures* captures) {
  const size_t positional = p.patterns.size();
  const size_t size = positional + p.kwd_attrs.size();
  std::vector<const Const*> names;
  for (size_t i = 0; i < p.kwd_attrs.size(); ++i) {
    const absl::string_view name = p.kwd_attrs[i];
    const SourceSpan& span = p.kwd_patterns[i]->span;
    if (Forbidden(name, span, ast::ExprContext::kStore)) return;
    for (size_t k = i + 1; k < p.kwd_attrs.size(); ++k) {
      if (p.kwd_attrs[k] != name) continue;
      return Fail(p.kwd_patterns[k]->span,
                  absl::StrCat("attribute name repeated in class pattern: ",
                               name));
    }
    names.push_back(maker_.Str(MangleHere(name)));
  }
  const Reg run = code_->next_temp();
  code_->SetNextTemp(run + 3);
  Into(p.cls, run + 1);
  Move(run, subject, p.span);
  LoadConst(maker_.Sequence(ConstKind::kTuple, std::move(names)), run + 2,
            p.span);
  const Reg values = code_->NewTemp();
  code_->Emit(Op::kMATCH_CLASS, values, run, static_cast<int32_t>(positional),
              p.span);
  code_->JumpOp(Op::kJUMP_NONE, values, 0, fail, 1, p.span);
  const Reg parts = code_->next_temp();
  code_->SetNextTemp(parts + static_cast<Reg>(size));
  code_->Emit(Op::kUNPACK, parts, values, static_cast<int32_t>(size), p.span);
  for (size_t i = 0; i < size && !failed_; ++i) {
    const ast::Pattern* part =
        i < positional ? p.patterns[i] : p.kwd_patterns[i - positional];
    if (IsWildcard(part)) continue;
    Subpattern(part, parts + static_cast<Reg>(i), fail, captures);
  }
}

// ---- a | b ----

void Compiler::OrPattern(const ast::MatchOr& p, Reg subject, Label fail,
                         Captures* captures) {
  const size_t size = p.patterns.size();
  const Label matched = code_->NewLabel();
  // What each alternative captures ends up in these.
  std::vector<std::pair<absl::string_view, Reg>> common;
  for (size_t i = 0; i < size && !failed_; ++i) {
    const bool last = i + 1 == size;
    const Label next = last ? fail : code_->NewLabel();
    Captures own;
    own.allow_irrefutable = last && captures->allow_irrefutable;
    Pattern(p.patterns[i], subject, next, &own);
    if (failed_) return;
    if (i == 0) {
      for (const auto& [name, reg] : own.stores) {
        common.emplace_back(name, code_->NewTemp());
      }
    }
    bool same = own.stores.size() == common.size();
    for (const auto& [name, to] : common) {
      auto it = std::find_if(own.stores.begin(), own.stores.end(),
                             [&](const auto& store) { return store.first == name; });
      if (it == own.stores.end()) {
        same = false;
        break;
      }
      Move(to, it->second, p.span);
    }
    if (!same) {
      return Fail(pattern_span_, "alternative patterns bind different names");
    }
    if (!last) {
      code_->Jump(matched, p.span);
      code_->Bind(next);
    }
  }
  code_->Bind(matched);
  for (const auto& [name, reg] : common) {
    if (!failed_) Capture(name, reg, p.span, captures);
  }
}

}  // namespace pyjit::compiler
