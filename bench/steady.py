"""Rounds of one program's work in one process, under any Python 3.11.

    steady.py PROGRAM SECONDS

Runs the work until SECONDS have passed, at least five times, and prints the
result of the work, then the seconds of CPU time that each round took. The
programs are those of examples/, with inputs that keep CPython busy for some
tens of milliseconds.
"""
import sys
import time

HERE = sys.argv[0].rpartition("/")[0] or "."
sys.path.insert(0, HERE + "/../examples")

import constraints
import fannkuch
import mandelbrot
import nbody
import nqueens
import richards
import spectral_norm
import wordcount

with open(HERE + "/../examples/text.txt") as file:
    LINES = file.readlines()


def run_nbody():
    bodies = nbody.make_system()
    pairs = []
    for i in range(len(bodies)):
        for j in range(i + 1, len(bodies)):
            pairs.append((bodies[i], bodies[j]))
    nbody.offset_momentum(bodies)
    nbody.advance(bodies, pairs, 0.01, 8000)
    return nbody.energy(bodies, pairs)


def run_spectral_norm():
    n = 150
    u = [1.0] * n
    v = [0.0] * n
    scratch = [0.0] * n
    for _ in range(4):
        spectral_norm.times_both(u, v, scratch)
        spectral_norm.times_both(v, u, scratch)
    return u[0]


def run_mandelbrot():
    total = 0
    size = 90
    for py in range(size):
        for px in range(size):
            total += mandelbrot.escape_time(3.0 * px / size - 2.0,
                                            2.0 * py / size - 1.0, 150)
    return total


def run_richards():
    system = richards.System(500)
    system.run()
    return system.written


def run_constraints():
    return constraints.chain(300, 300)[1] + constraints.projection(200, 200)[1]


def run_nqueens():
    n = 10
    total = 0
    for _ in range(3):
        total += nqueens.place(0, n, [False] * n, [False] * (2 * n), [False] * (2 * n))
    return total


def run_wordcount():
    counts = {}
    for _ in range(60):
        counts = wordcount.count_words(LINES)
    return len(counts)


def run_fannkuch():
    return fannkuch.fannkuch(8)[0]


WORK = {
    "nbody": run_nbody,
    "fannkuch": run_fannkuch,
    "spectral_norm": run_spectral_norm,
    "mandelbrot": run_mandelbrot,
    "richards": run_richards,
    "constraints": run_constraints,
    "nqueens": run_nqueens,
    "wordcount": run_wordcount,
}


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in WORK:
        print("usage: steady.py PROGRAM SECONDS; programs:", " ".join(WORK))
        sys.exit(2)
    work = WORK[sys.argv[1]]
    end = time.process_time() + float(sys.argv[2])
    times = []
    result = None
    while len(times) < 5 or time.process_time() < end:
        start = time.process_time()
        result = work()
        times.append(time.process_time() - start)
    print(result)
    print(" ".join([f"{t:.6f}" for t in times]))


main()
