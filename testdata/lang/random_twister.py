"""random: CPython's sequences for the same seeds."""
import random, _random
r = random.Random(42)
print([r.random() for _ in range(3)], [r.randrange(100) for _ in range(5)])
print(r.getrandbits(10), r.getrandbits(32), r.getrandbits(100), r.getrandbits(0))
print(r.choice("abcdef"), r.sample(range(1000), 4), r.shuffle(x := list(range(8))), x)
print(r.gauss(0, 1), r.uniform(1, 2), r.expovariate(1), r.betavariate(1, 2), r.triangular())
print(r.choices([1, 2, 3], k=5), r.choices("ab", weights=[1, 9], k=6), r.randbytes(5))
for seed in (0, 1, -5, 2**40, 10**50, "text", b"bytes", 1.5, True):
    r.seed(seed)
    if isinstance(seed, float):
        print(seed, type(r.random()))
    else:
        print(repr(seed)[:20], r.random(), r.getrandbits(64))
state = r.getstate()
a = [r.random() for _ in range(700)]
r.setstate(state)
print(a == [r.random() for _ in range(700)], len(state), len(state[1]), state[0])
b = _random.Random(7)
print(b.random(), len(b.getstate()), b.getstate()[:2], b.getstate()[-1])
for bad in ((1, 2), "x", (0,) * 626, (-1,) * 625, ("a",) * 625):
    try:
        b.setstate(bad)
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__, e)
for bad in (-1, "x", 1.5, 2**80):
    try:
        b.getrandbits(bad)
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__, e)
class Sub(random.Random):
    def random(self):
        return 0.25
s = Sub()
print(s.random(), s.randrange(8), s.uniform(0, 4))
random.seed(3)
print(random.random(), random.randint(1, 6), sum(random.random() for _ in range(5000)))
