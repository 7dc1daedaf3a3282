# types.GenericAlias, unions and mapping proxies.
import sys


class types:
    GenericAlias = type(list[int])
    UnionType = type(int | str)
    MappingProxyType = type(type.__dict__)
    SimpleNamespace = type(sys.implementation)
    CellType = type((lambda x: lambda: x)(1).__closure__[0])



def attempt(f, *args):
    try:
        print("->", f(*args))
    except Exception as e:
        print(type(e).__name__, e)


print(list[int], dict[str, list[int]], tuple[()], tuple[int, ...], set["x"], frozenset[None], type[int])
L = list[int]
print(L.__origin__, L.__args__, L.__parameters__, L == list[int], L != list[str], hash(L) == hash(list[int]))
print(L((1, 2)), L.append is list.append, L.__class__, L.__name__, type(L), L.__unpacked__)
attempt(lambda: L[int])
attempt(lambda: isinstance([], L))
attempt(lambda: issubclass(list, L))
attempt(lambda: L.nothing)
attempt(lambda: setattr(L, "x", 1))
print([*tuple[int, str]], next(iter(L)), next(iter(L)).__unpacked__)
print(L.__mro_entries__(()), L.__reduce__())
attempt(types.GenericAlias, list)
attempt(lambda: types.GenericAlias(list, args=1))


class D(list[int]):
    pass


print(D.__bases__, D.__orig_bases__, D([1]))


class P:
    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return self.n

    def __typing_subst__(self, arg):
        return arg


T, K = P("T"), P("K")
G = dict[T, list[K]]
print(G, G.__parameters__, G[int, str], G[int, T], list[T][T])
attempt(lambda: G[int])
attempt(lambda: G[int, int, int])
print((list[T] | None).__parameters__, (list[T] | int)[str])


class X:
    def __class_getitem__(cls, item):
        return types.GenericAlias(cls, item)


print(X[int], X[int]().__orig_class__, X[int, str].__args__)


class Y(types.GenericAlias):
    pass


print(Y(list, int), type(Y(list, int)).__name__, Y(list, int) == list[int])

U = int | str
print(U, U.__args__, type(U), U == str | int, hash(U) == hash(str | int), U != int | float)
print(int | None, None | int, int | str | int, int | int, U | None | (float | str), int | list[str] | list[str])
print(isinstance(1, U), isinstance(1.0, U), isinstance(None, int | None), issubclass(bool, U))
for f in (lambda: int | 1, lambda: 1 | int, lambda: int | "x", lambda: U[int], lambda: types.UnionType(),
          lambda: isinstance(1, str | list[int]), lambda: issubclass(1, U), lambda: U.nothing, lambda: U < U):
    attempt(f)
print(isinstance(1, int | list[int]), U.__module__, type(U).__name__)

M = types.MappingProxyType
d = {"a": 1}
m = M(d)
print(m, repr(m), m["a"], len(m), "a" in m, list(m), m.get("b", 5), m == d, m == M(d), m | {"b": 2}, {"b": 2} | m)
d["c"] = 3
print(list(m.items()), list(reversed(m)), m.copy() is not d, list(m.keys()), list(m.values()))
attempt(lambda: hash(m))
attempt(M, [1])
attempt(M)
attempt(lambda: M(3))
attempt(lambda: m["zz"])


def inplace():
    n = M({})
    n |= {}


attempt(inplace)


def assign():
    m["x"] = 1


attempt(assign)
print(M("abc")[1], M(M(d)) == m, M[int, str])


class Mapping:
    def __getitem__(self, k):
        return k * 2

    def keys(self):
        return ["own"]

    def __len__(self):
        return 99


print(M(Mapping())[4], M(Mapping()).keys(), len(M(Mapping())))

N = types.SimpleNamespace
n = N(x=1, y="two")
n.z = [3]
print(n, n == N(x=1, y="two", z=[3]), n != N(), n.__dict__, N())
del n.x
print(n)
n.me = n
print(n)


class Sub(N):
    def __init__(self, v):
        super().__init__(v=v)


print(Sub(4), Sub(4).v)
attempt(N, 1)
attempt(lambda: n.nothing)
attempt(lambda: hash(N()))
attempt(lambda: N(a=1) < N(a=2))
attempt(lambda: N() < 1)
c = types.CellType(5)
print(c.cell_contents, c == types.CellType(5), types.CellType() < c, c < types.CellType(7))
attempt(lambda: types.CellType().cell_contents)
attempt(types.CellType, 1, 2)
c.cell_contents = 8
print(c.cell_contents)
del c.cell_contents
attempt(lambda: c.cell_contents)
