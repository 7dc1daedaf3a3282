# What codecs say of their failures: the codec's name in an exception that can be made
# again, warnings of escapes that are none, the places of errors, names as looked up.
import codecs
import contextlib
import contextvars
import cmath
import warnings


def show(f, *args):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            print(ascii(f(*args)), end="")
        except Exception as e:
            print(type(e).__name__, ascii(str(e)), end="")
            if isinstance(e, UnicodeError) and len(e.args) == 5:
                print("", e.start, e.end, end="")
        for w in caught:
            print(" |", w.category.__name__, ascii(str(w.message)), end="")
        print()


print("-- wrapped")


class Plain(Exception):
    pass


class WithInit(Exception):
    def __init__(self, *args):
        pass


class WithNew(Exception):
    def __new__(cls, *args):
        return super().__new__(cls, *args)


class NoMembers(ValueError):
    __slots__ = ()


class Members(ValueError):
    __slots__ = ("a",)


class OwnText(ValueError):
    def __str__(self):
        return "mine"


class Os(OSError):
    pass


attribute = ValueError("attribute")
attribute.a = 1
noted = ValueError("noted")
noted.add_note("n")
current = None


def search(name):
    if name == "wrap_me":
        def fail(*args):
            raise current
        return codecs.CodecInfo(fail, fail, name="wrap_me")


codecs.register(search)
for current in [
    ValueError("x"), ValueError(), ValueError(1), ValueError("a", "b"), Plain("x"), Plain(),
    WithInit("x"), WithNew("x"), NoMembers("x"), Members("x"), OwnText("x"), attribute, noted,
    OSError("x"), OSError(), Os("x"), KeyError("k"), StopIteration("s"), StopIteration(),
    SystemExit("x"), AttributeError("x"), NameError("x"), UnboundLocalError("x"),
    ImportError("x"), ModuleNotFoundError("x"), SyntaxError("x"), UnicodeError("x"),
    ZeroDivisionError("z"), RecursionError("r"), NotImplementedError("n"), MemoryError("m"),
    KeyboardInterrupt("k"), ExceptionGroup("g", [ValueError()]), UserWarning("w"),
    BlockingIOError("b"), StopAsyncIteration("s"), GeneratorExit("g"), TypeError("t"),
]:
    for f in (lambda: "a".encode("wrap_me"), lambda: codecs.decode(b"a", "Wrap-Me")):
        try:
            f()
        except BaseException as e:
            print(type(e).__name__, type(e.__cause__).__name__, str(e), e.args)
show(codecs.decode, b"123", "hex_codec")
show(codecs.decode, b"123", "base64")
show(codecs.decode, b"\xff", "zlib_codec")
codecs.unregister(search)

print("-- places")
for encoding in ["ascii", "latin-1", "utf-8", "utf-16-le", "utf-32-be", "cp1252", "utf-8-sig"]:
    for text in ["[\udc80\ud800\udfff]", "[\udc80\udc81\ud800]", "[\ud800\udc80]", "[\udcff\udc80]"]:
        show(text.encode, encoding, "surrogateescape")
codecs.register_error("two", lambda e: ("\xe9\u1234", e.end))
codecs.register_error("one", lambda e: ("\xe9", e.end))
codecs.register_error("bytes", lambda e: (b"\xff\xfe\xfd\xfc", e.end))
codecs.register_error("ask", lambda e: ("?!", e.end))
for encoding in ["ascii", "latin-1", "utf-8", "utf-16-le", "utf-32-be", "cp1252", "utf-8-sig"]:
    for handler in ["two", "one", "bytes", "ask"]:
        show("[\udc80\udc81x]".encode, encoding, handler)

print("-- escapes")
for decode in codecs.escape_decode, codecs.unicode_escape_decode:
    for data in [rb"\z\y", rb"\400", rb"\777z\y", rb"\377", rb"\8", b"\\\xe9", b"\\\xff", rb"\z\x",
                 rb"\x\z", b"\\", b"\\%", b"\\\0", b"\\\n", rb"\n\t\101\x41"]:
        show(decode, data)
        show(decode, data, "ignore")
show(codecs.unicode_escape_decode, rb"ab\z\x", "strict", False)
show(codecs.unicode_escape_decode, rb"ab\z\40", "strict", False)
show(codecs.unicode_escape_decode, rb"ab\z\40", "strict", True)
show(rb"\z\400".decode, "unicode_escape")
with contextlib.suppress(KeyError), warnings.catch_warnings():
    warnings.simplefilter("error")
    for decode in codecs.escape_decode, codecs.unicode_escape_decode:
        for data in [rb"\z\y", rb"\z\x", rb"\400", rb"\n"]:
            try:
                print(decode(data))
            except Exception as e:
                print(type(e).__name__, e)


def exchange(e):
    e.object = b"longer" + e.object[e.end:]
    return "<>", 6


codecs.register_error("exchange", exchange)
show(codecs.unicode_escape_decode, rb"\x0n\z", "exchange")

print("-- names")
seen = []
codecs.register(seen.append)
for name in ["AAA-8", "AAA---8", "AAA   8", "aaa\xe9\u20ac-8", "A.8", "A...8", "-x-", "_x", "x y z",
             "\xfc", "a_-b", "a.-b", "  q  ", "x/y"]:
    del seen[:]
    try:
        codecs.lookup(name)
    except LookupError as e:
        print(ascii(name), seen, ascii(str(e)))
codecs.unregister(seen.append)
print("x".encode("UTF  8"), "x".encode("Latin/1"), b"x".decode("us ascii"))
decoder = codecs.getincrementaldecoder("unicode_escape")()
print([decoder.decode(bytes([c])) for c in rb"a\101\x41\u1234\n"])
