"""All ways to place n queens: recursion, lists of flags, integer arithmetic."""
import sys


def place(row, n, columns, up, down):
    if row == n:
        return 1
    count = 0
    for column in range(n):
        if columns[column] or up[row + column] or down[row - column + n - 1]:
            continue
        columns[column] = up[row + column] = down[row - column + n - 1] = True
        count += place(row + 1, n, columns, up, down)
        columns[column] = up[row + column] = down[row - column + n - 1] = False
    return count


def main(n):
    solutions = place(0, n, [False] * n, [False] * (2 * n), [False] * (2 * n))
    print(f"{n} queens: {solutions} solutions")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
