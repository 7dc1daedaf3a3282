# := binds where the statement stands, also out of comprehensions.
if (n := 10) > 5:
    print(n)
print([y := 1, y ** 2, y])
print([last := i for i in range(5)], last)
def f():
    total = 0
    parts = [total := total + v for v in range(10)]
    return total, parts
print(f())
def g():
    any((witness := v) > 3 for v in [1, 2, 5, 7])
    return witness
print(g())
def outer():
    x = 0
    def inner():
        nonlocal x
        return [x := x + k for k in range(4)]
    return inner(), x
print(outer())
def globally():
    global made
    return {(made := k): k for k in "ab"}
print(globally(), made)
while (chunk := [1, 2, 3][:2]) and len(chunk) == 2:
    print(chunk)
    break
print(f"{(z := 3)} {z!r:>{(w := 5)}} {w}")
print((lambda: (q := 4) + q)())
values = {"a": 1}
if (v := values.get("b")) is None and (u := values.get("a")):
    print(v, u)
print([row for row in [[1, 2], [3]] if (s := sum(row)) > 2], s)
def cond(x):
    return "big" if (d := x * 2) > 10 else d
print(cond(3), cond(9))
count = 0
for i in range(300):
    if (sq := i * i) % 7 == 2 and (half := sq // 2) > 10:
        count += half
print(count, sq)
for bad in ("(x := 1) = 2", "x := 1", "[i := 0 for i in range(3)]", "[[(j := 0) for i in range(3)] for j in range(2)]",
            "class C: [y := i for i in range(3)]", "(a.b := 1)", "(a[0] := 1)", "lambda x: x := 1", "f(x := 1, y=z := 2)", "[x for x in (y := [1])]"):
    try:
        compile(bad, "s", "exec")
        print("fine", bad)
    except SyntaxError as e:
        print(bad, "->", e.msg)
