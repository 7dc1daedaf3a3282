# Strings of one, two and four bytes per character.


def widths(n):
    parts = ["a", "é", "日", "😀"]
    s = ""
    total = 0
    for i in range(n):
        s += parts[i % 4] if i > n // 2 else parts[i % 2]
        total += ord(s[-1]) + len(s)
    return total, s[-8:]


def walk(text):
    total = 0
    for i, ch in enumerate(text):
        total = (total * 7 + ord(ch) + i) % 1000003
    return total


text = "naïve café — 日本語 😀 ñandú"
print(widths(600))
print(walk(text * 20))
print(text.upper(), text[::-1], len(text), text[6:10], text.find("日"), text.count("ñ"))
print([ord(c) for c in text if ord(c) > 127])
print(text.encode("utf-8"), len(text.encode()))
print(text.encode().decode("utf-8") == text)
d = {}
for ch in text * 30:
    d[ch] = d.get(ch, 0) + 1
print(sorted(d.items())[:6], d["é"], d["😀"])
print("straße".upper(), "ß".casefold(), "É".lower(), "\u0130".lower() == "i\u0307", "Ω".isalpha(), "٣".isdigit())
same = 0
for i in range(500):
    a = "é" + str(i % 3)
    b = "é" + str(i % 4)
    if a == b:
        same += 1
    if a + "日" > b + "本":
        same += 10
    if (a + "日")[:2] == a:
        same += 100
print(same)
print("日本".center(6, "*"), f"{'é':>4}|", "%-4s|" % "日", "a\u0301", "\N{BULLET}" if False else "•")
