# find, rfind, count, replace and split of texts that repeat themselves, against slow loops.
state = 12345


def rnd(n):
    global state
    state = (state * 1103515245 + 12345) % 2147483648
    return (state >> 8) % n


def slow_find(s, sub):
    for i in range(len(s) - len(sub) + 1):
        if s[i:i + len(sub)] == sub:
            return i
    return -1


def slow_rfind(s, sub):
    for i in range(len(s) - len(sub), -1, -1):
        if s[i:i + len(sub)] == sub:
            return i
    return -1


def slow_count(s, sub):
    n = i = 0
    while i + len(sub) <= len(s):
        if s[i:i + len(sub)] == sub:
            n += 1
            i += len(sub)
        else:
            i += 1
    return n


total = 0
for alphabet in ("ab", "aé", "ab日", "本日", "a\U0001f600", "ab"):
    for round in range(60):
        s = "".join([alphabet[rnd(len(alphabet))] for _ in range(rnd(90))])
        sub = "".join([alphabet[rnd(len(alphabet))] for _ in range(1 + rnd(5))])
        if round % 7 == 0:
            sub = s[rnd(len(s) + 1):][:1 + rnd(30)] or "a"
        found = (s.find(sub), s.rfind(sub), s.count(sub), sub in s)
        wanted = (slow_find(s, sub), slow_rfind(s, sub), slow_count(s, sub), slow_find(s, sub) >= 0)
        if found != wanted:
            print("wrong", ascii(s), ascii(sub), found, wanted)
        if len(s.split(sub)) != wanted[2] + 1 or sub.join(s.split(sub)) != s or s.replace(sub, "X").count("X") != wanted[2]:
            print("wrong split", ascii(s), ascii(sub))
        total += found[0] + found[1] + found[2]
print(total)
for a, b, c in (("a", "b", "c"), ("日", "本", "é"), ("\U0001f600", "b", "é")):
    n = 6000
    print((a * n).find(a * 2000 + b), (a * n).rfind(b + a * 2000), (a * n + b).find(a * 3000 + b), (b + a * n).rfind(b + a * 2000), (a * n).count(a * 7), (a * n).count(b + a * 50))
    mixed = (a * 50 + b) * 150
    print(mixed.find(a * 51), mixed.rfind(a * 50 + c), mixed.find(a * 50 + b + a * 50 + c), mixed.count(a * 50 + b), len(mixed.replace(a * 50 + b, c)), len(mixed.split(b)), mixed.rfind(a * 50 + b + a * 50), mixed.replace(a, c).count(c))
