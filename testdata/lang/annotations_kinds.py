# Annotations: where they are kept, when they are evaluated.
import typing
log = []
def t(v):
    log.append(v)
    return v
x: t("module") = 1
y: int
(z): t("in parentheses")
print(__annotations__, log)
class C:
    a: t("a") = 1
    b: "text"
    c: list["C"]
    def f(self, p: t("p"), /, q: int = 2, *r: t("r"), s: t("s") = 3, **u: dict) -> t("ret"): ...
    self_attr: int
print(C.__annotations__, C.f.__annotations__, log)
log.clear()
def g():
    v: t("never evaluated") = 5
    w: not_a_name
    obj.attr: t("nor this") if False else 0
    return v
try:
    print(g(), g.__annotations__, log)
except NameError as e:
    print(e)
class Box: pass
box = Box()
box.value: t("evaluated, not kept") = 3
lst = [0]
lst[t(0)]: t("item") = 4
print(box.value, lst, log, "value" in __annotations__)
class D(C):
    a: str
print(D.__annotations__, typing.get_type_hints(D) if False else sorted(typing.get_type_hints(D, {"text": int, "C": C, "list": list, "a": 1, "module": 1, "t": 1, "in parentheses": 1}) if False else D.__annotations__))
class E: pass
print(E.__annotations__, E.__dict__.get("__annotations__"))
E.__annotations__["new"] = int
print(E.__annotations__)
del E.__annotations__
print(E.__annotations__)
def h(a: 1, b: 2 = 3): pass
h.__annotations__ = {"other": 1}
print(h.__annotations__)
h.__annotations__ = None
print(h.__annotations__)
try:
    h.__annotations__ = 5
except TypeError as e:
    print(e)
ns = {}
exec("from __future__ import annotations\nq: undefined[int] = 1\ndef f(a: x + y, *b: (lambda: 0)) -> {1: 2}: ...\nclass K:\n    m: None | 'str'", ns)
print(ns["__annotations__"], ns["f"].__annotations__, ns["K"].__annotations__)
def local_only():
    name: int
    try:
        return name
    except UnboundLocalError as e:
        return str(e)
print(local_only())
for bad in ("x: int: str", "(a, b): int", "[a]: int", "a, b: int", "x: yield", "f(): int = 1", "1: int", "x: int += 1", "def f(*: int): pass", "lambda x: int: 1", "global q; q: int"):
    try:
        compile(bad, "s", "exec")
        print("fine", bad)
    except SyntaxError as e:
        print(bad, "->", e.msg)
