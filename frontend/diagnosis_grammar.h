#ifndef PYJIT_FRONTEND_DIAGNOSIS_GRAMMAR_H_
#define PYJIT_FRONTEND_DIAGNOSIS_GRAMMAR_H_

// The grammar that explains syntax errors: Python's, with a rule for each
// mistake that has a message of its own ("invalid_..."). It is kept as text in
// diagnosis_grammar.cc and compiled to tables when first needed.

#include <bitset>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "frontend/token.h"

namespace pyjit::internal {

struct Match;
class Complaints;

// What an action says about a completed alternative.
enum class Verdict : uint8_t {
  kMatch,   // the alternative stands
  kFail,    // the whole rule fails
  kRaised,  // an error has been recorded; stop
};
using Action = Verdict (*)(const Match& match, Complaints* complaints);

struct GrammarItem {
  enum class Kind : uint8_t {
    kToken,
    kSoftKeyword,
    kAnySoftKeyword,
    kRule,
    kCut,
    kForced
  };
  enum class Times : uint8_t {
    kOnce,
    kOptional,
    kAny,
    kSome,
    kAhead,
    kNotAhead
  };
  Kind kind = Kind::kToken;
  Times times = Times::kOnce;
  TokenKind token = TokenKind::kError;  // kToken and kForced
  int8_t capture = -1;                  // slot the match is kept in
  uint16_t rule = 0;                    // kRule
  uint32_t symbol = 0;                  // kSoftKeyword
};

struct GrammarAlternative {
  std::vector<GrammarItem> items;
  Action action = nullptr;
};

struct GrammarRule {
  std::string name;
  std::vector<GrammarAlternative> alternatives;
  bool invalid = false;  // tried only when looking for mistakes
  // Inside it no mistakes are looked for.
  bool without_invalid = false;
  // Remembered whether or not mistakes were looked for at the time, as CPython
  // does; it decides which of two mistakes is found first.
  bool shared_memo = false;
  // Remembered for good, not only within a statement.
  bool lasting_memo = false;
  bool anonymous = false;
  // After it, what was remembered for its statement is forgotten.
  bool ends_statement = false;
  // Tokens it can begin with; with any other it is not even tried.
  std::bitset<kTokenKindCount> first;
  bool may_be_empty = false;
};

struct Grammar {
  std::vector<GrammarRule> rules;

  uint16_t RuleIndex(absl::string_view name) const;
};

const Grammar& DiagnosisGrammar();

}  // namespace pyjit::internal

#endif  // PYJIT_FRONTEND_DIAGNOSIS_GRAMMAR_H_
