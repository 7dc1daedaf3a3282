# Sizes that no machine has are MemoryError or OverflowError, and life goes on.


def attempt(f):
    try:
        f()
    except (MemoryError, OverflowError) as e:
        return type(e).__name__
    return "done"


n = 10**12
print(attempt(lambda: [0] * 10**12))
print(attempt(lambda: [None, 1] * n))
print(attempt(lambda: (1,) * n))
print(attempt(lambda: "ab" * (10**15)))
print(attempt(lambda: b"ab" * (10**15)))
print(attempt(lambda: [0] * 10**30))
caught = 0
for i in range(300):
    try:
        x = [i] * (10**12 if i % 2 else 3)
    except MemoryError:
        caught += 1
        x = [0]
    caught += len(x) * 10
print(caught, x)
print(len([0] * 1000))
