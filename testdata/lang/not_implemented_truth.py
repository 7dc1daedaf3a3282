# NotImplemented, Ellipsis and None: truth, classes and the one instance of each.
import copy
import pickle
import warnings

for single in None, Ellipsis, NotImplemented:
    cls = type(single)
    print(cls.__name__, repr(single), cls() is single, copy.copy(single) is single,
          copy.deepcopy([single])[0] is single,
          all(pickle.loads(pickle.dumps(single, p)) is single for p in range(6)))
    for args, kwargs in ((1,), {}), ((), {"a": 1}), ((1, 2), {"b": 2}):
        try:
            print(cls(*args, **kwargs))
        except TypeError as e:
            print("TypeError", e)
    try:
        print(cls.__new__())
    except TypeError as e:
        print("TypeError", e)
    try:
        print(cls.__new__(int))
    except TypeError as e:
        print("TypeError", e)
    print(cls.__new__(cls) is single)
    try:
        type("Sub", (cls,), {})
    except TypeError as e:
        print("TypeError", e)
    try:
        single.attribute = 1
    except AttributeError as e:
        print("AttributeError", e)

with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    print(bool(NotImplemented), not NotImplemented, 1 if NotImplemented else 2)
    if NotImplemented:
        print("true")
    while NotImplemented:
        break
    print(NotImplemented and 5, any([NotImplemented]), all([NotImplemented]))
    print(list(filter(None, [0, NotImplemented, None, ...])))
    print(bool(None), bool(...))
    print(len(seen), {str(w.message) for w in seen}, {w.category.__name__ for w in seen})


class Odd:
    def __eq__(self, other):
        return NotImplemented

    def __lt__(self, other):
        return NotImplemented

    def __bool__(self):
        return NotImplemented


odd = Odd()
print(odd == odd, odd == 1, odd != 1)
for f in lambda: odd < odd, lambda: bool(odd), lambda: not odd:
    try:
        print(f())
    except TypeError as e:
        print("TypeError", e)
