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
engine = [sys.executable, "--memory", "24"]
if sys.implementation.name == "cpython":
    engine = ["sh", "-c", f'ulimit -v 60000; exec {sys.executable} "$@"', "-"]
for program in (caught, uncaught):
    done = subprocess.run(engine + ["-c", program], capture_output=True, text=True)
    print(done.returncode, done.stdout.split("\n"), done.stderr.split("\n")[:1], done.stderr.split("\n")[-2:])
