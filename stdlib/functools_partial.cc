// functools.partial.
#include <cstring>
#include <string>

#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/operators.h"
#include "runtime/operators_internal.h"
#include "runtime/types/container_util.h"
#include "runtime/types/dict.h"
#include "runtime/types/str_builder.h"
#include "runtime/types/tuple.h"
#include "stdlib/functools_internal.h"
#include "stdlib/native_class.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

Partial* Self(Value* args) { return args[0].as<Partial>(); }

size_t CountOf(Value names) {
  return names.is_null() ? 0 : static_cast<size_t>(names.as<Tuple>()->length);
}

// The names of the keywords, kept until the dict gets other keys.
Tuple* NamesOf(Thread* t, Partial* partial) {
  auto* dict = partial->keywords.as<Dict>();
  if (!partial->names.is_null() && partial->version == dict->version) {
    return partial->names.as<Tuple>();
  }
  Tuple* names = NewTuple(t, DictLength(dict));
  if (names == nullptr) return nullptr;
  int64_t at = 0;
  Value key, value;
  for (int64_t i = 0; i < names->length && DictNext(dict, &at, &key, &value); ++i) {
    if (!IsStr(key)) {
      RaiseText(t, Exc::kTypeError, "keywords must be strings");
      return nullptr;
    }
    names->items[i] = key;
  }
  WriteBarrier(t, names);
  partial->version = dict->version;
  StoreField(t, partial, &partial->names, names);
  return names;
}

// The call has keywords and so has the partial: the call's replace equal ones.
Value CallMerged(Thread* t, Partial* partial, Value* args, size_t nargs, Value kwnames) {
  Dict* keywords = DictCopy(t, partial->keywords.as<Dict>());
  if (keywords == nullptr) return Value();
  for (size_t i = 0; i < CountOf(kwnames); ++i) {
    if (!DictSet(t, keywords, kwnames.as<Tuple>()->items[i], args[nargs + i])) return Value();
  }
  auto* first = partial->args.as<Tuple>();
  Tuple* rest = TupleFromArray(t, args, static_cast<int64_t>(nargs));
  Tuple* all = rest == nullptr ? nullptr : TupleConcat(t, first, rest);
  if (all == nullptr) return Value();
  return CallWithUnpacking(t, partial->function, all, keywords);
}

Value CallPartial(Thread* t, Object* self, Value* args, size_t nargs, Value kwnames) {
  auto* partial = static_cast<Partial*>(self);
  auto* keywords = partial->keywords.as<Dict>();
  auto* first = partial->args.as<Tuple>();
  const size_t own = static_cast<size_t>(first->length);
  Tuple* names = nullptr;
  size_t own_keywords = 0;
  if (DictLength(keywords) != 0) {
    if (CountOf(kwnames) != 0) return CallMerged(t, partial, args, nargs, kwnames);
    names = NamesOf(t, partial);
    if (names == nullptr) return Value();
    own_keywords = static_cast<size_t>(names->length);
    kwnames = names;
  } else if (own == 0) {
    return Call(t, partial->function, args, nargs, kwnames);
  }
  const size_t given = nargs + (names == nullptr ? CountOf(kwnames) : 0);
  ArgBuffer buffer;
  Value* all = buffer.Reserve(t, own + given + own_keywords);
  if (all == nullptr) return Value();
  if (own != 0) std::memcpy(static_cast<void*>(all), first->items, own * sizeof(Value));
  if (given != 0) std::memcpy(static_cast<void*>(all + own), args, given * sizeof(Value));
  int64_t at = 0;
  Value key, value;
  for (size_t i = own + given; i < own + given + own_keywords; ++i) {
    if (!DictNext(keywords, &at, &key, &value)) break;
    all[i] = value;
  }
  return Call(t, partial->function, all, own + nargs, kwnames);
}

}  // namespace

const ExtensionInfo Partial::kExtension = {sizeof(Partial), 4, nullptr, nullptr, CallPartial};

