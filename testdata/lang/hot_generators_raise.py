# Exceptions that leave generators in hot loops: exact tracebacks, contexts, StopIteration
# turned into RuntimeError, and what the generator is afterwards.
import traceback


def show(e):
    for entry in traceback.extract_tb(e.__traceback__):
        print("   ", entry.name, entry.lineno, entry.line)
    print("   ", type(e).__name__, e, "| cause", repr(e.__cause__), "| context", repr(e.__context__))


def divide(n, zero):
    for i in range(n):
        yield 100 // (zero - i)


def scaled(g):
    for v in g:
        yield v * 2


def consume(zero):
    s = 0
    for v in scaled(divide(400, zero)):
        s += v
    return s


print(consume(1000))
for z in (250, 399, 3):
    try:
        consume(z)
    except ZeroDivisionError as e:
        show(e)
print(consume(500))


def stops(n, at):
    for i in range(n):
        if i == at:
            raise StopIteration("from inside")
        yield i


def sum_of(g):
    s = 0
    for v in g:
        s += v
    return s


print(sum_of(stops(300, -1)))
for at in (299, 0, 150):
    g = stops(300, at)
    try:
        sum_of(g)
    except RuntimeError as e:
        show(e)
    print(list(g), g.gi_frame is None)


def inner_next(it):
    while True:
        yield next(it)


try:
    print(sum_of(inner_next(iter(range(300)))))
except RuntimeError as e:
    show(e)


class Odd(Exception):
    pass


def checks(n):
    for i in range(n):
        try:
            if i % 3 == 0:
                raise Odd(i)
            v = i
        except Odd as e:
            v = -e.args[0]
        yield v


print(sum_of(checks(500)))


def in_handler():
    # The generator is resumed while another exception is being handled.
    out = []
    for i in range(300):
        try:
            raise KeyError(i)
        except KeyError as k:
            g = divide(3, 1 if i == 290 else 5)
            try:
                for v in g:
                    out.append(v)
            except ZeroDivisionError as z:
                out.append((z.__context__ is k, z.__context__.args))
    return len(out), out[-31:-28], [x for x in out if isinstance(x, tuple)]


print(in_handler())


def names_unbound(n):
    for i in range(n):
        if i == n - 1:
            del i
        yield i


try:
    sum_of(names_unbound(300))
except UnboundLocalError as e:
    show(e)


def body_raises():
    # The exception is the loop's body's: the generator sleeps on.
    g = divide(400, 1000)
    seen = 0
    while True:
        try:
            for v in g:
                seen += 1
                if seen % 100 == 0:
                    raise Odd(seen)
            return seen
        except Odd as e:
            print(e.args, len(traceback.extract_tb(e.__traceback__)), g.gi_running)


print(body_raises())


def thrown_into(n):
    got = []
    g = divide(n, 2000)
    for i, v in enumerate(g):
        if i == 250:
            try:
                g.throw(Odd("thrown"))
            except Odd as e:
                show(e)
    return i


print(thrown_into(400))
