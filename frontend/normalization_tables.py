"""Writes normalization_tables.inc: what NFKC does to characters of identifiers.

The tables say what the unicodedata of the Python that runs this says. Hangul
syllables are left out, as they are computed.
"""
import sys
import unicodedata

SYLLABLES = range(0xAC00, 0xAC00 + 19 * 21 * 28)


def print_rows(declaration, rows):
    print(f"\n{declaration} = {{")
    line = "   "
    for row in rows:
        if len(line) + len(row) + 1 > 80:
            print(line)
            line = "   "
        line += " " + row
    print(line)
    print("};")


def in_identifiers():
    for code in range(128, sys.maxunicode + 1):
        if ("a" + chr(code)).isidentifier() and code not in SYLLABLES:
            yield code


parts, decompositions, classes, compositions = [], [], [], []
for code in in_identifiers():
    full = [ord(c) for c in unicodedata.normalize("NFKD", chr(code))]
    if full != [code]:
        decompositions.append((code, len(parts), len(full)))
        parts += full
    if (rank := unicodedata.combining(chr(code))) != 0:
        if classes and classes[-1][1:] == [code - 1, rank]:
            classes[-1][1] = code
        else:
            classes.append([code, code, rank])
    pair = unicodedata.decomposition(chr(code)).split()
    if (len(pair) == 2 and not pair[0].startswith("<")
            and unicodedata.normalize("NFC", chr(code)) == chr(code)):
        compositions.append((int(pair[0], 16), int(pair[1], 16), code))

print("// Written by normalization_tables.py: Unicode", unicodedata.unidata_version)
print("\n// What characters are taken apart into, canonically ordered.")
print_rows("constexpr uint32_t kParts[]", ["0x%X," % c for c in parts])
print("\n// Code point; where its parts begin and how many they are. Ascending.")
print_rows("constexpr Decomposition kDecompositions[]",
           ["{0x%X, %d, %d}," % row for row in decompositions])
print("\n// First and last code point with this combining class; others have 0.")
print_rows("constexpr CombiningRange kCombiningRanges[]",
           ["{0x%X, 0x%X, %d}," % tuple(row) for row in classes])
print("\n// First, second, the character that they make. Ascending.")
print_rows("constexpr Composition kCompositions[]",
           ["{0x%X, 0x%X, 0x%X}," % row for row in sorted(compositions)])
