# Caches, dispatch, partial application, orderings.
import functools
import operator


@functools.lru_cache(maxsize=None)
def ways(n, coins):
    if n == 0:
        return 1
    if n < 0 or not coins:
        return 0
    return ways(n - coins[0], coins) + ways(n, coins[1:])


print(ways(100, (50, 20, 10, 5, 2, 1)), ways.cache_info())


@functools.lru_cache(maxsize=3, typed=True)
def square(x):
    print("computing", x)
    return x * x


print([square(v) for v in (1, 1.0, 2, 1, 3, 4, 1, 2)], square.cache_info(), square.cache_parameters())
square.cache_clear()
print(square.cache_info(), square.__wrapped__(7))
for bad in ([1], {}):
    try:
        square(bad)
    except TypeError as e:
        print(e)


@functools.singledispatch
def describe(value):
    return f"object {value}"


@describe.register
def _(value: int):
    return f"int {value}"


@describe.register(list)
@describe.register(tuple)
def _(value):
    return f"sequence of {len(value)}"


class Base:
    @functools.singledispatchmethod
    def visit(self, node):
        return "any"

    @visit.register
    def _(self, node: str):
        return "str " + node

    @functools.cached_property
    def heavy(self):
        print("once")
        return 42


print([describe(v) for v in (1, True, "s", [1], (1, 2), None)], describe.registry.keys() >= {int, list}, describe.dispatch(bool) is describe.dispatch(int))
b = Base()
print(b.visit(1), b.visit("x"), b.heavy, b.heavy, b.__dict__)


@functools.total_ordering
class Version:
    def __init__(self, *parts):
        self.parts = parts

    def __eq__(self, other):
        return self.parts == other.parts

    def __lt__(self, other):
        return self.parts < other.parts


print(Version(1, 2) >= Version(1, 1), Version(1) <= Version(1), Version(2) > Version(3), sorted([Version(2), Version(1)])[0].parts)
half = functools.partial(pow, exp=2)
print(half(5), functools.partial(int, base=2)("101"), half.func is pow, half.args, half.keywords)
p = functools.partial(functools.partial(print, "a", sep="-"), "b", end="!\n")
p("c")
print(p.args, sorted(p.keywords))
print(functools.reduce(operator.mul, range(1, 11)), functools.reduce(lambda a, x: a + [x], "abc", []))
try:
    functools.reduce(operator.add, [])
except TypeError as e:
    print(e)
compare = functools.cmp_to_key(lambda a, b: (a % 5 > b % 5) - (a % 5 < b % 5))
print(sorted(range(12), key=compare), compare(1) < compare(7), compare(5) == compare(10))


def deco(f):
    @functools.wraps(f, updated=("__dict__",))
    def inner(*args):
        "inner doc"
        return f(*args) + 1
    return inner


@deco
def documented(x):
    "the doc"
    return x


print(documented(1), documented.__name__, documented.__doc__, documented.__wrapped__(1))
print([operator.itemgetter(1, 0)(v) for v in ("ab", [3, 4])], operator.attrgetter("real", "imag")(3), operator.methodcaller("upper")("q"))
