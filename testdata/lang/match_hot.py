# match in hot loops: an interpreter of a small language, shapes, events.
class Num:
    __match_args__ = ("n",)
    def __init__(self, n):
        self.n = n
class Add:
    __match_args__ = ("left", "right")
    def __init__(self, left, right):
        self.left, self.right = left, right
class Mul(Add):
    pass
class Neg:
    __match_args__ = ("x",)
    def __init__(self, x):
        self.x = x
def evaluate(e):
    match e:
        case Num(n):
            return n
        case Mul(l, r):
            return evaluate(l) * evaluate(r)
        case Add(Num(0), r):
            return evaluate(r)
        case Add(l, r):
            return evaluate(l) + evaluate(r)
        case Neg(x):
            return -evaluate(x)
def build(n):
    e = Num(1)
    for i in range(n):
        e = [Add(Num(i), e), Mul(e, Num(1 + i % 2)), Neg(e)][i % 3]
    return e
print([evaluate(build(n)) for n in range(0, 30, 3)])

def run(program):
    stack, pc, steps = [], 0, 0
    while True:
        steps += 1
        match program[pc]:
            case ("push", n):
                stack.append(n)
            case ("add",):
                stack.append(stack.pop() + stack.pop())
            case ("dup",):
                stack.append(stack[-1])
            case ("jlt", limit, target) if stack[-1] < limit:
                pc = target
                continue
            case ("jlt", *_):
                pass
            case ("halt",):
                return stack, steps
            case other:
                raise ValueError(other)
        pc += 1
print(run([("push", 0), ("push", 1), ("add",), ("jlt", 150, 1), ("dup",), ("add",), ("halt",)]))
try:
    run([("push", 0), ("bad", 1)])
except ValueError as e:
    print(e)
def events(n):
    seen = {}
    for i in range(n):
        event = [{"type": "key", "code": i}, {"type": "mouse", "pos": (i, i + 1)}, {"type": "quit"}, [i, i], i, str(i)][i % 6]
        match event:
            case {"type": "key", "code": int(c)} if c % 4 == 0:
                k = "key4"
            case {"type": "key"}:
                k = "key"
            case {"type": "mouse", "pos": (x, y)}:
                k = "mouse"
                assert y == x + 1
            case {"type": t}:
                k = t
            case [a, b]:
                k = "pair"
            case int() | float():
                k = "number"
            case str(s):
                k = "text"
        seen[k] = seen.get(k, 0) + 1
    return sorted(seen.items())
print(events(240))
