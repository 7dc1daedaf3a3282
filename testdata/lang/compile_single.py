# compile(..., 'single'): expression statements go through sys.displayhook.
import sys
exec(compile('1 + 1', '', 'single'))
exec(compile('None', '', 'single'))
exec(compile("'text'; 5", '', 'single'))
exec(compile('for i in range(3): i * i\n', '', 'single'))
print(_)
seen = []
old = sys.displayhook
sys.displayhook = seen.append
exec(compile('[1, 2]', '', 'single'))
exec(compile('None', '', 'single'))
sys.displayhook = old
print(seen)
for source in ('x = 1', 'if 1:\n  7\n', 'def f(): pass\n', 'x = 1\ny = 2', '1\n2', ''):
    try:
        exec(compile(source, '<s>', 'single'))
        print('ok', repr(source))
    except SyntaxError as e:
        print(type(e).__name__, e.msg)
del sys.displayhook
try:
    exec(compile('1', '', 'single'))
except RuntimeError as e:
    print(e)
sys.displayhook = old
class R:
    def __repr__(self): return 'an R'
exec(compile('R()', '', 'single'))
