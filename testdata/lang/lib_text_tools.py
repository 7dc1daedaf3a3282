# textwrap, string, difflib, shlex, fnmatch, pprint, reprlib.
import difflib
import fnmatch
import pprint
import reprlib
import shlex
import string
import textwrap

text = "The quick brown fox jumps over the lazy dog, and then   it rests for a-long-while in the sun. " * 2
print(textwrap.fill(text, 40))
print(textwrap.shorten(text, 50), textwrap.wrap("abcdefghij" * 3, 12))
print(textwrap.dedent("""
    one
      two
    three
""").strip(), textwrap.indent("a\n\nb\n", "> "), sep="|")
print(string.Template("$who likes ${what}s and $$5").substitute(who="Ann", what="plum"))
try:
    string.Template("$missing").substitute()
except KeyError as e:
    print("KeyError", e)
print(string.Template("$missing $x").safe_substitute(x=1), string.capwords("a bC  d"))


class Upper(string.Formatter):
    def convert_field(self, value, conversion):
        return str(value).upper() if conversion == "u" else super().convert_field(value, conversion)


print(Upper().format("{0!u} {name!r:>8}", "abc", name="x"))
a = "one two three four five".split()
b = "one 2 three four six five".split()
print("\n".join(difflib.unified_diff(a, b, lineterm="")))
print(list(difflib.ndiff(a, b))[:6], difflib.get_close_matches("appel", ["ape", "apple", "peach", "puppy"]))
print(round(difflib.SequenceMatcher(None, "abcd", "bcde").ratio(), 3))
print(shlex.split("a 'b c' \"d \\\" e\" f\\ g # no", comments=True), shlex.quote("it's"), shlex.join(["a b", "c"]))
print(fnmatch.filter(["a.py", "b.txt", "c.PY"], "*.py"), fnmatch.translate("a?[!b]*"))
data = {"name": list(range(30)), "deep": {"x": [{"y": ("z",) * 3}] * 3, "long text": "word " * 20}, 3: {1, 2}}
pprint.pprint(data, width=60)
pprint.pprint(data, depth=1)
recursive = [1]
recursive.append(recursive)
print(reprlib.repr(list(range(100))), reprlib.repr("x" * 100), repr(recursive))
