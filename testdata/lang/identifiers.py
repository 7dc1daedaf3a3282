# Identifiers are known by their NFKC form; keywords are not looked for there.
ﬁne = 1
print(fine, [n for n in dir() if n.startswith("fi")])
µ = 2  # micro
print(μ)  # mu
é = 3
print(é)


class Å:
    ｎａｍｅ = "Angstrom"

    def ﬀ(self, xₙ, *, ｋ=5):
        self.ª = xn + k
        return self.a


print(Å().ff(1, k=2), Å.name, Å.__name__)
print(getattr(Å, "ｎａｍｅ", "not normal"))
ｄｅｆ = 7
print(globals()["def"], ｄｅｆ)
𝐩𝐫𝐢𝐧𝐭(f"{ﬁne + 1}")
한글 = "syllables"
print(한글)
import ｍath as ℳ
print(M.floor(2.5))


def scope():
    ſ = 1

    def inner():
        nonlocal ſ
        s = 2
    inner()
    return ſ, sorted(locals())


print(scope())
try:
    print(ﬂoat, ﬂ)
except NameError as e:
    print(e, e.name)
for source in ("ｉf True: pass", "ｍatch = 1; ｍatch x:\n  case 1: pass", "x² = ²"):
    try:
        exec(source)
        print("ok")
    except SyntaxError as e:
        print(e.msg, e.offset, e.end_offset)
