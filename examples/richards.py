"""A small operating system: tasks of several kinds, packets, queues, a
round-robin scheduler. Classes, inheritance, method calls, attributes."""
import sys

IDLE, WORKER, HANDLER, DEVICE = 0, 1, 2, 3
READY, WAITING, HELD = 0, 1, 2


class Packet:
    def __init__(self, link, ident, kind):
        self.link = link
        self.ident = ident
        self.kind = kind
        self.datum = 0
        self.data = [0, 0, 0, 0]

    def append_to(self, queue):
        self.link = None
        if queue is None:
            return self
        last = queue
        while last.link is not None:
            last = last.link
        last.link = self
        return queue


class Task:
    def __init__(self, ident, priority, queue, state):
        self.ident = ident
        self.priority = priority
        self.queue = queue
        self.state = state
        self.next = None
        self.runs = 0

    def is_runnable(self):
        if self.state == HELD:
            return False
        return self.state == READY or self.queue is not None

    def take(self):
        packet = self.queue
        if packet is not None:
            self.queue = packet.link
            packet.link = None
        return packet

    def put(self, packet):
        self.queue = packet.append_to(self.queue)

    def step(self, system):
        self.runs += 1
        packet = self.take()
        if packet is not None:
            self.state = READY
        return self.act(system, packet)

    def act(self, system, packet):
        raise NotImplementedError


class IdleTask(Task):
    """Runs when nothing else can: hands the packets that rest to the worker."""

    def __init__(self, ident, budget):
        super().__init__(ident, 0, None, READY)
        self.control = 1
        self.budget = budget

    def act(self, system, packet):
        self.budget -= 1
        if self.budget <= 0:
            system.finished = True
            return None
        worker = system.tasks[WORKER]
        worker.quota = 6
        while system.resting:
            system.send(system.resting.pop())
        if self.control & 1 == 0:
            self.control //= 2
            return system.release(DEVICE)
        self.control = self.control // 2 ^ 0xD008
        return system.release(DEVICE + 1)


class WorkerTask(Task):
    def __init__(self, ident):
        super().__init__(ident, 1000, None, WAITING)
        self.destination = HANDLER
        self.letter = 0
        self.quota = 6

    def act(self, system, packet):
        if packet is None:
            self.state = WAITING
            return None
        self.quota -= 1
        if self.quota < 0:
            system.resting.append(packet)
            return None
        self.destination = HANDLER if self.destination != HANDLER else HANDLER + 10
        packet.ident = self.destination
        for i in range(4):
            self.letter += 1
            if self.letter > 26:
                self.letter = 1
            packet.data[i] = self.letter
        return system.send(packet)


class HandlerTask(Task):
    def __init__(self, ident, device):
        super().__init__(ident, 2000, None, WAITING)
        self.device = device
        self.pending = None

    def act(self, system, packet):
        if packet is not None:
            packet.datum = 0
            self.pending = packet.append_to(self.pending)
        work = self.pending
        if work is None:
            self.state = WAITING
            return None
        if work.datum >= 4:
            self.pending = work.link
            work.ident = WORKER
            return system.send(work)
        value = work.data[work.datum]
        work.datum += 1
        system.written += value
        system.order(self.device, self.ident)
        self.state = READY
        return self


class DeviceTask(Task):
    def __init__(self, ident):
        super().__init__(ident, 3000, None, WAITING)
        self.served = 0

    def act(self, system, packet):
        if packet is None:
            self.state = WAITING
            return None
        self.served += packet.kind
        system.free.append(packet)
        return system.nudge(packet.ident)


class System:
    def __init__(self, budget):
        self.tasks = {}
        self.first = None
        self.finished = False
        self.written = 0
        self.sent = 0
        self.switches = 0
        self.free = []
        self.resting = []
        self.add(IdleTask(IDLE, budget))
        worker = self.add(WorkerTask(WORKER))
        self.add(HandlerTask(HANDLER, DEVICE))
        self.add(HandlerTask(HANDLER + 10, DEVICE + 1))
        self.add(DeviceTask(DEVICE))
        self.add(DeviceTask(DEVICE + 1))
        for _ in range(3):
            worker.put(Packet(None, WORKER, 1))
        worker.state = READY

    def add(self, task):
        self.tasks[task.ident] = task
        # Sorted by priority, highest first.
        if self.first is None or task.priority >= self.first.priority:
            task.next = self.first
            self.first = task
            return task
        at = self.first
        while at.next is not None and at.next.priority > task.priority:
            at = at.next
        task.next = at.next
        at.next = task
        return task

    def send(self, packet):
        self.sent += 1
        task = self.tasks[packet.ident]
        task.put(packet)
        return task

    def order(self, device, sender):
        packet = self.free.pop() if self.free else Packet(None, sender, 1)
        packet.ident = sender
        self.tasks[device].put(packet)

    def nudge(self, ident):
        task = self.tasks[ident]
        if task.state == WAITING and task.queue is None:
            task.state = READY
        return task

    def release(self, ident):
        task = self.tasks[ident]
        if task.state == HELD:
            task.state = READY
        return task

    def pick(self):
        task = self.first
        while task is not None:
            if task.is_runnable():
                return task
            task = task.next
        return None

    def run(self):
        task = self.first
        while not self.finished:
            if task is None or not task.is_runnable():
                task = self.pick()
            self.switches += 1
            task = task.step(self)


def main(budget):
    system = System(budget)
    system.run()
    print(f"switches {system.switches}, sent {system.sent}, written {system.written}")
    task = system.first
    while task is not None:
        print(f"{type(task).__name__} {task.ident}: {task.runs} runs")
        task = task.next


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 800)
