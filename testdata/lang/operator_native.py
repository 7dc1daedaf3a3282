# _operator: operators as functions, getters, hints.
import _operator as O


def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


for name in ("add", "sub", "mul", "floordiv", "truediv", "mod", "pow", "lshift", "rshift", "and_",
             "xor", "or_", "eq", "ne", "lt", "le", "gt", "ge", "is_", "is_not", "iadd", "isub",
             "imul", "ifloordiv", "itruediv", "imod", "ipow", "ilshift", "irshift", "iand", "ixor",
             "ior"):
    print(name, getattr(O, name)(13, 3))
for name in ("neg", "pos", "abs", "inv", "invert", "not_", "truth", "index"):
    print(name, getattr(O, name)(-5))
show(lambda: O.add([1], [2]))
x = [1]
print(O.iadd(x, [2]), x, O.imul(x, 2), x)
show(lambda: O.add(1, "a"))
show(lambda: O.matmul(1, 2))
show(lambda: O.index(1.5))
show(lambda: O.concat([1], [2]))
show(lambda: O.concat(1, 2))
show(lambda: O.concat("a", "b"))
show(lambda: O.iconcat((1,), (2,)))
show(lambda: O.contains([1, 2], 2))
show(lambda: O.countOf("banana", "a"))
show(lambda: O.indexOf("banana", "n"))
show(lambda: O.indexOf("banana", "z"))
show(lambda: O.countOf(1, 1))
d = {1: 2}
print(O.getitem(d, 1), O.setitem(d, 3, 4), d, O.delitem(d, 1), d)
show(lambda: O.getitem([1], 5))
show(lambda: O.call(max, 1, 2, key=lambda v: -v))
show(lambda: O.call())
show(lambda: O.add(1))
print(O._compare_digest("abc", "abc"), O._compare_digest(b"abc", b"abd"), O._compare_digest("a", "ab"))
show(lambda: O._compare_digest("\xe9", "a"))
show(lambda: O._compare_digest("a", b"a"))


class Hint:
    def __init__(self, v):
        self.v = v

    def __length_hint__(self):
        if isinstance(self.v, Exception):
            raise self.v
        return self.v


print(O.length_hint([1, 2]), O.length_hint(Hint(5)), O.length_hint(3, 4), O.length_hint(Hint(NotImplemented), 7))
show(lambda: O.length_hint(Hint("a")))
show(lambda: O.length_hint(Hint(-1)))
show(lambda: O.length_hint(Hint(TypeError("t")), 3))
show(lambda: O.length_hint(Hint(ValueError("v")), 3))
show(lambda: O.length_hint([], "a"))
show(lambda: O.length_hint(iter([1, 2, 3])))


class A:
    def __init__(self, **kw):
        self.__dict__.update(kw)

    def m(self, *args, **kw):
        return args, kw


a = A(x=1, y=A(z=2))
print(O.attrgetter("x")(a), O.attrgetter("y.z")(a), O.attrgetter("x", "y.z")(a))
show(lambda: O.attrgetter("q")(a))
show(lambda: O.attrgetter(3))
show(lambda: O.attrgetter())
show(lambda: O.attrgetter("x")(a, a))
print(O.itemgetter(1)("abc"), O.itemgetter(1, -1)((1, 2, 3)), O.itemgetter("k")({"k": 5}),
      O.itemgetter(slice(1, 3))("abcd"))
show(lambda: O.itemgetter(5)("abc"))
show(lambda: O.itemgetter())
show(lambda: O.itemgetter(1)(x=2))
print(O.methodcaller("m", 1, k=2)(a), O.methodcaller("upper")("abc"), O.methodcaller("m")(a))
show(lambda: O.methodcaller())
show(lambda: O.methodcaller(3))
show(lambda: O.methodcaller("nope")(a))
print(O.itemgetter(1, 2), O.attrgetter("a.b", "c"), O.methodcaller("m", 1, k="v"))
print(O.itemgetter(1, 2).__reduce__()[1], O.attrgetter("a.b").__reduce__()[1],
      O.methodcaller("m", 1).__reduce__()[1])
pairs = [(i * 7 % 13, i) for i in range(13)]
print(sorted(pairs, key=O.itemgetter(0))[:3], sorted(pairs, key=O.itemgetter(0, 1), reverse=True)[:2])


def hot(n):
    s = 0
    get = O.itemgetter(1)
    attr = O.attrgetter("x")
    for i in range(n):
        s = O.add(s, O.mul(i, 2)) + get((1, i)) + attr(a)
    return s


print(hot(300))
