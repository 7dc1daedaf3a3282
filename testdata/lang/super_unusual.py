# super() where its names are unbound, rebound or shadowed.
def outcome(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return type(error).__name__ + ": " + str(error)


class Base:
    def f(self):
        return "Base.f"


class Deleted(Base):
    def gone(self):
        del self
        return super().f()

    def maybe(self, delete):
        if delete:
            del self
        return super().f()

    def captured(self, delete):
        inner = lambda: self
        if delete:
            del self
        return super().f()

    def no_cell(self):
        nonlocal __class__
        del __class__
        return super().f()

    def rebound(self, other):
        self = other
        return super().f()


d = Deleted()
print(outcome(d.gone))
print(outcome(d.maybe, False), "|", outcome(d.maybe, True))
print(outcome(d.captured, False), "|", outcome(d.captured, True))
print(outcome(d.rebound, Deleted()), "|", outcome(d.rebound, 5))
print(outcome(d.no_cell))


def plain():
    super()


def plain_with(x):
    return super()


print(outcome(plain))
print(outcome(plain_with, 1))


class Outer:
    def method(self):
        # A class body's own __class__ is not the one that its methods capture.
        class Inner:
            seen = __class__

            def own(self):
                return __class__

        print(Inner.seen is Outer, Inner().own() is Inner)

        class Shadow(Base):
            __class__ = 413

            def f(self):
                return super().f() + "!"

        print(Shadow().f(), Shadow().__class__)

        class Assigns:
            nonlocal __class__
            __class__ = 42

            def own(self):
                return __class__

        print(__class__, Assigns().own() is Assigns, "__class__" in vars(Assigns))


Outer().method()
print(outcome(super, int, 5), "|", outcome(super, 1, int), "|", outcome(super, int, int, int))
print(super(Base, d).__thisclass__ is Base, super(Deleted).__self__)
