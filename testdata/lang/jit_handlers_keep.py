# What only the handler of a call's exception reads is there after the call has failed.
def find(name):
    if name == "bad":
        raise ImportError(name)
    return len(name)


def last_found(names):
    found = find("start")
    while names:
        try:
            found = find(names[0])
            names.pop(0)
        except ImportError:
            break
    result = found
    for name in names:
        result = -result
    return result


def sum_of_good(names):
    total = count = 0
    for name in names:
        kept = total
        try:
            total = total + find(name)
            kept = None
        except ImportError:
            total = kept - 1
            count += 1
    return total, count


def nested(names):
    inner = outer = 0
    for name in names:
        try:
            try:
                inner = find(name)
                outer = find(name + "!")
            except KeyError:
                inner = -1
        except ImportError:
            outer -= inner
        finally:
            inner += 1
    return inner, outer


class Box:
    def __init__(self, name):
        self.size = find(name)


def boxes(names):
    box = None
    sizes = []
    for name in names:
        try:
            box = Box(name)
        except ImportError:
            sizes.append(box and box.size)
    return sizes


for round in range(60):
    results = (
        last_found(["bb", "bad"]),
        last_found(["bb", "bad", "c"]),
        last_found(["bb", "ccc"]),
        last_found([]),
        sum_of_good(["a", "bad", "bb", "bad", "bad", "cc"] * 3),
        nested(["a", "bad", "bb", "bad"] * 3),
        boxes(["bad", "a", "bad", "bbb", "bad"]),
    )
print(results)
