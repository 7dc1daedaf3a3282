# What is printed for uncaught exceptions: each case goes through sys.excepthook.
import sys


def report(f, *args):
    print("---", f.__name__, file=sys.stderr)
    try:
        f(*args)
    except BaseException as e:
        e.__traceback__ = e.__traceback__.tb_next
        sys.excepthook(type(e), e, e.__traceback__)


def simple():
    return 1 / 0
def nested():
    x = [simple() for _ in range(1)]
def multi_line():
    return (1 +
            simple() +
            2)
def attribute():
    a = None
    return a.field.other
def subscript(d={}):
    return d["x"]["y"]
def call():
    return len(
        5)
def whole_statement():
    raise ValueError("text")
def raise_from():
    try:
        simple()
    except ZeroDivisionError as e:
        raise KeyError("key") from e
def context():
    try:
        simple()
    except ZeroDivisionError:
        subscript()
def suppressed():
    try:
        simple()
    except ZeroDivisionError:
        raise ValueError("only this") from None
def three():
    try:
        try:
            simple()
        except ZeroDivisionError:
            raise KeyError(1)
    except KeyError as e:
        raise TypeError("last") from e
def notes():
    e = ValueError("noted")
    e.add_note("first note")
    e.add_note("second\nnote")
    raise e
def deep(n=0):
    deep(n + 1)
def mutual(n):
    if n == 0:
        raise ValueError("bottom")
    mutual(n - 1)
def empty():
    raise ValueError
def multi_line_message():
    raise ValueError("a\nb\nc")
class Custom(Exception): pass
class Unprintable(Exception):
    def __str__(self): raise ValueError
def custom():
    raise Custom("mine")
def unprintable():
    raise Unprintable(1)
def keyerror():
    raise KeyError("quoted 'key'")
def system_exit():
    sys.exit(3)
def assertion():
    assert 1 == 2, "message"
def assertion_plain():
    assert [1, 2] == []
def suggestion():
    whole_statment()
def suggestion_local():
    value = 1
    return valeu
def suggestion_attribute():
    return [].appendd
def suggestion_none():
    return [].zzzzzzzzzzzz
def operator_call():
    return "a" + simple.__name__ + 1
def compare():
    return 1 < "a"
def unicode_line():
    s = "äöü"; t = 1 / 0; u = "ß"
def loop():
    for i in 5:
        pass
def unpack():
    a, b = 1, 2, 3
def wrong_arguments():
    simple(1, 2)
class Class:
    def method(self):
        return self.missing
    @property
    def prop(self):
        return self.method()
def method():
    Class().prop
def lambdas():
    return (lambda x: x.y)(1)
def generated():
    exec("a = 1\nb = a / 0\n")
def syntax():
    compile("x = = 1", "bad.py", "exec")
def syntax_indent():
    compile("if x:\npass", "bad.py", "exec")
def syntax_string():
    compile("x = 'abc", "bad.py", "exec")
def import_error():
    import no_such_module_here
def import_from():
    from math import no_such_name
def in_finally():
    try:
        simple()
    finally:
        [].x
def delete():
    del {}["a"]
def set_item():
    t = (1, 2)
    t[0] = 5
def with_statement():
    with 5:
        pass
def in_sorted():
    sorted([1, 2], key=lambda v: v.z)
def fstring():
    return f"{1 / 0}"
def augmented():
    x = 1
    x += "a"
def star_call():
    return simple(*[1], **{"a": 2})
def chained_compare():
    return 1 < 2 < "a"
def conditional():
    return simple() if True else 2


for f in [simple, nested, multi_line, attribute, subscript, call, whole_statement, raise_from, context, suppressed, three, notes, deep, empty,
          multi_line_message, custom, unprintable, keyerror, system_exit, assertion, assertion_plain, suggestion, suggestion_local,
          suggestion_attribute, suggestion_none, operator_call, compare, unicode_line, loop, unpack, wrong_arguments, method, lambdas, generated,
          syntax, syntax_indent, syntax_string, import_error, import_from, in_finally, delete, set_item, with_statement, in_sorted, fstring,
          augmented, star_call, chained_compare, conditional]:
    report(f)
report(mutual, 2)
report(mutual, 3)
report(mutual, 4)
report(mutual, 5)
report(mutual, 6)
raise Custom("the end")
