"""Matrices as lists of lists: products, elimination, a determinant, smoothing."""


def identity(n):
    return [[1.0 if i == j else 0.0 for j in range(n)] for i in range(n)]


def multiply(a, b):
    rows, inner, columns = len(a), len(b), len(b[0])
    result = [[0.0] * columns for _ in range(rows)]
    for i in range(rows):
        for j in range(columns):
            total = 0.0
            for k in range(inner):
                total += a[i][k] * b[k][j]
            result[i][j] = total
    return result


def multiply_short(a, b):
    turned = list(zip(*b))
    return [[sum(x * y for x, y in zip(row, column)) for column in turned] for row in a]


def transpose(m):
    return [list(row) for row in zip(*m)]


def solve(matrix, values):
    n = len(matrix)
    rows = [row[:] + [value] for row, value in zip(matrix, values)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for r in range(i + 1, n):
            factor = rows[r][i] / rows[i][i]
            if factor != 0.0:
                for c in range(i, n + 1):
                    rows[r][c] -= factor * rows[i][c]
    result = [0.0] * n
    for i in reversed(range(n)):
        rest = sum(rows[i][c] * result[c] for c in range(i + 1, n))
        result[i] = (rows[i][n] - rest) / rows[i][i]
    return result


def smooth(grid, rounds):
    height, width = len(grid), len(grid[0])
    for _ in range(rounds):
        new = [row[:] for row in grid]
        for y in range(1, height - 1):
            for x in range(1, width - 1):
                new[y][x] = (grid[y - 1][x] + grid[y + 1][x] + grid[y][x - 1] + grid[y][x + 1]) / 4
        grid = new
    return grid


def work():
    n = 36
    a = [[((i * 31 + j * 17) % 23) / 7.0 - 1.0 for j in range(n)] for i in range(n)]
    b = [[((i * 13 + j * 29) % 19) / 5.0 for j in range(n)] for i in range(n)]
    c = multiply(a, b)
    d = multiply_short(transpose(c), identity(n))
    x = solve([[v + (50.0 if i == j else 0.0) for j, v in enumerate(row)]
               for i, row in enumerate(a)], [float(i) for i in range(n)])
    grid = smooth([[float((y * 7 + x * 3) % 11) for x in range(40)] for y in range(40)], 12)
    return (round(sum(map(sum, c)), 6), round(sum(d[i][i] for i in range(n)), 6),
            round(sum(x), 9), round(max(max(row) for row in grid), 9))


def run():
    for _ in range(16):
        result = work()
    return result


if __name__ == "__main__":
    print(run())
