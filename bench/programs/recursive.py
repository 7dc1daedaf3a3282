"""Recursion: Fibonacci, Ackermann, Hanoi, partitions, flattening, tree building."""


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def hanoi(n, source, target, spare, moves):
    if n == 0:
        return
    hanoi(n - 1, source, spare, target, moves)
    moves[(source, target)] = moves.get((source, target), 0) + 1
    hanoi(n - 1, spare, target, source, moves)


def partitions(n, largest=None):
    if largest is None:
        largest = n
    if n == 0:
        return 1
    total = 0
    for part in range(min(n, largest), 0, -1):
        total += partitions(n - part, part)
    return total


def nest(depth, width):
    if depth == 0:
        return depth + width
    return [nest(depth - 1, width - 1), depth, [width], nest(depth - 1, width)]


def flatten(tree, out):
    for item in tree:
        if isinstance(item, list):
            flatten(item, out)
        else:
            out.append(item)
    return out


def make_tree(depth):
    if depth == 0:
        return None, 1, None
    return make_tree(depth - 1), depth, make_tree(depth - 1)


def count(tree):
    left, value, right = tree
    return value + (count(left) if left else 0) + (count(right) if right else 0)


def power_set(items):
    if not items:
        return [[]]
    rest = power_set(items[1:])
    return rest + [[items[0]] + subset for subset in rest]


def work():
    moves = {}
    hanoi(12, "a", "c", "b", moves)
    return (fib(21), ackermann(2, 60), sorted(moves.items()), partitions(24),
            sum(flatten([nest(9, 12)], [])), count(make_tree(12)),
            sum(len(s) for s in power_set(list(range(11)))))


def run():
    for _ in range(18):
        result = work()
    return result


if __name__ == "__main__":
    print(run())
