"""Exceptions: parsing bad input, retries, finally, nested handlers, chaining."""


class ParseError(ValueError):
    def __init__(self, text, position):
        super().__init__(text, position)
        self.text = text
        self.position = position


class Unavailable(Exception):
    pass


class Service:
    def __init__(self, failures):
        self.calls = 0
        self.failures = failures
        self.open = 0

    def __enter__(self):
        self.open += 1
        return self

    def __exit__(self, kind, value, traceback):
        self.open -= 1
        return kind is Unavailable and self.calls % 7 == 0

    def fetch(self, key):
        self.calls += 1
        if self.calls % self.failures == 0:
            raise Unavailable(key)
        return key * 3 % 101


def parse_number(text):
    try:
        return int(text)
    except ValueError:
        try:
            return float(text)
        except ValueError:
            raise ParseError(text, 0) from None


def parse_pair(text):
    try:
        left, right = text.split("=")
    except ValueError:
        raise ParseError(text, len(text))
    return left.strip(), parse_number(right)


def lookup(tables, key):
    for table in tables:
        try:
            return table[key]
        except KeyError:
            continue
    raise LookupError(key)


def fetch_with_retries(service, key, log, attempts=3):
    for attempt in range(attempts):
        try:
            with service:
                return service.fetch(key)
        except Unavailable:
            if attempt == attempts - 1:
                raise
        finally:
            log[key % 10] += 1
    return None


def safe_div(a, b):
    try:
        return a / b
    except ZeroDivisionError:
        return 0.0


def depth(n):
    if n == 0:
        raise RecursionError("enough")
    try:
        return depth(n - 1)
    finally:
        depth.unwound += 1


depth.unwound = 0


def work():
    depth.unwound = 0
    lines = []
    for i in range(400):
        lines += [f"a{i} = {i}", f"b{i}={i}.5", f"c{i} = x{i}", "nothing", "p=q=r"]
    good, bad = {}, 0
    for _ in range(8):
        for line in lines:
            try:
                name, value = parse_pair(line)
            except ParseError as error:
                bad += error.position + len(error.text)
            else:
                good[name] = value
    tables = [{i: i for i in range(k, 300, 7)} for k in range(5)]
    found = missing = 0
    for key in range(300):
        for _ in range(6):
            try:
                found += lookup(tables, key)
            except LookupError:
                missing += 1
    service = Service(3)
    log = [0] * 10
    total = lost = 0
    for key in range(4000):
        try:
            total += fetch_with_retries(service, key, log) or 0
        except Unavailable as error:
            lost += error.args[0] % 3
    ratio = sum(safe_div(i, i % 4) for i in range(20000))
    for _ in range(20):
        try:
            depth(50)
        except RecursionError:
            pass
    return bad, len(good), found, missing, total, lost, log, round(ratio, 6), depth.unwound


def run():
    for _ in range(5):
        result = work()
    return result


if __name__ == "__main__":
    print(run())
