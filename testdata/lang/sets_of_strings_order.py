# With PYTHONHASHSEED=0 sets of strings are in CPython's order, however they came about.
words = "the quick brown fox jumps over the lazy dog and runs away from all the others".split()
print(set(words))
print(frozenset(words))
print({w for w in words})
print({"apple", "banana", "cherry", "date", "elderberry", "fig", "grape"})
print({"a", "b"}, {"a", "b", "c"}, {"a", "b", "c", "d"}, {*"abc"}, {*"abcdef", "g"}, {"a", *"bc"})
s = set()
for w in words:
    s.add(w)
    if len(w) > 4:
        s.discard(w)
print(s)
for i in range(60):
    s.add("w%d" % i)
print(s)
for i in range(0, 60, 2):
    s.remove("w%d" % i)
print(s, list(s) == [x for x in s])
while len(s) > 20:
    print(s.pop(), end=" ")
print()
a, b = set("abcdefghij"), set("fghijklmno")
print(a | b, a & b, a - b, a ^ b)
a |= b
print(a)
a &= set("aeiou")
print(a)
print(set("mississippi"), set(b"bytes"), set(range(20)) - {3, 5}, set(map(str, range(12))))
print({b"x", b"y", b"z"}, {"x", b"x", 1, 1.5, None is None, (1, "a")} - {True})
print(set(dir(list)) - set(dir(tuple)))
d = dict.fromkeys(words)
print(set(d), d.keys() & {"the", "fox", "nothing"}, d.keys() - {"the", "fox"}, d.keys() | {"more"})
print(set(a.copy()), set(frozenset(words)), set(tuple(set(words))))
print(hash("abc"), hash(""), hash("é"), hash("日本"), hash(b"abc"), hash("a" * 50), hash("12345678"))
print(hash(("a", 1, 2.5)), hash(frozenset("abc")), hash(frozenset([("a", 1), ("b", 2)])))


def constants(x):
    return x in {"red", "green", "blue", "cyan"}, {"red", "green", "blue", "cyan"}


print(constants("red"), constants.__code__.co_consts[1])
print({("a", 1), ("b", 2), ("c", 3), ("d", 4)}, {1, "one", 2, "two", 3, "three"})
