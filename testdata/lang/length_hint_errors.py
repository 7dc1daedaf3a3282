# Who asks an iterable for its __length_hint__ or __len__, and what becomes of its errors.
import operator
from collections import deque


class Hinted:
    def __init__(self, hint):
        self.hint = hint

    def __iter__(self):
        print("iter", end=" ")
        return iter([1, 2])

    def __length_hint__(self):
        print("hint", end=" ")
        if isinstance(self.hint, type):
            raise self.hint("from the hint")
        return self.hint


class Sized(Hinted):
    __length_hint__ = None

    def __len__(self):
        print("len", end=" ")
        if isinstance(self.hint, type):
            raise self.hint("from the length")
        return self.hint


def extend_bytearray(source):
    array = bytearray(b"a")
    try:
        array.extend(source)
    finally:
        print(array, end=" ")
    return array


def extend_list(source):
    items = ["a"]
    items.extend(source)
    return items


def set_slice(source):
    array = bytearray(b"abc")
    array[1:2] = source
    return array


USERS = (extend_bytearray, extend_list, bytes, bytearray, set_slice, list, tuple, set, deque,
         operator.length_hint)
for user in USERS:
    print(user.__name__)
    for hint in (1, 5, True, -1, "a", 1 << 80, 2.0, None, NotImplemented, ValueError, TypeError,
                 KeyError, StopIteration):
        try:
            print("  ", repr(hint)[:30], end=": ")
            print(user(Hinted(hint)))
        except BaseException as error:
            print(repr(error))

for user in USERS[:4]:
    print(user.__name__)
    for hint in (1, 5, ValueError, KeyError):
        try:
            print("  ", repr(hint)[:30], end=": ")
            print(user(Sized(hint)))
        except BaseException as error:
            print(repr(error))


class NotIterable:
    def __length_hint__(self):
        print("hint", end=" ")
        return -1


for user in USERS[:4]:
    try:
        print(user(NotIterable()))
    except TypeError as error:
        print(error)
