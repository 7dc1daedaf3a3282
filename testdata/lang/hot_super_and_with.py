# super(), __getattr__ and `with` in hot loops: chains of methods, diamonds, classes that change
# on the way, managers that swallow, raise or are replaced.
class Base:
    def __init__(self, v):
        self.v = v
        self.log = 0

    def move(self, by):
        self.v += by
        return self.v

    @property
    def twice(self):
        return 2 * self.v

    @classmethod
    def name(cls):
        return cls.__name__


class Left(Base):
    def move(self, by):
        self.log += 1
        return super().move(by) + 1


class Right(Base):
    def __init__(self, v):
        super().__init__(v)
        self.right = True

    def move(self, by):
        return super().move(by + 1)


class Both(Left, Right):
    def __init__(self, v):
        super().__init__(v * 2)

    def move(self, by):
        return super().move(by) * 1

    @property
    def twice(self):
        return super().twice + 1

    @classmethod
    def name(cls):
        return super().name() + "!"


def loop(cls, n):
    s = 0
    for i in range(n):
        o = cls(i)
        s += o.move(1) + o.move(i) + o.twice + len(o.name())
    return s, o.log


for cls in (Base, Left, Right, Both):
    print(cls.__name__, loop(cls, 250))


def patched(n):
    o, s = Both(0), 0
    for i in range(n):
        if i == n // 2:
            Right.move = lambda self, by: Base.move(self, by - 5)
        s += o.move(1)
    return s


print(patched(400))
del Right.move
print(loop(Both, 200))


class Missing(Base):
    def move(self, by):
        return super().nothing(by)


def misses(n):
    o, texts = Missing(1), []
    for i in range(n):
        try:
            o.move(i)
        except AttributeError as e:
            texts.append(str(e))
    return len(texts), set(texts)


print(misses(200))


class Proxy:
    def __init__(self, target):
        self.target = target
        self.asked = 0

    def __getattr__(self, name):
        if name == "later":
            raise AttributeError("not yet")
        return getattr(self.target, name)

    def own(self, k):
        return k + 1


def through(n):
    p, s = Proxy([1, 2, 3]), 0
    for i in range(n):
        s += p.own(i) + p.count(2) + p.index(3)
        if i == n - 5:
            p.count = lambda v: 1000
        try:
            p.later()
        except AttributeError as e:
            s += len(str(e))
    return s


print(through(300))


class Manager:
    entered = 0
    left = []

    def __init__(self, swallow=()):
        self.swallow = swallow

    def __enter__(self):
        Manager.entered += 1
        return Manager.entered

    def __exit__(self, kind, value, traceback):
        if kind is not None:
            Manager.left.append((kind.__name__, str(value), traceback is not None))
        return kind is not None and issubclass(kind, self.swallow)


def managed(n):
    s = 0
    keep = Manager(KeyError)
    for i in range(n):
        with keep as k:
            s += k
            if i % 60 == 59:
                raise KeyError(i)
            s += 1
        with Manager() as a, Manager(ValueError) as b:
            s += a - b
            if i == n - 2:
                raise ValueError("swallowed")
    return s


print(managed(300), Manager.entered, Manager.left)
Manager.left.clear()


def leaves(n):
    for i in range(n):
        with Manager() as k:
            if i % 2:
                continue
            if i == n - 10:
                break
        with Manager():
            if i == n - 20:
                return i, k
    return None


print(leaves(300), leaves(15), leaves(250))


def escapes(n):
    try:
        for i in range(n):
            with Manager(KeyError):
                if i == n - 1:
                    raise IndexError(i)
    except IndexError as e:
        return e.args, Manager.left[-1]


print(escapes(200))


class Plain:
    pass


def without(n):
    texts = []
    for i in range(n):
        m = Manager() if i < n - 3 else Plain()
        try:
            with m:
                pass
        except TypeError as e:
            texts.append(str(e))
    return texts


print(without(200))


def replaced(n):
    count = 0
    old = Manager.__exit__
    for i in range(n):
        if i == n // 2:
            def leave(self, *a):
                nonlocal count
                count += 1
            Manager.__exit__ = leave
        with Manager():
            pass
    Manager.__exit__ = old
    return count


print(replaced(300))


def own_enter(n):
    m = Manager()
    m.__enter__ = lambda: "never"   # special methods are the class's
    with_values = set()
    for i in range(n):
        with m as v:
            with_values.add(type(v).__name__)
    return with_values


print(own_enter(200))
