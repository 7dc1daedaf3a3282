# Every way to write str and bytes.
print('a' "b" """c""" \
      'd', ('x'
            'y'))
print("\a\b\f\v\0\1\12\101\x41\u0041\U00000041\N{LATIN SMALL LETTER A}\N{greek small letter alpha}" == "\x07\x08\x0c\x0b\x00\x01\nAAAAa\u03b1")
print(r"\n\x" R'\'', len(r"\\"), b"\x00\xff\101" rb"\n", Rb'\d', bR"\d", u"u")
print("tab\tnew\
line", '''a
b''', """"quoted" '""")
print("\{}\{x}".format is not None if False else "ok")
print(f"{'a' 'b'}" "c" f'{1}{{}}' rf"\{2}" F"{3!s}", f"{'''x'''}")
print(repr('it\'s'), repr("\""), repr('\'"'), repr("\\"), repr("\x7f\x80\xa0\xad\u200b\ud800\U0001f600\U000e0001"))
print(b'it\'s', b"\"", b'\'"', b"\t\n\r\x00\x7f\x80")
print(ascii("é\u1234\U0001f600"), ascii(b"\xe9"))
print(len("é"), len("é".encode()), "\u00e9" == "é", "e\u0301" == "é", "ﬁ".upper(), "ß".upper())
def doc():
    "doc" " string"
def nodoc():
    f"not {1}"
def bytedoc():
    b"no"
print(doc.__doc__, nodoc.__doc__, bytedoc.__doc__)
for text in (r"'\x4'", r"'\u12'", r"'\N{no such}'", r"'\U00110000'", "'abc", '"""abc', r"b'\x4'", "b'é'", "f'{'", "f'{}'", "f'}'", "f'{a b}'", "f'{a!x}'", r"f'{\n}'", "b'a' 'b'", "ur'x'", "f'{#}'", "f'{a'", "f'{(}'", "f'{*}'", "f'{lambda x: 1}'", "f'{a:{b:{c}}}'"):
    try:
        compile(text, "s", "eval")
        print("fine", text)
    except SyntaxError as e:
        print(text, "->", e.msg)
import warnings
for text in (r"'\d'", r"b'\d'", r"'\400'", r"'''\8'''"):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        value = eval(text)
    print(repr(value), [str(w.message) for w in seen])
x, w, name = 3.14159, 10, "Ann"
print(f"{x:.2f}|{x:{w}.{2}}|{name!r:^{w}}|{x=}|{name = !s}|{w + 1 = :>6}|{{{x}}}|{'nested ' + f'{x:.1f}'}|{x!r}|{w:#x}|{w:+}|{w:,}|{1000000:_}")
print(f"{'a' if w else 'b'} {(lambda v: v * 2)(w)} {[i for i in range(3)]} { {'k': 1}['k'] } {w:0>5} {name[0]} {name.upper()}")
