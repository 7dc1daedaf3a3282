# An error in a method that became wrong after many right calls.


class Node:
    def __init__(self, value, next):
        self.value = value
        self.next = next

    def total(self):
        node = self
        t = 0
        while True:
            t += node.value
            node = node.next
            if node is None and t > -1:
                return t


def build(n, last):
    node = last
    for i in range(n):
        node = Node(i, node)
    return node


print(build(600, None).total())
x = build(600, 5)
try:
    x.total()
except AttributeError as e:
    print(e)
print(Node(1, None).total(), build(300, Node("s", None)).total())
