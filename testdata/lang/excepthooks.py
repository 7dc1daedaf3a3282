# sys.excepthook, traceback printing to streams, notes, chained output.
import sys, io
def raises(n):
    if n == 0:
        raise ValueError('deep')
    raises(n - 1)
def capture(f):
    old, sys.stderr = sys.stderr, io.StringIO()
    try:
        try:
            f()
        except Exception as e:
            sys.excepthook(type(e), e, e.__traceback__)
        return sys.stderr.getvalue()
    finally:
        sys.stderr = old
def chained():
    try:
        {}['k']
    except KeyError as e:
        raise ValueError('second') from e
def during():
    try:
        1 / 0
    except ZeroDivisionError:
        int('x')
def noted():
    e = TypeError('with notes')
    e.add_note('first note\nsecond line')
    e.add_note('third')
    raise e
class Custom(Exception):
    def __str__(self): return 'custom text'
class Broken(Exception):
    def __str__(self): raise RuntimeError
def custom(): raise Custom
def broken(): raise Broken
def syntax(): compile('a b', '<src>', 'exec')
def name(): lenght = 1; print(lenghth)
def attr(): [].apend
for f in (lambda: raises(2), chained, during, noted, custom, broken, syntax, name, attr):
    text = capture(f)
    print(text.replace(__file__, 'FILE'))
print(sys.excepthook is sys.__excepthook__, sys.displayhook is sys.__displayhook__, sys.unraisablehook is sys.__unraisablehook__)
