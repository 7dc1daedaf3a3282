// Inline caches stay right while objects and classes change under them.
#include <string>

#include "gtest/gtest.h"
#include "interp/testing/python.h"

namespace pyjit {
namespace {

TEST(AttributeCaches, SlotsOfEveryRepresentation) {
  PythonProgram p;
  EXPECT_EQ(p.Run(R"(
class P:
    def __init__(self, a):
        self.a = a
        self.b = 1
def get(o): return o.a
def put(o, v): o.a = v
r = []
objects = [P(i) for i in range(5)] + [P(0.5 * i) for i in range(5)] + [P('s'), P(None)]
for o in objects: r.append(get(o))
for o in objects:
    for v in (1, 2.5, 'x', 1 << 80):
        put(o, v)
        put(o, v)
        if get(o) != v or o.b != 1: r.append(('wrong', v))
)"),
            "");
  EXPECT_EQ(p.Global("r"), "[0, 1, 2, 3, 4, 0.0, 0.5, 1.0, 1.5, 2.0, 's', None]");
}

TEST(AttributeCaches, ClassChanges) {
  PythonProgram p;
  EXPECT_EQ(p.Run(R"(
class A:
    limit = 1
    def name(self): return 'A'
class B(A): pass
def limit(o): return o.limit
def name(o): return o.name()
b = B()
r = []
for step in range(9):
    for again in range(3):
        got = limit(b), name(b)
    r.append(got)
    if step == 0: A.limit = 2
    elif step == 1: A.name = lambda self: 'new A'
    elif step == 2: B.name = lambda self: 'B'
    elif step == 3: b.limit = 4
    elif step == 4: B.limit = property(lambda self: 'data')
    elif step == 5: del B.limit
    elif step == 6: del b.limit, B.name
    elif step == 7: b.name = lambda: 'own'
)"),
            "");
  EXPECT_EQ(p.Global("r"),
            "[(1, 'A'), (2, 'A'), (2, 'new A'), (2, 'B'), (4, 'B'), ('data', 'B'), "
            "(4, 'B'), (2, 'new A'), (2, 'own')]");
}

TEST(AttributeCaches, ManyShapesAtOneSite) {
  PythonProgram p;
  EXPECT_EQ(p.Run(R"(
def make(i):
    class C:
        def __init__(self): self.v = i
        def get(self): return self.v + i
    return C
classes = [make(i) for i in range(40)]
total = 0
for again in range(5):
    for c in classes:
        o = c()
        total += o.v + o.get()
)"),
            "");
  EXPECT_EQ(p.Global("total"), "11700");
}

TEST(AttributeCaches, ManyAttributesAndDeletion) {
  PythonProgram p;
  EXPECT_EQ(p.Run(R"(
class Big: pass
def fill(o):
    for i in range(100): setattr(o, 'a%d' % i, i)
    return o
o = [fill(Big()) for i in range(3)]
r = [x.a0 + x.a50 + x.a99 for x in o]
def drop(x):
    del x.a50
    try:
        x.a50
    except AttributeError as e:
        return str(e), x.a51, x.a99
s = [drop(x) for x in o]
t = o[0].__dict__['a7'], len(vars(o[1]))
o[0].__dict__['a50'] = 'back'
u = o[0].a50
)"),
            "");
  EXPECT_EQ(p.Global("r"), "[149, 149, 149]");
  EXPECT_EQ(p.Global("s"),
            "[(\"'Big' object has no attribute 'a50'\", 51, 99), "
            "(\"'Big' object has no attribute 'a50'\", 51, 99), "
            "(\"'Big' object has no attribute 'a50'\", 51, 99)]");
  EXPECT_EQ(p.Global("t"), "(7, 99)");
  EXPECT_EQ(p.Global("u"), "'back'");
}

TEST(AttributeCaches, GetAttrHooksModulesAndClasses) {
  PythonProgram p;
  EXPECT_EQ(p.Run(R"(
import sys
class Lazy:
    def __getattr__(self, name): return 'made ' + name
class Watch:
    def __setattr__(self, name, value): object.__setattr__(self, name, value * 2)
class K:
    X = 1
def get(o): return o.X
r = []
for i in range(4):
    r.append((Lazy().thing, get(K), get(Lazy())))
    K.X = i
w = Watch()
for i in range(3): w.v = i
sys.X = 5
s = w.v, get(sys), get(sys)
sys.X = 6
s += get(sys),
del sys.X
try:
    get(sys)
except AttributeError as e:
    s += str(e),
)"),
            "");
  EXPECT_EQ(p.Global("r"),
            "[('made thing', 1, 'made X'), ('made thing', 0, 'made X'), "
            "('made thing', 1, 'made X'), ('made thing', 2, 'made X')]");
  EXPECT_EQ(p.Global("s"), "(4, 5, 5, 6, \"module 'sys' has no attribute 'X'\")");
}

}  // namespace
}  // namespace pyjit
