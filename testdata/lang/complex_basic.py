# complex: literals, arithmetic with ints and floats, text, errors.
def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


a = 3 + 4j
print(a, -a, +a, abs(a), a.real, a.imag, a.conjugate(), bool(0j), bool(1j))
print(1j, 2.5j, -1j, 0j, -0.0 - 0j, complex(-0.0, -0.0), 1e100j, 1_0j)
print(a + 1, 1 + a, a - 2.5, 2.5 - a, a * 2, 2 * a, a / 2, 2 / a, a * a, a / a, a ** 2, 2 ** a)
print(a ** 0, a ** -1, a ** 0.5, 0j ** 0, (-8) ** (1 / 3), (-1) ** 0.5, a ** 1j)
print(a == 3 + 4j, a == 3, 3 + 0j == 3, 3 == 3 + 0j, 3.5 + 0j == 3.5, a != a, a == "x")
print(hash(3 + 0j) == hash(3), hash(1.5 + 0j) == hash(1.5), hash(1 + 2j), {1: 2}[1 + 0j])
print(repr(complex(1.5, float("inf"))), complex(float("nan"), 1), complex(1, float("-inf")))
for text in ("1+2j", " (1-2j) ", "j", "-j", "+1j", "1e5j", "inf+nanj", "1", "1_0+2_0j", "\u0663+1j",
             "", "1+", "1j+2", "1 + 2j", "a", "1__0", "(1", "1+2", "--1j", "infj", "-INFinity-Nanj"):
    show(lambda: complex(text))
print(complex(), complex(1), complex(1, 2), complex(1j, 2j), complex(real=1, imag=2), complex(2.5))
show(lambda: complex([]))
show(lambda: complex(1, "a"))
show(lambda: complex("1", 2))
show(lambda: complex(1, []))
show(lambda: complex(1, 2, 3))
show(lambda: complex(a=1))
show(lambda: complex.__new__(int))
show(lambda: 1j < 2)
show(lambda: 1j // 2)
show(lambda: 1j % 2)
show(lambda: divmod(1j, 2))
show(lambda: int(1j))
show(lambda: float(1j))
show(lambda: round(1j))
show(lambda: pow(1j, 2, 3))
show(lambda: 1j / 0)
show(lambda: 0j ** -1)
show(lambda: 0j ** 1j)
show(lambda: (1e200 + 0j) ** 2)
show(lambda: abs(complex(1e308, 1e308)) > 1e308)
show(lambda: abs(complex(1.7e308, 1.7e308)))
show(lambda: 1j + 10 ** 400)
show(lambda: 1j == 10 ** 400)
show(lambda: 1j + "a")
for spec in ("", ">20", "<20", "^20", ".3f", "+,.2e", "g", ".2", "=10", "010", "%", "d", "*^15.1f"):
    show(lambda: format(a, spec) + "|")
print(format(3j, ""), format(1e10 + 2j, ","), f"{a:.1f}", "%s %r" % (a, a), str(2j))


class C(complex):
    def __add__(self, other):
        return "added"


c = C(1, 2)
print(c, c + 1, 1 + c, c - 1, type(c * 2).__name__, c.__complex__(), type(+c).__name__)


class Z:
    def __complex__(self):
        return 5 + 6j


class F:
    def __float__(self):
        return 2.5


class Bad:
    def __complex__(self):
        return 1


print(complex(Z()), complex(F()), complex(1, F()))
show(lambda: complex(Bad()))
print((1 + 2j).__getnewargs__(), isinstance(1j, complex))


def mandel(n):
    total = 0
    for y in range(n):
        for x in range(n):
            c = complex(x / n * 3 - 2, y / n * 2 - 1)
            z = 0j
            k = 0
            while k < 20 and abs(z) < 2:
                z = z * z + c
                k += 1
            total += k
    return total


print(mandel(12))
