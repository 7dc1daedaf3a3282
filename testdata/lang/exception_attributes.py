# What exception classes keep: fields, str, repr, pickling data.
def show(e, *names):
    print(repr(e), '|', str(e), '|', e.args, {n: getattr(e, n) for n in names})
show(OSError(2, 'No such file'), 'errno', 'strerror', 'filename', 'filename2')
show(OSError(2, 'No such file', 'a.txt'), 'errno', 'strerror', 'filename', 'filename2')
show(OSError(2, 'No', 'a', None, 'b'), 'filename', 'filename2')
show(OSError('one'), 'errno')
show(OSError(), 'errno')
for n in (1, 2, 4, 10, 11, 13, 17, 20, 21, 32, 104, 110, 111, 3, 9999):
    print(n, type(OSError(n, 'x')).__name__, end='; ')
print()
class Sub(OSError): pass
print(type(Sub(2, 'x')).__name__, Sub(2, 'x').errno)
show(FileNotFoundError(13, 'x'), 'errno')
show(StopIteration(5), 'value'); show(StopIteration(), 'value'); show(StopIteration(1, 2), 'value')
show(SystemExit(3), 'code'); show(SystemExit(), 'code'); show(SystemExit(1, 2), 'code')
show(ImportError('m', name='n', path='p'), 'msg', 'name', 'path')
show(ImportError(), 'msg', 'name'); show(ImportError('a', 'b'), 'msg')
show(AttributeError('m', name='n', obj=5), 'name', 'obj')
show(NameError('m', name='n'), 'name')
show(KeyError('k')); show(KeyError()); show(KeyError('a', 'b')); show(KeyError(5))
show(SyntaxError('m', ('f', 1, 2, 'text', 3, 4)), 'msg', 'filename', 'lineno', 'offset', 'text', 'end_lineno', 'end_offset')
show(SyntaxError('m'), 'msg', 'filename', 'lineno'); show(SyntaxError(), 'msg', 'print_file_and_line')
show(UnicodeDecodeError('utf-8', b'abc\xff', 3, 4, 'bad'), 'encoding', 'object', 'start', 'end', 'reason')
show(UnicodeEncodeError('ascii', 'a\xe9', 1, 2, 'bad'), 'encoding', 'start')
show(UnicodeTranslateError('a\u1234', 1, 2, 'bad'), 'object')
show(ValueError()); show(ValueError(1)); show(ValueError(1, 2)); show(ValueError('x'))
def attempt(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
attempt(lambda: ValueError(x=1))
attempt(lambda: ImportError('x', bad=1))
attempt(lambda: NameError('x', bad=1))
attempt(lambda: UnicodeDecodeError())
attempt(lambda: UnicodeDecodeError(1, b'', 0, 0, 'x'))
attempt(lambda: UnicodeEncodeError('ascii', b'', 0, 0, 'x'))
attempt(lambda: SyntaxError('m', (1, 2)))
attempt(lambda: OSError(x=1))
attempt(lambda: [].missing)
attempt(lambda: missing_name)
e = ValueError('v')
e.add_note('one'); e.add_note('two')
print(e.__notes__)
attempt(lambda: e.add_note(5))
e.__notes__ = 5
attempt(lambda: e.add_note('x'))
e.custom = 1
print(e.__dict__)
print(ValueError(1).__reduce__(), OSError(2, 'x', 'f').__reduce__(), e.__reduce__()[0].__name__)
e.__setstate__({'more': 2})
print(e.more)
try:
    [].nope
except AttributeError as e:
    print(e.name, e.obj)
try:
    undefined
except NameError as e:
    print(e.name)
print(issubclass(IOError, OSError), IOError is OSError, EnvironmentError is OSError)
print(BaseException.__doc__, '|', ValueError.__doc__, '|', OSError.__doc__)
