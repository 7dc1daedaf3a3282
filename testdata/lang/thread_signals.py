# Threads by their idents: pthread_kill wakes the one that is meant, _current_frames names it.
import os
import signal
import sys
import threading

seen = []
signal.signal(signal.SIGUSR1, lambda number, frame: seen.append(threading.current_thread() is threading.main_thread()))

signal.pthread_kill(threading.get_ident(), signal.SIGUSR1)
print(seen)

main = threading.main_thread().ident
r, w = os.pipe()


def poke():
    signal.pthread_kill(main, signal.SIGUSR1)
    while len(seen) < 2:
        pass
    os.write(w, b"!")


thread = threading.Thread(target=poke)
thread.start()
print(os.read(r, 1))
thread.join()
print(seen)

# One that waits for a signal gets it itself.
got = []
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR2])
ready = threading.Event()


def wait():
    ready.set()
    got.append(signal.sigwait([signal.SIGUSR2]) == signal.SIGUSR2)


thread = threading.Thread(target=wait)
thread.start()
ready.wait()
signal.pthread_kill(thread.ident, signal.SIGUSR2)
thread.join()
print(got)

print(signal.pthread_kill(main, 0))
try:
    signal.pthread_kill(main, 9999)
except OSError as error:
    print(error)
frames = sys._current_frames()
print(frames[threading.get_ident()] is sys._getframe())
