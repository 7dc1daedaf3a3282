"""os.stat and what it gives: fields, struct sequences, errors."""
import os, stat, tempfile

d = tempfile.mkdtemp()
os.chdir(d)
with open("a.txt", "w") as f:
    f.write("hello")
os.chmod("a.txt", 0o640)
s = os.stat("a.txt")
print(type(s), len(s), s.st_size, s[6], stat.filemode(s.st_mode), s.st_nlink)
print(s.n_fields, s.n_sequence_fields, s.n_unnamed_fields)
print(isinstance(s.st_mtime, float), isinstance(s[8], int), s.st_mtime_ns // 10**9 == s[8])
os.utime("a.txt", (1000000000, 1234567890.5))
s = os.stat("a.txt")
print(s.st_atime, s.st_mtime, s.st_mtime_ns, s[7:10][:2])
os.utime("a.txt", ns=(5 * 10**9 + 7, 6 * 10**9 + 8))
s = os.stat("a.txt")
print(s.st_atime_ns, s.st_mtime_ns)
t = os.stat_result(range(10))
print(t, t.st_mtime, t.st_blocks)
t = os.stat_result(tuple(range(10)), {"st_mtime_ns": 99})
print(t.st_mtime_ns, t.st_atime_ns)
for bad in (range(9), range(30), 5):
    try:
        os.stat_result(bad)
    except TypeError as e:
        print(e)
os.symlink("a.txt", "link")
print(os.path.islink("link"), os.readlink("link"), os.lstat("link").st_size)
print(os.stat("link").st_size, os.stat("link", follow_symlinks=False).st_size)
for call in (
    lambda: os.stat("none"), lambda: os.stat([]), lambda: os.stat("a\0b"), lambda: os.lstat(3),
    lambda: os.mkdir(3), lambda: os.stat("x", dir_fd="y"), lambda: os.stat(2**70),
    lambda: os.utime("a.txt", (1,)), lambda: os.utime("a.txt", (1, 2), ns=(3, 4)),
    lambda: os.rename("none", "none2"), lambda: os.stat(1, follow_symlinks=False),
):
    try:
        print(call())
    except (OSError, TypeError, ValueError, OverflowError) as e:
        print(type(e).__name__, e)
print(os.access("a.txt", os.R_OK), os.access("none", os.F_OK))
os.truncate("a.txt", 2)
print(os.path.getsize("a.txt"), os.path.isfile("a.txt"), os.path.isdir("."))
fd = os.open(".", os.O_RDONLY)
print(os.stat("a.txt", dir_fd=fd).st_size, sorted(os.listdir(fd)))
os.close(fd)
print(os.stat_result.__match_args__)
v = os.statvfs(".")
print(type(v), len(v), v.f_namemax)
