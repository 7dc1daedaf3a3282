# __del__: once per object, resurrection, order of events, errors, cycles.
import gc
import sys


def churn():
    return [[k] for k in range(200)]


log = []


class A:
    def __init__(self, n):
        self.n = n
        self.me = self

    def __del__(self):
        log.append(self.n)


def make(n):
    for k in range(n):
        A(k)


make(5)
churn()
gc.collect()
print(sorted(log))
log.clear()
gc.collect()
print(log)


class Phoenix:
    saved = []

    def __init__(self):
        self.loop = [self]

    def __del__(self):
        Phoenix.saved.append(self)


def birth():
    Phoenix()


birth()
churn()
gc.collect()
print(len(Phoenix.saved), Phoenix.saved[0].loop[0] is Phoenix.saved[0])
Phoenix.saved.clear()
churn()
gc.collect()
print(len(Phoenix.saved))


class Chain:
    def __init__(self, n):
        self.n = n
        self.next = Chain(n - 1) if n else self
        self.loop = self

    def __del__(self):
        log.append(self.n)


def chain():
    Chain(3)


log.clear()
chain()
churn()
gc.collect()
print(sorted(log))


class Later:
    pass


def late():
    x = Later()
    x.loop = x
    x.__class__ = A
    x.n = "late"


log.clear()
late()
churn()
gc.collect()
print(log)


class Bad:
    def __init__(self):
        self.loop = self

    def __del__(self):
        raise ValueError("in del")


class Catch:
    text = ""

    def write(self, s):
        Catch.text += s

    def flush(self):
        pass


def bad():
    Bad()


old = sys.stderr
sys.stderr = Catch()
bad()
churn()
gc.collect()
sys.stderr = old
print("Exception ignored in" in Catch.text, "ValueError: in del" in Catch.text)


class Inst:
    def __init__(self):
        self.loop = self
        self.__del__ = lambda: log.append("instance")


def inst():
    Inst()


log.clear()
inst()
churn()
gc.collect()
print(log)


class Added:
    def __init__(self):
        self.loop = self


def added():
    a = Added()
    Added.__del__ = lambda self: log.append("added")


added()
added()
churn()
gc.collect()
print(len(log) > 0)


def nested():
    class Local:
        def __init__(self):
            self.loop = self

        def __del__(self):
            log.append("local")
            Other()

    class Other:
        def __init__(self):
            self.loop = self

        def __del__(self):
            log.append("other")

    Local()


log.clear()
nested()
churn()
gc.collect()
churn()
gc.collect()
print(sorted(log))
