"""Python functions as signal handlers; alarms and timers; KeyboardInterrupt."""
import os, signal, time

log = []
def handler(number, frame):
    log.append((signal.Signals(number).name, frame is None or frame.f_code.co_name))

print(signal.getsignal(signal.SIGUSR1), signal.signal(signal.SIGUSR1, handler))
os.kill(os.getpid(), signal.SIGUSR1)
print(log, signal.getsignal(signal.SIGUSR1) is handler)
def inside():
    signal.raise_signal(signal.SIGUSR1)
    return len(log)
print(inside(), log[-1])

class Stop(Exception):
    pass
def stop(number, frame):
    raise Stop(number)
signal.signal(signal.SIGALRM, stop)
signal.setitimer(signal.ITIMER_REAL, 0.02)
n = 0
try:
    while True:
        n += 1
except Stop as e:
    print("stopped", e, n > 0)
signal.setitimer(signal.ITIMER_REAL, 0.02)
try:
    time.sleep(20)
except Stop:
    print("sleep ended")
r, w = os.pipe()
signal.setitimer(signal.ITIMER_REAL, 0.02)
try:
    os.read(r, 1)
except Stop:
    print("read ended")
signal.signal(signal.SIGALRM, lambda *a: log.append("alarm"))
signal.setitimer(signal.ITIMER_REAL, 0.02)
t = time.monotonic()
time.sleep(0.06)
print(time.monotonic() - t >= 0.06, log[-1])
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt:
    print("KeyboardInterrupt")
old = signal.signal(signal.SIGINT, signal.SIG_IGN)
signal.raise_signal(signal.SIGINT)
print(old is signal.default_int_handler, signal.signal(signal.SIGINT, old))
for bad in ((1000, signal.SIG_DFL), (signal.SIGUSR1, 42), (0, signal.SIG_IGN)):
    try:
        signal.signal(*bad)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
try:
    signal.signal(signal.SIGKILL, signal.SIG_IGN)
except OSError as e:
    print(e.errno)
print(signal.strsignal(2), signal.SIGTERM, repr(signal.SIGTERM), signal.Signals(15))
signal.signal(signal.SIGUSR1, handler)
before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
count = len(log)
os.kill(os.getpid(), signal.SIGUSR1)
print(before, signal.sigpending(), len(log) == count)
signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGUSR1])
print(len(log) - count)
print(signal.alarm(0), signal.getitimer(signal.ITIMER_REAL))
