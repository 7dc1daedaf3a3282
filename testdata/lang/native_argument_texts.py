"""What builtin functions say about wrong numbers of arguments and about keywords."""
import collections
import itertools
import struct


class Text(str):
    pass


def attempt(source):
    try:
        print(source, "->", eval(source))
    except TypeError as error:
        print(source, "!!", error)


for source in (
    "int.__mul__()", "int.__mul__(1)", "(1).__mul__()", "(1).__add__(1, 2)", "(1).__neg__(1)",
    "(1).__pow__()", "(1).__pow__(1, 2, 3)", "[].__setitem__()", "[].__setitem__(1)",
    "[].__delitem__()", "object().__setattr__(1)", "object().__delattr__()", "str.__len__()",
    "str.__len__(1)", "property().__get__()", "property().__set__(1)", "type.__call__()",
    "(lambda: 0).__get__()", "int.bit_length()", "int.bit_length('')", "str.join()",
    "'a'.__eq__(x=1)", "[].__len__(x=1)", "(1).__add__(x=1)", "[].append(x=1)", "[].append()",
    "min(0, default=1, key=2, foo=3)", "max(0, 1, key=1, default=1, foo=3)",
    "sorted([], key=1, reverse=2, foo=3)", "itertools.product(0, repeat=1, foo=2)",
    "print(0, foo=5)", "ImportError(0, name=1, path=2, foo=3)", "ImportError(0, nam=1)",
    "NameError(1, name=2, foo=3)", "AttributeError(1, name=1, obj=2, foo=3)",
    "collections.deque.append()", "collections.deque().append()",
    "collections.deque().append(x=1)", "collections.deque().index(x=1)",
    "struct.pack(x=1)", "struct.pack_into(x=1)", "struct.Struct('i').pack(x=1)",
    "struct.Struct('i').pack_into(x=1)", "Text('a').encode(1, 2, 3)",
    "slice(None).indices(True)", "slice(True, False, True).indices(5)",
    "slice(0, 10, True).indices(7)", "slice(False, True).indices(True)",
):
    attempt(source)

for source in (
    "[].__mul__()", "().__rmul__(1, 2)", "'a'.__mul__()", "(1).__mul__()", "(1.5).__rmul__()",
    "b''.__mul__()", "[].__imul__()", "collections.deque().__mul__()",
    "iter([]).__setstate__('x')", "iter(range(3)).__setstate__(None)", "iter('').__setstate__(1.5)",
):
    attempt(source)
