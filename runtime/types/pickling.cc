// What pickle and copy ask of objects: object.__reduce__, __reduce_ex__ and
// __getstate__ (PEP 307). How iterators and callables are pickled is in
// pickling_iterators.cc and pickling_callables.cc.
#include "runtime/types/pickling.h"

#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/exceptions.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/operators_internal.h"
#include "runtime/types/dict.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace pyjit {

bool InitPicklingType(Thread* t);

namespace {

// copyreg.<name>
Value FromCopyreg(Thread* t, absl::string_view name) {
  Str* module_name = Intern(t, "copyreg");
  Str* interned = module_name == nullptr ? nullptr : Intern(t, name);
  if (interned == nullptr) return Value();
  if (t->isolate->import_name == nullptr) {
    return RaiseText(t, Exc::kImportError, "no module named 'copyreg'");
  }
  Value module = t->isolate->import_name(t, module_name, Value(), 0, nullptr);
  return module.is_null() ? module : GetAttr(t, module, interned);
}

Value RaiseCannotPickle(Thread* t, Value v) {
  return Raise(t, Exc::kTypeError, "cannot pickle '%s' object", TypeName(t, v));
}

bool IsDefaultGetState(Value method, Value self);

// The names that the class and its bases have in __slots__, from copyreg.
Value SlotNamesOf(Thread* t, Class* cls) {
  Str* cached = Intern(t, "__slotnames__");
  if (cached == nullptr) return Value();
  Value names = NamespaceGet(cls->dict, cached);
  if (names.is_null() && !(cls->traits & kTraitHasMembers)) return NewList(t);
  if (names.is_null()) {
    Value function = FromCopyreg(t, "_slotnames");
    names = function.is_null() ? function : CallValues(t, function, {cls});
    if (names.is_null()) return names;
    if (!IsKind(names, Kind::kList) && !IsNone(t, names)) {
      return RaiseText(t, Exc::kTypeError, "copyreg._slotnames didn't return a list or None");
    }
  } else if (!IsKind(names, Kind::kList) && !IsNone(t, names)) {
    return Raise(t, Exc::kTypeError, "%s.__slotnames__ should be a list or None, not %s",
                 ClassName(cls), TypeName(t, names));
  }
  return names;
}

// Whether an instance is no more than its attributes and members.
bool IsPlainInstance(Thread* t, Value v) {
  return v.is_object() && (v.object()->kind() == Kind::kInstance ||
                           v.object()->kind() == Kind::kException);
}

// object.__getstate__. required: there is nothing else to make the object from.
Value DefaultState(Thread* t, Value self, bool required) {
  if (required && !IsPlainInstance(t, self)) return RaiseCannotPickle(t, self);
  Value state = t->isolate->none();
  Class* cls = ClassOf(t, self);
  if (cls->traits & kTraitDict) {
    List* own = OwnAttributeNames(t, self);
    if (own == nullptr) return Value();
    if (own->length != 0 || cls->flags & kClassHasGetAttr) {
      Value dict = GetAttrOrNull(t, self, t->isolate->names.dunder_dict);
      if (dict.is_null() && !t->exception.is_null()) return dict;
      const bool empty = dict.is_null() || (IsKind(dict, Kind::kDict) &&
                                            DictLength(dict.as<Dict>()) == 0);
      if (!empty) state = dict;
    }
  }
  Value names = SlotNamesOf(t, cls);
  if (names.is_null()) return names;
  if (IsNone(t, names) || names.as<List>()->length == 0) return state;
  Dict* members = NewDict(t);
  if (members == nullptr) return Value();
  auto* list = names.as<List>();
  for (int64_t i = 0; i < list->length; ++i) {
    Value name = ListGet(t, list, i);
    if (!IsStr(name)) continue;
    Str* interned = InternStr(t, name.as<Str>());
    if (interned == nullptr) return Value();
    Value value = GetAttrOrNull(t, self, interned);
    if (value.is_null()) {
      if (!t->exception.is_null()) return Value();
      continue;
    }
    if (!DictSet(t, members, interned, value)) return Value();
  }
  if (DictLength(members) == 0) return state;
  return TuplePack(t, state, members);
}

Value GetState(Thread* t, Value* args, size_t, Value) { return DefaultState(t, args[0], false); }

Value StateOf(Thread* t, Value self, bool required) {
  Str* name = Intern(t, "__getstate__");
  Value method = name == nullptr ? Value() : GetAttr(t, self, name);
  if (method.is_null()) return method;
  if (IsDefaultGetState(method, self)) return DefaultState(t, self, required);
  return Call(t, method, nullptr, 0, Value());
}

bool IsDefaultGetState(Value method, Value self) {
  return IsKind(method, Kind::kNativeFunction) &&
         method.as<NativeFunction>()->info->fn == GetState &&
         method.as<NativeFunction>()->self == self;
}

// What __getnewargs_ex__ or __getnewargs__ say. Both null: neither is there. False
// with an exception pending.
bool NewArguments(Thread* t, Value self, Value* args, Value* kwargs) {
  *args = *kwargs = Value();
  Str* ex_name = Intern(t, "__getnewargs_ex__");
  Str* name = ex_name == nullptr ? nullptr : Intern(t, "__getnewargs__");
  if (name == nullptr) return false;
  Value method = LookupInClass(ClassOf(t, self), ex_name);
  if (!method.is_null()) {
    Value both = CallSpecial(t, method, self, {});
    if (both.is_null()) return false;
    if (!IsKind(both, Kind::kTuple)) {
      Raise(t, Exc::kTypeError, "__getnewargs_ex__ should return a tuple, not '%s'",
            TypeName(t, both));
      return false;
    }
    auto* pair = both.as<Tuple>();
    if (pair->length != 2) {
      Raise(t, Exc::kValueError, "__getnewargs_ex__ should return a tuple of length 2, not %d",
            pair->length);
      return false;
    }
    if (!IsKind(pair->items[0], Kind::kTuple)) {
      Raise(t, Exc::kTypeError,
            "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '%s'",
            TypeName(t, pair->items[0]));
      return false;
    }
    if (!IsKind(pair->items[1], Kind::kDict)) {
      Raise(t, Exc::kTypeError,
            "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '%s'",
            TypeName(t, pair->items[1]));
      return false;
    }
    *args = pair->items[0];
    *kwargs = pair->items[1];
    return true;
  }
  method = LookupInClass(ClassOf(t, self), name);
  if (method.is_null()) return true;
  *args = CallSpecial(t, method, self, {});
  if (args->is_null()) return false;
  if (IsKind(*args, Kind::kTuple)) return true;
  Raise(t, Exc::kTypeError, "__getnewargs__ should return a tuple, not '%s'",
        TypeName(t, *args));
  return false;
}

// Protocols 2 and later: copyreg.__newobj__(cls, *args).
Value ReduceNewObject(Thread* t, Value self) {
  Class* cls = ClassOf(t, self);
  if (cls->traits & kTraitNoNew) return RaiseCannotPickle(t, self);
  Value args, kwargs;
  if (!NewArguments(t, self, &args, &kwargs)) return Value();
  const bool has_args = !args.is_null();
  Value function;
  Tuple* arguments;
  if (kwargs.is_null() || DictLength(kwargs.as<Dict>()) == 0) {
    function = FromCopyreg(t, "__newobj__");
    const int64_t n = has_args ? args.as<Tuple>()->length : 0;
    arguments = function.is_null() ? nullptr : NewTuple(t, n + 1);
    if (arguments == nullptr) return Value();
    arguments->items[0] = cls;
    for (int64_t i = 0; i < n; ++i) arguments->items[i + 1] = args.as<Tuple>()->items[i];
    WriteBarrier(t, arguments);
  } else {
    function = FromCopyreg(t, "__newobj_ex__");
    arguments = function.is_null() ? nullptr : TuplePack(t, cls, args, kwargs);
    if (arguments == nullptr) return Value();
  }
  const bool is_list = IsKind(self, Kind::kList), is_dict = IsKind(self, Kind::kDict);
  Value state = StateOf(t, self, !(has_args || is_list || is_dict));
  if (state.is_null()) return state;
  Value list_items = t->isolate->none(), dict_items = t->isolate->none();
  if (is_list) list_items = GetIter(t, self);
  if (is_dict) {
    Value items = CallMethod(t, self, t->isolate->names.items, nullptr, 0);
    dict_items = items.is_null() ? items : GetIter(t, items);
  }
  if (list_items.is_null() || dict_items.is_null()) return Value();
  Tuple* result = NewTuple(t, 5);
  if (result == nullptr) return Value();
  const Value parts[] = {function, arguments, state, list_items, dict_items};
  for (int i = 0; i < 5; ++i) result->items[i] = parts[i];
  return result;
}

Value CommonReduce(Thread* t, Value self, int64_t protocol) {
  if (protocol >= 2) return ReduceNewObject(t, self);
  Value function = FromCopyreg(t, "_reduce_ex");
  Value args[2] = {self, Value::SmallInt(protocol)};
  return function.is_null() ? function : Call(t, function, args, 2, Value());
}

Value Reduce(Thread* t, Value* args, size_t, Value) { return CommonReduce(t, args[0], 0); }

// __reduce__ decides if somebody overrides it.
Value ReduceEx(Thread* t, Value* args, size_t, Value) {
  int64_t protocol;
  if (!IndexAsInt64(t, args[1], &protocol)) return Value();
  Str* name = Intern(t, "__reduce__");
  if (name == nullptr) return Value();
  Value method = GetAttrOrNull(t, args[0], name);
  if (method.is_null() && !t->exception.is_null()) return method;
  if (!method.is_null()) {
    Value of_class = LookupInClass(ClassOf(t, args[0]), name);
    if (of_class != LookupInClass(t->isolate->object_class(), name)) {
      return Call(t, method, nullptr, 0, Value());
    }
  }
  return CommonReduce(t, args[0], protocol);
}

constexpr NativeInfo kObjectRows[] = {
    {"__reduce__", Reduce, "($self, /)", kAnything, "Helper for pickle."},
    {"__reduce_ex__", ReduceEx, "($self, protocol, /)", kAnything, "Helper for pickle."},
    {"__getstate__", GetState, "($self, /)", kAnything, "Helper for pickle."},
};

Value ComplexNewArgs(Thread* t, Value* args, size_t, Value) {
  auto* self = args[0].as<Complex>();
  Value real = NewFloat(t, self->real);
  Value imag = real.is_null() ? real : NewFloat(t, self->imag);
  return imag.is_null() ? imag : Value(TuplePack(t, real, imag));
}
constexpr NativeInfo kComplexRows[] = {
    {"__getnewargs__", ComplexNewArgs, "($self, /)", kReadsHeap | kCollects, nullptr},
};

}  // namespace

Value PicklingState(Thread* t, Value object) { return StateOf(t, object, /*required=*/false); }

Value BuiltinByName(Thread* t, absl::string_view text) {
  Str* name = Intern(t, text);
  if (name == nullptr) return Value();
  Value found = NamespaceGet(t->isolate->builtins(), name);
  if (found.is_null()) RaiseNameError(t, name);
  return found;
}

bool InitPicklingType(Thread* t) {
  Class* object = t->isolate->object_class();
  Class* complex = t->isolate->complex_class();
  return AddNatives(t, object->dict, kObjectRows, object) &&
         (!NamespaceGet(complex->dict, Intern(t, "__getnewargs__")).is_null() ||
          AddNatives(t, complex->dict, kComplexRows, complex)) &&
         InitIteratorPickling(t) && InitCallablePickling(t);
}

}  // namespace pyjit
