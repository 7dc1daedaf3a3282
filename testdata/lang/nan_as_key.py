# A NaN equals nothing, but is itself: kept in lists, attributes and loops it stays a key.
n = float("nan")


class Box:
    pass


def fill(items):
    found = {}
    for x in items:
        found[x] = found.get(x, 0) + 1
    return found


pair = [n, n]
print(fill(pair), fill([n] * 5), {x: x * 2 for x in pair}, set(pair), len({*pair}))
print(fill([1.5, n, 2.5, n, 1.5]), pair[0] in {n}, {n: 1}[pair[1]])
floats = [0.5, 1.5, 2.5]
floats[1] = n
floats.append(n)
floats.insert(0, n)
floats += [n, 3.5]
floats.extend(x for x in (n, 4.5))
floats[2:3] = [n, n]
print(floats, len(set(floats)), floats.count(n))
print(fill(floats)[n], fill(list(reversed(floats)))[n], fill(floats[1:4])[n])
print(len(set([x for x in floats])), len(set(list(tuple(floats)))), len(set(floats * 3)))
box = Box()
box.x = 1.0
box.y = n
box.x = n
print({box.x: 1}[n], {n: 2}[box.y], box.x in {n}, len({box.x, box.y, n}))
boxes = []
for i in range(5):
    b = Box()
    b.x = n if i % 2 else float(i)
    boxes.append(b)
print([b.x for b in boxes], len({b.x for b in boxes}), fill(b.x for b in boxes)[n])
for b in boxes:
    b.x = n
print(len({b.x for b in boxes}), fill(b.x for b in boxes)[n])
print((n,) in {(n,): 1}, {(pair[0], 1)} == {(pair[1], 1)}, {n} == {n}, [n] == [n])
total = 0
for i in range(40):
    values = [float(i), n] if i % 3 else [n, n, float(i)]
    values[0] = n
    total += len(set(values)) * 10 + len({v: 1 for v in values})
print(total)


# A loop that has stored other doubles for a while gets a NaN.
def identities(values):
    store, room, found = [0.5, 1.5], Box(), 0
    room.x = 0.5
    for v in values:
        store[1] = v
        room.x = v
        b = Box()
        b.x = v
        if v != v:
            found = found * 10 + len({v, store[1], room.x, [v][0], b.x})
    return found


quarters = [i / 4 for i in range(60)]
print(identities(quarters + [n]), identities([n]), identities([n] + quarters + [n, n]))
rows = [[0.0] * 4 for _ in range(50)]
for i in range(200):
    rows[i % 50][i % 4] = n if i == 190 else i * 0.5
print(len({v for row in rows for v in row if v != v} | {n}))
inf = float("inf")
differences = [0.0] * 60
for i, x in enumerate([1.0] * 50 + [inf] * 10):
    differences[i] = x - x
print(sum(v != v for v in differences), sum(v in differences for v in differences))
print(len(set(differences)))
boxes = [Box() for i in range(30)]
for b in boxes:
    b.x = 0.5
for k in range(20):
    for b in boxes:
        b.x = n if k == 18 and b is boxes[7] else b.x + 1.0
print(len({b.x for b in boxes}), boxes[7].x != boxes[7].x, boxes[6].x)
