# One loop that passes through phases: each phase needs other assumptions.


class Config:
    factor = 1
    name = "start"


def step(state, i):
    return state + i * Config.factor


def grow(items, i):
    items.append(i)
    return len(items)


def phases(n):
    global step
    state = 0
    items = []
    log = []
    for i in range(n):
        state = step(state, i)
        grow(items, state)
        phase = i * 6 // n
        if i * 6 % n < 6:
            log.append((phase, type(state).__name__, len(items)))
            if phase == 1:
                Config.factor = 0.5
            elif phase == 2:
                state = int(state)
                Config.factor = 3
            elif phase == 3:
                step = lambda s, i: s - i
            elif phase == 4:
                state = 1 << 70
                items = ["x"]
            elif phase == 5:
                Config.name = "end"
                state = "text"
                step = lambda s, i: s if len(s) > 40 else s + Config.name
    return state, log, items[-1]


print(phases(1800))
print(Config.factor, Config.name)
total = 0
for outer in range(12):
    kind = (int, float, str, list)[outer % 4]
    x = kind()
    for i in range(200):
        if kind is str:
            x = x + "s"
        elif kind is list:
            x = x + [i]
        else:
            x = x + i * 2
    total += len(x) if kind in (str, list) else x
print(total)
