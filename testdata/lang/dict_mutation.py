# Dictionaries that change: order, deletion, views, change during iteration.


def churn(n):
    d = {}
    for i in range(n):
        d["k" + str(i % 30)] = i
        if i % 4 == 0:
            del d["k" + str(i % 30)]
        if i % 100 == 99:
            d.clear()
    return list(d.items())[:5], len(d)


def resize_error(n):
    errors = 0
    message = ""
    for i in range(n):
        d = {1: 1, 2: 2, 3: 3}
        try:
            for k in d:
                if k == 2 and i % 2:
                    d[k + 10 + i] = 1
        except RuntimeError as e:
            errors += 1
            message = str(e)
    return errors, message


def sums(d, n):
    total = 0
    for i in range(n):
        for k in d:
            total += k
        for v in d.values():
            total += v
        for k, v in d.items():
            total += k * v
            d[k] = v + 1
    return total


def aliases(n):
    a = {"x": 0}
    b = a
    for i in range(n):
        a["x"] += 1
        b["x"] += b["x"] % 3
        if a["x"] > 100:
            b["x"] = 0
    return a, a is b


print(churn(1050))
print(resize_error(300))
print(sums({i: i for i in range(10)}, 60))
print(aliases(700))
d = {k: v for k, v in zip("abcdef", range(6))}
for i in range(400):
    first = next(iter(d))
    d[first] = d.pop(first) + 1
print(d)
print(d.keys() == set("abcdef"), "a" in d, list(d.values()), d.popitem(), len(d))
e = dict(d)
e.update({"z": 1}, y=2)
print(e, {**d, "a": 0}, d == e, dict([(1, 2)]), dict(a=1) == {"a": 1})
print(list(reversed(d)), sorted(d, reverse=True), d.copy() is d, d.get("none"))
order = {}
for i in range(600):
    order[i % 13] = i
    order.pop((i + 5) % 13, None)
print(list(order))
big = {}
for i in range(2000):
    big[i] = i
for i in range(0, 2000, 3):
    del big[i]
print(len(big), sum(big), list(big)[:5])
