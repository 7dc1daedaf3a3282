# Binary files: raw, buffered readers, writers and random access; readinto, peek, detach.
import io, os
path = "/tmp/pyjit_lang_%d/f.bin" % os.getpid()
os.mkdir(os.path.dirname(path))
with open(path, "wb") as f:
    print(type(f).__name__, f.mode, f.write(b"0123456789" * 5), f.write(bytearray(b"ab")), f.write(memoryview(b"xyz")[::1]), f.tell(), f.readable(), f.writable())
with open(path, "rb") as f:
    print(type(f).__name__, f.read(3), f.peek(4)[:4], f.read1(2), f.tell(), f.seek(-3, 2), f.read(), f.seek(0), f.seek(2, 1), f.read(2), f.read(0))
    b = bytearray(5); print(f.readinto(b), b, f.readinto1(b) > 0, f.seek(50), f.readinto(b), b[:2], f.readline(), f.readlines())
with open(path, "r+b") as f:
    print(type(f).__name__, f.read(2), f.write(b"XX"), f.tell(), f.seek(0), f.read(6), f.write(b"YY"), f.seek(0), f.read(10), f.truncate(8), f.seek(0), f.read())
with open(path, "rb", buffering=0) as f:
    print(type(f).__name__, f.mode, f.read(2), f.readall(), f.read(), f.closefd, f.seekable(), f.tell(), f.readable(), f.writable())
with open(path, "ab", buffering=0) as f:
    print(f.write(b"!"), f.tell(), f.mode)
with open(path, "w+b", buffering=4) as f:
    for piece in (b"a", b"bcdef", b"g", b"h" * 10):
        f.write(piece)
    f.flush(); f.seek(0); print(f.read(3), f.read())
class Raw(io.RawIOBase):
    def __init__(self, chunks):
        self.chunks, self.written, self.pos = list(chunks), [], 0
    def readable(self): return True
    def writable(self): return True
    def readinto(self, b):
        if not self.chunks:
            return 0
        c = self.chunks.pop(0)
        if c is None:
            return None
        b[:len(c)] = c
        return len(c)
    def write(self, b):
        self.written.append(bytes(b))
        return len(b)
r = io.BufferedReader(Raw([b"ab\nc", b"d", None, b"e\n", b"f"])); print(r.readline(), r.read(2), r.read(5), r.read())
print(list(io.BufferedReader(Raw([b"1\n2", b"\n", b"3"]))), Raw([b"xy"]).read(5), Raw([b"x", b"y"]).readall(), Raw([None]).read(1))
w = io.BufferedWriter(Raw([]), 4); w.write(b"ab"); w.write(b"cdefgh"); w.write(b"i"); print(w.raw.written); w.flush(); print(w.raw.written)
p = io.BufferedRWPair(io.BytesIO(b"in"), io.BytesIO()); print(p.read(), p.write(b"out"), p.flush(), p.readable(), p.writable(), p.closed)
t = io.TextIOWrapper(Raw([b"a\r", b"\nb\n"]), encoding="ascii") if False else io.TextIOWrapper(io.BufferedReader(Raw([b"a\r", b"\nb\n"])), encoding="ascii"); print(t.readlines(), t.newlines)
x = io.TextIOWrapper(io.BytesIO(), "utf-8"); x.write("text"); inner = x.detach(); print(inner.getvalue())
y = io.BufferedWriter(io.BytesIO()); y.write(b"q"); print(y.detach().getvalue())
d = io.IncrementalNewlineDecoder(None, True); print(repr(d.decode("a\r")), repr(d.decode("\nb\r")), d.getstate(), repr(d.decode("", True)), d.newlines, d.reset())
for case in ("x.write('z')", "y.write(b'z')", "io.BufferedReader(Raw([])).write(b'')", "io.BufferedReader(io.BytesIO(), 0)", "io.BufferedWriter(Raw([])).read()", "io.RawIOBase().read(1)", "io.IOBase().seek(0)", "io.IOBase().readline()",
             "io.BufferedIOBase().read()", "io.TextIOBase().read()", "io.FileIO(path, 'rz')", "io.FileIO(path, 'rw')", "io.FileIO('/no/such')", "io.FileIO(-1)", "f.read()", "f.tell()", "io.open_code(3)", "io.BufferedReader(io.BytesIO(b'abc')).read(-5)",
             "io.TextIOWrapper(3)", "io.TextIOWrapper(io.BytesIO(b'\\xff'), 'utf-8').read()", "io.TextIOWrapper(io.BytesIO(), 'nope')"):
    try:
        print(case, eval(case))
    except Exception as e:
        print(case, type(e).__name__, e)
print(io.DEFAULT_BUFFER_SIZE, io.UnsupportedOperation.__mro__[1:3], io.text_encoding(None), io.text_encoding("x"), io.SEEK_END)
os.remove(path); os.rmdir(os.path.dirname(path))
