"""Descriptors: open, read, write, seek, pipe, dup; directories; removal."""
import os, tempfile

d = tempfile.mkdtemp()
os.chdir(d)
fd = os.open("f", os.O_RDWR | os.O_CREAT, 0o600)
print(os.write(fd, b"0123456789"), os.lseek(fd, 3, os.SEEK_SET), os.read(fd, 4))
print(os.pread(fd, 2, 8), os.pwrite(fd, b"ab", 0), os.lseek(fd, 0, os.SEEK_END))
os.ftruncate(fd, 5)
print(os.fstat(fd).st_size, os.get_inheritable(fd), os.get_blocking(fd))
fd2 = os.dup(fd)
os.lseek(fd, 0, os.SEEK_SET)
print(os.read(fd2, 100))
os.set_inheritable(fd2, True)
print(os.get_inheritable(fd2))
os.close(fd2)
os.close(fd)
try:
    os.close(fd)
except OSError as e:
    print(e.errno, e.strerror)
r, w = os.pipe()
os.write(w, b"through the pipe")
os.close(w)
print(os.read(r, 7), os.read(r, 100), os.read(r, 1))
os.close(r)
os.makedirs("x/y/z")
os.makedirs("x/y/z", exist_ok=True)
for name in ("x/1", "x/y/2", "x/y/z/3"):
    open(name, "w").close()
for root, dirs, files in os.walk("x"):
    print(root, sorted(dirs), sorted(files))
print(sorted(e.name for e in os.scandir("x")), sorted(os.listdir(b"x")))
for e in sorted(os.scandir("x"), key=lambda e: e.name):
    print(e, e.path, e.is_dir(), e.is_file(), e.is_symlink(), e.stat().st_size, os.fspath(e))
with os.scandir("x") as it:
    print(next(it).name in ("1", "y"))
os.rename("x/1", "x/one")
os.replace("x/one", "x/y/2")
print(sorted(os.listdir("x/y")))
os.link("x/y/2", "hard")
print(os.path.samefile("x/y/2", "hard"), os.stat("hard").st_nlink)
os.unlink("hard")
try:
    os.rmdir("x")
except OSError as e:
    print(type(e).__name__, e.filename)
os.removedirs
import shutil
shutil.copy("f", "g")
shutil.copytree("x", "copy")
print(sorted(os.listdir("copy/y")))
shutil.rmtree("x")
print(sorted(os.listdir(".")), os.path.exists("x"))
print(os.path.basename(os.getcwd()) == os.path.basename(d), os.getcwdb() == os.fsencode(os.getcwd()))
print(os.fsencode("a\udcff"), os.fsdecode(b"a\xff") == "a\udcff")
open(b"\xff\xfe", "w").close()
print([n for n in os.listdir(".") if "\udcff" in n], [n for n in os.listdir(b".") if b"\xff" in n])
print(os.path.normpath("a//b/../c/./d/.."), os.path.normpath("/.."), os.path.normpath("//x/"), os.path.normpath(""), os.path.normpath("../../a/.."))
