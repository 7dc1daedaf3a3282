# A global and a class change while a loop that relies on both runs hot.

RATE = 2


class Meter:
    unit = 1

    def __init__(self):
        self.total = 0

    def add(self, n):
        self.total += n * RATE * self.unit


def double_add(self, n):
    self.total += 2 * n * RATE * self.unit


def run(meter, rounds):
    for n in range(rounds):
        meter.add(n)
    return meter.total


meter = Meter()
print(run(meter, 5000))
RATE = 3
print(run(meter, 5000))
Meter.add = double_add
print(run(meter, 5000))
Meter.unit = 10
print(run(meter, 5000))
meter.unit = 100
print(run(meter, 5000))
