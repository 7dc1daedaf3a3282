"""Texts built by +=, join, %, format and f-strings, with numbers of all sizes, in loops."""
values = [0, 7, -7, 10**6, 2**31, 2**61, -2**62, 2**62, 2**64, 1.5, -0.0, 1e20, 1e-7, float("inf"), True, None, "text", "é€", "", (1, 2), [3]]
for v in values:
    print("%s|%r|%5s|%-5s|%.2s" % (v, v, v, v, v), f"{v}|{v!r}|{v!s:>6}|{v!s:*^9}", "{}|{!r}|{:}".format(v, v, v), str(v) + "." + repr(v))
    if isinstance(v, (int, float)):
        print("%d|%5d|%-5d|%05d|%+d|% d|%x|%o" % ((int(v) if v == v and abs(v) != float("inf") else 0,) * 8) + "|%f|%.3e|%g|%8.2f" % ((v,) * 4))
        print(f"{v:5}|{v:<8}|{v:+}|{v:,}|{v:08.2f}|{v:e}")
text = ""
for i in range(300):
    text += str(i)
    if i % 50 == 0:
        text += "é" if i else "-"
    if i % 120 == 119:
        text += "€"
print(len(text), text[:20], text[-8:], text.count("9"), hash(text) == hash("".join([c for c in text])))
parts = []
for i in range(60):
    parts.append("%d:%s" % (i, chr(97 + i % 26)))
    parts.append(f"<{i}>" if i % 2 else "<%d>" % i)
print(",".join(parts)[:120], len(" ".join(parts)), "".join(parts[:6]), "\u20ac".join(parts[:4]), "".join([]), "x".join(["one"]))
same = "abc"
both = same
same += "d"
print(same, both, same is both)
a = "x" * 40
b = a + "1"
c = a + "2"
a += "3"
print(a[-2:], b[-2:], c[-2:], len(a), len(b))
grown = "start"
kept = []
for i in range(40):
    grown += "ab"
    kept.append(grown)
print([len(k) for k in kept][:5], kept[3], kept[3] == "start" + "ab" * 4, kept[-1] == "start" + "ab" * 40, len(set(kept)))
kept[5] += "!"
kept[6] += "?"
print(kept[5][-3:], kept[6][-3:], kept[7][-3:])
lines = "\n".join(f"{n:>3} {'#' * (n % 7):<7} {n / 3:6.2f}% {n:#x}" for n in range(12))
print(lines)
print("%(a)s-%(b)d-%(a)r" % {"a": "x", "b": 3}, "%c%c" % (65, "b"), "%%|%5.1f%%" % 2.25, "%s" % [1], "%*d|%-*d|" % (5, 42, 5, 42), "%.3s|" % "abcdef")
wide = "{0:{1}}|{0:>{1}}|{2[0]}|{3.real}".format("ab", 6, [9], 5)
print(wide, "{:>10}|{:^10}|{:<10}|{:=+8d}".format("é", "€", "z", 42), "{{}}".format(), "{a}{b}".format(a=1, b="two"))
print("a" * 3 + "b" * 0 + "c" * -1, "ab" * 3, 2 * "é", ("x" + "y") * 2, "=" * 30)
