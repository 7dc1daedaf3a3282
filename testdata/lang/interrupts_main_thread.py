"""Signal handlers and interrupts run on the main thread, whoever runs when they come."""
import _thread
import os
import signal
import sys
import threading
import time

main = threading.get_ident()
where = []


def handler(number, frame):
    where.append(threading.get_ident() == main)


signal.signal(signal.SIGUSR1, handler)


def busy_until_handled():
    os.kill(os.getpid(), signal.SIGUSR1)
    end = time.monotonic() + 5
    n = 0
    while not where and time.monotonic() < end:
        n += 1


thread = threading.Thread(target=busy_until_handled)
thread.start()
thread.join()
print(where)

# interrupt_main() in another thread.
finished = []


def interrupt():
    _thread.interrupt_main()
    for _ in range(1000):
        pass
    finished.append(True)


thread = threading.Thread(target=interrupt)
try:
    thread.start()
    thread.join()
    time.sleep(5)
except KeyboardInterrupt:
    print("interrupted")
thread.join()
print(finished)

signal.signal(signal.SIGUSR2, lambda number, frame: 1 / 0)
thread = threading.Thread(target=lambda: _thread.interrupt_main(signal.SIGUSR2))
try:
    thread.start()
    for _ in range(500):
        time.sleep(0.01)
    print("nothing came")
except ZeroDivisionError as error:
    print(type(error).__name__)
thread.join()


# The exception hook of threads when sys.stderr is gone: the thread's own note of it serves.
class Sink:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)

    def flush(self):
        pass


before, sink = sys.stderr, Sink()
sys.stderr = sink
go = threading.Event()


def fail():
    go.wait()
    raise ValueError("lost")


thread = threading.Thread(target=fail, name="worker")
sys.stderr = None
go.set()
thread.start()
thread.join()
sys.stderr = before
lines = "".join(sink.parts).splitlines()
print(lines[0], lines[-1], sep="\n")
print(threading.excepthook.__name__)
