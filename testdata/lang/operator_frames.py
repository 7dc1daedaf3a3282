# Operators, comparisons and iteration whose special methods are written in Python:
# what NotImplemented, exceptions and deep recursion do in the middle of them.


class Money:
    def __init__(self, amount):
        self.amount = amount

    def __add__(self, other):
        if isinstance(other, Money):
            return Money(self.amount + other.amount)
        if isinstance(other, int):
            return Money(self.amount + other)
        return NotImplemented

    def __radd__(self, other):
        return Money(other + self.amount * 100)

    def __mul__(self, other):
        return NotImplemented

    def __lt__(self, other):
        if not isinstance(other, Money):
            return NotImplemented
        return self.amount < other.amount

    def __eq__(self, other):
        if not isinstance(other, Money):
            return NotImplemented
        return self.amount == other.amount

    def __hash__(self):
        return hash(self.amount)

    def __neg__(self):
        return Money(-self.amount)


class Loud(Money):
    def __radd__(self, other):
        return "loud"

    def __gt__(self, other):
        return [1]

    def __le__(self, other):
        return ""


class Reflected:
    def __rmul__(self, other):
        return ("rmul", type(other).__name__)

    def __radd__(self, other):
        return ("radd", type(other).__name__)

    def __gt__(self, other):
        return "gt of the other"


def run(n):
    total = Money(0)
    for i in range(n):
        total = total + i
        total = total + Money(1)
        total += 2
    print(total.amount)
    print((5 + total).amount)
    print(total + Loud(1))
    print(total * Reflected(), total + Reflected())
    print(total < Reflected())
    for bad in (lambda: total + "x", lambda: total * 2, lambda: total - 1, lambda: total < 3,
                lambda: "x" + total, lambda: total + None):
        try:
            print(getattr(bad(), "amount", "?"))
        except TypeError as error:
            print(error)
    print(total == 3, total != 3, total == Money(total.amount), total != Money(total.amount))
    small, large = Money(1), Money(2)
    count = 0
    for i in range(n):
        if small < large:
            count += 1
        if large < small:
            count += 100
        if small == large:
            count += 1000
        if not small == large:
            count += 1
        while large > small:
            count += 1
            break
    print(count)
    loud = Loud(3)
    print("true" if loud > 1 else "false", "true" if loud <= 1 else "false", loud > 1, repr(loud <= 2))


class Failing:
    def __add__(self, other):
        raise ValueError("add %s" % other)

    def __lt__(self, other):
        return self

    def __bool__(self):
        raise KeyError("truth")

    def __getitem__(self, key):
        if key > 3:
            raise IndexError(key)
        return key * 2

    @property
    def value(self):
        raise AttributeError("no value")

    @property
    def deep(self):
        return self.deep


def failures():
    f = Failing()
    for attempt in range(3):
        try:
            f + attempt
        except ValueError as error:
            print(error)
        try:
            if f < 1:
                print("no")
        except KeyError as error:
            print("key", error)
        try:
            print(f[attempt * 2])
        except IndexError as error:
            print("index", error)
        try:
            f.value
        except AttributeError as error:
            print(error)
    print(list(f))
    try:
        f.deep
    except RecursionError as error:
        print(error)


class Forever:
    def __add__(self, other):
        return self + other

    def __eq__(self, other):
        return self == other

    def __call__(self, depth):
        return self(depth + 1)

    def __getitem__(self, key):
        return self[key]


def endless():
    f = Forever()
    for action in (lambda: f + 1, lambda: f == 1, lambda: f(0), lambda: f[0]):
        try:
            action()
            print("?")
        except RecursionError:
            print("RecursionError")


run(40)
failures()
endless()
