# Errors about the arguments of the searching methods of str, bytes and bytearray.
VALUES = ["abcabc", b"abcabc", bytearray(b"abcabc")]
for value in VALUES:
    sub = value[1:2]
    for name in "find", "rfind", "index", "rindex", "count", "startswith", "endswith":
        method = getattr(value, name)
        for args in ((), (sub, 1, 2, 3), (sub, None, None, None, None), (None,), (1.5,), (sub, "x"),
                     (sub, 0, "y"), (sub, 1.0), (sub, None, None), (sub, 2), (sub, -100, 100),
                     (sub, 10**30), (sub, -10**30, 10**30), (value[:0],), (value[:0], 7), (300,),
                     ((sub,),), ((sub, 5),), ([sub],)):
            try:
                result = method(*args)
            except Exception as e:
                result = f"{type(e).__name__}: {e}"
            print(type(value).__name__, name, args, "->", result)
