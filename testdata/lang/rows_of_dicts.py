# Small dicts that grow from a display, shrink, are copied and iterated while they change.


def grow(n):
    sizes = []
    for i in range(n):
        row = {"id": i, "name": "n"}
        for key in "abcdefgh"[: i % 9]:
            row[key] = i
        copy = dict(row)
        copy["extra"] = 1
        merged = {**row, "name": "m", "last": 0}
        del row["id"]
        sizes.append((len(row), len(copy), len(merged), list(merged)[-1], merged["name"]))
        row["id"] = 5
        assert list(row)[-1] == "id"
    return sizes[-3:]


def iterate(n):
    total = 0
    for i in range(n):
        d = {k: i for k in range(i % 12)}
        for key in d:
            total += key
        for value in d.values():
            total += value
        for key, value in d.items():
            total += key * value
            d[key] = 0
        total += sum(d.values()) + len([k for k, v in d.items() if v == 0])
    return total


def changed(n):
    caught = []
    for i in range(n):
        d = {"a": 1, "b": 2, "c": 3}
        try:
            for key in d:
                if key == "b" and i % 2:
                    del d["a"]
                elif key == "b":
                    d["z"] = 1
        except RuntimeError as error:
            caught.append(str(error))
        try:
            for key, value in d.items():
                d[key + "!"] = value
        except RuntimeError as error:
            caught.append(str(error))
    return len(caught), sorted(set(caught))


def holes():
    d = {i: str(i) for i in range(10)}
    for i in (0, 3, 4, 9):
        del d[i]
    print(list(d), list(d.items()), list(reversed(d)))
    d[0] = "again"
    print(d, list(d.values()))
    d.clear()
    print(d, [k for k in d], list(d.items()))
    d["new"] = 1
    print(d)


def text(n):
    total = 0
    for i in range(n):
        for char in "h\u00e9llo":
            total += ord(char)
        for char in "\u4f60\u597d" + str(i):
            total += len(char)
        for char in "":
            total += 1000
    return total


print(grow(40), iterate(40), changed(20), text(20))
holes()
