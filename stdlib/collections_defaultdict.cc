// defaultdict: a dict that calls default_factory, kept in Dict::owner, for what is missing.
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/operators.h"
#include "runtime/operators_internal.h"
#include "runtime/types/container_util.h"
#include "runtime/types/dict.h"
#include "runtime/types/dict_internal.h"
#include "runtime/types/str_builder.h"
#include "runtime/types/tuple.h"
#include "stdlib/collections_internal.h"
#include "stdlib/native_class.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

Dict* Self(Value* args) { return args[0].as<Dict>(); }

// The factory, or None.
Value FactoryOf(Thread* t, Dict* dict) {
  return dict->owner.is_null() ? NoneOf(t) : dict->owner;
}

// defaultdict.__init__(self, default_factory=None, /, ...); args[0] is not looked at.
bool Fill(Thread* t, Dict* dict, Value* args, size_t nargs, Value kwnames) {
  Value factory = nargs > 1 ? args[1] : NoneOf(t);
  if (factory != NoneOf(t) && !IsCallable(t, factory)) {
    RaiseText(t, Exc::kTypeError, "first argument must be callable or None");
    return false;
  }
  StoreField(t, dict, &dict->owner, factory);
  if (nargs > 3) {
    Raise(t, Exc::kTypeError, "dict expected at most 1 argument, got %d", nargs - 2);
    return false;
  }
  if (nargs == 3 && !DictUpdate(t, dict, args[2])) return false;
  if (kwnames.is_null()) return true;
  auto* names = kwnames.as<Tuple>();
  for (int64_t i = 0; i < names->length; ++i) {
    if (!DictSet(t, dict, names->items[i], args[nargs + static_cast<size_t>(i)])) return false;
  }
  return true;
}

Value Init(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return Fill(t, Self(args), args, nargs, kwnames) ? NoneOf(t) : Value();
}
Value Construct(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Dict* dict = NewDictOfClass(t, args[0].as<Class>());
  if (dict == nullptr) return Value();
  return Fill(t, dict, args, nargs, kwnames) ? Value(dict) : Value();
}

Value Missing(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value factory = FactoryOf(t, Self(args));
  if (factory == NoneOf(t)) return RaiseKeyError(t, args[1]);
  Value value = Call(t, factory, nullptr, 0, Value());
  if (value.is_null() || !SetItem(t, args[0], args[1], value)) return Value();
  return value;
}

Value Copy(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return CallValues(t, ClassOf(t, args[0]), {FactoryOf(t, Self(args)), args[0]});
}

Value Reduce(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value factory = FactoryOf(t, Self(args));
  Value init = t->isolate->empty_tuple();
  if (factory != NoneOf(t)) init = TupleFromArray(t, &factory, 1);
  if (init.is_null()) return init;
  Value items = CallMethod(t, args[0], t->isolate->names.items, nullptr, 0);
  Value iterator = items.is_null() ? items : GetIter(t, items);
  if (iterator.is_null()) return iterator;
  const Value parts[] = {ClassOf(t, args[0]), init, NoneOf(t), NoneOf(t), iterator};
  return TupleFromArray(t, parts, 5);
}

// The factory may be a method of the very dict.
Value FactoryText(Thread* t, Dict* dict) {
  Value factory = FactoryOf(t, dict);
  if (factory == NoneOf(t)) return NewStrUtf8(t, "None");
  if (!factory.is_object()) return ToRepr(t, factory);
  ReprGuard guard(t, factory.object());
  if (guard.recursive()) return NewStrUtf8(t, "...");
  return ToRepr(t, factory);
}

Value Repr(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value items = DictRepr(t, Self(args));
  Value factory = items.is_null() ? items : FactoryText(t, Self(args));
  if (factory.is_null()) return factory;
  StrBuilder text;
  text.Append(ClassOf(t, args[0])->name.as<Str>());
  text.AppendChar('(');
  text.Append(factory.as<Str>());
  text.AppendAscii(", ");
  text.Append(items.as<Str>());
  text.AppendChar(')');
  return text.Finish(t);
}

// self | other and other | self: a defaultdict with self's factory.
Value Union(Thread* t, Value self, Value left, Value right) {
  if (!IsKind(left, Kind::kDict) || !IsKind(right, Kind::kDict)) {
    return t->isolate->not_implemented();
  }
  Value made = CallValues(t, ClassOf(t, self), {FactoryOf(t, self.as<Dict>()), left});
  if (made.is_null() || !IsKind(made, Kind::kDict)) return made;
  return DictUpdate(t, made.as<Dict>(), right) ? made : Value();
}
Value Or(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return Union(t, args[0], args[0], args[1]);
}
Value ReflectedOr(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return Union(t, args[0], args[1], args[0]);
}

Value GetFactory(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return FactoryOf(t, Self(args));
}
Value SetFactory(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value factory = args[1].is_null() ? NoneOf(t) : args[1];
  StoreField(t, Self(args), &Self(args)->owner, factory);
  return NoneOf(t);
}

constexpr NativeInfo kRows[] = {
    {"__init__", Init, nullptr, kAnything, "Initialize self."},
    {"__missing__", Missing, "($self, key, /)", kAnything,
     "__missing__(key) # Called by __getitem__ for missing key; pseudo-code:\n"
     "  if self.default_factory is None: raise KeyError((key,))\n"
     "  self[key] = value = self.default_factory()\n"
     "  return value\n"},
    {"copy", Copy, "($self, /)", kAnything, "D.copy() -> a shallow copy of D."},
    {"__copy__", Copy, "($self, /)", kAnything, "D.copy() -> a shallow copy of D."},
    {"__reduce__", Reduce, "($self, /)", kAnything, "Return state information for pickling."},
    {"__repr__", Repr, "($self, /)", kAnything | kOverrides, "Return repr(self)."},
    {"__or__", Or, "($self, value, /)", kAnything | kOverrides, "Return self|value."},
    {"__ror__", ReflectedOr, "($self, value, /)", kAnything | kOverrides, "Return value|self."},
};
constexpr GetSetInfo kAttributes[] = {
    {"default_factory", GetFactory, SetFactory,
     "Factory for default value called by __missing__().", true},
};

}  // namespace

bool InitDefaultDict(Thread* t, Module* module) {
  NativeClassRow row = {
      "collections", "defaultdict", nullptr, Construct, kRows, kAttributes,
      "defaultdict(default_factory=None, /, [...]) --> dict with default factory\n\n"
      "The default factory is called without arguments to produce\n"
      "a new value when a key is not present, in __getitem__ only.\n"
      "A defaultdict compares equal to a dict with the same items.\n"
      "All remaining arguments are treated the same as if they were\n"
      "passed to the dict constructor, including keyword arguments."};
  row.flags = kClassBaseable;
  row.base = t->isolate->dict_class();
  return KeepClass(t, StdlibClass::kDefaultDict, DefineModuleClass(t, module, row));
}

}  // namespace pyjit
