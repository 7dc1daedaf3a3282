# How a group that nobody catches is printed.
def leaf(n):
    raise ValueError(n)

def collect():
    errors = []
    for n in range(2):
        try:
            leaf(n)
        except ValueError as e:
            errors.append(e)
    try:
        try:
            1 / 0
        except ZeroDivisionError:
            leaf("chained")
    except ValueError as e:
        e.add_note("a note\non two lines")
        errors.append(e)
    return errors

def nested():
    inner = ExceptionGroup("inner", collect())
    try:
        raise inner
    except ExceptionGroup as e:
        return e

raise ExceptionGroup("outer", [TypeError("no traceback"), nested(), ExceptionGroup("many", [KeyError(i) for i in range(17)])]) from OSError("cause")
