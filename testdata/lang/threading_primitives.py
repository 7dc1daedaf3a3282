# threading: Lock, RLock, Condition, Event, Semaphore, Barrier, Timer, local, queues, hooks.
import queue
import sys
import threading
import time
import weakref
import _thread


def error(f, *args, **kw):
    try:
        return f(*args, **kw)
    except Exception as e:
        return type(e).__name__, str(e)


def run(*functions):
    threads = [threading.Thread(target=f) for f in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


lock = threading.Lock()
print(lock.acquire(), lock.acquire(False), lock.acquire(timeout=0.001), lock.locked(), lock.release())
print(error(lock.release), error(lock.acquire, False, 1), error(lock.acquire, True, -2))
counter = 0


def count():
    global counter
    for _ in range(500):
        with lock:
            counter += 1


run(count, count, count)
print(counter, weakref.ref(lock)() is lock)

r = threading.RLock()
with r:
    with r:
        result = []
        run(lambda: result.append(r.acquire(False)))
        print(result, r._is_owned())
print(error(r.release))

condition = threading.Condition()
items = []


def consumer():
    with condition:
        print(condition.wait_for(lambda: items, 5), items.pop())


def producer():
    with condition:
        items.append("item")
        condition.notify()


run(consumer, producer)
with condition:
    print(condition.wait(0.001))
print(error(condition.notify), error(condition.wait))

event = threading.Event()
print(event.wait(0.001), event.is_set(), event)if False else print(event.wait(0.001), event.is_set())
run(event.set)
print(event.wait(), event.is_set(), event.clear(), event.is_set())

semaphore = threading.BoundedSemaphore(2)
print(semaphore.acquire(), semaphore.acquire(), semaphore.acquire(False), semaphore.release(2), error(semaphore.release))
print(error(threading.Semaphore, -1))

barrier = threading.Barrier(3, action=lambda: print("all here"))
places = []
run(*[lambda: places.append(barrier.wait())] * 3)
print(sorted(places), barrier.parties, barrier.n_waiting, barrier.broken)
broken = []


def waits():
    try:
        barrier.wait(0.005)
    except threading.BrokenBarrierError:
        broken.append(True)


run(waits, waits)
print(broken, barrier.broken)
barrier.reset()
print(barrier.broken)

calls = []
timer = threading.Timer(0.001, calls.append, ["fired"])
timer.start()
timer.join()
never = threading.Timer(60, calls.append, ["never"])
never.start()
never.cancel()
never.join()
print(calls)

local = threading.local()
local.x = "main"


def uses_local():
    print(hasattr(local, "x"), local.__dict__)
    local.x = 1


run(uses_local)
print(local.x)


class Numbered(threading.local):
    made = 0

    def __init__(self, start):
        Numbered.made += 1
        self.n = start


numbered = Numbered(5)
run(lambda: print(numbered.n, Numbered.made))


def fails():
    raise ValueError("in a thread")


seen = []
threading.excepthook = lambda args: seen.append((args.exc_type.__name__, str(args.exc_value), args.thread.name))
t = threading.Thread(target=fails, name="failing")
t.start()
t.join()
print(seen)
threading.excepthook = threading.__excepthook__

t = threading.Thread(target=lambda: None, daemon=True)
print(t.name, t.daemon, t.is_alive(), t.ident, error(t.join))
t.start()
t.join()
print(t.is_alive(), t.ident is not None, error(t.start), error(setattr, t, "daemon", False))
print(threading.current_thread() is threading.main_thread(), threading.active_count(), error(threading.current_thread().join))
print(error(threading.Thread, 1), error(threading.Thread, group=None, target=None, args=1) if False else "")

q = queue.Queue(2)
got = []


def puts():
    for i in range(6):
        q.put(i)
    q.put(None)


def gets():
    while (item := q.get()) is not None:
        got.append(item)
        q.task_done()
    q.task_done()


run(puts, gets)
q.join()
print(got, q.qsize(), error(q.get_nowait), error(q.get, timeout=0.001), error(q.task_done))
q.put(1)
q.put(2)
print(q.full(), error(q.put_nowait, 3), queue.LifoQueue().empty())
heap = queue.PriorityQueue()
for n in (3, 1, 2):
    heap.put(n)
print([heap.get() for _ in range(3)])
simple = queue.SimpleQueue()
run(lambda: simple.put("simple"))
print(simple.get(timeout=5), simple.empty(), error(simple.get, False), error(simple.get, timeout=0.001))

try:
    _thread.interrupt_main()
    print("not reached")
except KeyboardInterrupt:
    print("interrupted at once")
print(error(_thread.interrupt_main, 1000), _thread.TIMEOUT_MAX == threading.TIMEOUT_MAX)
