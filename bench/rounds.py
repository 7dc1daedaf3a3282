"""Rounds of one of bench/programs in one process, under any Python 3.11.

    rounds.py PROGRAM SECONDS

Imports PROGRAM and calls its run() until SECONDS have passed, at least three
times. Prints the repr of the result, then the seconds of CPU time that each round
took, then the most memory that the process had, in KB.
"""
import sys
import time

HERE = sys.argv[0].rpartition("/")[0] or "."
sys.path.insert(0, HERE + "/programs")


def peak_memory():
    with open("/proc/self/status") as file:
        for line in file:
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    return 0


def main():
    if len(sys.argv) != 3:
        print(__doc__)
        sys.exit(2)
    module = __import__(sys.argv[1])
    end = time.process_time() + float(sys.argv[2])
    times = []
    results = set()
    while len(times) < 3 or time.process_time() < end:
        start = time.process_time()
        result = module.run()
        times.append(time.process_time() - start)
        results.add(repr(result))
    print(" and ".join(sorted(results)))
    print(" ".join([f"{t:.6f}" for t in times]))
    print(peak_memory())


main()
