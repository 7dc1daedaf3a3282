# staticmethod and classmethod through instances and classes, replaced while in use.


class Tool:
    made = 0

    @staticmethod
    def twice(x):
        return x * 2

    @classmethod
    def make(cls, x=1):
        cls.made += 1
        return cls.__name__, x

    @property
    def size(self):
        return 10


class Special(Tool):
    @classmethod
    def make(cls, x=1):
        return ("special",) + super().make(x)


class Descriptor:
    def __get__(self, instance, owner):
        return lambda x: ("descriptor", instance is None, owner.__name__, x)


def use(n):
    tool, special = Tool(), Special()
    total = 0
    for i in range(n):
        total += tool.twice(i) + Tool.twice(i) + special.twice(1)
        tool.make(i)
        Special.make()
    print(total, Tool.made, Special.made, tool.make(), special.make(3), Special.make(x=4))
    f, g = tool.twice, Special.make
    print(f(4), g(5), tool.size + special.size)


use(60)


def replaced():
    tool = Tool()
    out = []
    for i in range(80):
        if i == 15:
            Tool.twice = staticmethod(lambda x: x * 3)
        if i == 30:
            Tool.twice = classmethod(lambda cls, x: (cls.__name__, x))
        if i == 45:
            Tool.twice = Descriptor()
        if i == 55:
            Tool.twice = lambda *args: len(args)
        if i == 65:
            tool.twice = lambda x: "own"
        if i == 75:
            del tool.twice
        out.append(tool.twice(i))
    for i in (0, 14, 15, 29, 30, 44, 45, 54, 55, 64, 65, 74, 75, 79):
        print(i, out[i])


replaced()


def properties_replaced():
    tool = Tool()
    out = []
    for i in range(60):
        if i == 20:
            Tool.size = property(lambda self: 20)
        if i == 35:
            Tool.size = 35
        if i == 50:
            Tool.size = property(lambda self, extra=2: 50 + extra)
        out.append(tool.size)
    print(out[0], out[19], out[20], out[34], out[35], out[49], out[50], out[59])


properties_replaced()


class Base:
    @classmethod
    def name(cls):
        return cls.__name__

    @staticmethod
    def number():
        return 1


class Child(Base):
    pass


def inherited():
    out = []
    things = [Base(), Child(), Base, Child]
    for i in range(40):
        if i == 20:
            Child.number = staticmethod(lambda: 2)
        thing = things[i % 4]
        out.append((thing.name(), thing.number()))
    print(out[:4], out[20:24])


inherited()
