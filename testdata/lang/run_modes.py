#!/usr/bin/env python3
"""Runs programs with pyjit in one mode and compares with what CPython printed.

  run_modes.py PYJIT MODE [--dir DIR] [--expected DIR] [--skip NAME,...] [NAME ...]
  run_modes.py --list                 the modes
  run_modes.py --generate PYTHON ...  writes NAME.out and NAME.err with PYTHON 3.11

MODE is a row of MODES, several with commas between, or `all`. NAME.py is run in its own
folder. Beside it, or in the folder --expected, lie NAME.out, its standard output, and
if it ends with an error NAME.err, its standard error. Without NAME all programs
of the folder are run. The last line is `N passed, N failed`; exit code 1 if one failed.
"""

import argparse
import concurrent.futures
import os
import pathlib
import shlex
import signal
import subprocess
import sys

TIMEOUT_SECONDS = 120


def knobs(**values):
    return [f"--jit-knob={name}={value}" for name, value in values.items()]


# Record at once, compile in the foreground, so that each run does the same.
THRESHOLD_1 = knobs(
    loop_threshold=1, function_threshold=1, exit_threshold=1, background=0, verify=1
)

# Mode, and the options of each of its runs.
MODES = {
    "off": [["--jit=off"]],
    "on": [["--jit=on"]],
    "threshold1": [["--jit=on"] + THRESHOLD_1],
    "eval": [["--jit=eval"] + THRESHOLD_1],
    "forced_exits": [
        ["--jit=on"] + THRESHOLD_1 + knobs(forced_exit_rate=7, seed=seed) for seed in (1, 2, 3)
    ],
    "eval_forced_exits": [
        ["--jit=eval"] + THRESHOLD_1 + knobs(forced_exit_rate=7, seed=seed) for seed in (1, 2)
    ],
    "retire": [
        ["--jit=on"] + THRESHOLD_1 + knobs(random_retire_rate=5, seed=seed) for seed in (1, 2)
    ],
    "gc_stress": [["--jit=off", "--gc-stress=101"]],
    "gc_stress_jit": [["--jit=on", "--gc-stress=101"] + THRESHOLD_1],
}


def run(command, folder, **environment):
    # Sets of strings have the same order everywhere.
    """Exit code, stdout, stderr; the code is negative for a signal, None for too slow."""
    with subprocess.Popen(
        command,
        cwd=folder,
        env=dict(os.environ, PYTHONHASHSEED="0", **environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            out, err = process.communicate(timeout=TIMEOUT_SECONDS)
            return process.returncode, out, err
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            return None, out, err


def difference(name, expected, actual):
    """The first line that differs."""
    if expected == actual:
        return []
    want = expected.decode(errors="replace").splitlines()
    have = actual.decode(errors="replace").splitlines()
    for i in range(max(len(want), len(have))):
        w = want[i] if i < len(want) else "(no more lines)"
        h = have[i] if i < len(have) else "(no more lines)"
        if w != h:
            return [f"  {name}, line {i + 1}", f"    expected {w[:300]}", f"    printed  {h[:300]}"]
    return [f"  {name}: line ends differ"]


def without_folder(err, program):
    """Tracebacks without the program's folder, which CPython puts before its name."""
    return err.replace(bytes(program.parent) + b"/", b"")


def read(file):
    return file.read_bytes() if file.exists() else b""


def check(pyjit, options, program, expected):
    """What is wrong, as lines; none if all is well."""
    command = [pyjit, *options, program.name]
    code, out, err = run(command, program.parent)
    err = without_folder(err, program)
    want_err = read(expected / (program.stem + ".err"))
    want_code = 1 if want_err else 0
    problems = []
    if code is None:
        problems.append(f"  took more than {TIMEOUT_SECONDS} s")
    elif code != want_code:
        problems.append(f"  exit code {code}, expected {want_code}")
    problems += difference("stdout", read(expected / (program.stem + ".out")), out)
    problems += difference("stderr", want_err, err)
    if not problems:
        return []
    where = f"cd {shlex.quote(str(program.parent))} && {shlex.join(command)}"
    return [f"FAILED {program.stem}: {where}"] + problems


def generate(python, program, expected):
    code, out, err = run(
        [python, program.name], program.parent, PYTHONDONTWRITEBYTECODE="1"
    )
    expected.mkdir(exist_ok=True)
    (expected / (program.stem + ".out")).write_bytes(out)
    if err:
        (expected / (program.stem + ".err")).write_bytes(without_folder(err, program))
    if code != (1 if err else 0):
        print(f"{program.stem}: exit code {code}")


def main():
    # Where this runs in the background SIGINT is ignored, which programs would inherit.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--generate", metavar="PYTHON")
    parser.add_argument("--dir", default=os.path.dirname(os.path.abspath(__file__)))
    parser.add_argument("--expected")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--skip", default="")
    parser.add_argument("words", nargs="*")
    args = parser.parse_args()
    if args.list:
        for mode, runs in MODES.items():
            for options in runs:
                print(mode, *options)
        return 0

    folder = pathlib.Path(args.dir).absolute()
    expected = pathlib.Path(args.expected).absolute() if args.expected else folder
    words = args.words
    if not args.generate:
        if len(words) < 2:
            parser.error("PYJIT and MODE are missing")
        # Through symbolic links: the code generator lies beside the real file.
        pyjit = os.path.realpath(words[0])
        modes = list(MODES) if words[1] == "all" else words[1].split(",")
        for mode in modes:
            if mode not in MODES:
                parser.error(f"no mode {mode}; there are {', '.join(MODES)}")
        words = words[2:]
    if words:
        programs = [folder / (name.removesuffix(".py") + ".py") for name in words]
    else:
        left_out = ["run_modes", *args.skip.split(",")]
        programs = sorted(p for p in folder.glob("*.py") if p.stem not in left_out)
    if args.generate:
        for program in programs:
            generate(args.generate, program, expected)
        return 0

    passed = failed = 0
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        for mode in modes:
            rows = [(options, program) for options in MODES[mode] for program in programs]
            good = 0
            for lines in pool.map(lambda row: check(pyjit, *row, expected), rows):
                good += not lines
                if lines:
                    print("\n".join(lines), flush=True)
            print(f"{mode}: {good} passed, {len(rows) - good} failed", flush=True)
            passed += good
            failed += len(rows) - good
    print(f"{passed} passed, {failed} failed")
    # Nothing run is no success.
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
