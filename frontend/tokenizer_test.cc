#include "frontend/tokenizer.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace pyjit {
namespace {

// Kinds and positions of the tokens, as "NAME:1:0-1 ...".
std::string Tokens(absl::string_view source) {
  Arena arena;
  SymbolTable symbols(&arena);
  const TokenStream stream = Tokenize(MakeSourceBuffer(source, &arena),
                                      ast::Mode::kExec, &arena, &symbols);
  std::string out;
  for (const Token& token : stream.tokens) {
    if (!out.empty()) out += " ";
    switch (token.kind) {
      case TokenKind::kNewline:
        out += "NEWLINE";
        break;
      case TokenKind::kIndent:
        out += "INDENT";
        break;
      case TokenKind::kDedent:
        out += "DEDENT";
        break;
      case TokenKind::kEndMarker:
        out += "END";
        break;
      case TokenKind::kError:
        out += absl::StrCat("ERROR(", stream.error.message, ")");
        break;
      default:
        absl::StrAppend(&out, stream.buffer.text.substr(
                                  token.begin, token.end - token.begin));
    }
  }
  return out;
}

TEST(TokenizerTest, NamesOperatorsAndNumbers) {
  EXPECT_EQ(Tokens("x**=y//3-0x_fF"), "x **= y // 3 - 0x_fF NEWLINE END");
  EXPECT_EQ(Tokens("a.b...c"), "a . b ... c NEWLINE END");
  EXPECT_EQ(Tokens("1.e5j.5"), "1.e5j .5 NEWLINE END");
  EXPECT_EQ(Tokens("1if x"), "1 if x NEWLINE END");
}

TEST(TokenizerTest, KeywordsAreNotNames) {
  Arena arena;
  SymbolTable symbols(&arena);
  const TokenStream stream =
      Tokenize(MakeSourceBuffer("while whiles match", &arena), ast::Mode::kExec,
               &arena, &symbols);
  EXPECT_EQ(stream.tokens[0].kind, TokenKind::kWhile);
  EXPECT_EQ(stream.tokens[1].kind, TokenKind::kName);
  EXPECT_EQ(stream.tokens[2].kind, TokenKind::kName);
  EXPECT_EQ(stream.tokens[2].symbol, SymbolTable::kMatch);
}

TEST(TokenizerTest, IndentationOpensAndClosesBlocks) {
  EXPECT_EQ(Tokens("if x:\n  y\n\n  # note\n  z\nw"),
            "if x : NEWLINE INDENT y NEWLINE z NEWLINE DEDENT w NEWLINE END");
}

TEST(TokenizerTest, BracketsAndBackslashesJoinLines) {
  EXPECT_EQ(Tokens("f(a,\n  b)\n"), "f ( a , b ) NEWLINE END");
  EXPECT_EQ(Tokens("a + \\\n  b\n"), "a + b NEWLINE END");
}

TEST(TokenizerTest, StringPrefixes) {
  EXPECT_EQ(Tokens("rb'a' Rf\"b\" u'''c\nd''' ub'x'"),
            "rb'a' Rf\"b\" u'''c\nd''' ub 'x' NEWLINE END");
}

TEST(TokenizerTest, PositionsCountBytes) {
  Arena arena;
  SymbolTable symbols(&arena);
  const TokenStream stream =
      Tokenize(MakeSourceBuffer("'\xC3\xA9' + x\r\n  \ty", &arena),
               ast::Mode::kExec, &arena, &symbols);
  EXPECT_EQ(stream.tokens[2].span, (SourceSpan{1, 7, 1, 8}));
}

TEST(TokenizerTest, Faults) {
  EXPECT_EQ(Tokens("x = 'abc\n"),
            "x = ERROR(unterminated string literal (detected at line 1))");
  EXPECT_EQ(Tokens("(]"),
            "( ERROR(closing parenthesis ']' does not match opening "
            "parenthesis '(')");
  EXPECT_EQ(Tokens("0o8"), "ERROR(invalid digit '8' in octal literal)");
  EXPECT_EQ(Tokens("1_"), "ERROR(invalid decimal literal)");
  EXPECT_EQ(Tokens(std::string(201, '(')).substr(200 * 2),
            "ERROR(too many nested parentheses)");
}

}  // namespace
}  // namespace pyjit
