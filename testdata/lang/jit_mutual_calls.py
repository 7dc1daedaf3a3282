"""Compiled functions that call other compiled functions which are not inlined: mutual
recursion, exceptions on the way, types that change, functions that are replaced, the end
of the stack."""


def even(n, log):
    if n == 0:
        return True
    log[n % 3] += n
    return odd(n - 1, log)


def odd(n, log):
    if n == 0:
        return False
    log[n % 3] -= 1
    return even(n - 1, log)


for n in (7, 30, 31, 8):
    log = [0, 0, 0]
    print(even(n, log), odd(n, log), log)


# A parser: four functions in a ring.
class Parser:
    def __init__(self, text):
        self.text = text
        self.at = 0

    def peek(self):
        return self.text[self.at] if self.at < len(self.text) else ""

    def take(self):
        c = self.peek()
        self.at += 1
        return c


def expression(p):
    value = term(p)
    while p.peek() in ("+", "-"):
        value = value + term(p) if p.take() == "+" else value - term(p)
    return value


def term(p):
    value = factor(p)
    while p.peek() in ("*", "/"):
        value = value * factor(p) if p.take() == "*" else value / factor(p)
    return value


def factor(p):
    c = p.take()
    if c == "(":
        value = expression(p)
        if p.take() != ")":
            raise SyntaxError("no ) at %d" % p.at)
        return value
    if c == "-":
        return -factor(p)
    if not c.isdigit():
        raise SyntaxError("%r at %d" % (c, p.at))
    number = int(c)
    while p.peek().isdigit():
        number = number * 10 + int(p.take())
    return number


TEXTS = ["1+2*3", "((1+2)*(3+4)-5)*-2", "8/4/2", "(" * 12 + "7" + ")" * 12, "2*(3", "1+*2",
         "9/(3-3)", "12345678901234567890*(10-1)", "-(-(-(4)))", ""]
for _ in range(3):
    for text in TEXTS:
        try:
            print(expression(Parser(text)), end="; ")
        except (SyntaxError, ZeroDivisionError) as error:
            print(type(error).__name__, error, end="; ")
    print()


# Trees of two kinds of nodes, whose methods call each other's.
class Leaf:
    def __init__(self, value):
        self.value = value

    def total(self, scale):
        return self.value * scale

    def check(self, seen):
        if self.value in seen:
            raise LookupError(self.value)
        seen.append(self.value)


class Node:
    def __init__(self, *children):
        self.children = children

    def total(self, scale):
        result = 0
        for child in self.children:
            result += child.total(scale + 1)
        return result

    def check(self, seen):
        for child in self.children:
            try:
                child.check(seen)
            except LookupError as error:
                if len(seen) % 2:
                    raise
                seen.append(str(error))


def build(depth, n):
    if depth == 0:
        return Leaf(n % 7)
    return Node(build(depth - 1, n), build(depth - 1, n * 3 + 1), Leaf(n))


for depth in (1, 4, 2, 5):
    tree = build(depth, 1)
    print([tree.total(scale) for scale in (1, 2, 0.5)])
    seen = []
    try:
        tree.check(seen)
        print(seen)
    except LookupError as error:
        print("twice", error, seen)


# Callbacks: builtins call functions that call functions.
def weight(item):
    return inner(item[0], 2) - item[1]


def inner(x, depth):
    return x if depth == 0 else inner(x, depth - 1) + len(str(x))


rows = [(i * 7919 % 101, i % 5) for i in range(40)]
print(sorted(rows, key=weight)[:6], max(rows, key=weight), list(map(weight, rows))[:8])


# The other function is replaced in the middle.
def ping(n):
    return n if n <= 0 else pong(n - 1) + 1


def pong(n):
    return n if n <= 0 else ping(n - 1) + 1


def other_pong(n):
    global pong
    pong = old
    return ("other", ping(n - 1))


old = pong
for round_ in range(6):
    if round_ == 3:
        pong = other_pong
    try:
        print(ping(11))
    except TypeError as error:
        print(error)


# Without an end.
def left(n):
    return right(n + 1) + 1


def right(n):
    return left(n + 1) + 1


for _ in range(3):
    try:
        left(0)
    except RecursionError:
        print("too deep")
    print(ping(200))
