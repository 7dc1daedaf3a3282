"""Lists that grow far, in every way, and what they are made of afterwards."""


def check(items, expected_sum):
    print(len(items), sum(items) == expected_sum, items[0], items[len(items) // 2], items[-1])


n = 150000
ints = []
for i in range(n):
    ints.append(i)
check(ints, n * (n - 1) // 2)
floats = [i * 0.5 for i in range(1000)] * 150
floats.append(0.25)
floats.extend(floats)
check(floats, (999 * 250 * 150 + 0.25) * 2)
floats.append(1)
floats.append(2**70)
print(floats[-1], floats[-2], type(floats[5]).__name__, floats[n - 1], len(floats))
ints.append(0.5)
ints.append("text")
print(ints[-2:], ints[n - 1], len(ints))
ints.extend(range(1000))
ints += [None] * 100000
print(len(ints), ints[n + 2], ints[-1], ints.count(None), ints.index(None))
del ints[100:]
ints.append(5)
print(len(ints), ints[-1])
ints.extend(ints)
for _ in range(11):
    ints += ints
print(len(ints), ints[:3], ints[-1])
for i in range(30):
    ints.insert(i * 1000, -i)
print(ints[29000], ints[1000], len(ints))
some = [[i] for i in range(50)]
objects = []
for i in range(150000):
    objects.append(some[i % 50])
    if i % 50000 == 49999:
        for k in range(0, i, 1000):
            objects[k] = (objects[k], str(i))
print(len(objects), objects[0], objects[149999], objects[1000][1], sum(1 for o in objects if type(o) is tuple))
again = list(objects)
objects.clear()
again.reverse()
print(len(again), again[0], len(objects), again.pop(), len(again))
text = ["item %d" % i for i in range(2000)]
print(text[0], text[-1], len(set(text)), sorted(text)[1000], "".join(text[:5]))
print("%d %s %d%% %s|%s %d" % (5, "x", -2**62, 7, "é", 2**65), "%s" % 12, "%d" % True, "%s %d" % ("\u20ac", 3), "%d" % -0)
for bad in (lambda: "%d" % "x", lambda: "%s %s" % 1, lambda: "%s" % (1, 2), lambda: "%d %d" % (1,), lambda: "%" % 1,
            lambda: "%(a)s" % 5, lambda: "%s%" % "a", lambda: "%d" % None, lambda: "%s %d" % ("a", 1, 2)):
    try:
        print(bad())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
print("%s" % {"a": 1}, "%(a)s %(a)d" % {"a": 1}, "%s" % ((1, 2),), "%s %s" % ("a", ()), "%5s|%-5d|%05d" % ("a", 3, 4))
