# What compiled code has seen and no longer needs dies with the next collection. There are
# many of each, as some may still be seen on a stack.
import gc
import weakref


class Thing:
    def __init__(self, number=0):
        self.number = number

    def same(self):
        return self


def settle(depth=12):
    a = b = c = d = e = [depth]  # over what calls have left behind
    if depth:
        return settle(depth - 1)
    for _ in range(3):
        gc.collect()


def report(what, refs, kept=0):
    settle()
    alive = sum(ref() is not None for ref in refs)
    print(what, len(refs), "dead" if alive - kept < len(refs) // 3 + 2 else alive)


# Closures that are called in a loop: what they refer to, and they themselves. Each row
# of the loop below is code of its own.
SOURCE = """
def closure(refs):
    thing = Thing({0})

    def get():
        return thing.number + {0}

    refs.append(weakref.ref(thing))
    refs.append(weakref.ref(get))
    return get


def add(get, n):
    total = 0
    for _ in range(n):
        total += get()
    return total


def run(refs):
    total = 0
    for i in range(2):
        total += closure(refs)() + add(closure(refs), i)
    return total
"""


def run_all():
    refs = []
    totals = []
    for number in range(8):
        space = {"Thing": Thing, "weakref": weakref}
        exec(SOURCE.format(number), space)
        totals.append(space["run"](refs))
        spaces.append(space)
    print(totals)
    return refs


spaces = []
report("closures", run_all())


# Many at once, which the program has in its hands when a loop is left.
NAMES = [f"v{i}" for i in range(40)]
exec(f"""
def hold(things, n):
    {", ".join(NAMES)} = things
    for i in range(n):
        if i == 7:
            break
        v0 = v0.same()
    return sum([{", ".join(name + ".number" for name in NAMES)}], n)
""")


def hold_all():
    refs = []
    for n in range(5, 10):
        things = [Thing(i) for i in range(40)]
        refs.append(weakref.ref(things[0]))
        print(hold(things, n))
    return [weakref.ref(thing) for thing in things]


report("held", hold_all())


# What compiled code takes for constant: classes, functions and their defaults, the value
# of a global, the builtin methods of objects.
SOURCE = """
class Local:
    def __init__(self, number):
        self.number = number

    def get(self):
        return self.number + {0}


def plain(number, more=[{0}]):
    return number + more[0]


def run():
    total = 0
    for i in range(4):
        total += Local(i).get() + plain(i)
    return total
"""


def spaces_that_go():
    refs = []
    totals = []
    for number in range(10):
        space = {}
        exec(SOURCE.format(number), space)
        totals.append(space["run"]())
        refs += [weakref.ref(space[name]) for name in ("Local", "plain", "run")]
    print(totals)
    return refs


report("classes and functions", spaces_that_go())

value = None


def use(n):
    total = 0
    for _ in range(n):
        total += value.number
    return total


def values_of_global():
    global value
    refs = []
    for number in range(16):
        value = Thing(number)
        refs.append(weakref.ref(value))
        print(use(3), end=" ")
    print()
    value = None
    return refs


report("values of a global", values_of_global())


def filled(n):
    out = []
    append = out.append
    for i in range(n):
        append(Thing(i))
    return [weakref.ref(thing) for thing in out]


def fill_all():
    refs = []
    for n in range(16):
        refs += filled(3)
    return refs


report("builtin methods", fill_all())


def apply(function, n):
    total = 0
    for i in range(n):
        total += function(i)
    return total


def defaults():
    refs = []
    for number in range(16):
        function = lambda x, thing=Thing(number): x + thing.number
        refs.append(weakref.ref(function))
        print(apply(function, 3), end=" ")
    print()
    return refs


report("defaults", defaults())

# They come again: the loop is as good with the next ones.
report("defaults", defaults())


# A function that gets other code while a loop calls it: each closure by itself.
def maker(n):
    def get():
        return n

    return get


def other(n):
    def get():
        return -n

    return get


def change(get, when):
    get.__code__ = other(0).__code__ if when else get.__code__
    return 1


def calls(get, n, when):
    total = 0
    for i in range(n):
        total += get()
        change(get, i == when)
    return total


for n in range(6):
    print(calls(maker(n), 20, 4 * n), calls(maker(n), 20, 10))
