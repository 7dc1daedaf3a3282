"""Cached bytecode: written, used, out of date; source_from_cache; compileall-like calls."""
import importlib, importlib.util, os, py_compile, sys, tempfile
sys.dont_write_bytecode = False
d = tempfile.mkdtemp()
sys.path.insert(0, d)
path = os.path.join(d, "cached_mod.py")
with open(path, "w") as f:
    f.write("value = 'first'\ndef f():\n    return value\n")
os.utime(path, (1000, 1000))
import cached_mod
cache = cached_mod.__cached__
print(os.path.exists(cache), cache == importlib.util.cache_from_source(path), importlib.util.source_from_cache(cache) == path)
with open(cache, "rb") as f:
    data = f.read()
print(data[:4] == importlib.util.MAGIC_NUMBER, int.from_bytes(data[4:8], "little"), int.from_bytes(data[8:12], "little"), int.from_bytes(data[12:16], "little") == os.path.getsize(path))
with open(path, "w") as f:
    f.write("value = 'other'\ndef f():\n    return value\n")
os.utime(path, (1000, 1000))
del sys.modules["cached_mod"]
import cached_mod
print(cached_mod.value, cached_mod.f())
os.utime(path, (2000, 2000))
del sys.modules["cached_mod"]
import cached_mod
print(cached_mod.value, cached_mod.f.__code__.co_filename == path)
with open(cache, "wb") as f:
    f.write(b"garbage that is long enough to be a header")
del sys.modules["cached_mod"]
import cached_mod
print(cached_mod.value)
out = py_compile.compile(path, cfile=os.path.join(d, "sourceless.pyc"), doraise=True)
print(os.path.basename(out))
import sourceless
print(sourceless.value, sourceless.__file__.endswith("sourceless.pyc"), type(sourceless.__loader__).__name__)
py_compile.compile(path, invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH)
with open(cache, "rb") as f:
    print(int.from_bytes(f.read(8)[4:], "little"))
del sys.modules["cached_mod"]
import cached_mod
print(cached_mod.value)
with open(path, "w") as f:
    f.write("value = 'third'\n")
del sys.modules["cached_mod"]
import cached_mod
print(cached_mod.value)
spec = importlib.util.spec_from_file_location("by_location", path)
m = importlib.util.module_from_spec(spec)
spec.loader.exec_module(m)
print(m.value, m.__name__, spec.loader.get_source("by_location") == open(path).read(), spec.loader.is_package("by_location"))
try:
    py_compile.compile(os.path.join(d, "none.py"), doraise=True)
except FileNotFoundError as e:
    print("not found")
