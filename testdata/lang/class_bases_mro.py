# __bases__ is assigned while metaclasses have their own mro().
log = []


class Meta(type):
    fail_for = None

    def mro(cls):
        log.append((cls.__name__, cls.__mro__ is None))
        if Meta.fail_for == cls.__name__:
            raise RuntimeError("no order for " + cls.__name__)
        return super().mro()


class A:
    def who(self):
        return "A"


class B:
    def who(self):
        return "B"


class C(A, metaclass=Meta):
    pass


class D(C):
    pass


class E(D):
    pass


def names(cls):
    return [c.__name__ for c in cls.__mro__]


print(log)
del log[:]
print(E().who(), names(E))
C.__bases__ = (B,)
print(E().who(), names(E), log)
print([c.__name__ for c in A.__subclasses__()], [c.__name__ for c in B.__subclasses__()])

# A failure in the middle takes everything back.
Meta.fail_for = "E"
try:
    C.__bases__ = (A,)
except RuntimeError as error:
    print("RuntimeError:", error)
Meta.fail_for = None
for cls in C, D, E:
    print(names(cls), cls().who(), [b.__name__ for b in cls.__bases__])
print([c.__name__ for c in A.__subclasses__()], [c.__name__ for c in B.__subclasses__()])


# mro() assigns __bases__ itself: the inner assignment wins.
class Nested(type):
    ready = False

    def mro(cls):
        if Nested.ready and cls.__name__ == "X":
            Nested.ready = False
            X.__bases__ = (Q,)
        return type.mro(cls)


class O(metaclass=Nested):
    pass


class P(O):
    pass


class Q(O):
    pass


class X(O):
    pass


Nested.ready = True
X.__bases__ = (P,)
print(X.__bases__ == (Q,), names(X), P.__subclasses__(), Q.__subclasses__() == [X])

for bases in ((X,), (int,), (), (type,), X, (1,)):
    try:
        X.__bases__ = bases
    except TypeError as error:
        print("TypeError:", error)


# What mro() may not return.
for result in ([1], [int], 5):

    class Bad(type):
        def mro(cls):
            return result

    try:

        class Y(metaclass=Bad):
            pass

    except TypeError as error:
        print("TypeError:", error)


# A class cannot be a base before it is complete.
class Early(type):
    def mro(cls):
        if cls.__mro__ is None and cls.__name__ != "Sub":
            try:

                class Sub(cls):
                    pass

            except TypeError as error:
                print("TypeError:", error)
        return type.mro(cls)


class Z(metaclass=Early):
    pass
