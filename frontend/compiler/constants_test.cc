#include "frontend/compiler/constants.h"

#include <string>

#include "base/arena.h"
#include "frontend/compiler/compiler.h"
#include "frontend/parser.h"
#include "gtest/gtest.h"

namespace pyjit::compiler {
namespace {

struct Parsed {
  explicit Parsed(absl::string_view text) {
    ParseOptions options;
    options.mode = ast::Mode::kEval;
    result = Parse(text, options, &arena);
  }
  const ast::Expr* expression() const { return result.module->expression; }
  Arena arena;
  ParseResult result;
};

// The folded value as text, or "-".
std::string FoldText(absl::string_view text) {
  Parsed parsed(text);
  if (!parsed.result.ok()) return parsed.result.error.message;
  CompiledModule module;
  ConstMaker maker(&module);
  ConstFolder folder(&maker, true);
  const Const* c = folder.Fold(parsed.expression());
  return c == nullptr ? "-" : ConstText(*c);
}

TEST(Constants, Arithmetic) {
  EXPECT_EQ(FoldText("2 ** 10 + 3 * 4 - 7 // 2"), "1033");
  EXPECT_EQ(FoldText("-7 // 2"), "-4");
  EXPECT_EQ(FoldText("-7 % 3"), "2");
  EXPECT_EQ(FoldText("1 << 70"), "0x400000000000000000");
  EXPECT_EQ(FoldText("-(2 ** 63)"), "-9223372036854775808");
  EXPECT_EQ(FoldText("~5 & 0xff"), "250");
  EXPECT_EQ(FoldText("1 / 4"), "0.25");
  EXPECT_EQ(FoldText("2.5 * 2"), "5.0");
  EXPECT_EQ(FoldText("-0.0"), "-0.0");
  EXPECT_EQ(FoldText("True + 1"), "2");
  EXPECT_EQ(FoldText("True & False"), "False");
  EXPECT_EQ(FoldText("not ()"), "True");
}

TEST(Constants, ErrorsAndBigResultsAreLeftToRunTime) {
  for (const char* text :
       {"1 / 0", "1 // 0", "1 % 0", "1 << -1", "2 ** 200", "1 << 200",
        "'a' * 5000", "(1,) * 300", "'abc'[5]", "()[0]", "'a' + 1",
        "'%s' % 1", "x + 1", "[1, 2]"}) {
    EXPECT_EQ(FoldText(text), "-") << text;
  }
}

TEST(Constants, Sequences) {
  EXPECT_EQ(FoldText("(1, 'a', None)[1]"), "'a'");
  EXPECT_EQ(FoldText("(1, 2) + (3,)"), "(1, 2, 3)");
  EXPECT_EQ(FoldText("'ab' * 2"), "'abab'");
  EXPECT_EQ(FoldText("2 * (0,)"), "(0, 0)");
  EXPECT_EQ(FoldText("b'abc'[-1]"), "99");
  EXPECT_EQ(FoldText("'h\xc3\xa9llo'[1]"), "'\xc3\xa9'");
}

TEST(Constants, KeysKeepTypesApart) {
  CompiledModule module;
  ConstMaker maker(&module);
  EXPECT_NE(ConstKey(*maker.Int(1)), ConstKey(*maker.Bool(true)));
  EXPECT_NE(ConstKey(*maker.Int(1)), ConstKey(*maker.Float(1)));
  EXPECT_NE(ConstKey(*maker.Float(0.0)), ConstKey(*maker.Float(-0.0)));
  EXPECT_NE(ConstKey(*maker.Str("a")), ConstKey(*maker.Bytes("a")));
  EXPECT_NE(
      ConstKey(*maker.Sequence(ConstKind::kTuple, {maker.Str("a,b")})),
      ConstKey(*maker.Sequence(ConstKind::kTuple,
                               {maker.Str("a"), maker.Str("b")})));
}

// Annotations under `from __future__ import annotations`, as CPython keeps them.
TEST(Unparse, WritesWhatCpythonWrites) {
  for (const char* text :
       {"a + b * c", "(a + b) * c", "-a ** b", "(-a) ** b", "a ** b ** c",
        "(a ** b) ** c", "a ** (not b)", "not (a and b) or c", "a if b else c",
        "lambda x, *y, z=1, **k: x", "{'a': 1, **b}", "{1, 2}", "{}", "()",
        "(1,)", "[]", "[x for x in y if z]", "f(a, *b, c=1, **d)",
        "f(x for x in y)", "f(a, (x for x in y))", "a.b[1:2, ::3]", "x[()]",
        "x[1, 2]", "x[1,]", "x[*a, b]", "(*a, b)", "a < b <= c", "(a < b) < c",
        "a is not b", "Dict[str, 'List[int]']", "1 .real", "1.5.real",
        "b'a\\x00'", "...", "(yield x)", "f'{a!r:>{b}}c'", "f'{{}}'",
        "f\"{a['x']}\"", "a | None", "a - (b - c)", "a - b - c", "~-a",
        "not not a", "(lambda: 1)()", "(a if b else c) if d else e",
        "a and b and c", "a and (b and c)", "(a or b) and c", "u'x'"}) {
    Parsed parsed(text);
    ASSERT_TRUE(parsed.result.ok()) << text;
    EXPECT_EQ(Unparse(parsed.expression()), text);
  }
  const char* const changed[][2] = {{"a ** -b", "a ** (-b)"},
                                    {"a ** -b ** c", "a ** (-b ** c)"},
                                    {"-(-a)", "--a"},
                                    {"\"it's\" 'x'", "\"it'sx\""},
                                    {"1e999", "1e309"},
                                    {"0x10", "16"},
                                    {"x[(1, 2)]", "x[1, 2]"},
                                    {"f'{x}' 'y'", "f'{x}y'"}};
  for (const auto& [text, expected] : changed) {
    Parsed parsed(text);
    ASSERT_TRUE(parsed.result.ok()) << text;
    EXPECT_EQ(Unparse(parsed.expression()), expected);
  }
}

}  // namespace
}  // namespace pyjit::compiler
