# Ranges that begin among machine ints and end beyond them, with loops that the JIT
# leaves and enters at any item.
def total(start, stop, step, odd):
    t = 0
    for i in range(start, stop, step):
        t = t * 3 % 1000003 + i
        if i % odd == 0:
            t += len(str(i))
    return t


def last(numbers):
    i = None
    for i in numbers:
        pass
    return i


for _ in range(20):
    total(0, 50, 1, 7)
    total(50, 0, -1, 5)
    last(range(10))
for border in (1 << 30, 1 << 31, 1 << 32, 1 << 53, 1 << 62, 1 << 63, 1 << 64):
    for odd in (3, 1000):
        print(total(border - 40, border + 40, 1, odd), total(-border + 40, -border - 40, -1, odd),
              total(border + 40, border - 40, -3, odd), total(-border - 40, -border + 40, 3, odd))
    print(last(range(border - 5, border + 5)), last(range(-border + 5, -border - 5, -2)))
big = 1 << 62
print(total(0, big * 2, big // 8, 3), total(0, -big * 2, -big // 8, 3), total(-big, big, big // 8, 3))
