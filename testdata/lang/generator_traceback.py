# The traceback of an error that goes through generators.
def inner(n):
    yield n
    raise ValueError("inner failed")

def middle(n):
    x = yield from inner(n)

def outer():
    for v in middle(3):
        print(v)
    yield 1

def stops():
    yield next(iter([]))

try:
    list(stops())
except RuntimeError as e:
    print(e, repr(e.__cause__))
g = outer()
try:
    g.throw(KeyError("early"))
except KeyError as e:
    print(repr(e))
next(outer())
