"""Events in order of time: customers, clerks and queues in a bank hall."""
from heapq import heappop, heappush


class Random:
    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state * 1103515245 + 12345) & 0x7FFFFFFF
        return self.state / 0x7FFFFFFF

    def between(self, low, high):
        return low + (high - low) * self.next()


class Event:
    number = 0

    def __init__(self, time, action, *args):
        self.time = time
        self.action = action
        self.args = args
        Event.number += 1
        self.number = Event.number

    def __lt__(self, other):
        if self.time != other.time:
            return self.time < other.time
        return self.number < other.number


class Customer:
    __slots__ = ("name", "arrived", "served", "patience")

    def __init__(self, name, arrived, patience):
        self.name = name
        self.arrived = arrived
        self.patience = patience
        self.served = None

    @property
    def waiting_time(self):
        return self.served - self.arrived


class Clerk:
    def __init__(self, name, speed):
        self.name = name
        self.speed = speed
        self.busy = False
        self.customers = 0
        self.worked = 0.0


class Hall:
    def __init__(self, clerks, seed):
        self.time = 0.0
        self.events = []
        self.random = Random(seed)
        self.clerks = clerks
        self.queue = []
        self.waits = []
        self.lost = 0
        self.longest = 0

    def schedule(self, delay, action, *args):
        heappush(self.events, Event(self.time + delay, action, *args))

    def arrive(self, number):
        customer = Customer(f"customer {number}", self.time, self.random.between(5, 40))
        self.queue.append(customer)
        self.longest = max(self.longest, len(self.queue))
        self.schedule(customer.patience, self.give_up, customer)
        self.schedule(self.random.between(0.2, 2.0), self.arrive, number + 1)
        self.serve()

    def serve(self):
        for clerk in self.clerks:
            if not self.queue:
                return
            if not clerk.busy:
                customer = self.queue.pop(0)
                customer.served = self.time
                self.waits.append(customer.waiting_time)
                clerk.busy = True
                duration = self.random.between(1.0, 6.0) / clerk.speed
                self.schedule(duration, self.finish, clerk, duration)

    def finish(self, clerk, duration):
        clerk.busy = False
        clerk.customers += 1
        clerk.worked += duration
        self.serve()

    def give_up(self, customer):
        if customer.served is None and customer in self.queue:
            self.queue.remove(customer)
            self.lost += 1

    def run(self, until):
        self.schedule(0.0, self.arrive, 0)
        while self.events:
            event = heappop(self.events)
            if event.time > until:
                break
            self.time = event.time
            event.action(*event.args)


def work():
    Event.number = 0
    hall = Hall([Clerk("Ann", 1.0), Clerk("Bob", 0.8), Clerk("Cem", 1.3)], 20)
    hall.run(6000.0)
    mean = sum(hall.waits) / len(hall.waits)
    return (len(hall.waits), hall.lost, hall.longest, round(mean, 6),
            [clerk.customers for clerk in hall.clerks], Event.number)


def run():
    for _ in range(4):
        result = work()
    return result


if __name__ == "__main__":
    print(run())
