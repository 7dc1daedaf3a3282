# binascii: hex, base64, quoted printable, uuencode, checksums, errors.
import binascii as b
print(b.hexlify(b"\x00\xffabc"), b.hexlify(b"abcdef", ":"), b.hexlify(b"abcdef", b"-", 2), b.hexlify(b"abcdef", "-", -4))
print(b.unhexlify("00FFaa"), b.a2b_hex(b"1a"))
for n in range(7):
    e = b.b2a_base64(bytes(range(250, 250 + n)) if n < 6 else b"\xff" * 20)
    print(e, b.a2b_base64(e), b.b2a_base64(b"x" * n, newline=False))
print(b.a2b_base64("YW\nJj"), b.a2b_base64("YWJj!ZGVm"), b.a2b_base64("YQ==YWJj"))
text = b"caf\xc3\xa9 = x\t\r\nline two \n." + b"z" * 80 + b"\n_under score_ \x00"
print(b.b2a_qp(text)); print(b.a2b_qp(b.b2a_qp(text)) == text)
print(b.b2a_qp(text, quotetabs=True), b.b2a_qp(text, istext=False), b.b2a_qp(text, header=True))
print(b.a2b_qp("a=41=\nb=zz_", header=True), b.a2b_qp(b"=\r\nq="))
for n in (0, 1, 2, 3, 45):
    e = b.b2a_uu(bytes(range(n))); print(e, b.a2b_uu(e) == bytes(range(n)))
print(b.b2a_uu(b"\0\0", backtick=True), b.a2b_uu(b"#86)C\n"))
print(b.crc32(b"hello"), b.crc32(b"lo", b.crc32(b"hel")), b.crc_hqx(b"hello", 0), b.crc_hqx(b"x", 65535))
for case in ("b.unhexlify('abc')", "b.unhexlify('zz')", "b.unhexlify('\\xe9')", "b.unhexlify(3)", "b.a2b_base64('a')",
             "b.a2b_base64('YQ=')", "b.a2b_base64('=', strict_mode=True)", "b.a2b_base64('YQ==x', strict_mode=True)",
             "b.a2b_base64('Y!Q=', strict_mode=True)", "b.a2b_base64('YW=Jj', strict_mode=True)", "b.b2a_uu(b'x'*46)", "b.b2a_hex('x')",
             "b.a2b_uu(b'!~')", "b.a2b_uu(b' x')"):
    try:
        print(case, eval(case))
    except Exception as e:
        print(case, type(e).__name__, e)
print(b.Error.__mro__, b.Incomplete.__mro__)
