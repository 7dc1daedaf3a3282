// A small share of what parser_fuzz does, over sources that use every
// construct.

#include <string>

#include "frontend/parser_mutations.h"
#include "gtest/gtest.h"

namespace pyjit {
namespace {

constexpr char kSource[] = R"py(
import os.path as path, sys
from . import (a, b as c,)
@decorator(x=1)
async def f(a, /, b: int = 1, *args: *Ts, c, d=2, **kw) -> None:
    async with open(x) as y, z: await y
    async for i in g(): yield i
    return [x async for x in y if x]
class A(B, metaclass=M):
    x: int = 1; y = z = 3
    def g(self): return super().g(*a, **b)
match subject, other:
    case [1, -2.5, *rest] | {'k': v, **more} if v: pass
    case Point(x=0, y=1+2j) as p: print(f'{p!r:>{w}} {x=} {{}}')
    case a.b | None | "s" 'q': raise E from e
    case _: pass
try:
    x = lambda *a, b=1: (yield)
except (E, F) as e: del a[1:2, ::3], b.c
except: pass
else: assert x, 'y'
finally: global g, h
while (n := n - 1) > 0 and not done or a is not b:
    if x: continue
    elif y: break
    else: nonlocal q
with (open('a') as f, open('b') as g): x @= 0xFF_FF ** -1e5j // 0b11
s = rb'\x00' b"\"" ; t = u'''multi
line''' + r"\d" + '\N{BULLET}\u1234\777'
d = {**a, 1: 2, **{k: v for k, v in z}}; e = {1, *b}; g = (x for x in y)
try: pass
except* ValueError: ...
x = a if b else c; print(*a, sep=''); a[b][c].d(e)(f)
)py";

TEST(ParserFuzzTest, SurvivesDamagedSources) {
  SourceMutator mutator({kSource}, /*seed=*/1);
  int parsed = 0;
  for (int i = 0; i < 4000; ++i) {
    if (mutator.Check(mutator.Next())) ++parsed;
  }
  // Neither everything nor nothing: the damage is of the right size.
  EXPECT_GT(parsed, 40);
  EXPECT_LT(parsed, 3960);
}

TEST(ParserFuzzTest, TheSourceItselfParses) {
  EXPECT_TRUE(SourceMutator({kSource}, 1).Check(kSource) ||
              SourceMutator({kSource}, 2).Check(kSource));
}

}  // namespace
}  // namespace pyjit
