#!/usr/bin/env python3
"""Runs CPython 3.11's own test modules with pyjit and compares with CPython.

  run.py --pyjit bazel-bin/tools/pyjit test_list test_dict     a table, and what fails
  run.py --pyjit ... --check test_list                         exit code 1 if something that
                                                               passed before fails now
  run.py --pyjit ... --update test_list                        writes down what passes now
  run.py --record [MODULE ...]                                 what CPython passes

For each module testdata/conformance/MODULE.txt lists the tests that CPython passes:

  pass ID             pyjit passes it too
  fail ID  # error    pyjit does not so far
  out ID  # reason    left out: it is about CPython's insides (reference counts,
                      bytecode, _testcapi); not counted

Each module runs in a process of its own, in an empty folder, with a limit of time. A
test that brings the process down counts as failed, and the rest is run without it. A
test of TIMED that fails is run once more, alone.
Without names, all modules of MODULES are run.
"""

import argparse
import concurrent.futures
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
EXPECTED = HERE.parent.parent / "testdata" / "conformance"
CPYTHON = "/usr/bin/python3.11"

# Those that count for "Python 3.11's language and built-in types in full".
MODULES = """
test_grammar test_syntax test_int test_float test_long test_complex test_bool test_unicode
test_bytes test_list test_tuple test_dict test_set test_range test_slice test_iter
test_generators test_genexps test_listcomps test_class test_descr test_super test_property
test_decorators test_scope test_funcattrs test_call test_extcall test_keywordonlyarg
test_positional_only_arg test_unpack_ex test_named_expressions test_patma test_fstring
test_format test_exceptions test_exception_group test_except_star test_raise test_with
test_builtin test_compare test_richcmp test_augassign test_enumerate test_sort
test_itertools test_functools test_operator test_deque test_defaultdict test_math
test_struct test_array test_memoryview test_weakref test_types test_coroutines
test_asyncgen test_contextlib test_traceback test_threading test_io test_re test_ast
test_compile test_unittest test_index test_hash test_ordered_dict test_userlist test_userdict
test_userstring test_string
""".split()

# Quick ones, for ./test.
FAST = """
test_grammar test_int test_bool test_list test_tuple test_dict test_set test_range test_slice
test_iter test_genexps test_listcomps test_class test_super test_property test_decorators
test_scope test_funcattrs test_call test_extcall test_keywordonlyarg test_positional_only_arg
test_unpack_ex test_named_expressions test_patma test_fstring test_except_star test_raise
test_with test_compare test_richcmp test_augassign test_enumerate test_operator test_deque
test_defaultdict test_contextlib test_float test_long test_complex test_format test_generators
test_exceptions test_exception_group test_types test_functools test_itertools test_builtin
test_sort test_ast test_bytes test_math
""".split()

KNOBS = (
    "loop_threshold=1 function_threshold=1 exit_threshold=1 background=0 verify=1"
).split()
JIT = {
    "on": ["--jit=on"],
    "off": ["--jit=off"],
    "eval": ["--jit=eval"],
    "threshold1": ["--jit=on"] + ["--jit-knob=" + knob for knob in KNOBS],
}

# Tests that are about CPython's insides: (pattern of the ID, reason).
LEFT_OUT = [
    (r"refcount|refleak|ref_?leak", "counts references"),
    (r"_testcapi|capi\b|CAPI", "C API"),
    (r"sizeof", "sizes of CPython's objects"),
]

# Tests that give something a part of a second to end. At threshold1 machine code is made in
# the middle of them, which may take longer; alone, where little is still to be made, they pass.
TIMED = (
    # Two sleeps of 0.01 s within one of 0.1 s.
    "test.test_asyncgen.AsyncGenAsyncioTest.test_async_gen_asyncio_gc_aclose_09",
)


def run_process(command, folder, seconds):
    """Exit code, or None when it took too long, and the end of its output."""
    environment = dict(os.environ, PYTHONDONTWRITEBYTECODE="1", PYTHONHASHSEED="0")
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as process:
        try:
            out, _ = process.communicate(timeout=seconds)
            code = process.returncode
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            out, _ = process.communicate()
            code = None
    return code, out.decode(errors="replace")


def run_module(python, module, skip, seconds, output=None):
    """{ID: (status, error)}, status ok, skip, fail or crash."""
    results = {}
    skip = set(skip)
    for _ in range(25):
        folder = tempfile.mkdtemp(prefix="conformance_")
        try:
            log = pathlib.Path(folder, "results")
            not_run = pathlib.Path(folder, "skip")
            not_run.write_text("\n".join(sorted(skip)))
            work = pathlib.Path(folder, "work")
            work.mkdir()
            command = python + [str(HERE / "run_module.py"), module, str(log), str(not_run)]
            code, text = run_process(command, work, seconds)
            lines = log.read_text(errors="replace").splitlines() if log.exists() else []
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        if output is not None:
            output.append(text)
        running = None
        ended = False
        for line in lines:
            status, _, rest = line.partition(" ")
            identity, _, error = rest.partition("\t")
            if status == "start":
                running = identity
            elif status == "end":
                ended = True
            elif status in ("ok", "skip", "fail"):
                results[identity] = (status, error)
                running = None
        if ended:
            return results
        what = "too slow" if code is None else f"killed by signal {-code}" if code < 0 else None
        if running is None:
            if "import" not in results and "test.support" not in results:
                last = text.strip().splitlines()[-1:] or [f"exit code {code}"]
                results["import"] = ("crash", f"{what or 'ended early'}: {last[0]}"[:300])
            return results
        last = text.strip().splitlines()[-1:] or [""]
        results[running] = ("crash", what or f"ended early: {last[0]}"[:300])
        skip |= set(results)
    return results


