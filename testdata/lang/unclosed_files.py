# Streams and sockets that nobody closed warn; BlockingIOError tells what was written.
import gc
import io
import os
import re
import socket
import tempfile
import warnings

path = os.path.join(tempfile.mkdtemp(), "file")
open(path, "w").close()


def leaves(f):
    def deep(n):
        if n:
            return deep(n - 1)
        f()

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        deep(30)
        [[i] for i in range(1000)]
        gc.collect()
    for w in caught:
        text = re.sub(r"0x[0-9a-f]+|fd=\d+|'[^']*/file'|name=\d+", "...", str(w.message))
        print(w.category.__name__, text)
    if not caught:
        print("nothing")


leaves(lambda: open(path))
leaves(lambda: open(path, "rb"))
leaves(lambda: open(path, "wb", 0))
leaves(lambda: open(path, "r+b"))
leaves(lambda: open(path).close())
leaves(lambda: io.StringIO("x"))
leaves(lambda: open(os.open(path, os.O_RDONLY), closefd=True))


def with_statement():
    with open(path) as f:
        f.read()


leaves(with_statement)


def kept_writes():
    f = open(path, "w")
    f.write("written by the end of the object")


leaves(kept_writes)
with open(path) as f:
    print(f.read())
leaves(lambda: socket.socket(socket.AF_UNIX))
leaves(lambda: socket.socket().close())

e = BlockingIOError(11, "would block", 5)
print(e, e.args, e.characters_written, e.filename)
e.characters_written = 7
print(e.characters_written)
del e.characters_written
for f in (lambda: e.characters_written, lambda: delattr(e, "characters_written"),
          lambda: OSError(1, "x").characters_written, lambda: setattr(e, "characters_written", "x")):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)
print(OSError(11, "x", 5).filename, BlockingIOError(11, "x", "name").filename)
r, w = os.pipe()
os.set_blocking(w, False)
with open(w, "wb", 4096) as f:
    try:
        while True:
            f.write(b"x" * 65536)
    except BlockingIOError as e:
        print(e.errno, e.strerror, e.characters_written >= 0)
    os.set_blocking(r, False)
    for _ in range(100):
        try:
            os.read(r, 1 << 20)
            f.flush()
        except BlockingIOError:
            pass
os.close(r)
