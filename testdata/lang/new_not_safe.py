# __new__ of one builtin class asked for objects of another: refused unless they are laid out the same.
import array
import ast
import collections
import itertools
import operator
import os
import sys
import time
import types


def attempt(f, *args):
    try:
        result = f(*args)
    except Exception as e:
        print(type(e).__name__, e)
    else:
        print(type(result).__name__, repr(result))


attempt(int.__new__, bool)
attempt(int.__new__)
attempt(int.__new__, 5)
attempt(int.__new__, str)
attempt(object.__new__, int)
attempt(object.__new__, types.GeneratorType)
attempt(object.__new__, collections.deque)
attempt(tuple.__new__, time.struct_time)
attempt(tuple.__new__, os.stat_result)
attempt(tuple.__new__, type(sys.version_info))
attempt(list.__new__, collections.deque)
attempt(set.__new__, frozenset)
attempt(frozenset.__new__, set)
attempt(type.__new__, int)
attempt(range.__new__, range)
attempt(type(None).__new__, int)
attempt(type(None).__new__, type(None), 1)
attempt(itertools.chain.__new__, int)
attempt(array.array.__new__, int)
attempt(operator.itemgetter.__new__, int)
attempt(operator.itemgetter.__new__)
attempt(property.__new__)
attempt(super.__new__, int)

# Those without a __new__ of their own are made by their base's.
for cls in (collections.OrderedDict, collections.defaultdict, collections.Counter):
    print(cls.__name__, "__new__" in vars(cls))
    made = dict.__new__(cls)
    made["b"] = 1
    made["a"] = 2
    print(len(made), list(made.items()))


class Int(int):
    pass


class Both(Int):
    def __new__(cls, *args):
        return super().__new__(cls, *args)


class Flag(dict):
    def __new__(cls):
        return object.__new__(cls)


class Mixin:
    pass


class Mixed(Mixin, Both):
    def __new__(cls, *args):
        return super().__new__(cls, *args)


class Node(ast.Constant):
    def __new__(cls, *args):
        return ast.AST.__new__(cls, *args)


attempt(Mixed, 9)
attempt(int.__new__, Mixed, 9)
attempt(object.__new__, Mixed)
print(Node(1).value)
attempt(Both, "12")
attempt(Flag)
attempt(Int.__new__, Both, 3)
attempt(Both.__new__, Int, 4)
attempt(tuple.__new__, Int)
attempt(object.__new__, Both)
