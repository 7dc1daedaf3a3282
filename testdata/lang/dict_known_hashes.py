# Sets and dicts that are made of each other do not ask for hashes again.
class Key:
    asked = 0

    def __init__(self, n):
        self.n = n

    def __hash__(self):
        Key.asked += 1
        return self.n % 4

    def __eq__(self, other):
        return isinstance(other, Key) and self.n == other.n

    def __repr__(self):
        return f"Key({self.n})"


def count(text, function):
    Key.asked = 0
    result = function()
    print(text, Key.asked, len(result) if hasattr(result, "__len__") else result)
    return result


keys = [Key(i) for i in range(10)]
d = count("dict.fromkeys", lambda: dict.fromkeys(keys, 1))
s = count("set(dict)", lambda: set(d))
f = count("frozenset(dict)", lambda: frozenset(d))
count("set(set)", lambda: set(s))
count("copy", s.copy)
count("dict.fromkeys(set)", lambda: dict.fromkeys(s, 2))
count("dict.fromkeys(frozenset)", lambda: dict.fromkeys(f))
count("dict(dict)", lambda: dict(d))
count("|", lambda: s | f)
count("&", lambda: s & f)
count("-", lambda: s - f)
count("^", lambda: s ^ f)
count("union(dict)", lambda: s.union(d))
count("difference(dict)", lambda: s.difference(d))
count("symmetric_difference(dict)", lambda: s.symmetric_difference(d))
count("issubset(dict)", lambda: s.issubset(d))
count("update", lambda: (lambda x: (x.update(d), x)[1])(set()))
count("keys & keys", lambda: d.keys() & d.keys())
count("dict | dict", lambda: d | d)
count("==", lambda: s == f)
count("dict == dict", lambda: d == dict(d))
print(len(s.difference({keys[0]: 1})), len(s.intersection(d)), s.isdisjoint(d), s.issuperset(d))
print(sorted(k.n for k in s - set(list(d)[:7])))
