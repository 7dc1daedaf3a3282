#include "runtime/native.h"

#include <cstring>
#include <memory>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "runtime/descriptors.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/namespace.h"
#include "runtime/native_new.h"
#include "runtime/native_signature.h"
#include "runtime/operators_internal.h"
#include "runtime/types/dict.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace pyjit {
namespace {

NativeFunction* Allocate(Thread* t, const NativeInfo* info, Value self, Value owner) {
  Object* object = AllocateRaw(t, t->isolate->shape_of(Kind::kNativeFunction),
                               sizeof(NativeFunction));
  if (object == nullptr) return nullptr;
  auto* function = static_cast<NativeFunction*>(object);
  function->info = info;
  function->self = self;
  function->owner = owner;
  return function;
}

NativeSignatureTable* SignaturesOf(Thread* t) {
  std::shared_ptr<NativeSignatureTable>& table = t->isolate->native_signatures;
  if (table == nullptr) table = std::make_shared<NativeSignatureTable>();
  return table.get();
}

const NativeSignature* ParsedSignature(Thread* t, NativeFunction* function) {
  function->signature =
      SignaturesOf(t)->Get(function->info, IsKind(function->owner, Kind::kClass));
  return function->signature;
}

// --- Messages, as CPython's argument parsers word them ---

bool IsInit(const NativeFunction* f) {
  return IsKind(f->owner, Kind::kClass) && absl::string_view(f->info->name) == "__init__";
}

// The name under which arguments are parsed: `__init__` does it for a call of its class.
std::string ParserName(const NativeFunction* f) {
  return IsInit(f) ? StrToUtf8(f->owner.as<Class>()->name.as<Str>()) : f->info->name;
}

Value NoKeywords(Thread* t, NativeFunction* f) {
  if (IsInit(f)) {
    return Raise(t, Exc::kTypeError, "%s() takes no keyword arguments", ParserName(f));
  }
  Class* type = ClassOf(t, f);
  if (type == t->isolate->wrapper_descriptor_class() ||
      type == t->isolate->method_wrapper_class()) {
    return Raise(t, Exc::kTypeError, "wrapper %s() takes no keyword arguments", f->info->name);
  }
  return Raise(t, Exc::kTypeError, "%s takes no keyword arguments", CallableText(t, f));
}

// `__mul__` and its like of a sequence.
bool IsRepetition(Thread* t, NativeFunction* f) {
  if (!absl::EndsWith(f->info->name, "mul__") || !IsKind(f->owner, Kind::kClass)) return false;
  const auto* owner = f->owner.as<Class>();
  const Isolate* isolate = t->isolate;
  return owner != isolate->int_class() && owner != isolate->float_class() &&
         owner != isolate->complex_class() && owner != isolate->bool_class();
}

// The count is wrong for a function without keyword parameters.
Value WrongPositionalCount(Thread* t, NativeFunction* f, const NativeSignature& sig,
                           size_t given) {
  size_t low = sig.required_positional, high = sig.positional;
  const std::string name = ParserName(f);
  Class* type = ClassOf(t, f);
  const bool wrapper = type == t->isolate->wrapper_descriptor_class() ||
                       type == t->isolate->method_wrapper_class();
  if (wrapper && !sig.has_varargs && !IsInit(f)) {
    // CPython unpacks several arguments in the name of nobody, which leaves a blank.
    const char* blank = high > 1 || IsRepetition(t, f) ? " " : "";
    const char* kind = low == high ? "" : given < low ? "at least " : "at most ";
    size_t bound = given < low ? low : high;
    return Raise(t, Exc::kTypeError, "%sexpected %s%d argument%s, got %d", blank, kind, bound,
                 PluralS(bound), given);
  }
  if (!sig.has_varargs && high == 0) {
    return Raise(t, Exc::kTypeError, "%s takes no arguments (%d given)", CallableText(t, f),
                 given);
  }
  if (!sig.has_varargs && low == 1 && high == 1) {
    return Raise(t, Exc::kTypeError, "%s takes exactly one argument (%d given)",
                 CallableText(t, f), given);
  }
  bool too_few = given < low;
  size_t bound = too_few ? low : high;
  if (f->info->effects & kParsesTuple) {
    return Raise(t, Exc::kTypeError, "%s() takes %s %d argument%s (%d given)", name,
                 too_few ? "at least" : "at most", bound, PluralS(bound), given);
  }
  const char* kind = low == high && !sig.has_varargs ? "" : too_few ? "at least " : "at most ";
  return Raise(t, Exc::kTypeError, "%s expected %s%d argument%s, got %d", name, kind, bound,
               PluralS(bound), given);
}

Value TooManyForKeywordFunction(Thread* t, NativeFunction* f, const NativeSignature& sig,
                                size_t nargs, size_t nkw) {
  const std::string name = ParserName(f);
  size_t total = sig.parameters.size();
  if (nargs + nkw > total) {
    return Raise(t, Exc::kTypeError, "%s() takes at most %d %sargument%s (%d given)", name,
                 total, nargs == 0 ? "keyword " : "", PluralS(total), nargs + nkw);
  }
  if (sig.positional == 0) {
    return Raise(t, Exc::kTypeError, "%s() takes no positional arguments", name);
  }
  return Raise(t, Exc::kTypeError, "%s() takes %s %d positional argument%s (%d given)", name,
               sig.required_positional < sig.positional ? "at most" : "exactly",
               sig.positional, PluralS(sig.positional), nargs);
}

Value MissingArgument(Thread* t, NativeFunction* f, const NativeSignature& sig, size_t index,
                      size_t nargs) {
  if (index < sig.positional_only) {
    size_t low = sig.required_positional < sig.positional_only ? sig.required_positional
                                                               : sig.positional_only;
    return Raise(t, Exc::kTypeError, "%s() takes %s %d positional argument%s (%d given)",
                 ParserName(f), low < sig.positional ? "at least" : "exactly", low,
                 PluralS(low), nargs);
  }
  return Raise(t, Exc::kTypeError, "%s() missing required argument '%s' (pos %d)",
               ParserName(f), sig.parameters[index].name, index + 1);
}

// --- Binding ---

// Index of the parameter called `name`, or -1.
int FindParameter(const NativeSignature& sig, const Str* name) {
  for (size_t i = sig.positional_only; i < sig.parameters.size(); ++i) {
    if (StrEqualsAscii(name, sig.parameters[i].name)) return static_cast<int>(i);
  }
  return -1;
}

// Where parameter i lands among the words that the function gets.
size_t SlotOfParameter(const NativeSignature& sig, size_t i) {
  return i < sig.positional ? i : i - sig.positional + sig.keyword_only_slot();
}

// Fills out[0..sig.slots) (null words) from arguments that need more than copying.
// Null-safe: args and out do not overlap. False with TypeError pending.
bool BindGeneral(Thread* t, NativeFunction* f, const NativeSignature& sig, const Value* args,
                 size_t nargs, Value kwnames, Value* out) {
  size_t nkw = kwnames.is_null() ? 0 : static_cast<size_t>(kwnames.as<Tuple>()->length);
  bool takes_keywords = sig.has_varkw || sig.positional_only < sig.parameters.size();
  if (nkw != 0 && !takes_keywords) {
    NoKeywords(t, f);
    return false;
  }
  size_t direct = nargs < sig.positional ? nargs : sig.positional;
  for (size_t i = 0; i < direct; ++i) out[i] = args[i];
  if (sig.has_varargs) {
    Tuple* rest = TupleFromArray(t, args + direct, static_cast<int64_t>(nargs - direct));
    if (rest == nullptr) return false;
    out[sig.varargs_slot()] = rest;
  } else if (nargs > sig.positional) {
    if (takes_keywords) {
      TooManyForKeywordFunction(t, f, sig, nargs, nkw);
    } else {
      WrongPositionalCount(t, f, sig, nargs);
    }
    return false;
  }
  if (sig.has_varkw) {
    Dict* dict = NewDict(t);
    if (dict == nullptr) return false;
    out[sig.varkw_slot()] = dict;
  } else if (nkw != 0 && !sig.has_varargs && nargs + nkw > sig.parameters.size()) {
    TooManyForKeywordFunction(t, f, sig, nargs, nkw);
    return false;
  }
  Str* unexpected = nullptr;
  for (size_t k = 0; k < nkw; ++k) {
    Str* name = kwnames.as<Tuple>()->items[k].as<Str>();
    int index = FindParameter(sig, name);
    if (index < 0) {
      if (sig.has_varkw) {
        if (!DictSet(t, out[sig.varkw_slot()].as<Dict>(), name, args[nargs + k])) return false;
        continue;
      }
      if (unexpected == nullptr) unexpected = name;
      continue;
    }
    Value& slot = out[SlotOfParameter(sig, static_cast<size_t>(index))];
    if (!slot.is_null()) {
      Raise(t, Exc::kTypeError, "argument for %s() given by name ('%s') and position (%d)",
            ParserName(f), sig.parameters[index].name, index + 1);
      return false;
    }
    slot = args[nargs + k];
  }
  for (size_t i = 0; i < sig.parameters.size(); ++i) {
    if (sig.parameters[i].required && out[SlotOfParameter(sig, i)].is_null()) {
      if (takes_keywords) {
        MissingArgument(t, f, sig, i, nargs);
      } else {
        WrongPositionalCount(t, f, sig, nargs);
      }
      return false;
    }
  }
  if (unexpected != nullptr) {
    Raise(t, Exc::kTypeError, "'%s' is an invalid keyword argument for %s()",
          StrToUtf8(unexpected), ParserName(f));
    return false;
  }
  return true;
}

// The receiver of an unbound method must be of its class.
bool CheckReceiver(Thread* t, NativeFunction* f, Value* args, size_t nargs) {
  Class* owner = f->owner.as<Class>();
  if (nargs == 0) {
    if (ClassOf(t, f) == t->isolate->wrapper_descriptor_class()) {
      Raise(t, Exc::kTypeError, "descriptor '%s' of '%s' object needs an argument",
            f->info->name, ClassName(owner));
    } else {
      Raise(t, Exc::kTypeError, "unbound method %s needs an argument", CallableText(t, f));
    }
    return false;
  }
  Class* cls = ClassOf(t, args[0]);
  if (cls == owner || IsSubclass(cls, owner)) return true;
  if (absl::StartsWith(f->info->name, "__")) {
    Raise(t, Exc::kTypeError, "descriptor '%s' requires a '%s' object but received a '%s'",
          f->info->name, ClassName(owner), ClassName(cls));
  } else {
    Raise(t, Exc::kTypeError, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object",
          f->info->name, ClassName(owner), ClassName(cls));
  }
  return false;
}

// args[0] is the receiver if the signature has one; it is not bound.
Value CallBound(Thread* t, NativeFunction* f, Value* args, size_t nargs, Value kwnames) {
  const NativeSignature* sig = f->signature != nullptr ? f->signature : ParsedSignature(t, f);
  bool has_receiver = sig->receiver != ReceiverKind::kNone;
  if (sig->receiver == ReceiverKind::kInstance && !CheckReceiver(t, f, args, nargs)) {
    return Value();
  }
  if (has_receiver && nargs == 0) {
    return Raise(t, Exc::kTypeError, "unbound method %s needs an argument", CallableText(t, f));
  }
  if (sig->raw) return f->info->fn(t, args, nargs, kwnames);
  size_t skip = has_receiver ? 1 : 0;
  size_t given = nargs - skip;
  // Exactly the parameters, nothing to rearrange.
  if (kwnames.is_null() && given == sig->slots && given == sig->positional) {
    return f->info->fn(t, args, nargs, Value());
  }
  ArgBuffer buffer;
  Value* out = buffer.Reserve(t, sig->slots + skip);
  if (out == nullptr) return Value();
  if (has_receiver) out[0] = args[0];
  if (!BindGeneral(t, f, *sig, args + skip, given, kwnames, out + skip)) return Value();
  return f->info->fn(t, out, sig->slots + skip, Value());
}

}  // namespace

