# Formatting: %, f-strings, format specifications, repr.


def lines(n):
    total = 0
    last = ""
    for i in range(n):
        last = f"{i:5d}|{i * 0.5:8.3f}|{i!r:>4}|{i:x}|{'s':<3}|{i:,}"
        total += len(last)
        last += "%03d %5.1f %s %r %x" % (i, i / 3, "t", "q", i)
        total += len(last)
    return total, last


def changing(n):
    out = ""
    for i in range(n):
        v = i if i % 4 else i / 4 if i % 8 else str(i)
        out = f"<{v}>" + out[:20]
    return out


print(lines(400))
print(changing(500))
x = 42
y = 3.14159
name = "wörld"
print(f"{x}{y:.2f}{name!r}{name:>8}{x:+d}{x:08b}{x:#x}{y:e}{y:g}{x:^7}|")
print(f"{{}}{x + 1}{'nested' + f'{x}'}{[1, 2, 3][1]}")
print(f"{x=} {y = :.1f}")
print("%s %d %i %5s|%-5s|%05d %+d %o %X %e %g %%" % ("a", 1, 2, "b", "c", 42, 5, 8, 255, 12345.678, 0.0001))
print("{} {} {0}".format(1, 2) if False else "{0} {1} {0} {k:>4}".format(1, 2, k="z"))
print(repr("it's"), repr('say "x"'), repr("a\n\t\\"), repr("\x00\x7f\xe9\u20ac"), ascii("\xe9\u20ac"))
print(repr(1.0), repr(1e100), repr(-0.0), repr(True), repr(None), repr([1, "a", (2,), {}]), repr({"k": [1.5]}))
total = 0
for i in range(600):
    total += len(str(i)) + len(repr(i * 1.5)) + len(str((i, "a"))) + len(str([i]))
print(total)
hex_total = ""
for i in range(300):
    hex_total = (hex(i) + oct(i) + bin(i) + hex_total)[:40]
print(hex_total)
for spec in ("d", "5", "<5", ">5", "^5", "05", "+", " ", "x", "o", "b", "c", ",", "_", ".2f", "e", "%"):
    print(spec, format(65, spec))
