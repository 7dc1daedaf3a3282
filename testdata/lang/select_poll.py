"""select.select and poll over pipes."""
import os, select
r, w = os.pipe()
print(select.select([r], [w], [], 0) == ([], [w], []), select.select([r], [], [], 0.01))
os.write(w, b"x")
print(select.select([r], [w], [r], 5) == ([r], [w], []))
class File:
    def fileno(self):
        return r
f = File()
print(select.select([f], [], [])[0] == [f])
p = select.poll()
p.register(r, select.POLLIN)
p.register(w)
print(sorted(p.poll(100)) == sorted([(r, select.POLLIN), (w, select.POLLOUT)]))
p.modify(w, select.POLLIN)
print(p.poll(0) == [(r, select.POLLIN)])
os.read(r, 1)
print(p.poll(0), p.poll(0.5))
p.unregister(w)
os.close(w)
print([(fd == r, bool(e & select.POLLHUP)) for fd, e in p.poll()])
for call in (lambda: p.unregister(w), lambda: p.modify(w, 1), lambda: select.select([w], [], [], 0), lambda: select.select(1, [], []),
             lambda: select.select(["x"], [], []), lambda: select.select([-1], [], []), lambda: select.select([], [], [], -1), lambda: p.register(r, -1), lambda: p.poll("x"),
             lambda: select.select([], [], [], "x"), lambda: p.register(r, 1 << 20)):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e if not isinstance(e, KeyError) else "")
print(select.error is OSError, select.PIPE_BUF)
