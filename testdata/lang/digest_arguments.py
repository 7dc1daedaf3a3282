# What compare_digest, blake2 and NormalDist.inv_cdf take and refuse.
import _operator
import array
import hashlib
import hmac
import statistics

values = [b"ab", bytearray(b"ab"), memoryview(b"ab"), "ab", "a\xe9", b"", bytearray(b"abc"), 1, None,
          memoryview(b"abcd")[::2], memoryview(b"abcd").cast("H"), array.array("B", [97, 98])]
for compare in hmac.compare_digest, _operator._compare_digest:
    for a in values:
        for b in values:
            try:
                print(type(a).__name__, type(b).__name__, compare(a, b))
            except (TypeError, BufferError) as e:
                print(type(a).__name__, type(b).__name__, type(e).__name__, e)
held = bytearray(b"key")
print(hmac.compare_digest(held, b"key"), held.append(33), held)  # nothing is kept exported

for new in hashlib.blake2b, hashlib.blake2s:
    for name in ["digest_size", "fanout", "depth", "node_depth", "inner_size"]:
        for value in [-1, 0, 1, 32, 64, 65, 255, 256, 1 << 31, -1 << 31, -1 << 70, 1 << 70]:
            try:
                print(name, value, new(b"x", **{name: value}).hexdigest()[:16])
            except (ValueError, OverflowError) as e:
                print(name, value, type(e).__name__, e)
    for name in ["leaf_size", "node_offset"]:
        for value in [-1, -1 << 70, 0, 256, (1 << 32) - 1]:
            try:
                print(name, value, new(b"x", **{name: value}).hexdigest()[:16])
            except (ValueError, OverflowError) as e:
                print(name, value, type(e).__name__, e)
for value in [(1 << 63) - 1, 1 << 63, (1 << 64) - 1]:
    print(value, hashlib.blake2b(b"x", node_offset=value).hexdigest()[:16])
for new, limits in [(hashlib.blake2b, {"leaf_size": 1 << 32}),
                    (hashlib.blake2s, {"leaf_size": 1 << 33, "node_offset": 1 << 48})]:
    for name, value in limits.items():
        try:
            print(name, new(**{name: value}).name)
        except OverflowError as e:
            print(name, value, type(e).__name__, e)

nan, inf = float("nan"), float("inf")
for p in [0.5, 0.001, 1e-30, nan, 0, 1, -1, inf, -inf]:
    for sigma in [1, 0.5, nan]:
        try:
            print(p, sigma, statistics._normal_dist_inv_cdf(p, 0.0, sigma))
        except ValueError as e:
            print(p, sigma, e)
print(statistics.NormalDist(nan, 1).inv_cdf(0.5), statistics.NormalDist(0, 1).inv_cdf(nan))
