# Classes derived from builtin ones that go back to object's __repr__ and __str__.
import enum


def shown(text):
    return text.partition(" object at ")[0] if " object at " in text else text


def show(value):
    texts = [str(value), repr(value), f"{value}", f"{value!r}", "%s" % (value,), "%r" % (value,),
             format(value), "{}".format(value), "".join(map(str, [value])), ascii(value)]
    print(type(value).__name__, *map(shown, texts), sep=" | ")


BUILTIN = [(str, "abc"), (int, 5), (float, 1.5), (complex, 2j), (bytes, b"ab"), (list, [1]),
           (tuple, (1, 2)), (dict, {1: 2}), (set, {3}), (frozenset, {4}), (bytearray, b"x"),
           (ValueError, "wrong"), (KeyError, "key"), (OSError, 2)]

for base, value in BUILTIN:
    class Repr(base):
        __repr__ = object.__repr__

    class Str(base):
        __str__ = object.__str__

    class Both(base):
        __repr__ = object.__repr__
        __str__ = object.__str__

    class OwnRepr(base):
        __str__ = object.__str__

        def __repr__(self):
            return "own repr of " + base.__name__

    class OwnStr(base):
        __repr__ = object.__repr__

        def __str__(self):
            return "own str of " + base.__name__

    class Below(Both):
        pass

    class Again(Both):
        __repr__ = base.__repr__
        __str__ = base.__str__

    for cls in (base, Repr, Str, Both, OwnRepr, OwnStr, Below, Again):
        if cls is base or base is not bytes:
            show(cls(value))

    print(shown(object.__repr__(base(value))), shown(object.__str__(base(value))))


class Mixin:
    __repr__ = object.__repr__


class Mixed(Mixin, list):
    pass


class Late(list):
    pass


show(Mixed([1]))
show(list[int])
show([Mixed([1]), Late([Late()])][1])
late = Late([1])
print([shown(repr(late)) for _ in range(60)][-1])
Late.__repr__ = object.__repr__
print([shown(repr(late)) for _ in range(60)][-1])
del Late.__repr__
print([shown(repr(late)) for _ in range(60)][-1])


class Named(str, enum.Enum):
    item = "value"
    __str__ = object.__str__

    def __repr__(self):
        return self._name_ + " by repr"


print(str(Named.item), repr(Named.item), Named.item.value, Named.item + "!")
