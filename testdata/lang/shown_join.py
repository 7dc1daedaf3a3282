# A variable that nothing reads is a float or an int after an inner loop, and something else on
# other paths that meet there: whoever looks at the frame sees the last one.
import sys


def names():
    frame = sys._getframe(1)
    return sorted((k, repr(v)) for k, v in frame.f_locals.items() if k != "at")


def floats(n, at):
    for i in range(n):
        y = i * 0.5
        if i % 3 == 0:
            y = "a"
        elif i % 3 == 1:
            y = None
        for j in (1, 2, 3):
            y = j * 0.25
            for k in (1, 2):
                y = k * 0.75 + i
        if i % 5 == 0:
            y = "five"
        if i == at:
            print(names())


def ints(n, at):
    for i in range(n):
        if i & 1:
            x = "odd"
        else:
            x = i * 3
            for j in range(i & 6):
                x = i * j
                for k in range(j):
                    x = k - i
            if i & 7 == 4:
                x = -1.5
        if i == at:
            print(names())


def both(n, at):
    for i in range(n):
        if i & 1:
            x = "odd"
            z = None
        else:
            x = i * 3
            z = i * 0.125
            for j in range(i & 3):
                z = x * 0.5
                x = j + 1
                for k in (4, 5):
                    x = k
                    z = k * 0.5
        if i == at:
            print(names())


for n in range(0, 240, 37):
    floats(n + 1, n)
    floats(n + 30, n)
    ints(n + 1, n)
    ints(n + 30, n)
    both(n + 1, n)
    both(n + 30, n)


def failing(n):
    for i in range(n):
        if i & 1:
            x = "odd"
        else:
            x = i * 0.5
            for j in (1, 2, 3):
                x = j * 2.5
                for k in (1, 2):
                    x = k * 0.25
        last = 1 // (n - 1 - i)


for n in (1, 2, 50, 151, 152, 200, 301):
    try:
        failing(n)
    except ZeroDivisionError as e:
        print(n, sorted((k, repr(v)) for k, v in e.__traceback__.tb_next.tb_frame.f_locals.items()))
