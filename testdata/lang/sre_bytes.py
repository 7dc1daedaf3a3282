# Patterns over bytes.
# Rows: pattern, flags, what re._compiler makes of it, groups, names, texts.
import _sre

ROWS = [
    (b'\\w+', 0, [14, 4, 0, 1, 4294967295, 24, 9, 1, 4294967295, 13, 4, 8, 4, 0, 1, 1], 0, {}, (None,), [b'ab\xe9c', b'']),
    (b'(?i)\\xe9', 2, [14, 8, 3, 1, 1, 1, 1, 233, 0, 16, 233, 1], 0, {}, (None,), [b'\xe9', b'\xc9']),
    (b'[\\x80-\\xff]+', 0, [14, 4, 0, 1, 4294967295, 24, 10, 1, 4294967295, 13, 5, 22, 128, 255, 0, 1, 1], 0, {}, (None,), [b'a\x80\xffb']),
    (b'(a)|b', 0, [14, 4, 0, 1, 1, 7, 9, 17, 0, 16, 97, 17, 1, 15, 7, 5, 16, 98, 15, 2, 0, 1], 1, {}, (None, None), [b'ab']),
    (b'.+', 16, [14, 4, 0, 1, 4294967295, 24, 5, 1, 4294967295, 3, 1, 1], 0, {}, (None,), [b'a\nb\x00']),
    (b'(?L)\\w+', 4, [14, 4, 0, 1, 4294967295, 24, 9, 1, 4294967295, 13, 4, 8, 8, 0, 1, 1], 0, {}, (None,), [b'ab\xe9']),
    (b'(?Li)a\\xe9', 6, [14, 4, 0, 2, 2, 36, 97, 36, 233, 1], 0, {}, (None,), [b'A\xe9']),
    (b'\\s*(\\d+)\\b', 0, [14, 4, 0, 1, 4294967295, 24, 9, 0, 4294967295, 13, 4, 8, 2, 0, 1, 17, 0, 24, 9, 1, 4294967295, 13, 4, 8, 0, 0, 1, 17, 1, 6, 3, 1], 1, {}, (None, None), [b' 12 x 3']),
    (b'[^a-c]+', 2, [14, 4, 0, 1, 4294967295, 24, 11, 1, 4294967295, 31, 6, 21, 22, 97, 99, 0, 1, 1], 0, {}, (None,), [b'ABCdef']),
]


def spans(match, groups):
    if match is None:
        return None
    return [match.span(i) for i in range(groups + 1)] + [match.lastindex, match.lastgroup]


def run():
    lines = []
    for pattern, flags, code, groups, names, numbers, texts in ROWS:
        p = _sre.compile(pattern, flags, code, groups, names, numbers)
        for s in texts:
            out = []
            for f in (p.match, p.fullmatch, p.search):
                out += [spans(f(s), groups), spans(f(s, 1), groups), spans(f(s, 0, len(s) - 1), groups)]
            out += [spans(m, groups) for m in p.finditer(s)]
            out += [p.findall(s), p.split(s), p.split(s, 1), p.subn(s[:1], s), p.sub(lambda m: m[0] + m[0], s, 2)]
            m = p.search(s)
            if m is not None:
                out += [m.groups(), m.groupdict(), m.regs, m.pos, m.endpos, m[0], m.start(), m.end(groups), ascii(m)]
            lines.append(ascii(pattern) + " " + ascii(s) + " " + ascii(out))
    return lines


# Here patterns have two engines, and either must give the same.
threshold = getattr(_sre, "_engine_threshold", None)
if threshold is not None:
    threshold(1 << 60)
first = run()
if threshold is not None:
    threshold(0)
second = run()
print(first == second)
for line in second:
    print(line)
