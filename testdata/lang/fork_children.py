# os.fork: children with threads, hooks, exits and pipes; subprocess.
import os
import subprocess
import sys
import threading
import _thread


def child(f):
    sys.stdout.flush()
    r, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.dup2(w, 1)
        try:
            f()
        finally:
            sys.stdout.flush()
            os._exit(7)
    os.close(w)
    with open(r) as f:
        text = f.read()
    return text, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def hot():
    n = 0
    for i in range(20000):
        n += i % 7
    print(n)


hot()
print(child(hot))
print(child(lambda: print(threading.current_thread() is threading.main_thread(), threading.active_count())))

started = threading.Event()
stop = threading.Event()


def background():
    threading.current_thread()
    started.set()
    stop.wait()


_thread.start_new_thread(background, ())
started.wait()
print(child(lambda: print(threading.active_count(), len(threading.enumerate()))))


def with_thread():
    t = threading.Thread(target=lambda: print("in the child's thread"))
    t.start()
    t.join()


print(child(with_thread))
stop.set()

from_thread = []
t = threading.Thread(target=lambda: from_thread.append(child(lambda: print(threading.main_thread().name != ""))))
t.start()
t.join()
print(from_thread)

log = []
os.register_at_fork(before=lambda: log.append("before"), after_in_parent=lambda: log.append("parent"),
                    after_in_child=lambda: log.append("child"))
print(child(lambda: print(log)), log)

# Normal exits run what is registered and flush.
program = """
import os, sys, atexit, threading, time
pid = os.fork()
atexit.register(print, "at exit of", "child" if pid == 0 else "parent")
def outlives():
    time.sleep(0.02)
    print("after the main thread")
if pid == 0:
    threading.Thread(target=outlives).start()
else:
    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
"""
done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
print(sorted(done.stdout.splitlines()), done.stderr, done.returncode)

program = """
import threading, time, sys
def loop():
    while True:
        time.sleep(0.001)
threading.Thread(target=loop, daemon=True).start()
import _thread
_thread.start_new_thread(loop, ())
print("end")
"""
done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
print(done)if False else print(done.stdout, done.stderr, done.returncode)
