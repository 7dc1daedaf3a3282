#include "frontend/compiler/scope.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "base/arena.h"
#include "frontend/parser.h"
#include "gtest/gtest.h"

namespace pyjit::compiler {
namespace {

// "name:scope ..." of the innermost scope on the path of first children.
std::string ScopeText(absl::string_view source, int depth) {
  Arena arena;
  ParseResult parsed = Parse(source, ParseOptions(), &arena);
  if (!parsed.ok()) return parsed.error.message;
  ScopeTable table(&arena);
  SyntaxErrorInfo error;
  if (!table.Build(*parsed.module, false, DepthLimit(), &error)) {
    return error.message;
  }
  const Scope* scope = table.top();
  while (depth-- > 0) scope = scope->children[0];
  static constexpr const char* kNames[] = {"local", "cell", "free", "global!",
                                           "global"};
  std::string out(scope->name);
  for (const Symbol& symbol : scope->symbols) {
    absl::StrAppend(&out, " ", symbol.name, ":",
                    kNames[static_cast<int>(symbol.scope)]);
  }
  if (scope->needs_class_cell) absl::StrAppend(&out, " +__class__");
  return out;
}

TEST(Scope, CapturedNamesAreCells) {
  const char* source =
      "def f(a, b):\n"
      "  def g():\n"
      "    return a, c\n"
      "  return b\n";
  EXPECT_EQ(ScopeText(source, 1), "f a:cell b:local g:local");
  EXPECT_EQ(ScopeText(source, 2), "g a:free c:global");
}

TEST(Scope, FreeNamesPassThrough) {
  const char* source =
      "def f(a):\n"
      "  def g():\n"
      "    def h():\n"
      "      return a\n";
  EXPECT_EQ(ScopeText(source, 2), "g h:local a:free");
  EXPECT_EQ(ScopeText(source, 3), "h a:free");
}

TEST(Scope, ClassNamesAreNotVisibleInMethods) {
  const char* source =
      "def f():\n"
      "  x = 1\n"
      "  class C:\n"
      "    x = 2\n"
      "    def m(self): return x\n";
  EXPECT_EQ(ScopeText(source, 1), "f x:cell C:local");
  EXPECT_EQ(ScopeText(source, 2), "C x:local m:local");
  EXPECT_EQ(ScopeText(source, 3), "m self:local x:free");
}

TEST(Scope, SuperNeedsTheClassCell) {
  const char* source =
      "class C:\n"
      "  def m(self): super().m()\n";
  EXPECT_EQ(ScopeText(source, 1), "C m:local +__class__");
  EXPECT_EQ(ScopeText(source, 2), "m self:local super:global __class__:free");
}

TEST(Scope, GlobalAndNonlocal) {
  const char* source =
      "def f():\n"
      "  x = y = 1\n"
      "  def g():\n"
      "    nonlocal x\n"
      "    global y\n"
      "    x = y = 2\n";
  EXPECT_EQ(ScopeText(source, 1), "f x:cell y:local g:local");
  EXPECT_EQ(ScopeText(source, 2), "g x:free y:global!");
}

TEST(Scope, WalrusInComprehensionBelongsToTheFunction) {
  const char* source = "def f(x):\n  [y := z for z in x]\n";
  EXPECT_EQ(ScopeText(source, 1), "f x:local y:cell");
  EXPECT_EQ(ScopeText(source, 2), "listcomp .0:local z:local y:free");
}

TEST(Scope, PrivateNamesAreMangled) {
  Arena arena;
  EXPECT_EQ(Mangle("A", "__x", &arena), "_A__x");
  EXPECT_EQ(Mangle("__A", "__x", &arena), "_A__x");
  EXPECT_EQ(Mangle("A", "__x__", &arena), "__x__");
  EXPECT_EQ(Mangle("___", "__x", &arena), "__x");
  EXPECT_EQ(Mangle("", "__x", &arena), "__x");
  EXPECT_EQ(Mangle("A", "_x", &arena), "_x");
}

}  // namespace
}  // namespace pyjit::compiler
