# A tokenizer with named groups, and re.Scanner.
import re


def show(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


TOKENS = re.compile(r"""(?P<number>\d+(?:\.\d*)?)|(?P<name>[A-Za-z_]\w*)|(?P<op>[-+*/=()])|(?P<space>\s+)|(?P<bad>.)""")


def tokens(text):
    for m in TOKENS.finditer(text):
        if m.lastgroup != "space":
            yield m.lastgroup, m.group(), m.start()


for text in ("x = 3.14 * (y_2 + 40)", "", "a$b", "é=1", "日本 = 2"):
    print([(k, ascii(v), i) for k, v, i in tokens(text)])
scanner = re.Scanner([(r"[a-z_]\w*", lambda s, t: ("name", t)), (r"\d+", lambda s, t: int(t)), (r"[+=]", lambda s, t: t), (r"\s+", None)])
print(scanner.scan("sum = 3 + foo 312 $"))
pos = 0
text = "aaa bb c" * 20
word = re.compile(r"\w+|\s")
count = 0
while pos < len(text):
    m = word.match(text, pos)
    pos = m.end()
    count += 1
print(count, pos)
print([m.lastindex for m in re.finditer(r"(a)(b)?|((c)d)|(?:(e)|(f))+", "abacdefe")])
