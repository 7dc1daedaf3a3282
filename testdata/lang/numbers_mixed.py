# All operators on pairs of ints, floats and bools.
OPERATORS = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b, "//": lambda a, b: a // b,
    "%": lambda a, b: a % b, "**": lambda a, b: a ** b, "&": lambda a, b: a & b, "|": lambda a, b: a | b, "^": lambda a, b: a ^ b,
    "<<": lambda a, b: a << b, ">>": lambda a, b: a >> b, "<": lambda a, b: a < b, "==": lambda a, b: a == b}
VALUES = [5, -3, 2.5, True, 10 ** 20, -0.0, "s", None]
for name, f in OPERATORS.items():
    for a in VALUES:
        for b in (2, -2, 0.5, False, 3 * 10 ** 10, [1]):
            if name == "**" and (b == 3 * 10 ** 10 or (b == 0.5 and a in (-3, -0.0))) or name == "<<" and b == 3 * 10 ** 10 or a == "s" and b == 3 * 10 ** 10:
                continue
            try:
                print(name, a, b, f(a, b))
            except Exception as e:
                print(name, a, b, type(e).__name__, e)
