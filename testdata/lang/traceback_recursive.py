# Repeated frames in a traceback are folded.


def count(n):
    if n == 0:
        raise RuntimeError("bottom")
    return count(n - 1) + 1


for i in range(300):
    try:
        count(i % 20)
    except RuntimeError as e:
        pass
print("now")
count(30)
