# What str says about its characters.
NAMES = ["isalnum", "isalpha", "isascii", "isdecimal", "isdigit", "isidentifier", "isnumeric",
         "isprintable", "isspace"]
TEXTS = ["", "a", "1", "_", " ", "\t", "é", "²", "½", "٣", "४", "一", "Ⅷ", "\xa0", "\u2028", "\u200b",
         "\x1c", "\x85", "a b", "a1", "1a", "_x", "x\u0301", "\ud800", "\U0001f600", "\U000e0001", "ª", "℘", "·", "a·"]
for text in TEXTS:
    print(ascii(text), [int(getattr(text, name)()) for name in NAMES])
for first in range(0, 0x3000, 0x100):
    counts = [0] * len(NAMES)
    for code in range(first, first + 0x100):
        c = chr(code)
        for i in range(len(NAMES)):
            counts[i] += getattr(c, NAMES[i])()
    print(hex(first), counts)
