# Loops over iterators written in Python: their end, their errors, their state.


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


class Guarded:
    """Catches a StopIteration of its own inside __next__."""

    def __init__(self, parts):
        self.parts = [iter(part) for part in parts]

    def __iter__(self):
        return self

    def __next__(self):
        while self.parts:
            try:
                return next(self.parts[0])
            except StopIteration:
                self.parts.pop(0)
        raise StopIteration("all parts")


class Broken:
    def __init__(self, after):
        self.after = after

    def __iter__(self):
        return self

    def __next__(self):
        if self.after == 0:
            raise ZeroDivisionError("broken")
        self.after -= 1
        return self.after


class Stops(StopIteration):
    pass


class Subclass(Countdown):
    def __next__(self):
        if self.n == 1:
            raise Stops("early")
        return super().__next__()


class NoneReturned:
    def __init__(self):
        self.left = 3

    def __iter__(self):
        return self

    def __next__(self):
        self.left -= 1
        if self.left < 0:
            raise StopIteration
        return None


def loops():
    total = 0
    for n in range(60):
        for item in Countdown(n):
            total += item
        else:
            total += 1
    print(total)
    print([item for item in Guarded([[1, 2], [], "ab", Countdown(2)])])
    print(list(Subclass(5)), tuple(NoneReturned()), sum(Countdown(10)))
    for _ in range(3):
        try:
            for item in Broken(2):
                print(item, end=" ")
        except ZeroDivisionError as error:
            print(error)
    counter = Countdown(6)
    for a in counter:
        for b in counter:
            print(a, b, end="; ")
            break
    print()
    a, b, *c = Countdown(5)
    print(a, b, c)
    print(max(Countdown(4)), sorted(Countdown(4)), 2 in Countdown(4), 9 in Countdown(4))


def handled():
    """An exception being handled stays what it was."""
    try:
        raise KeyError("outer")
    except KeyError:
        for item in Countdown(3):
            pass
        try:
            raise
        except KeyError as error:
            print("still", error)


class Nested:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        for item in Countdown(self.n):
            self.n = item
            return item
        raise StopIteration


def stop_inside():
    def leaks():
        next(iter([]))

    class Leaky:
        def __iter__(self):
            return self

        def __next__(self):
            leaks()

    print([x for x in Leaky()])
    print(list(Nested(5)))


loops()
handled()
stop_inside()
