# What is alive when the program ends is finalized too: after the exit callbacks, while
# modules are still there.
import atexit
import sys


class Named:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name, len(self.name), sys.is_finalizing())


class Value(tuple):
    def __del__(self):
        print("del tuple", list(self))


def generator():
    try:
        yield 1
        yield 2
    finally:
        print("generator closed")


atexit.register(lambda: print("exit callback", sys.is_finalizing()))
first = Named("first")
second = Value([1, 2])
g = generator()
print(next(g), sys.is_finalizing())
first.again = second
print("end of the program")

last = Named("last")
