"""__new__ of builtin classes called with what is no class, and with another's class."""
import _io
import _random
import _thread
import collections
import io
import os
import time

CLASSES = [
    int, str, float, complex, bytes, bytearray, list, tuple, dict, set, frozenset, range, slice,
    property, classmethod, staticmethod, super, type, object, memoryview, map, filter, zip,
    enumerate, reversed, BaseException, collections.deque,
    _random.Random, _thread._local, _thread.RLock, io.StringIO,
    io.BytesIO, io.TextIOWrapper, io.BufferedReader, io.BufferedRWPair, io.FileIO,
    os.stat_result, time.struct_time,
]


class Plain:
    pass


def attempt(label, function, *args):
    try:
        function(*args)
        print(label, "works")
    except TypeError as error:
        print(label, str(error).partition("(")[0], len(args))


for cls in CLASSES:
    for args in ((), (1,), ("x",), (None, 1, 2), (Plain(),)):
        attempt(cls.__name__, cls.__new__, *args)
    if cls is not object:
        for other in (int, list, Plain, type, io.StringIO, ValueError):
            if not issubclass(other, cls):
                attempt(cls.__name__, cls.__new__, other)

for cls in (int, dict, object, io.StringIO):
    new = cls.__new__
    print(new.__self__, new.__name__, new.__qualname__, type(new).__name__)


class Number(int):
    def __new__(cls, value):
        made = super().__new__(cls, value)
        made.twice = value * 2
        return made


print(Number(4), Number(4).twice, int.__new__(Number, 5), type(int.__new__(Number, 5)).__name__)
for function, args in (
    (int.__new__, ()), (int.__new__, (1,)), (int.__new__, (str,)), (dict.__new__, (list,)),
    (tuple.__new__, (dict, ())), (os.stat_result.__new__, (1,)),
):
    try:
        function(*args)
    except TypeError as error:
        print(error)

pair = io.BufferedRWPair.__new__(io.BufferedRWPair)
for name in ("isatty", "read", "flush", "readable"):
    try:
        getattr(pair, name)()
    except ValueError as error:
        print(name, error)
