"""Slices, formats, isinstance and iteration over builtins in hot loops: operands that change."""


# Slices: ends left out, negative, past the end, huge, not ints.
class Index:
    def __index__(self):
        return 2


parts = []
ends = [(0, 3), (None, 3), (2, None), (None, None), (-3, None), (None, -2), (4, 2), (9, 99),
        (-99, 2), (10**30, None), (Index(), None), (True, 4)]
for sequence in ("abcdefg", [1, 2, 3, 4, 5, 6, 7], (1.5, 2.5, "x", None, 5, 6, 7), "aé€😀ñ!!",
                 [1.5, 2.5, 3.5], b"bytes..", range(7)):
    for start, stop in ends:
        part = None
        for _ in range(12):
            part = sequence[start:stop]
        parts.append(part)
print(parts)
sequences = ["text", [1, 2, 3, 4], (1, 2, 3, 4), range(4)]
print([sequences[i % 4][1:-1] for i in range(240)][:4])
row = [1, 2, 3]
copies = [row[:] for _ in range(200)]
copies[0].append(4)
print(row, copies[1] is row, copies[0], copies[1] is copies[2])
steps = [None, 1, 2, -1]
print([("abcdef"[::steps[i % 4]], [1, 2, 3][::steps[i % 4]]) for i in range(200)][:4])
for step in (0, "x"):
    try:
        for i in range(200):
            "abc"[0:2:step if i > 150 else 1]
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)


class Text(str):
    def __getitem__(self, key):
        return f"<{key.start}>"

    def __iter__(self):
        return iter("sub")

    def __format__(self, spec):
        return f"format({spec})"

    def __str__(self):
        return "str()"


texts = ["plain", Text("own")]
print([(texts[i % 2][1:], list(texts[i % 2])[0], f"{texts[i % 2]}", f"{texts[i % 2]!s}",
        f"{texts[i % 2]:>7}") for i in range(200)][:2])

# Formats of what comes.
values = [1, -2, 1.5, "s", True, None, 10**30, 2.0, float("inf"), [1], "é"]
print([[f"{v}|{v!r}|{v!s}|{v!a}" for v in values] for _ in range(100)][-1])
print([[f"{v:5}|" for v in values if not isinstance(v, (list, type(None)))] for _ in range(100)][-1])
spec = ">8"
for i in range(200):
    if i == 150:
        spec = "08.2f"
    text = f"{i / 3:{spec}}"
print(text)
try:
    for i in range(200):
        f"{i:{'d' if i < 150 else 'q'}}"
except ValueError as error:
    print(error)
print([("ab" * (i % 4), (i % 4 - 1) * "xy") for i in range(200)][:4])
try:
    for i in range(200):
        "ab" * (i if i < 150 else 1 << 62)
except (MemoryError, OverflowError) as error:
    print(type(error).__name__)


# isinstance with tuples; classes that change in between.
class A:
    pass


class B(A):
    pass


class Liar:
    @property
    def __class__(self):
        return int


class Meta(type):
    def __instancecheck__(cls, instance):
        return instance == 7


class Odd(metaclass=Meta):
    pass


things = [1, 1.5, "s", A(), B(), Liar(), True, None, 7, [], int]
kinds = [(int, float), (A, str), (), (Odd, list), ((int, (str,)), A), A, Odd]
for kind in kinds:
    counts = [0] * len(things)
    for _ in range(40):
        for at, thing in enumerate(things):
            counts[at] += isinstance(thing, kind)
    print(counts)
b = B()
found = []
for i in range(300):
    if i == 150:
        B.__bases__ = (Exception,) if False else (A, )
    if i == 200:
        b.__class__ = A
    found.append(isinstance(b, (str, B)))
print(sum(found))
try:
    for i in range(200):
        isinstance(1, (str, 5) if i > 150 else (str, float))
except TypeError as error:
    print(error)

# Iteration over strs, dicts, sets, enumerate; and what changes while it goes on.
text = "aé€😀" * 20
print("".join(c for c in text) == text, [ord(c) for c in text[:4]])
count = {}
for char in text * 3:
    count[char] = count.get(char, 0) + 1
print(count)
table = {i: str(i) for i in range(200)}
print(sum(k for k in table), len("".join(v for v in table.values())),
      sum(k + len(v) for k, v in table.items()), sum(n for n in {1, 2, 3} for _ in range(50)))
for change in (lambda: table.pop(0), lambda: table.clear()):
    try:
        for key, value in table.items():
            if key == 150 or key == 199:
                change()
    except RuntimeError as error:
        print(error)
numbers = set(range(200))
try:
    for n in numbers:
        if len(numbers) == 200 and n > 100:
            numbers.add(-1)
except RuntimeError as error:
    print(error)
grown = [0]
for at, item in enumerate(grown):
    if at < 150:
        grown.append(at)
print(len(grown), at, item)


class Counter:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 3:
            raise StopIteration
        return self.n


class Numbered(enumerate):
    def __next__(self):
        at, item = super().__next__()
        return -at, item


sources = [[1, 2], "xy", (3, 4), {5: 6}, range(2), {7}, b"z", Counter]
pairs = []
for i in range(160):
    source = sources[i % 8]
    source = source() if source is Counter else source
    for pair in enumerate(source, i):
        pairs.append(pair)
    for pair in Numbered("ab", 1):
        pairs.append(pair)
print(len(pairs), pairs[:40])
iterator = iter("abc")
print([next(iterator, None) for _ in range(5)], list(iterator))
for i in range(150):
    iterator = iter("abc")
    for char in iterator:
        break
    rest = "".join(iterator)
print(rest, list(iterator))

# Dicts that are empty, of strs, of ints, of anything, at one place.
seen = []
for i in range(300):
    groups = {}
    for key in ("a", "b", "a") if i % 3 == 0 else (1, 2, 1) if i % 3 == 1 else (1, "a", None):
        if key not in groups:
            groups[key] = []
        groups[key].append(i)
    seen.append(groups)
print(seen[:3], seen[-1])
class Keys:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return isinstance(other, (Keys, str)) and str(self.n) == str(getattr(other, "n", other))

    def __hash__(self):
        return hash(str(self.n))


hits = 0
for i in range(300):
    d = {"k": 1, str(i): 2} if i < 200 else {"k": 1, Keys(i): 3}
    hits += d.get(str(i), 0) + (str(i) in d)
print(hits)
