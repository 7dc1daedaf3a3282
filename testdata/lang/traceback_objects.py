# Traceback objects: entries, frames kept with their locals, construction.
import sys
def inner(x):
    y = x * 2
    raise ValueError(y)
def outer():
    v = 'outer'
    inner(21)
try:
    outer()
except ValueError as e:
    tb = e.__traceback__
entries = []
t = tb
while t:
    entries.append((t.tb_frame.f_code.co_name, t.tb_lineno, t.tb_frame.f_lineno == t.tb_lineno or t is tb))
    t = t.tb_next
print(entries)
last = tb.tb_next.tb_next
print(last.tb_frame.f_locals, last.tb_next, last.tb_frame.f_back.f_code.co_name)
print(last.tb_frame.f_back.f_locals['v'], tb.tb_next.tb_frame.f_back is tb.tb_frame)
TB = type(tb)
made = TB(None, tb.tb_frame, 0, 7)
print(made.tb_next, made.tb_frame is tb.tb_frame, made.tb_lasti, made.tb_lineno)
made.tb_next = tb
print(made.tb_next is tb)
for value in (made, 5):
    try:
        made.tb_next = value
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
try:
    del made.tb_next
except TypeError as e:
    print(e)
try:
    made.tb_lineno = 8
except AttributeError as e:
    print(e)
for args in ((), (1, tb.tb_frame, 0, 0), (None, 1, 0, 0), (None, tb.tb_frame, 'x', 0)):
    try:
        TB(*args)
    except TypeError as e:
        print(e)

e = ValueError('w').with_traceback(tb)
print(e.__traceback__ is tb)
try:
    raise e
except ValueError as err:
    print(err.__traceback__.tb_next is tb)
def again():
    try:
        inner(1)
    except ValueError:
        raise
try:
    again()
except ValueError as e:
    names = []
    t = e.__traceback__
    while t:
        names.append((t.tb_frame.f_code.co_name, t.tb_lineno))
        t = t.tb_next
    print(names)
def collect(n):
    errors = []
    for i in range(n):
        try:
            inner(i)
        except ValueError as e:
            errors.append(e)
    return errors
errors = collect(50)
print([e.__traceback__.tb_next.tb_frame.f_locals['x'] for e in errors[::10]])
print(errors[3].__traceback__.tb_frame is errors[4].__traceback__.tb_frame, errors[0].__traceback__.tb_frame.f_locals['i'])
