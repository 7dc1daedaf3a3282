# A program that takes all memory there is can still say so.
import subprocess
import sys

caught = """
items = []
try:
    while True:
        items.append('x' * 1000 + str(len(items)))
except MemoryError as e:
    print("caught", type(e).__name__, len(items) > 1000)
try:
    while True:
        items.append({1: [len(items)]})
except MemoryError:
    print("again")
del items
print(len([str(i) * 100 for i in range(20000)]))
"""
uncaught = """
items = []
def fill():
    while True:
        items.append('x' * 1000 + str(len(items)))
fill()
"""
kinds = """
class Point:
    def __init__(self, x):
        self.x = x
        self.y = [x]
def fill(kind):
    keep = []
    try:
        i = 0
        while True:
            i += 1
            if kind == 0: keep.append(Point(float(i)))
            elif kind == 1: keep.append((i, i + 0.5))
            elif kind == 2: keep.append({i: i})
            elif kind == 3: keep.append(str(i) * 20)
            elif kind == 4: keep.append(b'x' * 100000)
            elif kind == 5: keep.append({i, i + 1})
    except MemoryError as e:
        keep = None
        return type(e).__name__, kind, len({str(k): [k] for k in range(50)})
for kind in (0, 1, 2, 3, 4, 5):
    print(fill(kind))
def nested(n):
    keep = []
    try:
        while True: keep.append(Point(1))
    finally:
        keep = None
        if n: nested(n - 1)
nested(2)
"""
pyjit = "pyjit" in sys.version
# Without machine code, which sanitizers do not know.
engine = [sys.executable] + ["--jit=off"] * pyjit
limited = ["sh", "-c", f'ulimit -v 100000; exec {" ".join(engine)} "$@"', "-"]
# Sanitizers need more than that to start.
starts = subprocess.run(limited + ["-c", "pass"], capture_output=True).returncode == 0
capped = engine + ["--memory", "24"] if pyjit else limited
for command, program in ((capped, caught), (capped, uncaught), (capped, kinds),
                        (limited if starts else capped, uncaught)):
    done = subprocess.run(command + ["-c", program], capture_output=True, text=True)
    print(done.returncode, done.stdout.split("\n"), done.stderr.split("\n")[-2:])
