# repr and ascii of strs and bytes.
for text in ("", "a'b", 'a"b', "a'b\"c", "\t\r\n\\", "\x00\x1f\x7f\x80\xa0\xad", "é\u1234\U0001f600", "\u200b\u2028\ud800", "\U000e0001\U0010ffff", "\u0378", "日本", "\x1b[0m"):
    print(ascii(repr(text)), ascii(text), len(repr(text)))
for data in (b"", b"a'b", b'a"b', b"a'b\"c", b"\t\r\n\\\x00\xff"):
    print(repr(data), ascii(data), str(data))
print(repr("x" * 300)[-5:], ascii("é" * 100)[-8:])


class S(str):
    def __repr__(self):
        return "S!" + str.__repr__(self)


print([S("a")], repr(S("b")), ascii(S("é")), "%r %a" % (S("c"), S("é")), f"{S('d')!r}", {S("k"): S("v")})
