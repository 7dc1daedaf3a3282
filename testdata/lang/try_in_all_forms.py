# try in all its forms, in loops, with returns and breaks out of finally.
log = []
def f(how):
    for i in range(3):
        try:
            log.append(("try", i))
            if how == "return": return "try"
            if how == "break": break
            if how == "continue": continue
            if how == "raise": raise ValueError(i)
            if how == "zero": 1 / 0
        except ValueError as e:
            log.append(("except", str(e)))
            if i == 1: return "except"
        except (KeyError, ZeroDivisionError): log.append("tuple")
        else: log.append("else")
        finally:
            log.append("finally")
            if how == "override" and i == 1: return "finally"
    else: return "loop else"
    return "end"
for how in ("return", "break", "continue", "raise", "zero", "override", ""):
    log.clear()
    print(how, f(how), log)
def nested():
    try:
        try:
            raise KeyError("inner")
        finally:
            try:
                raise ValueError("in finally")
            except ValueError as e: log.append(repr(e.__context__))
    except KeyError as e: return repr(e), repr(e.__context__)
log.clear()
print(nested(), log)
def swallow():
    while True:
        try: raise OSError
        finally: break
    for _ in [1]:
        try: 1 / 0
        finally: continue
    try: return 1
    finally: return 2
print(swallow())
def reraise():
    try:
        try: raise ValueError("first")
        except ValueError:
            try: raise KeyError("second")
            except KeyError: pass
            raise
    except ValueError as e: return repr(e), e.__context__
print(reraise())
def chain():
    try:
        try: 1 / 0
        except ZeroDivisionError as e: raise ValueError("v") from e
    except ValueError as e:
        try: raise RuntimeError("r") from None
        except RuntimeError as r: return repr(e.__cause__), repr(r.__context__), r.__cause__, r.__suppress_context__
print(chain())
try: e
except NameError as n: print(n)
for bad in ("raise 5", "raise", "raise ValueError from 5", "raise int", "raise ValueError, 1", "try: pass", "raise (ValueError, KeyError)", "try:\n 1/0\nexcept 5: pass", "try:\n 1/0\nexcept (ValueError, 5): pass", "try:\n pass\nexcept:\n pass\nexcept ValueError:\n pass", "raise ValueError('x') from ZeroDivisionError"):
    try: exec(bad)
    except SyntaxError as x: print(bad, "->", x.msg)
    except BaseException as x: print(bad.replace(chr(10), " "), "->", type(x).__name__, x, repr(x.__cause__))
class Custom(Exception):
    def __init__(self, code, *rest):
        super().__init__(*rest)
        self.code = code
    def __str__(self): return f"custom {self.code} {self.args}"
caught = {}
for i in range(500):
    try:
        if i % 5 == 0: raise Custom(i, "x")
        if i % 5 == 1: [][i]
        if i % 5 == 2: {}[i]
        if i % 5 == 3: int("z")
        caught["none"] = caught.get("none", 0) + 1
    except Custom as c: caught["custom"] = caught.get("custom", 0) + c.code
    except LookupError as l: caught[type(l).__name__] = caught.get(type(l).__name__, 0) + 1
    except Exception as x: caught[str(x)[:7]] = caught.get(str(x)[:7], 0) + 1
print(caught, str(Custom(1, 2)))
def deep(n):
    if n == 0: raise ValueError("bottom")
    try: deep(n - 1)
    except ValueError as e:
        if n % 10 == 0: e.add_note(f"level {n}")
        raise
try: deep(40)
except ValueError as e: print(e.__notes__, e.args)
import sys
def info():
    try: 1 / 0
    except ZeroDivisionError:
        inside = sys.exc_info()[0].__name__
    return inside, sys.exc_info()
print(info(), sys.exception() if hasattr(sys, "exception") else None)
