"""Sets: reachability, who likes what, common neighbours, a puzzle by elimination."""


def reachable(edges, start):
    seen = {start}
    frontier = {start}
    while frontier:
        frontier = {b for a in frontier for b in edges.get(a, ())} - seen
        seen |= frontier
    return seen


def similar(likes):
    best = {}
    for person, mine in likes.items():
        rank = []
        for other, theirs in likes.items():
            if other == person:
                continue
            common = len(mine & theirs)
            if common:
                rank.append((common / len(mine | theirs), other))
        best[person] = max(rank)[1] if rank else None
    return best


def triangles(edges):
    count = 0
    for a, others in edges.items():
        for b in others:
            if a < b:
                for c in others & edges[b]:
                    if b < c:
                        count += 1
    return count


def latin(size):
    """Fills a Latin square, row by row, with sets of what is still allowed."""
    full = frozenset(range(size))
    columns = [set() for _ in range(size)]
    rows = []
    for r in range(size):
        row = []
        used = set()
        for c in range(size):
            allowed = full - used - columns[c]
            if not allowed:
                allowed = full - used
            value = min(allowed, key=lambda v: ((v * 7 + r * 3 + c) % size, v))
            used.add(value)
            columns[c].add(value)
            row.append(value)
        rows.append(row)
    return sum(len(column) for column in columns), rows[-1][:4]


def letters_game(words):
    groups = {}
    for word in words:
        groups.setdefault(frozenset(word), set()).add(word)
    inside = 0
    keys = sorted(groups, key=lambda key: (len(key), sorted(key)))
    for i, small in enumerate(keys):
        for large in keys[i + 1:]:
            if small < large:
                inside += 1
    return len(groups), inside


def work():
    edges = {}
    for i in range(700):
        for j in (i * 3 + 1, i * 5 + 2, i + 11):
            a, b = i, j % 700
            if a != b:
                edges.setdefault(a, set()).add(b)
                edges.setdefault(b, set()).add(a)
    sizes = [len(reachable(edges, start)) for start in range(0, 700, 35)]
    likes = {"p%d" % i: {"f%d" % ((i * k + k * k) % 60) for k in range(1, 15)} for i in range(110)}
    best = similar(likes)
    words = ["".join("abcdefghij"[(i * p + p) % 10] for p in (1, 3, 7, 9)) for i in range(300)]
    return (sizes[0], sum(sizes), len(set(best.values())), triangles(edges), latin(30),
            letters_game(words))


def run():
    for _ in range(9):
        result = work()
    return result


if __name__ == "__main__":
    print(run())
