// operator.attrgetter, itemgetter and methodcaller: callables that read.
#include <cstring>
#include <string>

#include "absl/strings/str_cat.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/operators.h"
#include "runtime/types/container_util.h"
#include "runtime/types/dict.h"
#include "runtime/types/str_builder.h"
#include "runtime/types/tuple.h"
#include "stdlib/native_class.h"
#include "stdlib/functools_internal.h"
#include "stdlib/operator_internal.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

// All three have one layout. `first` is the item, the names of a path or the method's
// name; `all` every argument of the constructor, as repr and pickle want them.
struct Getter : Object {
  Value first;
  Value all;     // Tuple
  Value paths;   // attrgetter: Tuple of Tuples of interned names
  Value names;   // methodcaller: Tuple of keyword names or null
  Value words;   // methodcaller: Tuple of the arguments, then the keywords' values
};

Getter* Self(Value* args) { return args[0].as<Getter>(); }

size_t CountOf(Value names) {
  return names.is_null() ? 0 : static_cast<size_t>(names.as<Tuple>()->length);
}

// The one argument of a call; null with TypeError pending.
Value OneArgument(Thread* t, const char* name, Value* args, size_t nargs, Value kwnames) {
  if (!CheckNoKeywords(t, name, kwnames) || !CheckArgCount(t, name, nargs, 1, 1)) return Value();
  return args[0];
}

template <Value (*kOne)(Thread* t, Getter* self, Value object, int64_t i)>
Value GetAll(Thread* t, Getter* self, Value object) {
  const int64_t n = self->all.as<Tuple>()->length;
  if (n == 1) return kOne(t, self, object, 0);
  Tuple* result = NewTuple(t, n);
  if (result == nullptr) return Value();
  for (int64_t i = 0; i < n; ++i) {
    Value v = kOne(t, self, object, i);
    if (v.is_null()) return v;
    StoreField(t, result, &result->items[i], v);
  }
  return result;
}

// --- itemgetter ---

Value ItemOf(Thread* t, Getter* self, Value object, int64_t i) {
  Value key = self->all.as<Tuple>()->items[i];
  if (key.is_small_int() && HasExactKind(t, object, Kind::kTuple)) {
    const auto position = static_cast<uint64_t>(key.small_int());
    auto* tuple = object.as<Tuple>();
    if (position < static_cast<uint64_t>(tuple->length)) return tuple->items[position];
  }
  return GetItem(t, object, key);
}

Value CallItemGetter(Thread* t, Object* self, Value* args, size_t nargs, Value kwnames) {
  Value object = OneArgument(t, "itemgetter", args, nargs, kwnames);
  return object.is_null() ? object : GetAll<ItemOf>(t, static_cast<Getter*>(self), object);
}
constexpr ExtensionInfo kItemGetter = {sizeof(Getter), 5, nullptr, nullptr, CallItemGetter};

Getter* NewGetter(Thread* t, Value* args, size_t nargs) {
  Tuple* all = TupleFromArray(t, args + 1, static_cast<int64_t>(nargs - 1));
  if (all == nullptr) return nullptr;
  auto* getter = NewExtension<Getter>(t, args[0].as<Class>());
  if (getter == nullptr) return nullptr;
  getter->all = all;
  return getter;
}

Value MakeItemGetter(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!CheckNoKeywords(t, "itemgetter", kwnames)) return Value();
  if (nargs < 2) return RaiseText(t, Exc::kTypeError, "itemgetter expected 1 argument, got 0");
  return NewGetter(t, args, nargs);
}

// --- attrgetter ---

Value AttributeOf(Thread* t, Getter* self, Value object, int64_t i) {
  auto* path = self->paths.as<Tuple>()->items[i].as<Tuple>();
  for (int64_t k = 0; k < path->length; ++k) {
    object = GetAttr(t, object, path->items[k].as<Str>());
    if (object.is_null()) return object;
  }
  return object;
}

Value CallAttrGetter(Thread* t, Object* self, Value* args, size_t nargs, Value kwnames) {
  Value object = OneArgument(t, "attrgetter", args, nargs, kwnames);
  return object.is_null() ? object : GetAll<AttributeOf>(t, static_cast<Getter*>(self), object);
}
constexpr ExtensionInfo kAttrGetter = {sizeof(Getter), 5, nullptr, nullptr, CallAttrGetter};

