# Generators feeding generators, in hot loops, with early ends and errors.
def numbers(n):
    try:
        for i in range(n): yield i
    finally:
        log.append(("closed", n))
log = []
def doubled(it):
    for v in it: yield v * 2
def only(pred, it):
    for v in it:
        if pred(v): yield v
def batches(it, n):
    batch = []
    for v in it:
        batch.append(v)
        if len(batch) == n:
            yield tuple(batch)
            batch.clear()
    if batch: yield tuple(batch)
def take(n, it):
    for i, v in enumerate(it):
        if i == n: return "taken"
        yield v
print(list(batches(only(lambda v: v % 3, doubled(numbers(20))), 4)), log)
print(sum(only(lambda v: v % 7 == 0, doubled(numbers(500)))))
print(list(take(3, doubled(range(10**6)))))
print(log)
def flatten(x):
    if isinstance(x, list):
        for y in x: yield from flatten(y)
    else: yield x
nested = [1, [2, [3, [4, [5, [6]], 7]]], [], [[8]]]
print(list(flatten(nested * 20)) == list(range(1, 9)) * 20)
def averager():
    total = count = 0
    average = None
    while True:
        value = yield average
        if value is None: return total, count
        total += value
        count += 1
        average = total / count
def collect():
    results = []
    while True:
        r = yield from averager()
        results.append(r)
        if len(results) == 3: return results
c = collect()
next(c)
for i in range(300):
    try:
        c.send(i if i % 100 != 99 else None)
    except StopIteration as e:
        print(e.value)
def fail_at(n):
    for i in range(1000):
        if i == n: raise ValueError(n)
        yield i
seen = 0
for n in (5, 200, 400):
    try:
        for v in doubled(fail_at(n)): seen += v
    except ValueError as e:
        print("failed", e, seen)
def tree(depth):
    if depth:
        yield from tree(depth - 1)
        yield depth
        yield from tree(depth - 1)
print(sum(tree(10)), sum(1 for _ in tree(9)))
fib = (lambda: (yield from (a[0] for a in iter(lambda s=[0, 1]: s.append(s[-1] + s[-2]) or (s.pop(0),), None))))()
print([next(fib) for _ in range(12)])
def primes():
    found = []
    n = 2
    while True:
        if all(n % p for p in found if p * p <= n):
            found.append(n)
            yield n
        n += 1
print([p for p, _ in zip(primes(), range(60))][-1])
def echo():
    got = []
    try:
        while True:
            try:
                got.append((yield len(got)))
            except KeyError as e:
                got.append(repr(e))
    except GeneratorExit:
        log.append(("exit", len(got)))
        raise
    finally:
        log.append(got[-2:])
e = echo()
next(e)
for i in range(250):
    e.send(i) if i % 5 else e.throw(KeyError(i))
e.close()
print(log[-2:])
gens = [doubled(numbers(k)) for k in range(5)]
print([list(g) for g in gens], [next(g, "done") for g in gens])
print(max((v * v % 101, v) for v in range(400)), any(v > 990 for v in doubled(range(500))), sorted((-v for v in range(5)), key=abs))
