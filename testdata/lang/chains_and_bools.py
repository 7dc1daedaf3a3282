# Comparison chains, and/or/not as values, truth of all kinds in hot loops.

calls = 0


def noted(x):
    global calls
    calls += 1
    return x


def chains(n):
    inside = 0
    for i in range(n):
        if 10 < i <= n - 10:
            inside += 1
        if 0 <= i % 7 < 3 != i % 2:
            inside += 10
        if noted(i) < noted(i + 1) < noted(i % 50):
            inside += 100
        if 1.5 < i < 300.25:
            inside += 1000
    return inside


def values(n):
    out = None
    total = 0
    for i in range(n):
        a = i % 3
        b = i % 5
        out = a and b or "none"
        total += len(str(out))
        out = (a or b) and not (a and b)
        total += out
        total += bool(a) + (not b) * 2
        x = a if b else b if a else 7
        total += x
    return total, out


def truth(items, rounds):
    count = 0
    for _ in range(rounds):
        for item in items:
            if item:
                count += 1
            if not item:
                count += 100
            while item:
                count += 3
                break
    return count


print(chains(400), calls)
print(values(1000))
print(truth([0, 1, 0.0, -0.0, 2.5, "", "a", [], [0], (), (1,), {}, {1: 2}, None, True, False, 1 << 70, range(0), range(3), b"", b"x"], 100))
same = 0
for i in range(600):
    if (i is None) is False:
        same += 1
    if i == i * 1.0 == True:
        same += 10
    if True + True == 2 and i in (1, 2, 3) or i not in (5, 6):
        same += 1
print(same)
print(True is (1 == 1), isinstance(True, int), True + 1.5, True << 3, ~True, -False, repr(not []))
order = []
for i in range(300):
    if i % 2 == 0 != i % 3:
        order.append(i)
print(len(order), sum(order))