Value NewNativeFunction(Thread* t, const NativeInfo* info, Value self) {
  return Allocate(t, info, self, Value());
}

NativeFunction* OverridingCopy(Thread* t, const NativeFunction* function) {
  NativeFunction* copy = Allocate(t, SignaturesOf(t)->Overriding(function->info),
                                  function->self, function->owner);
  if (copy != nullptr) copy->set_shape(function->shape());  // a wrapper stays one
  return copy;
}

Value NewHostFunction(Thread* t, const NativeInfo* info, void* context) {
  NativeFunction* function = Allocate(t, info, Value(), Value());
  if (function != nullptr) function->context = context;
  return function;
}

Value CallNative(Thread* t, NativeFunction* function, Value* args, size_t nargs,
                 Value kwnames) {
  Value self = function->context != nullptr ? Value(function) : function->self;
  // A function of a module has that as self; so have the module's own methods.
  if (self.is_null() ||
      (IsKind(self, Kind::kModule) && !IsKind(function->owner, Kind::kClass))) {
    return CallBound(t, function, args, nargs, kwnames);
  }
  if (IsNew(function)) {
    if (!CheckNew(t, function, args, nargs)) return Value();
    return CallBound(t, function, args, nargs, kwnames);
  }
  size_t words = nargs + (kwnames.is_null() ? 0 : kwnames.as<Tuple>()->length);
  ArgBuffer buffer;
  Value* all = buffer.Reserve(t, words + 1);
  if (all == nullptr) return Value();
  all[0] = self;
  if (words != 0) std::memcpy(static_cast<void*>(all + 1), args, words * sizeof(Value));
  if (function->owner.is_null()) {
    // A free function with state: the state is passed before the parameters.
    const NativeSignature* sig =
        function->signature != nullptr ? function->signature : ParsedSignature(t, function);
    if (sig->raw) return function->info->fn(t, all, nargs + 1, kwnames);
    ArgBuffer bound;
    Value* out = bound.Reserve(t, sig->slots + 1);
    if (out == nullptr) return Value();
    out[0] = self;
    if (!BindGeneral(t, function, *sig, all + 1, nargs, kwnames, out + 1)) return Value();
    return function->info->fn(t, out, sig->slots + 1, Value());
  }
  return CallBound(t, function, all, nargs + 1, kwnames);
}

