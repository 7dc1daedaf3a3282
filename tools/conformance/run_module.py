"""Runs one of CPython's test modules and notes what became of each test.

  run_module.py MODULE RESULTS [SKIP]

Appends lines to the file RESULTS: "start ID" before a test, "ok ID", "skip ID",
"fail ID<tab>last line of the error" after it, "end" when all have run. IDs listed in the
file SKIP are not run. For any Python; needs unittest and little else of it.
"""

import os
import sys


# Modules that cannot be imported, or show little, without _testcapi.
NEED_CAPI = ("test_call", "test_traceback")


def one_line(text):
    return " ".join(str(text).split())[:300]


def main():
    name, results_path = sys.argv[1:3]
    skip = set()
    if len(sys.argv) > 3:
        with open(sys.argv[3]) as file:
            skip = set(file.read().split("\n"))
    log = os.open(results_path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)

    def note(line):
        os.write(log, (line + "\n").encode("utf-8", "backslashreplace"))

    # What comes with the library's tests, and what they expect of regrtest.
    if "/usr/lib/python3.11" not in sys.path:
        sys.path.append("/usr/lib/python3.11")
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [entry for entry in sys.path if os.path.basename(entry) != "conformance"]
    # Found only where CPython's own modules of these names are not.
    sys.path.append(os.path.join(here, "substitutes"))
    if name in NEED_CAPI:
        sys.path.append(os.path.join(here, "substitutes", "capi"))

    import unittest

    class Result(unittest.TestResult):
        """Says at once what happened: the next test may bring the process down."""

        def startTest(self, test):
            super().startTest(test)
            self.error = None
            self.skipped_whole = False
            note("start " + one_line(test.id()))

        def stopTest(self, test):
            identity = one_line(test.id())
            if self.error is not None:
                note("fail " + identity + "\t" + self.error)
            elif self.skipped_whole:
                note("skip " + identity)
            else:
                note("ok " + identity)
            super().stopTest(test)

        def describe(self, error):
            try:
                text = error[0].__name__ + ": " + str(error[1])
            except Exception as problem:
                text = "an exception without a text: " + type(problem).__name__
            return one_line(text)

        def addError(self, test, error):
            if not hasattr(self, "error") or isinstance(test, unittest.suite._ErrorHolder):
                # setUpClass, setUpModule: the tests themselves do not run.
                note("fail " + one_line(test.id()) + "\t" + self.describe(error))
                return
            self.error = self.describe(error)
            if os.environ.get("CONFORMANCE_VERBOSE"):
                import traceback

                traceback.print_exception(*error)

        addFailure = addError

        def addSubTest(self, test, subtest, error):
            if error is not None:
                if os.environ.get("CONFORMANCE_VERBOSE"):
                    import traceback

                    traceback.print_exception(*error)
                self.error = one_line(subtest._subDescription()) + " " + self.describe(error)

        def addSkip(self, test, reason):
            if isinstance(test, unittest.suite._ErrorHolder):
                return
            self.skipped_whole = True

        def addExpectedFailure(self, test, error):
            pass

        def addUnexpectedSuccess(self, test):
            self.error = "unexpected success"

    def flatten(suite):
        for test in suite:
            if isinstance(test, unittest.TestSuite):
                yield from flatten(test)
            else:
                yield test

    try:
        from test import support

        support.use_resources = []
        support.verbose = 0
        # Most of what is marked as CPython's own holds elsewhere; what does not is left out
        # test by test.
        support.cpython_only = lambda test: test
    except Exception as problem:
        note("fail test.support\t" + one_line(type(problem).__name__ + ": " + str(problem)))
        raise
    try:
        module = __import__("test." + name, fromlist=["*"])
        suite = unittest.TestLoader().loadTestsFromModule(module)
    except unittest.SkipTest as reason:
        note("end")
        return
    except BaseException as problem:
        note("fail import\t" + one_line(type(problem).__name__ + ": " + str(problem)))
        raise
    only = os.environ.get("CONFORMANCE_MATCH")
    chosen = []
    for test in flatten(suite):
        identity = one_line(test.id())
        if identity not in skip and (not only or only in identity):
            chosen.append(test)
    # unittest's suite does the fixtures of modules and classes.
    unittest.TestSuite(chosen).run(Result())
    note("end")


if __name__ == "__main__":
    main()
