# io.BytesIO and io.StringIO: reading, writing, seeking, truncating, state, errors.
import io
b = io.BytesIO(b"abc\ndef\nghi")
print(b.read(2), b.tell(), b.readline(), b.readlines(), b.read(), b.seek(4), b.readline(2), b.read1(2), b.getvalue())
print(b.seek(-3, 2), b.read(), b.seek(2), b.write(b"XYZ"), b.getvalue(), b.seek(15), b.write(bytearray(b"!")), b.getvalue(), b.truncate(5), b.getvalue(), b.tell())
r = bytearray(4); b.seek(0); print(b.readinto(r), r, b.readable(), b.writable(), b.seekable(), b.isatty(), b.closed, b.flush())
v = b.getbuffer(); v[0] = 90; print(b.getvalue(), len(v))
try:
    b.write(b"x" * 50)
except BufferError as e:
    print(e)
v.release(); b.seek(0, 2); print(b.write(b"x" * 5), b.getvalue(), list(io.BytesIO(b"1\n2\n3")), b.writelines([b"p", b"q"]))
with io.BytesIO() as f:
    f.write(b"in")
print(f.closed)
s = io.StringIO("héllo\nwörld\n€😀")
print(s.read(2), s.readline(), s.tell(), s.readlines(), s.read(), s.seek(0), s.read(3), s.getvalue())
print(s.seek(0, 2), s.write("end"), s.getvalue(), s.truncate(4), s.getvalue(), s.seek(8), s.write("!"), ascii(s.getvalue()))
for newline in (None, "", "\n", "\r", "\r\n"):
    s = io.StringIO("a\nb\r\nc\rd", newline=newline); s.seek(0, 2); s.write("\ne\n"); s.seek(0)
    print(repr(newline), repr(s.getvalue()), s.readlines(), s.newlines)
class S(io.StringIO):
    def __init__(self, tag):
        super().__init__("start")
        self.tag = tag
s = S("t"); print(s.tag, s.getvalue(), s.line_buffering, s.encoding, s.errors, isinstance(s, io.TextIOBase), isinstance(b, io.BufferedIOBase), isinstance(b, io.IOBase))
print(io.BytesIO(b"abc").__getstate__(), io.StringIO("abc").__getstate__())
n = io.BytesIO(); n.__setstate__((b"xyz", 1, {"k": 5})); print(n.read(), n.k)
print("to a stream", 1, file=(o := io.StringIO()), end="."); print(o.getvalue())
for case in ("f.read()", "f.write(b'')", "io.BytesIO('x')", "io.StringIO(3)", "io.StringIO().write(b'')", "io.StringIO(newline='x')", "io.BytesIO().seek(-1)", "io.BytesIO().seek(0, 9)", "io.StringIO().seek(-1)",
             "io.StringIO().seek(1, 1)", "io.StringIO().seek(0, 9)", "io.BytesIO().truncate(-1)", "io.StringIO().truncate(-1)", "io.BytesIO().read('x')", "io.BytesIO().write('x')", "io.BytesIO().fileno()", "io.StringIO().detach()", "next(io.StringIO())"):
    try:
        print(case, eval(case))
    except Exception as e:
        print(case, type(e).__name__, e)
