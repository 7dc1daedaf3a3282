# types.FunctionType, MethodType, CellType: constructors and binding.
FunctionType = type(lambda: 0)
def f(a, b=1):
    return a + b + base
base = 10
g = FunctionType(f.__code__, {'base': 100})
try:
    g(1)
except TypeError as e:
    print(e)
g = FunctionType(f.__code__, {'base': 100}, 'g', (5,))
print(g(1), g.__name__, g.__qualname__, g.__defaults__, g.__module__)
print(FunctionType(f.__code__, globals(), argdefs=(7,))(1))

def make(n):
    def inner(): return n
    return inner
m = make(3)
k = FunctionType(m.__code__, globals(), 'k', None, m.__closure__)
print(k(), k.__closure__ == m.__closure__)
Cell = type(m.__closure__[0])
c = Cell(42)
print(FunctionType(m.__code__, {}, closure=(c,))(), c.cell_contents)
c.cell_contents = 43
print(FunctionType(m.__code__, {}, closure=(c,))())
empty = Cell()
try:
    empty.cell_contents
except ValueError as e:
    print(e)
print(Cell(1) == Cell(1), Cell(1) < Cell(2), Cell() < Cell(0), Cell() == Cell())

def attempt(*args, **kw):
    try:
        FunctionType(*args, **kw)
        print('made')
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
attempt()
attempt(1, {})
attempt(f.__code__)
attempt(f.__code__, 5)
attempt(f.__code__, {}, 5)
attempt(f.__code__, {}, 'n', 5)
attempt(f.__code__, {}, 'n', None, 5)
attempt(m.__code__, {})
attempt(m.__code__, {}, 'n', None, ())
attempt(m.__code__, {}, 'n', None, (1,))
attempt(f.__code__, {}, 'n', None, (c,))

class A:
    def method(self, x): return (type(self).__name__, x)
a = A()
print(f.__get__(a).__self__ is a, f.__get__(None, A) is f)
try:
    f.__get__(None, None)
except TypeError as e:
    print(e)
MethodType = type(a.method)
bound = MethodType(A.method, a)
print(bound(1), bound == a.method, bound.__func__ is A.method, hash(bound) == hash(a.method))
print(bound.__get__(1, int) is bound, bound.__name__, bound.__qualname__)
print(MethodType(len, [1, 2])())
for args in ((), (1,), (1, 2), (len, None)):
    try:
        MethodType(*args)
    except TypeError as e:
        print(e)
try:
    a.method.attr = 1
except AttributeError as e:
    print(e)
