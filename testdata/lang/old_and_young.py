"""Large containers that have lived for long get new items, while collections run."""
import gc


def churn(n):
    junk = None
    for i in range(n):
        junk = [i, (junk,), {"i": i}] if i % 100 else None
    return junk is None


table = {i: None for i in range(20000)}
names = {"n%d" % i: None for i in range(3000)}
items = [None] * 20000
many = set(range(5000))
grid = {(i, j): 0 for i in range(40) for j in range(40)}
gc.collect()
for round in range(12):
    for i in range(round, 20000, 1999):
        table[i] = [round, i]
        items[i] = (round, [i])
    for i in range(round, 3000, 307):
        names["n%d" % i] = {"round": round, "text": "t%d" % i}
    for i in range(40):
        grid[i, round] = [i * round]
    many.add("s%d" % round)
    many.add((round, "t%d" % round))
    table[100000 + round] = "late %d" % round
    names.setdefault("new%d" % round, []).append(str(round))
    churn(4000)
    if round % 4 == 3:
        gc.collect(0)
print(sum(v[1] for v in table.values() if isinstance(v, list)), sorted(v for v in table.values() if isinstance(v, str))[:3])
print(sum(v[1][0] + v[0] for v in items if v), sum(1 for v in items if v))
print(sorted(v["text"] for v in names.values() if isinstance(v, dict))[:5], [v for v in names.values() if isinstance(v, list)][:4])
print(sum(v[0] for v in grid.values() if v), sorted(x for x in many if isinstance(x, str))[:4],
      sorted(x for x in many if isinstance(x, tuple))[:2])
kept = []
for i in range(30000):
    kept.append(None)
gc.collect()
for i in range(0, 30000, 500):
    kept[i] = {"at": i, "list": [i] * 3}
    kept.append([i])
    kept.extend(([i], (i,)))
    churn(300)
gc.collect()
print(sum(k["at"] + sum(k["list"]) for k in kept if isinstance(k, dict)), len(kept), kept[-1], kept[-3], kept[30000])
kept[100:200] = [[x] for x in range(50)]
kept.insert(5, ["five"])
kept.reverse()
churn(3000)
print(kept[-6], sum(1 for k in kept if isinstance(k, list)), kept[0], len(kept))


class Node:
    def __init__(self, value, next=None):
        self.value = value
        self.next = next


head = None
index = {}
for i in range(4000):
    head = Node([i], head)
    index[i] = head
gc.collect()
for i in range(0, 4000, 7):
    index[i].value = [i, str(i)]
    index[i].extra = {"e": i}
    index[i] = Node((i,), index[i])
churn(5000)
total = count = 0
for i in range(0, 4000, 7):
    node = index[i]
    total += node.value[0] + node.next.value[0] + node.next.extra["e"]
    count += len(node.next.value[1])
print(total, count)
n, node = 0, head
while node:
    n += node.value[0]
    node = node.next
print(n)
