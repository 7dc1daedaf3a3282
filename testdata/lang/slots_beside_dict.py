# Values of __slots__ of objects whose attributes are in a dict live as long as they do.
import gc


def churn():
    gc.collect()
    for i in range(200):
        dict.fromkeys(range(i))
    gc.collect()


def both(base):
    own = () if issubclass(base, BaseException) else ("__dict__",)
    return type("Both", (base,), {"__slots__": ("x", "y") + own})


BASES = [(frozenset, ([1],)), (set, ([1],)), (list, ([1],)), (dict, ({1: 2},)), (bytearray, (b"a",)),
         (float, (1.5,)), (complex, (1j,)), (ValueError, ("v",)), (OSError, (1, "o")), (BaseException, ()), (object, ())]
for base, args in BASES:
    objects = [both(base)(*args) for _ in range(20)]
    for n, o in enumerate(objects):
        o.x = ["x", n]
        o.z = ["z", n]
        o.y = ["y", n]
    churn()
    print(base.__name__, objects[3].x, objects[7].y, objects[9].z, all(o.x == ["x", n] for n, o in enumerate(objects)))


class Slots:
    __slots__ = ("a", "b", "c")


class Mixed(Slots):
    pass


# Asked for its __dict__, an object goes over to a dict; its members move at the same time.
made = []
for n in range(300):
    m = Mixed()
    m.a, m.b, m.c = [n, "a"], [n, "b"], [n, "c"]
    m.d = [n, "d"]
    m.__dict__["e"] = [n, "e"]
    made.append(m)
churn()
print(all((m.a, m.b, m.c, m.d, m.e) == tuple([n, k] for k in "abcde") for n, m in enumerate(made)))
m = made[5]
m.a = "new"
del m.b
m.__class__ = Mixed
churn()
print(m.a, hasattr(m, "b"), m.c, m.__dict__)