// "a.b" as a Tuple of interned names.
Tuple* PathOf(Thread* t, Str* text) {
  Str* dot = Intern(t, ".");
  Value parts = dot == nullptr ? Value() : StrSplit(t, text, dot, -1);
  Tuple* path = parts.is_null() ? nullptr : NewTupleFrom(t, parts);
  if (path == nullptr) return nullptr;
  for (int64_t i = 0; i < path->length; ++i) {
    Str* name = InternStr(t, path->items[i].as<Str>());
    if (name == nullptr) return nullptr;
    StoreField(t, path, &path->items[i], name);
  }
  return path;
}

Value MakeAttrGetter(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!CheckNoKeywords(t, "attrgetter", kwnames)) return Value();
  if (nargs < 2) return RaiseText(t, Exc::kTypeError, "attrgetter expected 1 argument, got 0");
  Tuple* paths = NewTuple(t, static_cast<int64_t>(nargs - 1));
  if (paths == nullptr) return Value();
  for (size_t i = 1; i < nargs; ++i) {
    if (!IsStr(args[i])) {
      return RaiseText(t, Exc::kTypeError, "attribute name must be a string");
    }
    Tuple* path = PathOf(t, args[i].as<Str>());
    if (path == nullptr) return Value();
    StoreField(t, paths, &paths->items[i - 1], path);
  }
  Getter* getter = NewGetter(t, args, nargs);
  if (getter != nullptr) StoreField(t, getter, &getter->paths, paths);
  return getter;
}

// --- methodcaller ---

Value CallMethodCaller(Thread* t, Object* object, Value* args, size_t nargs, Value kwnames) {
  auto* self = static_cast<Getter*>(object);
  Value receiver = OneArgument(t, "methodcaller", args, nargs, kwnames);
  if (receiver.is_null()) return receiver;
  auto* words = self->words.as<Tuple>();
  const auto n = static_cast<size_t>(words->length);
  ArgBuffer buffer;
  Value* copy = buffer.Reserve(t, n);
  if (copy == nullptr) return Value();
  if (n != 0) std::memcpy(static_cast<void*>(copy), words->items, n * sizeof(Value));
  auto* name = self->first.as<Str>();
  if (self->names.is_null()) return CallMethod(t, receiver, name, copy, n);
  Value method = GetAttr(t, receiver, name);
  return method.is_null() ? method
                          : Call(t, method, copy, n - CountOf(self->names), self->names);
}
constexpr ExtensionInfo kMethodCaller = {sizeof(Getter), 5, nullptr, nullptr, CallMethodCaller};

Value MakeMethodCaller(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (nargs < 2) {
    return RaiseText(t, Exc::kTypeError,
                     "methodcaller needs at least one argument, the method name");
  }
  if (!IsStr(args[1])) return RaiseText(t, Exc::kTypeError, "method name must be a string");
  Str* name = InternStr(t, args[1].as<Str>());
  Tuple* words = name == nullptr ? nullptr
                                 : TupleFromArray(t, args + 2, static_cast<int64_t>(
                                                                   nargs - 2 + CountOf(kwnames)));
  Getter* getter = words == nullptr ? nullptr : NewGetter(t, args, nargs);
  if (getter == nullptr) return Value();
  getter->first = name;
  getter->words = words;
  if (CountOf(kwnames) != 0) getter->names = kwnames;
  WriteBarrier(t, getter);
  return getter;
}

// --- What they share ---

Value Repr(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Getter* self = Self(args);
  StrBuilder text;
  ReprGuard guard(t, self);
  if (guard.too_deep()) return guard.RaiseTooDeep();
  text.AppendUtf8(ClassDisplayName(ClassOf(t, args[0])));
  text.AppendChar('(');
  if (guard.recursive()) {
    text.AppendAscii("...)");
    return text.Finish(t);
  }
  auto* all = self->all.as<Tuple>();
  for (int64_t i = 0; i < all->length; ++i) {
    Value repr = ToRepr(t, all->items[i]);
    if (repr.is_null()) return repr;
    if (i > 0) text.AppendAscii(", ");
    text.Append(repr.as<Str>());
  }
  const size_t nkw = CountOf(self->names);
  for (size_t k = 0; k < nkw; ++k) {
    auto* words = self->words.as<Tuple>();
    Value repr = ToRepr(t, words->items[static_cast<size_t>(words->length) - nkw + k]);
    if (repr.is_null()) return repr;
    text.AppendAscii(", ");
    text.Append(self->names.as<Tuple>()->items[k].as<Str>());
    text.AppendChar('=');
    text.Append(repr.as<Str>());
  }
  text.AppendChar(')');
  return text.Finish(t);
}

