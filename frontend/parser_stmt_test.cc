// What CPython 3.11 says of the same texts.

#include "frontend/parser_test_util.h"
#include "gtest/gtest.h"

namespace pyjit {
namespace {

TEST(ParserStmtTest, Assignments) {
  EXPECT_EQ(Statements("a = b = c\n"),
            "Assign(targets=[Name(id='a', ctx=Store()), Name(id='b', "
            "ctx=Store())], value=Name(id='c', ctx=Load()))");
  EXPECT_EQ(Statements("a, *b = c\n"),
            "Assign(targets=[Tuple(elts=[Name(id='a', ctx=Store()), "
            "Starred(value=Name(id='b', ctx=Store()), ctx=Store())], "
            "ctx=Store())], value=Name(id='c', ctx=Load()))");
  EXPECT_EQ(Statements("(a), [b] = c\n"),
            "Assign(targets=[Tuple(elts=[Name(id='a', ctx=Store()), "
            "List(elts=[Name(id='b', ctx=Store())], ctx=Store())], "
            "ctx=Store())], value=Name(id='c', ctx=Load()))");
  EXPECT_EQ(Statements("x: int = 1\n"),
            "AnnAssign(target=Name(id='x', ctx=Store()), "
            "annotation=Name(id='int', ctx=Load()), value=Constant(value=1), "
            "simple=1)");
  EXPECT_EQ(Statements("(x): int\n"),
            "AnnAssign(target=Name(id='x', ctx=Store()), "
            "annotation=Name(id='int', ctx=Load()), simple=0)");
  EXPECT_EQ(Statements("a.b: c\n"),
            "AnnAssign(target=Attribute(value=Name(id='a', ctx=Load()), "
            "attr='b', ctx=Store()), annotation=Name(id='c', ctx=Load()), "
            "simple=0)");
  EXPECT_EQ(Statements("a += yield\n"),
            "AugAssign(target=Name(id='a', ctx=Store()), op=Add(), "
            "value=Yield())");
  EXPECT_EQ(Statements("a[b] **= c\n"),
            "AugAssign(target=Subscript(value=Name(id='a', ctx=Load()), "
            "slice=Name(id='b', ctx=Load()), ctx=Store()), op=Pow(), "
            "value=Name(id='c', ctx=Load()))");
}

TEST(ParserStmtTest, Simple) {
  EXPECT_EQ(Statements("pass; x; y\n"),
            "Pass(), Expr(value=Name(id='x', ctx=Load())), "
            "Expr(value=Name(id='y', ctx=Load()))");
  EXPECT_EQ(Statements("del a, (b, c[d])\n"),
            "Delete(targets=[Name(id='a', ctx=Del()), "
            "Tuple(elts=[Name(id='b', ctx=Del()), "
            "Subscript(value=Name(id='c', ctx=Load()), slice=Name(id='d', "
            "ctx=Load()), ctx=Del())], ctx=Del())])");
  EXPECT_EQ(Statements("return\n"), "Return()");
  EXPECT_EQ(Statements("return *a, b\n"),
            "Return(value=Tuple(elts=[Starred(value=Name(id='a', "
            "ctx=Load()), ctx=Load()), Name(id='b', ctx=Load())], "
            "ctx=Load()))");
  EXPECT_EQ(Statements("raise a from b\n"),
            "Raise(exc=Name(id='a', ctx=Load()), cause=Name(id='b', "
            "ctx=Load()))");
  EXPECT_EQ(Statements("assert a, b\n"),
            "Assert(test=Name(id='a', ctx=Load()), msg=Name(id='b', "
            "ctx=Load()))");
  EXPECT_EQ(Statements("global a, b\n"), "Global(names=['a', 'b'])");
  EXPECT_EQ(Statements("import a.b as c, d\n"),
            "Import(names=[alias(name='a.b', asname='c'), alias(name='d')])");
  EXPECT_EQ(Statements("from ..a import b as c\n"),
            "ImportFrom(module='a', names=[alias(name='b', asname='c')], "
            "level=2)");
  EXPECT_EQ(Statements("from . import (a, b,)\n"),
            "ImportFrom(names=[alias(name='a'), alias(name='b')], level=1)");
  EXPECT_EQ(Statements("from a import *\n"),
            "ImportFrom(module='a', names=[alias(name='*')], level=0)");
  EXPECT_EQ(Statements("print\n"), "Expr(value=Name(id='print', ctx=Load()))");
}

TEST(ParserStmtTest, Functions) {
  EXPECT_EQ(Statements("def f(a, /, b: int = 1, *c: *d, e, g=2, **h) -> i: "
                       "pass\n"),
            "FunctionDef(name='f', args=arguments(posonlyargs=[arg(arg='a')],"
            " args=[arg(arg='b', annotation=Name(id='int', ctx=Load()))], "
            "vararg=arg(arg='c', annotation=Starred(value=Name(id='d', "
            "ctx=Load()), ctx=Load())), kwonlyargs=[arg(arg='e'), "
            "arg(arg='g')], kw_defaults=[None, Constant(value=2)], "
            "kwarg=arg(arg='h'), defaults=[Constant(value=1)]), "
            "body=[Pass()], decorator_list=[], returns=Name(id='i', "
            "ctx=Load()))");
  EXPECT_EQ(Statements("@a.b\n@c\nasync def f(*, x): await x\n"),
            "AsyncFunctionDef(name='f', args=arguments(posonlyargs=[], "
            "args=[], kwonlyargs=[arg(arg='x')], kw_defaults=[None], "
            "defaults=[]), body=[Expr(value=Await(value=Name(id='x', "
            "ctx=Load())))], decorator_list=[Attribute(value=Name(id='a', "
            "ctx=Load()), attr='b', ctx=Load()), Name(id='c', ctx=Load())])");
  EXPECT_EQ(Statements("class A(B, metaclass=C):\n  x = 1\n"),
            "ClassDef(name='A', bases=[Name(id='B', ctx=Load())], "
            "keywords=[keyword(arg='metaclass', value=Name(id='C', "
            "ctx=Load()))], body=[Assign(targets=[Name(id='x', "
            "ctx=Store())], value=Constant(value=1))], decorator_list=[])");
}

TEST(ParserStmtTest, Blocks) {
  EXPECT_EQ(Statements("if a: b\nelif c: d\nelse: e\n"),
            "If(test=Name(id='a', ctx=Load()), body=[Expr(value=Name(id='b', "
            "ctx=Load()))], orelse=[If(test=Name(id='c', ctx=Load()), "
            "body=[Expr(value=Name(id='d', ctx=Load()))], "
            "orelse=[Expr(value=Name(id='e', ctx=Load()))])])");
  EXPECT_EQ(Statements("while a:\n  break\nelse:\n  continue\n"),
            "While(test=Name(id='a', ctx=Load()), body=[Break()], "
            "orelse=[Continue()])");
  EXPECT_EQ(Statements("for a, b in c: pass\nelse: d\n"),
            "For(target=Tuple(elts=[Name(id='a', ctx=Store()), Name(id='b', "
            "ctx=Store())], ctx=Store()), iter=Name(id='c', ctx=Load()), "
            "body=[Pass()], orelse=[Expr(value=Name(id='d', ctx=Load()))])");
  EXPECT_EQ(Statements("async def f():\n  async for a in b: pass\n  async "
                       "with a as b: pass\n"),
            "AsyncFunctionDef(name='f', args=arguments(posonlyargs=[], "
            "args=[], kwonlyargs=[], kw_defaults=[], defaults=[]), "
            "body=[AsyncFor(target=Name(id='a', ctx=Store()), "
            "iter=Name(id='b', ctx=Load()), body=[Pass()], orelse=[]), "
            "AsyncWith(items=[withitem(context_expr=Name(id='a', "
            "ctx=Load()), optional_vars=Name(id='b', ctx=Store()))], "
            "body=[Pass()])], decorator_list=[])");
  EXPECT_EQ(Statements("with a as b, c: pass\n"),
            "With(items=[withitem(context_expr=Name(id='a', ctx=Load()), "
            "optional_vars=Name(id='b', ctx=Store())), "
            "withitem(context_expr=Name(id='c', ctx=Load()))], body=[Pass()])");
  EXPECT_EQ(Statements("with (a as b, c as d,): pass\n"),
            "With(items=[withitem(context_expr=Name(id='a', ctx=Load()), "
            "optional_vars=Name(id='b', ctx=Store())), "
            "withitem(context_expr=Name(id='c', ctx=Load()), "
            "optional_vars=Name(id='d', ctx=Store()))], body=[Pass()])");
  EXPECT_EQ(Statements("with (a, b) as c: pass\n"),
            "With(items=[withitem(context_expr=Tuple(elts=[Name(id='a', "
            "ctx=Load()), Name(id='b', ctx=Load())], ctx=Load()), "
            "optional_vars=Name(id='c', ctx=Store()))], body=[Pass()])");
  EXPECT_EQ(Statements("with (a): pass\n"),
            "With(items=[withitem(context_expr=Name(id='a', ctx=Load()))], "
            "body=[Pass()])");
  EXPECT_EQ(Statements("try: a\nexcept B as c: d\nexcept: e\nelse: "
                       "f\nfinally: g\n"),
            "Try(body=[Expr(value=Name(id='a', ctx=Load()))], "
            "handlers=[ExceptHandler(type=Name(id='B', ctx=Load()), "
            "name='c', body=[Expr(value=Name(id='d', ctx=Load()))]), "
            "ExceptHandler(body=[Expr(value=Name(id='e', ctx=Load()))])], "
            "orelse=[Expr(value=Name(id='f', ctx=Load()))], "
            "finalbody=[Expr(value=Name(id='g', ctx=Load()))])");
  EXPECT_EQ(Statements("try: a\nexcept* B: c\n"),
            "TryStar(body=[Expr(value=Name(id='a', ctx=Load()))], "
            "handlers=[ExceptHandler(type=Name(id='B', ctx=Load()), "
            "body=[Expr(value=Name(id='c', ctx=Load()))])], orelse=[], "
            "finalbody=[])");
}

TEST(ParserStmtTest, Match) {
  EXPECT_EQ(Statements("match a:\n  case 1 | -2 | 'x' | None: pass\n"),
            "Match(subject=Name(id='a', ctx=Load()), "
            "cases=[match_case(pattern=MatchOr(patterns=[MatchValue(value=Con"
            "stant(value=1)), MatchValue(value=UnaryOp(op=USub(), "
            "operand=Constant(value=2))), MatchValue(value=Constant(value='x'"
            ")), MatchSingleton(value=None)]), body=[Pass()])])");
  EXPECT_EQ(Statements("match a, b:\n  case [x, *_] if x: pass\n"),
            "Match(subject=Tuple(elts=[Name(id='a', ctx=Load()), "
            "Name(id='b', ctx=Load())], ctx=Load()), "
            "cases=[match_case(pattern=MatchSequence(patterns=[MatchAs(name='"
            "x'), MatchStar()]), guard=Name(id='x', ctx=Load()), "
            "body=[Pass()])])");
  EXPECT_EQ(Statements("match a:\n  case {'k': v, **r}: pass\n"),
            "Match(subject=Name(id='a', ctx=Load()), "
            "cases=[match_case(pattern=MatchMapping(keys=[Constant(value='k')"
            "], patterns=[MatchAs(name='v')], rest='r'), body=[Pass()])])");
  EXPECT_EQ(Statements("match a:\n  case B(c, d=e) as f: pass\n"),
            "Match(subject=Name(id='a', ctx=Load()), "
            "cases=[match_case(pattern=MatchAs(pattern=MatchClass(cls=Name(id"
            "='B', ctx=Load()), patterns=[MatchAs(name='c')], "
            "kwd_attrs=['d'], kwd_patterns=[MatchAs(name='e')]), name='f'), "
            "body=[Pass()])])");
  EXPECT_EQ(Statements("match a:\n  case x.y | (1+2j): pass\n  case *a, b: "
                       "pass\n  case _: pass\n"),
            "Match(subject=Name(id='a', ctx=Load()), "
            "cases=[match_case(pattern=MatchOr(patterns=[MatchValue(value=Att"
            "ribute(value=Name(id='x', ctx=Load()), attr='y', ctx=Load())), "
            "MatchValue(value=BinOp(left=Constant(value=1), op=Add(), "
            "right=Constant(value=2j)))]), body=[Pass()]), "
            "match_case(pattern=MatchSequence(patterns=[MatchStar(name='a'), "
            "MatchAs(name='b')]), body=[Pass()]), "
            "match_case(pattern=MatchAs(), body=[Pass()])])");
  EXPECT_EQ(Statements("match = case = _ = 1\n"),
            "Assign(targets=[Name(id='match', ctx=Store()), Name(id='case', "
            "ctx=Store()), Name(id='_', ctx=Store())], "
            "value=Constant(value=1))");
  EXPECT_EQ(Statements("match(a)\n"),
            "Expr(value=Call(func=Name(id='match', ctx=Load()), "
            "args=[Name(id='a', ctx=Load())], keywords=[]))");
  EXPECT_EQ(Statements("match[a:b]\n"),
            "Expr(value=Subscript(value=Name(id='match', ctx=Load()), "
            "slice=Slice(lower=Name(id='a', ctx=Load()), upper=Name(id='b', "
            "ctx=Load())), ctx=Load()))");
  EXPECT_EQ(Statements("match * a\n"),
            "Expr(value=BinOp(left=Name(id='match', ctx=Load()), op=Mult(), "
            "right=Name(id='a', ctx=Load())))");
}

}  // namespace
}  // namespace pyjit
