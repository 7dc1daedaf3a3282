"""strip with sets of every size, split at every kind of whitespace, short strs as keys."""

text = "..--~~abc,.\x7f\x00é~~--.."
for chars in ("", ".", ".-", "-.~", "~.-\x00", ".-~é", "\x00\x7f.-~ca,", "0123456789.-~,xyz",
              "0123456789.-~,abcdefghij", ".-~€", "é", "\U0001f600.-"):
    print(ascii(chars), ascii(text.strip(chars)), ascii(text.lstrip(chars)),
          ascii(text.rstrip(chars)), ascii((text + "€").strip(chars + "€")))
print("\x00a\x00".strip("b"), len("\x00a\x00".strip("bc")), len("\x00a\x00".strip("\x00")))
print("aaaa".strip("a") == "", "abcabc".strip("cab") == "", "".strip("x") == "")
print(ascii("ÿa\x80".strip("\x7f")), ascii("\x7fa".strip("\x7f")), ascii("áaá".strip("a")))

spaces = ["\t", "\n", "\x0b", "\x0c", "\r", "\x1c", "\x1f", " ", "\x85", "\xa0", "\u2003", "  "]
for space in spaces:
    for word in ("a", "1234567", "12345678", "123456789", "!~\x7f\x01", "é\xff\x1b", "x" * 20):
        joined = space.join([word, word, "", word])
        assert joined.split() == [word] * 3, ascii(joined)
        assert (space + joined + space).split() == [word] * 3
        assert (joined + word).split(None, 1)[0] == word
print("\x00 \x01!\x08 \x0e\x1b\x7f\x80".split())
print(ascii("a\xff b\x7f\x7f c\x20\x21\x20d\xffe f".split()))
print("  one two  three ".split(None, 1), "".split(), "   ".split())

counts = {}
for length in range(0, 24):
    for variant in range(3):
        word = "".join(chr(97 + (i * 7 + variant * (i == length // 2)) % 26) for i in range(length))
        wide = "".join([word, "é" if variant else "€"])
        for key in (word, wide, (word, length), (length, variant), (length, float(variant))):
            counts[key] = counts.get(key, 0) + 1
print(len(counts), sum(counts.values()), counts[""], counts["h"[:1] and "a"], counts[(3, 1.0)])
print(all("".join(list(k)) in counts for k in counts if isinstance(k, str)))
print(hash((1, -1)) == hash((1, -2)), hash((-1,)) == hash((2**61 - 2,)), hash((2**61, 2**62)))
print(hash(()), hash((0,)), hash((1, 2, 3)), hash(((1, 2), 3)), hash((1.5, None)) == hash((1.5, None)))
