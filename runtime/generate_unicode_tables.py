"""Writes unicode_tables.inc: properties of code points as ranges.

The str methods of the Python that runs this are what the tables agree with.
"""

import sys
import unicodedata

LIMIT = sys.maxunicode + 1


def final_sigma(before, c):
    return (before + c + "\u03a3").lower().endswith("\u03c2")


PROPERTIES = {
    "Alpha": str.isalpha,
    "Decimal": str.isdecimal,
    "Digit": str.isdigit,
    "Numeric": str.isnumeric,
    "Lower": str.islower,
    "Upper": str.isupper,
    "Title": lambda c: unicodedata.category(c) == "Lt",
    "NotPrintable": lambda c: not c.isprintable(),
    "CaseIgnorable": lambda c: final_sigma("A", c) and not final_sigma(" ", c),
    "IdentifierStart": str.isidentifier,
    "IdentifierPart": lambda c: ("a" + c).isidentifier(),
}


def print_rows(rows):
    line = "   "
    for row in rows:
        if len(line) + len(row) + 1 > 80:
            print(line)
            line = "   "
        line += " " + row
    print(line)


def print_property(name, predicate):
    ranges = []
    for code in range(128, LIMIT):
        if not predicate(chr(code)):
            continue
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    print(f"\nconstexpr CodePointRange k{name}[] = {{")
    print_rows("{0x%X, 0x%X}," % tuple(r) for r in ranges)
    print("};")


def print_mapping(name, mapping, otherwise):
    """Code points whose mapping differs from `otherwise`."""
    runs, special = [], []
    for code in range(128, LIMIT):
        target = mapping(chr(code))
        if target == otherwise(chr(code)):
            continue
        if len(target) > 1:
            special.append((code, target))
            continue
        delta = ord(target) - code
        if runs:
            run = runs[-1]
            gap = code - run[1]
            if run[2] == delta and (run[3] == gap or (run[0] == run[1] and gap <= 2)):
                run[1], run[3] = code, gap
                continue
        runs.append([code, code, delta, 1])
    print(f"\nconstexpr CaseRun k{name}Runs[] = {{")
    print_rows("{0x%X, 0x%X, %d, %d}," % tuple(r) for r in runs)
    print("};")
    print(f"\nconstexpr CaseSpecial k{name}Special[] = {{")
    print_rows(
        "{0x%X, {%s}}," % (code, ", ".join("0x%X" % ord(c) for c in target))
        for code, target in special
    )
    print("};")


def main():
    print("// Written by generate_unicode_tables.py: Unicode", unicodedata.unidata_version)
    print("// properties of the code points from 128 on. Inclusive ranges, ascending.")
    for name, predicate in PROPERTIES.items():
        print_property(name, predicate)
    identity = lambda c: c
    print_mapping("Lower", str.lower, identity)
    print_mapping("Upper", str.upper, identity)
    print_mapping("Title", str.title, str.upper)
    print_mapping("Fold", str.casefold, str.lower)


main()
