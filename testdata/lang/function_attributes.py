# Function objects: every attribute, and what may be assigned to each.
def f(a, b=2, *args, c, d=4, **kw):
    "doc of f"
    return a, b, args, c, d, kw

print(f.__name__, f.__qualname__, f.__doc__, f.__module__)
print(f.__defaults__, f.__kwdefaults__, f.__closure__, f.__annotations__, f.__dict__)
print(f.__code__.co_name, f.__globals__ is globals(), type(f.__builtins__))
f.__defaults__ = (20,)
f.__kwdefaults__ = {'d': 40}
print(f(1, c=3))
f.__defaults__ = None
try:
    f(1, c=3)
except TypeError as e:
    print(e)
f.__kwdefaults__ = None
try:
    f(1, 2)
except TypeError as e:
    print(e)

def attempt(name, value):
    try:
        setattr(f, name, value)
        print(name, 'set')
    except (TypeError, AttributeError, ValueError) as e:
        print(type(e).__name__, e)

for name in ('__name__', '__qualname__', '__defaults__', '__kwdefaults__', '__code__',
             '__annotations__', '__dict__', '__closure__', '__globals__', '__builtins__'):
    attempt(name, 17)
attempt('__code__', (lambda: 0).__code__)
print(f())

def outer():
    x = 1
    def inner():
        return x
    return inner

g = outer()
print(g.__closure__[0].cell_contents, g.__code__.co_freevars)
try:
    g.__code__ = (lambda: 1).__code__
except ValueError as e:
    print(e)
try:
    f.__code__ = g.__code__
except ValueError as e:
    print(e)
f.attribute = 5
print(f.__dict__, vars(f))
f.__dict__ = {'other': 6}
print(f.other, hasattr(f, 'attribute'))
del f.other
try:
    del f.other
except AttributeError as e:
    print(e)
try:
    del f.__name__
except TypeError as e:
    print(e)
del f.__defaults__
del f.__kwdefaults__
print(f.__defaults__, f.__kwdefaults__)
f.__annotations__ = {'x': int}
print(f.__annotations__)
del f.__annotations__
print(f.__annotations__)

# Hot code sees a new __code__ at its next call.
def one(): return 1
def two(): return 2
total = 0
for i in range(3000):
    if i == 2000:
        one.__code__ = two.__code__
    total += one()
print(total)
def h(x=1): return x
total = 0
for i in range(3000):
    if i == 2500:
        h.__defaults__ = (100,)
    total += h()
print(total)
