"""Order and equality of numbers, strs and tuples: as values, in conditions, in sort, min and max."""
nan, inf = float("nan"), float("inf")
values = [0, 1, -1, 2**53, 2**53 + 1, 2**61, -2**62, 2**64, 0.0, -0.0, 1.0, 1.5, float(2**53), 1e300, inf, -inf, nan,
          True, False]
rows = []
for a in values:
    row = ""
    for b in values:
        row += "%d%d%d%d%d%d " % (a < b, a <= b, a > b, a >= b, a == b, a != b)
        taken = [a < b and 1 or 0, 1 if a <= b else 0, 1 if a > b else 0, 1 if a >= b else 0, 1 if a == b else 0,
                 1 if a != b else 0]
        assert "%d%d%d%d%d%d " % tuple(taken) == row[-7:], (a, b)
    rows.append(row)
print("\n".join(rows))
texts = ["", "a", "ab", "b", "a\0", "é", "\xff", "Ā", "€", "\U0001f600", "a€", "Z"]
for a in texts:
    print("".join("%d%d%d%d" % (a < b, a <= b, a == b, a > b) for b in texts))
print(sorted(texts), max(texts), min(texts))
tuples = [(), (1,), (1, 2), (1, 2.0), (1.0, 2, 3), ("a", 1), ("a", "b"), ("a", (1, 2)), (nan,), (nan, 1), (nan, 2),
          (True, 2), (2**70,), (2**70, 1), (None, 1), ([], 1)]
for a in tuples:
    line = []
    for b in tuples:
        try:
            line.append("%d%d" % (a < b, a >= b))
        except TypeError as error:
            line.append(str(error)[:5])
        line.append("%d%d" % (a == b, a != b))
    print(" ".join(line))
try:
    (1, "a") < (1, 2)
except TypeError as error:
    print(error)
try:
    if (1, None) > (1, 2):
        pass
except TypeError as error:
    print(error)
for bad in (lambda: "a" < 1, lambda: (1,) < [1], lambda: 1.5 < "x", lambda: None < None, lambda: 1j < 2):
    try:
        print(bad())
    except TypeError as error:
        print(error)


class Backwards(int):
    def __lt__(self, other):
        return int(self) > int(other)

    def __gt__(self, other):
        return int(self) < int(other)


class Pair(tuple):
    def __lt__(self, other):
        return self[1] < other[1]

    def __eq__(self, other):
        return "equal?"

    __hash__ = None


print(Backwards(1) < Backwards(2), 1 < Backwards(2), Backwards(1) > 0, (1, Backwards(1)) < (1, Backwards(2)),
      sorted([Backwards(1), Backwards(3), Backwards(2)]))
print(Pair((1, 2)) < Pair((0, 3)), (1, 2) == Pair((1, 2)), (0, 9) < Pair((1, 1)), (0, 9) > Pair((1, 1)),
      sorted([Pair((1, 5)), Pair((2, 4))]))
people = [("ann", 31, 1.5), ("bob", 25, 2.0), ("ann", 30, 2), ("cy", 31, -1.0), ("bob", 25, 1)]
print(sorted(people), sorted(people, key=lambda p: (p[1], -p[2])), max(people, key=lambda p: p[2]),
      min(people), sorted(people, key=lambda p: p[0], reverse=True))
print(sorted([(2, "b"), (1, "c"), (2, "a"), (1,)]), sorted([3, 1.5, True, 2**65, -1]),
      sorted([nan, 1.0, 2.0]) == [nan, 1.0, 2.0], max(1, 1.0), max(1.0, 1), min([2, 2.0]), max("b", "abc"))
import heapq
heap = []
for i in range(30):
    heapq.heappush(heap, ((i * 7) % 11 / 2, "node%d" % (i % 5), i))
print([heapq.heappop(heap) for _ in range(12)])
