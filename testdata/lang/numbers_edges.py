# Integers and floats where they meet their limits.
import math
big = 2 ** 62
vals = [0, 1, -1, big, -big, 2 * big, -2 * big, big - 1, 2 ** 64, -2 ** 63, 10 ** 30]
for a in vals:
    for b in (1, -1, 2, 3, -3, big, -2 * big, 7 ** 25):
        print(a + b, a - b, a * b, a // b, a % b, a & b, a | b, a ^ b, a < b, a == b, end=" ")
    print()
for a in vals:
    print(a >> 1, a << 3, a >> 70, -a, ~a, abs(a), a.bit_length(), a.bit_count(), hash(a), float(a), bool(a), f"{a:x}", str(a)[-5:])
for a, b in ((7, 3), (-7, 3), (7, -3), (-7, -3), (0, 5), (7.5, 2), (-7.5, 2), (7.5, -2), (1e300, 1e-300), (5, math.inf), (-5, math.inf), (5.0, -math.inf), (0.0, -3.0), (-0.0, 3.0)):
    print(a, b, divmod(a, b), a % b, a // b, a / b)
for f in (lambda: 1 / 0, lambda: 1 % 0, lambda: 1.0 // 0, lambda: 0.0 ** -1, lambda: 1 << -1, lambda: 1 >> -1, lambda: 1 << 10 ** 20 if False else 2 ** -1, lambda: math.sqrt(-1), lambda: math.log(0), lambda: 10.0 ** 400, lambda: 10 ** 400 * 1.0, lambda: int(math.nan), lambda: int(math.inf), lambda: round(math.inf), lambda: math.factorial(-1), lambda: math.factorial(2.5), lambda: divmod(1.0, 0), lambda: pow(2, -1, 4), lambda: pow(2, 3, 0), lambda: (-8) ** (1 / 3), lambda: 0 ** 0, lambda: 0.0 ** 0, lambda: math.inf - math.inf, lambda: math.inf * 0, lambda: math.ldexp(1, 5000), lambda: float(10 ** 400), lambda: math.exp(1000), lambda: math.fmod(1, 0), lambda: math.gcd(12, 18, 27), lambda: math.isqrt(10 ** 40), lambda: math.comb(50, 25), lambda: math.perm(10, 3), lambda: math.lcm(4, 6, 10), lambda: math.prod([1.5, 2, 3]), lambda: math.dist((0, 0), (3, 4)), lambda: math.hypot(1, 2, 2), lambda: math.nextafter(1, 2), lambda: math.ulp(1.0), lambda: math.fsum([0.1] * 10), lambda: math.copysign(1, -0.0), lambda: math.frexp(10), lambda: math.modf(-3.75), lambda: math.trunc(-3.7), lambda: math.floor(-3.2), lambda: math.ceil(3.2), lambda: math.cbrt(27), lambda: math.exp2(10)):
    try: print(f())
    except (ArithmeticError, ValueError, TypeError) as e: print(type(e).__name__, e)
for x, n in ((2.5, None), (3.5, None), (-2.5, None), (2.675, 2), (1234.5678, -2), (15, -1), (25, -1), (-15, -1), (10 ** 20 + 5, -1), (1e22, 2), (0.5, 0), (5e-324, 3), (1.5, 400), (1e308, -308), (True, None)):
    print(x, n, round(x) if n is None else round(x, n))
print([float.hex(v) for v in (1.0, -0.1, 5e-324, math.inf, 1e308)], float.fromhex("0x1.8p1"), (0.75).as_integer_ratio(), (5).as_integer_ratio(), (2.0).is_integer(), 1e16, 1e15, 123456789.123, 1e-5, 0.0001, 1e100, -0.0, 100000000000000000000.0, 1.7976931348623157e308, 2.2250738585072014e-308)
print(1 == 1.0, 2 ** 53 == 2.0 ** 53, 2 ** 53 + 1 == 2.0 ** 53, 10 ** 400 > 1e308, -10 ** 400 < -math.inf, 1 < math.nan, math.nan == math.nan, 0.1 + 0.2 == 0.3, hash(1.0) == hash(1), hash(2 ** 61 - 1), hash(-1), hash(0.5), hash(math.inf), True + True, 3 .__add__(4))
n, steps = 27, 0
while n != 1:
    n = n // 2 if n % 2 == 0 else 3 * n + 1
    steps += 1
print(steps)
x = 1
for i in range(1, 120): x = x * i % (2 ** 127 - 1) if i % 5 else x * i
print(x)
acc = 0
for i in range(400): acc += (i << (i % 70)) - (acc >> 3)
print(acc)
f = 1.0
for i in range(1, 400): f = f * 1.01 + i / (f + 1)
print(f)
