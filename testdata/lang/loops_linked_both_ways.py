"""Inner loops that are left in the middle, begun anew by an outer loop and left again."""


def first_of(names, kinds, skip):
    found = None
    for name in names:
        for kind in kinds:
            value = kind.get(name)
            if value not in skip:
                found = value
                break
        if found is not None:
            break
    else:
        found = "none"
    return found


KINDS = ({"a": 1, "b": 2}, {"b": 3}, {"a": 4}, {})
SKIPS = ({None}, {None, 1}, {None, 3, 4}, {None, 1, 2, 3, 4})
total = 0
for one in KINDS:
    for other in KINDS:
        for skip in SKIPS:
            result = first_of(("a", "b"), (one, other), skip)
            total = (total * 3 + (7 if result == "none" else result)) % 1000003
print("first_of", total, first_of("ab", KINDS, {None, 1, 4}))


def two_inner_loops(rows):
    low = high = crossed = 0
    for row in rows:
        for x in row:
            if x < 0:
                low += x
                if low % 5 == 0:
                    break
            elif x > 9:
                break
            low += 1
        else:
            crossed += 1
        if low % 3 == 0:
            continue
        for x in row:
            if x > 5:
                high += x
                if high % 4 == 0:
                    break
            high += 1
        else:
            crossed += 10
    return low, high, crossed


ROWS = [[(i * j * 7) % 23 - 6 for j in range(i % 6)] for i in range(40)]
print("two_inner_loops", two_inner_loops(ROWS), two_inner_loops(ROWS[::-1]))


def whiles(n):
    steps = []
    i = 0
    while i < n:
        j = i
        while j > 0:
            j -= 3
            if j % 4 == 1:
                break
            if j % 7 == 2:
                i += 1
                break
        k = j
        while k < i:
            k += 2
            if k % 5 == 0:
                i += 2
                break
            if k % 5 == 3:
                break
        i += 1
        steps.append(i + j + k)
    return len(steps), sum(steps)


print("whiles", whiles(30), whiles(61))


def three_deep(limit):
    seen = 0
    for a in range(limit):
        for b in range(limit):
            if (a + b) % 4 == 3:
                break
            for c in range(limit):
                if (a * b + c) % 5 == 4:
                    break
                if c > a + b:
                    seen += 100
                    break
                seen += c
            else:
                seen += 1000
                continue
            if (a * b) % 3 == 2:
                break
        else:
            seen += 10000
    return seen


print("three_deep", three_deep(4), three_deep(7), three_deep(9))


def words(text, stops):
    out = []
    at = 0
    while at < len(text):
        start = at
        while at < len(text):
            if text[at] in stops:
                break
            at += 1
        if at > start:
            out.append(text[start:at])
        while at < len(text):
            if text[at] not in stops:
                break
            at += 1
        if len(out) > 6:
            out[:] = [str(len(out))]
    return out


print("words", words("a bb  ccc,d ,, e ff ggg, h i  j", " ,"))
