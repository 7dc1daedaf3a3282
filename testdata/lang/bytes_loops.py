# bytes in hot loops.


def checksum(data, n):
    a, b = 1, 0
    for _ in range(n):
        for x in data:
            a = (a + x) % 65521
            b = (b + a) % 65521
    return b << 16 | a


def xor(data, key):
    out = []
    for i in range(len(data)):
        out.append(data[i] ^ key[i % len(key)])
    return bytes(out)


data = b"The quick brown fox\x00\xff"
print(checksum(data, 100))
secret = xor(data * 20, b"key")
print(secret[:12], xor(secret, b"key") == data * 20)
total = 0
for i in range(500):
    total += len(data[i % 20 :]) + (data[i % 20] > 100) + data.find(b"o", i % 25) + (b"fox" in data)
print(total)
caught = 0
for i in range(300):
    try:
        data[i]
    except IndexError as e:
        caught += 1
        text = str(e)
print(caught, text)
print(data.hex(), bytes.fromhex("00ff10"), bytes(3), bytes([1, 2]), data.split(b" ")[1], data.upper(), b"%d-%s" % (5, b"x"))
print(b"a" < b"b", b"a" == "a", hash(b"x") == hash(b"x"), repr(b"'\n"), list(b"abc"), b"abc"[::-1], b"".join([b"x", b"y"]))
