"""Branches that follow the data: records of a log sorted into cases by many rules."""

LEVELS = ("debug", "info", "warning", "error", "fatal")
PATHS = ["/", "/index", "/api/users", "/api/items", "/static/logo", "/login", "/admin", "/health"]


class Record:
    def __init__(self, time, level, path, status, size, user):
        self.time = time
        self.level = level
        self.path = path
        self.status = status
        self.size = size
        self.user = user


def make_records(n):
    seed = 2024
    for time in range(n):
        seed = (seed * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        bits = seed >> 24
        status = (200, 200, 200, 201, 301, 404, 403, 500)[bits & 7]
        size = (bits >> 3) % 5000
        user = None if bits & 0x100 else "user%d" % ((bits >> 9) % 40)
        yield Record(time, LEVELS[(bits >> 15) % 5], PATHS[(bits >> 18) % 8], status,
                     float(size) if bits & 0x10000000 else size, user)


def classify(record):
    if record.level == "debug":
        return None
    if record.status >= 500:
        if record.path.startswith("/api"):
            return "api failure"
        return "failure" if record.user else "anonymous failure"
    if record.status == 404:
        if record.path == "/admin" and record.user is None:
            return "probe"
        return "missing"
    if record.status in (401, 403):
        return "denied"
    if record.level in ("error", "fatal") and record.size > 2500:
        return "heavy"
    if record.path == "/health":
        return None
    if record.status // 100 == 3:
        return "moved"
    if isinstance(record.size, float):
        return "measured" if record.size < 1000.0 else "measured large"
    if record.size > 4000 or (record.size > 3000 and record.level == "warning"):
        return "large"
    if record.user is not None and record.user.endswith("7"):
        return "lucky"
    return "normal"


def score(record, kind):
    if kind == "api failure":
        return 50
    elif kind in ("failure", "anonymous failure"):
        return 30 - len(kind)
    elif kind == "probe":
        return 25
    elif kind == "missing" or kind == "denied":
        return 5 if record.user else 8
    elif kind == "heavy":
        return record.size // 1000
    elif not kind:
        return 0
    return 1


def work():
    kinds = {}
    scores = {}
    state = "calm"
    changes = 0
    pressure = 0
    for record in make_records(22000):
        kind = classify(record)
        kinds[kind] = kinds.get(kind, 0) + 1
        points = score(record, kind)
        scores[record.user] = scores.get(record.user, 0) + points
        pressure = pressure * 7 // 8 + int(points)
        old = state
        if state == "calm":
            if pressure > 60:
                state = "busy"
        elif state == "busy":
            if pressure > 110:
                state = "alarm"
            elif pressure < 30:
                state = "calm"
        else:
            if pressure < 60:
                state = "busy"
        if state != old:
            changes += 1
    worst = sorted(scores, key=lambda user: (-scores[user], user or ""))[:3]
    return sorted(kinds.items(), key=lambda item: item[1])[-4:], changes, worst


def run():
    for _ in range(5):
        result = work()
    return result


if __name__ == "__main__":
    print(run())
