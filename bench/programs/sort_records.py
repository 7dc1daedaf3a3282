"""Sorting: records by keys of all kinds, by a comparison, and hand-written sorts."""


class Person:
    def __init__(self, name, town, age, height):
        self.name = name
        self.town = town
        self.age = age
        self.height = height

    def __lt__(self, other):
        return (self.town, self.age) < (other.town, other.age)


def make_people(n):
    firsts = ["Ann", "bob", "Cleo", "dan", "Eve", "finn", "Gus", "hal", "Ida"]
    lasts = ["Moor", "Nash", "oake", "Pike", "Quin", "Reed", "Shaw"]
    towns = ["Bath", "Cork", "Derby", "Ely", "Fife"]
    people = []
    seed = 42
    for i in range(n):
        seed = (seed * 1664525 + 1013904223) % 4294967296
        name = firsts[seed % 9] + " " + lasts[(seed >> 5) % 7]
        people.append(Person(name, towns[(seed >> 9) % 5], 18 + (seed >> 12) % 70,
                             150.0 + (seed >> 14) % 500 / 10))
    return people


def insertion_sort(items):
    items = list(items)
    for i in range(1, len(items)):
        item = items[i]
        j = i - 1
        while j >= 0 and items[j] > item:
            items[j + 1] = items[j]
            j -= 1
        items[j + 1] = item
    return items


def quick_sort(items):
    if len(items) <= 1:
        return items
    pivot = items[len(items) // 2]
    small = [x for x in items if x < pivot]
    same = [x for x in items if x == pivot]
    large = [x for x in items if x > pivot]
    return quick_sort(small) + same + quick_sort(large)


def merge(a, b):
    out = []
    i = j = 0
    while i < len(a) and j < len(b):
        if a[i] <= b[j]:
            out.append(a[i])
            i += 1
        else:
            out.append(b[j])
            j += 1
    out.extend(a[i:])
    out.extend(b[j:])
    return out


def merge_sort(items):
    if len(items) < 2:
        return list(items)
    middle = len(items) // 2
    return merge(merge_sort(items[:middle]), merge_sort(items[middle:]))


def work():
    people = make_people(2500)
    results = []
    for key in (lambda p: p.age, lambda p: p.name, lambda p: (p.town, -p.age, p.name),
                lambda p: p.height, lambda p: p.name.lower()):
        ordered = sorted(people, key=key)
        results.append(ordered[len(ordered) // 2].name)
    people.sort()
    results.append(people[0].name)
    rows = [(p.town, p.name, p.age, p.height) for p in people]
    rows.sort(key=lambda row: row[2], reverse=True)
    results.append(rows[10][0])
    rows.sort()
    results.append(rows[100])
    ages = [p.height for p in people]
    assert quick_sort(ages) == merge_sort(ages) == sorted(ages)
    numbers = [int(h * 7919) % 1009 for h in ages[:350]]
    results.append(insertion_sort(numbers)[100])
    groups = {}
    for p in people:
        groups.setdefault(p.town, []).append(p)
    for town in sorted(groups):
        oldest = max(groups[town], key=lambda p: (p.age, p.name))
        results.append(oldest.age)
    return results


def run():
    for _ in range(9):
        result = work()
    return result


if __name__ == "__main__":
    print(run())
