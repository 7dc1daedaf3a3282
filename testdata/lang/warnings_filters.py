"""warnings: filters, registries, stack levels, catching, errors."""
import sys, warnings
sys.stderr = sys.stdout
def shown(*args, **kw):
    with warnings.catch_warnings(record=True) as log:
        warnings.simplefilter("always")
        warnings.warn(*args, **kw)
    return [(str(w.message), w.category.__name__, w.lineno) for w in log]
print(shown("plain"), shown("dep", DeprecationWarning), shown(UserWarning("object")), shown("up", stacklevel=2))
warnings.showwarning = lambda m, c, f, l, file=None, line=None: print("show", m, c.__name__, l)
warnings.resetwarnings()
for action in ("default", "always", "module", "once", "ignore", "error"):
    globals().pop("__warningregistry__", None)
    warnings.resetwarnings()
    warnings.simplefilter(action)
    print(action)
    for i in range(3):
        try:
            warnings.warn("repeated " + action)
        except UserWarning as e:
            print("raised", e)
warnings.resetwarnings()
warnings.filterwarnings("error", message="stop.*")
warnings.filterwarnings("ignore", category=DeprecationWarning, append=True)
for text, cat in (("stop now", UserWarning), ("go", UserWarning), ("old", DeprecationWarning)):
    try:
        warnings.warn(text, cat)
    except UserWarning as e:
        print("raised", e)
warnings.warn_explicit("explicit", RuntimeWarning, "file.py", 77)
registry = {}
for _ in range(2):
    warnings.warn_explicit("kept", UserWarning, "file.py", 3, registry=registry)
print(sorted(map(str, registry)))
for call in (lambda: warnings.warn("x", int), lambda: warnings.warn("x", "y"), lambda: warnings.simplefilter("bad"), lambda: warnings.warn_explicit("x", UserWarning, 5, 1),
             lambda: warnings.filterwarnings("error", message=5)):
    try:
        call()
    except (TypeError, AssertionError) as e:
        print(type(e).__name__, e)
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try:
        warnings.warn("inside")
    except UserWarning as e:
        print("raised", e)
warnings.warn("outside")
print(warnings.formatwarning("m", UserWarning, "f.py", 3, "source line"))
import _warnings
print(_warnings.filters is warnings.filters, callable(_warnings.warn))
