// What CPython 3.11 says of the same texts.

#include "frontend/parser_test_util.h"
#include "gtest/gtest.h"

namespace pyjit {
namespace {

TEST(SyntaxErrorTest, Brackets) {
  EXPECT_EQ(Error("x = ("), "SyntaxError: '(' was never closed @ 1:5-1:0");
  EXPECT_EQ(Error("from a import (b, c"),
            "SyntaxError: '(' was never closed @ 1:15-1:0");
  EXPECT_EQ(Error("x = [1,\n  2\ny = 3"),
            "SyntaxError: '[' was never closed @ 1:5-1:0");
  EXPECT_EQ(Error("(a +"), "SyntaxError: '(' was never closed @ 1:1-1:0");
  EXPECT_EQ(Error("f("), "SyntaxError: '(' was never closed @ 1:2-1:0");
  EXPECT_EQ(Error("f(a,"), "SyntaxError: '(' was never closed @ 1:2-1:0");
  EXPECT_EQ(Error("class A(\n  pass"),
            "SyntaxError: '(' was never closed @ 1:8-1:0");
  EXPECT_EQ(Error(")"), "SyntaxError: unmatched ')' @ 1:1-1:1");
  EXPECT_EQ(Error("(]"),
            "SyntaxError: closing parenthesis ']' does not match opening "
            "parenthesis '(' @ 1:2-1:2");
  EXPECT_EQ(Error("{)"),
            "SyntaxError: closing parenthesis ')' does not match opening "
            "parenthesis '{' @ 1:2-1:2");
  EXPECT_EQ(Error("[("), "SyntaxError: '(' was never closed @ 1:2-1:0");
  EXPECT_EQ(Error("def f(\n  x = 1\n  y = 2"),
            "SyntaxError: '(' was never closed @ 1:6-1:0");
}

TEST(SyntaxErrorTest, Calls) {
  EXPECT_EQ(Error("f(a b)"),
            "SyntaxError: invalid syntax. Perhaps you forgot a comma? @ "
            "1:3-1:6");
  EXPECT_EQ(Error("f(a=1, b)"),
            "SyntaxError: positional argument follows keyword argument @ "
            "1:9-1:10");
  EXPECT_EQ(Error("f(**a, b)"),
            "SyntaxError: positional argument follows keyword argument "
            "unpacking @ 1:9-1:10");
  EXPECT_EQ(Error("f(**a, *b)"),
            "SyntaxError: iterable argument unpacking follows keyword "
            "argument unpacking @ 1:8-1:9");
  EXPECT_EQ(Error("f(a for a in b, c)"),
            "SyntaxError: Generator expression must be parenthesized @ "
            "1:3-1:15");
  EXPECT_EQ(Error("f(c, a for a in b)"),
            "SyntaxError: Generator expression must be parenthesized @ "
            "1:6-1:18");
  EXPECT_EQ(Error("f(a=b for b in c)"),
            "SyntaxError: invalid syntax. Maybe you meant '==' or ':=' "
            "instead of '='? @ 1:3-1:5");
  EXPECT_EQ(Error("f(*a for a in b)"),
            "SyntaxError: iterable unpacking cannot be used in comprehension "
            "@ 1:3-1:5");
  EXPECT_EQ(Error("f(a=b:=1)"), "SyntaxError: invalid syntax @ 1:6-1:8");
  EXPECT_EQ(Error("foo(a, b for b in range(5), c)"),
            "SyntaxError: Generator expression must be parenthesized @ "
            "1:8-1:27");
  EXPECT_EQ(Error("foo(x for x in range(10), 100)"),
            "SyntaxError: Generator expression must be parenthesized @ "
            "1:5-1:25");
  EXPECT_EQ(Error("f(a, b=1, c=2, d)"),
            "SyntaxError: positional argument follows keyword argument @ "
            "1:17-1:18");
  EXPECT_EQ(Error("f(x.y for x in y=1)"),
            "SyntaxError: invalid syntax @ 1:17-1:18");
}

TEST(SyntaxErrorTest, ExpectedTokens) {
  EXPECT_EQ(Error("{1:2, 3}"),
            "SyntaxError: ':' expected after dictionary key @ 1:7-1:0");
  EXPECT_EQ(Error("{1:2, 3:}"),
            "SyntaxError: expression expected after dictionary key and ':' @ "
            "1:8-1:9");
  EXPECT_EQ(Error("with a as b\n  pass"),
            "SyntaxError: expected ':' @ 1:12-1:12");
  EXPECT_EQ(Error("try:\n  pass\nx"),
            "SyntaxError: expected 'except' or 'finally' block @ 3:1-3:2");
  EXPECT_EQ(Error("try:\n  pass\nexcept* :\n  pass"),
            "SyntaxError: expected one or more exception types @ 3:9-3:10");
  EXPECT_EQ(Error("a if b"),
            "SyntaxError: expected 'else' after 'if' expression @ 1:1-1:7");
  EXPECT_EQ(Error("while x\n  pass"), "SyntaxError: expected ':' @ 1:8-1:8");
  EXPECT_EQ(Error("a \\ b"),
            "SyntaxError: unexpected character after line continuation "
            "character @ 1:4-1:0");
  EXPECT_EQ(Error("with open(x) as f, open(y) as g\n  pass"),
            "SyntaxError: expected ':' @ 1:32-1:32");
}

TEST(SyntaxErrorTest, FStrings) {
  EXPECT_EQ(Error("f'{a b}'"),
            "SyntaxError: f-string: invalid syntax. Perhaps you forgot a "
            "comma? @ 1:2-1:5");
  EXPECT_EQ(Error("f\"a\" = 1"),
            "SyntaxError: cannot assign to f-string expression here. Maybe "
            "you meant '==' instead of '='? @ 1:1-1:5");
  EXPECT_EQ(Error("f'{'"), "SyntaxError: f-string: expecting '}' @ 1:5-1:5");
  EXPECT_EQ(Error("f'{}'"),
            "SyntaxError: f-string: empty expression not allowed @ 1:6-1:6");
  EXPECT_EQ(Error("f'{a!x}'"),
            "SyntaxError: f-string: invalid conversion character: expected "
            "'s', 'r', or 'a' @ 1:9-1:9");
  EXPECT_EQ(Error("f'}'"),
            "SyntaxError: f-string: single '}' is not allowed @ 1:5-1:5");
  EXPECT_EQ(Error("f'{a\\n}'"),
            "SyntaxError: f-string expression part cannot include a "
            "backslash @ 1:9-1:9");
  EXPECT_EQ(Error("f'{a#}'"),
            "SyntaxError: f-string expression part cannot include '#' @ "
            "1:8-1:8");
  EXPECT_EQ(Error("f'{(a}'"),
            "SyntaxError: f-string: closing parenthesis '}' does not match "
            "opening parenthesis '(' @ 1:8-1:8");
  EXPECT_EQ(Error("f'{a:{b:{c}}}'"),
            "SyntaxError: f-string: expressions nested too deeply @ 1:15-1:15");
}

TEST(SyntaxErrorTest, ForgottenCommas) {
  EXPECT_EQ(Error("print x"),
            "SyntaxError: Missing parentheses in call to 'print'. Did you "
            "mean print(...)? @ 1:1-1:8");
  EXPECT_EQ(Error("exec \"x\""),
            "SyntaxError: Missing parentheses in call to 'exec'. Did you "
            "mean exec(...)? @ 1:1-1:9");
  EXPECT_EQ(Error("from a import b,"),
            "SyntaxError: trailing comma not allowed without surrounding "
            "parentheses @ 1:17-1:17");
  EXPECT_EQ(Error("(a b c)"),
            "SyntaxError: invalid syntax. Perhaps you forgot a comma? @ "
            "1:2-1:5");
  EXPECT_EQ(Error("x = {\n  'a': 1\n  'b': 2\n}"),
            "SyntaxError: invalid syntax. Perhaps you forgot a comma? @ "
            "2:8-3:6");
  EXPECT_EQ(Error("dict(x=1, y=2 z=3)"),
            "SyntaxError: invalid syntax. Perhaps you forgot a comma? @ "
            "1:13-1:16");
  EXPECT_EQ(Error("a = {1, 2 3}"),
            "SyntaxError: invalid syntax. Perhaps you forgot a comma? @ "
            "1:9-1:12");
  EXPECT_EQ(Error("a = [1, 2 3]"),
            "SyntaxError: invalid syntax. Perhaps you forgot a comma? @ "
            "1:9-1:12");
  EXPECT_EQ(Error("a = (1, 2 3)"),
            "SyntaxError: invalid syntax. Perhaps you forgot a comma? @ "
            "1:9-1:12");
  EXPECT_EQ(Error("print(a b)"),
            "SyntaxError: invalid syntax. Perhaps you forgot a comma? @ "
            "1:7-1:10");
  EXPECT_EQ(Error("print a.b"),
            "SyntaxError: Missing parentheses in call to 'print'. Did you "
            "mean print(...)? @ 1:1-1:10");
}

TEST(SyntaxErrorTest, Indentation) {
  EXPECT_EQ(Error("if x:\ny"),
            "IndentationError: expected an indented block after 'if' "
            "statement on line 1 @ 2:1-2:2");
  EXPECT_EQ(Error("  x"), "IndentationError: unexpected indent @ 1:2-1:-1");
  EXPECT_EQ(Error("match x:\ncase 1: pass"),
            "IndentationError: expected an indented block after 'match' "
            "statement on line 1 @ 2:1-2:5");
  EXPECT_EQ(Error("class A:\npass"),
            "IndentationError: expected an indented block after class "
            "definition on line 1 @ 2:1-2:5");
  EXPECT_EQ(Error("def f():\npass"),
            "IndentationError: expected an indented block after function "
            "definition on line 1 @ 2:1-2:5");
  EXPECT_EQ(Error("for x in y:\npass"),
            "IndentationError: expected an indented block after 'for' "
            "statement on line 1 @ 2:1-2:5");
  EXPECT_EQ(Error("while x:\npass"),
            "IndentationError: expected an indented block after 'while' "
            "statement on line 1 @ 2:1-2:5");
  EXPECT_EQ(Error("with x:\npass"),
            "IndentationError: expected an indented block after 'with' "
            "statement on line 1 @ 2:1-2:5");
  EXPECT_EQ(Error("try:\npass"),
            "IndentationError: expected an indented block after 'try' "
            "statement on line 1 @ 2:1-2:5");
  EXPECT_EQ(Error("try:\n  pass\nexcept:\npass"),
            "IndentationError: expected an indented block after 'except' "
            "statement on line 3 @ 4:1-4:5");
  EXPECT_EQ(Error("try:\n  pass\nexcept A as b:\npass"),
            "IndentationError: expected an indented block after 'except' "
            "statement on line 3 @ 4:1-4:5");
  EXPECT_EQ(Error("try:\n  pass\nfinally:\npass"),
            "IndentationError: expected an indented block after 'finally' "
            "statement on line 3 @ 4:1-4:5");
  EXPECT_EQ(Error("if x:\n  pass\nelif y:\npass"),
            "IndentationError: expected an indented block after 'elif' "
            "statement on line 3 @ 4:1-4:5");
  EXPECT_EQ(Error("if x:\n  pass\nelse:\npass"),
            "IndentationError: expected an indented block after 'else' "
            "statement on line 3 @ 4:1-4:5");
  EXPECT_EQ(Error("if x:\n    a\n  b"),
            "IndentationError: unindent does not match any outer indentation "
            "level @ 3:4-3:-1");
  EXPECT_EQ(Error("if x:\n        a\n\tb"),
            "TabError: inconsistent use of tabs and spaces in indentation @ "
            "3:1-3:0");
  EXPECT_EQ(Error("    \n  x"),
            "IndentationError: unexpected indent @ 2:2-2:-1");
}

TEST(SyntaxErrorTest, InvalidSyntax) {
  EXPECT_EQ(Error("class A pass"), "SyntaxError: invalid syntax @ 1:9-1:13");
  EXPECT_EQ(Error("for x in y pass"),
            "SyntaxError: invalid syntax @ 1:12-1:16");
  EXPECT_EQ(Error("x: int, y"), "SyntaxError: invalid syntax @ 1:7-1:8");
  EXPECT_EQ(Error("import a as"), "SyntaxError: invalid syntax @ 1:12-1:12");
  EXPECT_EQ(Error("a if b else"), "SyntaxError: invalid syntax @ 1:12-1:12");
  EXPECT_EQ(Error("not = 3"), "SyntaxError: invalid syntax @ 1:5-1:6");
  EXPECT_EQ(Error("a b c"), "SyntaxError: invalid syntax @ 1:3-1:4");
  EXPECT_EQ(Error("x = \"\xC3\xA9"
                  "\" y"),
            "SyntaxError: invalid syntax @ 1:9-1:10");
  EXPECT_EQ(Error("else:\n  pass"), "SyntaxError: invalid syntax @ 1:1-1:5");
  EXPECT_EQ(Error("a = b c"), "SyntaxError: invalid syntax @ 1:7-1:8");
  EXPECT_EQ(Error("elif x: pass"), "SyntaxError: invalid syntax @ 1:1-1:5");
  EXPECT_EQ(Error("@x y\ndef f(): pass"),
            "SyntaxError: invalid syntax @ 1:4-1:5");
  EXPECT_EQ(Error("async x"), "SyntaxError: invalid syntax @ 1:7-1:8");
  EXPECT_EQ(Error("await"), "SyntaxError: invalid syntax @ 1:6-1:6");
  EXPECT_EQ(Error("async def f(): await = 3"),
            "SyntaxError: invalid syntax @ 1:22-1:23");
  EXPECT_EQ(Error("global x y"), "SyntaxError: invalid syntax @ 1:10-1:11");
  EXPECT_EQ(Error("nonlocal"), "SyntaxError: invalid syntax @ 1:9-1:9");
  EXPECT_EQ(Error("raise a from"), "SyntaxError: invalid syntax @ 1:13-1:13");
  EXPECT_EQ(Error("assert"), "SyntaxError: invalid syntax @ 1:7-1:7");
  EXPECT_EQ(Error("return = 3"), "SyntaxError: invalid syntax @ 1:8-1:9");
  EXPECT_EQ(Error("a[1:2:3:4]"), "SyntaxError: invalid syntax @ 1:8-1:9");
  EXPECT_EQ(Error("a[]"), "SyntaxError: invalid syntax @ 1:3-1:4");
  EXPECT_EQ(Error("a..b"), "SyntaxError: invalid syntax @ 1:3-1:4");
  EXPECT_EQ(Error("a.1"), "SyntaxError: invalid syntax @ 1:2-1:4");
  EXPECT_EQ(Error("x = 5 $ 3"), "SyntaxError: invalid syntax @ 1:7-1:8");
  EXPECT_EQ(Error("x ?"), "SyntaxError: invalid syntax @ 1:3-1:4");
  EXPECT_EQ(Error("a <> b"), "SyntaxError: invalid syntax @ 1:3-1:5");
  EXPECT_EQ(Error("a === b"), "SyntaxError: invalid syntax @ 1:5-1:6");
  EXPECT_EQ(Error("a++"), "SyntaxError: invalid syntax @ 1:4-1:4");
  EXPECT_EQ(Error("a--"), "SyntaxError: invalid syntax @ 1:4-1:4");
  EXPECT_EQ(Error("a +"), "SyntaxError: invalid syntax @ 1:4-1:4");
  EXPECT_EQ(Error("for x in: pass"), "SyntaxError: invalid syntax @ 1:9-1:10");
  EXPECT_EQ(Error("[x for x in]"), "SyntaxError: invalid syntax @ 1:12-1:13");
  EXPECT_EQ(Error("a.None"), "SyntaxError: invalid syntax @ 1:3-1:7");
  EXPECT_EQ(Error("class True: pass"),
            "SyntaxError: invalid syntax @ 1:7-1:11");
  EXPECT_EQ(Error("import None"), "SyntaxError: invalid syntax @ 1:8-1:12");
  EXPECT_EQ(Error("a := 1"), "SyntaxError: invalid syntax @ 1:3-1:5");
  EXPECT_EQ(Error("x = a := 1"), "SyntaxError: invalid syntax @ 1:7-1:9");
  EXPECT_EQ(Error("with (a as b, c as d) as e: pass"),
            "SyntaxError: invalid syntax @ 1:23-1:25");
  EXPECT_EQ(Error("with (a as b) x: pass"),
            "SyntaxError: invalid syntax @ 1:15-1:16");
  EXPECT_EQ(Error("a: int = "), "SyntaxError: invalid syntax @ 1:10-1:10");
  EXPECT_EQ(Error("a = "), "SyntaxError: invalid syntax @ 1:5-1:5");
  EXPECT_EQ(Error("="), "SyntaxError: invalid syntax @ 1:1-1:2");
  EXPECT_EQ(Error("print(a) b"), "SyntaxError: invalid syntax @ 1:10-1:11");
  EXPECT_EQ(Error("yield x y"), "SyntaxError: invalid syntax @ 1:9-1:10");
  EXPECT_EQ(Error("x = 1 if 2 else"),
            "SyntaxError: invalid syntax @ 1:16-1:16");
  EXPECT_EQ(Error("import x."), "SyntaxError: invalid syntax @ 1:10-1:10");
  EXPECT_EQ(Error("from . import"), "SyntaxError: invalid syntax @ 1:14-1:14");
  EXPECT_EQ(Error("from .. import *, a"),
            "SyntaxError: invalid syntax @ 1:17-1:18");
  EXPECT_EQ(Error("from x import ()"),
            "SyntaxError: invalid syntax @ 1:16-1:17");
  EXPECT_EQ(Error("from x import a.b"),
            "SyntaxError: invalid syntax @ 1:16-1:17");
  EXPECT_EQ(Error("a += b += 1"), "SyntaxError: invalid syntax @ 1:8-1:10");
  EXPECT_EQ(Error("x = (yield) y"), "SyntaxError: invalid syntax @ 1:13-1:14");
  EXPECT_EQ(Error("if (a, b) = 1: pass"),
            "SyntaxError: invalid syntax @ 1:11-1:12");
  EXPECT_EQ(Error("async for x in y: pass z"),
            "SyntaxError: invalid syntax @ 1:24-1:25");
  EXPECT_EQ(Error("if x: if y: z"), "SyntaxError: invalid syntax @ 1:7-1:9");
  EXPECT_EQ(Error("x = 1; if y: z"), "SyntaxError: invalid syntax @ 1:8-1:10");
  EXPECT_EQ(Error(";"), "SyntaxError: invalid syntax @ 1:1-1:2");
  EXPECT_EQ(Error("x;;y"), "SyntaxError: invalid syntax @ 1:3-1:4");
  EXPECT_EQ(Error("@\ndef f(): pass"), "SyntaxError: invalid syntax @ 1:2-1:2");
  EXPECT_EQ(Error("@x\ny"), "SyntaxError: invalid syntax @ 2:1-2:2");
  EXPECT_EQ(Error("del"), "SyntaxError: invalid syntax @ 1:4-1:4");
  EXPECT_EQ(Error("pass x"), "SyntaxError: invalid syntax @ 1:6-1:7");
  EXPECT_EQ(Error("break 1"), "SyntaxError: invalid syntax @ 1:7-1:8");
  EXPECT_EQ(Error("assert x, y, z"), "SyntaxError: invalid syntax @ 1:12-1:13");
  EXPECT_EQ(Error("assert (x, y) z"),
            "SyntaxError: invalid syntax @ 1:15-1:16");
  EXPECT_EQ(Error("return *a, b c"), "SyntaxError: invalid syntax @ 1:14-1:15");
  EXPECT_EQ(Error("x = \"\"\"\nabc\n\"\"\" y\n"),
            "SyntaxError: invalid syntax @ 3:5-3:6");
}

TEST(SyntaxErrorTest, Literals) {
  EXPECT_EQ(Error("\"abc\" \"def"),
            "SyntaxError: unterminated string literal (detected at line 1) @ "
            "1:7-1:7");
  EXPECT_EQ(Error("1.a"), "SyntaxError: invalid decimal literal @ 1:2-1:2");
  EXPECT_EQ(Error("1a"), "SyntaxError: invalid decimal literal @ 1:1-1:1");
  EXPECT_EQ(Error("0777"),
            "SyntaxError: leading zeros in decimal integer literals are not "
            "permitted; use an 0o prefix for octal integers @ 1:1-1:2");
  EXPECT_EQ(Error("'''abc"),
            "SyntaxError: unterminated triple-quoted string literal "
            "(detected at line 1) @ 1:1-1:1");
  EXPECT_EQ(Error("\"abc\\"),
            "SyntaxError: unterminated string literal (detected at line 1) @ "
            "1:1-1:1");
  EXPECT_EQ(Error("x = 'a\ny = 'b"),
            "SyntaxError: unterminated string literal (detected at line 1) @ "
            "1:5-1:5");
  EXPECT_EQ(Error("'a' b'c'"),
            "SyntaxError: cannot mix bytes and nonbytes literals @ 1:9-1:9");
  EXPECT_EQ(Error("b'\xC3\xA9"
                  "'"),
            "SyntaxError: bytes can only contain ASCII literal characters @ "
            "1:1-1:5");
}

TEST(SyntaxErrorTest, Match) {
  EXPECT_EQ(Error("match x\n  case 1: pass"),
            "SyntaxError: expected ':' @ 1:8-1:8");
  EXPECT_EQ(Error("match x:\n  case 1\n    pass"),
            "SyntaxError: expected ':' @ 2:9-2:9");
  EXPECT_EQ(Error("match x:\n  case a as b.c: pass"),
            "SyntaxError: invalid syntax @ 2:14-2:15");
  EXPECT_EQ(Error("match x:\n  case a as _: pass"),
            "SyntaxError: cannot use '_' as a target @ 2:13-2:14");
  EXPECT_EQ(Error("match x:\n  case A(b=1, c): pass"),
            "SyntaxError: positional patterns follow keyword patterns @ "
            "2:15-2:16");
  EXPECT_EQ(Error("match x:\n  case 1+2: pass"),
            "SyntaxError: imaginary number required in complex literal @ "
            "2:10-2:11");
  EXPECT_EQ(Error("match x:\n  case 1j+2j: pass"),
            "SyntaxError: real number required in complex literal @ 2:8-2:10");
  EXPECT_EQ(Error("match a, b:\n  pass"),
            "SyntaxError: invalid syntax @ 2:3-2:7");
  EXPECT_EQ(Error("match x:\n  case {**a, 'b': 1}: pass"),
            "SyntaxError: invalid syntax @ 2:14-2:17");
  EXPECT_EQ(Error("match x:\n  case {a: 1}: pass"),
            "SyntaxError: invalid syntax @ 2:10-2:11");
  EXPECT_EQ(Error("match x:\n  case [a, *b.c]: pass"),
            "SyntaxError: invalid syntax @ 2:14-2:15");
  EXPECT_EQ(Error("match x:\n  case a.b(c)(d): pass"),
            "SyntaxError: invalid syntax @ 2:14-2:15");
  EXPECT_EQ(Error("match x:\n  case -a: pass"),
            "SyntaxError: invalid syntax @ 2:9-2:10");
  EXPECT_EQ(Error("match x:\n  case 1 | : pass"),
            "SyntaxError: invalid syntax @ 2:12-2:13");
}

TEST(SyntaxErrorTest, OtherMistakes) {
  EXPECT_EQ(Error("if x = 3: pass"),
            "SyntaxError: invalid syntax. Maybe you meant '==' or ':=' "
            "instead of '='? @ 1:4-1:9");
  EXPECT_EQ(Error("{1: *a}"),
            "SyntaxError: cannot use a starred expression in a dictionary "
            "value @ 1:5-1:7");
  EXPECT_EQ(Error("{**a for a in b}"),
            "SyntaxError: dict unpacking cannot be used in dict "
            "comprehension @ 1:2-1:4");
  EXPECT_EQ(Error("(*a)"),
            "SyntaxError: cannot use starred expression here @ 1:2-1:4");
  EXPECT_EQ(Error("(**a)"),
            "SyntaxError: cannot use double starred expression here @ 1:2-1:4");
  EXPECT_EQ(Error("try:\n  pass\nexcept A, B:\n  pass"),
            "SyntaxError: multiple exception types must be parenthesized @ "
            "3:8-3:12");
  EXPECT_EQ(Error("try:\n  pass\nexcept A:\n  pass\nexcept* B:\n  pass"),
            "SyntaxError: cannot have both 'except' and 'except*' on the "
            "same 'try' @ 5:1-5:8");
  EXPECT_EQ(Error("a[b=1]"),
            "SyntaxError: invalid syntax. Maybe you meant '==' or ':=' "
            "instead of '='? @ 1:3-1:6");
  EXPECT_EQ(Error("[*a for a in b]"),
            "SyntaxError: iterable unpacking cannot be used in comprehension "
            "@ 1:2-1:4");
  EXPECT_EQ(Error("{*a for a in b}"),
            "SyntaxError: iterable unpacking cannot be used in comprehension "
            "@ 1:2-1:4");
  EXPECT_EQ(Error("(*a for a in b)"),
            "SyntaxError: iterable unpacking cannot be used in comprehension "
            "@ 1:2-1:4");
  EXPECT_EQ(Error("while a = 1: pass"),
            "SyntaxError: invalid syntax. Maybe you meant '==' or ':=' "
            "instead of '='? @ 1:7-1:12");
  EXPECT_EQ(Error("'\\x'"),
            "SyntaxError: (unicode error) 'unicodeescape' codec can't decode "
            "bytes in position 0-1: truncated \\xXX escape @ 1:5-1:5");
  EXPECT_EQ(Error("'\\N{foo}'"),
            "SyntaxError: (unicode error) 'unicodeescape' codec can't decode "
            "bytes in position 0-6: unknown Unicode character name @ "
            "1:10-1:10");
  EXPECT_EQ(Error("x\xE2\x80\x8B"
                  " = 1"),
            "SyntaxError: invalid non-printable character U+200B @ 1:2-1:2");
  EXPECT_EQ(Error("'\\U00110000'"),
            "SyntaxError: (unicode error) 'unicodeescape' codec can't decode "
            "bytes in position 0-9: illegal Unicode character @ 1:13-1:13");
}

TEST(SyntaxErrorTest, Parameters) {
  EXPECT_EQ(Error("def f pass"), "SyntaxError: expected '(' @ 1:7-1:11");
  EXPECT_EQ(Error("def f(a=1, b): pass"),
            "SyntaxError: non-default argument follows default argument @ "
            "1:12-1:13");
  EXPECT_EQ(Error("def f(*): pass"),
            "SyntaxError: named arguments must follow bare * @ 1:7-1:8");
  EXPECT_EQ(Error("def f(**a, b): pass"),
            "SyntaxError: arguments cannot follow var-keyword argument @ "
            "1:12-1:13");
  EXPECT_EQ(Error("lambda *: 1"),
            "SyntaxError: named arguments must follow bare * @ 1:9-1:10");
  EXPECT_EQ(Error("def f():\n    \xC3\xA9"
                  " = 1 \xC3\xBC"
                  ""),
            "SyntaxError: invalid syntax @ 2:11-2:12");
  EXPECT_EQ(Error("def f(a, a b): pass"),
            "SyntaxError: invalid syntax @ 1:12-1:13");
  EXPECT_EQ(Error("def f(a:): pass"), "SyntaxError: invalid syntax @ 1:9-1:10");
  EXPECT_EQ(Error("def f(a=): pass"),
            "SyntaxError: expected default value expression @ 1:8-1:9");
  EXPECT_EQ(Error("def f((a, b)): pass"),
            "SyntaxError: Function parameters cannot be parenthesized @ "
            "1:7-1:13");
  EXPECT_EQ(Error("lambda (a, b): 1"),
            "SyntaxError: Lambda expression parameters cannot be "
            "parenthesized @ 1:8-1:14");
  EXPECT_EQ(Error("def f(/): pass"), "SyntaxError: invalid syntax @ 1:7-1:8");
  EXPECT_EQ(Error("def f(a, /, b, /): pass"),
            "SyntaxError: / may appear only once @ 1:16-1:17");
  EXPECT_EQ(Error("def f(*a, *b): pass"),
            "SyntaxError: * argument may appear only once @ 1:11-1:12");
  EXPECT_EQ(Error("def f(*a=1): pass"),
            "SyntaxError: var-positional argument cannot have default value "
            "@ 1:9-1:10");
  EXPECT_EQ(Error("def f(**a=1): pass"),
            "SyntaxError: var-keyword argument cannot have default value @ "
            "1:10-1:11");
  EXPECT_EQ(Error("def f(**a, *b): pass"),
            "SyntaxError: arguments cannot follow var-keyword argument @ "
            "1:12-1:13");
  EXPECT_EQ(Error("def f(*, **b): pass"),
            "SyntaxError: named arguments must follow bare * @ 1:7-1:8");
  EXPECT_EQ(Error("def f(a, *, /): pass"),
            "SyntaxError: / must be ahead of * @ 1:13-1:14");
  EXPECT_EQ(Error("lambda a=1, b: 1"),
            "SyntaxError: non-default argument follows default argument @ "
            "1:13-1:14");
  EXPECT_EQ(Error("lambda **a, b: 1"),
            "SyntaxError: arguments cannot follow var-keyword argument @ "
            "1:13-1:14");
  EXPECT_EQ(Error("lambda *a, *b: 1"),
            "SyntaxError: * argument may appear only once @ 1:12-1:13");
  EXPECT_EQ(Error("lambda x:"), "SyntaxError: invalid syntax @ 1:10-1:10");
  EXPECT_EQ(Error("def None(): pass"), "SyntaxError: invalid syntax @ 1:5-1:9");
}

TEST(SyntaxErrorTest, Targets) {
  EXPECT_EQ(Error("a = 1 = b"),
            "SyntaxError: cannot assign to literal @ 1:5-1:6");
  EXPECT_EQ(Error("f() = 1"),
            "SyntaxError: cannot assign to function call here. Maybe you "
            "meant '==' instead of '='? @ 1:1-1:4");
  EXPECT_EQ(Error("[x, y for x in z]"),
            "SyntaxError: did you forget parentheses around the "
            "comprehension target? @ 1:2-1:6");
  EXPECT_EQ(Error("del f()"),
            "SyntaxError: cannot delete function call @ 1:5-1:8");
  EXPECT_EQ(Error("del *a"), "SyntaxError: cannot delete starred @ 1:5-1:7");
  EXPECT_EQ(Error("(x, y): int"),
            "SyntaxError: only single target (not tuple) can be annotated @ "
            "1:1-1:7");
  EXPECT_EQ(Error("[x]: int"),
            "SyntaxError: only single target (not list) can be annotated @ "
            "1:1-1:4");
  EXPECT_EQ(Error("x + 1 += 2"),
            "SyntaxError: 'expression' is an illegal expression for "
            "augmented assignment @ 1:1-1:6");
  EXPECT_EQ(Error("with a as f(): pass"),
            "SyntaxError: cannot assign to function call @ 1:11-1:14");
  EXPECT_EQ(Error("f(True=1)"), "SyntaxError: cannot assign to True @ 1:3-1:8");
  EXPECT_EQ(Error("f(a.b=1)"),
            "SyntaxError: expression cannot contain assignment, perhaps you "
            "meant \"==\"? @ 1:3-1:7");
  EXPECT_EQ(Error("x = yield = 1"),
            "SyntaxError: assignment to yield expression not possible @ "
            "1:5-1:10");
  EXPECT_EQ(Error("(yield) = 1"),
            "SyntaxError: cannot assign to yield expression here. Maybe you "
            "meant '==' instead of '='? @ 1:2-1:7");
  EXPECT_EQ(Error("(a, b := 1) = 3"),
            "SyntaxError: cannot assign to named expression @ 1:5-1:11");
  EXPECT_EQ(Error("(a.b := 1)"),
            "SyntaxError: cannot use assignment expressions with attribute @ "
            "1:2-1:5");
  EXPECT_EQ(Error("++a = 3"),
            "SyntaxError: cannot assign to expression here. Maybe you meant "
            "'==' instead of '='? @ 1:1-1:4");
  EXPECT_EQ(Error("lambda: x = 1"),
            "SyntaxError: cannot assign to lambda @ 1:1-1:10");
  EXPECT_EQ(Error("for f() in x: pass"),
            "SyntaxError: cannot assign to function call @ 1:5-1:8");
  EXPECT_EQ(Error("for x, 1 in y: pass"),
            "SyntaxError: cannot assign to literal @ 1:8-1:9");
  EXPECT_EQ(Error("for 1 in x: pass"),
            "SyntaxError: cannot assign to literal @ 1:5-1:6");
  EXPECT_EQ(Error("[x for 1 in y]"),
            "SyntaxError: cannot assign to literal @ 1:8-1:9");
  EXPECT_EQ(Error("None = 1"), "SyntaxError: cannot assign to None @ 1:1-1:5");
  EXPECT_EQ(Error("True = 1"), "SyntaxError: cannot assign to True @ 1:1-1:5");
  EXPECT_EQ(Error("x = None = 2"),
            "SyntaxError: cannot assign to None @ 1:5-1:9");
  EXPECT_EQ(Error("\"a\" = 1"),
            "SyntaxError: cannot assign to literal here. Maybe you meant "
            "'==' instead of '='? @ 1:1-1:4");
  EXPECT_EQ(Error("a and b = 1"),
            "SyntaxError: cannot assign to expression @ 1:1-1:8");
  EXPECT_EQ(Error("-a = 1"),
            "SyntaxError: cannot assign to expression here. Maybe you meant "
            "'==' instead of '='? @ 1:1-1:3");
  EXPECT_EQ(Error("[a, b()] = 1"),
            "SyntaxError: cannot assign to function call @ 1:5-1:8");
  EXPECT_EQ(Error("a, b() = 1"),
            "SyntaxError: cannot assign to function call here. Maybe you "
            "meant '==' instead of '='? @ 1:4-1:7");
  EXPECT_EQ(Error("*a, b() = 1"),
            "SyntaxError: cannot assign to function call here. Maybe you "
            "meant '==' instead of '='? @ 1:5-1:8");
  EXPECT_EQ(Error("a < b = 1"),
            "SyntaxError: cannot assign to comparison @ 1:1-1:6");
  EXPECT_EQ(Error("{} = 1"),
            "SyntaxError: cannot assign to dict literal here. Maybe you "
            "meant '==' instead of '='? @ 1:1-1:3");
  EXPECT_EQ(Error("{1} = 1"),
            "SyntaxError: cannot assign to set display here. Maybe you meant "
            "'==' instead of '='? @ 1:1-1:4");
  EXPECT_EQ(Error("... = 1"),
            "SyntaxError: cannot assign to ellipsis here. Maybe you meant "
            "'==' instead of '='? @ 1:1-1:4");
  EXPECT_EQ(Error("lambda: 1 = 2"),
            "SyntaxError: cannot assign to lambda @ 1:1-1:10");
  EXPECT_EQ(Error("(x for x in y) = 1"),
            "SyntaxError: cannot assign to generator expression @ 1:1-1:15");
  EXPECT_EQ(Error("a if b else c = 1"),
            "SyntaxError: cannot assign to conditional expression @ 1:1-1:14");
  EXPECT_EQ(Error("(a := 1) = 2"),
            "SyntaxError: cannot assign to named expression here. Maybe you "
            "meant '==' instead of '='? @ 1:2-1:8");
  EXPECT_EQ(Error("a, b += 1"),
            "SyntaxError: 'tuple' is an illegal expression for augmented "
            "assignment @ 1:1-1:5");
  EXPECT_EQ(Error("if a.b = 1: pass"),
            "SyntaxError: cannot assign to attribute here. Maybe you meant "
            "'==' instead of '='? @ 1:4-1:7");
  EXPECT_EQ(Error("f(1=2)"),
            "SyntaxError: expression cannot contain assignment, perhaps you "
            "meant \"==\"? @ 1:3-1:5");
  EXPECT_EQ(Error("f(\"a\"=2)"),
            "SyntaxError: expression cannot contain assignment, perhaps you "
            "meant \"==\"? @ 1:3-1:7");
  EXPECT_EQ(Error("f(a+b=2)"),
            "SyntaxError: expression cannot contain assignment, perhaps you "
            "meant \"==\"? @ 1:3-1:7");
  EXPECT_EQ(Error("f(None=2)"), "SyntaxError: cannot assign to None @ 1:3-1:8");
  EXPECT_EQ(Error("a = b = c = 1 = d"),
            "SyntaxError: cannot assign to literal @ 1:13-1:14");
  EXPECT_EQ(Error("del (a, b), f()"),
            "SyntaxError: cannot delete function call @ 1:13-1:16");
  EXPECT_EQ(Error("del a + b"),
            "SyntaxError: cannot delete expression @ 1:5-1:10");
}

TEST(SyntaxErrorTest, TextOfTheLine) {
  Arena arena;
  const ParseResult result = Parse("x = 1\nf(a b)\n", {}, &arena);
  EXPECT_TRUE(result.error.has_text);
  EXPECT_EQ(result.error.text, "f(a b)\n");
}

TEST(SyntaxErrorTest, Encodings) {
  EXPECT_EQ(Statements("# coding: latin-1\nx = '\xE9'\n"),
            Statements("x = '\xC3\xA9'\n"));
  EXPECT_EQ(Statements("\xEF\xBB\xBFpass\n"), "Pass()");
  EXPECT_EQ(Error("# coding: none-such\n"),
            "SyntaxError: unknown encoding: none-such @ 0:0-0:0");
  EXPECT_EQ(Error("x = 1\n'\xFF'\n"),
            "SyntaxError: Non-UTF-8 code starting with '\\xff' in file "
            "<string> on line 2, but no encoding declared; see "
            "https://peps.python.org/pep-0263/ for details @ 2:0-0:0");
  EXPECT_EQ(Error(absl::string_view("a\0b", 3)),
            "SyntaxError: source code string cannot contain null bytes @ "
            "0:0-0:0");
}

std::string Repeat(absl::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out.append(text.data(), text.size());
  return out;
}

TEST(SyntaxErrorTest, DepthIsBounded) {
  EXPECT_EQ(Error(Repeat("(", 150) + Repeat(")", 150)), "ok");
  EXPECT_EQ(Error(Repeat("(", 500)),
            "SyntaxError: too many nested parentheses @ 1:201-1:201");
  const std::string memory_error = "MemoryError:  @ 0:0-0:0";
  EXPECT_EQ(Error(Repeat("-", 100000) + "x"), memory_error);
  EXPECT_EQ(Error(Repeat("not ", 100000) + "x"), memory_error);
  EXPECT_EQ(Error(Repeat("lambda: ", 100000) + "x"), memory_error);
  EXPECT_EQ(Error(Repeat("a if b else ", 100000) + "x"), memory_error);
  EXPECT_EQ(Error(Repeat("2**", 100000) + "x"), memory_error);
  const std::string recursion_error =
      "RecursionError: maximum recursion depth exceeded during compilation @ "
      "0:0-0:0";
  EXPECT_EQ(Error(Repeat("a + ", 100000) + "x"), recursion_error);
  EXPECT_EQ(Error("a" + Repeat(".b", 100000)), recursion_error);
  EXPECT_EQ(Error("a" + Repeat("()", 100000)), recursion_error);
  EXPECT_EQ(Error("if a: b\n" + Repeat("elif c: d\n", 100000)),
            recursion_error);
  // Long, but flat.
  EXPECT_EQ(Error(Repeat("a, ", 100000)), "ok");
  EXPECT_EQ(Error(Repeat("a and ", 100000) + "b"), "ok");
  EXPECT_EQ(Error(Repeat("a < ", 100000) + "b"), "ok");
  EXPECT_EQ(Error(Repeat("a + b, ", 100000)), "ok");
}

}  // namespace
}  // namespace pyjit
