"""Regular expressions: lines of a log taken apart, templates filled, words rewritten."""
import re

LINE = re.compile(r"(?P<ip>\d+\.\d+\.\d+\.\d+) \[(?P<time>[^\]]+)\] \"(?P<verb>GET|POST) "
                  r"(?P<path>\S+)\" (?P<status>\d{3}) (?P<size>\d+|-)")
WORD = re.compile(r"[A-Za-z]+")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def make_lines(n):
    paths = ["/", "/index.html", "/api/v1/users?id=%d", "/static/img_%d.png", "/search?q=a+b"]
    lines = []
    seed = 5
    for i in range(n):
        seed = (seed * 48271) % 2147483647
        path = paths[seed % 5]
        if "%d" in path:
            path = path % (seed % 1000)
        size = "-" if seed % 11 == 0 else str(seed % 90000)
        lines.append("10.%d.%d.%d [2024-03-%02d %02d:00] \"%s %s\" %d %s" % (
            seed % 200, seed % 91, seed % 13, 1 + seed % 28, seed % 24,
            "POST" if seed % 3 == 0 else "GET", path, (200, 304, 404, 500)[seed % 4], size))
    return lines


def scan(lines):
    totals = {}
    bad = 0
    for line in lines:
        match = LINE.match(line)
        if match is None:
            bad += 1
            continue
        key = match.group("verb"), match["status"]
        size = match.group("size")
        totals[key] = totals.get(key, 0) + (0 if size == "-" else int(size))
    return totals, bad


def fill(template, values):
    return re.sub(r"\{(\w+)\}", lambda m: str(values.get(m.group(1), "?")), template)


def work():
    lines = make_lines(900)
    totals, bad = scan(lines + ["nonsense"])
    text = "\n".join(lines)
    words = {}
    for word in WORD.findall(text):
        words[word] = words.get(word, 0) + 1
    numbers = sum(float(n) for n in NUMBER.findall(text[:20000]))
    hidden = re.sub(r"\d+\.\d+\.\d+\.(\d+)", r"x.x.x.\1", text)
    parts = re.split(r"[\s\[\]\"]+", text)
    pages = [fill("{a}-{b}/{c}", {"a": i, "b": i * 2}) for i in range(300)]
    starts = [m.start() for m in re.finditer(r"/api", text)]
    return (sorted(totals.items())[0], bad, len(words), round(numbers, 3), len(hidden), len(parts),
            pages[-1], len(starts))


def run():
    for _ in range(11):
        result = work()
    return result


if __name__ == "__main__":
    print(run())
