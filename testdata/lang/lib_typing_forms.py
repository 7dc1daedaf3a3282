# What typing says of its forms and of classes made with them.
import typing
from typing import Any, Callable, Generic, List, Literal, NamedTuple, Optional, Protocol, TypedDict, TypeVar, Union


def f(a, /, b: int, *args: str, e: "float" = 2.0) -> bool: ...


T = TypeVar("T")


class Box(Generic[T]):
    item: T


class Shape(Protocol):
    def area(self) -> float: ...


class Emp(NamedTuple):
    name: str
    id: int = 3


class Movie(TypedDict, total=False):
    title: str


print(Optional[int], Union[int, str, int], List[int], Callable[[int], str], Literal["a", 1], Box[int], int | None, list[int] | str)
print(typing.get_type_hints(f), typing.get_origin(List[int]), typing.get_args(dict[str, int]), Box[int].__origin__ is Box)
print(Emp("x"), Emp._field_defaults, Movie(title="t"), Movie.__annotations__, typing.get_type_hints(Movie))
for wrong in (lambda: Box[int, str], lambda: Optional[1, 2], lambda: Union[()], lambda: Shape(), lambda: isinstance(1, List[int])):
    try:
        print(wrong())
    except TypeError as e:
        print(e)
print(typing.cast(int, "x"), Any, typing.NoReturn, T, typing.ForwardRef("a.b"))
