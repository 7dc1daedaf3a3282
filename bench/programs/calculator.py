"""A parser and evaluator for a small language of expressions and assignments."""


class Token:
    __slots__ = ("kind", "text", "line")

    def __init__(self, kind, text, line):
        self.kind = kind
        self.text = text
        self.line = line


def tokenize(source):
    tokens = []
    line = 1
    i = 0
    while i < len(source):
        char = source[i]
        if char == "\n":
            tokens.append(Token("newline", char, line))
            line += 1
            i += 1
        elif char.isspace():
            i += 1
        elif char.isdigit():
            start = i
            while i < len(source) and (source[i].isdigit() or source[i] == "."):
                i += 1
            tokens.append(Token("number", source[start:i], line))
        elif char.isalpha() or char == "_":
            start = i
            while i < len(source) and (source[i].isalnum() or source[i] == "_"):
                i += 1
            tokens.append(Token("name", source[start:i], line))
        elif source[i:i + 2] in ("**", "//", "<=", "=="):
            tokens.append(Token("op", source[i:i + 2], line))
            i += 2
        elif char in "+-*/%()=,<":
            tokens.append(Token("op", char, line))
            i += 1
        else:
            raise SyntaxError(f"line {line}: {char!r}")
    tokens.append(Token("end", "", line))
    return tokens


class Node:
    pass


class Number(Node):
    def __init__(self, value):
        self.value = value

    def evaluate(self, scope):
        return self.value


class Name(Node):
    def __init__(self, name):
        self.name = name

    def evaluate(self, scope):
        try:
            return scope[self.name]
        except KeyError:
            raise NameError(self.name)


class Binary(Node):
    def __init__(self, op, left, right):
        self.op = op
        self.left = left
        self.right = right

    def evaluate(self, scope):
        left = self.left.evaluate(scope)
        right = self.right.evaluate(scope)
        op = self.op
        if op == "+":
            return left + right
        if op == "-":
            return left - right
        if op == "*":
            return left * right
        if op == "/":
            return left / right
        if op == "%":
            return left % right
        if op == "<":
            return left < right
        return OPERATORS[op](left, right)


OPERATORS = {"**": lambda a, b: a ** b, "//": lambda a, b: a // b,
             "<=": lambda a, b: a <= b, "==": lambda a, b: a == b}


class Negate(Node):
    def __init__(self, operand):
        self.operand = operand

    def evaluate(self, scope):
        return -self.operand.evaluate(scope)


class Apply(Node):
    def __init__(self, name, args):
        self.name = name
        self.args = args

    def evaluate(self, scope):
        return scope[self.name](*[arg.evaluate(scope) for arg in self.args])


class Assign(Node):
    def __init__(self, name, value):
        self.name = name
        self.value = value

    def evaluate(self, scope):
        scope[self.name] = value = self.value.evaluate(scope)
        return value


class Parser:
    LEVELS = [("==", "<", "<="), ("+", "-"), ("*", "/", "//", "%")]

    def __init__(self, tokens):
        self.tokens = tokens
        self.position = 0

    @property
    def token(self):
        return self.tokens[self.position]

    def accept(self, *texts):
        token = self.token
        if token.kind == "op" and token.text in texts:
            self.position += 1
            return token.text
        return None

    def expect(self, text):
        if not self.accept(text):
            raise SyntaxError(f"line {self.token.line}: expected {text}")

    def program(self):
        statements = []
        while self.token.kind != "end":
            if self.token.kind == "newline":
                self.position += 1
                continue
            statements.append(self.statement())
        return statements

    def statement(self):
        following = self.tokens[self.position + 1]
        if self.token.kind == "name" and following.kind == "op" and following.text == "=":
            name = self.token.text
            self.position += 2
            return Assign(name, self.expression(0))
        return self.expression(0)

    def expression(self, level):
        if level == len(self.LEVELS):
            return self.unary()
        left = self.expression(level + 1)
        while True:
            op = self.accept(*self.LEVELS[level])
            if op is None:
                return left
            left = Binary(op, left, self.expression(level + 1))

    def unary(self):
        if self.accept("-"):
            return Negate(self.unary())
        base = self.atom()
        if self.accept("**"):
            return Binary("**", base, self.unary())
        return base

    def atom(self):
        token = self.token
        self.position += 1
        if token.kind == "number":
            return Number(float(token.text) if "." in token.text else int(token.text))
        if token.kind == "name":
            if self.accept("("):
                args = []
                while not self.accept(")"):
                    args.append(self.expression(0))
                    self.accept(",")
                return Apply(token.text, args)
            return Name(token.text)
        if token.text == "(":
            inner = self.expression(0)
            self.expect(")")
            return inner
        raise SyntaxError(f"line {token.line}: {token.text!r}")


SOURCE = """
width = 3 * (4 + 5) - 2 ** 3
height = -width + 7.5 * 2
area = width * height / 2
flag = area < 1000
limit = max(width, height, 100 % 7)
total = total + area * 0.01 - (width // 4) ** 2
rest = (total - 1) / (width * width + 1) - abs(height - 2 * limit)
check = rest <= total == flag
"""


def work():
    checks = 0
    scope = {"max": max, "abs": abs, "total": 0}
    for _ in range(18):
        program = Parser(tokenize(SOURCE)).program()
        for _ in range(25):
            for statement in program:
                statement.evaluate(scope)
        checks += len(program)
    return checks, scope["width"], round(scope["total"], 6), round(scope["rest"], 6), scope["check"]


def run():
    for _ in range(25):
        result = work()
    return result


if __name__ == "__main__":
    print(run())
