"""time: struct_time, conversions both ways, strftime and its errors."""
import os, time
os.environ["TZ"] = "UTC"
time.tzset()
t = time.gmtime(1234567890)
print(t, t.tm_zone, t.tm_gmtoff, t[0], len(t), tuple(t))
print(time.gmtime(-1), time.gmtime(0.999999999).tm_sec, time.gmtime(1e9 + 0.5)[:6])
print(time.asctime(t), time.ctime(86400 * 365), time.mktime(time.localtime(1e9)))
print(time.strftime("%Y-%m-%d %H:%M:%S %a %A %b %B %j %p %U %w %W %y %% %Z", t))
print(repr(time.strftime("", t)), time.strftime("%d" * 20, t), time.strftime("é %Y", t))
print(time.strptime("2009-02-13 23:31:30", "%Y-%m-%d %H:%M:%S"))
print(time.timezone, time.altzone, time.daylight, time.tzname)
os.environ["TZ"] = "EST+05EDT,M4.1.0,M10.5.0"
time.tzset()
print(time.timezone, time.altzone, time.daylight, time.tzname)
print(time.localtime(1234567890), time.localtime(1241234567).tm_isdst, time.localtime(0).tm_zone)
print(time.mktime((2009, 2, 13, 18, 31, 30, 0, 0, -1)), time.ctime(1234567890))
os.environ["TZ"] = "UTC"
time.tzset()
s = time.struct_time((2000, 1, 2, 3, 4, 5, 6, 7, 0))
print(s, s.tm_zone, s.tm_gmtoff, s == (2000, 1, 2, 3, 4, 5, 6, 7, 0), hash(s) == hash(tuple(s)))
print(time.struct_time(range(11)).tm_gmtoff, s.n_fields, s.n_sequence_fields)
import pickle, copy
print(copy.copy(s) == s, s.__reduce__()[1][0])
for call in (
    lambda: time.gmtime("x"), lambda: time.gmtime(float("nan")), lambda: time.gmtime(1e300),
    lambda: time.strftime("%Y", (1, 2)), lambda: time.mktime("x"), lambda: time.mktime((1, 2, 3)),
    lambda: time.asctime((2000, 13, 1, 1, 1, 1, 1, 1, 1)), lambda: time.strftime("a\0b"),
    lambda: time.asctime((2000, 1, 32, 1, 1, 1, 1, 1, 1)), lambda: time.strftime(3),
    lambda: time.asctime((2000, 1, 1, 24, 1, 1, 1, 1, 1)), lambda: time.struct_time((1,)),
    lambda: time.asctime((2000, 1, 1, 1, 60, 1, 1, 1, 1)), lambda: time.get_clock_info("x"),
    lambda: time.asctime((2000, 1, 1, 1, 1, 62, 1, 1, 1)), lambda: time.sleep(-1),
    lambda: time.asctime((2000, 1, 1, 1, 1, 1, 1, 367, 1)), lambda: time.sleep("x"),
    lambda: time.mktime((10**10, 1, 1, 0, 0, 0, 0, 0, 0)), lambda: time.clock_gettime("x"),
):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)
for name in ("time", "monotonic", "perf_counter", "process_time", "thread_time"):
    info = time.get_clock_info(name)
    print(name, info.monotonic, info.adjustable, info.implementation)
    a = getattr(time, name)(); b = getattr(time, name + "_ns")()
    print(type(a).__name__, type(b).__name__, abs(b / 1e9 - a) < 5)
print(time.clock_gettime(time.CLOCK_MONOTONIC) <= time.monotonic(), time.clock_getres(time.CLOCK_REALTIME))
