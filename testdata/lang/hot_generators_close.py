# Generators that hot loops leave in the middle: break, close(), return, an exception of the
# loop's body; what the generator's finally and except clauses see then.
log = []


def counted(n, tag):
    try:
        for i in range(n):
            yield i
    finally:
        log.append((tag, i))


def plain(n):
    i = 0
    while i < n:
        yield i
        i += 1


def first_over(g, limit):
    for v in g:
        if v > limit:
            return v
    return None


total = 0
kept = []
for round_ in range(300):
    g = plain(50)
    total += first_over(g, round_ % 7)
    # The loop was left: the generator goes on where it slept.
    total += next(g)
    if round_ % 3 == 0:
        g.close()
        try:
            next(g)
        except StopIteration as e:
            total += 1000
    elif round_ % 3 == 1:
        for v in g:
            total += v
        total += sum(g)
    if round_ % 100 == 0:
        kept.append(g)
print(total)
print([list(g) for g in kept])


def close_by_hand(rounds):
    out = 0
    for r in range(rounds):
        g = counted(20, "c%d" % (r % 2))
        for v in g:
            out += v
            if v == r % 5:
                g.close()
        # After close() in its own loop the loop just ends.
    return out


print(close_by_hand(200), len(log), log[:6], log[-1])
log.clear()


def swallow(n):
    for i in range(n):
        try:
            yield i
        except GeneratorExit:
            log.append("exit at %d" % i)
            raise
        except ValueError as e:
            log.append("value %s at %d" % (e, i))


def thrown(rounds):
    acc = 0
    for r in range(rounds):
        g = swallow(6)
        for v in g:
            acc += v
            if v == 2 and r % 50 == 0:
                acc += g.throw(ValueError(r))
        g = swallow(6)
        next(g)
        g.close()
    return acc


print(thrown(160))
print(log.count("exit at 0"), [x for x in log if x.startswith("value")])
log.clear()


def stubborn():
    while True:
        try:
            yield 1
        except GeneratorExit:
            yield 2


errors = []
for r in range(60):
    g = stubborn()
    for v in g:
        if v == 1:
            try:
                g.close()
            except RuntimeError as e:
                errors.append(str(e))
                break
print(len(errors), set(errors))


def reenter():
    for i in range(400):
        if i == 390:
            try:
                next(me)
            except ValueError as e:
                log.append(str(e))
            try:
                me.send(None)
            except ValueError as e:
                log.append(str(e))
            try:
                me.close()
            except ValueError as e:
                log.append(str(e))
            try:
                for _ in me:
                    log.append("never")
            except ValueError as e:
                log.append(str(e))
            log.append(me.gi_running)
        yield i


me = reenter()
print(me.gi_running, sum(me), me.gi_running, me.gi_frame)
print(log)
