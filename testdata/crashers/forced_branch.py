# A forced exit must not be taken at a guard whose exit goes the other way of a
# jump: it would leave the loop, and was seen to.


def count(n):
    total = 0
    for i in range(n):
        total += 1
    return total


def count_while(n):
    i = 0
    while i < n:
        i += 1
    return i


for _ in range(4):
    print(count(50), count_while(50))
