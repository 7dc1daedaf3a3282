"""The Mandelbrot set as characters, and a checksum: floats in nested loops."""
import sys


def escape_time(cr, ci, limit):
    zr = 0.0
    zi = 0.0
    for step in range(limit):
        zr2 = zr * zr
        zi2 = zi * zi
        if zr2 + zi2 > 4.0:
            return step
        zi = 2.0 * zr * zi + ci
        zr = zr2 - zi2 + cr
    return limit


def main(size):
    limit = 100
    total = 0
    rows = []
    for py in range(size):
        ci = 2.0 * py / size - 1.0
        row = ""
        for px in range(size):
            cr = 3.0 * px / size - 2.0
            steps = escape_time(cr, ci, limit)
            total += steps
            if size <= 60:
                row += " .:-=+*#%@"[steps * 9 // limit]
        rows.append(row)
    if size <= 60:
        print("\n".join(rows))
    print(f"checksum {total}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
