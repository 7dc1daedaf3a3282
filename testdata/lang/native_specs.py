# Modules written in C know who has loaded them.
import math

print(math.__spec__.name, math.__loader__.__name__ in ("BuiltinImporter", "ExtensionFileLoader") or
      type(math.__loader__).__name__)
import _io
import errno
import itertools
import marshal
import posix
import sys
import importlib
import importlib.util

for module in (_io, errno, itertools, marshal, posix, sys, sys.modules["builtins"]):
    spec = module.__spec__
    print(spec.name, spec.origin, spec.parent, spec.has_location, spec.cached,
          spec.submodule_search_locations, spec.loader is module.__loader__,
          module.__loader__.__name__, repr(module.__package__))
for name in ("_io", "posix", "marshal", "sys", "itertools", "time"):
    print(importlib.util.find_spec(name))
print(importlib.reload(errno) is errno, importlib.import_module("posix") is posix)
for name in ("__main__", "nowhere"):
    try:
        print(importlib.util.find_spec(name))
    except ValueError as e:
        print(e)
print(sorted(n for n, m in sys.modules.items() if m.__spec__ is None and n in sys.builtin_module_names))
