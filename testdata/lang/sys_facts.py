"""sys: what does not depend on the machine."""
import sys
print(sys.version_info[:2], sys.version_info.major, sys.version_info >= (3, 11), sys.hexversion >> 16 == 0x30b, sys.version_info.releaselevel)
print(sys.maxsize, sys.maxunicode, sys.byteorder, sys.platform, sys.float_repr_style)
print(sys.float_info.max, sys.float_info.epsilon, sys.float_info.mant_dig, sys.float_info)
print(sys.hash_info.modulus, sys.hash_info.inf, sys.hash_info.imag, sys.hash_info.width)
print(sys.int_info.default_max_str_digits, sys.int_info.str_digits_check_threshold, sys.get_int_max_str_digits())
print(sys.flags.optimize, sys.flags.utf8_mode, len(sys.flags), sys.flags.safe_path, sys.flags.isolated)
print(sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.getfilesystemencodeerrors())
print(sys.intern("a b") is sys.intern("a" + " b"), sys.getrefcount([]) > 0, sys.getsizeof(1) > 0)
print("sys" in sys.builtin_module_names, "json" in sys.stdlib_module_names, "numpy" in sys.stdlib_module_names, type(sys.stdlib_module_names))
print(sys.modules["sys"] is sys, sys.api_version, sys.implementation.name != "", sys.implementation.version[:2], sys.copyright[:9])
print(sys.getswitchinterval())
sys.setswitchinterval(0.25)
print(sys.getswitchinterval())
for call in (lambda: sys.setswitchinterval(0), lambda: sys.setswitchinterval("a"), lambda: type(sys.flags)(()), lambda: type(sys.version_info)((1, 2, 3, 4, 5)),
             lambda: sys.setrecursionlimit(0), lambda: sys.intern(5), lambda: sys.set_int_max_str_digits(5), lambda: sys.audit(3), lambda: sys.exit(1, 2)):
    try:
        print(call())
    except BaseException as e:
        print(type(e).__name__, e)
print(type(sys.hash_info)(range(9)).modulus)
events = []
def hook(event, args):
    if event.startswith("my."):
        events.append((event, args))
        if args == ("stop",):
            raise RuntimeError("refused")
sys.addaudithook(hook)
sys.audit("my.event", 1, "two")
sys.audit("my.none")
try:
    sys.audit("my.other", "stop")
except RuntimeError as e:
    print(e)
print(events)
sys.stderr = sys.stdout
try:
    sys.unraisablehook(5)
except TypeError as e:
    print(e)
print(sys.displayhook is sys.__displayhook__, sys.excepthook is sys.__excepthook__, sys.breakpointhook is sys.__breakpointhook__)
sys.displayhook([1, 2]); sys.displayhook(None)
import builtins
print(builtins._)
called = []
sys.breakpointhook = lambda *a, **k: called.append((a, k))
breakpoint(1, x=2)
print(called)
print(sys.exc_info(), sys.is_finalizing(), sys.orig_argv != [], sys.warnoptions, sys._xoptions, sys.pycache_prefix)
