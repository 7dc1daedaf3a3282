# T.__new__ with what is no subclass of T.
class L(list):
    pass


for cls in (list, tuple, dict, set, frozenset, range, slice, enumerate, zip, map, filter, reversed,
            complex):
    for args in ((), (5,), (int,), (object,), (L,)):
        try:
            r = cls.__new__(*args)
            print(cls.__name__, len(args), type(r).__name__)
        except TypeError as e:
            print(cls.__name__, len(args), e)
