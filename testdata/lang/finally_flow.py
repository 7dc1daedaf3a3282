# try/finally with return, break and continue; with statements; in hot loops.

log = []


def returns(i):
    try:
        if i % 2:
            return i
        return -i
    finally:
        log.append(i)


def overrides(i):
    try:
        raise ValueError(i)
    finally:
        if i % 2:
            return "swallowed"


def loops(n):
    total = 0
    for i in range(n):
        try:
            if i % 5 == 0:
                continue
            if i == n - 7:
                break
            total += i
        finally:
            total += 1000
    else:
        total = -1
    return total


class Manager:
    def __init__(self, swallow):
        self.swallow = swallow
        self.entered = 0
        self.left = 0

    def __enter__(self):
        self.entered += 1
        return self.entered

    def __exit__(self, kind, value, tb):
        self.left += 1 if kind is None else 100
        return self.swallow


def with_loop(m, n):
    total = 0
    for i in range(n):
        with m as k:
            total += k
            if i % 10 == 3:
                raise KeyError(i)
            if i % 10 == 4:
                continue
            total += 1
    return total


def nested(n):
    out = 0
    for i in range(n):
        try:
            try:
                out += 1 // (i % 3)
            finally:
                out += 10
        except ZeroDivisionError:
            out += 100
        finally:
            out += 1000
    return out


total = 0
for i in range(500):
    total += returns(i)
print(total, len(log))
caught = 0
for i in range(400):
    try:
        if overrides(i) == "swallowed":
            caught += 1
    except ValueError as e:
        caught += 1000
print(caught)
print(loops(600))
m = Manager(True)
print(with_loop(m, 500), m.entered, m.left)
m = Manager(False)
try:
    with_loop(m, 500)
except KeyError as e:
    print(repr(e), m.entered, m.left)
print(nested(600))
with Manager(True) as a, Manager(True) as b:
    print(a, b)
    raise RuntimeError
def early(n):
    for i in range(n):
        with Manager(False) as k:
            if i == n - 1:
                return i, k


print(early(400))
try:
    with 5:
        pass
except TypeError as e:
    print(e)
