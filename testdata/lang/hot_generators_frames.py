# Frames of generators in hot loops, looked at from within and from outside: gi_frame,
# gi_running, f_lineno, f_locals, sys._getframe, sys.settrace that comes in the middle.
import sys

seen = []


def look(g_of):
    g = g_of[0]
    return g.gi_running, g.gi_frame is not None, g.gi_frame.f_code.co_name


def watched(n, box):
    for i in range(n):
        if i % 97 == 0:
            seen.append(look(box))
        yield i


def run(n):
    box = []
    g = watched(n, box)
    box.append(g)
    s = 0
    for v in g:
        s += v
    return s


print(run(400), run(400), len(seen), set(seen))


def asleep(n):
    a = 0
    for i in range(n):
        a += i
        yield a


g = asleep(1000)
for v in g:
    if v % 1000 == 0:
        f = g.gi_frame
        print(v, f.f_lineno, f.f_locals["a"], f.f_locals["i"], f.f_back, g.gi_running)
    if v > 44000:
        break
f = g.gi_frame
print(f is g.gi_frame, f.f_locals["i"])
for v in g:
    pass
print(v, g.gi_frame)


def namer(n):
    for i in range(n):
        if i == n - 2:
            yield sys._getframe().f_code.co_name, sys._getframe(1).f_code.co_name
        else:
            yield i


def consumer(n):
    out = None
    for v in namer(n):
        if isinstance(v, tuple):
            out = v
    return out


print(consumer(300), consumer(3), [consumer(350) for _ in range(3)])

events = []


def tracer(frame, event, arg):
    if frame.f_code.co_name in ("traced", "loop"):
        events.append((event, frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno,
                       arg if isinstance(arg, int) else None))
        return tracer
    return None


def traced(n):
    for i in range(n):
        yield i
    yield -1


def loop(n):
    s = 0
    for v in traced(n):
        if v == n - 3:
            sys.settrace(tracer)
        s += v
    sys.settrace(None)
    return s


print(loop(300), len(events) > 10)
print([value for event, _, _, value in events if event == "return"][-3:])
events.clear()
print(loop(300), len(events) > 10)


def locals_of(n):
    for i in range(n):
        square = i * i
        if i == n - 1:
            yield sorted(locals().items(), key=lambda kv: kv[0])
        yield square


last = None
for v in locals_of(300):
    if isinstance(v, list):
        last = v
print(last)


def closes_over(n):
    count = 0

    def bump():
        nonlocal count
        count += 1
        return count

    for i in range(n):
        yield bump() + count


print(sum(closes_over(400)))


def args_of(*args, key=0, **names):
    for a in args:
        yield a + key + names.get("more", 0)


print(sum(sum(args_of(1, 2, r, key=r, more=1)) for r in range(200)))
