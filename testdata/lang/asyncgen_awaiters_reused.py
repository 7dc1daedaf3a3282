"""asend(), athrow() and aclose() objects used twice, closed first, or on ended generators."""


async def numbers(n=2):
    for i in range(n):
        yield i


def drive(awaitable):
    while True:
        try:
            awaitable.send(None)
        except StopIteration as stop:
            return stop.value


def attempt(label, function):
    try:
        print(label, "->", function())
    except BaseException as error:
        print(label, "!!", type(error).__name__, error)


g = numbers()
for i in range(3):
    attempt(f"aclose {i}", lambda: drive(g.aclose()))
attempt("anext after", lambda: drive(g.__anext__()))
attempt("athrow after", lambda: drive(g.athrow(ValueError("late"))))

g = numbers()
closer = g.aclose()
attempt("one object", lambda: drive(closer))
attempt("again", lambda: drive(closer))

g = numbers()
attempt("first", lambda: drive(g.__anext__()))
attempt("close", lambda: drive(g.aclose()))
attempt("close", lambda: drive(g.aclose()))
attempt("first", lambda: drive(g.__anext__()))

g = numbers(0)
attempt("empty", lambda: drive(g.__anext__()))
attempt("close", lambda: drive(g.aclose()))
attempt("throw", lambda: drive(g.athrow(KeyError)))

g = numbers()
step = g.asend(None)
attempt("asend", lambda: step.send(None))
attempt("asend again", lambda: step.send(None))
attempt("throw into it", lambda: step.throw(ValueError))

for make in (lambda g: g.asend(None), lambda g: g.athrow(ValueError), lambda g: g.aclose()):
    g = numbers()
    step = make(g)
    step.close()
    attempt("closed", lambda: step.send(None))
    attempt("closed", lambda: step.throw(TypeError))

g = numbers()
attempt("throw into aclose", lambda: g.aclose().throw(ValueError("thrown")))
attempt("then", lambda: drive(g.aclose()))
