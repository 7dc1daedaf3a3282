# ExceptionGroup and BaseExceptionGroup: construction, split, subgroup, derive.
def tree(e):
    if isinstance(e, BaseExceptionGroup):
        return (type(e).__name__, e.message, [tree(x) for x in e.exceptions])
    return repr(e)
def attempt(f, *args, **kw):
    try:
        return f(*args, **kw)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)

eg = ExceptionGroup("msg", [ValueError(1), TypeError("t")])
print(eg, repr(eg), eg.args, eg.message, eg.exceptions)
print(str(ExceptionGroup("one", [ValueError()])))
print(type(BaseExceptionGroup("b", [ValueError(1)])).__name__, type(BaseExceptionGroup("b", [KeyboardInterrupt()])).__name__)
print(ExceptionGroup.__mro__, ExceptionGroup.__bases__)
print(attempt(ExceptionGroup), attempt(ExceptionGroup, "m"), attempt(ExceptionGroup, "m", [], 3), sep="\n")
print(attempt(ExceptionGroup, 1, [ValueError()]), attempt(ExceptionGroup, "m", 5), sep="\n")
print(attempt(ExceptionGroup, "m", []), attempt(ExceptionGroup, "m", [ValueError(), 5]), attempt(ExceptionGroup, "m", [ValueError]), sep="\n")
print(attempt(ExceptionGroup, "m", [KeyboardInterrupt()]))
class MyGroup(ExceptionGroup):
    pass
print(attempt(MyGroup, "m", [KeyboardInterrupt()]), tree(MyGroup("m", (ValueError(),))))
for name in ("message", "exceptions"):
    print(attempt(setattr, eg, name, 1))

deep = ExceptionGroup("top", [
    ValueError(1),
    ExceptionGroup("mid", [TypeError(2), ExceptionGroup("low", [ValueError(3), OSError(4)])]),
    KeyError(5)])
print(tree(deep.subgroup(ValueError)))
print(tree(deep.subgroup((TypeError, OSError))))
print(deep.subgroup(ZeroDivisionError), deep.subgroup(ExceptionGroup) is deep)
m, r = deep.split(ValueError)
print(tree(m), tree(r))
m, r = deep.split(lambda e: isinstance(e, OSError))
print(tree(m), tree(r))
print(deep.split(Exception)[1], deep.split(ZeroDivisionError)[0])
print(attempt(deep.split, 5), attempt(deep.subgroup, (ValueError, 5)))
print(attempt(deep.split, lambda e: 1 / 0))

class Derived(ExceptionGroup):
    def __new__(cls, message, excs, code=0):
        self = super().__new__(cls, message, excs)
        self.code = code
        return self
    def derive(self, excs):
        return Derived(self.message, excs, self.code)
d = Derived("d", [ValueError(1), TypeError(2)], 42)
m, r = d.split(ValueError)
print(type(m).__name__, m.code, tree(m), r.code, tree(r))
class BadDerive(ExceptionGroup):
    def derive(self, excs):
        return 5
print(attempt(BadDerive("b", [ValueError(1), TypeError(2)]).split, ValueError))
print(type(MyGroup("m", [ValueError(1), TypeError(2)]).subgroup(ValueError)).__name__)

try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise ExceptionGroup("ctx", [ValueError(1), TypeError(2)]) from OSError("cause")
except ExceptionGroup as e:
    e.add_note("a note")
    m, r = e.split(ValueError)
    for x in (m, r):
        print(repr(x.__context__), repr(x.__cause__), x.__notes__, x.__traceback__ is e.__traceback__)
    m.add_note("more")
    print(e.__notes__, m.__notes__, r.__notes__)
try:
    raise eg
except Exception as e:
    print("is an Exception", tree(e))
try:
    raise BaseExceptionGroup("b", [KeyboardInterrupt()])
except Exception:
    print("no")
except BaseException as e:
    print("is not", tree(e))
seq = [ValueError(1)]
g = ExceptionGroup("copied", seq)
seq.append(5)
print(g.exceptions, g.args)
