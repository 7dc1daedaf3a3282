# Case mappings of str, also those that change the length.
def show(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


TEXTS = ["", "abc", "Hello World", "ǆ ŉ ß ﬃ", "İstanbul", "ΑΣ ΑΣΑ Σ ΑΣ.", "o'neil's 3rd", "ÀÉÎÕÜ ñ", "ᾳ ῼ ΐ", "ﬁx µ ÿ", "𐐀𐐨"]
for text in TEXTS:
    print(repr(text), ascii(text.lower()), ascii(text.upper()), ascii(text.title()))
    print(ascii(text.capitalize()), ascii(text.swapcase()), ascii(text.casefold()))
    print(text.islower(), text.isupper(), text.istitle())
for text in ["ǅ", "Ab Cd", "AB", "ab", "1a", "A1b", "aB", "ª", "ⅷ", "Ⅷ", "ʰ"]:
    print(ascii(text), text.islower(), text.isupper(), text.istitle(), text.isalpha())
