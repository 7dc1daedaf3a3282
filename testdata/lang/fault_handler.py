# faulthandler: tracebacks into a file, after a time, on a signal and on a fault.
import faulthandler
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time


def error(f, *args, **kw):
    try:
        return f(*args, **kw)
    except Exception as e:
        return type(e).__name__, e.args


def show(text):
    text = re.sub(r"0x[0-9a-f]+", "0x", text)
    text = re.sub(r'File "[^"]*?([^/"]*)"', r'File "\1"', text)
    print(text)


out = tempfile.TemporaryFile("w+")


def read():
    out.seek(0)
    text = out.read()
    out.seek(0)
    out.truncate()
    return text


class Café:
    def méthode(self, n):
        if n:
            return self.méthode(n - 1)
        faulthandler.dump_traceback(out)
        faulthandler.dump_traceback(out, all_threads=False)


Café().méthode(2)
show(read())


def deep(n):
    return deep(n - 1) if n else faulthandler.dump_traceback(out, False)


deep(150)
text = read()
print(text.count("\n"), text.splitlines()[-1])

event = threading.Event()


def waiter():
    event.wait()


thread = threading.Thread(target=waiter)
thread.start()
while not event._cond._waiters:
    time.sleep(0.001)
faulthandler.dump_traceback(out)
text = read()
event.set()
thread.join()
print(text.count("Thread 0x"), text.count("Current thread 0x"), "in waiter" in text)

faulthandler.dump_traceback_later(0.02, file=out)
time.sleep(0.1)
show(read())
faulthandler.dump_traceback_later(60, file=out)
faulthandler.cancel_dump_traceback_later()
print(error(faulthandler.dump_traceback_later, 0), error(faulthandler.dump_traceback_later, -1, file=out))

print(faulthandler.register(signal.SIGUSR1, file=out, all_threads=False))


def send():
    os.kill(os.getpid(), signal.SIGUSR1)


send()
show(read())
print(faulthandler.unregister(signal.SIGUSR1), faulthandler.unregister(signal.SIGUSR1))
print(error(faulthandler.register, signal.SIGSEGV), error(faulthandler.register, 1000))
print(error(faulthandler.enable, -1), error(faulthandler.enable, "x")[0])

print(faulthandler.is_enabled(), faulthandler.enable(out), faulthandler.is_enabled())
print(faulthandler.disable(), faulthandler.is_enabled(), faulthandler.disable())

for call in ("_sigsegv()", "_sigabrt()", "_sigfpe()", "_read_null()"):
    program = f"import faulthandler\nfaulthandler.enable()\ndef f():\n    faulthandler.{call}\nf()\n"
    done = subprocess.run([sys.executable, "-S", "-c", program], capture_output=True, text=True)
    show(str(done.returncode) + done.stdout + done.stderr.split("\n\nExtension")[0].rstrip())
