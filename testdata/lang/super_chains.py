# super() through diamonds, class methods, properties, and by hand.
class Root:
    def __init__(self, **kw):
        assert not kw, kw
        self.log = ["Root"]
    def hello(self, n): return ["root", n]
    @classmethod
    def make(cls): return ["Root.make", cls.__name__]
    @staticmethod
    def st(): return "Root.st"
    @property
    def p(self): return "Root.p"
    def __getitem__(self, k): return ("Root", k)
    def __enter__(self): return "entered"
    def __exit__(self, *a): return True
class A(Root):
    def __init__(self, a=0, **kw):
        super().__init__(**kw)
        self.log.append(("A", a))
    def hello(self, n): return ["a"] + super().hello(n + 1)
    @classmethod
    def make(cls): return ["A"] + super().make()
    @property
    def p(self): return "A." + super().p
    def __getitem__(self, k): return ("A",) + super().__getitem__(k)
class B(Root):
    def __init__(self, b=0, **kw):
        super().__init__(**kw)
        self.log.append(("B", b))
    def hello(self, n): return ["b"] + super(B, self).hello(n * 2)
    @classmethod
    def make(cls): return ["B"] + super(B, cls).make()
    @staticmethod
    def st(): return "B." + super(B, B).st()
    @property
    def p(self): return "B." + super().p
class C(A, B):
    def hello(self, n): return ["c"] + super().hello(n)
    def both(self): return [f.hello(1) for f in (super(), super(A, self), super(B, self))]
    def listed(self): return [super(C, self).hello(i) for i in range(2)]
    def inner(self):
        def g(): return super(C, self).p
        return g(), (lambda: super(C, self).st())()
    def __getitem__(self, k): return ("C",) + super().__getitem__(k)
c = C(a=1, b=2)
print(c.log, c.hello(1), C.make(), C.st(), c.p, c["k"], c.both(), c.listed(), c.inner())
print([k.__name__ for k in C.__mro__], super(A, c).__self_class__.__name__, super(A, c).__thisclass__.__name__, super(A, c).__self__ is c)
print(repr(super(A, c)).split(" object")[0], super(B, C).make())
for bad in (lambda: super(), lambda: super(A, 5), lambda: super(5, c), lambda: super(A, c).nothing, lambda: super(A).hello, lambda: super(1), lambda: super(B, A), lambda: super(C, c)[0], lambda: setattr(super(A, c), "x", 1)):
    try:
        print(bad())
    except (TypeError, RuntimeError, AttributeError) as e:
        print(type(e).__name__, e)
class Bad(Root):
    def no_args(*args): return super().hello(1)
    def gone(self):
        del self
        return super().hello(1)
    def rebound(self):
        self = C()
        try:
            return super().hello(1)
        except TypeError as e:
            return str(e)
for f in (lambda: Bad().no_args(), lambda: Bad().gone(), lambda: Bad().rebound()):
    try:
        print(f())
    except (RuntimeError, TypeError) as e:
        print(type(e).__name__, e)
class D(Root):
    unbound = None
D.unbound = super(D)
print(D().unbound.hello(3))
class Int(int):
    def __add__(self, o): return Int(super().__add__(o))
    def __repr__(self): return f"Int({super().__repr__()})"
n = Int(0)
for i in range(300): n = n + i
print(n, type(n + 1).__name__)
total = 0
for i in range(200): total += c.hello(i)[-1] + len(c.p)
print(total)
