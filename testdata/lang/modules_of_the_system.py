# fcntl, resource, pwd, grp, _stat: the system's own modules.
import _stat
import fcntl
import grp
import os
import pwd
import resource
import stat
import tempfile


def error(f, *args, **kw):
    try:
        return f(*args, **kw)
    except Exception as e:
        return type(e).__name__, e.args


with tempfile.TemporaryFile() as f:
    print(fcntl.fcntl(f, fcntl.F_GETFD), fcntl.fcntl(f, fcntl.F_SETFD, 0), fcntl.fcntl(f, fcntl.F_GETFD))
    print(fcntl.fcntl(f, fcntl.F_GETFD, b"abcd"), fcntl.flock(f, fcntl.LOCK_EX | fcntl.LOCK_NB))
    print(fcntl.lockf(f, fcntl.LOCK_SH), fcntl.lockf(f, fcntl.LOCK_UN), error(fcntl.lockf, f, 1 << 20))
    print(error(fcntl.fcntl, f, 1, b"x" * 2000), error(fcntl.fcntl, f, 1, 1.5), error(fcntl.fcntl, f, "x"))
print(error(fcntl.fcntl, -1, 1), error(fcntl.flock, 9999, 1), error(fcntl.ioctl, "x", 1))
print(error(fcntl.ioctl, 0, 1, b"x" * 2000), error(fcntl.ioctl, 0, 1, 1.5))
r, w = os.pipe()
os.write(w, b"seven..")
size = bytearray(4)
print(fcntl.ioctl(r, 0x541B, size), size, fcntl.ioctl(r, 0x541B, b"1234"), fcntl.ioctl(r, 0x541B, size, False))
os.close(r)
os.close(w)

usage = resource.getrusage(resource.RUSAGE_SELF)
print(type(usage).__module__, type(usage).__qualname__, len(usage), usage.ru_utime >= 0, usage.ru_maxrss > 0)
soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
print(resource.setrlimit(resource.RLIMIT_CORE, (0, hard)), resource.getrlimit(resource.RLIMIT_CORE)[0])
print(resource.prlimit(0, resource.RLIMIT_CORE) == resource.getrlimit(resource.RLIMIT_CORE))
print(error(resource.getrlimit, 99), error(resource.setrlimit, 1, 1), error(resource.setrlimit, 1, (1,)))
print(error(resource.setrlimit, 4, ("a", 1)), error(resource.getrusage, 99), error(resource.prlimit, -1, 1))
print(error(resource.setrlimit, resource.RLIMIT_NOFILE, (2, 1)), resource.RLIM_INFINITY, resource.getpagesize())

root = pwd.getpwnam("root")
print(root.pw_name, root.pw_uid, root[5], root == pwd.getpwuid(0), len(root), root in pwd.getpwall())
print(error(pwd.getpwnam, "no such user"), error(pwd.getpwuid, 4000000), error(pwd.getpwuid, -2))
print(error(pwd.getpwuid, 1 << 40), error(pwd.getpwuid, "a"), error(pwd.getpwnam, 1), error(pwd.getpwnam, "a\0"))
group = grp.getgrgid(0)
print(group.gr_name, group.gr_mem, group == grp.getgrnam("root"), any(g == group for g in grp.getgrall()))
print(error(grp.getgrnam, "no such group"), error(grp.getgrgid, 4000000), error(grp.getgrgid, 1.5))

for mode in (0o100644, 0o40755, 0o120777, 0o104755, 0o102644, 0o41777, 0o1000, 0o140600, 0o10600, 0):
    print(_stat.filemode(mode), oct(stat.S_IMODE(mode)), oct(stat.S_IFMT(mode)), stat.S_ISDIR(mode),
          stat.S_ISREG(mode), stat.S_ISLNK(mode), stat.S_ISSOCK(mode), stat.S_ISFIFO(mode), stat.S_ISDOOR(mode))
print(error(_stat.S_ISDIR, "a"), error(_stat.filemode, -1), error(_stat.S_IFMT, 1 << 40), error(_stat.S_IMODE, 1 << 80))
print(sorted(n for n in dir(_stat) if n.startswith("S_I"))[:12])
