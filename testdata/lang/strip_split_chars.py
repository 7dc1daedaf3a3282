"""strip, split, splitlines, slices and `in` with chars of every width."""
texts = ["", " ", "a", "  a b  ", "\t\n\v\f\r \x1c\x1d\x1e\x1f\x85\xa0x", "xx\u3000yy\u2028zz", "..a..b..", "\x7f\x80\xff",
         "ab\r\ncd\ref\n\ngh\x1dij\x1ekl\x1fmn\x85op\u2029", "\U0001f600 smile \U0001f600", "exactly sixteen!", "seventeen chars!!",
         "é" * 20 + "e", "ÿ" * 3]
sets = [None, "", " ", ".", "ab", "é", "\u3000", "\U0001f600 ", "\xff\x80\x7f", "x\u3000\u2028 ."]
for text in texts:
    print(ascii(text))
    for chars in sets:
        print("  ", ascii(text.strip(chars)), ascii(text.lstrip(chars)), ascii(text.rstrip(chars)), end="")
    print()
    print("  ", ascii(text.split()), ascii(text.rsplit(None, 1)), ascii(text.split(None, 1)))
    print("  ", ascii(text.splitlines()), ascii(text.splitlines(True)))
    print("  ", [c in text for c in ["", "a", "e", "!", "é", "ÿ", "\u3000", "\U0001f600", "xx", "sixteen"]],
          [c not in text for c in "a !"])
    print("  ", [ascii(text[i:j]) for i, j in ((0, 1), (1, 2), (1, 4), (2, 9), (3, 12), (0, 17), (-8, -1), (5, 5))])
for bad in (lambda: 1 in "abc", lambda: None in "abc", lambda: b"a" in "a", lambda: "a".strip(1)):
    try:
        print(bad())
    except TypeError as error:
        print(error)


class Text(str):
    def __contains__(self, item):
        return "asked"


print("a" in Text("xyz"), Text("b") in "abc", Text("  q ").strip(), type(Text("ab")[0:2]).__name__, type(Text("ab").strip()).__name__)
made = []
for n in range(0, 40):
    piece = ("0123456789" * 4)[:n]
    made.append(piece + "|" + piece[::-1] + "|" + piece.upper() + "|" + (piece * 2)[n // 2:n] + "|" + piece.zfill(n + 3)
                + "|" + piece.center(n + 5, "*") + "|" + piece.replace("1", "one") + "|" + "%s%5d" % (piece, n))
print("\n".join(made))
print(hash(made[3]) == hash("".join(list(made[3]))), made[5] == "".join(list(made[5])), sorted(set(made)) == sorted(made))
