"""super() in hot loops: what it finds, and what changes that later."""


class Base:
    count = 0

    def __init__(self, name, *rest):
        self.name = name
        self.rest = rest

    def describe(self, prefix=""):
        return prefix + "base " + str(self.name)

    def value(self):
        return 1

    @property
    def size(self):
        return 10

    @classmethod
    def make(cls, *args):
        return cls(*args)

    @staticmethod
    def twice(x):
        return 2 * x


class Left(Base):
    def __init__(self, name, extra):
        super().__init__(name, extra, "left")
        self.extra = extra

    def describe(self, prefix=""):
        return super().describe(prefix + "left ") + "!"

    def value(self):
        return 10 + super().value()

    @property
    def size(self):
        return super().size + 1

    @classmethod
    def make(cls, *args):
        made = super().make(*args)
        made.made = True
        return made

    @staticmethod
    def twice(x):
        return super(Left, Left).twice(x) + 1


class Right(Base):
    def value(self):
        return 100 + super().value()


class Both(Left, Right):
    def value(self):
        return 1000 + super().value()


total = 0
for i in range(300):
    item = (Left, Both)[i % 2](i, i + 1)
    total += item.value() + item.size + item.twice(i) + len(item.describe(">"))
print(total, item.describe(), item.rest, item.value(), Both.make(1, 2).made)


# Builtin bases.
class Error(ValueError):
    def __init__(self, text, at):
        super().__init__(text, at)
        self.at = at

    def __str__(self):
        return "at %d: %s" % (self.at, super().__str__())


class Items(list):
    def append(self, item):
        super().append(item * 2)

    def __getitem__(self, at):
        return ("item", super().__getitem__(at))

    def __len__(self):
        return super().__len__() + 100


class Table(dict):
    def __setitem__(self, key, value):
        super().__setitem__(key, value + 1)

    def get(self, key, default=None):
        return super().get(key, default)


items, table = Items(), Table()
for i in range(300):
    error = Error("bad", i)
    items.append(i)
    table[i % 7] = i
    found = items[i], len(items), table.get(i % 7), table.get("none", "no")
print(str(error), error.args, error.at, found)


# Mixed receivers at one place; methods that change; classes put in between.
class Walker:
    def step(self):
        return "walk"


class Runner(Walker):
    def step(self):
        return "run " + super().step()


class Jumper(Runner):
    pass


class Between(Walker):
    def step(self):
        return "between " + super().step()


seen = []
walkers = [Runner(), Jumper()]
for i in range(600):
    if i == 200:
        Walker.step = lambda self: "stroll"
    if i == 300:
        Runner.__bases__ = (Between,)
    if i == 400:
        walkers[0].__class__ = Jumper
    if i == 450:
        Between.step = lambda self: "short"
    if i == 500:
        del Between.step
    text = walkers[i % 2].step()
    if not seen or seen[-1] != text:
        seen.append(text)
print(seen)


# A super object that is kept, one of a class, and errors.
class Keeper(Base):
    def keep(self):
        parent = super()
        method = parent.describe
        return parent, method, parent.describe("kept ")

    def missing(self):
        return super().nothing

    def call(self):
        return super().absent()

    def wrong(self, other):
        return super(Keeper, other).value()


keeper = Keeper("k")
kept = None
for i in range(300):
    if kept is None or i % 50 == 0:
        kept = keeper.keep()
    else:
        keeper.keep()
    own = super(Keeper, keeper).value()
print(type(kept[0]).__name__, kept[1]("again "), kept[2], own, kept[0].__self__ is keeper,
      kept[0].__thisclass__, kept[0].value())
errors = {}
for i in range(200):
    for call in (keeper.missing, keeper.call, lambda: keeper.wrong(5 if i % 2 else Left(1, 2)),
                 lambda: keeper.wrong(keeper)):
        try:
            result = call()
        except (AttributeError, TypeError) as error:
            result = str(error)
        errors[result] = errors.get(result, 0) + 1
print(errors)


# In closures, comprehensions, generators and with *args.
class Deep(Base):
    def value(self):
        def inner():
            return super(Deep, self).value()

        return inner() + sum([super(Deep, self).value() for _ in range(2)])

    def each(self, *args):
        for arg in args:
            yield super().twice(arg)

    def describe(*args, **kwargs):
        self, *rest = args
        return super(Deep, self).describe(*rest, **kwargs)


deep = Deep("d")
for i in range(200):
    got = deep.value(), list(deep.each(1, i)), deep.describe("x "), deep.describe(prefix="y ")
print(got)


class Attribute(Base):
    describe = 5

    def value(self):
        super().count += 0 if False else 0
        return super().count


try:
    print(Attribute("a").value())
except AttributeError as error:
    print(error)


class Own(Base):
    def __getattr__(self, name):
        return "own " + name

    def look(self):
        return super().describe(), self.nothing


own = Own("o")
print([own.look() for _ in range(200)][-1])
