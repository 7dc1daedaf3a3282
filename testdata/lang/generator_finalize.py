# Abandoned generators are closed when they are collected.
import gc
log = []
def g(name):
    try:
        yield 1
        yield 2
    finally:
        log.append(name)

def abandon():
    for i in range(20):
        it = g(i)
        next(it)
    it = None
    list(g("complete"))
abandon()
abandon()
filler = [object() for _ in range(100)]
for _ in range(3):
    gc.collect()
print(log.count("complete"), len(set(log)) > 10)

class Res:
    def __enter__(self):
        return self
    def __exit__(self, *a):
        log.append("exit " + (a[0].__name__ if a[0] else "None"))
def managed():
    with Res():
        yield
def abandon2():
    for _ in range(20):
        next(managed())
log.clear()
abandon2()
abandon2()
for _ in range(3):
    gc.collect()
print("exit GeneratorExit" in log, "exit None" in log)
def unstarted():
    for _ in range(10):
        g("never started")
log.clear()
unstarted()
gc.collect()
print("never started" in log)
def cyclic():
    def inner():
        try:
            yield me
        finally:
            log.append("cycle")
    me = inner()
    next(me)
for _ in range(20):
    cyclic()
for _ in range(3):
    gc.collect()
print("cycle" in log)
