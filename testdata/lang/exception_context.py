# __context__, __cause__, __suppress_context__: chains and cycles.
def chain(e):
    out = []
    while e is not None and len(out) < 6:
        out.append((type(e).__name__, str(e), e.__suppress_context__))
        e = e.__cause__ or e.__context__
    return out
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError('k')
except KeyError as e:
    print(chain(e))
try:
    try:
        1 / 0
    except ZeroDivisionError as z:
        raise KeyError('k') from z
except KeyError as e:
    print(chain(e), e.__cause__ is e.__context__)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError('k') from None
except KeyError as e:
    print(e.__cause__, type(e.__context__), e.__suppress_context__)
# A re-raised exception does not become its own context.
a, b, c = ValueError('a'), ValueError('b'), ValueError('c')
try:
    try:
        raise a
    except ValueError:
        try:
            raise b
        except ValueError:
            try:
                raise c
            except ValueError:
                raise a
except ValueError as e:
    print(chain(e))
try:
    try:
        raise a
    except ValueError as e:
        raise e
except ValueError as e:
    print(e.__context__)
try:
    try:
        raise a
    finally:
        raise b
except ValueError as e:
    print(chain(e)[:3])
e = ValueError()
for name, value in (('__context__', 5), ('__cause__', 5), ('__traceback__', 5),
                    ('__suppress_context__', 5), ('args', 5)):
    try:
        setattr(e, name, value)
        print(name, getattr(e, name))
    except TypeError as err:
        print(err)
    try:
        delattr(e, name)
        print(name, 'deleted')
    except TypeError as err:
        print(err)
for cause in (5, int, ValueError, None, ValueError('x')):
    try:
        raise KeyError from cause
    except (KeyError, TypeError) as err:
        print(type(err).__name__, repr(err.__cause__), err)
class NotException: pass
for what in (NotException, NotException(), 5, None, 'text'):
    try:
        raise what
    except TypeError as err:
        print(err)
class Odd(Exception):
    def __new__(cls): return 5
try:
    raise Odd
except TypeError as err:
    print(err)
import sys
try:
    raise
except RuntimeError as e:
    print(e)
print(sys.exc_info(), sys.exception())
try:
    1 / 0
except ZeroDivisionError as e:
    print(sys.exception() is e, sys.exc_info()[0].__name__, sys.exc_info()[2] is e.__traceback__)
    try:
        raise KeyError
    except KeyError:
        print(type(sys.exception()).__name__)
    print(type(sys.exception()).__name__)
print(sys.exception())
