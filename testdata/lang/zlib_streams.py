# zlib: round trips, objects, limits, dictionaries, errors.
import zlib
data = b"the quick brown fox " * 500
for level in (-1, 0, 1, 9):
    for wbits in (15, -15, 31):
        c = zlib.compress(data, level, wbits)
        print(level, wbits, zlib.decompress(c, wbits) == data, len(c) < len(data) or level == 0)
co = zlib.compressobj(9); parts = co.compress(data[:100]) + co.flush(zlib.Z_SYNC_FLUSH) + co.compress(data[100:])
twin = co.copy(); parts += co.flush(); print(zlib.decompress(parts) == data, len(twin.flush()) > 0)
do = zlib.decompressobj(); out = do.decompress(parts + b"tail", 50); print(out, len(do.unconsumed_tail) > 0, do.eof)
while not do.eof:
    out += do.decompress(do.unconsumed_tail, 1000)
out += do.flush(); print(out == data, do.eof, do.unused_data)
zd = b"quick brown fox"; co = zlib.compressobj(zdict=zd); c = co.compress(data) + co.flush()
do = zlib.decompressobj(zdict=zd); print((do.decompress(c) + do.flush()) == data)
print(zlib.adler32(b"hello"), zlib.crc32(b"hello"), zlib.adler32(b"lo", zlib.adler32(b"hel")), zlib.crc32(b"", 5))
print(zlib.decompress(zlib.compress(b"")), zlib.DEFLATED, zlib.MAX_WBITS, zlib.Z_BEST_COMPRESSION)
for case in ("zlib.decompress(b'abc')", "zlib.decompress(zlib.compress(b'abc')[:-2])", "zlib.compress(b'a', 20)",
             "zlib.compressobj(20)", "zlib.decompressobj(99)", "zlib.decompress(b'x', 15, -1)", "zlib.decompressobj().decompress(b'', -1)",
             "zlib.decompressobj().flush(0)", "zlib.adler32('x')", "type(co)()", "zlib.decompressobj().decompress(c)"):
    try:
        print(case, eval(case))
    except Exception as e:
        print(case, type(e).__name__, e)
