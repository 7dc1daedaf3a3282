# A chain of comparisons of one int, which LLVM makes a switch with a jump table.


def run(n):
    total = 0
    for i in range(n):
        k = i % 7
        if k == 1:
            total += 3
        elif k == 2:
            total -= 5
        elif k == 3:
            total ^= 9
        elif k == 4:
            total += i
        elif k == 5:
            total *= 2
        elif k == 6:
            total //= 3
    return total


print(run(300))
