# Generators in loops that get hot: every way of resuming, values of changing types.
def count(n):
    i = 0
    while i < n:
        yield i
        i += 1

def total(n):
    s = 0
    for x in count(n):
        s += x
    return s
print([total(n) for n in (0, 1, 10, 200, 300)])

def nested(n):
    s = 0
    for a in count(n):
        for b in count(a):
            if b % 3 == 0:
                continue
            s += a * b
        if a > 25:
            break
    return s
print(nested(30), nested(20))

def nexts(n):
    g = count(n)
    out = 0
    try:
        while True:
            out += next(g)
    except StopIteration:
        return out
print([nexts(n) for n in (3, 50, 200)])

def average():
    total = n = 0
    mean = None
    while True:
        x = yield mean
        total += x
        n += 1
        mean = total / n
def sends(values):
    a = average()
    a.send(None)
    m = None
    for v in values:
        m = a.send(v)
    return m
print(sends(range(200)), sends([1.5, 2.5] * 60), sends([2 ** 62] * 50))

def mixed(n):
    for i in range(n):
        if i % 50 == 49:
            yield str(i)
        elif i % 7 == 0:
            yield i * 0.5
        else:
            yield i
def consume(n):
    kinds = {}
    for x in mixed(n):
        name = type(x).__name__
        kinds[name] = kinds.get(name, 0) + 1
    return kinds
print(consume(220))

def chain(*its):
    for it in its:
        yield from it
def flat(n):
    s = 0
    for x in chain(range(n), count(n), [1, 2, 3] * n, (y * y for y in count(n))):
        s += x
    return s
print(flat(40), flat(60))

def evens(it):
    for x in it:
        if x % 2 == 0:
            yield x
def squares(it):
    return (x * x for x in it)
def limited(it, limit):
    for x in it:
        if x > limit:
            return
        yield x
print(sum(limited(squares(evens(count(1000))), 10000)))
print([sum(x for x in range(k) if x & 1) for k in range(0, 120, 17)])

def failing(n):
    for i in range(n):
        if i == n - 1:
            raise ValueError(i)
        yield i
def robust(n):
    caught = []
    for k in range(n):
        try:
            for x in failing(k + 2):
                pass
        except ValueError as e:
            caught.append(e.args[0])
    return sum(caught)
print(robust(60))

def with_finally(n, log):
    for i in range(n):
        try:
            yield i
        finally:
            log.append(i)
def early(n):
    log = []
    for k in range(n):
        g = with_finally(5, log)
        for x in g:
            if x == k % 5:
                break
        g.close()
    return len(log), sum(log)
print(early(70))

class Grid:
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        for y in range(self.n):
            for x in range(self.n):
                yield x, y
def walk(n):
    s = 0
    for x, y in Grid(n):
        s += x * 2 - y
    return s
print(walk(12), walk(15))
def many(n):
    gens = [count(n) for _ in range(5)]
    s = 0
    for i in range(n):
        for g in gens:
            s += next(g)
    return s, [next(g, None) for g in gens]
print(many(40))
def switching(n):
    s = 0
    for i in range(n):
        it = count(3) if i % 3 == 0 else [7, 8] if i % 3 == 1 else (v for v in (1.5, 2.5))
        for x in it:
            s += x
    return s
print(switching(90))
