"""Classes with special methods: a linked list, a stack, a ring, a matrix-like map."""


class Node:
    def __init__(self, value, next=None):
        self.value = value
        self.next = next


class LinkedList:
    def __init__(self, values=()):
        self.first = None
        self.length = 0
        for value in reversed(values):
            self.push(value)

    def push(self, value):
        self.first = Node(value, self.first)
        self.length += 1

    def pop(self):
        if self.first is None:
            raise IndexError("empty list")
        node = self.first
        self.first = node.next
        self.length -= 1
        return node.value

    def reverse(self):
        before = None
        node = self.first
        while node:
            node.next, before, node = before, node, node.next
        self.first = before

    def __len__(self):
        return self.length

    def __bool__(self):
        return self.first is not None

    def __iter__(self):
        return Cursor(self.first)

    def __getitem__(self, index):
        if index < 0:
            index += self.length
        node = self.first
        for _ in range(index):
            if node is None:
                raise IndexError(index)
            node = node.next
        return node.value

    def __contains__(self, wanted):
        node = self.first
        while node is not None:
            if node.value == wanted:
                return True
            node = node.next
        return False


class Cursor:
    def __init__(self, node):
        self.node = node

    def __iter__(self):
        return self

    def __next__(self):
        node = self.node
        if node is None:
            raise StopIteration
        self.node = node.next
        return node.value


class Ring:
    def __init__(self, size):
        self.items = [None] * size
        self.head = 0
        self.count = 0

    def append(self, item):
        self.items[(self.head + self.count) % len(self.items)] = item
        if self.count < len(self.items):
            self.count += 1
        else:
            self.head = (self.head + 1) % len(self.items)

    def __getitem__(self, i):
        if not 0 <= i < self.count:
            raise IndexError(i)
        return self.items[(self.head + i) % len(self.items)]

    def __len__(self):
        return self.count


class Sparse:
    def __init__(self, default=0):
        self.cells = {}
        self.default = default

    def __getitem__(self, place):
        return self.cells.get(place, self.default)

    def __setitem__(self, place, value):
        if value == self.default:
            self.cells.pop(place, None)
        else:
            self.cells[place] = value

    def __iadd__(self, other):
        for place, value in other.cells.items():
            self[place] = self[place] + value
        return self


def work():
    numbers = LinkedList(list(range(300)))
    total = 0
    for round in range(25):
        for value in numbers:
            total += value
        numbers.reverse()
        total += numbers[round * 3] + numbers[-1]
        if round in numbers:
            total += 1
    stack = LinkedList()
    for i in range(8000):
        stack.push(i)
        if i % 3 == 2:
            total += stack.pop() + len(stack)
    while stack:
        stack.pop()
    ring = Ring(64)
    for i in range(6000):
        ring.append(i)
    total += sum(ring) + ring[10]
    a, b = Sparse(), Sparse()
    for i in range(2500):
        a[i % 50, i * i % 31] = i % 4
        b[i % 40, i % 37] = 1
    for _ in range(5):
        a += b
    return total, len(ring), len(a.cells), sum(a.cells.values())


def run():
    for _ in range(14):
        result = work()
    return result


if __name__ == "__main__":
    print(run())
