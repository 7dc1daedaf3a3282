# print, open and file objects.
import sys, math, time, gc

print("a", 1, None, sep="-", end="!\n")
print(); print("x", end=""); print("", "y", sep=","); print(*range(3), sep="\n")
class Writer:
    def __init__(self): self.parts = []
    def write(self, s): self.parts.append(s)
w = Writer()
print("to", "writer", file=w)
print(w.parts)
old = sys.stdout
sys.stdout = w
print("captured")
sys.stdout = old
print(w.parts)
for bad in [dict(sep=1), dict(end=2), dict(foo=3)]:
    try: print("x", **bad)
    except TypeError as e: print(e)
path = sys.argv[1]
with open(path, "w") as f:
    print(f.write("first\n"), f.write("zweite ä\n"), f.writable(), f.readable(), f.closed)
    f.writelines(["third\n", "no newline"])
print(f.closed)
try: f.write("x")
except ValueError as e: print(e)
with open(path) as f:
    print(f.read(3), f.read(4), repr(f.readline()), f.readlines())
    print(repr(f.read()), repr(f.readline()))
with open(path) as f:
    for i, line in enumerate(f): print(i, repr(line))
with open(path, encoding="utf-8") as f: print(sum([1 for _ in f]))
with open(path, "rb") as f:
    data = f.read()
    print(len(data), data[:6], f.tell(), f.seek(6), f.readline(), f.seek(-3, 2), f.read())
with open(path, "a") as f: f.write("\nappended")
with open(path) as f: print(f.read().split("\n"))
with open(path, "wb") as f: print(f.write(b"a\r\nb\rc\nd\xff"))
try:
    with open(path) as f: f.read()
except UnicodeDecodeError as e: print(e)
with open(path, encoding="latin-1") as f: print(repr(f.read()))
with open(path, encoding="latin-1", newline="") as f: print(f.readlines())
with open(path, encoding="latin-1", newline="\n") as f: print(f.readlines())
with open(path, encoding="ascii", errors="replace") as f: print(repr(f.read()))
with open(path, "r+", encoding="latin-1") as f:
    f.write("Z"); f.seek(0); print(repr(f.read(2)))
with open(path, "w", newline="\r\n") as f: f.write("a\nb\n")
with open(path, "rb") as f: print(f.read())
with open(path, "w") as f: f.write("line %d\n" * 3 % (1, 2, 3)); f.write("x" * 100000)
with open(path) as f: print([len(l) for l in f])
with open(path) as f: print(len(f.readlines(10)), len(f.readlines()))
for args in [(path, "q"), (path, "rw"), (path, ""), (path, "rbt"), ("/no/such",), ("/",), (path, "x"), ("a\0b",), (1.5,)]:
    try: open(*args)
    except Exception as e: print(type(e).__name__, str(e).replace(path, "PATH"))
for kw in [dict(mode="rb", encoding="utf-8"), dict(encoding="nope"), dict(newline="x"), dict(buffering=0)]:
    try: open(path, **kw)
    except Exception as e: print(type(e).__name__, e)
try:
    with open(path) as f: f.write("x")
except OSError as e: print(isinstance(e, OSError), e)
try:
    with open(path, "w") as f: f.read()
except OSError as e: print(e)
try:
    with open(path, "w") as f: f.write(b"x")
except TypeError as e: print(e)
print(sys.stdout.name, sys.stdout.mode, sys.stdout.encoding, sys.stdout.fileno() >= 0 or 1, sys.stdout.isatty())
print(sys.maxsize, sys.byteorder, sys.version_info[:2], sys.version_info >= (3, 8), sys.version_info.major, sys.platform, sys.getrecursionlimit())
print(type(sys.modules), "sys" in sys.modules, sys.intern("abc") is sys.intern("abc"), sys.float_info.max, sys.maxunicode)
try: sys.setrecursionlimit(0)
except ValueError as e: print(e)
print(math.sqrt(2), math.floor(-2.5), math.ceil(2.1), math.trunc(-2.7), math.factorial(20), math.factorial(30), math.gcd(12, 18, 27), math.lcm(4, 6), math.comb(10, 3), math.perm(5, 2), math.isqrt(10 ** 40 + 1))
print(math.log(10), math.log(8, 2), math.log2(8), math.log10(1000), math.log(10 ** 400), math.log2(1 << 2000), math.exp(1), math.pow(2, 0.5), math.hypot(3, 4), math.hypot(1, 2, 3), math.dist((0, 0), (3, 4)))
print(math.fsum([0.1] * 10), sum([0.1] * 10), math.prod([1, 2, 3, 4]), math.prod([1.5, 2], start=2), math.isclose(1, 1 + 1e-10), math.isclose(1, 2, rel_tol=0.5), math.copysign(1, -0.0), math.fmod(-7, 3), math.remainder(7, 4))
print(math.frexp(10.5), math.ldexp(0.5, 4), math.modf(-2.75), math.ulp(1.0), math.nextafter(1, 2), math.degrees(math.pi), math.radians(180), math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1), math.pi, math.e, math.tau)
print(math.sin(1), math.cos(1), math.tan(1), math.asin(1), math.acos(0), math.atan(1), math.atan2(1, -1), math.sinh(1), math.cosh(1), math.tanh(1), math.erf(0.5), math.cbrt(27), math.exp2(3), math.expm1(1e-10), math.log1p(1e-10))
for f, a in [(math.sqrt, (-1,)), (math.log, (0,)), (math.log, ()), (math.log, (1, 2, 3)), (math.exp, (1000,)), (math.acos, (2,)), (math.pow, (0, -1)), (math.pow, (-1, 0.5)), (math.pow, (10, 1000)), (math.factorial, (-1,)), (math.factorial, (1.5,)), (math.sqrt, ("a",)), (math.sin, (math.inf,)), (math.floor, (math.inf,)), (math.floor, ("a",)), (math.isqrt, (-1,)), (math.comb, (-1, 2)), (math.gamma, (0,)), (math.fmod, (1, 0)), (math.sin, ()), (math.sin, (1, 2)), (math.pow, (1,)), (math.ldexp, (1, 5000)), (math.dist, ((1,), (1, 2))), (math.gcd, (1.5,)), (math.fsum, (["a"],)), (math.trunc, ("a",))]:
    try: print(f(*a))
    except Exception as e: print(f.__name__, type(e).__name__, e)
t = time.perf_counter(); time.sleep(0.01); print(0.009 < time.perf_counter() - t < 5, type(time.time()), time.monotonic_ns() > 0, time.process_time() >= 0)
print(gc.isenabled(), gc.disable(), gc.isenabled(), gc.enable(), gc.collect() >= 0)
