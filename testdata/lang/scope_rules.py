# Names: global, nonlocal, class bodies, comprehensions, deletion.
def outcome(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return type(error).__name__ + ": " + str(error)


x = "global"


def enclosing():
    x = "enclosing"

    def reader():
        return x

    def writer(value):
        nonlocal x
        x = value

    def deleter():
        nonlocal x
        del x

    def globaler():
        global x
        return x

    class Body:
        seen = x
        x = "class"
        seen_too = x
        inner = [x for _ in range(1)]
        first = [y for y in x[:1]]

        def method(self):
            return x

    print(Body.seen, Body.seen_too, Body.inner, Body.first, Body().method())
    print(reader(), globaler())
    writer("written")
    print(reader(), x, Body().method())
    deleter()
    print(outcome(reader), outcome(deleter))
    try:
        x
    except NameError as error:
        print(type(error).__name__, error)
    writer("again")
    return x, reader()


print(enclosing())


def unbound():
    print(undefined_local)
    undefined_local = 1


def after_except():
    try:
        raise ValueError
    except ValueError as error:
        pass
    return error


def loop_variable():
    for i in []:
        pass
    return i


def conditional(flag):
    if flag:
        value = 1
    return value


for function in unbound, after_except, loop_variable:
    print(outcome(function))
print(conditional(True), outcome(conditional, False))


class Order:
    print(x)
    x = "in class"
    print(x)
    del x
    print(x)
    global made_here
    made_here = 3


print(made_here, hasattr(Order, "made_here"))

functions = [lambda: i for i in range(3)]
print([f() for f in functions])
functions = [lambda i=i: i for i in range(3)]
print([f() for f in functions])


def counter():
    count = 0

    def increment():
        nonlocal count
        count += 1
        return count

    return increment, lambda: count


a, get = counter()
b, _ = counter()
print(a(), a(), b(), get(), a.__closure__[0].cell_contents)
a.__closure__[0].cell_contents = 10
print(a(), get())
print(outcome(lambda: (lambda: undefined_name)()))

total = 0
print([total := total + v for v in range(5)], total)


def walrus():
    values = [y := 1, y**2, (z := 3) + y]
    if (n := len(values)) > 2:
        pass
    print(y, z, n, any((hit := v) > 1 for v in values), hit)
    return [q for q in [1, 2]]


print(walrus())
for source in ("def f():\n global a\n a = 1\n nonlocal a", "nonlocal q", "def f(a):\n global a",
               "def f():\n print(a)\n global a", "class C:\n nonlocal zz", "[i := 0 for i in range(2)]",
               "[(i := 0) for i in range(2)]", "class C:\n [(j := 0) for i in range(2)]",
               "def f():\n nonlocal nothing", "def f(a, a): pass", "lambda a, *a: 0"):
    print(outcome(compile, source, "<s>", "exec"))


def uses_exec():
    local = 1
    exec("local = 2; fresh = 3")
    return local, outcome(lambda: fresh), eval("local + 1")


print(uses_exec())
namespace = {}
exec("a = 1\ndef f(): return a\nclass K:\n  b = a\n  def g(self): return a", namespace)
print(namespace["f"](), namespace["K"].b, namespace["K"]().g())
print(outcome(exec, "a = 1\ndef f(): return a\nprint(f())", {}, {}))
del x
print(outcome(lambda: x))
