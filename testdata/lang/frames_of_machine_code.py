# Who looks at its callers' frames from a call sees them as they are: also the frames that
# the JIT has inlined, their lines, their variables, and the very objects in them.
import io
import logging
import sys
import traceback
import warnings


def chain(most=6):
    f = sys._getframe(1)
    seen = []
    while f is not None and len(seen) < most:
        seen.append((f.f_code.co_name, f.f_lineno))
        f = f.f_back
    return tuple(seen)


def summary(results):
    for key in sorted(results, key=repr):
        print(" ", key, results[key])


def count(results, key):
    results[key] = results.get(key, 0) + 1


class Odd:
    def __getattr__(self, name):
        if name == "chain":
            return chain()
        raise AttributeError(name)

    def __eq__(self, other):
        self.seen = chain()
        return NotImplemented

    def __hash__(self):
        self.seen = chain()
        return 7

    def __add__(self, other):
        return chain()

    def __len__(self):
        self.seen = chain()
        return 1

    def __getitem__(self, i):
        return chain()

    def __format__(self, spec):
        return repr(chain())


# Inlined three deep, at various instructions.
def low(odd, n):
    if n % 3 == 0:
        return odd.chain
    if n % 3 == 1:
        return odd + n
    return odd[n]


def mid(odd, n):
    m = n + 1
    return low(odd, m)


def high(odd, n):
    return mid(odd, n) if n & 1 else \
        mid(odd, n)


def inlined():
    results = {}
    odd = Odd()
    for i in range(400):
        count(results, high(odd, i))
    return results


def operators():
    results = {}
    odd = Odd()
    for i in range(300):
        if odd == i:
            pass
        count(results, odd.seen)
        d = {odd: 1}
        count(results, odd.seen)
        if odd:
            count(results, odd.seen)
        count(results, f"{odd}")
    return results


# Local variables: numbers, and objects made in the loop.
class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


def looker(depth):
    f = sys._getframe(depth)
    shown = f.f_locals
    point = shown.get("point")
    return (f, shown["number"], shown["whole"], shown["i"], point,
            point.x, point.y, sys._getframe(depth + 1).f_locals.get("outer"))


class Asks:
    def __getattr__(self, name):
        return looker(2)


def variables(ask, i, outer_number):
    number = outer_number * 0.5
    whole = i * 3
    point = Point(number, whole)
    pair = (point, whole)
    f, n, w, j, p, x, y, outer = ask.look
    assert n == number and w == whole and j == i, (n, number, w, whole, j, i)
    assert p is point and pair[0] is p and x == number and y == whole
    assert f.f_code is variables.__code__, f
    point.x += 1.0
    assert p.x == number + 1.0
    assert f.f_lineno == sys._getframe().f_lineno
    return outer, f


def all_variables():
    total = 0.0
    ask = Asks()
    kept = []
    for i in range(400):
        outer = i * 1.5
        seen, frame = variables(ask, i, total)
        assert seen == outer, (seen, outer)
        total += outer + i
        if i % 100 == 0:
            kept.append(frame)
    for frame in kept:
        names = frame.f_locals
        print(" ", frame.f_code.co_name, names["i"], names["number"], names["whole"],
              names["point"].x, names["outer"], frame.f_back.f_code.co_name)
    return total


# A function that calls itself.
def fib(n, odd):
    if n < 2:
        return odd.chain if n == 0 else ()
    a = fib(n - 1, odd)
    b = fib(n - 2, odd)
    return a or b


def count_down(n, odd):
    if n == 0:
        return len(odd.deep) + n
    return count_down(n - 1, odd) + n - n


class Deep:
    @property
    def deep(self):
        f = sys._getframe(1)
        seen = []
        while f is not None:
            if f.f_code.co_name == "count_down":
                seen.append(f.f_locals["n"])
            f = f.f_back
        assert seen == list(range(len(seen))), seen
        return seen


class ByGetattr:
    def __getattr__(self, name):
        return Deep().deep


def recursion():
    results = {}
    odd = Odd()
    deep = ByGetattr()
    for i in range(40):
        count(results, fib(6, odd))
    for i in range(40):
        count(results, count_down(i % 20, deep))
    return results


