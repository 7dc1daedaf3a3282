"""What some tests ask of CPython's module of this name without meaning its C API.

Printing an exception is what the interpreter does when nobody caught it; calling from C is a
call. The functions written in C for the calling conventions are only named here: the tests that
call them are left out.
"""

import contextlib
import io
import sys


def exception_print(exception):
    sys.excepthook(type(exception), exception, getattr(exception, "__traceback__", None))


def traceback_print(tb, file):
    with contextlib.redirect_stderr(io.StringIO()) as text:
        sys.excepthook(Exception, Exception().with_traceback(tb), tb)
    file.write("".join(text.getvalue().splitlines(keepends=True)[:-1]))


def pyobject_fastcall(function, args):
    return function(*(args or ()))


def pyobject_fastcalldict(function, args, kwargs):
    return function(*(args or ()), **(kwargs or {}))


def pyobject_vectorcall(function, args, names):
    args, names = args or (), names or ()
    positional = len(args) - len(names)
    return function(*args[:positional], **dict(zip(names, args[positional:])))


def _not_here(*args, **kwargs):
    raise TypeError("no C API")


class MethInstance:
    pass


class MethClass:
    pass


class MethStatic:
    pass


for _name in (
    "meth_varargs meth_varargs_keywords meth_o meth_noargs meth_fastcall meth_fastcall_keywords"
).split():
    globals()[_name] = _not_here
    for _cls in (MethInstance, MethClass, MethStatic):
        setattr(_cls, _name, _not_here)