Value Reduce(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Getter* self = Self(args);
  if (self->names.is_null()) return TuplePack(t, ClassOf(t, args[0]), self->all);
  // partial(methodcaller, name, **kwargs) makes it again, given the arguments.
  const size_t nkw = CountOf(self->names);
  auto* words = self->words.as<Tuple>();
  const size_t positional = static_cast<size_t>(words->length) - nkw;
  Value functools = Intern(t, "functools");
  if (functools.is_null()) return functools;
  Value module = ImportModule(t, functools.as<Str>());
  if (module.is_null()) return module;
  ArgBuffer buffer;
  Value* all = buffer.Reserve(t, 2 + nkw);
  if (all == nullptr) return Value();
  all[0] = ClassOf(t, args[0]);
  all[1] = self->all.as<Tuple>()->items[0];
  for (size_t k = 0; k < nkw; ++k) all[2 + k] = words->items[positional + k];
  Value partial = Call(t, ClassOfStdlib(t, StdlibClass::kPartial), all, 2, self->names);
  Tuple* rest = partial.is_null()
                    ? nullptr
                    : TupleFromArray(t, words->items, static_cast<int64_t>(positional));
  return rest == nullptr ? Value() : Value(TuplePack(t, partial, rest));
}

#define PYJIT_GETTER_ROWS(make)                                                                   \
  {                                                                                               \
    {"__new__", make, nullptr, kAnything,                                                         \
     "Create and return a new object.  See help(type) for accurate signature."},                  \
        {"__call__", ExtensionCall, nullptr, kAnything, "Call self as a function."},              \
        {"__repr__", Repr, "($self, /)", kAnything, "Return repr(self)."},                        \
        {"__reduce__", Reduce, "($self, /)", kAnything, "Return state information for pickling"}, \
  }
constexpr NativeInfo kItemRows[] = PYJIT_GETTER_ROWS(MakeItemGetter);
constexpr NativeInfo kAttrRows[] = PYJIT_GETTER_ROWS(MakeAttrGetter);
constexpr NativeInfo kMethodRows[] = PYJIT_GETTER_ROWS(MakeMethodCaller);
#undef PYJIT_GETTER_ROWS

}  // namespace

Value NewItemGetter(Thread* t, int64_t index) {
  Value words[2] = {ClassOfStdlib(t, StdlibClass::kItemGetter), Value::SmallInt(index)};
  return MakeItemGetter(t, words, 2, Value());
}
Value ItemGetterKey(Value getter) { return getter.as<Getter>()->all.as<Tuple>()->items[0]; }

bool InitOperatorGetters(Thread* t, Module* module) {
  return DefineModuleClass(
             t, module,
             {"operator", "attrgetter", &kAttrGetter, MakeAttrGetter, kAttrRows, {},
              "attrgetter(attr, ...) --> attrgetter object\n\n"
              "Return a callable object that fetches the given attribute(s) from its operand.\n"
              "After f = attrgetter('name'), the call f(r) returns r.name.\n"
              "After g = attrgetter('name', 'date'), the call g(r) returns (r.name, r.date).\n"
              "After h = attrgetter('name.first', 'name.last'), the call h(r) returns\n"
              "(r.name.first, r.name.last)."}) &&
         KeepClass(t, StdlibClass::kItemGetter, DefineModuleClass(
             t, module,
             {"operator", "itemgetter", &kItemGetter, MakeItemGetter, kItemRows, {},
              "itemgetter(item, ...) --> itemgetter object\n\n"
              "Return a callable object that fetches the given item(s) from its operand.\n"
              "After f = itemgetter(2), the call f(r) returns r[2].\n"
              "After g = itemgetter(2, 5, 3), the call g(r) returns (r[2], r[5], r[3])"})) &&
         DefineModuleClass(
             t, module,
             {"operator", "methodcaller", &kMethodCaller, MakeMethodCaller, kMethodRows, {},
              "methodcaller(name, ...) --> methodcaller object\n\n"
              "Return a callable object that calls the given method on its operand.\n"
              "After f = methodcaller('name'), the call f(r) returns r.name().\n"
              "After g = methodcaller('name', 'date', foo=1), the call g(r) returns\n"
              "r.name('date', foo=1)."});
}

}  // namespace pyjit
