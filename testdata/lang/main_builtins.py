# __builtins__: the module in __main__, its namespace elsewhere; what exec makes of it.
import builtins
import fractions

print(type(__builtins__).__name__, __builtins__ is builtins, "len" in dir(__builtins__))
print(type(vars(fractions)["__builtins__"]).__name__, fractions.__builtins__ is vars(builtins))
exec("print(type(__builtins__).__name__)")
exec("print(type(__builtins__).__name__)", {})
exec("print(type(__builtins__).__name__)", {"__builtins__": __builtins__})
g = {}
exec("x = 1", g)
print(sorted(g), g["__builtins__"] is vars(builtins))
print((lambda: __builtins__)() is builtins, eval("__builtins__") is builtins)
print(eval("len('abc')", {"__builtins__": {"len": lambda s: 7}}))
for scope in ({"__builtins__": {}}, {"__builtins__": builtins}):
    try:
        print(eval("abs(-3)", scope))
    except NameError as e:
        print(e)
__builtins__.shout = lambda text: text.upper() + "!"
print(shout("hello"), eval("shout('again')", {}))
del builtins.shout
try:
    shout
except NameError as e:
    print(e)
print([n for n in dir(__builtins__) if n.startswith("q")], hasattr(__builtins__, "exit"))


class Plain:
    pass


print(vars(Plain)["__dict__"].__doc__, vars(Plain)["__weakref__"].__doc__, sep="; ")
