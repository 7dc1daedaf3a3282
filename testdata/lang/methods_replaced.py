# Functions and methods that are rebound, and bound methods kept, in hot loops.


class Machine:
    def __init__(self):
        self.state = 0
        self.handler = self.first

    def first(self, x):
        self.state += x
        if self.state > 1000:
            self.handler = self.second
        return 1

    def second(self, x):
        self.state -= 3 * x
        if self.state < -1000:
            self.handler = self.first
        return 2


def work(x):
    return x + 1


def other(x):
    return x - 1


def caller(n):
    total = 0
    for i in range(n):
        total += work(i)
    return total


m = Machine()
t = 0
for i in range(1500):
    t += m.handler(i % 17)
print(t, m.state)
print(caller(500))
work = other
print(caller(500))
work.__code__, other_code = (lambda x: x * 2).__code__, other.__code__
print(caller(500))
work.__code__ = other_code
print(caller(500))
del work
try:
    caller(5)
except NameError as e:
    print(e)
work = len
try:
    caller(5)
except TypeError as e:
    print(e)
work = abs
print(caller(400))
append = [].append
for i in range(300):
    append(i)
print(len(append.__self__) if hasattr(append, "__self__") else 300)
bound = m.first
before = m.state
for i in range(400):
    bound(1)
print(m.state - before, bound.__name__, bound.__self__ is m)


class Plugin:
    pass


p = Plugin()
for i in range(600):
    if i % 200 == 0:
        Plugin.run = (lambda self, k=i: k)
    t += p.run()
print(t)
max_ = max
for i in range(300):
    t += max_(i, 5) + (max if i % 2 else min)(1, 2)
print(t)
