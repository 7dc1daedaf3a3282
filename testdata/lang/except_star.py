# except*: dividing groups, naked exceptions, errors in handlers.
def tree(e):
    if isinstance(e, BaseExceptionGroup):
        return (type(e).__name__, e.message, [tree(x) for x in e.exceptions])
    return repr(e)

def run(f):
    try:
        f()
    except BaseException as e:
        print("  raised", tree(e))
    else:
        print("  nothing")

def divided():
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2), ExceptionGroup("in", [ValueError(3), OSError(4)])])
    except* ValueError as e:
        print("values", tree(e))
    except* TypeError as e:
        print("types", tree(e))
run(divided)

def all_taken():
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* (ValueError, TypeError) as e:
        print("both", tree(e))
    else:
        print("not here")
    finally:
        print("finally")
run(all_taken)

def naked():
    try:
        raise ValueError("plain")
    except* ValueError as e:
        print("wrapped", tree(e))
run(naked)

def naked_unmatched():
    try:
        raise ValueError("plain")
    except* TypeError as e:
        print("no")
run(naked_unmatched)

def none_raised():
    try:
        pass
    except* ValueError:
        print("no")
    else:
        print("else")
run(none_raised)

def handlers_raise():
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2), KeyError(3)])
    except* ValueError:
        raise RuntimeError("from value")
    except* TypeError:
        raise LookupError("from type")
run(handlers_raise)

def reraise():
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2), ExceptionGroup("n", [TypeError(3), OSError(5)])])
    except* TypeError as e:
        raise
    except* OSError:
        pass
run(reraise)

def raise_other():
    try:
        raise ExceptionGroup("g", [ValueError(1)])
    except* ValueError as e:
        raise KeyError("new") from e
try:
    raise_other()
except ExceptionGroup as e:
    print(tree(e), tree(e.exceptions[0].__cause__))
except KeyError as e:
    print("key", e, tree(e.__cause__))

def bad_types():
    for bad in (ExceptionGroup, (ValueError, BaseExceptionGroup), 5, int):
        try:
            try:
                raise ExceptionGroup("g", [ValueError(1)])
            except* bad:
                pass
        except Exception as e:
            print(type(e).__name__, e)
bad_types()

def name_unbound():
    try:
        raise ValueError
    except* ValueError as e:
        pass
    try:
        e
    except UnboundLocalError as err:
        print("unbound")
name_unbound()

def nested():
    try:
        try:
            raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
        except* ValueError:
            print("inner")
    except* TypeError as e:
        print("outer", tree(e))
run(nested)

import sys
def info():
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError as e:
        print(tree(sys.exc_info()[1]))
    except* TypeError as e:
        print(tree(sys.exc_info()[1]))
    print(sys.exc_info()[1])
run(info)

def loop():
    for i in range(4):
        try:
            if i % 2:
                raise ExceptionGroup("loop", [ValueError(i), KeyError(i)])
            raise ValueError(i)
        except* KeyError as e:
            print("key", tree(e))
        except* ValueError as e:
            for x in e.exceptions:
                if x.args[0] > 2:
                    break
                print("value", x)
run(loop)
for source in ("for x in y:\n try: pass\n except* E: break",
               "for x in y:\n try: pass\n except* E: continue",
               "def f():\n try: pass\n except* E: return 1",
               "try: pass\nexcept* E: pass\nexcept F: pass",
               "try: pass\nexcept*: pass"):
    try:
        compile(source, "<s>", "exec")
    except SyntaxError as e:
        print(e.msg, e.lineno)
