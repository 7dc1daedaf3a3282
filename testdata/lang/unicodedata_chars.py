# unicodedata: properties, names, look-ups and errors.
def show(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


import unicodedata

CHARS = "aA1 _é²½٣一가\u0301\u0378\u2028\u200d\ud800\U0001f600\U000e0001\U0010fffd\x00\x7f\xadǅﬁ℃Å㈠⑳Ⅷ\u1100\u0f33"
for version in (unicodedata, unicodedata.ucd_3_2_0):
    print(version.unidata_version)
    for c in CHARS:
        print(ascii(c), version.category(c), version.bidirectional(c), version.combining(c), version.mirrored(c), version.east_asian_width(c), version.decomposition(c))
        print(version.decimal(c, None), version.digit(c, None), version.numeric(c, None), version.name(c, "no name"))
for name in ("SPACE", "space", "LATIN SMALL LETTER A WITH ACUTE", "HANGUL SYLLABLE GAG", "CJK UNIFIED IDEOGRAPH-4E00", "CJK UNIFIED IDEOGRAPH-4e00", "GRINNING FACE", "ESC", "NULL", "LATIN SMALL LETTER R WITH TILDE", "nope", "", "HANGUL SYLLABLE", "HANGUL SYLLABLE X"):
    try:
        print(name, ascii(unicodedata.lookup(name)))
    except KeyError as e:
        print(name, e)
show(unicodedata.category, "ab")
show(unicodedata.category, 1)
show(unicodedata.category)
show(unicodedata.decimal, "a")
show(unicodedata.digit, "a")
show(unicodedata.numeric, "a")
show(unicodedata.decimal, "ab")
show(unicodedata.name, "\x00")
show(unicodedata.lookup, 3)
show(unicodedata.lookup, "a" * 300)
show(unicodedata.UCD)
counts = {}
for code in range(0, 0x30000, 7):
    key = unicodedata.category(chr(code))
    counts[key] = counts.get(key, 0) + 1
print(sorted(counts.items()))
print("\N{BULLET}\N{LATIN SMALL LETTER E WITH ACUTE}" == "\u2022\xe9")
