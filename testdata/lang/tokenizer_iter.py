"""_tokenize.TokenizerIter: the tokens the parser sees."""
import _tokenize
import token


def show(source):
    print(repr(source))
    try:
        for text, kind, line, end_line, col, end_col, whole in _tokenize.TokenizerIter(source):
            print("  ", token.tok_name[kind], repr(text), line, end_line, col, end_col, repr(whole))
    except SyntaxError as e:
        print("  ", type(e).__name__, e.args)


show("x = 1")
show("x = 1\n")
show('if x:\n    y = "é" + b"a"  # c\n\n\n    z\nfoo\n')
show("")
show("\n")
show("# only\n")
show("f(\n  a,  # c\n  b)\n")
show('"""a\nb\n""" + 1\n')
show('x = "abc\n')
show("x = (1,\n")
show("x = $\n")
show("a \\\n b\n")
show("async def f(): await x\n")
show("if x:\n  a\n b\n")
show("1_000 1__0")
show("0777")
show("if 1:\n  if 2:\n    a")
show("x)\n")
show("éa = 3; b = é\n")
show("\ta\n")
show('x = """abc\n')
show("a <> b -> c := ...\n")
show("a @= b **= c //= d >>= e <<= f != g\n")
show("a\r\nb\r\n")
show("match x:\n  case _: print(0x1F, 1e5, 2j)\n")
for bad in ((), (b"x",), (3,), ("x", "y"), ("a\0b",)):
    try:
        _tokenize.TokenizerIter(*bad)
    except Exception as e:
        print(type(e).__name__, e)
it = _tokenize.TokenizerIter(source="a b")
print(type(it), iter(it) is it, next(it))
print(list(it), list(it))
try:
    class Sub(_tokenize.TokenizerIter):
        pass
except TypeError as e:
    print(e)