# Generators, methods, natives that call back.
def numbers(odd, n):
    for i in range(n):
        yield odd.chain, i


class Holder:
    def __init__(self, odd):
        self.odd = odd

    def method(self, n):
        return self.other(n)

    def other(self, n):
        return self.odd.chain


def key(x):
    return chain(4)


def run_keys(n):
    return list(map(key, [n]))[0]


def run_sorted(n):
    seen = []

    def by(x):
        seen.append(chain(4))
        return x
    sorted([n], key=by)
    return seen[0]


def run_max(n):
    return max([n], key=lambda x: count(KEYS, chain(4)) or x)


KEYS = {}


def callbacks():
    results = {}
    odd = Odd()
    holder = Holder(odd)
    for i in range(60):
        for seen, j in numbers(odd, 4):
            count(results, seen)
    for i in range(300):
        count(results, holder.method(i))
        count(results, run_keys(i))
        count(results, run_sorted(i))
        run_max(i)
    return results


# Exceptions after the look, caught at various heights.
class Fails:
    def __init__(self):
        self.seen = None

    def __getattr__(self, name):
        self.__dict__["seen"] = chain()
        if self.n % 2:
            raise AttributeError("no " + name)
        return self.n


def may_fail(fails, n):
    fails.n = n
    x = n * 1.5
    try:
        return fails.something + x
    except AttributeError as e:
        tb = e.__traceback__
        return (str(e), tb.tb_lineno, tb.tb_frame.f_locals["x"] == x, tb.tb_frame.f_lineno,
                tb.tb_next.tb_frame.f_back is tb.tb_frame)


def fails_through(fails, n):
    fails.n = n
    return fails.something


def fails_above(fails, n):
    return fails_through(fails, n)


def exceptions():
    results = {}
    fails = Fails()
    for i in range(300):
        r = may_fail(fails, i)
        if isinstance(r, float):
            assert r == i * 2.5
            r = "returned"
        count(results, (r, fails.seen))
        try:
            fails_above(fails, i)
        except AttributeError as e:
            count(results, tuple((f.name, f.lineno) for f in traceback.extract_tb(e.__traceback__)))
            count(results, fails.seen)
    return results


# The library's ways to look.
def log_it(log, i):
    log.info("x")


def log_above(log, i):
    j = i + 1
    log_it(log, j)
    log.warning("y")
    return j


def logged():
    out = io.StringIO()
    log = logging.getLogger("frames")
    handler = logging.StreamHandler(out)
    handler.setFormatter(logging.Formatter("%(funcName)s:%(lineno)d %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False
    for i in range(60):
        log_above(log, i)
        log.info("z")
    results = {}
    for line in out.getvalue().split("\n"):
        count(results, line)
    return results


def warn_at(level):
    warnings.warn("w", stacklevel=level)


class Warns:
    def __getattr__(self, name):
        warn_at(int(name[1:]))


def warned_inner(w, i):
    w._2
    w._3
    w._4


def warned():
    results = {}
    w = Warns()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for i in range(80):
            warned_inner(w, i)
            w._3
    for c in caught:
        count(results, c.lineno)
    return results


class Stack:
    def __getattr__(self, name):
        return tuple((f.name, f.lineno, f.line) for f in traceback.extract_stack()[-4:])


def stack_inner(s):
    return s.stack


def stacks():
    results = {}
    s = Stack()
    for i in range(100):
        count(results, stack_inner(s))
    return results


# A frame that was kept before, looked at from a call.
class Kept:
    frame = None

    def __getattr__(self, name):
        f = self.frame
        return f.f_lineno, f.f_locals["i"], f.f_locals["step"]


def kept():
    results = {}
    k = Kept()
    k.frame = sys._getframe()
    for i in range(200):
        step = i * 0.25
        line, j, s = k.look
        assert j == i and s == step, (i, j, s)
        count(results, line)
    return results


for test in (inlined, operators, recursion, callbacks, exceptions, logged, warned, stacks, kept):
    print(test.__name__)
    summary(test())
print("keys")
summary(KEYS)
print("all_variables")
print(all_variables())
