"""marshal: values and code objects there and back, errors."""
import marshal, io
values = [
    None, True, False, ..., 0, 1, -1, 255, 2**31 - 1, 2**31, -2**31, -2**31 - 1, 2**63, -2**64, 10**40,
    0.0, -0.0, 1.5, float("inf"), 1j, 2.5 - 3j, "", "ascii", "naïve", "\u4e2d\U0001f600", "\ud800",
    b"", b"bytes\xff", (), (1, (2, (3,))), [], [1, [2, "x"]], {}, {"a": 1, 2: [3]}, set(), {1}, frozenset({3}),
    "x" * 300, tuple(range(300)), StopIteration,
]
for v in values:
    for version in range(5):
        data = marshal.dumps(v, version)
        back = marshal.loads(data)
        if type(back) is not type(v) or repr(back) != repr(v):
            print("differs", version, repr(v)[:40], repr(back)[:40])
    print(repr(v)[:30], len(marshal.dumps(v, 2)))
def f(a, /, b=2, *args, c, d=4, **kw):
    "doc"
    x = [i * a for i in range(b)]
    def inner():
        return a + b, x
    try:
        return inner(), args, c, d, kw
    except ValueError:
        raise
code = marshal.loads(marshal.dumps(f.__code__))
g = type(f)(code, globals(), "f", (2,))
g.__kwdefaults__ = {"d": 4}
print(g(1, 2, 3, c=5, z=6), code.co_name, code.co_varnames, code.co_argcount, code.co_kwonlyargcount)
module = compile("class A:\n  x: int = 3\n  def m(self): return self.x, 'text', 1.5, (1, 2), b'b', 10**30\nprint(A().m())\n", "file.py", "exec")
exec(marshal.loads(marshal.dumps(module)))
shared = [1, 2]
back = marshal.loads(marshal.dumps([shared, shared]))
print(back, back[0] is back[1])
loop = []
loop.append(loop)
again = marshal.loads(marshal.dumps(loop))
print(again[0] is again)
f = io.BytesIO()
marshal.dump([1], f); marshal.dump("two", f)
f.seek(0)
print(marshal.load(f), marshal.load(f))
deep = []
for _ in range(3000):
    deep = [deep]
for call in (lambda: marshal.dumps(object()), lambda: marshal.dumps([print]), lambda: marshal.dumps(deep),
             lambda: marshal.loads(b""), lambda: marshal.loads(b"i\1"), lambda: marshal.loads(b"?"), lambda: marshal.loads(5),
             lambda: marshal.loads(b"r\5\0\0\0"), lambda: marshal.loads(b"(\1\0\0\0"), lambda: marshal.loads(b"[\xff\xff\xff\xff"),
             lambda: marshal.loads(b"l\2\0\0\0\1\0\0\0")):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)
print(marshal.version)
