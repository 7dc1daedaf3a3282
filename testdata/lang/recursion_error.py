# Deep recursion is caught, again and again, also from hot code.


def down(n):
    return 1 + down(n + 1)


def bounded(n):
    if n == 0:
        return 0
    return 1 + bounded(n - 1)


class Deep:
    def __init__(self, n):
        self.n = n

    def go(self):
        return Deep(self.n + 1).go()

    def __repr__(self):
        return repr(self)

    def __add__(self, other):
        return self + other

    def __eq__(self, other):
        return self == other


caught = 0
for i in range(5):
    try:
        down(0)
    except RecursionError as e:
        caught += 1
        message = str(e)
print(caught, message)
total = 0
for i in range(300):
    total += bounded(i % 40)
print(total, bounded(800))
for what in (lambda: Deep(0).go(), lambda: repr(Deep(0)), lambda: Deep(0) + 1, lambda: Deep(0) == 1):
    try:
        what()
    except RecursionError as e:
        print("RecursionError", str(e)[:32])


def nested(n):
    try:
        return nested(n + 1)
    except RecursionError:
        return n > 100
    finally:
        pass


print(nested(0))


def handler(n):
    depth = 0

    def inner():
        nonlocal depth
        depth += 1
        inner()

    for _ in range(n):
        try:
            inner()
        except RecursionError:
            depth = depth > 500
    return depth


print(handler(6))
print(bounded(500))
