"""atexit: order, arguments, errors, unregister, registering while running."""
import atexit, sys
sys.stderr = sys.stdout
@atexit.register
def first():
    print("first registered, last called")
atexit.register(print, "with", "arguments", sep="-")
def removed():
    print("never")
atexit.register(removed)
atexit.register(removed)
atexit.unregister(removed)
def more():
    print("registers one more")
    atexit.register(print, "one more")
atexit.register(more)
try:
    atexit.register(5)
except TypeError as e:
    print(e)
try:
    atexit.register()
except TypeError as e:
    print(e)
print("end of program")
