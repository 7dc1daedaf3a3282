# gc: what the module says about objects, and that collect() collects.
import _weakref as weakref
import gc


class A:
    pass


class S:
    __slots__ = ()


def make(n):
    refs = []
    for k in range(n):
        a, b = A(), A()
        a.other, b.other = b, a
        a.self = a
        refs.append(weakref.ref(a))
    return refs


def churn():
    return [[k] for k in range(100)]


refs = make(20)
churn()
gc.collect()
# A word that looks like a reference may keep one or the other.
print(sum([r() is None for r in refs]) >= 15)


def closure():
    def f():
        return f
    return weakref.ref(f)


def method():
    a = A()
    a.m = A.__init__.__get__(a)
    return weakref.ref(a)


def cls():
    class C:
        pass
    C.me = C()
    return weakref.ref(C)


def containers():
    l, d, s = [], {}, set()
    a = A()
    l.append(d)
    d["l"] = l
    d["a"] = a
    a.l = l
    return weakref.ref(a)


weak = [f() for f in (closure, method, cls, containers)]
churn()
gc.collect()
print([w() is None for w in weak])

print(gc.is_tracked(1), gc.is_tracked("s"), gc.is_tracked(1.5), gc.is_tracked(None), gc.is_tracked([]))
print(gc.is_tracked({}), gc.is_tracked({"a": 1}), gc.is_tracked({"a": []}), gc.is_tracked(A()), gc.is_tracked(S()))
print(gc.is_tracked(set()), gc.is_tracked(A), gc.is_tracked(print), gc.is_tracked(make))
x = [1, "two"]
y = {"k": x}
print(len(gc.get_referents(x)), gc.get_referents(y), gc.get_referents(5), gc.get_referents())
print(any([r is y for r in gc.get_referrers(x)]), any([o is x for o in gc.get_objects()]))
print(gc.isenabled(), gc.disable(), gc.isenabled(), gc.enable(), gc.isenabled())
old = gc.get_threshold()
gc.set_threshold(5, 6, 7)
print(len(old), gc.get_threshold())
gc.set_threshold(*old)
print(gc.get_debug(), gc.set_debug(gc.DEBUG_STATS * 0), len(gc.get_count()), len(gc.get_stats()), gc.garbage)
gc.freeze()
print(gc.get_freeze_count() > 0, gc.unfreeze(), gc.get_freeze_count())
for bad in (3, -1):
    try:
        gc.collect(bad)
    except ValueError as e:
        print(e)
phases = []


def note(phase, info):
    phases.append((phase, info["generation"]))


gc.callbacks.append(note)
gc.collect()
gc.callbacks.remove(note)
print(phases)


class F:
    log = []

    def __init__(self, n):
        self.n = n
        self.me = self

    def __del__(self):
        F.log.append(self.n)
        if self.n == 1:
            F.saved = self


def finalizers():
    for k in range(3):
        F(k)


finalizers()
churn()
gc.collect()
print(sorted(F.log), F.saved.n, gc.is_finalized(F.saved))
F.log.clear()
del F.saved
churn()
gc.collect()
print(F.log)
