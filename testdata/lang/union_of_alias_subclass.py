"""int | X where X is an instance of a subclass of types.GenericAlias."""
import collections.abc
import types
import typing


class Alias(types.GenericAlias):
    pass


d = Alias(list, float)
print(int | d, d | int, int | str | d, (list[int] | d).__args__ == (list[int], d))
call = collections.abc.Callable[[int], str]
print(int | call, call | None, (int | str | call).__parameters__)
T = typing.TypeVar("T")
print((int | collections.abc.Callable[[T], str])[bytes])
for check in (isinstance, issubclass):
    for union in (d | int, list[str] | int):
        try:
            print(check(int if check is issubclass else 1.5, union))
        except TypeError as error:
            print(error)
