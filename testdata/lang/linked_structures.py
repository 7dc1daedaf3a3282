# Lists of nodes, trees, a heap, a queue: pointer chasing with None checks.


class Node:
    def __init__(self, key):
        self.key = key
        self.left = None
        self.right = None


class Tree:
    def __init__(self):
        self.root = None
        self.size = 0

    def insert(self, key):
        if self.root is None:
            self.root = Node(key)
            self.size = 1
            return True
        node = self.root
        while True:
            if key == node.key:
                return False
            if key < node.key:
                if node.left is None:
                    node.left = Node(key)
                    break
                node = node.left
            else:
                if node.right is None:
                    node.right = Node(key)
                    break
                node = node.right
        self.size += 1
        return True

    def walk(self):
        out = []
        stack = []
        node = self.root
        while stack or node:
            while node:
                stack.append(node)
                node = node.left
            node = stack.pop()
            out.append(node.key)
            node = node.right
        return out


class Link:
    def __init__(self, value, next=None):
        self.value = value
        self.next = next


def reverse(head):
    previous = None
    while head is not None:
        head.next, previous, head = previous, head, head.next
    return previous


def heap_sort(items):
    heap = []
    for x in items:
        heap.append(x)
        i = len(heap) - 1
        while i > 0 and heap[(i - 1) // 2] > heap[i]:
            heap[i], heap[(i - 1) // 2] = heap[(i - 1) // 2], heap[i]
            i = (i - 1) // 2
    out = []
    while heap:
        out.append(heap[0])
        last = heap.pop()
        if heap:
            heap[0] = last
            i = 0
            while True:
                c = 2 * i + 1
                if c + 1 < len(heap) and heap[c + 1] < heap[c]:
                    c += 1
                if c >= len(heap) or heap[i] <= heap[c]:
                    break
                heap[i], heap[c] = heap[c], heap[i]
                i = c
    return out


def numbers(n, seed):
    out = []
    for _ in range(n):
        seed = (seed * 1664525 + 1013904223) % (1 << 32)
        out.append(seed >> 12)
    return out


data = numbers(400, 7)
t = Tree()
print(sum([t.insert(x) for x in data + data[:50]]), t.size, t.walk() == sorted(set(data)))
f = Tree()
for x in data[:200]:
    f.insert(x * 0.5 if x % 2 else x)
print(f.size, f.walk()[:3])
head = None
for i in range(500):
    head = Link(i, head)
for _ in range(3):
    head = reverse(head)
total = 0
node = head
while node:
    total = total * 3 % 10007 + node.value
    node = node.next
print(total, head.value)
print(heap_sort(data) == sorted(data), heap_sort([x / 8 for x in data])[:2], heap_sort(["b", "c", "a"] * 9)[8:11])
