# Branchy code over data whose kinds change: a tokenizer, a stack machine, a life grid.
def tokens(text):
    i = 0
    n = len(text)
    while i < n:
        c = text[i]
        if c.isspace():
            i += 1
            continue
        if c.isdigit() or c == "." and i + 1 < n and text[i + 1].isdigit():
            j = i
            while j < n and (text[j].isdigit() or text[j] == "."):
                j += 1
            word = text[i:j]
            yield ("num", float(word) if "." in word else int(word))
            i = j
        elif c.isalpha() or c == "_":
            j = i
            while j < n and (text[j].isalnum() or text[j] == "_"):
                j += 1
            yield ("name", text[i:j])
            i = j
        elif text[i:i + 2] in ("**", "<=", ">=", "==", "//"):
            yield ("op", text[i:i + 2])
            i += 2
        else:
            yield ("op", c)
            i += 1


LEVELS = {"==": 1, "<=": 1, ">=": 1, "<": 1, ">": 1, "+": 2, "-": 2, "*": 3, "/": 3, "//": 3, "%": 3, "**": 5}


class Parser:
    def __init__(self, text):
        self.items = list(tokens(text)) + [("end", None)]
        self.at = 0

    def peek(self):
        return self.items[self.at]

    def take(self):
        item = self.items[self.at]
        self.at += 1
        return item

    def expression(self, least=1):
        left = self.atom()
        while True:
            kind, op = self.peek()
            level = LEVELS.get(op) if kind == "op" else None
            if level is None or level < least:
                return left
            self.take()
            right = self.expression(level if op == "**" else level + 1)
            left = (op, left, right)

    def atom(self):
        kind, value = self.take()
        if kind == "num":
            return ("const", value)
        if kind == "name":
            return ("var", value)
        if value == "(":
            inner = self.expression()
            if self.take() != ("op", ")"):
                raise SyntaxError("expected )")
            return inner
        if value == "-":
            return ("neg", self.expression(4))
        raise SyntaxError(f"unexpected {value!r}")


def emit(node, code):
    op = node[0]
    if op == "const":
        code.append(("push", node[1]))
    elif op == "var":
        code.append(("load", node[1]))
    elif op == "neg":
        emit(node[1], code)
        code.append(("neg", None))
    else:
        emit(node[1], code)
        emit(node[2], code)
        code.append(("bin", op))


def run(code, names):
    stack = []
    for op, arg in code:
        if op == "push":
            stack.append(arg)
        elif op == "load":
            stack.append(names[arg])
        elif op == "neg":
            stack.append(-stack.pop())
        else:
            b = stack.pop()
            a = stack.pop()
            if arg == "+": r = a + b
            elif arg == "-": r = a - b
            elif arg == "*": r = a * b
            elif arg == "/": r = a / b
            elif arg == "//": r = a // b
            elif arg == "%": r = a % b
            elif arg == "**": r = a ** b
            elif arg == "<=": r = a <= b
            elif arg == ">=": r = a >= b
            elif arg == "<": r = a < b
            elif arg == ">": r = a > b
            else: r = a == b
            stack.append(r)
    return stack[-1]


for text in ("1 + 2 * 3", "-(x - 4) ** 2 + y / 2", "2 ** 3 ** 2", "x * x <= 10 * y", "(1 + 2) * (3 - x) // 2 % 5 + .5", "s * 2 + s", "1 +", "(1", "2 / (x - x)"):
    try:
        code = []
        emit(Parser(text).expression(), code)
        results = [run(code, {"x": x, "y": y, "s": "ab" if y % 2 else y}) for x in range(1, 9) for y in (x - 2, 0.5 * x, 10 ** 15)]
        print(text, results[:5], results[-3:])
    except (SyntaxError, ZeroDivisionError, TypeError) as e:
        print(text, type(e).__name__, e)


def life(grid):
    h, w = len(grid), len(grid[0])
    return [[1 if (n := sum(grid[(y + dy) % h][(x + dx) % w] for dy in (-1, 0, 1) for dx in (-1, 0, 1) if dx or dy)) == 3
             or n == 2 and grid[y][x] else 0 for x in range(w)] for y in range(h)]


grid = [[0] * 9 for _ in range(8)]
for y, x in ((0, 1), (1, 2), (2, 0), (2, 1), (2, 2)):
    grid[y][x] = 1
for _ in range(12):
    grid = life(grid)
print("\n".join("".join(".#"[c] for c in row) for row in grid))