def run_with_time(python, module, skip, seconds, output):
    """As run_module, but the tests of TIMED that fail get another run, each alone."""
    results = run_module(python, module, skip, seconds, output)
    for identity in TIMED:
        if results.get(identity, ("", ""))[0] == "fail":
            others = (set(skip) | set(results)) - {identity}
            again = run_module(python, module, others, seconds, output)
            results[identity] = again.get(identity, results[identity])
    return results


class Expectations:
    """What testdata/conformance/MODULE.txt says."""

    def __init__(self, module):
        self.path = EXPECTED / f"{module}.txt"
        self.status = {}
        self.note = {}
        if self.path.exists():
            for line in self.path.read_text().splitlines():
                status, _, rest = line.partition(" ")
                if status in ("pass", "fail", "out"):
                    identity, _, note = rest.partition("  # ")
                    self.status[identity] = status
                    self.note[identity] = note

    def write(self):
        lines = []
        for identity in sorted(self.status):
            note = self.note.get(identity)
            lines.append(f"{self.status[identity]} {identity}" + (f"  # {note}" if note else ""))
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text("\n".join(lines) + "\n")


def record(module, seconds):
    """Writes down which tests CPython passes; what pyjit does with them is kept."""
    results = run_module([CPYTHON], module, (), seconds)
    expected = Expectations(module)
    old, notes = expected.status, expected.note
    expected.status, expected.note = {}, {}
    for identity, (status, _) in results.items():
        if status != "ok":
            continue
        reason = next((why for pattern, why in LEFT_OUT if re.search(pattern, identity)), None)
        if identity in old:
            expected.status[identity] = old[identity]
            expected.note[identity] = notes[identity]
        else:
            expected.status[identity] = "out" if reason else "fail"
            expected.note[identity] = reason or "not run yet"
    expected.write()
    return f"{module}: CPython passes {sum(s == 'ok' for s, _ in results.values())}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("modules", nargs="*")
    parser.add_argument("--pyjit", default="bazel-bin/tools/pyjit")
    parser.add_argument("--jit", default="on", choices=sorted(JIT))
    parser.add_argument("--record", action="store_true", help="run CPython, write its list")
    parser.add_argument("--check", action="store_true", help="fail if a test marked pass fails")
    parser.add_argument("--update", action="store_true", help="mark what passes now")
    parser.add_argument("--fast", action="store_true", help="the quick modules")
    parser.add_argument("--timeout", type=float, default=180, help="seconds for each module")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--match", help="only tests whose ID contains this; prints tracebacks")
    parser.add_argument("--quiet", action="store_true", help="the table only")
    options = parser.parse_args()
    modules = options.modules or (FAST if options.fast else MODULES)
    pool = concurrent.futures.ThreadPoolExecutor(options.jobs)
    if options.record:
        for line in pool.map(lambda module: record(module, options.timeout), modules):
            print(line, flush=True)
        return 0
    if options.match:
        os.environ["CONFORMANCE_MATCH"] = options.match
        os.environ["CONFORMANCE_VERBOSE"] = "1"
    python = [os.path.abspath(options.pyjit)] + JIT[options.jit]
    output = {module: [] for module in modules}

    def run(module):
        expected = Expectations(module)
        out = [identity for identity, status in expected.status.items() if status == "out"]
        return run_with_time(python, module, out, options.timeout, output[module])

    total_passed = total = 0
    worse = []
    print(f"{'module':28} {'passed':>7} {'of':>7}  {'%':>6}")
    for module, results in zip(modules, pool.map(run, modules)):
        expected = Expectations(module)
        wanted = [i for i, status in expected.status.items() if status != "out"]
        if options.match:
            wanted = [i for i in wanted if options.match in i]
        passed = [i for i in wanted if results.get(i, ("", ""))[0] == "ok"]
        total_passed += len(passed)
        total += len(wanted)
        share = 100 * len(passed) / len(wanted) if wanted else 0
        print(f"{module:28} {len(passed):7} {len(wanted):7}  {share:6.1f}", flush=True)
        for place in ("import", "test.support"):
            if place in results:
                print(f"    {place}: {results[place][1]}")
        for identity in wanted:
            status, error = results.get(identity, ("not run", ""))
            if status != "ok" and not options.quiet:
                print(f"    {status:7} {identity}  {error}")
            if status != "ok" and expected.status[identity] == "pass":
                worse.append(f"{identity}  {status} {error}")
            if options.update:
                expected.status[identity] = "pass" if status == "ok" else "fail"
                expected.note[identity] = "" if status == "ok" else f"{status} {error}".strip()
        if not options.quiet and not options.match:
            # Classes that could not be set up, and the like.
            for identity, (status, error) in results.items():
                if identity not in expected.status and identity.startswith("setUp"):
                    print(f"    {status:7} {identity}  {error}")
        if options.update:
            expected.write()
        if options.match:
            print("\n".join(output[module]))
    if len(modules) > 1:
        share = 100 * total_passed / total if total else 0
        print(f"{'all':28} {total_passed:7} {total:7}  {share:6.1f}")
    if options.check:
        for line in worse:
            print(f"passed before: {line}")
        print(f"{total_passed} passed, {len(worse)} failed that passed before")
        return 1 if worse else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
