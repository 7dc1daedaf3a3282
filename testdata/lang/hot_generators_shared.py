# One generator resumed from several loops and functions, by next(), send() and for; by
# threads in turn; nested and recursive ones.
import threading


def naturals():
    n = 0
    while True:
        n += 1
        yield n


def by_for(g, k):
    s = 0
    for v in g:
        s += v
        k -= 1
        if k == 0:
            return s


def by_next(g, k):
    s = 0
    for _ in range(k):
        s += next(g)
    return s


def by_method(g, k):
    s = 0
    step = g.__next__
    for _ in range(k):
        s += g.__next__()
        s += step()
    return s


g = naturals()
print([f(g, k) for k in (1, 200, 3, 400) for f in (by_for, by_next, by_method)])
h = naturals()
print(sum(a * b for a, b in zip(g, range(300))), by_for(h, 300), next(g), next(h))


def running_mean():
    total, count, mean = 0, 0, None
    while True:
        value = yield mean
        if value is None:
            value = 0
        total += value
        count += 1
        mean = total / count


def feed(n):
    m = running_mean()
    next(m)
    last = None
    for i in range(n):
        last = m.send(i if i % 2 else float(i))
    return last, m.send(None), next(m)


print(feed(500))


def types(n):
    # What is yielded changes its type on the way.
    for i in range(n):
        if i < n // 3:
            yield i
        elif i < 2 * n // 3:
            yield i / 4
        else:
            yield str(i)[-1]


def adds(n):
    a, s = 0, ""
    for v in types(n):
        if isinstance(v, str):
            s += v
        else:
            a += v
    return a, s[-5:]


print(adds(600), adds(900))


class Tree:
    def __init__(self, depth, value=1):
        self.value = value
        self.left = Tree(depth - 1, 2 * value) if depth else None
        self.right = Tree(depth - 1, 2 * value + 1) if depth else None

    def __iter__(self):
        if self.left is not None:
            for v in self.left:
                yield v
        yield self.value
        if self.right is not None:
            yield from self.right


t = Tree(6)
print(sum(t), list(t)[:8], [sum(1 for _ in t) for _ in range(5)])


def countdown(n):
    if n:
        yield n
        for v in countdown(n - 1):
            yield v


print(sum(sum(countdown(k)) for k in range(30)))


def too_deep(n):
    for v in too_deep(n + 1):
        yield v


for _ in range(3):
    try:
        next(too_deep(0))
    except RecursionError as e:
        print("RecursionError")

lock = threading.Lock()
shared = naturals()
totals = []


def worker():
    s = 0
    for _ in range(500):
        with lock:
            s += next(shared)
    with lock:
        totals.append(s)


threads = [threading.Thread(target=worker) for _ in range(3)]
for th in threads:
    th.start()
for th in threads:
    th.join()
print(sum(totals), next(shared))

collected = []


def half(k):
    for v in shared_in_turn:
        collected.append(v)
        if len(collected) % k == 0:
            return


shared_in_turn = naturals()
for k in (100, 7, 300):
    th = threading.Thread(target=half, args=(k,))
    th.start()
    th.join()
    half(k)
print(len(collected), collected == list(range(1, len(collected) + 1)))


def pairs(n):
    for a in range(n):
        for b in range(a):
            yield a, b


print(sum(a * b for a, b in pairs(40)), sum(x for p in pairs(30) for x in p))


def default_next(n):
    g = (i for i in range(n))
    s = 0
    while True:
        v = next(g, None)
        if v is None:
            return s, next(g, "gone")
        s += v


print([default_next(k) for k in (0, 1, 300)])


def returns(n):
    for i in range(n):
        yield i
    return "end %d" % n


def value_of(n):
    g = returns(n)
    s = 0
    while True:
        try:
            s += next(g)
        except StopIteration as e:
            return s, e.value


print([value_of(k) for k in (0, 3, 250, 251)])


def delegates(n):
    got = yield from returns(n)
    yield got


print([x for x in delegates(200)][-2:])
