# Exceptions raised and caught in hot loops, with and without inlined frames.


class MyError(Exception):
    def __init__(self, code):
        super().__init__("code", code)
        self.code = code


class SubError(MyError):
    pass


def check(i):
    if i % 3 == 0:
        raise MyError(i)
    if i % 7 == 0:
        raise SubError(-i)
    if i % 11 == 0:
        raise ValueError("eleven")
    return i


def middle(i):
    return check(i) + 1


def run(n):
    total = 0
    kinds = {}
    for i in range(n):
        try:
            total += middle(i)
        except SubError as e:
            total += e.code
            kinds["sub"] = kinds.get("sub", 0) + 1
        except MyError as e:
            total -= e.code
            kinds["my"] = kinds.get("my", 0) + 1
        except (ValueError, KeyError) as e:
            total += len(str(e))
            kinds["value"] = kinds.get("value", 0) + 1
        else:
            total += 2
    return total, kinds


def reraise(n):
    count = 0
    for i in range(n):
        try:
            try:
                check(i)
            except ValueError:
                raise
            except MyError as e:
                raise KeyError(e.code) from e
        except KeyError as e:
            count += 1 + (e.__cause__.code == e.args[0])
        except Exception as e:
            count += 100
    return count


def builtin(n):
    out = {}
    d = {}
    items = [1, 2]
    for i in range(n):
        try:
            k = i % 6
            if k == 0:
                d[i]
            elif k == 1:
                items[i + 5]
            elif k == 2:
                1 // (k - 2)
            elif k == 3:
                None.x
            elif k == 4:
                int("x")
            else:
                None + 1
        except Exception as e:
            name = type(e).__name__
            out[name] = out.get(name, 0) + 1
    return out


print(run(1000))
print(reraise(600))
print(builtin(900))
e = None
for i in range(300):
    try:
        raise MyError(i)
    except MyError as e:
        last = e
try:
    e
except NameError as err:
    print(err)
print(last.args, repr(last), str(last))
for i in range(300):
    try:
        try:
            raise ValueError(i)
        except ValueError:
            raise TypeError(i)
    except TypeError as t:
        context = t.__context__
print(repr(context), context is not None)
try:
    raise MyError
except TypeError as e:
    print(e)
try:
    raise 5
except TypeError as e:
    print(e)
stop = 0
it = iter([1, 2])
for i in range(300):
    try:
        next(it)
    except StopIteration:
        stop += 1
        it = iter([i])
print(stop)
