# Which lines a trace function sees: statements without code of their own, ways out of blocks.
import sys


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *args):
        return args[0] is KeyError


def passes(x):
    if x:
        pass
    else:
        pass
    for i in range(2):
        pass
    while x:
        x -= 1
        pass
    4
    ...


def tries(x):
    try:
        if x:
            raise ValueError
    except KeyError:
        pass
    except ValueError:
        pass
    else:
        x = 1
    finally:
        pass


def nested():
    try:
        try:
            1 / 0
        except ValueError:
            pass
    except ZeroDivisionError as e:
        pass


def returns(x):
    try:
        with Manager():
            if x:
                return x
            raise KeyError
    finally:
        x = 2


def loops():
    for i in range(3):
        if i == 0:
            continue
        if i == 1:
            break
    else:
        pass
    while True:
        i += 1
        if i > 3:
            break


def chooses(x):
    match x:
        case 1:
            x = 2
        case [a, b] if a:
            pass
        case _:
            pass


def ifs(x):
    if x:
        x = 1
    elif x is None:
        x = 2
    else:
        x = 3


def generates():
    try:
        yield 1
        yield 2
    finally:
        pass


def many(x):
    y = [
        x,
        x + 1,
    ]
    assert y
    del y
    global unused
    class C:
        a = 1

        def f(self):
            pass
    return C().f(
    )


events = []


def tracer(frame, event, arg):
    if frame.f_code.co_filename != __file__ or frame.f_code.co_name == "show":
        return None
    line = frame.f_lineno - frame.f_code.co_firstlineno
    events.append(f"{event[0]}{line}")
    return tracer


def show(function, *args):
    del events[:]
    sys.settrace(tracer)
    try:
        function(*args)
    except Exception as error:
        events.append(type(error).__name__)
    finally:
        sys.settrace(None)
    print(function.__name__, args, " ".join(events))


for x in 0, 2:
    show(passes, x)
for x in 0, 1:
    show(tries, x)
show(nested)
for x in 0, 1:
    show(returns, x)
show(loops)
for x in 1, [1, 2], [0, 2], 5:
    show(chooses, x)
for x in 1, None, 0:
    show(ifs, x)
show(many, 1)


# f_lineno of frames that were left.
def where(function):
    try:
        function()
    except Exception as error:
        entry = error.__traceback__.tb_next
        return entry.tb_lineno - entry.tb_frame.f_code.co_firstlineno, (
            entry.tb_frame.f_lineno - entry.tb_frame.f_code.co_firstlineno
        )


def other_except():
    try:
        1 / 0
    except TypeError as ex:
        pass


def in_finally():
    try:
        1 / 0
    finally:
        pass


print(where(other_except), where(in_finally))
