# The methods that bytes and bytearray share, on both, with arguments of all kinds.
for T in (bytes, bytearray):
    s = T(b"  Hello, World\tfoo\r\nbar  ")
    print(s.lower(), s.upper(), s.title(), s.swapcase(), s.capitalize())
    print(s.strip(), s.lstrip(), s.rstrip(), T(b"xxabxx").strip(bytearray(b"x")), s.split(), s.rsplit(None, 1), s.splitlines(), s.splitlines(True))
    print(s.find(b"o"), s.rfind(memoryview(b"o")), s.find(111), s.index(b"W"), s.count(b"l"), s.count(108, 0, 6), s.find(b"o", -5), s.find(b"", 3, 2))
    print(s.replace(b"o", bytearray(b"0")), s.replace(b"", b"-", 3), s.replace(b"l", b"", 1), s.partition(b","), s.rpartition(b"o"), s.partition(b"?"))
    print(s.startswith(b"  H"), s.endswith((b"x", b"  ")), s.startswith(bytearray(b"W"), 9), T(b"abc").removeprefix(b"a"), T(b"abc").removesuffix(b"bc"))
    print(T(b",").join([b"a", bytearray(b"b"), memoryview(b"c")]), T(b"a,b,c").split(b",", 1), T(b"aXbXc").rsplit(b"X", 1))
    print(T(b"ab").center(7, b"*"), T(b"ab").ljust(5), T(b"ab").rjust(5, bytearray(b".")), T(b"-42").zfill(6), T(b"a\tb").expandtabs(4))
    print(T(b"abc").translate(bytes(range(256)), b"b"), T(b"abc").translate(bytes.maketrans(b"ac", b"xz")), T(b"abc").translate(None, delete=b"a"))
    print(T(b"abc").isalpha(), T(b"12").isdigit(), T(b"a1").isalnum(), T(b" ").isspace(), T(b"aB").islower(), T(b"AB").isupper(), T(b"Ab").istitle(), T(b"\x80").isascii())
    print(T(b"\x00\xffab").hex(), T(b"abcdef").hex(":", 2), T(b"abcde").hex("-", -2), T.fromhex("00 ff AB"), T(b"caf\xc3\xa9").decode(), T(b"\xe9").decode("latin-1"))
    for case in ("s.find('x')", "s.index(b'?')", "s.split(b'')", "s.replace('a', b'')", "T(b',').join([b'a', 'b'])", "T(b',').join(3)", "s.startswith('x')",
                 "s.startswith((b'x', 'y'))", "s.center(3, b'xx')", "s.translate(b'x')", "T.fromhex('0')", "T.fromhex('zz')", "T.maketrans(b'a', b'')",
                 "s.decode('ascii', 3)", "s.find(300)", "s.hex(3)", "s.hex('ab')", "s.strip('x')", "s.expandtabs('x')", "s.zfill()"):
        try:
            print(case, eval(case))
        except Exception as e:
            print(case, type(e).__name__, e)
