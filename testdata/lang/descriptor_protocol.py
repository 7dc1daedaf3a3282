# Descriptors: precedence, binding, names, metaclasses.
def outcome(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return type(error).__name__ + ": " + str(error)


class Trace:
    def __set_name__(self, owner, name):
        self.label = owner.__name__ + "." + name
        print("set_name", self.label)

    def __get__(self, obj, cls=None):
        return ("get", self.label, type(obj).__name__, cls.__name__ if cls else None)


class Data(Trace):
    def __set__(self, obj, value):
        print("set", self.label, value)

    def __delete__(self, obj):
        print("delete", self.label)


class OnlySet:
    def __set__(self, obj, value):
        obj.__dict__["only"] = ("stored", value)


class Meta(type):
    m_data = Data()
    m_plain = Trace()
    shadow = "meta"


class C(metaclass=Meta):
    data = Data()
    plain = Trace()
    only = OnlySet()
    shadow = "class"


c = C()
print(c.data, C.data, c.plain, C.plain)
c.data = 1
c.plain = 2
c.__dict__["data"] = "hidden"
print(c.data, c.plain, c.__dict__)
del c.plain
del c.data
print(c.plain, outcome(delattr, c, "plain"))
c.only = 5
print(c.only, outcome(delattr, c, "only"))
print(C.m_data, C.m_plain, outcome(getattr, c, "m_data"), C.shadow, c.shadow)
C.m_data = 3
C.m_plain = 4
print(C.m_plain, "m_plain" in vars(C))
print(outcome(setattr, object(), "x", 1), outcome(setattr, 5, "real", 1))


class Getter:
    def __get__(self, obj, cls):
        raise AttributeError("from the getter")


class Fallback:
    x = Getter()

    def __getattr__(self, name):
        return "fallback for " + name


print(Fallback().x, Fallback().y, outcome(getattr, Fallback, "x"))


class Every:
    def __getattribute__(self, name):
        if name == "bad":
            raise AttributeError(name)
        return "attribute " + name

    def __getattr__(self, name):
        return "missing " + name

    def __len__(self):
        return 7


e = Every()
print(e.x, e.bad, e.__class__, len(e), outcome(object.__getattribute__, e, "zzz"))


class NotDescriptor:
    pass


late = NotDescriptor()


class Holder:
    attribute = late


h = Holder()
print(h.attribute is late)
NotDescriptor.__get__ = lambda self, obj, cls: "now a descriptor"
print(h.attribute, Holder.attribute)
h.__dict__["attribute"] = "own"
print(h.attribute)
NotDescriptor.__set__ = lambda self, obj, value: None
print(h.attribute)


# The same in a class that is older than the descriptor's, and in one between it and its base.
class Older:
    pass


class LateBase:
    pass


class Between:
    pass


class LateData(LateBase):
    pass


class Younger:
    attribute = LateData()


def read_all():
    print(*(o.attribute if isinstance(o.attribute, str) else "object" for o in owners))


Older.attribute = Between.attribute = LateData()
owners = [cls() for cls in (Older, Between, Younger)]
for owner in owners:
    owner.__dict__["attribute"] = "own"
read_all()
LateBase.__get__ = lambda self, obj, cls: "got from " + cls.__name__
read_all()
LateBase.__set__ = lambda self, obj, value: None
read_all()
del LateBase.__get__
read_all()
LateBase.__get__ = lambda self, obj, cls: "got again"
read_all()
del LateBase.__set__
read_all()
LateBase.__delete__ = lambda self, obj: None
read_all()


# An attribute gets another class, which is a descriptor, and back.
class Inert:
    pass


class Getting:
    __get__ = lambda self, obj, cls: "got"


class Setting(Getting):
    __set__ = lambda self, obj, value: None


class OtherGetting:
    __get__ = lambda self, obj, cls: "got otherwise"


changing = Inert()
Younger.attribute = Between.attribute = changing
for kind in (Inert, Getting, OtherGetting, Setting, Getting, Inert, OtherGetting, Inert):
    changing.__class__ = kind
    for _ in range(60):
        texts = {str(type(o)) for o in owners if not isinstance(o.attribute, str)}
        texts |= {o.attribute for o in owners if isinstance(o.attribute, str)}
        texts |= {c.attribute for c in (Between, Younger) if isinstance(c.attribute, str)}
    print(kind.__name__, sorted(texts))


# A class is an attribute, and its metaclass becomes a descriptor.
class Meta(type):
    pass


class GettingMeta(type):
    __get__ = lambda self, obj, cls: "got by the metaclass"


class SettingMeta(GettingMeta):
    __set__ = lambda self, obj, value: None


class Inner(metaclass=Meta):
    pass


class Outer:
    attribute = Inner


owners = [Outer()]
read_all()
for bases in (GettingMeta,), (SettingMeta,), (type,), (SettingMeta,), (GettingMeta,), (type,):
    Meta.__bases__ = bases
    for _ in range(60):
        attribute = owners[0].attribute
    print(attribute if isinstance(attribute, str) else attribute.__name__)
owners[0].__dict__["attribute"] = "own"
for metaclass in (SettingMeta, GettingMeta, Meta, SettingMeta):
    Inner.__class__ = metaclass
    read_all()


class Lazy:
    def __init__(self, function):
        self.function = function
        self.name = function.__name__

    def __get__(self, obj, cls):
        if obj is None:
            return self
        value = obj.__dict__[self.name] = self.function(obj)
        return value


class Uses:
    @Lazy
    def value(self):
        print("computed")
        return 42


u = Uses()
print(u.value, u.value, vars(u))


def function(self, *args):
    return type(self).__name__, args


bound = function.__get__(5, int)
print(bound(1), bound.__self__, bound.__func__ is function, function.__get__(None, int) is function)
print(outcome(function.__get__, None, None))
print(str.upper.__get__("abc")(), outcome(str.upper.__get__, 5), int.__add__.__get__(3)(4))
C.method = function
C.native = len
C.cm = classmethod(function)
C.sm = staticmethod(function)
C.p = property(function, doc="doc of p")
print(c.method(1), c.native([1]), c.cm(2), C.cm(3), c.sm(4), c.p, C.p.__doc__)
print(outcome(setattr, c, "p", 1), outcome(delattr, c, "p"))


class BadName:
    def __set_name__(self, owner, name):
        raise KeyError("no")


print(outcome(lambda: type("T", (), {"b": BadName()})))
print(outcome(type, "T", (), {"__slots__": ("a",), "a": 1}))
