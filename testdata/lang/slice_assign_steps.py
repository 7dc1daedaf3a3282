# Assigning to slices with steps, also backwards; sizes that do not fit.
for start, stop, step in [(None, None, 2), (None, None, -1), (None, -3, -2), (4, 0, -2), (1, None, 3), (5, 5, 2), (None, None, 2 ** 70)]:
    a = list(range(7))
    n = len(a[start:stop:step])
    a[start:stop:step] = ["x%d" % k for k in range(n)]
    print(start, stop, step, a)
    try:
        a[start:stop:step] = range(n + 1)
    except ValueError as e:
        print(e)
    else:
        print(a)
a = [1, 2, 3, 4]
a[::-1] = a
print(a)
a[::-2] = (k * k for k in (7, 8))
print(a)


class Grows:
    def __iter__(self):
        a.append(9)
        return iter("ab")


try:
    a[::2] = Grows()
except ValueError as e:
    print(e)
print(a)
