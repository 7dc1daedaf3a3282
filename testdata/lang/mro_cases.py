# Linearisation of bases, in the cases from papers and from life.
def order(*classes):
    try:
        return [k.__name__ for k in type("X", classes, {}).__mro__]
    except TypeError as e:
        return str(e).replace(chr(10), " ")
O = object
class A: pass
class B: pass
class C: pass
class D: pass
class E: pass
class K1(A, B, C): pass
class K2(D, B, E): pass
class K3(D, A): pass
class Z(K1, K2, K3): pass
print([k.__name__ for k in Z.__mro__])
class X(A, B): pass
class Y(B, A): pass
print(order(X, Y), order(A, X), order(X, A), order(A, A), order(object, A), order(A, object))
class P(A): pass
class Q(A): pass
class R(P, Q): pass
class S(Q, P): pass
print(order(R), order(R, S), order(P, Q, A), order(R, B), order(B, R))
class M(type):
    def mro(cls): return [cls, B, object] if cls.__name__ == "T" else super().mro()
class T(A, metaclass=M): pass
print([k.__name__ for k in T.__mro__], issubclass(T, A), issubclass(T, B), T.__bases__[0].__name__)
class N1(A): v = "N1"
class N2(B): v = "N2"
class N3(N1, N2): pass
n = N3()
print(N3.v, [k.__name__ for k in N3.__mro__])
N3.__bases__ = (N2, N1)
print(N3.v, [k.__name__ for k in N3.__mro__], n.v)
N1.__bases__ = (C,)
print([k.__name__ for k in N3.__mro__], isinstance(n, A), isinstance(n, C), [k.__name__ for k in A.__subclasses__() if k.__name__ == "N1"])
for bad in (lambda: setattr(A, "__bases__", (N3,)), lambda: setattr(N3, "__bases__", ()), lambda: setattr(N3, "__bases__", (N1, N1)), lambda: setattr(N3, "__bases__", (int,)), lambda: setattr(N3, "__bases__", [A]), lambda: setattr(N3, "__bases__", (5,)), lambda: setattr(int, "__bases__", (object,)), lambda: setattr(N1, "__bases__", (N3,)), lambda: delattr(N3, "__bases__"), lambda: setattr(N3, "__mro__", ())):
    try:
        bad()
        print("fine")
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, str(e).replace(chr(10), " "))
class F1:
    def f(self): return "F1"
class F2(F1): pass
class F3(F2): pass
f = F3()
seen = []
for i in range(400):
    seen.append(f.f())
    if i == 150: F2.f = lambda self: "F2"
    if i == 250: del F2.f
    if i == 300: F2.__bases__ = (B, F1)
    if i == 320: B.f = lambda self: "B"
    if i == 380: F3.f = lambda self: "F3"
print([(k, seen.count(k)) for k in ("F1", "F2", "B", "F3")])
