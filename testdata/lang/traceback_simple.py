# An uncaught error that leaves hot code: the traceback names each frame.


def inner(items, i):
    return items[i] * 2


def outer(items, n):
    total = 0
    for i in range(n):
        total += inner(items, i)
    return total


class Runner:
    def __init__(self, limit):
        self.limit = limit

    def run(self):
        return outer(list(range(self.limit)), self.limit + 1)


print(outer(list(range(500)), 500))
Runner(400).run()
