"""Writes identifier_ranges.inc: which code points may stand in source text.

The answers are those of the Python that runs this, whose tokenizer asks the
same question.
"""
import sys
import unicodedata


def print_ranges(name, predicate):
    ranges = []
    for code in range(128, sys.maxunicode + 1):
        if not predicate(chr(code)):
            continue
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    print(f"\nconstexpr CodePointRange {name}[] = {{")
    for i in range(0, len(ranges), 3):
        print("    " + " ".join("{0x%X, 0x%X}," % tuple(r) for r in ranges[i : i + 3]))
    print("};")


print("// Written by identifier_ranges.py: Unicode", unicodedata.unidata_version)
print("// Code points beyond ASCII that may begin (kStartRanges) or continue")
print("// (kContinueRanges) an identifier, and those that are not printed in messages")
print("// (kUnprintableRanges). Inclusive ranges in ascending order.")
print_ranges("kStartRanges", str.isidentifier)
print_ranges("kContinueRanges", lambda c: ("a" + c).isidentifier())
print_ranges("kUnprintableRanges", lambda c: not c.isprintable())
