# The traceback module over our tracebacks and frames.
import traceback, sys
def inner(a):
    local = a * 2
    return 1 / (a - a)
def outer():
    return inner(5)
try:
    outer()
except ZeroDivisionError as e:
    tb = e.__traceback__
    print(''.join(traceback.format_exception(e)).replace(__file__, 'F'))
    print(traceback.format_exc().count('File'))
    for fs in traceback.extract_tb(tb):
        print(fs.name, fs.lineno, fs.line, fs.colno, fs.end_colno, fs.end_lineno)
    print(traceback.format_tb(tb, limit=1)[0].replace(__file__, 'F'))
    print(traceback.format_exception_only(e))
    te = traceback.TracebackException.from_exception(e, capture_locals=True)
    print({k: v for k, v in te.stack[-1].locals.items()})
    print(str(te), te.exc_type.__name__)
def stack():
    return [f.name for f in traceback.extract_stack()]
print(stack()[-1], stack()[0])
print([f.f_code.co_name for f, _ in traceback.walk_stack(sys._getframe())])
print([(f.f_code.co_name, l) for f, l in traceback.walk_tb(tb)])
traceback.clear_frames(tb)
print(tb.tb_next.tb_next.tb_frame.f_locals)
def rec(n): rec(n - 1) if n else 1 / 0
try:
    rec(20)
except ZeroDivisionError:
    print(traceback.format_exc().replace(__file__, 'F'))
try:
    exec(compile('x = (1 +\n', '<bad>', 'exec'))
except SyntaxError as e:
    print(''.join(traceback.format_exception_only(e)))
e = ValueError('n'); e.add_note('note')
print(traceback.format_exception_only(e))
eg = ExceptionGroup('g', [ValueError(1), ExceptionGroup('h', [KeyError('k')])])
print(''.join(traceback.format_exception(eg)))
