"""fork, waitpid, exit statuses, exec, environment, subprocess."""
import os, signal, subprocess, sys

sys.stdout.flush()
pid = os.fork()
if pid == 0:
    os._exit(7)
got, status = os.waitpid(pid, 0)
print(got == pid, os.WIFEXITED(status), os.WEXITSTATUS(status), os.waitstatus_to_exitcode(status))
pid = os.fork()
if pid == 0:
    signal.pause()
os.kill(pid, signal.SIGTERM)
got, status = os.wait()
print(os.WIFSIGNALED(status), os.WTERMSIG(status) == signal.SIGTERM, os.waitstatus_to_exitcode(status))
pid = os.fork()
if pid == 0:
    try:
        os.execv("/bin/sh", ["sh", "-c", "exit 3"])
    finally:
        os._exit(99)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
try:
    os.waitpid(-1, 0)
except ChildProcessError as e:
    print(e.errno, e.strerror)
os.environ["PYJIT_X"] = "déjà"
print(os.environ["PYJIT_X"], os.environb[b"PYJIT_X"], os.getenv("NOT_SET", "none"))
print(subprocess.run(["sh", "-c", "echo $PYJIT_X; exit 5"], capture_output=True))
del os.environ["PYJIT_X"]
print(subprocess.check_output("echo [$PYJIT_X]", shell=True, text=True))
p = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
print(p.communicate(b"in and out"), p.returncode)
try:
    subprocess.run(["/no/such/program"])
except FileNotFoundError as e:
    print(e)
try:
    subprocess.run(["sh", "-c", "exit 2"], check=True)
except subprocess.CalledProcessError as e:
    print(e)
try:
    subprocess.run(["sleep", "5"], timeout=0.05)
except subprocess.TimeoutExpired as e:
    print("timeout", e.cmd)
print(subprocess.run(["pwd"], cwd="/", stdout=subprocess.PIPE).stdout)
print(subprocess.run(["env"], env={"A": "b"}, stdout=subprocess.PIPE).stdout)
r, w = os.pipe()
subprocess.run(["sh", "-c", f"echo fd >&{w}"], pass_fds=[w])
print(os.read(r, 10))
print(os.system("exit 4"), os.popen("echo popen").read())
print(os.getpid() > 0, os.getppid() > 0, os.getuid() == os.geteuid(), os.cpu_count() > 0)
print(type(os.times()).__name__, len(os.uname()), os.uname().sysname)
order = []
os.register_at_fork(before=lambda: order.append("before"), after_in_parent=lambda: order.append("parent"), after_in_child=lambda: order.append("child"))
r, w = os.pipe()
if os.fork() == 0:
    os.write(w, repr(order).encode())
    os._exit(0)
os.wait()
print(os.read(r, 100).decode(), order)
