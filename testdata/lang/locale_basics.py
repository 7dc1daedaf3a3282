"""_locale in the C locale, and locale over it."""
import _locale, locale
print(locale.setlocale(locale.LC_ALL, "C"), locale.setlocale(locale.LC_NUMERIC))
conv = locale.localeconv()
print(conv["decimal_point"], repr(conv["thousands_sep"]), conv["grouping"], conv["int_frac_digits"], len(conv))
print(locale.strcoll("a", "b") < 0, locale.strcoll("b", "a") > 0, locale.strcoll("a", "a"), locale.strxfrm("abc"))
print(locale.nl_langinfo(locale.DAY_1), locale.nl_langinfo(locale.RADIXCHAR), locale.nl_langinfo(locale.ABMON_12))
print(locale.format_string("%d %.2f %s", (1234567, 1.5, "x"), grouping=True), locale.atof("1.5"), locale.str(2.5))
try:
    locale.setlocale(locale.LC_ALL, "xx_YY.nope")
except locale.Error as e:
    print(e, locale.Error is _locale.Error, locale.Error.__module__)
for call in (lambda: locale.nl_langinfo("x"), lambda: locale.strcoll(1, "a"), lambda: locale.strxfrm(b"a"), lambda: _locale.setlocale("x", "C")):
    try:
        print(call())
    except (TypeError, ValueError) as e:
        print(type(e).__name__)
print(locale.getpreferredencoding(False).lower().replace("-", "") in ("utf8", "ansi_x3.41968", "ascii"), locale.normalize("de_DE"))
