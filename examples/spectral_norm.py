"""Largest singular value of an infinite matrix's corner: calls in inner loops."""
import sys


def entry(i, j):
    k = i + j
    return 1.0 / (k * (k + 1) // 2 + i + 1)


def times(v, out):
    n = len(v)
    for i in range(n):
        total = 0.0
        for j in range(n):
            total += entry(i, j) * v[j]
        out[i] = total


def times_transposed(v, out):
    n = len(v)
    for i in range(n):
        total = 0.0
        for j in range(n):
            total += entry(j, i) * v[j]
        out[i] = total


def times_both(v, out, scratch):
    times(v, scratch)
    times_transposed(scratch, out)


def main(n):
    u = [1.0] * n
    v = [0.0] * n
    scratch = [0.0] * n
    for _ in range(10):
        times_both(u, v, scratch)
        times_both(v, u, scratch)
    vbv = vv = 0.0
    for i in range(n):
        vbv += u[i] * v[i]
        vv += v[i] * v[i]
    print(f"{(vbv / vv) ** 0.5:.9f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 120)
