"""A signal's handler runs when it cuts a long write to a pipe short, before the rest waits."""
import io
import os
import signal
import threading

LARGE = b"xy" * 400_000


class Stop(Exception):
    pass


def handler(number, frame):
    raise Stop


signal.signal(signal.SIGALRM, handler)


def attempt(label, **options):
    r, w = os.pipe()
    got = []
    reader = threading.Thread(target=lambda: got.append(os.read(r, 1)), daemon=True)
    stream = io.open(w, closefd=False, **options)
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
    reader.start()
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGALRM])
    signal.setitimer(signal.ITIMER_REAL, 0.03)
    data = LARGE if "b" in options["mode"] else LARGE.decode()
    try:
        stream.write(data)
        print(label, "written")
    except Stop:
        print(label, "stopped")
    reader.join()
    print(got, os.read(r, 1))
    os.close(w)
    os.close(r)
    try:
        stream.close()
    except OSError as error:
        print(type(error).__name__)


attempt("raw", mode="wb", buffering=0)
attempt("buffered", mode="wb")
attempt("text", mode="w", encoding="ascii")

# A handler that returns: the write goes on.
signal.signal(signal.SIGALRM, lambda number, frame: print("tick"))
r, w = os.pipe()
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
total = []


def drain():
    ready.wait()
    while chunk := os.read(r, 1 << 16):
        total.append(len(chunk))


ready = threading.Event()
reader = threading.Thread(target=drain)
reader.start()
signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGALRM])
signal.setitimer(signal.ITIMER_REAL, 0.03)
threading.Timer(0.1, ready.set).start()
with open(w, "wb") as stream:
    print(stream.write(LARGE))
reader.join()
print(sum(total))
os.close(r)
