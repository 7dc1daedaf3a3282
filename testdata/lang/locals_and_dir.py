# locals(), globals(), vars(), dir(): in modules, functions, classes, comprehensions.
print(locals() is globals(), '__name__' in vars())
def f(a, b=2):
    c = a + b
    def inner():
        return a, sorted(locals())
    print(sorted(locals()), sorted(vars()), dir())
    del c
    print(sorted(locals()))
    return inner()
print(f(1))
class C:
    x = 1
    names = sorted(k for k in locals() if k[0] != '_')
    print(names, sorted(k for k in vars() if k[0] != '_'), [n for n in dir() if n[0] != '_'])
    locals()['y'] = 5
print(C.y)
print([sorted(locals()) for i in range(2)])
print((lambda q, *r: sorted(locals()))(1))
class Slots: __slots__ = 'a', 'b'
class Inst:
    def __init__(self): self.z = 1
print(vars(Inst()), [n for n in dir(Inst()) if n[0] != '_'], [n for n in dir(Slots()) if n[0] != '_'])
for bad in (5, Slots()):
    try:
        print(vars(bad))
    except TypeError as e:
        print(e)
class D:
    def __dir__(self): return ['b', 'a']
print(dir(D()))
class Bad:
    def __dir__(self): return 5
try:
    dir(Bad())
except TypeError as e:
    print(e)
def writes():
    x = 1
    locals()['x'] = 2
    locals()['new'] = 3
    return x, 'new' in locals()
print(writes())
globals()['made'] = 7
print(made)
def generator(a):
    yield sorted(locals())
    b = 1
    yield sorted(locals())
print(list(generator(1)))
