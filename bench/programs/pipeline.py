"""Generators: pipelines over records, a tree walked with yield from, send()."""


def numbers(n, seed=1):
    for _ in range(n):
        seed = (seed * 16807) % 2147483647
        yield seed


def readings(n):
    for i, value in enumerate(numbers(n)):
        yield {"id": i, "sensor": value % 17, "value": value % 1000 / 10.0}


def valid(records):
    for record in records:
        if record["value"] >= 5.0 and record["sensor"] != 13:
            yield record


def chunks(items, size):
    chunk = []
    for item in items:
        chunk.append(item)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def averages(records):
    for chunk in chunks(records, 8):
        yield sum(r["value"] for r in chunk) / len(chunk)


class Tree:
    def __init__(self, value, left=None, right=None):
        self.value = value
        self.left = left
        self.right = right

    def insert(self, value):
        node = self
        while True:
            if value < node.value:
                if node.left is None:
                    node.left = Tree(value)
                    return
                node = node.left
            else:
                if node.right is None:
                    node.right = Tree(value)
                    return
                node = node.right

    def __iter__(self):
        if self.left is not None:
            yield from self.left
        yield self.value
        if self.right is not None:
            yield from self.right


def fibonacci():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


def take(n, items):
    for _, item in zip(range(n), items):
        yield item


def running_mean():
    total, count, mean = 0.0, 0, None
    while True:
        value = yield mean
        total += value
        count += 1
        mean = total / count


def permutations(items):
    if len(items) <= 1:
        yield items
        return
    for i in range(len(items)):
        for rest in permutations(items[:i] + items[i + 1:]):
            yield [items[i]] + rest


def work():
    means = list(averages(valid(readings(12000))))
    tree = Tree(1 << 30)
    for value in numbers(1500, seed=99):
        tree.insert(value)
    ordered = list(tree)
    assert ordered == sorted(ordered)
    mean = running_mean()
    next(mean)
    last = 0.0
    for value in numbers(10000):
        last = mean.send(value % 100)
    evens = sum(f % 1000 for f in take(300, fibonacci()) if f % 2 == 0)
    count = sum(1 for p in permutations(list(range(7))) if p[0] < p[-1])
    return len(means), round(sum(means), 6), len(ordered), round(last, 9), evens, count


def run():
    for _ in range(9):
        result = work()
    return result


if __name__ == "__main__":
    print(run())
