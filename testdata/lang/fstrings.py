# f-strings: conversions, specs, nesting, =, quotes and joins.
class F:
    def __format__(self, spec):
        return "fm:" + spec

    def __str__(self):
        return "str"

    def __repr__(self):
        return "rép"


x = 5
name = "né"
width = 8
print(f"{x}{x!r}{x:5}{x:>{width}}{x:{width}.{2}f}{name!a}{name!r:>10}{name!s:^{width}}")
print(f"{F()}{F():q}{F()!s:>5}{F()!r}{F()!a}{F():{x}{name}}")
print(f"{x=}", f"{x = }", f"{x=!s}", f"{x=:5}", f"{x + 1 = }", f"{name=}", f"{name=!s:>5}", f"{F()=}", f"{F()=:zz}", f"{ x = !r:^9}|")
print(f"{{}}{{{x}}}", f"{x}" "{x}" f"{x}", f"{'a' 'b'}", f'{"q"}', f"{x if x else 'n'}", f"{(lambda y: y * 2)(x)}", f"{ {1: 2}[1] }")
print(f"""{
    x
}""", f"{x:{'>'}{10}}", f"{x:d}", f"{3.14159:.2f}", f"{10**10:,}", f"{255:#x}", f"{True:d}", f"{None}", f"{x!r:{'>'}4}", rf"\d{x}\n", f"\x41\N{BULLET}{x}\u00e9")
print(f"{x:%}", f"{'a':%<3}", f"{x!s:5}|", f"{x,}", f"{*[1, 2],}", f"{x == 5}", f"{x != 5}", f"{x >= 5}", f"{x:=5}", f"{(y := 7)}", y)


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


class Bad:
    def __format__(self, spec):
        return 5


show(lambda: f"{Bad()}")
show(lambda: f"{undefined}")
show(lambda: f"{x:q}")
show(lambda: f"{'s':d}")
show(lambda: f"{x:{name}}")
show(lambda: f"{1/0}")
show(lambda: f"{x!r:>{width}}" + f"{F()!r:>{width}}|")