namespace {

// Methods with names of special methods that have no slot in CPython's types.
constexpr absl::string_view kNotSlots[] = {
    "__reduce__", "__reduce_ex__", "__format__", "__sizeof__", "__dir__", "__reversed__",
    "__length_hint__", "__setstate__", "__getstate__", "__getnewargs__", "__getnewargs_ex__",
    "__copy__", "__deepcopy__", "__enter__", "__exit__", "__round__", "__trunc__", "__floor__",
    "__ceil__", "__complex__", "__bytes__", "__instancecheck__", "__subclasscheck__",
    "__subclasses__", "__prepare__", "__mro_entries__", "__set_name__", "__missing__",
    "__aenter__", "__aexit__", "__class_getitem__", "__fspath__",
};

// True if CPython has a "slot wrapper" for the row: type(object.__init__).
bool IsSlotWrapper(Thread* t, absl::string_view name, Class* owner) {
  if (!absl::StartsWith(name, "__") || !absl::EndsWith(name, "__")) return false;
  for (absl::string_view other : kNotSlots) {
    if (name == other) return false;
  }
  Isolate* isolate = t->isolate;
  if (name == "__getitem__") {
    return owner != isolate->list_class() && owner != isolate->dict_class();
  }
  if (name == "__contains__") {
    return owner != isolate->dict_class() && owner != isolate->set_class() &&
           owner != isolate->frozenset_class();
  }
  return true;
}

}  // namespace

