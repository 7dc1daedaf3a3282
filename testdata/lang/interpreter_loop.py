# A small virtual machine: dispatch by if-chain, by dict of functions and by methods.


def run(code, n):
    stack = []
    env = {"n": n, "total": 0}
    pc = 0
    steps = 0
    while True:
        op, arg = code[pc]
        pc += 1
        steps += 1
        if op == "push":
            stack.append(arg)
        elif op == "load":
            stack.append(env[arg])
        elif op == "store":
            env[arg] = stack.pop()
        elif op == "add":
            b = stack.pop()
            stack.append(stack.pop() + b)
        elif op == "sub":
            b = stack.pop()
            stack.append(stack.pop() - b)
        elif op == "jump":
            pc = arg
        elif op == "jump_if_zero":
            if not stack.pop():
                pc = arg
        elif op == "halt":
            return env, steps
        else:
            raise ValueError(op)


program = [
    ("load", "n"),
    ("jump_if_zero", 11),
    ("load", "total"),
    ("load", "n"),
    ("add", None),
    ("store", "total"),
    ("load", "n"),
    ("push", 1),
    ("sub", None),
    ("store", "n"),
    ("jump", 0),
    ("halt", None),
]
print(run(program, 150))
try:
    run([("push", 1)] * 200 + [("bad", 0)], 1)
except ValueError as e:
    print(e)


class Machine:
    def __init__(self, n):
        self.acc = 0
        self.n = n
        self.table = {"+": self.plus, "-": self.minus, "*": lambda x: x * 3}

    def plus(self, x):
        self.acc += x
        return x

    def minus(self, x):
        self.acc -= x
        return -x

    def go(self, text):
        for i in range(self.n):
            self.table[text[i % len(text)]](i)
        return self.acc


print(Machine(900).go("+-*+"), Machine(300).go("+"))


def tokens(text):
    out = []
    i = 0
    while i < len(text):
        c = text[i]
        if c.isspace():
            i += 1
        elif c.isdigit():
            j = i
            while j < len(text) and text[j].isdigit():
                j += 1
            out.append(int(text[i:j]))
            i = j
        else:
            out.append(c)
            i += 1
    return out


def evaluate(items, i):
    value = items[i]
    i += 1
    if value == "(":
        value, i = evaluate(items, i)
        i += 1
    while i < len(items) and items[i] != ")":
        op = items[i]
        right = items[i + 1]
        i += 2
        if right == "(":
            right, i = evaluate(items, i)
            i += 1
        value = value + right if op == "+" else value * right if op == "*" else value - right
    return value, i


total = 0
for i in range(120):
    total += evaluate(tokens("(%d + 2) * (3 - (%d * 2)) + 14" % (i, i % 5)), 0)[0]
print(total)
