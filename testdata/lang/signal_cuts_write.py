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


# The other thread sends the signal once the write has begun: the pipe holds too little of it to end.
def interrupt():
    signal.pthread_kill(threading.main_thread().ident, signal.SIGALRM)


def attempt(label, **options):
    r, w = os.pipe()
    got = []

    def read_one():
        got.append(os.read(r, 1))
        interrupt()

    reader = threading.Thread(target=read_one, daemon=True)
    stream = io.open(w, closefd=False, **options)
    data = LARGE if "b" in options["mode"] else LARGE.decode()
    reader.start()
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
ticked = threading.Event()


def tick(number, frame):
    print("tick")
    ticked.set()


signal.signal(signal.SIGALRM, tick)
r, w = os.pipe()
total = []


def drain():
    total.append(len(os.read(r, 1)))
    interrupt()
    ticked.wait()
    while chunk := os.read(r, 1 << 16):
        total.append(len(chunk))


reader = threading.Thread(target=drain)
reader.start()
with open(w, "wb") as stream:
    print(stream.write(LARGE))
reader.join()
print(sum(total))
os.close(r)
