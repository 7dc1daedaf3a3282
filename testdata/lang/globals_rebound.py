# Globals and builtins that are rebound in mid-loop.

scale = 1
mode = "a"
table = [1, 2, 3]


def run(n):
    global scale, mode
    total = 0
    for i in range(n):
        total += i * scale
        if mode == "a":
            total += 1
        if i == n // 2:
            scale = 2.5
        if i == n // 2 + 50:
            mode = "b"
        if i == n - 30:
            scale = 1 << 64
    return total


def counter(n):
    global count
    for i in range(n):
        count += 1
        bump()
    return count


def bump():
    global count
    count += 2


def change():
    global table
    table = [10, 20, 30]


print(run(900), scale, mode)
count = 0
print(counter(1000), count)
total = 0
for i in range(600):
    total += table[i % 3]
    if i == 300:
        change()
    if i == 450:
        table[0] = 1000
print(total)
total = 0
for k in range(700):
    total = total + k * 2
    limit = k
print(total, k, limit)


def uses_len(n):
    t = 0
    for i in range(n):
        t += len("abc")
        if i == n // 2:
            globals()["len"] = lambda x: 100
    return t


print(uses_len(600))
del len
print(uses_len(2), len("ab"))
del len
print(len("abcd"))
for i in range(400):
    try:
        undefined_name
    except NameError as e:
        text = str(e)
    if i == 399:
        undefined_name = 5
print(text, undefined_name)
g = globals()
for i in range(400):
    g["dynamic"] = i
    total += dynamic
print(total)
def unbound(n):
    for i in range(n):
        try:
            x
        except UnboundLocalError as e:
            t = str(e)
        if i > 300:
            x = 1
            del x
    return t


print(unbound(400))
