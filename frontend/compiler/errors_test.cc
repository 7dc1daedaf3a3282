#include <string>

#include "absl/strings/str_cat.h"
#include "base/arena.h"
#include "frontend/compiler/test_util.h"
#include "frontend/parser.h"
#include "gtest/gtest.h"

// Errors that are found after parsing: messages and positions are CPython 3.11's
// ("message line offset end_line end_offset").

namespace pyjit::compiler {
namespace {

struct Case {
  const char* source;
  const char* error;
};

void Check(std::initializer_list<Case> cases) {
  for (const Case& c : cases) EXPECT_EQ(ErrorOf(c.source), c.error) << c.source;
}

TEST(Errors, MisplacedStatements) {
  Check({
      {"return 1\n", "'return' outside function 1 1 1 9"},
      {"class A:\n  return 1\n", "'return' outside function 2 3 2 11"},
      {"break\n", "'break' outside loop 1 1 1 6"},
      {"while 1:\n  pass\nelse:\n  break\n", "'break' outside loop 4 3 4 8"},
      {"for x in y:\n  def f(): break\n", "'break' outside loop 2 12 2 17"},
      {"continue\n", "'continue' not properly in loop 1 1 1 9"},
      {"await x\n", "'await' outside function 1 1 1 8"},
      {"def f(): await x\n", "'await' outside async function 1 10 1 17"},
      {"yield 1\n", "'yield' outside function 1 1 1 8"},
      {"try: pass\nexcept: pass\nexcept E: pass\n",
       "default 'except:' must be last 2 1 2 13"},
      {"x = 1\nfrom __future__ import annotations\n",
       "from __future__ imports must occur at the beginning of the file 2 1 2 "
       "35"},
      {"from __future__ import nope\n",
       "future feature nope is not defined 1 1 1 -1"},
      {"class A:\n  from x import *\n",
       "import * only allowed at module level 2 17 2 18"},
  });
}

TEST(Errors, GlobalAndNonlocal) {
  Check({
      {"def f(x):\n  global x\n", "name 'x' is parameter and global 2 3 2 11"},
      {"def f(x):\n  nonlocal x\n",
       "name 'x' is parameter and nonlocal 2 3 2 13"},
      {"def f():\n  x = 1\n  global x\n",
       "name 'x' is assigned to before global declaration 3 3 3 11"},
      {"def f():\n  print(x)\n  global x\n",
       "name 'x' is used prior to global declaration 3 3 3 11"},
      {"def f():\n  x: int\n  global x\n",
       "annotated name 'x' can't be global 3 3 3 11"},
      {"def f():\n  global x\n  nonlocal x\n",
       "name 'x' is nonlocal and global 2 3 2 11"},
      {"nonlocal x\n",
       "nonlocal declaration not allowed at module level 1 1 1 11"},
      {"def f():\n  nonlocal x\n",
       "no binding for nonlocal 'x' found 2 3 2 13"},
      {"class A:\n  x = 1\n  def f(self):\n    nonlocal x\n",
       "no binding for nonlocal 'x' found 4 5 4 15"},
  });
}

TEST(Errors, Parameters) {
  Check({
      {"def f(a, a): pass\n",
       "duplicate argument 'a' in function definition 1 10 1 11"},
      {"f(a=1, a=2)\n", "keyword argument repeated: a 1 8 1 11"},
      {"def f(__debug__): pass\n", "cannot assign to __debug__ 1 1 1 23"},
      {"__debug__ = 1\n", "cannot assign to __debug__ 1 1 1 10"},
      {"del __debug__\n", "cannot delete __debug__ 1 5 1 14"},
  });
}

TEST(Errors, Walrus) {
  Check({
      {"[y := 1 for y in z]\n",
       "assignment expression cannot rebind comprehension iteration variable "
       "'y' 1 2 1 3"},
      {"class A:\n  [x := 1 for y in z]\n",
       "assignment expression within a comprehension cannot be used in a class "
       "body 2 4 2 5"},
      {"[1 for x in (y := z)]\n",
       "assignment expression cannot be used in a comprehension iterable "
       "expression 1 14 1 20"},
      {"[[(j := i) for i in range(5)] for j in range(5)]\n",
       "assignment expression cannot rebind comprehension iteration variable "
       "'j' 1 4 1 5"},
  });
}

TEST(Errors, Starred) {
  Check({
      {"*a = 1\n",
       "starred assignment target must be in a list or tuple 1 1 1 3"},
      {"*a, *b = c\n", "multiple starred expressions in assignment 1 1 1 7"},
      {"*a\n", "can't use starred expression here 1 1 1 3"},
  });
}

TEST(Limits, NestedBlocks) {
  for (const char* head : {"for x in y:", "while x:", "with x:"}) {
    std::string source;
    for (int i = 0; i < 20; ++i) {
      absl::StrAppend(&source, std::string(i, ' '), head, "\n");
    }
    EXPECT_EQ(ErrorOf(source + std::string(20, ' ') + "pass\n"), "ok");
    absl::StrAppend(&source, std::string(20, ' '), head, "\n");
    EXPECT_EQ(ErrorOf(source + std::string(21, ' ') + "pass\n").substr(0, 36),
              "too many statically nested blocks 21");
  }
}

TEST(Limits, DepthIsAnError) {
  std::string sum = "x";
  for (int i = 0; i < 3500; ++i) sum += "+x";
  EXPECT_EQ(ErrorOf(sum + "\n").substr(0, 33),
            "maximum recursion depth exceeded ");
  std::string fine = "x";
  for (int i = 0; i < 1900; ++i) fine += "+x";
  EXPECT_EQ(ErrorOf(fine + "\n"), "ok");
}

TEST(Limits, TooManyRegistersIsAnError) {
  std::string source = "def f():\n";
  for (int i = 0; i < 70000; ++i) absl::StrAppend(&source, "  v", i, " = 1\n");
  EXPECT_EQ(ErrorOf(source), "too many local variables or values 1 1 1 1");
}

TEST(Limits, ManyConstantsAreKeptInTuples) {
  std::string source = "x = [\n";
  for (int i = 0; i < 70000; ++i) absl::StrAppend(&source, "f('s", i, "'),\n");
  EXPECT_EQ(ErrorOf(source + "]\n"), "ok");
}

TEST(Limits, FarJumpsAreLong) {
  std::string source = "def f(a, b):\n  while a < b:\n    if a == b: break\n";
  for (int i = 0; i < 20000; ++i) absl::StrAppend(&source, "    a.b = b.a\n");
  EXPECT_EQ(ErrorOf(source), "ok");
}

TEST(Limits, BigDisplaysAndCallsNeedFewRegisters) {
  std::string items;
  for (int i = 0; i < 1000; ++i) absl::StrAppend(&items, "a", i % 7, ",");
  for (const char* form : {"[%s]", "(%s)", "{%s}", "f(%s)"}) {
    std::string source = absl::StrCat(
        "x = ", std::string(form).replace(std::string(form).find("%s"), 2, items),
        "\n");
    Compiled compiled;
    CompileText(source, Options(), &compiled);
    ASSERT_TRUE(compiled.ok) << form;
    EXPECT_LT(compiled.module.main->register_count, 100) << form;
  }
}

TEST(Limits, NestedFinallyDoesNotRunAway) {
  // Each level doubles the code, here and in CPython; the time may not square.
  // Not verified: the verifier keeps a state per instruction.
  std::string source;
  for (int i = 0; i < 17; ++i) {
    absl::StrAppend(&source, std::string(i, ' '), "try: x()\n",
                    std::string(i, ' '), "finally:\n");
  }
  absl::StrAppend(&source, std::string(17, ' '), "pass\n");
  Arena arena;
  ParseResult parsed = Parse(source, ParseOptions(), &arena);
  ASSERT_TRUE(parsed.ok());
  CompiledModule module;
  SyntaxErrorInfo error;
  EXPECT_TRUE(CompileTree(*parsed.module, Options(), &arena, &module, &error))
      << error.message;
  EXPECT_GT(module.main->instructions.size(), size_t{1} << 17);
}

}  // namespace
}  // namespace pyjit::compiler
