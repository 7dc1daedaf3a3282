"""Conway's Game of Life on a set of living cells."""


def parse(rows, left=0, top=0):
    return {(left + x, top + y) for y, row in enumerate(rows)
            for x, char in enumerate(row) if char == "#"}


GLIDER = [".#.", "..#", "###"]
ACORN = [".#.....", "...#...", "##..###"]
PENTOMINO = [".##", "##.", ".#."]


def neighbours(cell):
    x, y = cell
    return [(x - 1, y - 1), (x, y - 1), (x + 1, y - 1), (x - 1, y), (x + 1, y),
            (x - 1, y + 1), (x, y + 1), (x + 1, y + 1)]


def step(alive):
    counts = {}
    for cell in alive:
        for other in neighbours(cell):
            counts[other] = counts.get(other, 0) + 1
    return {cell for cell, n in counts.items() if n == 3 or (n == 2 and cell in alive)}


def bounds(alive):
    xs = [x for x, _ in alive]
    ys = [y for _, y in alive]
    return min(xs), min(ys), max(xs), max(ys)


def draw(alive):
    left, top, right, bottom = bounds(alive)
    return "\n".join("".join("#" if (x, y) in alive else "." for x in range(left, right + 1))
                     for y in range(top, bottom + 1))


def work():
    alive = parse(GLIDER) | parse(ACORN, 40, 20) | parse(PENTOMINO, -30, 10)
    sizes = []
    for _ in range(150):
        alive = step(alive)
        sizes.append(len(alive))
    picture = draw(alive)
    return sizes[-5:], max(sizes), picture.count("#"), len(picture)


def run():
    for _ in range(4):
        result = work()
    return result


if __name__ == "__main__":
    print(run())
