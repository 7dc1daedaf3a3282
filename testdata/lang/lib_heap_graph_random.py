# heapq, bisect, graphlib, random with a seed, itertools recipes.
import bisect
import graphlib
import heapq
import itertools
import random

rng = random.Random(7)
values = [rng.randrange(1000) for _ in range(200)]
heap = list(values)
heapq.heapify(heap)
print([heapq.heappop(heap) for _ in range(10)], heapq.nsmallest(3, values), heapq.nlargest(3, values, key=lambda v: v % 100))
print(list(heapq.merge([1, 4, 9], [2, 3], [0, 10], reverse=False)), list(heapq.merge("ca", "db", reverse=True)))
table = []
for v in values[:50]:
    bisect.insort(table, v)
print(table == sorted(values[:50]), bisect.bisect_left(table, table[10]), bisect.bisect(table, 10**6), bisect.bisect_left([(1, "b"), (2, "a")], 2, key=lambda p: p[0]))
sorter = graphlib.TopologicalSorter({"d": {"b", "c"}, "b": {"a"}, "c": {"a"}})
print(list(sorter.static_order())[0], list(sorter.static_order())[-1] if False else "")
try:
    graphlib.TopologicalSorter({1: [2], 2: [1]}).prepare()
except graphlib.CycleError as e:
    print(e)
data = [2.5, 3.25, 5.5, 11.25, 11.75]
rng.shuffle(values)
print(values[:5], rng.choice("abcdef"), rng.sample(range(100), 5), rng.choices("xyz", [1, 2, 3], k=6), rng.random(), rng.gauss(0, 1), rng.getrandbits(70))
print(rng.uniform(1, 2), rng.betavariate(1, 2), rng.triangular(), rng.expovariate(1.5), rng.randbytes(4))


def pairs(s):
    return list(itertools.combinations(s, 2))


print(pairs("abcd"), list(itertools.permutations(range(3), 2)), list(itertools.product("ab", repeat=2)))
print([(k, len(list(g))) for k, g in itertools.groupby(sorted(values, key=lambda v: v // 250), key=lambda v: v // 250)])
print(list(itertools.accumulate(range(10), max)), list(itertools.accumulate([1, 2, 3], initial=100)), list(itertools.pairwise("abc")))
print(list(itertools.islice(itertools.count(5, 3), 4)), list(itertools.takewhile(lambda x: x < 3, itertools.count())), list(itertools.zip_longest("ab", "xyz", fillvalue="-")))
print(list(itertools.starmap(pow, [(2, 3), (3, 2)])), list(itertools.compress("abcd", [1, 0, 1])), list(itertools.chain.from_iterable(["ab", "c"])))
a, b = itertools.tee(iter(range(5)))
print(next(a), next(a), list(b), list(a))
