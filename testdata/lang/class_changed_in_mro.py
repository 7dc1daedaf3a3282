# What an mro() method may do with the class that is just being made, and with others.
class Base:
    attribute = "base"


class Other:
    attribute = "other"


class Meta(type):
    def mro(cls):
        print("mro of", cls.__name__, cls.__mro__ is None, end=": ")
        for name, value in actions:
            try:
                name(cls, value)
                print("done", end=", ")
            except Exception as error:
                print(type(error).__name__, error, end=", ")
        print()
        return super().mro()


class Plain:
    pass


objects = [Plain(), Plain()]


def set_bases(cls, bases):
    if actions:
        actions.clear()
        cls.__bases__ = bases


def add_bases(cls, more):
    actions.clear()
    cls.__bases__ += more


def set_class_of(cls, at):
    objects[at].__class__ = cls


def derive(cls, name):
    actions.clear()
    type(cls)(name, (cls,), {})


def change_metaclass(cls, value):
    type(cls).attribute = value


for actions in ([(set_bases, (Base,))], [(set_bases, (Other,))], [(add_bases, ())],
                [(add_bases, (Other,))], [(change_metaclass, property(lambda cls: "by Meta"))],
                [(change_metaclass, "plain")]):
    made = Meta("Made", (Base,), {})
    print(made.__bases__, made.attribute, getattr(made(), "attribute", "nothing"))
    made.later = 5
    print(made.later, [getattr(made(), "later", 0) for _ in range(100)][-1])

actions = []


class Left(metaclass=Meta):
    attribute = "left"


class Right(metaclass=Meta):
    attribute = "right"


class Below(Left):
    pass


def read(obj):
    return obj.attribute


print({read(Below()) for _ in range(100)})
actions = [(set_bases, (Right,))]
Below.__bases__ = (Left, Right)
print({read(Below()) for _ in range(100)}, Below.__bases__)
Right.attribute = "right again"
Left.attribute = "left again"
print({read(Below()) for _ in range(100)})
Below.__bases__ = (Left, Right)
print({read(Below()) for _ in range(100)})


# The class is used before it is there.
def show(function, *args):
    outcomes = set()
    for _ in range(60):
        try:
            outcomes.add(str(function(*args)))
        except Exception as error:
            outcomes.add(f"{type(error).__name__}: {error}")
    print("   ", *outcomes)


class Initialised:
    def __init__(self, number=3):
        self.number = number


class Callable:
    def __len__(self):
        return 4


class Early(type):
    def mro(cls):
        print(cls.__name__)
        show(lambda: cls())
        show(lambda: cls(5))
        show(lambda: type.__call__(cls))
        show(lambda: object.__new__(cls))
        show(lambda: isinstance(objects[0], cls))
        show(lambda: issubclass(cls, object))
        show(lambda: cls.__base__)
        if cls.__base__ is object:
            objects[1].__class__ = cls
            show(lambda: objects[1]())
            show(lambda: len(objects[1]))
            show(lambda: objects[1] + 1)
            show(lambda: objects[1].missing)
            show(lambda: objects[1] == objects[1])
            show(lambda: type(objects[1]) is cls)
        return super().mro()


for bases in (), (Initialised,), (Callable,):
    made = Early("Made", bases, {"__len__": lambda self: 6})
    print([len(made()) for _ in range(60)][-1], len(objects[1]) if not bases else "-")
