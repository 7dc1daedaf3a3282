// What __doc__ of the builtin classes says.
#include "runtime/heap.h"
#include "runtime/isolate.h"
#include "runtime/objects.h"
#include "runtime/types/str.h"

namespace pyjit {

bool AddClassDocs(Thread* t);  // called by class_traits.cc

namespace {

struct Row {
  Class* (Isolate::*cls)() const;
  const char* doc;
};

constexpr Row kRows[] = {
    {&Isolate::object_class,
     "The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and "
     "returns a new featureless\ninstance that has no instance attributes and cannot be "
     "given any.\n"},
    {&Isolate::int_class,
     "int(x=0) -> int\nint(text, base=10) -> int\n\n"
     "A whole number of any size: what x.__int__(), x.__index__() or x.__trunc__()\n"
     "gives, or what the digits in a text mean.  Base 0 takes it from a prefix.\n\n"
     ">>> int('ff', base=16), int('0o17', base=0), int(-3.9)\n(255, 15, -3)"},
    {&Isolate::bool_class,
     "bool(x) -> bool\n\nTrue if x counts as true, else False.  There are no other instances, "
     "and no\nsubclasses."},
    {&Isolate::float_class, "float(x=0) -> float\n\nA number or a text as a floating-point number."},
    {&Isolate::complex_class,
     "complex(real=0, imag=0) -> complex\n\nThe number real + imag*1j, or the one that a text "
     "shows."},
    {&Isolate::str_class,
     "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\n"
     "The text of object.__str__(), or decoded bytes if encoding or errors are given."},
    {&Isolate::bytes_class,
     "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\n"
     "bytes(bytes_or_buffer) -> immutable copy\nbytes(int) -> that many zeros\n"
     "bytes() -> empty bytes"},
    {&Isolate::bytearray_class,
     "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> "
     "bytearray\nbytearray(bytes_or_buffer) -> mutable copy\nbytearray(int) -> that many "
     "zeros\nbytearray() -> empty bytearray"},
    {&Isolate::memoryview_class, "A view of the memory of an object that has the buffer protocol."},
    {&Isolate::list_class,
     "A mutable sequence.\n\nlist() is empty, list(iterable) has the items of the iterable."},
    {&Isolate::tuple_class,
     "An immutable sequence.\n\ntuple() is empty, tuple(iterable) has the items of the "
     "iterable, and is the\nargument itself if that is a tuple."},
    {&Isolate::dict_class,
     "dict() -> empty dictionary\ndict(mapping) -> dictionary of the mapping's items\n"
     "dict(iterable) -> dictionary of the (key, value) pairs that it gives\n"
     "dict(**kwargs) -> dictionary of names and values"},
    {&Isolate::set_class,
     "set() -> empty set\nset(iterable) -> set of its items\n\nAn unordered collection of items "
     "that are all different."},
    {&Isolate::frozenset_class,
     "frozenset() -> empty frozenset\nfrozenset(iterable) -> frozenset of its items\n\nAn "
     "immutable unordered collection of items that are all different."},
    {&Isolate::range_class,
     "range(stop) -> range\nrange(start, stop[, step]) -> range\n\nThe integers from start (0) "
     "up to, but without, stop, in steps (of 1)."},
    {&Isolate::slice_class,
     "slice(stop)\nslice(start, stop[, step])\n\nWhat a[start:stop:step] hands to __getitem__."},
    {&Isolate::enumerate_class,
     "Pairs of a count, from start on, and the items of an iterable.\n\nlist(enumerate(s)) is "
     "[(0, s[0]), (1, s[1]), ...]."},
    {&Isolate::zip_class,
     "zip(*iterables, strict=False) -> iterator of tuples\n\n"
     ">>> list(zip('ab', range(9)))\n[('a', 0), ('b', 1)]\n\n"
     "The tuples have an item of each iterable.  The shortest decides how many there\nare; if "
     "strict is true, iterables of different lengths are a ValueError."},
    {&Isolate::map_class,
     "map(function, *iterables) -> iterator\n\nThe results of the function, called with an item "
     "of each iterable, until the\nshortest is exhausted."},
    {&Isolate::filter_class,
     "filter(function or None, iterable) -> iterator\n\nThe items for which function(item) is "
     "true, or which are true themselves."},
    {&Isolate::reversed_class, "An iterator over a sequence, from its end."},
};

}  // namespace

bool AddClassDocs(Thread* t) {
  for (const Row& row : kRows) {
    Str* doc = NewStrUtf8(t, row.doc);
    if (doc == nullptr) return false;
    Class* cls = (t->isolate->*row.cls)();
    StoreField(t, cls, &cls->doc, doc);
  }
  return true;
}

}  // namespace pyjit
