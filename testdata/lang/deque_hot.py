# Deques in hot loops: a queue, a ring, a window, a stack.
from _collections import deque


def bfs(n):
    seen = [False] * n
    queue = deque([0])
    seen[0] = True
    order = 0
    while queue:
        v = queue.popleft()
        order = (order * 31 + v) % 1000003
        for w in ((v * 2 + 1) % n, (v * 3 + 2) % n, (v + 7) % n):
            if not seen[w]:
                seen[w] = True
                queue.append(w)
    return order


def josephus(n, k):
    ring = deque(range(n))
    last = None
    while ring:
        ring.rotate(-(k - 1))
        last = ring.popleft()
    return last


def window(values, size):
    recent = deque(maxlen=size)
    total = best = 0
    for v in values:
        if len(recent) == size:
            total -= recent[0]
        recent.append(v)
        total += v
        best = max(best, total)
    return best


def stack(n):
    d = deque()
    s = 0
    for i in range(n):
        d.append(i * 0.5)
        if i % 3 == 2:
            s += d.pop() + d.pop()
    return s, len(d)


print(bfs(500))
print(josephus(120, 7))
print(window([(i * 37) % 101 for i in range(600)], 10))
print(stack(600))
