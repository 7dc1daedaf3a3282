# Dates and times.
import calendar
from datetime import date, datetime, time, timedelta, timezone

d = date(2024, 2, 29)
print(d, d.isoformat(), d.weekday(), tuple(d.isocalendar()), d + timedelta(days=366), d.replace(year=2028), d.strftime("%A %d %B %Y"))
print(date.fromisoformat("2023-12-31") - d, date.max, date.min, d.toordinal(), date.fromordinal(738000))
dt = datetime(2024, 3, 10, 23, 59, 58, 123456)
print(dt, repr(dt), dt.isoformat(timespec="milliseconds"), dt + timedelta(seconds=2), dt.time(), dt.date())
print(datetime.strptime("12 Jan 2020 03:04 PM", "%d %b %Y %I:%M %p"), datetime.fromisoformat("2024-01-02T03:04:05+05:30"))
zone = timezone(timedelta(hours=-5, minutes=-30), "X")
there = datetime(2024, 1, 1, 12, tzinfo=zone)
print(there, there.astimezone(timezone.utc), there.utcoffset(), there.tzname(), there == there.astimezone(timezone.utc))
print(timedelta(days=1, hours=-3), repr(timedelta(weeks=2, microseconds=5)), timedelta(hours=5) / timedelta(minutes=7),
      divmod(timedelta(days=3), timedelta(hours=7)), timedelta(seconds=1) * 2.5, abs(timedelta(-1)), timedelta(days=2).total_seconds())
print(time(1, 2, 3), time.fromisoformat("04:05"), time(23, 59) > time(1), sorted([date(2020, 1, d) for d in (5, 2, 9)]))
for wrong in (lambda: date(2023, 2, 29), lambda: datetime(2023, 1, 1) - there, lambda: d < dt, lambda: timedelta(10**10),
              lambda: date.fromisoformat("nope"), lambda: datetime.strptime("x", "%Y")):
    try:
        print(wrong())
    except Exception as e:
        print(type(e).__name__)
print(calendar.month(2024, 2))
print(calendar.isleap(1900), calendar.monthrange(2023, 2), calendar.timegm((2020, 1, 1, 0, 0, 0)))
days = 0
when = date(2000, 1, 1)
while when < date(2001, 1, 1):
    days += when.weekday() == 4 and when.day == 13
    when += timedelta(days=1)
print(days, f"{dt:%Y/%m/%d}", hash(dt) == hash(datetime(2024, 3, 10, 23, 59, 58, 123456)))
