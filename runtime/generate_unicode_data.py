"""Writes unicode_data.inc: what the module unicodedata knows.

Everything is asked from the unicodedata of the Python that runs this, so both agree.
Names of aliases and sequences, which cannot be listed there, come from the file in
argv[1]; their meaning is checked.
"""

import sys
import unicodedata

LIMIT = sys.maxunicode + 1
OLD = unicodedata.ucd_3_2_0
SHIFT = 7
HANGUL_FIRST, HANGUL_COUNT = 0xAC00, 11172
CJK = "CJK UNIFIED IDEOGRAPH-"


def print_array(kind, name, items):
    print(f"\nconstexpr {kind} {name}[] = {{")
    line = ""
    for item in items:
        item = str(item)
        if len(line) + len(item) + 1 > 98:
            print(line)
            line = ""
        line += item + ","
    print(line)
    print("};")


def c_text(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def print_records(prefix, ucd):
    """Properties that nearly every code point has: a record each, in two stages."""
    records, numbers, values = {}, [], []
    for code in range(LIMIT):
        c = chr(code)
        record = (
            ucd.category(c), ucd.bidirectional(c), ucd.east_asian_width(c),
            ucd.combining(c), ucd.mirrored(c),
        )
        numbers.append(records.setdefault(record, len(records)))
    assert len(records) <= 256
    blocks, index, pool = {}, [], []
    for start in range(0, LIMIT, 1 << SHIFT):
        block = tuple(numbers[start : start + (1 << SHIFT)])
        if block not in blocks:
            blocks[block] = len(blocks)
            pool.extend(block)
        index.append(blocks[block])
    rows = [
        "{%s,%s,%s,%d,%d}" % (c_text(r[0]), c_text(r[1]), c_text(r[2]), r[3], r[4])
        for r in records
    ]
    print_array("Record", f"k{prefix}Records", rows)
    print_array("uint16_t", f"k{prefix}Index", index)
    print_array("uint8_t", f"k{prefix}Blocks", pool)


def print_numbers(prefix, ucd):
    rows, values = [], {}
    for code in range(LIMIT):
        c = chr(code)
        value = ucd.numeric(c, None)
        if value is None and ucd.decimal(c, None) is None and ucd.digit(c, None) is None:
            continue
        number = -1 if value is None else values.setdefault(value, len(values))
        rows.append("{0x%X,%d,%d,%d}" % (code, number, ucd.decimal(c, -1), ucd.digit(c, -1)))
    print_array("double", f"k{prefix}Values", [repr(float(v)) for v in values])
    print_array("Number", f"k{prefix}Numbers", rows)


def print_decompositions():
    tags, rows, pool = {"": 0}, [], []
    for code in range(LIMIT):
        parts = unicodedata.decomposition(chr(code)).split()
        if not parts:
            continue
        tag = parts.pop(0) if parts[0].startswith("<") else ""
        rows.append(
            "{0x%X,%d,%d,%d}" % (code, len(pool), tags.setdefault(tag, len(tags)), len(parts))
        )
        pool.extend("0x" + part for part in parts)
    print_array("const char*", "kTags", [c_text(tag) for tag in tags])
    print_array("Decomposition", "kDecompositions", rows)
    print_array("uint32_t", "kDecomposed", pool)
    corrections = []
    for code in range(LIMIT):
        c = chr(code)
        old = OLD.normalize("NFKD", c)
        if old != unicodedata.normalize("NFKD", c) and OLD.category(c) != "Cn":
            assert len(old) == 1
            corrections.append("{0x%X,0x%X}" % (code, ord(old)))
    print_array("Correction", "kOldCorrections", corrections)


def print_compositions():
    rows = []
    for code in range(LIMIT):
        parts = unicodedata.decomposition(chr(code)).split()
        if len(parts) != 2 or parts[0].startswith("<"):
            continue
        first, second = (int(part, 16) for part in parts)
        if unicodedata.normalize("NFC", chr(code)) == chr(code):
            rows.append((first, second, code))
    rows.sort()
    print_array("Composition", "kCompositions", ["{0x%X,0x%X,0x%X}" % row for row in rows])


def print_names(alias_file):
    names, ideographs = [], []
    for code in range(LIMIT):
        name = unicodedata.name(chr(code), "")
        if name.startswith(CJK):
            assert name == CJK + "%X" % code
            if ideographs and ideographs[-1][1] == code - 1:
                ideographs[-1][1] = code
            else:
                ideographs.append([code, code])
        elif name and not HANGUL_FIRST <= code < HANGUL_FIRST + HANGUL_COUNT:
            names.append((code, name))
    print_array("CodeRange", "kIdeographs", ["{0x%X,0x%X}" % tuple(r) for r in ideographs])

    counts = {}
    for _, name in names:
        for word in name.split(" "):
            counts[word] = counts.get(word, 0) + 1
    words = sorted(counts, key=lambda word: (-counts[word], word))
    assert len(words) < 0x8000
    number = {word: i for i, word in enumerate(words)}
    offsets, text = [0], ""
    for word in words:
        text += word
        offsets.append(len(text))
    print("\nconstexpr char kWordText[] =")
    for start in range(0, len(text), 90):
        print("    " + c_text(text[start : start + 90]))
    print(";")
    print_array("uint32_t", "kWordOffsets", offsets)

    # The last word of a name has the high bit. Every 16th name has its place.
    pool, places, runs = [], [], []
    for i, (code, name) in enumerate(names):
        if i % 16 == 0:
            places.append(len(pool))
        ids = [number[word] for word in name.split(" ")]
        ids[-1] |= 0x8000
        pool.extend(ids)
        if runs and runs[-1][0] + runs[-1][2] == code:
            runs[-1][2] += 1
        else:
            runs.append([code, i, 1])
    print_array("uint16_t", "kNameWords", pool)
    print_array("uint32_t", "kNamePlaces", places)
    print_array("NameRun", "kNameRuns", ["{0x%X,%d,%d}" % tuple(run) for run in runs])
    order = sorted(range(len(names)), key=lambda i: names[i][1])
    print_array("uint16_t", "kNamesByText", order)

    syllable = lambda n: unicodedata.name(chr(HANGUL_FIRST + n))[len("HANGUL SYLLABLE ") :]
    vowel_first = syllable(11 * 588)  # with the silent initial: the vowel alone
    vowels = [syllable(11 * 588 + 28 * v) for v in range(21)]
    initials = [syllable(588 * l)[: -len(vowel_first)] for l in range(19)]
    finals = [syllable(11 * 588 + t)[len(vowel_first) :] for t in range(28)]
    for n in range(HANGUL_COUNT):
        assert syllable(n) == initials[n // 588] + vowels[n % 588 // 28] + finals[n % 28]
    for title, texts in ("Initials", initials), ("Vowels", vowels), ("Finals", finals):
        print_array("const char*", f"kHangul{title}", map(c_text, texts))

    rows, pool = [], []
    for line in open(alias_file):
        if line.startswith("#"):
            continue
        name, codes = line.strip().split(";")
        codes = [int(code, 16) for code in codes.split()]
        assert unicodedata.lookup(name) == "".join(map(chr, codes)), name
        rows.append((name, len(pool), len(codes)))
        pool.extend(codes)
    assert rows == sorted(rows)
    print_array("Alias", "kAliases", ["{%s,%d,%d}" % (c_text(r[0]), *r[1:]) for r in rows])
    print_array("uint32_t", "kAliasCodes", pool)


def main():
    print("// Written by generate_unicode_data.py: Unicode", unicodedata.unidata_version)
    print(f"constexpr int kShift = {SHIFT};")
    print_records("New", unicodedata)
    print_records("Old", OLD)
    print_numbers("New", unicodedata)
    print_numbers("Old", OLD)
    print_decompositions()
    print_compositions()
    print_names(sys.argv[1])


main()
