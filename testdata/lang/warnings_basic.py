# warnings: filters, registries, stacklevel, what the C part decides.
import sys, io, warnings
def shown(f):
    with warnings.catch_warnings(record=True) as log:
        warnings.simplefilter('always')
        f()
    return [(w.category.__name__, str(w.message), w.lineno) for w in log]
def one(): warnings.warn('one')
def two(): warnings.warn('two', DeprecationWarning, stacklevel=2)
def three(): two()
def four(): warnings.warn(FutureWarning('inst'))
print(shown(one)); print(shown(three)); print(shown(four))
for args in ((1, 2), ('x', int), ('x', 'y')):
    try:
        warnings.warn(*args)
    except TypeError as e:
        print(e)
with warnings.catch_warnings():
    warnings.simplefilter('error')
    try:
        warnings.warn('bad', UserWarning)
    except UserWarning as e:
        print('raised', e)
    warnings.filterwarnings('ignore', 'bad.*')
    warnings.warn('bad again')
def counted(action):
    out = []
    with warnings.catch_warnings(record=True) as log:
        warnings.resetwarnings()
        warnings.simplefilter(action)
        registry = {}
        for i in range(3):
            warnings.warn_explicit('same', UserWarning, 'f.py', i // 2 + 1, module='m', registry=registry)
        return len(log)
for action in ('always', 'default', 'module', 'once', 'ignore'):
    print(action, counted(action))
with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter('always')
    warnings.warn_explicit('msg', UserWarning, 'dir/file.py', 3)
    print(log[0].filename, log[0].lineno, log[0].line, log[0].source)
    for args in (('m', UserWarning, 5, 1),):
        try:
            warnings.warn_explicit(*args)
        except TypeError as e:
            print(e)
err = io.StringIO()
old, sys.stderr = sys.stderr, err
warnings.simplefilter('always')
warnings.warn('to stderr')
sys.stderr = old
print(err.getvalue().split(': ', 1)[1])
print(warnings.formatwarning('m', UserWarning, 'f.py', 5, 'the line'))
