# unicodedata.normalize in the four forms.
def show(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


import unicodedata

TEXTS = ["", "abc", "é", "e\u0301", "a\u0323\u0307", "a\u0307\u0323", "ạ̇", "각", "\u1100\u1161\u11a8", "ﬁ①²㈠", "\u212b\u2126", "\u0344", "\u0958", "日本\uf900", "x\u0301\u0327\u0301y", "\U0001d15e", "가\u11a8", "\u0f71\u0f72\u0f74", "\u09c7\u09be", "q\u0307\u0323" * 50, "\xa0½"]
for text in TEXTS:
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        normal = unicodedata.normalize(form, text)
        print(form, ascii(normal), len(normal), unicodedata.is_normalized(form, text), unicodedata.is_normalized(form, normal))
for code in (0x2F868, 0x2F874, 0x2F91F, 0x1F600, 0xE9):
    print(hex(code), ascii(unicodedata.ucd_3_2_0.normalize("NFD", chr(code))), ascii(unicodedata.normalize("NFD", chr(code))))
show(unicodedata.normalize, "X", "a")
show(unicodedata.normalize, "X", "")
show(unicodedata.normalize, 1, "a")
show(unicodedata.normalize, "NFC", 1)
show(unicodedata.is_normalized, "X", "a")


class S(str):
    pass


print(unicodedata.normalize("NFC", S("abc")), unicodedata.normalize("NFD", S("é")) == "e\u0301")
