#!/usr/bin/env python3
"""How well a profile agrees with cProfile: profile_check.py PYJIT [PROGRAM ARGUMENT]...

Runs each program under CPython's cProfile and under pyjit's sampler, without and
with the JIT, and prints per run: samples, the share of samples whose innermost
frame is a Python function that cProfile saw too, and the share of time by function
for both. Fails if less than 95 % of the samples name such a function, or if without
the JIT, and with a thousand samples or more, a function with over 10 % in one profile
has less than a third of that in the other (cProfile's own cost per call falls on
short functions).
"""
import collections
import cProfile
import os
import pstats
import re
import runpy
import subprocess
import sys
import tempfile
import io
import contextlib


ENOUGH = 1000  # samples, for shares to be compared


def by_cprofile(program, argument):
    """Share of tottime by 'name:line', Python functions only."""
    profile = cProfile.Profile()
    sys.argv = [program, argument]
    sys.path.insert(0, os.path.dirname(program))
    with contextlib.redirect_stdout(io.StringIO()):
        profile.enable()
        runpy.run_path(program, run_name="__main__")
        profile.disable()
    times = collections.Counter()
    wanted = os.path.basename(program)
    for (file, line, name), row in pstats.Stats(profile).stats.items():
        if os.path.basename(file) == wanted:
            times[f"{name.strip('<>')}:{line}"] += row[2]
        elif file == "~":
            # A builtin's time belongs to the functions that call it, as in samples.
            for (caller, at, function), part in row[4].items():
                if os.path.basename(caller) == wanted:
                    times[f"{function.strip('<>')}:{at}"] += part[2]
    total = sum(times.values())
    return {key: value / total for key, value in times.items()}


def by_samples(pyjit, options, program, argument):
    """Samples by 'name:line' of the innermost Python frame; None: no such frame."""
    with tempfile.TemporaryDirectory() as folder:
        stacks = os.path.join(folder, "stacks")
        subprocess.run([pyjit, *options, f"--profile={stacks}", program, argument],
                       check=True, stdout=subprocess.DEVNULL)
        counts = collections.Counter()
        with open(stacks, encoding="utf-8") as lines:
            for text in lines:
                stack, count = text.rsplit(" ", 1)
                found = re.fullmatch(r"(?:.*\.)?(\S+) \((\S+):(\d+)\)(_\[.\])?",
                                     stack.split(";")[-1])
                key = f"{found[1].strip('<>')}:{found[3]}" if found else None
                counts[key] += int(count)
    return counts


def main():
    pyjit, words = os.path.realpath(sys.argv[1]), sys.argv[2:]
    failed = False
    for program, argument in zip(words[::2], words[1::2]):
        name = os.path.basename(program)
        expected = by_cprofile(os.path.abspath(program), argument)
        for option in ("--jit=off", "--jit=on"):
            counts = by_samples(pyjit, [option], program, argument)
            total = sum(counts.values())
            right = sum(n for key, n in counts.items() if key in expected)
            print(f"{name} {option}: {total} samples, {right / total:.1%} name a "
                  f"function that cProfile saw")
            failed |= right < 0.95 * total
            keys = sorted(set(expected) | set(counts) - {None},
                          key=lambda key: -expected.get(key, 0))
            for key in keys:
                theirs, ours = expected.get(key, 0), counts[key] / total
                if max(theirs, ours) < 0.03:
                    continue
                print(f"  {key:24} cProfile {theirs:6.1%}  samples {ours:6.1%}")
                if (option == "--jit=off" and total >= ENOUGH
                        and max(theirs, ours) > 0.1):
                    failed |= min(theirs, ours) < max(theirs, ours) / 3
    sys.exit(1 if failed else 0)


main()
