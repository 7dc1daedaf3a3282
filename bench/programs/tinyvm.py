"""An interpreter for a small stack machine, with a compiler to it."""

PUSH, LOAD, STORE, ADD, SUB, MUL, MOD, LESS, EQUAL, JUMP, JUMP_UNLESS, CALL, RETURN, PRINT, HALT = \
    range(15)


class Machine:
    def __init__(self, code):
        self.code = code
        self.stack = []
        self.frames = [{}]
        self.returns = []
        self.output = []
        self.steps = 0

    def run(self):
        pc = 0
        code = self.code
        stack = self.stack
        while True:
            op, arg = code[pc]
            pc += 1
            self.steps += 1
            if op == PUSH:
                stack.append(arg)
            elif op == LOAD:
                stack.append(self.frames[-1][arg])
            elif op == STORE:
                self.frames[-1][arg] = stack.pop()
            elif op == ADD:
                right = stack.pop()
                stack.append(stack.pop() + right)
            elif op == SUB:
                right = stack.pop()
                stack.append(stack.pop() - right)
            elif op == MUL:
                right = stack.pop()
                stack.append(stack.pop() * right)
            elif op == MOD:
                right = stack.pop()
                stack.append(stack.pop() % right)
            elif op == LESS:
                right = stack.pop()
                stack.append(stack.pop() < right)
            elif op == EQUAL:
                right = stack.pop()
                stack.append(stack.pop() == right)
            elif op == JUMP:
                pc = arg
            elif op == JUMP_UNLESS:
                if not stack.pop():
                    pc = arg
            elif op == CALL:
                target, names = arg
                frame = {}
                for name in reversed(names):
                    frame[name] = stack.pop()
                self.frames.append(frame)
                self.returns.append(pc)
                pc = target
            elif op == RETURN:
                self.frames.pop()
                pc = self.returns.pop()
            elif op == PRINT:
                self.output.append(stack.pop())
            elif op == HALT:
                return self.output
            else:
                raise RuntimeError(f"bad instruction {op}")


class Assembler:
    def __init__(self):
        self.code = []
        self.labels = {}
        self.fixups = []

    def emit(self, op, arg=None):
        self.code.append((op, arg))

    def label(self, name):
        self.labels[name] = len(self.code)

    def jump(self, op, name, extra=None):
        self.fixups.append((len(self.code), name, extra))
        self.code.append((op, None))

    def finish(self):
        for place, name, extra in self.fixups:
            op, _ = self.code[place]
            target = self.labels[name]
            self.code[place] = (op, target if extra is None else (target, extra))
        return self.code


def program():
    asm = Assembler()
    # total = 0; i = 0; while i < 4000: if i % 3 == 0: total = total + i * 2; i = i + 1
    for name in ("total", "i"):
        asm.emit(PUSH, 0)
        asm.emit(STORE, name)
    asm.label("while")
    asm.emit(LOAD, "i")
    asm.emit(PUSH, 4000)
    asm.emit(LESS)
    asm.jump(JUMP_UNLESS, "done")
    asm.emit(LOAD, "i")
    asm.emit(PUSH, 3)
    asm.emit(MOD)
    asm.emit(PUSH, 0)
    asm.emit(EQUAL)
    asm.jump(JUMP_UNLESS, "skip")
    asm.emit(LOAD, "total")
    asm.emit(LOAD, "i")
    asm.emit(PUSH, 2)
    asm.emit(MUL)
    asm.emit(ADD)
    asm.emit(STORE, "total")
    asm.label("skip")
    asm.emit(LOAD, "i")
    asm.emit(PUSH, 1)
    asm.emit(ADD)
    asm.emit(STORE, "i")
    asm.jump(JUMP, "while")
    asm.label("done")
    asm.emit(LOAD, "total")
    asm.emit(PRINT)
    asm.emit(PUSH, 17)
    asm.jump(CALL, "fib", ("n",))
    asm.emit(PRINT)
    asm.emit(HALT)
    asm.label("fib")
    asm.emit(LOAD, "n")
    asm.emit(PUSH, 2)
    asm.emit(LESS)
    asm.jump(JUMP_UNLESS, "recurse")
    asm.emit(LOAD, "n")
    asm.emit(RETURN)
    asm.label("recurse")
    for back in (1, 2):
        asm.emit(LOAD, "n")
        asm.emit(PUSH, back)
        asm.emit(SUB)
        asm.jump(CALL, "fib", ("n",))
    asm.emit(ADD)
    asm.emit(RETURN)
    return asm.finish()


def work():
    machine = Machine(program())
    output = machine.run()
    return output, machine.steps


def run():
    for _ in range(10):
        result = work()
    return result


if __name__ == "__main__":
    print(run())
