#!/usr/bin/env python3
"""Compares engines over random programs (generate.py); each difference is made small.

  run.py PYJIT [--count N] [--first SEED] [--modes A,B] [--batch N] [--keep DIR] [--jobs N]

CPython 3.11 says what is right. A mode is one of those of testdata/lang/run_modes.py; the
default is off, on and threshold1. A program that differs, crashes or hangs is
printed with the first line that differs, and written to DIR, cut down to what still
shows it. The last line is `N passed, N failed`; exit code 1 if one failed.
"""

import argparse
import concurrent.futures
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent / "testdata" / "lang")]
import generate  # noqa: E402
import run_modes  # noqa: E402

PYTHON = ["/usr/bin/python3.11", "-W", "ignore"]
SECONDS_PER_PROGRAM = 2
# Both engines have as much: pyjit's own cap is the same. What CPython has no memory for
# is not compared.
MEMORY = 4 << 30
END = re.compile(r"p(\d+) (done|ended by|RecursionError)")


def run(command, script, seconds):
    """(how it ended, stdout); "ok", "hang" or "exit code N" (negative: a signal)."""
    environment = dict(os.environ, PYTHONHASHSEED="0", PYTHONDONTWRITEBYTECODE="1")
    limit = None
    if command is PYTHON:
        def limit():
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        done = subprocess.run([*command, script], stdin=subprocess.DEVNULL, capture_output=True,
                              env=environment, timeout=seconds, check=False, preexec_fn=limit)
    except subprocess.TimeoutExpired:
        return "hang", ""
    end = "ok" if done.returncode == 0 else f"exit code {done.returncode}"
    return end, done.stdout.decode(errors="backslashreplace")


def by_program(out):
    """What each program printed, by seed."""
    parts, lines = {}, []
    for line in out.splitlines():
        lines.append(line)
        if match := END.match(line):
            parts[int(match[1])] = lines
            lines = []
    return parts


def first_difference(want, have):
    for i in range(max(len(want), len(have))):
        w = want[i] if i < len(want) else "(no more lines)"
        h = have[i] if i < len(have) else "(no more lines)"
        if "MemoryError" in w:
            return None
        if w != h:
            return f"    expected {w[:200]}\n    printed  {h[:200]}"
    return None


class Checker:
    def __init__(self, pyjit, modes, scratch):
        self.scratch = scratch
        self.engines = {}
        for mode in modes:
            for i, options in enumerate(run_modes.MODES[mode]):
                self.engines[mode + (f"_{i}" if i else "")] = [pyjit, *options]

    def write(self, text, name):
        path = self.scratch / f"{name}.py"
        path.write_text(text)
        return str(path)

    def differs(self, text, engine, name):
        """How the engine differs from CPython over a script, as text, or None."""
        script = self.write(text, name)
        end, out = run(PYTHON, script, 20)
        if end == "hang":
            return None
        my_end, my_out = run(self.engines[engine], script, 40)
        if my_end != end:
            return f"    expected {end}\n    but      {my_end}"
        return first_difference(out.splitlines(), my_out.splitlines())

    def check(self, seeds):
        """[(seed, engine, text of the difference)] of a batch."""
        name = f"batch{seeds[0]}"
        script = self.write(generate.batch(seeds), name)
        limit = 20 + SECONDS_PER_PROGRAM * len(seeds)
        end, out = run(PYTHON, script, limit)
        if end == "hang":
            if len(seeds) == 1:
                return []
            half = len(seeds) // 2
            return self.check(seeds[:half]) + self.check(seeds[half:])
        want, failures = by_program(out), []
        for engine, command in self.engines.items():
            my_end, my_out = run(command, script, limit)
            have = by_program(my_out)
            for seed in seeds:
                if my_end == end and have.get(seed) == want.get(seed):
                    continue
                if have.get(seed) is None or want.get(seed) is None:
                    text = self.differs(generate.batch([seed]), engine, f"{name}_one")
                    text = text and f"    {my_end}\n{text}"
                else:
                    text = first_difference(want[seed], have[seed])
                if text is not None:
                    failures.append((seed, engine, text))
            if my_end != end and not failures:
                failures.append((seeds[0], engine, f"    the batch of {len(seeds)}: {my_end}"))
        os.unlink(script)
        return failures

    def reduced(self, seed, engine):
        """The program without the lines and blocks that the difference does not need."""
        lines = generate.program(seed)
        head = generate.PRELUDE + "\n\ndef p():\n"

        def shows(candidate):
            text = head + "\n".join(candidate or ["    pass"]) + "\n\n\nrun_program('p', p)\n"
            try:
                compile(text, "p", "exec")
            except SyntaxError:
                return False
            return self.differs(text, engine, f"reduce{seed}") is not None

        if not shows(lines):
            return None
        changed, tries = True, 0
        while changed and tries < 400:
            changed, i = False, 0
            while i < len(lines) and tries < 400:
                depth = len(lines[i]) - len(lines[i].lstrip())
                end = i + 1
                while end < len(lines) and len(lines[end]) - len(lines[end].lstrip()) > depth:
                    end += 1
                without = lines[:i] + lines[end:]
                flat = lines[:i] + [line[4:] for line in lines[i + 1:end]] + lines[end:]
                tries += 1
                if shows(without):
                    lines, changed = without, True
                elif end > i + 1 and shows(flat):
                    lines, changed = flat, True
                else:
                    i += 1
        return head + "\n".join(lines) + "\n\n\nrun_program('p', p)\n"


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("pyjit")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--modes", default="off,on,threshold1")
    parser.add_argument("--batch", type=int, default=50)
    parser.add_argument("--keep", type=pathlib.Path)
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    sys.setrecursionlimit(10000)
    failed = set()
    with tempfile.TemporaryDirectory() as scratch:
        checker = Checker(os.path.realpath(args.pyjit), args.modes.split(","),
                          pathlib.Path(scratch))
        last = args.first + args.count
        batches = [list(range(i, min(i + args.batch, last)))
                   for i in range(args.first, last, args.batch)]
        with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
            done = 0
            for seeds, failures in zip(batches, pool.map(checker.check, batches)):
                done += len(seeds)
                for seed, engine, text in failures:
                    if seed not in failed:
                        print(f"FAILED program {seed} in {engine}\n{text}", flush=True)
                        if args.keep is not None:
                            args.keep.mkdir(parents=True, exist_ok=True)
                            small = checker.reduced(seed, engine) or generate.batch([seed])
                            (args.keep / f"p{seed}_{engine}.py").write_text(small)
                    failed.add(seed)
                if sys.stderr.isatty():
                    print(f"\r{done} of {args.count}", end="", file=sys.stderr)
    print(f"{args.count - len(failed)} passed, {len(failed)} failed")
    return 1 if failed or not args.count else 0


if __name__ == "__main__":
    sys.exit(main())
