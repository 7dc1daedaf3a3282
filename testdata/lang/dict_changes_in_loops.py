# Changing a dict while going through it: sizes, keys, values, both directions.
def attempt(make, step, view=iter, limit=12):
    d = make()
    seen = []
    try:
        for i, item in enumerate(view(d)):
            seen.append(item)
            step(d, i, item)
            if i > limit:
                seen.append("endless")
                break
    except RuntimeError as e:
        return seen, str(e), d
    return seen, "ended", d


def one():
    d = {}
    d[0] = 0
    return d


def five():
    return {i: str(i) for i in range(5)}


def many():
    return {i: i for i in range(20)}


def delete_and_add(d, i, item):
    del d[0]
    d[0] = 0


def replace_seen(d, i, item):
    key = item[0] if isinstance(item, tuple) else item
    if key in d:
        d[key + 100] = d.pop(key)


def values_only(d, i, item):
    for k in d:
        d[k] = i


def grow(d, i, item):
    d[1000 + i] = 1


def shrink(d, i, item):
    if len(d) > 1:
        d.popitem()


def delete_later_add_later(d, i, item):
    if i == 1:
        last = list(d)[-1]
        del d[last]
        d["new"] = 1


def clear_and_refill(d, i, item):
    n = len(d)
    d.clear()
    for k in range(n):
        d[k + 50] = 1


VIEWS = [iter, dict.keys, dict.values, dict.items, reversed, lambda d: reversed(d.items())]
for step in (delete_and_add, values_only, grow, shrink, delete_later_add_later):
    for make in one, five, many:
        if step is delete_and_add and make is not one:
            continue
        for n, view in enumerate(VIEWS):
            seen, how, d = attempt(make, step, view)
            print(step.__name__, make.__name__, n, len(seen), how, len(d))
for view in VIEWS[:4]:
    print(attempt(one, delete_and_add, view))
print(attempt(five, delete_later_add_later)[1])

# An iterator that failed goes on failing; one that ended stays ended.
d = {1: 1, 2: 2}
it = iter(d)
next(it)
d[3] = 3
for _ in range(3):
    try:
        print(next(it))
    except RuntimeError as e:
        print(e)
d.pop(3)
try:
    print(next(it))
except RuntimeError as e:
    print(e)
it = iter(d)
print(list(it), list(it))
d[4] = 4
print(list(it), it.__length_hint__())
# Deleting everything from the end, from the start, in the middle, then order of what is left.
d = dict.fromkeys(range(12))
for k in (11, 10, 0, 1, 5):
    del d[k]
d[5] = "back"
d[11] = "back too"
print(d, list(reversed(d)))
while d:
    d.popitem()
    if len(d) % 3 == 0:
        d[len(d) + 100] = 1
        d.popitem()
print(d)
for n in range(3):
    for i in range(50):
        d[i] = i
        del d[i]
    print(d, len(d), list(d.items()))
