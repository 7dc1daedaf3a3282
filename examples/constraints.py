"""An incremental constraint solver of our own in DeltaBlue's spirit: variables,
constraints with strengths, plans that propagate. Polymorphic methods, lists."""
import sys

REQUIRED, STRONG, NORMAL, WEAK = 0, 1, 2, 3


class Variable:
    def __init__(self, name, value):
        self.name = name
        self.value = value
        self.users = []
        self.source = None
        self.strength = WEAK + 1
        self.mark = 0


class Constraint:
    def __init__(self, strength):
        self.strength = strength
        self.output = None
        self.active = False

    def variables(self):
        raise NotImplementedError

    def attach(self):
        for v in self.variables():
            v.users.append(self)
        self.active = True

    def detach(self):
        for v in self.variables():
            v.users.remove(self)
        self.active = False
        if self.output is not None:
            self.output.source = None
            self.output.strength = WEAK + 1
            self.output = None

    def choose(self, mark):
        """Picks the weakest variable that may be set, or None."""
        best = None
        for v in self.outputs():
            if v.mark != mark and v.strength > self.strength:
                if best is None or v.strength > best.strength:
                    best = v
        return best

    def outputs(self):
        return self.variables()

    def execute(self):
        pass


class Stay(Constraint):
    def __init__(self, v, strength):
        Constraint.__init__(self, strength)
        self.v = v

    def variables(self):
        return [self.v]


class Edit(Stay):
    def __init__(self, v, strength, value):
        Stay.__init__(self, v, strength)
        self.value = value

    def execute(self):
        self.v.value = self.value


class Equal(Constraint):
    def __init__(self, a, b, strength):
        Constraint.__init__(self, strength)
        self.a = a
        self.b = b

    def variables(self):
        return [self.a, self.b]

    def execute(self):
        if self.output is self.a:
            self.a.value = self.b.value
        else:
            self.b.value = self.a.value


class Scale(Equal):
    """b == a * factor + offset"""

    def __init__(self, a, b, factor, offset, strength):
        Equal.__init__(self, a, b, strength)
        self.factor = factor
        self.offset = offset

    def execute(self):
        if self.output is self.a:
            self.a.value = (self.b.value - self.offset) // self.factor
        else:
            self.b.value = self.a.value * self.factor + self.offset


class Solver:
    def __init__(self):
        self.mark = 0
        self.steps = 0

    def add(self, constraint):
        constraint.attach()
        self.mark += 1
        pending = constraint
        while pending is not None:
            pending = self.satisfy(pending)

    def satisfy(self, constraint):
        out = constraint.choose(self.mark)
        if out is None:
            return None
        displaced = out.source
        if displaced is not None:
            displaced.output = None
        constraint.output = out
        out.source = constraint
        out.mark = self.mark
        weakest = constraint.strength
        for v in constraint.variables():
            if v is not out and v.strength > weakest:
                weakest = v.strength
        out.strength = constraint.strength if weakest > WEAK else weakest
        self.propagate(out)
        return displaced

    def propagate(self, start):
        todo = [start]
        constraint = start.source
        constraint.execute()
        while todo:
            v = todo.pop()
            for user in v.users:
                self.steps += 1
                out = user.output
                if out is not None and out is not v:
                    user.execute()
                    todo.append(out)

    def remove(self, constraint):
        constraint.detach()


def chain(n, rounds):
    solver = Solver()
    variables = [Variable(f"v{i}", 0) for i in range(n + 1)]
    for i in range(n):
        solver.add(Equal(variables[i], variables[i + 1], REQUIRED))
    solver.add(Stay(variables[n], WEAK))
    total = 0
    for r in range(rounds):
        edit = Edit(variables[0], STRONG, r)
        solver.add(edit)
        total += variables[n].value
        solver.remove(edit)
    return total, solver.steps


def projection(n, rounds):
    solver = Solver()
    sources = []
    targets = []
    for i in range(n):
        a = Variable(f"a{i}", i)
        b = Variable(f"b{i}", 0)
        sources.append(a)
        targets.append(b)
        solver.add(Stay(a, NORMAL))
        solver.add(Scale(a, b, 10, 1000, REQUIRED))
    total = 0
    for r in range(rounds):
        for i in range(n):
            edit = Edit(sources[i], STRONG, r + i)
            solver.add(edit)
            total += targets[i].value
            solver.remove(edit)
    return total, solver.steps


def main(n):
    total, steps = chain(60, n)
    print(f"chain: sum {total}, {steps} steps")
    total, steps = projection(40, n)
    print(f"projection: sum {total}, {steps} steps")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
