# Setting and deleting items of what has none, or lacks one of the two methods.
import types


class Plain:
    pass


class OnlyDeletes:
    def __delitem__(self, key):
        print("delete", key)


class OnlySets:
    def __setitem__(self, key, value):
        print("set", key, value)


class Number:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n

    def __repr__(self):
        return f"Number({self.n})"


class Broken:
    def __index__(self):
        raise ZeroDivisionError("no number")

    def __repr__(self):
        return "Broken()"


containers = ["ab", b"ab", (1, 2), range(3), {1}, frozenset({1}), {1: 2}.keys(), {1: 2}.values(),
              {1: 2}.items(), types.MappingProxyType({1: 2}), Plain(), OnlyDeletes(), OnlySets(),
              Plain, 5, 1.5, None, len, (x for x in ()), slice(1), list[int], memoryview(b"ab")]
for container in containers:
    for key in (0, True, "key", 1.5, 2**70, Number(1), Number(2**70), Broken()):
        try:
            container[key] = 1
        except Exception as error:
            print(type(container).__name__, key, type(error).__name__, error)
        try:
            del container[key]
        except Exception as error:
            print(type(container).__name__, key, type(error).__name__, error)
