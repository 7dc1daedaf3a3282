"""Dynamic programming with dicts and tables: edit distance, knapsack, subsequences."""


def edit_distance(a, b, memo=None, i=0, j=0):
    if memo is None:
        memo = {}
    key = (i, j)
    if key in memo:
        return memo[key]
    if i == len(a):
        result = len(b) - j
    elif j == len(b):
        result = len(a) - i
    elif a[i] == b[j]:
        result = edit_distance(a, b, memo, i + 1, j + 1)
    else:
        result = 1 + min(edit_distance(a, b, memo, i + 1, j),
                         edit_distance(a, b, memo, i, j + 1),
                         edit_distance(a, b, memo, i + 1, j + 1))
    memo[key] = result
    return result


def knapsack(items, capacity):
    best = {0: (0, ())}
    for name, weight, value in items:
        for load, (total, chosen) in list(best.items()):
            new = load + weight
            if new <= capacity:
                old = best.get(new)
                if old is None or old[0] < total + value:
                    best[new] = (total + value, chosen + (name,))
    return max(best.values(), key=lambda pair: pair[0])


def longest_common(a, b):
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            if x == y:
                table[i + 1][j + 1] = table[i][j] + 1
            else:
                table[i + 1][j + 1] = max(table[i][j + 1], table[i + 1][j])
    out = []
    i, j = len(a), len(b)
    while i and j:
        if table[i][j] == table[i - 1][j]:
            i -= 1
        elif table[i][j] == table[i][j - 1]:
            j -= 1
        else:
            out.append(a[i - 1])
            i -= 1
            j -= 1
    return "".join(reversed(out))


def change(coins, amount, memo):
    if amount == 0:
        return 1
    if amount < 0 or not coins:
        return 0
    key = (coins, amount)
    if key not in memo:
        memo[key] = change(coins[1:], amount, memo) + change(coins, amount - coins[0], memo)
    return memo[key]


def grid_paths(blocked, size):
    counts = {(0, 0): 1}
    for x in range(size):
        for y in range(size):
            if (x, y) in blocked or (x, y) == (0, 0):
                continue
            counts[x, y] = counts.get((x - 1, y), 0) + counts.get((x, y - 1), 0)
    return counts[size - 1, size - 1]


def work():
    a = "the quick brown fox jumps over the lazy dog and runs away"
    b = "a quiet brown cow jumped over two lazy frogs and ran home"
    items = [(f"item{i}", 3 + i * 7 % 17, 10 + i * 13 % 29) for i in range(24)]
    blocked = {(i * 7 % 60, i * 11 % 60) for i in range(1, 100)} - {(59, 59)}
    return (edit_distance(a, b), knapsack(items, 160)[0], len(longest_common(a * 3, b * 3)),
            change((50, 20, 10, 5, 2, 1), 700, {}), grid_paths(blocked, 60) % 1000007)


def run():
    for _ in range(12):
        result = work()
    return result


if __name__ == "__main__":
    print(run())
