# s += x, with and without another name for the string.


def build(n):
    s = ""
    for i in range(n):
        s += str(i % 10)
    return s


def shared(n):
    s = ""
    keep = []
    for i in range(n):
        s += "ab"
        if i % 100 == 0:
            keep.append(s)
    for k in keep:
        assert s.startswith(k)
    return len(s), [len(k) for k in keep]


class Buffer:
    def __init__(self):
        self.text = ""

    def add(self, x):
        self.text += x


def prefix(n):
    s = ""
    for i in range(n):
        s = chr(48 + i % 10) + s
    return s[:20], len(s)


s = build(3000)
print(len(s), s[:30], s[-5:])
print(shared(1000))
b = Buffer()
for i in range(1500):
    b.add("xyz"[i % 3])
    if i == 700:
        old = b.text
print(len(old), len(b.text), b.text[-4:], b.text.startswith(old))
print(prefix(800))
a = "start"
c = a
for i in range(400):
    a += "-"
print(c, len(a))
parts = []
for i in range(1000):
    parts += [f"{i}"]
print(len("".join(parts)))
data = b""
for i in range(300):
    data += bytes([i % 256])
print(len(data), data[65:70], data[255:258])
