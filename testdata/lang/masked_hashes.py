"""Hash-like arithmetic that leaves the range of machine words and is masked back."""
M32, M61, M62, M64 = 2**32 - 1, 2**61 - 1, 2**62 - 1, 2**64 - 1


def fnv(text, bits):
    h = 0xCBF29CE484222325
    for c in text:
        h ^= ord(c)
        h = (h * 0x100000001B3) & (2**bits - 1)
    return h


def lcg(n):
    x, out = 1, []
    for _ in range(n):
        x = (x * 6364136223846793005 + 1442695040888963407) & M64
        out.append(x >> 33)
    return out


def xorshift(n):
    x, out = 88172645463325252, []
    for _ in range(n):
        x ^= (x << 13) & M64
        x ^= x >> 7
        x ^= (x << 17) & M64
        out.append(x)
    return out


print([fnv("some text", b) for b in (31, 32, 60, 61, 62, 63, 64, 65, 128)])
print(lcg(6), xorshift(5))
edges = [0, 1, -1, 2, 7, -7, 2**31, 2**32, -2**32, 2**60, 2**61 - 1, 2**61, -2**61, 2**62 - 1, 2**62, -2**62, 2**62 + 1,
         2**63 - 1, 2**63, -2**63, -2**63 - 1, 2**64 - 1, 2**64, -2**64, 2**64 + 5, 3**50, -3**50, 2**200 + 9, -2**200 - 9]
print("mul", [sum(a * b for b in edges) for a in edges])
for a in edges:
    print(a, [a & m for m in (0, 1, 255, M32, M61, M62, 2**63 - 1, M64, 2**63, 2**70 - 1)],
          [m & a for m in (255, M62, M64)], [a & -m for m in (1, 256, 2**62, 2**64)])
    print("  or", [a | m for m in (0, 5, 2**62, M64, -3)], "xor", [a ^ m for m in (0, 5, 2**63, M64, -3)])
    print("  mod", [a % m for m in (1, 2, 7, 1000003, 2**61 - 1, 2**62 - 1, 2**62, 2**64, -7, -2**64)],
          [a // m for m in (7, 2**61 - 1, -1000003)])
for a in edges:
    for m in (3, 10**9 + 7, 2**61 - 1):
        assert (a // m) * m + a % m == a and 0 <= a % m < m
    assert divmod(a, 97) == (a // 97, a % 97)
try:
    2**70 % 0
except ZeroDivisionError as error:
    print(error)
print(True & 2**70 + 1, 2**70 + 1 & True, True * 2**63, type((2**64 & 1)), (2**64 + 1) & True)


class Big(int):
    pass


b = Big(2**70 + 3)
print(b & 7, b % 5, b * 1, type(b & 7).__name__, type(b % 5).__name__, Big(5) * 2**62)
