# OSError subclasses: who takes the arguments, __new__ or __init__.
class I(OSError):
    def __init__(self, a, b=3): self.b = b
class J(OSError):
    def __init__(self, a, b=3):
        super().__init__(a); self.b = b
class N(OSError):
    def __new__(cls, message, baz):
        self = super().__new__(cls, message); self.baz = baz; return self
class B(OSError):
    def __new__(cls, message, baz):
        self = super().__new__(cls, message); self.baz = baz; return self
    def __init__(self, message, baz): super().__init__(message, baz, 1)
class B2(FileNotFoundError):
    def __init__(self, *a): self.x = a
class V(ValueError):
    def __new__(cls, message, baz):
        self = super().__new__(cls, message); self.baz = baz; return self
for f in (lambda: I(2, "x"), lambda: J(2, "x"), lambda: N("m", "z"), lambda: N(message="m", baz="z"), lambda: B("m", "z"), lambda: I(2, b=4), lambda: J(2, b=5), lambda: B2(2, "no", "file"), lambda: V("m", "z"), lambda: OSError(2, "a", "f"), lambda: OSError(x=1), lambda: I(1, 2, 3), lambda: N("m")):
    try:
        e = f(); print(type(e).__name__, e.args, str(e), getattr(e, "errno", 0), getattr(e, "filename", 0), sorted(e.__dict__.items()))
    except TypeError as x: print(x)
e = OSError(2, "x"); print(e.__init__(3, "y"), e.args, e.errno); e = J(1); e.__init__(7); print(e.args)
e = ValueError(1); e.__init__(2); print(e.args)
e = OSError.__new__(OSError, 2, "x"); print(type(e), e.args)
