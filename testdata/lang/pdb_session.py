# pdb, driven by a script.
import io
import os
import pdb
import sys


def inner(a):
    b = a * 2
    return b


def work(n):
    total = 0
    for i in range(n):
        total += inner(i)
    try:
        total / 0
    except ZeroDivisionError:
        pass
    return total


def session(function, commands, *args):
    out = io.StringIO()
    debugger = pdb.Pdb(stdin=io.StringIO("\n".join(commands) + "\n"), stdout=out, nosigint=True, readrc=False)
    debugger.use_rawinput = False
    debugger.prompt = "(Pdb) "
    try:
        result = debugger.runcall(function, *args)
    except Exception as error:
        result = type(error).__name__
    text = out.getvalue().replace(os.path.abspath(__file__), "FILE").replace(__file__, "FILE")
    print(text)
    print("->", result)


session(work, ["n", "n", "n", "p total, i", "s", "s", "n", "p b", "u", "p n", "d", "r", "c"], 2)
session(work, ["b inner", "c", "a", "c", "p a", "cl 1", "y", "c"], 3)
session(work, ["tbreak inner", "c", "c"], 3)
session(work, ["until", "until", "until", "p total", "c"], 2)
session(work, ["n", "!total = 100", "c"], 1)
session(work, ["whatis n", "pp list(range(3))", "display n", "n", "source inner", "q"], 1)
