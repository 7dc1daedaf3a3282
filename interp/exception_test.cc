// Raising, handlers, unwinding, tracebacks and limits.
#include <chrono>
#include <string>
#include <thread>

#include "gtest/gtest.h"
#include "interp/testing/python.h"

namespace pyjit {
namespace {

TEST(Exceptions, HandlersAndFinally) {
  PythonProgram p;
  EXPECT_EQ(p.Run(R"(
import sys
log = []
def f(kind):
    try:
        log.append('try')
        if kind == 0: return 'r'
        if kind == 1: raise ValueError('v')
        if kind == 2: raise KeyError('k')
        if kind == 3: 1 // 0
        if kind == 4: raise SystemExit
    except ValueError as e:
        log.append(repr(e))
        return 'value'
    except (KeyError, IndexError):
        log.append('lookup')
        raise RuntimeError('again')
    except Exception as e:
        log.append(type(e).__name__)
    else:
        log.append('else')
    finally:
        log.append('finally')
    return 'end'
r = []
for k in range(6):
    try:
        r.append(f(k))
    except BaseException as e:
        r.append((repr(e), repr(e.__context__)))
after = sys.exc_info()
def loop():
    out = []
    for i in range(5):
        try:
            if i == 1: continue
            if i == 3: break
            out.append(i)
        finally:
            out.append('f')
    return out
q = loop()
class Ctx:
    def __init__(self, swallow): self.swallow = swallow
    def __enter__(self): return self
    def __exit__(self, kind, value, tb):
        log.append((kind and kind.__name__, tb is not None))
        return self.swallow
log = []
with Ctx(False) as c: log.append(c.swallow)
with Ctx(True): 1 // 0
try:
    with Ctx(False): {}['k']
except KeyError: log.append('out')
try:
    raise ValueError('a') from TypeError('b')
except ValueError as e:
    cause = repr(e.__cause__), e.__suppress_context__
)"),
            "");
  EXPECT_EQ(p.Global("r"),
            "['r', 'value', (\"RuntimeError('again')\", \"KeyError('k')\"), 'end', "
            "('SystemExit()', 'None'), 'end']");
  EXPECT_EQ(p.Global("after"), "(None, None, None)");
  EXPECT_EQ(p.Global("q"), "[0, 'f', 'f', 2, 'f', 'f']");
  EXPECT_EQ(p.Global("log"),
            "[False, (None, False), ('ZeroDivisionError', True), ('KeyError', True), 'out']");
  EXPECT_EQ(p.Global("cause"), "(\"TypeError('b')\", True)");
}

TEST(Exceptions, TracebackOfUncaught) {
  IsolateOptions options;
  options.allow_files = true;
  PythonProgram p(nullptr, options);
  EXPECT_EQ(p.RunFile("def f(x):\n"
                  "    return g(x) + 1\n"
                  "def g(x):\n"
                  "    return x / 0\n"
                  "f(1)\n"),
            "Traceback (most recent call last):\n"
            "  File \"<test>\", line 5, in <module>\n"
            "    f(1)\n"
            "  File \"<test>\", line 2, in f\n"
            "    return g(x) + 1\n"
            "           ^^^^\n"
            "  File \"<test>\", line 4, in g\n"
            "    return x / 0\n"
            "           ~~^~~\n"
            "ZeroDivisionError: division by zero\n");
}

TEST(Exceptions, ReraiseKeepsOneEntryPerFrame) {
  IsolateOptions options;
  options.allow_files = true;
  PythonProgram p(nullptr, options);
  EXPECT_EQ(p.RunFile("def f():\n"
                  "    try:\n"
                  "        raise ValueError('x')\n"
                  "    finally:\n"
                  "        pass\n"
                  "try:\n"
                  "    f()\n"
                  "except ValueError:\n"
                  "    raise\n"),
            "Traceback (most recent call last):\n"
            "  File \"<test>\", line 7, in <module>\n"
            "    f()\n"
            "  File \"<test>\", line 3, in f\n"
            "    raise ValueError('x')\n"
            "ValueError: x\n");
}

TEST(Exceptions, DeepRecursion) {
  PythonProgram p;
  EXPECT_EQ(p.Run(R"(
import sys
def f(n): return f(n + 1)
class C:
    def __init__(self): self.c = C()
    def __add__(self, o): return self + o
    def __getattr__(self, name): return getattr(self, name + 'x')
    def __repr__(self): return repr(self)
r = []
for run in (lambda: f(0), C, lambda: C.__add__(object.__new__(C), 1),
            lambda: object.__new__(C).y, lambda: repr(object.__new__(C))):
    try:
        run()
    except RecursionError as e:
        r.append(str(e)[:32])
depth = 0
def g():
    global depth
    depth += 1
    g()
try:
    g()
except RecursionError:
    pass
s = depth > 900 and depth < 1001
sys.setrecursionlimit(1000000)
try:
    f(0)
except RecursionError as e:
    t = 'survived'
try:
    object.__new__(C) + 1
except RecursionError as e:
    u = 'survived'
)"),
            "");
  std::string text = "'maximum recursion depth exceeded'";
  EXPECT_EQ(p.Global("r"), "[" + text + ", " + text + ", " + text + ", " + text + ", " + text +
                               "]");
  EXPECT_EQ(p.Global("s"), "True");
  EXPECT_EQ(p.Global("t"), "'survived'");
  EXPECT_EQ(p.Global("u"), "'survived'");
}

// Sets a poll bit from another thread while Python loops for ever.
void SetLater(Thread* t, uint32_t bit, std::thread* out) {
  *out = std::thread([t, bit] {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    t->poll.fetch_or(bit);
  });
}

TEST(Polling, InterruptStopsALoop) {
  PythonProgram p;
  std::thread other;
  SetLater(p.thread(), kPollInterrupt, &other);
  std::string error = p.Run("def f():\n"
                            "    while True: pass\n"
                            "try:\n"
                            "    f()\n"
                            "except KeyboardInterrupt:\n"
                            "    caught = True\n");
  other.join();
  EXPECT_EQ(error, "");
  EXPECT_EQ(p.Global("caught"), "True");
}

TEST(Polling, DeadlineCannotBeCaught) {
  PythonProgram p;
  std::thread other;
  SetLater(p.thread(), kPollDeadline, &other);
  std::string error = p.Run("n = 0\n"
                            "while True:\n"
                            "    try:\n"
                            "        for i in range(10**9): pass\n"
                            "    except BaseException:\n"
                            "        n += 1\n");
  other.join();
  EXPECT_NE(error.find("deadline exceeded"), std::string::npos) << error;
  p.thread()->poll.fetch_and(~uint32_t{kPollDeadline});
  EXPECT_EQ(p.Global("n"), "0");
  EXPECT_EQ(p.Run("m = n + 1\n"), "");
}

TEST(Polling, FuelRunsOut) {
  PythonProgram p;
  p.thread()->fuel = 100;
  p.thread()->poll.fetch_or(kPollFuel);
  std::string error = p.Run("n = 0\nwhile True: n += 1\n");
  EXPECT_NE(error.find("fuel exhausted"), std::string::npos) << error;
  p.thread()->poll.fetch_and(~uint32_t{kPollFuel});
  EXPECT_EQ(p.Global("n"), "100");
}

TEST(Polling, CollectionInLoops) {
  IsolateOptions options;
  options.heap.collect_every = 7;
  PythonProgram p(nullptr, options);
  EXPECT_EQ(p.Run(R"(
class Node:
    def __init__(self, value, next): self.value, self.next = value, next
def build(n):
    node = None
    for i in range(n): node = Node(i * 0.5, node)
    return node
total = 0.0
node = build(200)
while node is not None:
    total += node.value
    node = node.next
words = {}
for i in range(200):
    words['w%d' % (i % 10)] = words.get('w%d' % (i % 10), 0) + 1
def keywords(a, *rest, b=1, **more): return (a, rest, b, more)
calls = [keywords(i, i + 1, b=[i], c=str(i)) for i in range(50)][-1]
)"),
            "");
  EXPECT_EQ(p.Global("total"), "9950.0");
  EXPECT_EQ(p.Run("w = words['w3'], len(words)\n"), "");
  EXPECT_EQ(p.Global("w"), "(20, 10)");
  EXPECT_EQ(p.Global("calls"), "(49, (50,), [49], {'c': '49'})");
}

}  // namespace
}  // namespace pyjit
