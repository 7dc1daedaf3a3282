# Pattern, Match and scanner objects of _sre: attributes, errors, equality, text.
import _sre

LITERAL, MARK, SUCCESS = 16, 17, 1
# (?P<x>a)(?P<y>b)?
CODE = [14, 4, 0, 1, 2, 17, 0, 16, 97, 17, 1, 23, 9, 0, 1, 17, 2, 16, 98, 17, 3, 18, 1]


def show(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


p = _sre.compile("(?P<x>a)(?P<y>b)?", 32, CODE, 2, {"x": 1, "y": 2}, (None, "x", "y"))
q = _sre.compile("(?P<x>a)(?P<y>b)?", 32, list(CODE), 2, {"x": 1, "y": 2}, (None, "x", "y"))
r = _sre.compile("other", 32, CODE, 2, {"x": 1, "y": 2}, (None, "x", "y"))
print(p, p.pattern, p.flags, p.groups, dict(p.groupindex), type(p).__name__, type(p).__module__)
print(p == q, p != q, hash(p) == hash(q), p == r, p == 5, {p: 1}[q], p.__copy__() is p, p.__deepcopy__({}) is p)
for s in ("ab", "xa", "xx", "aab"):
    m = p.search(s)
    print(m)
    if m is None:
        continue
    print(m.group(), m.group(0), m.group(1, 2), m.group("x"), m["y"], m[1], m.groups(), m.groups("-"), m.groupdict(), m.groupdict(default=0))
    print(m.start(), m.end("x"), m.span(2), m.regs, m.lastindex, m.lastgroup, m.string, m.re is p, m.pos, m.endpos)
m = p.match("ab")
for key in (3, -1, "z", None, 1.5, [], True, 10 ** 30, (1,)):
    show(m.group, key)
    show(lambda: m[key])
    show(m.span, key)
show(m.group, 1, 3)
show(m.group, 1, x=2)
show(p.match)
show(p.match, 5)
show(p.match, b"ab")
show(p.match, "ab", "x")
show(p.match, "ab", 10)
show(p.search, "ab", -5, 10 ** 6)
show(p.search, string="xab", pos=1)
show(p.sub, "x", 5)
show(p.sub, lambda m: 5, "ab")
show(p.sub, lambda m: None, "xabx")
show(p.sub, "-", "aabxa", 2)
show(p.subn, "", "aabxa")
show(p.split, "aabxa", 1)
show(p.split, "aabxa", maxsplit=-1)
show(p.findall, "aab", 1, 2)
show(type(p))
show(type(m))
scanner = p.scanner("aabxab", 0)
print(scanner.pattern is p, [scanner.match() for _ in range(4)], [scanner.search() for _ in range(3)])
it = p.finditer("aabxa")
print(iter(it) is it, next(it), [x.span() for x in it])
show(next, it)
flags = 0
for flag in (2, 4, 8, 16, 32, 64, 128, 256, 1, 1024):
    print(_sre.compile("a" * 10, flag, [14, 4, 0, 1, 1, 16, 97, 1], 0, {}, (None,)))
print(repr(_sre.compile("a" * 300, 0, [14, 4, 0, 1, 1, 16, 97, 1], 0, {}, (None,)))[-10:])
print(_sre.compile("(.)*", 32, [14, 4, 0, 0, 5, 23, 8, 0, 5, 17, 0, 2, 17, 1, 18, 1], 1, {}, (None,)).match("x" * 3).regs)
for code in ([], [16, 97], [99, 1], [14, 50, 0, 1, 1, 1], [16, 1], [17, 9, 1], [7, 5, 16, 97, 1], [13, 3, 22, 0, 1]):
    show(_sre.compile, "a", 0, code, 0, {}, (None,))
show(_sre.compile, "a", 0, 5, 0, {}, (None,))
show(_sre.compile, "a", 0, [1 << 40], 0, {}, (None,))
show(_sre.compile, 5, 0, [1], 0, {}, (None,))
print(_sre.MAGIC, _sre.CODESIZE, _sre.MAXREPEAT, _sre.MAXGROUPS, _sre.getcodesize())
print([c for c in range(300) if _sre.unicode_iscased(c) and not _sre.ascii_iscased(c)][:9], _sre.unicode_tolower(0x130), _sre.ascii_tolower(65), _sre.ascii_tolower(0xC9), _sre.unicode_tolower(0xC9))
