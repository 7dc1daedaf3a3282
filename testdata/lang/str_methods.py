# Methods of str in hot loops.


def run(n):
    out = []
    for i in range(n):
        s = "Item %d of %s" % (i, "all")
        t = s.upper().lower().replace("item", "x")
        if t.startswith("x 1") and t.endswith("all"):
            out.append(t.strip("x "))
        if s[5].isdigit() and not s.isalpha():
            out.append(s.partition(" of ")[0])
        if len(out) > 20:
            out = out[10:]
    return out


def codes(n):
    text = ""
    for i in range(n):
        text += chr(97 + i % 26)
    total = 0
    for ch in text:
        total = (total * 31 + ord(ch)) % 1000003
    return total


def join_split(n):
    total = 0
    for i in range(n):
        parts = ",".join([str(i), str(i * 2), str(i * 3)]).split(",")
        total += int(parts[0]) + int(parts[1]) - int(parts[2])
        total += len(parts)
    return total


print(run(400))
print(codes(2000))
print(join_split(600))
print("a b  c".split(), "a,b,,c".split(","), "a b c".split(" ", 1), "x".join([]), "abc".center(9, "*"))
print("Hello".swapcase(), "hello world".title(), "hello".capitalize(), "x".ljust(4) + "|", "x".rjust(4), "7".zfill(3))
print("  pad ".strip() + "|", "  pad ".lstrip() + "|", "  pad ".rstrip() + "|", "a\nb\r\nc".splitlines())
print("abcabc".replace("b", "X", 1), "abc".index("c"), "tEsT".casefold(), "a-b-c".rsplit("-", 1))
bad = 0
for i in range(400):
    try:
        bad += int("12" if i % 2 else "1x")
    except ValueError as e:
        bad += 1
        message = str(e)
    try:
        "abc".index("z")
    except ValueError as e:
        other = str(e)
print(bad, message, "/", other)
t = 0
for i in range(500):
    t += "abc" in "xxabcxx" and 1
    t += "b" not in "abc"
    t += int(str(i)) + float("0.5")
print(t)
try:
    "a" + 1
except TypeError as e:
    print(e)
try:
    1 + "a"
except TypeError as e:
    print(e)
