"""Writes unicode_name_hashes.inc, the table behind "\\N{...}" escapes.

A name is kept as 43 bits of its hash with the code point in the 21 bits below.
CJK ideographs and Hangul syllables are left out, as their names follow rules;
so are historic scripts, to keep the table small.
"""
import unicodedata


def fnv1a(text):
    value = 0xCBF29CE484222325
    for byte in text.encode("ascii"):
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return value


def names():
    for code in [*range(0x3100), *range(0xFB00, 0x10000),
                 *range(0x1D400, 0x1D800), *range(0x1F000, 0x1FB00)]:
        name = unicodedata.name(chr(code), None)
        if name and not name.startswith(("CJK UNIFIED", "HANGUL SYLLABLE")):
            yield code, name
    # Control characters have only aliases, which the module finds but does not
    # list.
    aliases = """NULL;START OF HEADING;START OF TEXT;END OF TEXT;
        END OF TRANSMISSION;ENQUIRY;ACKNOWLEDGE;ALERT;BACKSPACE;
        CHARACTER TABULATION;HORIZONTAL TABULATION;LINE FEED;NEW LINE;
        END OF LINE;LINE TABULATION;VERTICAL TABULATION;FORM FEED;
        CARRIAGE RETURN;SHIFT OUT;SHIFT IN;ESCAPE;DELETE;NEXT LINE;SPACE;
        NUL;BEL;BS;HT;TAB;LF;NL;EOL;VT;FF;CR;ESC;DEL;NEL;NBSP;SHY;ZWJ;ZWNJ;
        ZWSP;BOM;BYTE ORDER MARK;ZERO WIDTH NO-BREAK SPACE;LRM;RLM;CANCEL;
        SUBSTITUTE;INFORMATION SEPARATOR FOUR;INFORMATION SEPARATOR THREE;
        INFORMATION SEPARATOR TWO;INFORMATION SEPARATOR ONE;FILE SEPARATOR;
        GROUP SEPARATOR;RECORD SEPARATOR;UNIT SEPARATOR;LATIN SMALL LETTER GHA;
        LATIN CAPITAL LETTER GHA"""
    for alias in aliases.replace("\n", "").split(";"):
        yield ord(unicodedata.lookup(alias.strip())), alias.strip()


entries = sorted({fnv1a(name) >> 21 << 21 | code for code, name in names()})
assert len({entry >> 21 for entry in entries}) == len(entries)
print("// Written by unicode_name_hashes.py; Unicode", unicodedata.unidata_version)
print("constexpr uint64_t kNameHashes[] = {")
for i in range(0, len(entries), 4):
    print("    " + " ".join(f"0x{e:x}," for e in entries[i : i + 4]))
print("};")
