#include "frontend/parser_mutations.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "frontend/ast_dump.h"
#include "frontend/parser.h"

namespace pyjit {
namespace {

constexpr absl::string_view kTokens[] = {
    "(",       ")",        "[",      "]",         "{",
    "}",       ":",        ",",      ";",         "+",
    "-",       "*",        "**",     "/",         "=",
    "==",      ":=",       "->",     ".",         "...",
    "@",       "!",        "$",      "\\",        "#",
    "\"",      "'",        "\"\"\"", "f\"",       "f'{",
    "}'",      "if",       "else",   "for",       "in",
    "not",     "is",       "and",    "lambda",    "def",
    "class",   "with",     "as",     "try",       "except",
    "finally", "import",   "from",   "yield",     "await",
    "async",   "match",    "case",   "_",         "None",
    "del",     "x",        "1",      "1j",        "0x",
    "1e999",   "\n",       "\n  ",   "\t",        "\f",
    "\r",      "\xC3\xA9", "\xFF",   "\\N{DASH}", "f\"{x!r:>{w}}\"",
    "b'\\x'",  "while",    "elif",   "raise",     "pass"};

// What deep nesting is made of: something to repeat in front, something in the
// middle, something to repeat behind.
struct Nesting {
  absl::string_view before;
  absl::string_view middle;
  absl::string_view after;
};
constexpr Nesting kNestings[] = {
    {"(", "x", ")"},
    {"[", "", "]"},
    {"{1:", "2", "}"},
    {"f(", "x", ")"},
    {"x[", "1", "]"},
    {"-", "1", ""},
    {"not ", "x", ""},
    {"2**", "2", ""},
    {"await ", "x", ""},
    {"lambda: ", "x", ""},
    {"lambda x=", "1", ": x"},
    {"a if b else ", "c", ""},
    {"x + ", "y", ""},
    {"x.", "y", ""},
    {"x", "()", "()"},
    {"x and ", "y", ""},
    {"x < ", "y", ""},
    {"a = ", "b", ""},
    {"*", "a", ""},
    {"(yield ", "x", ")"},
    {"[x for x in ", "y", "]"},
    {"f'{", "x", "}'"},
    {"f'{x:", "y", "}'"},
    {"if x: pass\nel", "if x: pass", "\nelse: pass"},
    {"match x:\n case [", "a", "]: pass"},
    {"'a' ", "'b'", " 'c'"},
    {"x: ", "y", ""},
    {"@x\n", "def f(): pass", "\n"},
    {"async ", "x", ""},
    {"{**", "a", "}"},
    {"(x := ", "1", ")"},
    {"del (", "x", ")"},
    {"(", "x", ""},
    {"[(", "x", "]"},
};

}  // namespace

std::string SourceMutator::Piece() {
  const std::string& source = sources_[Below(sources_.size())];
  const size_t length = 1 + Below(Below(8) == 0 ? 20000 : 600);
  const size_t begin = Below(source.size());
  if (Below(4) == 0) return source.substr(begin, length);
  // Mostly whole lines without their common indentation, so that much of it
  // still makes sense.
  const size_t line = source.rfind('\n', begin);
  size_t at = line == std::string::npos ? 0 : line + 1;
  size_t indentation = 0;
  while (at + indentation < source.size() && source[at + indentation] == ' ') {
    ++indentation;
  }
  std::string piece;
  while (at < source.size() && piece.size() < length) {
    const size_t end = std::min(source.find('\n', at), source.size() - 1) + 1;
    size_t skip = 0;
    while (skip < indentation && source[at + skip] == ' ') ++skip;
    // A line further out ends the block.
    if (skip < indentation && source[at + skip] != '\n') break;
    piece.append(source, at + skip, end - at - skip);
    at = end;
  }
  return piece;
}

void SourceMutator::MutateBytes(std::string* text) {
  if (text->empty()) return;
  switch (Below(4)) {
    case 0:
      (*text)[Below(text->size())] ^= static_cast<char>(1 << Below(8));
      break;
    case 1:
      (*text)[Below(text->size())] = static_cast<char>(random_());
      break;
    case 2:
      text->erase(Below(text->size()), 1 + Below(8));
      break;
    default:
      text->resize(Below(text->size()));
  }
}

void SourceMutator::MutateTokens(std::string* text) {
  // Rough tokens: words, and everything else by itself.
  std::vector<std::string> tokens;
  for (size_t i = 0; i < text->size();) {
    size_t end = i + 1;
    if (absl::ascii_isalnum(static_cast<unsigned char>((*text)[i]))) {
      while (end < text->size() &&
             absl::ascii_isalnum(static_cast<unsigned char>((*text)[end]))) {
        ++end;
      }
    }
    tokens.push_back(text->substr(i, end - i));
    i = end;
  }
  if (tokens.empty()) tokens.emplace_back();
  const size_t at = Below(tokens.size());
  switch (Below(5)) {
    case 0:
      tokens.erase(tokens.begin() + at);
      break;
    case 1:
      std::swap(tokens[at], tokens[Below(tokens.size())]);
      break;
    case 2:
      tokens[at] = std::string(kTokens[Below(std::size(kTokens))]);
      break;
    case 3:
      tokens.insert(tokens.begin() + at, tokens[Below(tokens.size())]);
      break;
    default:
      tokens.insert(tokens.begin() + at,
                    std::string(kTokens[Below(std::size(kTokens))]) + " ");
  }
  text->clear();
  for (const std::string& token : tokens) *text += token;
}

void SourceMutator::Nest(std::string* text) {
  const Nesting& nesting = kNestings[Below(std::size(kNestings))];
  const size_t depth = 1 + Below(Below(3) == 0 ? 20000 : 300);
  std::string nested;
  for (size_t i = 0; i < depth; ++i) absl::StrAppend(&nested, nesting.before);
  absl::StrAppend(&nested, nesting.middle);
  for (size_t i = 0; i < depth; ++i) absl::StrAppend(&nested, nesting.after);
  text->insert(Below(text->size() + 1), Below(2) == 0 ? nested : nested + "\n");
}

std::string SourceMutator::Next() {
  std::string text = Piece();
  const size_t rounds = 1 + Below(4);
  for (size_t i = 0; i < rounds; ++i) {
    if (Below(3) == 0) {
      MutateBytes(&text);
    } else {
      MutateTokens(&text);
    }
  }
  if (Below(12) == 0) Nest(&text);
  return text;
}

bool SourceMutator::Check(absl::string_view source) {
  Arena arena;
  ParseOptions options;
  const size_t mode = Below(10);
  options.mode = mode == 0   ? ast::Mode::kEval
                 : mode == 1 ? ast::Mode::kSingle
                             : ast::Mode::kExec;
  options.source_is_utf8 = Below(2) == 0;
  const ParseResult result = Parse(source, options, &arena);
  if (result.ok()) {
    // Walks the whole tree.
    return !DumpAst(*result.module, true).empty();
  }
  // Only a text that is too deep has nothing to say.
  if (result.error.message.empty() &&
      result.error.kind != SyntaxErrorKind::kMemoryError) {
    std::fprintf(stderr, "no message for:\n%.*s\n",
                 static_cast<int>(source.size()), source.data());
    std::abort();
  }
  return false;
}

}  // namespace pyjit
