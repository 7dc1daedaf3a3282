"""sorted, sort, min and max with keys of every kind, and what happens when key functions misbehave."""
import operator


class Person:
    def __init__(self, name, age, town=None):
        self.name, self.age, self.town = name, age, town

    def __repr__(self):
        return self.name + str(self.age)

    def __lt__(self, other):
        return self.age < other.age


people = [Person("ann", 30, "x"), Person("Bob", 25, "y"), Person("cy", 30, "x"), Person("dee", 7, "y"), Person("Eve", 25, "x")]
keys = {
    "age": lambda p: p.age,
    "name": lambda p: p.name,
    "lower": lambda p: p.name.lower(),
    "town, -age": lambda p: (p.town, -p.age),
    "float": lambda p: p.age / 2,
    "mixed": lambda p: p.age if p.age % 2 else float(p.age),
    "big": lambda p: p.age * 2**60,
    "list": lambda p: [p.town, p.age],
    "bool": lambda p: p.age > 25,
    "none": lambda p: None,
    "itself": lambda p: p,
    "nested": lambda p: ((p.town, (p.age,)), p.name),
    "bytes": lambda p: p.name.encode(),
    "attr": operator.attrgetter("age"),
    "attrs": operator.attrgetter("town", "name"),
}
for name, key in keys.items():
    for function in (sorted, min, max):
        for options in ({}, {"reverse": True}) if function is sorted else ({},):
            try:
                print(name, function.__name__, function(people, key=key, **options))
            except TypeError as error:
                print(name, function.__name__, error)
print(sorted(people), min(people), people.sort() is None, people)
rows = [(3, "c", 1.5), (1, "b", 2.5), (3, "a", 0.5), (2, "z", float("inf")), (1, "b", -1.0)]
print(sorted(rows), sorted(rows, key=operator.itemgetter(1)), sorted(rows, key=operator.itemgetter(2, 0)),
      sorted(rows, key=lambda r: r[2], reverse=True), max(rows, key=lambda r: r[1]), min(rows, key=lambda r: (r[0], r[2])))
print(sorted("bAnaNa", key=str.lower), sorted(["10", "9", "2"], key=int), sorted([3, -1, 2], key=abs), sorted({"b": 1, "a": 2}.items()),
      sorted(["aa", "b", "ccc"], key=len, reverse=True), max([], default="none"), min((), key=len, default=0))
calls = []


def noted(x):
    calls.append(x)
    return -x


print(sorted([2, 3, 1], key=noted), calls)
numbers = [5, 3, 4]
try:
    numbers.sort(key=lambda x: numbers.append(x) or x)
except ValueError as error:
    print(error, sorted(numbers))
numbers = [5, 3, 4]
try:
    numbers.sort(key=lambda x: 1 // (x - 4))
except ZeroDivisionError as error:
    print(error, numbers)
seen = []
numbers = [3, 1, 2]
numbers.sort(key=lambda x: seen.append(len(numbers)) or x)
print(numbers, seen)
for bad in (lambda: sorted([1, "a"]), lambda: sorted([1, 2], key=5), lambda: sorted([1, None, 2]), lambda: max([1, "a"]),
            lambda: min(1), lambda: max(), lambda: sorted([{}, {}]), lambda: sorted([1j, 2j]), lambda: max([], key=len),
            lambda: sorted([(1, "a"), (1, 2)]), lambda: [3, 1].sort(lambda x: x), lambda: sorted([1], cmp=1)):
    try:
        print(bad())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
long = [(i * 7919) % 1009 for i in range(90)]
for key in (None, lambda x: -x, lambda x: x % 10, lambda x: str(x), lambda x: (x % 7, -x), lambda x: x / 3):
    ordered = sorted(long, key=key)
    print(ordered[:6], ordered[45], ordered[-3:], sorted(long, key=key, reverse=True)[:4])


def recursive(depth):
    return sorted([2, 1], key=lambda x: x if depth == 0 else recursive(depth - 1)[0] + x)


print(recursive(6))
