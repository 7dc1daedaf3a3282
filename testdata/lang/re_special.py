# Lookaround, atomic groups, possessive repeats, conditions, references.
import re


def show(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


for pattern, text in ((r"(?<=ab)c", "abc"), (r"(?<!a)b", "ab b"), (r"a(?=b)", "ac ab"), (r"a(?!b)", "ab ac"), (r"(?>a+)a", "aaa"), (r"a++b", "aaab"), (r"(?:ab)*+a", "ababa"), (r"a{1,2}+a", "aaa"),
                      (r"(a)?(?(1)b|c)", "c ab"), (r"(\w)\1", "abbc"), (r"(?P<q>['\"]).*?(?P=q)", "say 'it' now"), (r"(?i:A)b", "aB ab"), (r"(?s:.)a", "\na"), (r"^\w+$", "ab\n"), (r"\Aab\Z", "ab\n"), (r"(?m)^b$", "a\nb\nc"),
                      (r"(?:(a)|b)*", "abab"), (r"(a*)*", "aab"), (r"(a*?)*?b", "aab"), (r"(?:a|ab)(?:c|bcd)(d*)", "abcd"), (r"x{2,3}?", "xxxx"), (r"(?<=(?=a)).", "ba"), (r"(?=(a+))", "baaa"), (r"[^\W\d_]+", "12_ab é"), (r"\bfoo\b", "a foo."), (r"\B.", "ab")):
    m = re.search(pattern, text)
    print(pattern, ascii(text), m and (m.span(), m.groups(), m.lastindex), re.findall(pattern, text))
print(re.search(r"(?i)ſ", "S"), re.search(r"(?i)K", "\u212a"), re.findall(r"(?i)[à-þ]+", "ÀÉé"), re.findall(r"(?ia)é", "É"), re.findall(r"\d", "1٣"), re.findall(r"(?a)\d", "1٣"))
print(len(re.findall(r"(x+x+)+y", "x" * 12 + "y")), re.match("(?:a|b)*c", "ab" * 20000 + "c").end(), re.match("(?:a|(b))*", "ab" * 5000).span(1), re.search("a*b", "a" * 3000))
