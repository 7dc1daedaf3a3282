# select.select, poll and epoll over pipes and sockets; selectors.
import os
import select
import selectors
import socket


def error(f, *args, **kw):
    try:
        return f(*args, **kw)
    except Exception as e:
        return type(e).__name__, e.args


a, b = socket.socketpair()
r, w = os.pipe()
print([x == [] for x in select.select([a, r], [], [], 0)])
os.write(w, b"x")
print(select.select([a, r], [], [], 1)[0] == [r], select.select([], [w], [], 0)[1] == [w])
print(error(select.select, 1, 2, 3), error(select.select, [1.5], [], []), error(select.select, [], [], [], -1))

with select.epoll() as ep:
    print(ep.closed, ep.fileno() > 0)
    ep.register(r)
    ep.register(a, select.EPOLLIN)
    print([(fd == r, event) for fd, event in ep.poll(1)])
    print(error(ep.register, r), error(ep.register, -1), error(ep.unregister, 9999))
    b.send(b"1")
    print(sorted((fd == r, event) for fd, event in ep.poll(1)), len(ep.poll(1, 1)))
    ep.modify(a, select.EPOLLOUT | select.EPOLLET)
    ep.unregister(r)
    print([(fd == a.fileno(), event) for fd, event in ep.poll(1)], ep.poll(0))
    b.close()
    print([event & select.EPOLLHUP != 0 for fd, event in ep.poll(1)])
    print(error(ep.poll, "x"), error(ep.poll, 0, 0), error(ep.poll, 0, maxevents=-3))
print(ep.closed, error(ep.poll), error(ep.fileno), error(ep.register, 1), error(ep.__enter__))
ep.close()
print(error(select.epoll, -2), error(select.epoll, 0), error(select.epoll, 1, 5))
print(select.EPOLLIN, select.EPOLLET, select.EPOLLONESHOT, select.EPOLL_CLOEXEC)

p = select.poll()
p.register(r, select.POLLIN)
print([(fd == r, event) for fd, event in p.poll(100)], os.read(r, 5), p.poll(0))
print(error(p.modify, 9999, 1), error(p.unregister, 9999), error(p.register, r, -1))

for kind in (selectors.SelectSelector, selectors.PollSelector, selectors.EpollSelector, selectors.DefaultSelector):
    c, d = socket.socketpair()
    with kind() as selector:
        key = selector.register(c, selectors.EVENT_READ, "data")
        print(kind.__name__, key.fd == c.fileno(), key.events, key.data, selector.select(0))
        d.send(b"!")
        print([(k.data, mask) for k, mask in selector.select(1)])
        selector.modify(c, selectors.EVENT_WRITE, "out")
        print([(k.data, mask) for k, mask in selector.select(1)], len(selector.get_map()))
        print(error(selector.register, c, 1)[0], error(selector.unregister, d)[0], error(selector.register, d, 9))
        selector.unregister(c)
    c.close()
    d.close()
a.close()
os.close(r)
os.close(w)