bool AddNatives(Thread* t, Dict* dict, absl::Span<const NativeInfo> rows, Class* owner) {
  Value module = IsKind(dict->owner, Kind::kModule) ? dict->owner : Value();
  for (const NativeInfo& row : rows) {
    Str* name = Intern(t, row.name);
    if (name == nullptr) return false;
    bool is_new = owner != nullptr && absl::string_view(row.name) == "__new__";
    NativeFunction* function =
        Allocate(t, &row, owner == nullptr ? module : is_new ? Value(owner) : Value(),
                 owner == nullptr || is_new ? Value() : Value(owner));
    if (function == nullptr) return false;
    Value value = function;
    if (is_new) {
      value = NewMethodWrapper(t, false, function);
    } else if (owner != nullptr && ReceiverOf(row, true) == ReceiverKind::kClass) {
      value = NewMethodWrapper(t, true, function);
      Shape* shape = InstanceRoot(t, t->isolate->classmethod_descriptor_class());
      if (value.is_object() && shape != nullptr) value.object()->set_shape(shape);
    } else if (owner != nullptr && t->isolate->method_descriptor_class() != nullptr) {
      // repr and type() tell methods of types from functions.
      Shape* shape = InstanceRoot(t, IsSlotWrapper(t, row.name, owner)
                                         ? t->isolate->wrapper_descriptor_class()
                                         : t->isolate->method_descriptor_class());
      if (shape != nullptr) function->set_shape(shape);
    }
    if (value.is_null() || !DictSet(t, dict, name, value)) return false;
  }
  return true;
}

}  // namespace pyjit
