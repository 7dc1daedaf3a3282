# Attributes that builtin classes compute (getset and member descriptors), read again and
# again at one place while classes and values change.


def read(objects, get):
    out = []
    for thing in objects:
        try:
            out.append(get(thing))
        except Exception as e:
            out.append(f"{type(e).__name__}: {e}")
    return out


def first():
    pass


def second():
    pass


print(read([first, second] * 3, lambda f: f.__name__))
first.__name__ = "renamed"
first.note = "own"
first.__dict__["__name__"] = "hidden by what the class computes"
print(read([first, second, first], lambda f: f.__name__), first.__dict__["__name__"])
print(read([first, second] * 2, lambda f: f.__code__.co_name), first.note)
print(read([first, second] * 2, lambda f: f.__defaults__))
first.__defaults__ = (1,)
print(read([first, second] * 2, lambda f: f.__defaults__))


class Error(Exception):
    pass


errors = [Error(1, 2), ValueError("x"), Error(), KeyError("k")]
for _ in range(3):
    print(read(errors, lambda e: e.args), read(errors, lambda e: e.__context__))
errors[0].args = (7,)
errors[1].__dict__["args"] = "hidden"
print(read(errors, lambda e: e.args))


class Own(Exception):
    args = "the class's own"


print(read([Error(1), Own(2), Error(3), Own(4)], lambda e: e.args))
Error.args = property(lambda self: "a property")
print(read([Error(1), Own(2), Error(3), Own(4)], lambda e: e.args))
Error.args = 5
print(read([Error(1), Own(2), Error(3), Own(4)], lambda e: e.args))
del Error.args
print(read([Error(1), Own(2), Error(3), Own(4)], lambda e: e.args))


class Borrowed:
    name = type(first).__dict__["__name__"]
    code = type(first).__dict__["__code__"]


print(read([Borrowed()] * 3, lambda b: b.name))
Borrowed.name = OSError.__dict__["errno"]
print(read([Borrowed()] * 2, lambda b: b.name))
Borrowed.name = 3
print(read([Borrowed()] * 2, lambda b: b.name))


class Number(int):
    pass


number = Number(5)
number.real_one = 1
print(read([number, 3, 2.5, True, 1j] * 2, lambda n: (n.real, n.imag)))
print(read([number, number], lambda n: n.real_one))


def gen():
    yield 1


g = gen()
print(read([g, g], lambda g: g.gi_running), read([g] * 2, lambda g: g.gi_code.co_name))
print(next(g), read([g] * 2, lambda g: g.gi_suspended))


class Meta(type):
    @property
    def __name__(cls):
        return "from the metaclass"


class Made(metaclass=Meta):
    pass


print(read([Made, Number, first, Made], lambda c: c.__name__))


class Dynamic:
    def __getattr__(self, name):
        return "asked for " + name


print(read([first, Dynamic(), second, Dynamic()], lambda d: d.__name__))
print(read([(1).__add__, [].append, len] * 2, lambda m: m.__name__))
print(read([slice(1, 2), range(3, 9, 2)] * 2, lambda s: (s.start, s.stop, s.step)))
print(read([memoryview(b"abc"), memoryview(b"")] * 2, lambda m: (m.nbytes, m.format)))
