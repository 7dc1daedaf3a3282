"""Lists, tuples and sorted() ask how long an iterable is before they take its items."""
import itertools
import operator

HUGE = 10**30


def attempt(label, function):
    try:
        print(label, "->", function())
    except (OverflowError, MemoryError, ValueError, TypeError) as error:
        print(label, "!!", type(error).__name__, str(error) if "Memory" not in repr(error) else "")


for name in ("list", "tuple", "sorted"):
    function = {"list": list, "tuple": tuple, "sorted": sorted}[name]
    attempt(name + " range", lambda: function(range(HUGE)))
    attempt(name + " iter", lambda: function(iter(range(HUGE))))
    attempt(name + " long", lambda: function(range(2**62 - 1)))
    attempt(name + " repeat", lambda: function(itertools.repeat(None, 2**62)))
attempt("hint", lambda: operator.length_hint(iter(range(HUGE))))
attempt("extend", lambda: [1].extend(range(HUGE)))
attempt("slice", lambda: [1, 2].__setitem__(slice(0, 1), range(HUGE)))
attempt("star", lambda: [*range(HUGE)])


class Hinted:
    def __init__(self, hint):
        self.hint = hint

    def __iter__(self):
        return iter("abc")

    def __length_hint__(self):
        print("asked")
        return self.hint


for hint in (0, 3, 10, NotImplemented, -1, "x", 2**70):
    attempt(f"hinted {hint!r}", lambda: list(Hinted(hint)))
print(list(iter(range(5))), list(itertools.repeat(1, 3)), tuple(reversed(range(4))))


class Endless:
    def __iter__(self):
        return iter(())

    def __length_hint__(self):
        return 2**63 - 1


items = [1, 2]
attempt("sum overflows", lambda: items.extend(Endless()))
attempt("alone", lambda: list(Endless()))
print(items)
