# What the compiler warns about; errors where a filter says so.
import warnings
def check(source):
    with warnings.catch_warnings(record=True) as log:
        warnings.simplefilter('always')
        try:
            compile(source, '<src>', 'exec')
        except SyntaxError as e:
            print('SyntaxError', e.msg)
    for w in log:
        print(w.category.__name__, '|', w.message, '|', w.filename, w.lineno)
    with warnings.catch_warnings():
        warnings.simplefilter('error')
        try:
            compile(source, '<src>', 'exec')
            print('fine')
        except SyntaxError as e:
            print(type(e).__name__, e.msg, e.lineno, e.offset)
for source in (r"'\d'", r"b'\q'", r"'''a\
\z'''", r"f'\d{x}'", "x is 1", "x is not 'a'", "x is ()", "x is None", "1 is x", "assert (x, 'msg')",
               "assert ()", "1()", "'a'()", "[]()", "(1, 2)()", "{}()", "{1}()", "f''()", "(lambda: 0)()",
               "1[0]", "None[0]", "[1, 2]['a']", "'abc'['a']", "(1,)[1.5]", "{1: 2}['a']", "{1}[0]",
               "[1](2)", "(x for x in y)[0]", "[1, 2] [3, 4]", "0x1for x in y", "1if x else y", "1_000and x",
               "'\\400'", "b'\\777'", "x = 1\n\ny is 5"):
    print(repr(source))
    check(source)
