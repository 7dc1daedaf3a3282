#include "frontend/diagnosis_grammar.h"

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/made_once.h"
#include "frontend/diagnosis_actions.h"
#include "frontend/symbol_table.h"

namespace pyjit::internal {
namespace {

#include "frontend/diagnosis_rules.inc"

// Rules whose results CPython remembers across its switch between looking and
// not looking for mistakes.
constexpr absl::string_view kSharedMemo[] = {
    "block",       "simple_stmt", "expression",    "star_expression",
    "disjunction", "conjunction", "inversion",     "bitwise_or",
    "bitwise_xor", "bitwise_and", "shift_expr",    "sum",
    "term",        "factor",      "await_primary", "primary",
    "strings",     "arguments",   "star_target",   "target_with_star_atom",
    "t_primary",   "del_target"};

constexpr absl::string_view kLastingMemo[] = {
    "block",         "statement",        "else_block",   "elif_stmt",
    "finally_block", "except_block",     "if_stmt",      "except_star_block",
    "case_block",    "function_def_raw", "class_def_raw"};

template <size_t n>
bool IsIn(const absl::string_view (&names)[n], absl::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

// Compiles the text of the rules. The text is part of the program, so a
// mistake in it ends the process.
class GrammarCompiler {
 public:
  explicit GrammarCompiler(Grammar* grammar) : grammar_(grammar) {
#define PYJIT_OP(Name, text) tokens_[text] = TokenKind::k##Name;
#define PYJIT_KEYWORD(Name, text) tokens_[text] = TokenKind::k##Name;
#include "frontend/tokens.def"
    tokens_["NAME"] = TokenKind::kName;
    tokens_["NUMBER"] = TokenKind::kNumber;
    tokens_["STRING"] = TokenKind::kString;
    tokens_["NEWLINE"] = TokenKind::kNewline;
    tokens_["INDENT"] = TokenKind::kIndent;
    tokens_["DEDENT"] = TokenKind::kDedent;
    tokens_["ENDMARKER"] = TokenKind::kEndMarker;
  }

  void Compile(absl::string_view text) {
    text_ = text;
    SkipSpace();
    while (!text_.empty()) {
      const std::string name(Word());
      Expect(':');
      const uint16_t rule = Find(name);
      std::vector<GrammarAlternative> alternatives = Alternatives();
      grammar_->rules[rule].alternatives = std::move(alternatives);
    }
  }

  // After all texts: every rule that is used has been given. Finds out what
  // each can begin with.
  void Finish() {
    for (const GrammarRule& rule : grammar_->rules) {
      if (rule.alternatives.empty()) std::abort();
    }
    bool changed = true;
    while (changed) {
      changed = false;
      for (GrammarRule& rule : grammar_->rules) changed |= UpdateFirst(&rule);
    }
  }

 private:
  // One step towards the fixed point; whether anything has been added.
  bool UpdateFirst(GrammarRule* rule) {
    using Kind = GrammarItem::Kind;
    using Times = GrammarItem::Times;
    const auto before = rule->first;
    const bool was_empty = rule->may_be_empty;
    for (const GrammarAlternative& alternative : rule->alternatives) {
      bool empty = true;  // so far
      for (const GrammarItem& item : alternative.items) {
        // What is looked for ahead comes again in the items that follow.
        if (item.kind == Kind::kCut || item.times == Times::kAhead ||
            item.times == Times::kNotAhead) {
          continue;
        }
        bool item_empty =
            item.times == Times::kOptional || item.times == Times::kAny;
        switch (item.kind) {
          case Kind::kToken:
            rule->first.set(static_cast<size_t>(item.token));
            break;
          case Kind::kSoftKeyword:
          case Kind::kAnySoftKeyword:
            rule->first.set(static_cast<size_t>(TokenKind::kName));
            break;
          case Kind::kRule:
            rule->first |= grammar_->rules[item.rule].first;
            item_empty |= grammar_->rules[item.rule].may_be_empty;
            break;
          default:  // a forced token complains about any other
            rule->first.set();
        }
        if (!item_empty) {
          empty = false;
          break;
        }
      }
      rule->may_be_empty |= empty;
    }
    return rule->first != before || rule->may_be_empty != was_empty;
  }

  void SkipSpace() {
    while (!text_.empty() && absl::ascii_isspace(text_[0])) {
      text_.remove_prefix(1);
    }
  }
  bool Accept(char c) {
    if (text_.empty() || text_[0] != c) return false;
    text_.remove_prefix(1);
    SkipSpace();
    return true;
  }
  void Expect(char c) {
    if (!Accept(c)) std::abort();
  }
  // A name; the space behind it is skipped unless a suffix may follow.
  absl::string_view Word() {
    size_t n = 0;
    while (n < text_.size() &&
           (absl::ascii_isalnum(text_[n]) || text_[n] == '_')) {
      ++n;
    }
    if (n == 0) std::abort();
    const absl::string_view word = text_.substr(0, n);
    text_.remove_prefix(n);
    return word;
  }
  // Whether a new rule (`name:`) begins here.
  bool AtRule() const {
    size_t n = 0;
    while (n < text_.size() &&
           (absl::ascii_isalnum(text_[n]) || text_[n] == '_')) {
      ++n;
    }
    return n > 0 && n < text_.size() && text_[n] == ':';
  }

  uint16_t Find(absl::string_view name) {
    const auto found = indices_.find(name);
    if (found != indices_.end()) return found->second;
    const uint16_t index = Add(name);
    indices_[std::string(name)] = index;
    GrammarRule& rule = grammar_->rules[index];
    rule.invalid = absl::StartsWith(name, "invalid_");
    rule.without_invalid = name == "expression_without_invalid";
    rule.shared_memo = IsIn(kSharedMemo, name);
    rule.lasting_memo = IsIn(kLastingMemo, name);
    rule.ends_statement = name == "simple_stmts";
    return index;
  }
  uint16_t Add(absl::string_view name) {
    grammar_->rules.emplace_back();
    grammar_->rules.back().name = std::string(name);
    return static_cast<uint16_t>(grammar_->rules.size() - 1);
  }
  uint16_t AddAnonymous(std::vector<GrammarAlternative> alternatives) {
    const uint16_t index = Add("");
    grammar_->rules[index].anonymous = true;
    grammar_->rules[index].alternatives = std::move(alternatives);
    return index;
  }

  std::vector<GrammarAlternative> Alternatives() {
    std::vector<GrammarAlternative> alternatives;
    do {
      GrammarAlternative alternative;
      while (!text_.empty() && text_[0] != '|' && text_[0] != ')' &&
             !AtRule()) {
        if (Accept('{')) {
          alternative.action = FindDiagnosisAction(Word());
          if (alternative.action == nullptr) std::abort();
          Expect('}');
        } else {
          alternative.items.push_back(Item());
        }
      }
      alternatives.push_back(std::move(alternative));
    } while (Accept('|'));
    return alternatives;
  }

  GrammarItem Item() {
    using Kind = GrammarItem::Kind;
    using Times = GrammarItem::Times;
    if (Accept('~')) {
      GrammarItem cut;
      cut.kind = Kind::kCut;
      return cut;
    }
    int8_t capture = -1;
    if (text_.size() > 1 && text_[1] == '=' &&
        (text_[0] == 'a' || text_[0] == 'b')) {
      capture = static_cast<int8_t>(text_[0] - 'a');
      text_.remove_prefix(2);
    }
    Times times = Times::kOnce;
    bool forced = false;
    if (absl::StartsWith(text_, "&&")) {
      text_.remove_prefix(2);
      forced = true;
    } else if (Accept('&')) {
      times = Times::kAhead;
    } else if (Accept('!')) {
      times = Times::kNotAhead;
    }
    GrammarItem item = Atom();
    if (forced) item.kind = Kind::kForced;
    if (!text_.empty() && text_[0] == '.') {
      // s.x+ is x (s x)*.
      text_.remove_prefix(1);
      const GrammarItem element = Atom();
      Expect('+');
      GrammarAlternative more;
      more.items = {item, element};
      GrammarItem rest;
      rest.kind = Kind::kRule;
      rest.times = Times::kAny;
      rest.rule = AddAnonymous({more});
      GrammarAlternative list;
      list.items = {element, rest};
      GrammarItem gathered;
      gathered.kind = Kind::kRule;
      gathered.rule = AddAnonymous({list});
      gathered.capture = capture;
      return gathered;
    }
    if (Accept('?')) times = Times::kOptional;
    if (Accept('*')) times = Times::kAny;
    if (Accept('+')) times = Times::kSome;
    SkipSpace();
    item.times = times;
    item.capture = capture;
    return item;
  }

  // A token, a rule or a group, without suffix.
  GrammarItem Atom() {
    using Kind = GrammarItem::Kind;
    GrammarItem item;
    if (text_[0] == '\'' || text_[0] == '"') {
      const char quote = text_[0];
      const size_t end = text_.find(quote, 1);
      const absl::string_view word = text_.substr(1, end - 1);
      text_.remove_prefix(end + 1);
      if (quote == '\'') {
        item.kind = Kind::kToken;
        item.token = TokenNamed(word);
      } else {
        item.kind = Kind::kSoftKeyword;
        item.symbol = word == "match"  ? SymbolTable::kMatch
                      : word == "case" ? SymbolTable::kCase
                                       : SymbolTable::kUnderscore;
      }
      return item;
    }
    if (Accept('(')) {
      item.kind = Kind::kRule;
      item.rule = AddAnonymous(Alternatives());
      if (text_[0] != ')') std::abort();
      text_.remove_prefix(1);
      return item;
    }
    const absl::string_view word = Word();
    if (word == "SOFT_KEYWORD") {
      item.kind = Kind::kAnySoftKeyword;
    } else if (absl::ascii_isupper(word[0])) {
      item.kind = Kind::kToken;
      item.token = TokenNamed(word);
    } else {
      item.kind = Kind::kRule;
      item.rule = Find(word);
    }
    return item;
  }

  TokenKind TokenNamed(absl::string_view word) const {
    const auto found = tokens_.find(word);
    if (found == tokens_.end()) std::abort();
    return found->second;
  }

  Grammar* const grammar_;
  absl::string_view text_;
  absl::flat_hash_map<std::string, TokenKind> tokens_;
  absl::flat_hash_map<std::string, uint16_t> indices_;
};

std::unique_ptr<const Grammar> MakeGrammar() {
  auto grammar = std::make_unique<Grammar>();
  GrammarCompiler compiler(grammar.get());
  for (const absl::string_view text :
       {kStatementRules, kCompoundRules, kParameterRules, kPatternRules,
        kExpressionRules, kTargetRules}) {
    compiler.Compile(text);
  }
  compiler.Finish();
  return grammar;
}

}  // namespace

uint16_t Grammar::RuleIndex(absl::string_view name) const {
  for (size_t i = 0; i < rules.size(); ++i) {
    if (rules[i].name == name) return static_cast<uint16_t>(i);
  }
  return 0;
}

const Grammar& DiagnosisGrammar() {
  constinit static MadeOnce<Grammar> grammar;
  return grammar.Get(MakeGrammar);
}

}  // namespace pyjit::internal
