# Text files: modes, encodings, newlines, positions, errors; what open() refuses.
import os, sys
path = "/tmp/pyjit_lang_%d/f.txt" % os.getpid()
os.mkdir(os.path.dirname(path))
with open(path, "w", encoding="utf-8") as f:
    print(f.write("héllo\nwörld\r\nx"), f.tell(), f.mode, f.encoding, f.errors, f.newlines, f.closed, f.writable(), f.readable(), f.seekable())
print(f.closed)
with open(path, encoding="utf-8") as f:
    print(f.readlines(), f.newlines)
    f.seek(0); print(repr(f.read(3)), f.tell()); p = f.tell(); print(repr(f.readline())); f.seek(p); print(repr(f.read()), repr(f.read()))
    f.seek(0); print([line for line in f], f.line_buffering, f.fileno() > 2, f.isatty())
for newline in (None, "", "\n", "\r", "\r\n"):
    with open(path, "w", newline=newline) as f:
        f.write("a\nb\r\nc\rd")
    with open(path, "rb") as f:
        raw = f.read()
    with open(path, newline=newline) as f:
        print(repr(newline), raw, f.readlines(), f.newlines)
for encoding in ("utf-8", "latin-1", "ascii", "utf-16", "utf-16-le", "utf-32", "cp1252", "utf-8-sig"):
    try:
        with open(path, "w", encoding=encoding) as f:
            f.write("né\nz")
    except UnicodeEncodeError as e:
        print(encoding, e)
        continue
    with open(path, "rb") as f:
        raw = f.read()
    with open(path, encoding=encoding) as f:
        print(encoding, raw, f.readline(), f.tell() > 0, f.read(), repr(f.read(1)))
with open(path, "w", encoding="ascii", errors="backslashreplace") as f:
    f.write("é")
with open(path, "ab") as f:
    f.write(b"\xff")
for errors in ("strict", "ignore", "replace", "surrogateescape", "backslashreplace"):
    with open(path, encoding="ascii", errors=errors) as f:
        try:
            print(errors, ascii(f.read()), f.errors)
        except UnicodeDecodeError as e:
            print(errors, e)
with open(path, "w+") as f:
    f.write("0123456789\n" * 3); f.seek(5); print(f.read(4), f.tell()); f.seek(0, 2); f.write("end"); f.seek(33); print(f.read())
    f.truncate(4); f.seek(0); print(f.read()); f.reconfigure(line_buffering=True); print(f.line_buffering)
with open(path, "a") as f:
    f.write("appended"); print(f.tell())
with open(path, "x" if not os.path.exists(path) else "r") as f:
    print(f.read(), f.buffer.__class__.__name__, f.buffer.raw.__class__.__name__)
g = open(path, "r+"); g.writelines(["one\n", "two\n"]); g.seek(0); it = iter(g); print(next(it), end="")
try:
    g.tell()
except OSError as e:
    print(e)
print(list(g), g.tell() >= 8); g.close(); g.close()
for case in ("open(path + '.no')", "open(path, 'q')", "open(path, 'rw')", "open(path, 'rbt')", "open(path, 'rb', encoding='x')", "open(path, 'rb', newline='')", "open(path, 'x')", "open(os.path.dirname(path))",
             "open(3.5)", "open(path).write('x')", "open(path, 'w').read()", "open(path, 'w', 0)", "open(path, encoding='no-such')", "open(path, newline='z')", "open(path, errors=3)", "open(-1)",
             "open('a\\0b')", "g.read()", "g.write('x')", "next(g)", "open(path, closefd=False)", "open(path, mode=3)", "open()", "open(path).seek(1, 1)", "open(path).seek(-1)", "open(path).seek(0, 7)"):
    try:
        print(case, eval(case))
    except Exception as e:
        print(case, type(e).__name__, str(e).replace(os.path.dirname(path), "DIR"))
os.remove(path); os.rmdir(os.path.dirname(path))
