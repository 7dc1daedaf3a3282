"""Steady state of an example: runs its work several times in one process and
prints the seconds of each round (CPU time). Usage: steady.py EXAMPLE ROUNDS"""
import sys
import time

import nbody
import fannkuch
import spectral_norm
import mandelbrot
import richards
import constraints
import nqueens
import wordcount


def quiet_nbody():
    bodies = nbody.make_system()
    pairs = []
    for i in range(len(bodies)):
        for j in range(i + 1, len(bodies)):
            pairs.append((bodies[i], bodies[j]))
    nbody.offset_momentum(bodies)
    nbody.advance(bodies, pairs, 0.01, 8000)
    return nbody.energy(bodies, pairs)


def quiet_spectral():
    n = 150
    u = [1.0] * n
    v = [0.0] * n
    scratch = [0.0] * n
    for _ in range(4):
        spectral_norm.times_both(u, v, scratch)
        spectral_norm.times_both(v, u, scratch)
    return u[0]


def quiet_mandelbrot():
    total = 0
    size = 90
    for py in range(size):
        for px in range(size):
            total += mandelbrot.escape_time(3.0 * px / size - 2.0,
                                            2.0 * py / size - 1.0, 150)
    return total


def quiet_richards():
    system = richards.System(500)
    system.run()
    return system.written


def quiet_constraints():
    return constraints.chain(60, 60)[1] + constraints.projection(40, 40)[1]


def quiet_nqueens():
    n = 9
    return nqueens.place(0, n, [False] * n, [False] * (2 * n), [False] * (2 * n))


def quiet_wordcount():
    counts = {}
    for _ in range(30):
        counts = wordcount.count_words(LINES)
    return len(counts)


def quiet_fannkuch():
    return fannkuch.fannkuch(8)[0]


with open(sys.argv[0].rpartition("/")[0] + "/../examples/text.txt") as file:
    LINES = file.readlines()

WORK = {
    "nbody": quiet_nbody,
    "fannkuch": quiet_fannkuch,
    "spectral_norm": quiet_spectral,
    "mandelbrot": quiet_mandelbrot,
    "richards": quiet_richards,
    "constraints": quiet_constraints,
    "nqueens": quiet_nqueens,
    "wordcount": quiet_wordcount,
}

names = [sys.argv[1]] if len(sys.argv) > 1 and sys.argv[1] != "all" else list(WORK)
rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 10
for name in names:
    work = WORK[name]
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    print(name, " ".join([f"{t:.4f}" for t in times]))
