# _md5, _sha1, _sha256, _sha512, _sha3, _blake2: digests of all lengths around a block, objects, errors.
import _md5, _sha1, _sha256, _sha512, _sha3, _blake2
makers = [_md5.md5, _sha1.sha1, _sha256.sha224, _sha256.sha256, _sha512.sha384, _sha512.sha512, _sha3.sha3_224, _sha3.sha3_256, _sha3.sha3_384,
          _sha3.sha3_512, _blake2.blake2b, _blake2.blake2s]
for make in makers:
    h = make()
    print(h.name, h.block_size, h.digest_size, h.hexdigest(), make(b"abc").hexdigest())
    for n in (55, 56, 63, 64, 65, 71, 72, 103, 111, 112, 127, 128, 129, 135, 136, 143, 144, 1000):
        data = bytes(i % 251 for i in range(n))
        one = make(data); two = make()
        for i in range(0, n, 7):
            two.update(data[i:i + 7])
        three = two.copy(); three.update(b"x")
        print(n, one.hexdigest()[:16], one.digest() == two.digest(), three.digest() != two.digest())
for make in (_sha3.shake_128, _sha3.shake_256):
    h = make(bytearray(b"abc")); print(h.name, h.block_size, h.digest_size, h.hexdigest(5), h.digest(400)[-8:].hex(), h.digest(0))
b = _blake2.blake2b
print(b(b"data", digest_size=20, key=b"key", salt=b"salt", person=b"person").hexdigest(), b(memoryview(b"x"), fanout=2, depth=3, leaf_size=4, node_offset=5, node_depth=1, inner_size=32, last_node=True).hexdigest()[:32])
print(_blake2.blake2s(b"data", digest_size=7, key=b"k" * 32).hexdigest(), b.MAX_DIGEST_SIZE, b.SALT_SIZE, _blake2.BLAKE2S_MAX_KEY_SIZE)
for case in ("_md5.md5('x')", "_sha1.sha1(3)", "_sha256.sha256(string=b'kw').hexdigest()", "b(digest_size=0)", "b(digest_size=65)", "b(key=b'x' * 65)", "b(salt=b'x' * 17)", "b(fanout=256)", "b(depth=0)", "_sha3.shake_128().digest(-1)"):
    try:
        print(case, eval(case))
    except Exception as e:
        print(case, type(e).__name__, e)
