"""_thread locks and RLocks in one thread; Condition, Semaphore and local over them."""
import _thread, threading, time
lock = _thread.allocate_lock()
print(lock.locked(), lock.acquire(), lock.locked(), lock.acquire(False), lock.acquire(timeout=0.01), lock.acquire(True, 0))
print(repr(lock).split(" at ")[0], lock.release(), repr(lock).split(" at ")[0])
with lock as got:
    print(got, lock.locked())
print(lock.locked())
r = threading.RLock()
print(r.acquire(), r.acquire(), r._is_owned(), repr(r).split(" owner")[0])
r.release(); r.release()
print(r._is_owned())
for call in (lock.release, r.release, lambda: lock.acquire(False, 1), lambda: lock.acquire(timeout=-2), lambda: lock.acquire(timeout=1e20),
             lambda: lock.acquire(timeout="x"), lambda: _thread.LockType(), lambda: _thread.stack_size(5), lambda: _thread.stack_size(-1)):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)
print(_thread.get_ident() == threading.get_ident() != 0, threading.main_thread() is threading.current_thread(), _thread.TIMEOUT_MAX, _thread.error is RuntimeError)
c = threading.Condition()
with c:
    t = time.monotonic()
    print(c.wait(0.02), time.monotonic() - t >= 0.02)
    c.notify_all()
s = threading.Semaphore(2)
print(s.acquire(), s.acquire(), s.acquire(blocking=False)); s.release(); print(s.acquire(blocking=False))
e = threading.Event()
print(e.is_set(), e.wait(0.01)); e.set(); print(e.wait(), e.is_set())
class L(threading.local):
    kind = "class"
    def __init__(self, x):
        self.x = x
l = L(5)
l.y = 6
print(l.x, l.y, l.kind, sorted(l.__dict__))
del l.x
try:
    l.x
except AttributeError as err:
    print(err)
try:
    threading.local(1)
except TypeError as err:
    print(err)
try:
    _thread.exit()
except SystemExit as err:
    print(repr(err))
try:
    _thread.interrupt_main()
    for _ in range(100000): pass
except KeyboardInterrupt:
    print("interrupted")
print(threading.active_count(), threading.current_thread().name)
