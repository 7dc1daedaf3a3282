# __eq__, __hash__, rich comparison: inheritance, None, NotImplemented, priorities.


def attempt(f, *args):
    try:
        print("->", f(*args))
    except Exception as e:
        print(type(e).__name__, e)


class Eq:
    def __eq__(self, other):
        return True


class EqHash(Eq):
    __hash__ = object.__hash__


class NoHash:
    __hash__ = None


class Sub(NoHash):
    pass


class Again(NoHash):
    def __hash__(self):
        return 7


print(Eq.__hash__, NoHash.__hash__, Sub.__hash__, hash(Again()), hash(EqHash()) is not None)
attempt(lambda: hash(Eq()))
attempt(lambda: hash(Sub()))
attempt(lambda: {Eq(): 1})


class BadHash:
    def __hash__(self):
        return "x"


attempt(lambda: hash(BadHash()))


class BigHash:
    def __hash__(self):
        return 2 ** 70


class MinusOne:
    def __hash__(self):
        return -1


class BoolHash:
    def __hash__(self):
        return True


print(hash(BigHash()) == hash(2 ** 70), hash(MinusOne()), hash(BoolHash()))


class A:
    def __init__(self, n):
        self.n = n

    def __lt__(self, o):
        print("A.lt", type(o).__name__)
        return NotImplemented

    def __gt__(self, o):
        print("A.gt", type(o).__name__)
        return NotImplemented

    def __eq__(self, o):
        print("A.eq", type(o).__name__)
        return NotImplemented

    def __ne__(self, o):
        print("A.ne", type(o).__name__)
        return NotImplemented


class B(A):
    def __gt__(self, o):
        print("B.gt", type(o).__name__)
        return "B>"

    def __eq__(self, o):
        print("B.eq", type(o).__name__)
        return "B=="


a, b = A(1), B(2)
attempt(lambda: a < b)
attempt(lambda: a < a)
attempt(lambda: a < 5)
attempt(lambda: 5 < a)
attempt(lambda: a == b)
attempt(lambda: a == a)
attempt(lambda: a != a)
attempt(lambda: a == A(1))
attempt(lambda: a != 5)


class OnlyEq:
    def __eq__(self, o):
        return "eq"


print(OnlyEq() != 1, OnlyEq() == 1, 1 == OnlyEq(), 1 != OnlyEq())


class NoneLt:
    __lt__ = None

    def __gt__(self, o):
        return "gt"


attempt(lambda: NoneLt() < NoneLt())
attempt(lambda: NoneLt() < 3)
attempt(lambda: 3 < NoneLt())
print(NoneLt() > 1)


class Num:
    def __init__(self, tag):
        self.tag = tag

    def __add__(self, o):
        return (self.tag, "add", getattr(o, "tag", o))

    def __radd__(self, o):
        return (self.tag, "radd", getattr(o, "tag", o))


class SubNum(Num):
    pass


class OverNum(Num):
    def __radd__(self, o):
        return (self.tag, "over", getattr(o, "tag", o))


print(Num(1) + Num(2), Num(1) + SubNum(2), Num(1) + OverNum(2), 5 + Num(1), Num(1) + 5)


class Blocked(int):
    __add__ = None
    __radd__ = None


attempt(lambda: Blocked(1) + 1)
attempt(lambda: 1 + Blocked(1))
attempt(lambda: [*Blocked(3)])


class NoIter(list):
    __iter__ = None
    __contains__ = None
    __reversed__ = None


attempt(lambda: list(NoIter([1])))
attempt(lambda: 1 in NoIter([1]))
attempt(lambda: reversed(NoIter([1])))


class Iadd:
    def __init__(self):
        self.log = []

    def __iadd__(self, o):
        self.log.append(o)
        return self


class NoIadd(Iadd):
    __iadd__ = None

    def __add__(self, o):
        return "added"


i = Iadd()
i += 1
i += 2
print(i.log)


def iadd(x):
    x += 1
    return x


attempt(iadd, NoIadd())


class Truth:
    __bool__ = None


attempt(lambda: bool(Truth()))


class LenTruth:
    def __len__(self):
        return 0


class BadBool:
    def __bool__(self):
        return 3


print(bool(LenTruth()), not LenTruth())
attempt(lambda: bool(BadBool()))
attempt(lambda: object() < object())


def hot(n):
    c = 0
    x, y = Num(1), SubNum(2)
    for k in range(n):
        c += (x + y)[1] == "add"
        c += (k + y)[1] == "radd"
    return c


print(hot(300))
