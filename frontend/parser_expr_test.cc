// What CPython 3.11 says of the same texts.

#include "frontend/parser_test_util.h"
#include "gtest/gtest.h"

namespace pyjit {
namespace {

TEST(ParserExprTest, Operators) {
  EXPECT_EQ(Expression("a + b * c - d"),
            "BinOp(left=BinOp(left=Name(id='a', ctx=Load()), op=Add(), "
            "right=BinOp(left=Name(id='b', ctx=Load()), op=Mult(), "
            "right=Name(id='c', ctx=Load()))), op=Sub(), right=Name(id='d', "
            "ctx=Load()))");
  EXPECT_EQ(Expression("a ** -b ** c"),
            "BinOp(left=Name(id='a', ctx=Load()), op=Pow(), "
            "right=UnaryOp(op=USub(), operand=BinOp(left=Name(id='b', "
            "ctx=Load()), op=Pow(), right=Name(id='c', ctx=Load()))))");
  EXPECT_EQ(Expression("not a and b or c"),
            "BoolOp(op=Or(), values=[BoolOp(op=And(), "
            "values=[UnaryOp(op=Not(), operand=Name(id='a', ctx=Load())), "
            "Name(id='b', ctx=Load())]), Name(id='c', ctx=Load())])");
  EXPECT_EQ(Expression("a < b is not c not in d"),
            "Compare(left=Name(id='a', ctx=Load()), ops=[Lt(), IsNot(), "
            "NotIn()], comparators=[Name(id='b', ctx=Load()), Name(id='c', "
            "ctx=Load()), Name(id='d', ctx=Load())])");
  EXPECT_EQ(Expression("-x if y else ~z"),
            "IfExp(test=Name(id='y', ctx=Load()), body=UnaryOp(op=USub(), "
            "operand=Name(id='x', ctx=Load())), orelse=UnaryOp(op=Invert(), "
            "operand=Name(id='z', ctx=Load())))");
  EXPECT_EQ(Expression("a @ b // c % d"),
            "BinOp(left=BinOp(left=BinOp(left=Name(id='a', ctx=Load()), "
            "op=MatMult(), right=Name(id='b', ctx=Load())), op=FloorDiv(), "
            "right=Name(id='c', ctx=Load())), op=Mod(), right=Name(id='d', "
            "ctx=Load()))");
  EXPECT_EQ(Expression("a << 1 | b & c ^ d"),
            "BinOp(left=BinOp(left=Name(id='a', ctx=Load()), op=LShift(), "
            "right=Constant(value=1)), op=BitOr(), "
            "right=BinOp(left=BinOp(left=Name(id='b', ctx=Load()), "
            "op=BitAnd(), right=Name(id='c', ctx=Load())), op=BitXor(), "
            "right=Name(id='d', ctx=Load())))");
}

TEST(ParserExprTest, Calls) {
  EXPECT_EQ(Expression("f()"),
            "Call(func=Name(id='f', ctx=Load()), args=[], keywords=[])");
  EXPECT_EQ(Expression("f(a, *b, k=1, **d)"),
            "Call(func=Name(id='f', ctx=Load()), args=[Name(id='a', "
            "ctx=Load()), Starred(value=Name(id='b', ctx=Load()), "
            "ctx=Load())], keywords=[keyword(arg='k', "
            "value=Constant(value=1)), keyword(value=Name(id='d', "
            "ctx=Load()))])");
  EXPECT_EQ(Expression("f(x for x in y)"),
            "Call(func=Name(id='f', ctx=Load()), "
            "args=[GeneratorExp(elt=Name(id='x', ctx=Load()), "
            "generators=[comprehension(target=Name(id='x', ctx=Store()), "
            "iter=Name(id='y', ctx=Load()), ifs=[], is_async=0)])], "
            "keywords=[])");
  EXPECT_EQ(Expression("f(a, *b, c=1, *d)"),
            "Call(func=Name(id='f', ctx=Load()), args=[Name(id='a', "
            "ctx=Load()), Starred(value=Name(id='b', ctx=Load()), "
            "ctx=Load()), Starred(value=Name(id='d', ctx=Load()), "
            "ctx=Load())], keywords=[keyword(arg='c', "
            "value=Constant(value=1))])");
  EXPECT_EQ(Expression("f(a := 1)"),
            "Call(func=Name(id='f', ctx=Load()), "
            "args=[NamedExpr(target=Name(id='a', ctx=Store()), "
            "value=Constant(value=1))], keywords=[])");
  EXPECT_EQ(Expression("a.b[c](d).e"),
            "Attribute(value=Call(func=Subscript(value=Attribute(value=Name(i"
            "d='a', ctx=Load()), attr='b', ctx=Load()), slice=Name(id='c', "
            "ctx=Load()), ctx=Load()), args=[Name(id='d', ctx=Load())], "
            "keywords=[]), attr='e', ctx=Load())");
}

TEST(ParserExprTest, Subscripts) {
  EXPECT_EQ(Expression("a[1:2, ::3]"),
            "Subscript(value=Name(id='a', ctx=Load()), "
            "slice=Tuple(elts=[Slice(lower=Constant(value=1), "
            "upper=Constant(value=2)), Slice(step=Constant(value=3))], "
            "ctx=Load()), ctx=Load())");
  EXPECT_EQ(Expression("a[*b]"),
            "Subscript(value=Name(id='a', ctx=Load()), "
            "slice=Tuple(elts=[Starred(value=Name(id='b', ctx=Load()), "
            "ctx=Load())], ctx=Load()), ctx=Load())");
  EXPECT_EQ(Expression("a[b, ]"),
            "Subscript(value=Name(id='a', ctx=Load()), "
            "slice=Tuple(elts=[Name(id='b', ctx=Load())], ctx=Load()), "
            "ctx=Load())");
  EXPECT_EQ(Expression("a[b:=1]"),
            "Subscript(value=Name(id='a', ctx=Load()), "
            "slice=NamedExpr(target=Name(id='b', ctx=Store()), "
            "value=Constant(value=1)), ctx=Load())");
  EXPECT_EQ(Expression("a[:]"),
            "Subscript(value=Name(id='a', ctx=Load()), slice=Slice(), "
            "ctx=Load())");
}

TEST(ParserExprTest, Displays) {
  EXPECT_EQ(Expression("()"), "Tuple(elts=[], ctx=Load())");
  EXPECT_EQ(Expression("(a,)"),
            "Tuple(elts=[Name(id='a', ctx=Load())], ctx=Load())");
  EXPECT_EQ(Expression("[a, *b]"),
            "List(elts=[Name(id='a', ctx=Load()), Starred(value=Name(id='b', "
            "ctx=Load()), ctx=Load())], ctx=Load())");
  EXPECT_EQ(Expression("{a, b}"),
            "Set(elts=[Name(id='a', ctx=Load()), Name(id='b', ctx=Load())])");
  EXPECT_EQ(Expression("{a: b, **c}"),
            "Dict(keys=[Name(id='a', ctx=Load()), None], "
            "values=[Name(id='b', ctx=Load()), Name(id='c', ctx=Load())])");
  EXPECT_EQ(Expression("{}"), "Dict(keys=[], values=[])");
  EXPECT_EQ(Expression("(yield)"), "Yield()");
}

TEST(ParserExprTest, Comprehensions) {
  EXPECT_EQ(Expression("[x for x in y if a if b]"),
            "ListComp(elt=Name(id='x', ctx=Load()), "
            "generators=[comprehension(target=Name(id='x', ctx=Store()), "
            "iter=Name(id='y', ctx=Load()), ifs=[Name(id='a', ctx=Load()), "
            "Name(id='b', ctx=Load())], is_async=0)])");
  EXPECT_EQ(Expression("{x: y async for x, *y in z}"),
            "DictComp(key=Name(id='x', ctx=Load()), value=Name(id='y', "
            "ctx=Load()), generators=[comprehension(target=Tuple(elts=[Name(i"
            "d='x', ctx=Store()), Starred(value=Name(id='y', ctx=Store()), "
            "ctx=Store())], ctx=Store()), iter=Name(id='z', ctx=Load()), "
            "ifs=[], is_async=1)])");
  EXPECT_EQ(Expression("{x for x in y for z in w}"),
            "SetComp(elt=Name(id='x', ctx=Load()), "
            "generators=[comprehension(target=Name(id='x', ctx=Store()), "
            "iter=Name(id='y', ctx=Load()), ifs=[], is_async=0), "
            "comprehension(target=Name(id='z', ctx=Store()), "
            "iter=Name(id='w', ctx=Load()), ifs=[], is_async=0)])");
  EXPECT_EQ(Expression("(x for x in y)"),
            "GeneratorExp(elt=Name(id='x', ctx=Load()), "
            "generators=[comprehension(target=Name(id='x', ctx=Store()), "
            "iter=Name(id='y', ctx=Load()), ifs=[], is_async=0)])");
}

TEST(ParserExprTest, Lambdas) {
  EXPECT_EQ(Expression("lambda: 0"),
            "Lambda(args=arguments(posonlyargs=[], args=[], kwonlyargs=[], "
            "kw_defaults=[], defaults=[]), body=Constant(value=0))");
  EXPECT_EQ(Expression("lambda a, /, b=1, *c, d, e=2, **f: a"),
            "Lambda(args=arguments(posonlyargs=[arg(arg='a')], "
            "args=[arg(arg='b')], vararg=arg(arg='c'), "
            "kwonlyargs=[arg(arg='d'), arg(arg='e')], kw_defaults=[None, "
            "Constant(value=2)], kwarg=arg(arg='f'), "
            "defaults=[Constant(value=1)]), body=Name(id='a', ctx=Load()))");
  EXPECT_EQ(Expression("lambda *, a: a"),
            "Lambda(args=arguments(posonlyargs=[], args=[], "
            "kwonlyargs=[arg(arg='a')], kw_defaults=[None], defaults=[]), "
            "body=Name(id='a', ctx=Load()))");
}

TEST(ParserExprTest, Walrus) {
  EXPECT_EQ(Expression("(x := 1)"),
            "NamedExpr(target=Name(id='x', ctx=Store()), "
            "value=Constant(value=1))");
  EXPECT_EQ(Expression("[y := 1, y]"),
            "List(elts=[NamedExpr(target=Name(id='y', ctx=Store()), "
            "value=Constant(value=1)), Name(id='y', ctx=Load())], ctx=Load())");
}

TEST(ParserExprTest, Numbers) {
  EXPECT_EQ(Expression("1_000"), "Constant(value=1000)");
  EXPECT_EQ(Expression("0xFF"), "Constant(value=255)");
  EXPECT_EQ(Expression("0o17"), "Constant(value=15)");
  EXPECT_EQ(Expression("0b101"), "Constant(value=5)");
  EXPECT_EQ(Expression("1.5e3"), "Constant(value=1500.0)");
  EXPECT_EQ(Expression("1e400"), "Constant(value=inf)");
  EXPECT_EQ(Expression("2j"), "Constant(value=2j)");
  EXPECT_EQ(Expression("18446744073709551615"),
            "Constant(value=18446744073709551615)");
  EXPECT_EQ(Expression("00"), "Constant(value=0)");
  EXPECT_EQ(Expression("1_0.0_1"), "Constant(value=10.01)");
}

TEST(ParserExprTest, Strings) {
  EXPECT_EQ(Expression("'a' \"b\""), "Constant(value='ab')");
  EXPECT_EQ(Expression("r'\\n'"), "Constant(value='\\\\n')");
  EXPECT_EQ(Expression("b'\\x41' b'c'"), "Constant(value=b'Ac')");
  EXPECT_EQ(Expression("u'x'"), "Constant(value='x', kind='u')");
  EXPECT_EQ(Expression("'\\u00e9\\101\\N{BULLET}'"),
            "Constant(value='\xC3\xA9"
            "A\xE2\x80\xA2"
            "')");
  EXPECT_EQ(Expression("'''a\nb'''"), "Constant(value='a\\nb')");
  EXPECT_EQ(Expression("'\\\nx'"), "Constant(value='x')");
}

TEST(ParserExprTest, FStrings) {
  EXPECT_EQ(Expression("f'a{b}c'"),
            "JoinedStr(values=[Constant(value='a'), "
            "FormattedValue(value=Name(id='b', ctx=Load()), conversion=-1), "
            "Constant(value='c')])");
  EXPECT_EQ(Expression("f'{a!r:>{w}}'"),
            "JoinedStr(values=[FormattedValue(value=Name(id='a', "
            "ctx=Load()), conversion=114, format_spec=JoinedStr(values=[Const"
            "ant(value='>'), FormattedValue(value=Name(id='w', ctx=Load()), "
            "conversion=-1)]))])");
  EXPECT_EQ(Expression("f'{a=}'"),
            "JoinedStr(values=[Constant(value='a='), "
            "FormattedValue(value=Name(id='a', ctx=Load()), conversion=114)])");
  EXPECT_EQ(Expression("f'{{}}{a:%d}'"),
            "JoinedStr(values=[Constant(value='{}'), "
            "FormattedValue(value=Name(id='a', ctx=Load()), conversion=-1, "
            "format_spec=JoinedStr(values=[Constant(value='%d')]))])");
  EXPECT_EQ(Expression("f'{a}' 'b' f'{c:x}'"),
            "JoinedStr(values=[FormattedValue(value=Name(id='a', "
            "ctx=Load()), conversion=-1), Constant(value='b'), "
            "FormattedValue(value=Name(id='c', ctx=Load()), conversion=-1, "
            "format_spec=JoinedStr(values=[Constant(value='x')]))])");
  EXPECT_EQ(Expression("f'{ {1: 2}[1] }'"),
            "JoinedStr(values=[FormattedValue(value=Subscript(value=Dict(keys"
            "=[Constant(value=1)], values=[Constant(value=2)]), "
            "slice=Constant(value=1), ctx=Load()), conversion=-1)])");
  EXPECT_EQ(Expression("rf'\\d{a}'"),
            "JoinedStr(values=[Constant(value='\\\\d'), "
            "FormattedValue(value=Name(id='a', ctx=Load()), conversion=-1)])");
}

TEST(ParserExprTest, Constants) {
  EXPECT_EQ(Expression("None"), "Constant(value=None)");
  EXPECT_EQ(Expression("True"), "Constant(value=True)");
  EXPECT_EQ(Expression("..."), "Constant(value=Ellipsis)");
}

TEST(ParserExprTest, Positions) {
  EXPECT_EQ(Expression("a.b(c)[d]", true),
            "Subscript(value=Call(func=Attribute(value=Name(id='a', "
            "ctx=Load(), lineno=1, col_offset=0, end_lineno=1, "
            "end_col_offset=1), attr='b', ctx=Load(), lineno=1, "
            "col_offset=0, end_lineno=1, end_col_offset=3), "
            "args=[Name(id='c', ctx=Load(), lineno=1, col_offset=4, "
            "end_lineno=1, end_col_offset=5)], keywords=[], lineno=1, "
            "col_offset=0, end_lineno=1, end_col_offset=6), "
            "slice=Name(id='d', ctx=Load(), lineno=1, col_offset=7, "
            "end_lineno=1, end_col_offset=8), ctx=Load(), lineno=1, "
            "col_offset=0, end_lineno=1, end_col_offset=9)");
  EXPECT_EQ(Expression("( a , b )", true),
            "Tuple(elts=[Name(id='a', ctx=Load(), lineno=1, col_offset=2, "
            "end_lineno=1, end_col_offset=3), Name(id='b', ctx=Load(), "
            "lineno=1, col_offset=6, end_lineno=1, end_col_offset=7)], "
            "ctx=Load(), lineno=1, col_offset=0, end_lineno=1, "
            "end_col_offset=9)");
  EXPECT_EQ(Expression("f'a{b + c!r}'", true),
            "JoinedStr(values=[Constant(value='a', lineno=1, col_offset=0, "
            "end_lineno=1, end_col_offset=13), "
            "FormattedValue(value=BinOp(left=Name(id='b', ctx=Load(), "
            "lineno=1, col_offset=4, end_lineno=1, end_col_offset=5), "
            "op=Add(), right=Name(id='c', ctx=Load(), lineno=1, "
            "col_offset=8, end_lineno=1, end_col_offset=9), lineno=1, "
            "col_offset=4, end_lineno=1, end_col_offset=9), conversion=114, "
            "lineno=1, col_offset=0, end_lineno=1, end_col_offset=13)], "
            "lineno=1, col_offset=0, end_lineno=1, end_col_offset=13)");
  EXPECT_EQ(Expression("'x' 'y'", true),
            "Constant(value='xy', lineno=1, col_offset=0, end_lineno=1, "
            "end_col_offset=7)");
}

}  // namespace
}  // namespace pyjit