namespace {

bool IsPartial(Value v) {
  return IsKind(v, Kind::kExtension) && v.object()->shape()->extension == &Partial::kExtension;
}

// A partial of a plain partial is one of its function.
bool MayFlatten(Thread* t, Value function) {
  if (!IsPartial(function) || IsOverride(SlotOf(ClassOf(t, function), Slot::kCall))) {
    return false;
  }
  List* names = OwnAttributeNames(t, function);
  return names != nullptr && names->length == 0;
}

Value Construct(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (nargs < 2) {
    return RaiseText(t, Exc::kTypeError, "type 'partial' takes at least one argument");
  }
  Value function = args[1];
  if (!IsCallable(t, function)) {
    return RaiseText(t, Exc::kTypeError, "the first argument must be callable");
  }
  Tuple* positional = TupleFromArray(t, args + 2, static_cast<int64_t>(nargs - 2));
  if (positional == nullptr) return Value();
  Dict* keywords = nullptr;
  if (MayFlatten(t, function)) {
    auto* inner = function.as<Partial>();
    positional = TupleConcat(t, inner->args.as<Tuple>(), positional);
    keywords = DictCopy(t, inner->keywords.as<Dict>());
    function = inner->function;
  } else {
    if (!t->exception.is_null()) return Value();
    keywords = NewDict(t);
  }
  if (positional == nullptr || keywords == nullptr) return Value();
  for (size_t i = 0; i < CountOf(kwnames); ++i) {
    if (!DictSet(t, keywords, kwnames.as<Tuple>()->items[i], args[nargs + i])) return Value();
  }
  auto* partial = NewExtension<Partial>(t, args[0].as<Class>());
  if (partial == nullptr) return Value();
  partial->function = function;
  partial->args = positional;
  partial->keywords = keywords;
  return partial;
}

Value Repr(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Partial* partial = Self(args);
  Class* cls = ClassOf(t, partial);
  StrBuilder text;
  ReprGuard guard(t, partial);
  if (guard.too_deep()) return guard.RaiseTooDeep();
  if (guard.recursive()) return NewStrUtf8(t, "...");
  const bool own = cls == ClassOfStdlib(t, StdlibClass::kPartial);
  text.AppendUtf8(own ? ClassDisplayName(cls) : ClassName(cls));
  text.AppendChar('(');
  Value repr = ToRepr(t, partial->function);
  if (repr.is_null()) return repr;
  text.Append(repr.as<Str>());
  auto* positional = partial->args.as<Tuple>();
  for (int64_t i = 0; i < positional->length; ++i) {
    repr = ToRepr(t, positional->items[i]);
    if (repr.is_null()) return repr;
    text.AppendAscii(", ");
    text.Append(repr.as<Str>());
  }
  int64_t at = 0;
  Value key, value;
  auto* keywords = partial->keywords.as<Dict>();
  while (DictNext(keywords, &at, &key, &value)) {
    Value name = ToStr(t, key);
    repr = name.is_null() ? name : ToRepr(t, value);
    if (repr.is_null()) return repr;
    text.AppendAscii(", ");
    text.Append(name.as<Str>());
    text.AppendChar('=');
    text.Append(repr.as<Str>());
  }
  text.AppendChar(')');
  return text.Finish(t);
}

Value Reduce(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Partial* partial = Self(args);
  Value attributes = InstanceState(t, partial);
  if (attributes.is_null()) return attributes;
  const Value parts[] = {partial->function, partial->args, partial->keywords, attributes};
  Tuple* state = TupleFromArray(t, parts, 4);
  Tuple* init = state == nullptr ? nullptr : TupleFromArray(t, parts, 1);
  return init == nullptr ? Value() : Value(TuplePack(t, ClassOf(t, partial), init, state));
}

Value SetState(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Partial* partial = Self(args);
  auto* state = IsKind(args[1], Kind::kTuple) ? args[1].as<Tuple>() : nullptr;
  if (state == nullptr || state->length != 4 || !IsCallable(t, state->items[0]) ||
      !IsKind(state->items[1], Kind::kTuple) ||
      (state->items[2] != NoneOf(t) && !IsKind(state->items[2], Kind::kDict))) {
    return RaiseText(t, Exc::kTypeError, "invalid partial state");
  }
  auto* positional = state->items[1].as<Tuple>();
  if (!HasExactKind(t, positional, Kind::kTuple)) {
    positional = TupleFromArray(t, positional->items, positional->length);
    if (positional == nullptr) return Value();
  }
  // A dict of the exact class is taken as it is, as unpickling made it for us.
  Value keywords = state->items[2];
  if (keywords == NoneOf(t)) {
    keywords = NewDict(t);
  } else if (ClassOf(t, keywords) != t->isolate->dict_class()) {
    keywords = DictCopy(t, keywords.as<Dict>());
  }
  if (keywords.is_null()) return keywords;
  if (state->items[3] != NoneOf(t)) {
    if (!IsKind(state->items[3], Kind::kDict)) {
      return RaiseText(t, Exc::kTypeError, "invalid partial state");
    }
    if (!SetObjectDict(t, partial, state->items[3].as<Dict>())) return Value();
  } else {
    Dict* none = NewDict(t);
    if (none == nullptr || !SetObjectDict(t, partial, none)) return Value();
  }
  StoreField(t, partial, &partial->function, state->items[0]);
  StoreField(t, partial, &partial->args, positional);
  StoreField(t, partial, &partial->keywords, keywords);
  partial->names = Value();
  return NoneOf(t);
}

Value GetFunction(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return Self(args)->function;
}
Value GetArgs(Thread* t, Value* args, size_t nargs, Value kwnames) { return Self(args)->args; }
Value GetKeywords(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return Self(args)->keywords;
}

constexpr NativeInfo kRows[] = {
    {"__new__", Construct, nullptr, kAnything,
     "Create and return a new object.  See help(type) for accurate signature."},
    {"__call__", ExtensionCall, nullptr, kAnything, "Call self as a function."},
    {"__repr__", Repr, "($self, /)", kAnything, "Return repr(self)."},
    {"__reduce__", Reduce, "($self, /)", kAnything, nullptr},
    {"__setstate__", SetState, "($self, state, /)", kAnything, nullptr},
};
constexpr GetSetInfo kAttributes[] = {
    {"func", GetFunction, nullptr, "function object to use in future partial calls", true},
    {"args", GetArgs, nullptr, "tuple of arguments to future partial calls", true},
    {"keywords", GetKeywords, nullptr,
     "dictionary of keyword arguments to future partial calls", true},
};

}  // namespace

bool InitPartial(Thread* t, Module* module) {
  NativeClassRow row = {"functools", "partial", &Partial::kExtension, Construct, kRows,
                        kAttributes,
                        "partial(func, *args, **keywords) - new function with partial application\n"
                        "    of the given arguments and keywords.\n"};
  row.flags = kClassBaseable;
  row.traits = kTraitWeakref;
  row.generic = true;
  row.has_dict = true;
  return KeepClass(t, StdlibClass::kPartial, DefineModuleClass(t, module, row));
}

}  // namespace pyjit
