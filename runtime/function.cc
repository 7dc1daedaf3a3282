#include "runtime/function.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "runtime/attributes.h"
#include "runtime/class.h"
#include "runtime/code.h"
#include "runtime/descriptors.h"
#include "runtime/error.h"
#include "runtime/exceptions.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/namespace.h"
#include "runtime/native_signature.h"
#include "runtime/operators_internal.h"
#include "runtime/types/bytes.h"
#include "runtime/types/dict.h"
#include "runtime/types/container_util.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "runtime/watchpoint.h"

namespace pyjit {

Function* NewFunction(Thread* t, Code* code, Dict* globals, Value defaults, Value kw_defaults,
                      Value closure) {
  code = BindCodeToGlobals(t, code, globals);
  if (code == nullptr) return nullptr;
  Object* object = AllocateRaw(t, t->isolate->shape_of(Kind::kFunction), sizeof(Function));
  if (object == nullptr) return nullptr;
  auto* function = static_cast<Function*>(object);
  CodeBlock& block = *code->block;
  function->code = code;
  function->globals = globals;
  function->defaults = defaults;
  function->kw_defaults = kw_defaults;
  function->closure = closure;
  function->name = block.name;
  function->qualname = block.qualname;
  function->doc = block.doc;
  function->module = NamespaceGet(globals, t->isolate->names.dunder_name);
  return function;
}

Value ConstructByRow(Thread* t, const NativeInfo* row, Value* args, size_t nargs, Value kwnames) {
  if (nargs == 0 || !IsKind(args[0], Kind::kClass)) {
    return Raise(t, Exc::kTypeError, "%s.__new__(): not enough arguments", row->name);
  }
  // The class goes before the parameters, as the state of a free function.
  Value function = NewNativeFunction(t, row, args[0]);
  if (function.is_null()) return function;
  return CallNative(t, function.as<NativeFunction>(), args + 1, nargs - 1, kwnames);
}

void FunctionChanged(Function* function, const char* reason) {
  if (function->watchpoint != nullptr) function->watchpoint->Fire(reason);
}

namespace {

Value OrNone(Thread* t, Value v) { return v.is_null() ? t->isolate->none() : v; }
Value Done(Thread* t) { return t->isolate->none(); }
Value Text(Thread* t, absl::string_view text) { return NewStrUtf8(t, text); }

// --- function ---

template <Value Function::*kField>
Value GetField(Thread* t, Value* args, size_t, Value) {
  return OrNone(t, args[0].as<Function>()->*kField);
}
template <Value Function::*kField>
Value SetField(Thread* t, Value* args, size_t, Value) {
  StoreField(t, args[0].object(), &(args[0].as<Function>()->*kField), args[1]);
  return Done(t);
}
template <Value Function::*kField>
Value SetText(Thread* t, Value* args, size_t, Value) {
  if (!IsStr(args[1])) {
    return Raise(t, Exc::kTypeError, "%s must be set to a string object",
                 kField == &Function::name ? "__name__" : "__qualname__");
  }
  return SetField<kField>(t, args, 2, Value());
}

Value GetCode(Thread* t, Value* args, size_t, Value) { return args[0].as<Function>()->code; }
Value SetCode(Thread* t, Value* args, size_t, Value) {
  auto* f = args[0].as<Function>();
  if (!IsKind(args[1], Kind::kCode)) {
    return RaiseText(t, Exc::kTypeError, "__code__ must be set to a code object");
  }
  size_t wanted = args[1].as<Code>()->block->free_names.size();
  size_t have = IsKind(f->closure, Kind::kTuple)
                    ? static_cast<size_t>(f->closure.as<Tuple>()->length)
                    : 0;
  if (wanted != have) {
    return Raise(t, Exc::kValueError,
                 "%s() requires a code object with %d free vars, not %d",
                 IsStr(f->name) ? StrToUtf8(f->name.as<Str>()) : "", have, wanted);
  }
  Code* code = BindCodeToGlobals(t, args[1].as<Code>(), f->globals);
  if (code == nullptr) return Value();
  f->code = code;
  WriteBarrier(t, f);
  FunctionChanged(f, "__code__ replaced");
  return Done(t);
}

Value SetDefaults(Thread* t, Value* args, size_t, Value) {
  auto* f = args[0].as<Function>();
  Value v = args[1].is_null() || IsNone(t, args[1]) ? Value() : args[1];
  if (!v.is_null() && !IsKind(v, Kind::kTuple)) {
    return RaiseText(t, Exc::kTypeError, "__defaults__ must be set to a tuple object");
  }
  StoreField(t, f, &f->defaults, v);
  FunctionChanged(f, "__defaults__ replaced");
  return Done(t);
}
Value SetKwDefaults(Thread* t, Value* args, size_t, Value) {
  auto* f = args[0].as<Function>();
  Value v = args[1].is_null() || IsNone(t, args[1]) ? Value() : args[1];
  if (!v.is_null() && !IsKind(v, Kind::kDict)) {
    return RaiseText(t, Exc::kTypeError, "__kwdefaults__ must be set to a dict object");
  }
  StoreField(t, f, &f->kw_defaults, v);
  FunctionChanged(f, "__kwdefaults__ replaced");
  return Done(t);
}

// A dict that the function makes when it is first asked for.
Value LazyDict(Thread* t, Function* f, Value* field) {
  if (field->is_null()) {
    Dict* dict = NewDict(t);
    if (dict == nullptr) return Value();
    StoreField(t, f, field, dict);
  }
  return *field;
}
Value GetAnnotations(Thread* t, Value* args, size_t, Value) {
  return LazyDict(t, args[0].as<Function>(), &args[0].as<Function>()->annotations);
}
Value GetDict(Thread* t, Value* args, size_t, Value) {
  return LazyDict(t, args[0].as<Function>(), &args[0].as<Function>()->dict);
}
template <Value Function::*kField>
Value SetDictField(Thread* t, Value* args, size_t, Value) {
  if (kField == &Function::dict && args[1].is_null()) {
    return RaiseText(t, Exc::kTypeError, "cannot delete __dict__");
  }
  if (kField == &Function::annotations && !args[1].is_null() && IsNone(t, args[1])) {
    args[1] = Value();
  }
  if (!args[1].is_null() && !IsKind(args[1], Kind::kDict)) {
    if (kField != &Function::dict) {
      return RaiseText(t, Exc::kTypeError, "__annotations__ must be set to a dict object");
    }
    return Raise(t, Exc::kTypeError, "__dict__ must be set to a dictionary, not a '%s'",
                 TypeName(t, args[1]));
  }
  return SetField<kField>(t, args, 2, Value());
}

Value GetGlobals(Thread* t, Value* args, size_t, Value) {
  return args[0].as<Function>()->globals;
}

Value GetBuiltins(Thread* t, Value* args, size_t, Value) {
  return BuiltinsOfCode(t, *args[0].as<Function>()->code->block);
}

// function(code, globals, name=None, argdefs=None, closure=None)
Value FunctionNew(Thread* t, Value* args, size_t, Value) {
  Value code = args[1], globals = args[2], name = args[3], defaults = args[4], closure = args[5];
  auto given = [&](Value v) { return !v.is_null() && !IsNone(t, v); };
  if (!IsKind(code, Kind::kCode)) {
    return Raise(t, Exc::kTypeError, "function() argument 'code' must be code, not %s",
                 TypeName(t, code));
  }
  if (!IsKind(globals, Kind::kDict)) {
    return Raise(t, Exc::kTypeError, "function() argument 'globals' must be dict, not %s",
                 TypeName(t, globals));
  }
  if (given(name) && !IsStr(name)) {
    return RaiseText(t, Exc::kTypeError, "arg 3 (name) must be None or string");
  }
  if (given(defaults) && !IsKind(defaults, Kind::kTuple)) {
    return RaiseText(t, Exc::kTypeError, "arg 4 (defaults) must be None or tuple");
  }
  const auto wanted = static_cast<int64_t>(code.as<Code>()->block->free_names.size());
  if (!IsKind(closure, Kind::kTuple)) {
    if (wanted != 0 && !given(closure)) {
      return RaiseText(t, Exc::kTypeError, "arg 5 (closure) must be tuple");
    }
    if (given(closure)) {
      return RaiseText(t, Exc::kTypeError, "arg 5 (closure) must be None or tuple");
    }
    closure = Value();
  }
  const int64_t have = closure.is_null() ? 0 : closure.as<Tuple>()->length;
  if (wanted != have) {
    return Raise(t, Exc::kValueError, "%s requires closure of length %d, not %d",
                 StrToUtf8(code.as<Code>()->block->name), wanted, have);
  }
  for (int64_t i = 0; i < have; ++i) {
    Value cell = closure.as<Tuple>()->items[i];
    if (IsKind(cell, Kind::kCell)) continue;
    return Raise(t, Exc::kTypeError, "arg 5 (closure) expected cell, found %s",
                 TypeName(t, cell));
  }
  if (have == 0) closure = Value();
  Function* function = NewFunction(t, code.as<Code>(), globals.as<Dict>(),
                                   given(defaults) ? defaults : Value(), Value(), closure);
  if (function == nullptr) return Value();
  if (given(name)) StoreField(t, function, &function->name, name);
  return function;
}
constexpr NativeInfo kFunctionNew = {
    "function", FunctionNew, "(code, globals, name=None, argdefs=None, closure=None)", kAnything,
    nullptr};

Value FunctionRepr(Thread* t, Value* args, size_t, Value) {
  auto* f = args[0].as<Function>();
  return Text(t, absl::StrFormat("<function %s at %#x>",
                                 IsStr(f->qualname) ? StrToUtf8(f->qualname.as<Str>()) : "?",
                                 args[0].bits()));
}

// function.__get__(instance, owner)
Value FunctionGet(Thread* t, Value* args, size_t, Value) {
  if (!IsNone(t, args[1])) return NewBoundMethod(t, args[0], args[1]);
  if (!args[2].is_null() && !IsNone(t, args[2])) return args[0];
  return RaiseText(t, Exc::kTypeError, "__get__(None, None) is invalid");
}
Value FunctionCall(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return Call(t, args[0], args + 1, nargs - 1, kwnames);
}

constexpr GetSetInfo kFunctionFields[] = {
    {"__name__", GetField<&Function::name>, SetText<&Function::name>},
    {"__qualname__", GetField<&Function::qualname>, SetText<&Function::qualname>},
    {"__module__", GetField<&Function::module>, SetField<&Function::module>},
    {"__doc__", GetField<&Function::doc>, SetField<&Function::doc>},
    {"__code__", GetCode, SetCode},
    {"__defaults__", GetField<&Function::defaults>, SetDefaults},
    {"__kwdefaults__", GetField<&Function::kw_defaults>, SetKwDefaults},
    {"__closure__", GetField<&Function::closure>, nullptr, nullptr, true},
    {"__globals__", GetGlobals, nullptr, nullptr, true},
    {"__builtins__", GetBuiltins, nullptr, nullptr, true},
    {"__annotations__", GetAnnotations, SetDictField<&Function::annotations>},
    {"__dict__", GetDict, SetDictField<&Function::dict>},
};
constexpr NativeInfo kFunctionMethods[] = {
    {"__new__", ConstructBy<&kFunctionNew>, nullptr, kAnything, "Create a function object."},
    {"__repr__", FunctionRepr, "($self, /)", kCollects, "Return repr(self)."},
    {"__get__", FunctionGet, "($self, instance, owner=None, /)", kCollects,
     "Return an attribute of instance, which is of type owner."},
    {"__call__", FunctionCall, nullptr, kAnything, "Call self as a function."},
};

// --- builtin functions and methods of builtin types ---

// What CPython shows as __text_signature__: the receiver, with a $, comes first.
std::string TextSignature(const NativeInfo& info, bool is_method, bool of_module) {
  if (info.signature == nullptr) {
    // Builtins that bind their arguments themselves.
    constexpr absl::string_view kRaw[][2] = {
        {"print", "(*args, sep=' ', end='\\n', file=None, flush=False)"},
        {"sorted", "(iterable, /, *, key=None, reverse=False)"},
    };
    for (const auto& row : kRaw) {
      if (of_module && row[0] == info.name) {
        return absl::StrCat("($module, ", row[1].substr(1));
      }
    }
    return "";
  }
  absl::string_view parameters = info.signature;
  if (!absl::ConsumePrefix(&parameters, "(")) return "";
  if (absl::StartsWith(parameters, "$")) return info.signature;
  if (!is_method && !of_module) return info.signature;
  absl::ConsumePrefix(&parameters, "self, ");
  if (parameters == "self)") parameters = ")";
  const char* receiver = is_method ? "$self" : "$module";
  // A method's receiver is positional only; a comma is needed unless nothing follows.
  if (parameters == ")") return absl::StrCat("(", receiver, is_method ? ", /)" : ")");
  if (is_method && !absl::StrContains(parameters, "/")) {
    return absl::StrCat("(", receiver, ", /, ", parameters);
  }
  return absl::StrCat("(", receiver, ", ", parameters);
}

NativeFunction* Native(Value* args) { return args[0].as<NativeFunction>(); }

Value NativeName(Thread* t, Value* args, size_t, Value) { return Text(t, Native(args)->info->name); }
Value NativeQualname(Thread* t, Value* args, size_t, Value) {
  auto* f = Native(args);
  // Methods, and `__new__` of a class.
  Value owner = IsKind(f->owner, Kind::kClass) ? f->owner : f->self;
  if (!IsKind(owner, Kind::kClass)) return Text(t, f->info->name);
  return Text(t, absl::StrCat(StrToUtf8(owner.as<Class>()->qualname.as<Str>()), ".", f->info->name));
}
Value NativeDoc(Thread* t, Value* args, size_t, Value) {
  const char* doc = Native(args)->info->doc;
  return doc == nullptr ? Done(t) : Text(t, doc);
}
Value NativeSelf(Thread* t, Value* args, size_t, Value) { return OrNone(t, Native(args)->self); }
Value NativeModule(Thread* t, Value* args, size_t, Value) {
  auto* f = Native(args);
  if (IsKind(f->self, Kind::kModule)) return OrNone(t, f->self.as<Module>()->name);
  return Done(t);
}
Value NativeObjClass(Thread* t, Value* args, size_t, Value) {
  return OrNone(t, Native(args)->owner);
}
Value NativeTextSignature(Thread* t, Value* args, size_t, Value) {
  std::string text = TextSignature(*Native(args)->info, IsKind(Native(args)->owner, Kind::kClass),
                                   IsKind(Native(args)->self, Kind::kModule));
  return text.empty() ? Done(t) : Text(t, text);
}
Value NativeRepr(Thread* t, Value* args, size_t, Value) {
  auto* f = Native(args);
  if (ClassOf(t, f) == t->isolate->method_wrapper_class()) {
    return Text(t, absl::StrFormat("<method-wrapper '%s' of %s object at %#x>", f->info->name,
                                   TypeName(t, f->self), f->self.bits()));
  }
  if (IsKind(f->owner, Kind::kClass) && f->self.is_null()) {
    const bool wrapper = ClassOf(t, f) == t->isolate->wrapper_descriptor_class();
    return Text(t, absl::StrFormat("<%s '%s' of '%s' objects>",
                                   wrapper ? "slot wrapper" : "method", f->info->name,
                                   ClassName(f->owner.as<Class>())));
  }
  if (!f->self.is_null() && !IsKind(f->self, Kind::kModule)) {
    return Text(t, absl::StrFormat("<built-in method %s of %s object at %#x>", f->info->name,
                                   TypeName(t, f->self), f->self.bits()));
  }
  return Text(t, absl::StrFormat("<built-in function %s>", f->info->name));
}
Value NativeGet(Thread* t, Value* args, size_t, Value) {
  auto* f = Native(args);
  const bool no_instance = args[1].is_null() || IsNone(t, args[1]);
  if (no_instance) {
    if (!args[2].is_null() && !IsNone(t, args[2])) return args[0];
    return RaiseText(t, Exc::kTypeError, "__get__(None, None) is invalid");
  }
  if (!IsKind(f->owner, Kind::kClass)) return args[0];
  if (!IsSubclass(ClassOf(t, args[1]), f->owner.as<Class>())) {
    return Raise(t, Exc::kTypeError, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object",
                 f->info->name, ClassName(f->owner.as<Class>()), TypeName(t, args[1]));
  }
  return BindAttribute(t, args[0], args[1], ClassOf(t, args[1]));
}
// Methods are bound anew at each access; those of one object are equal.
Value NativeEquals(Thread* t, Value* args, size_t, Value) {
  if (!IsKind(args[1], Kind::kNativeFunction)) return t->isolate->not_implemented();
  auto *a = Native(args), *b = Native(args + 1);
  const bool equal =
      a == b || (!a->self.is_null() && a->self == b->self && a->info == b->info);
  return equal ? t->isolate->true_value() : t->isolate->false_value();
}
// What pickle and copy ask: a method is an attribute of its receiver.
Value NativeReduce(Thread* t, Value* args, size_t, Value) {
  auto* f = Native(args);
  Value name = Text(t, f->info->name);
  if (name.is_null()) return name;
  Value from = f->self;
  if (IsKind(f->owner, Kind::kClass) && from.is_null()) from = f->owner;
  if (from.is_null() || IsKind(from, Kind::kModule)) return name;
  Value getattr = NamespaceGet(t->isolate->builtins(), Intern(t, "getattr"));
  if (getattr.is_null()) return name;
  Value pair = TuplePack(t, from, name);
  return pair.is_null() ? pair : Value(TuplePack(t, getattr, pair));
}
constexpr GetSetInfo kNativeFields[] = {
    {"__name__", NativeName},         {"__qualname__", NativeQualname},
    {"__doc__", NativeDoc},           {"__self__", NativeSelf},
    {"__module__", NativeModule},     {"__text_signature__", NativeTextSignature},
};
constexpr GetSetInfo kMethodWrapperFields[] = {
    {"__name__", NativeName},
    {"__qualname__", NativeQualname},
    {"__doc__", NativeDoc},
    {"__self__", NativeSelf, nullptr, nullptr, true},
    {"__objclass__", NativeObjClass},
    {"__text_signature__", NativeTextSignature},
};
constexpr GetSetInfo kMethodDescriptorFields[] = {
    {"__name__", NativeName},
    {"__qualname__", NativeQualname},
    {"__doc__", NativeDoc},
    {"__objclass__", NativeObjClass},
    {"__text_signature__", NativeTextSignature},
};
constexpr NativeInfo kNativeMethods[] = {
    {"__repr__", NativeRepr, "($self, /)", kCollects, "Return repr(self)."},
    {"__eq__", NativeEquals, "($self, value, /)", kPure, "Return self==value."},
    {"__reduce__", NativeReduce, "($self, /)", kCollects, "Helper for pickle."},
    {"__call__", FunctionCall, nullptr, kAnything, "Call self as a function."},
};
constexpr NativeInfo kMethodDescriptorMethods[] = {
    {"__reduce__", NativeReduce, "($self, /)", kCollects, "Helper for pickle."},
    {"__repr__", NativeRepr, "($self, /)", kCollects, "Return repr(self)."},
    {"__get__", NativeGet, "($self, instance, owner=None, /)", kCollects,
     "Return an attribute of instance, which is of type owner."},
    {"__call__", FunctionCall, nullptr, kAnything, "Call self as a function."},
};

// --- class methods of builtin types ---

NativeFunction* Wrapped(Value* args) {
  return args[0].as<MethodWrapper>()->function.as<NativeFunction>();
}
template <NativeFn kGet>
Value OfWrapped(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value function = Wrapped(args);
  return kGet(t, &function, 1, Value());
}
Value ClassMethodRepr(Thread* t, Value* args, size_t, Value) {
  auto* f = Wrapped(args);
  return Text(t, absl::StrFormat("<method '%s' of '%s' objects>", f->info->name,
                                 ClassName(f->owner.as<Class>())));
}
// classmethod_descriptor.__get__(instance, owner)
Value ClassMethodGet(Thread* t, Value* args, size_t, Value) {
  auto* f = Wrapped(args);
  Value owner = args[2];
  if (owner.is_null() || IsNone(t, owner)) {
    if (args[1].is_null() || IsNone(t, args[1])) {
      return RaiseText(t, Exc::kTypeError, "__get__(None, None) is invalid");
    }
    owner = ClassOf(t, args[1]);
  }
  if (!IsKind(owner, Kind::kClass)) {
    return Raise(t, Exc::kTypeError,
                 "descriptor '%s' for type '%s' needs a type, not a '%s' as arg 2", f->info->name,
                 ClassName(f->owner.as<Class>()), TypeName(t, owner));
  }
  if (!IsSubclass(owner.as<Class>(), f->owner.as<Class>())) {
    return Raise(t, Exc::kTypeError, "descriptor '%s' requires a subtype of '%s' but received '%s'",
                 f->info->name, ClassName(f->owner.as<Class>()), ClassName(owner.as<Class>()));
  }
  return BindAttribute(t, args[0], args[1], owner.as<Class>());
}
Value ClassMethodCall(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return Call(t, Wrapped(args), args + 1, nargs - 1, kwnames);
}
constexpr GetSetInfo kClassMethodFields[] = {
    {"__name__", OfWrapped<NativeName>},
    {"__qualname__", OfWrapped<NativeQualname>},
    {"__doc__", OfWrapped<NativeDoc>},
    {"__objclass__", OfWrapped<NativeObjClass>},
    {"__text_signature__", OfWrapped<NativeTextSignature>},
};
constexpr NativeInfo kClassMethodMethods[] = {
    {"__repr__", ClassMethodRepr, "($self, /)", kCollects, "Return repr(self)."},
    {"__get__", ClassMethodGet, "($self, instance, owner=None, /)", kCollects,
     "Return an attribute of instance, which is of type owner."},
    {"__call__", ClassMethodCall, nullptr, kAnything, "Call self as a function."},
};

// --- bound methods ---

Value MethodFunction(Thread* t, Value* args, size_t, Value) {
  return args[0].as<BoundMethod>()->function;
}
Value MethodSelf(Thread* t, Value* args, size_t, Value) { return args[0].as<BoundMethod>()->self; }
Value MethodRepr(Thread* t, Value* args, size_t, Value) {
  auto* method = args[0].as<BoundMethod>();
  if (IsKind(method->function, Kind::kNativeFunction)) {
    return Text(t, absl::StrFormat("<built-in method %s of %s object at %#x>",
                                   method->function.as<NativeFunction>()->info->name,
                                   TypeName(t, method->self), method->self.bits()));
  }
  Value name = method->function.is_object()
                   ? GetAttrOrNull(t, method->function, t->isolate->names.dunder_qualname)
                   : Value();
  if (name.is_null() && t->exception.is_null() && method->function.is_object()) {
    name = GetAttrOrNull(t, method->function, t->isolate->names.dunder_name);
  }
  if (name.is_null() && !t->exception.is_null()) return name;
  Value self = ToRepr(t, method->self);
  if (self.is_null()) return self;
  return Text(t, absl::StrCat("<bound method ", IsStr(name) ? StrToUtf8(name.as<Str>()) : "?",
                              " of ", StrToUtf8(self.as<Str>()), ">"));
}
// Everything else that is asked of a method is the function's.
Value MethodGetAttribute(Thread* t, Value* args, size_t, Value) {
  if (!IsStr(args[1])) {
    return Raise(t, Exc::kTypeError, "attribute name must be string, not '%s'",
                 TypeName(t, args[1]));
  }
  Str* name = args[1].as<Str>();
  Class* cls = ClassOf(t, args[0]);
  if (!LookupInClass(cls, name).is_null()) return GenericGetAttr(t, args[0], name);
  return GetAttr(t, args[0].as<BoundMethod>()->function, name);
}
template <Str* Isolate::Names::*kName>
Value MethodForward(Thread* t, Value* args, size_t, Value) {
  return GetAttr(t, args[0].as<BoundMethod>()->function, t->isolate->names.*kName);
}
Value MethodEquals(Thread* t, Value* args, size_t, Value) {
  if (!IsKind(args[1], Kind::kBoundMethod)) return t->isolate->not_implemented();
  auto* a = args[0].as<BoundMethod>();
  auto* b = args[1].as<BoundMethod>();
  if (a->self != b->self) return t->isolate->false_value();
  return Compare(t, CompareOp::kEq, a->function, b->function);
}
// method(function, instance)
Value MethodNew(Thread* t, Value* args, size_t, Value) {
  if (!IsCallable(t, args[1])) {
    return RaiseText(t, Exc::kTypeError, "first argument must be callable");
  }
  if (IsNone(t, args[2])) return RaiseText(t, Exc::kTypeError, "instance must not be None");
  return NewBoundMethod(t, args[1], args[2]);
}
constexpr NativeInfo kMethodNew = {"method", MethodNew, "(function, instance, /)", kAnything,
                                   nullptr};
Value MethodReduce(Thread* t, Value* args, size_t, Value) {
  auto* method = args[0].as<BoundMethod>();
  Value name = GetAttr(t, method->function, t->isolate->names.dunder_name);
  Value getattr = NamespaceGet(t->isolate->builtins(), Intern(t, "getattr"));
  if (name.is_null() || getattr.is_null()) return Value();
  Value pair = TuplePack(t, method->self, name);
  return pair.is_null() ? pair : Value(TuplePack(t, getattr, pair));
}
constexpr GetSetInfo kMethodFields[] = {
    {"__func__", MethodFunction},
    {"__self__", MethodSelf},
    {"__name__", MethodForward<&Isolate::Names::dunder_name>},
    {"__qualname__", MethodForward<&Isolate::Names::dunder_qualname>},
    {"__doc__", MethodForward<&Isolate::Names::dunder_doc>},
    {"__module__", MethodForward<&Isolate::Names::dunder_module>},
};
constexpr NativeInfo kMethodMethods[] = {
    {"__repr__", MethodRepr, "($self, /)", kAnything, "Return repr(self)."},
    {"__eq__", MethodEquals, "($self, value, /)", kAnything, "Return self==value."},
    {"__call__", FunctionCall, nullptr, kAnything, "Call self as a function."},
    {"__getattribute__", MethodGetAttribute, "($self, name, /)", kAnything,
     "Return getattr(self, name)."},
    {"__new__", ConstructBy<&kMethodNew>, nullptr, kAnything, "Create a bound instance method object."},
    {"__reduce__", MethodReduce, "($self, /)", kAnything, "Helper for pickle."},
};

// --- cells ---

Value CellContents(Thread* t, Value* args, size_t, Value) {
  Value v = args[0].as<Cell>()->value;
  return v.is_null() ? RaiseText(t, Exc::kValueError, "Cell is empty") : v;
}
Value SetCellContents(Thread* t, Value* args, size_t, Value) {
  SetCellValue(t, args[0].as<Cell>(), args[1]);
  return Done(t);
}
Value ConstructCell(Thread* t, Value*args, size_t nargs, Value kwnames) {
  if (!CheckNoKeywords(t, "cell", kwnames) || !CheckArgCount(t, "cell", nargs - 1, 0, 1)) {
    return Value();
  }
  return NewCell(t, nargs == 2 ? args[1] : Value());
}
// By contents; an empty cell is less than any other.
template <CompareOp op>
Value CompareCells(Thread* t, Value* args, size_t, Value) {
  if (!IsKind(args[1], Kind::kCell)) return t->isolate->not_implemented();
  Value a = args[0].as<Cell>()->value, b = args[1].as<Cell>()->value;
  if (!a.is_null() && !b.is_null()) return Compare(t, op, a, b);
  return Compare(t, op, t->isolate->Bool(!a.is_null()), t->isolate->Bool(!b.is_null()));
}
Value CellRepr(Thread* t, Value* args, size_t, Value) {
  Value v = args[0].as<Cell>()->value;
  if (v.is_null()) {
    return NewStrUtf8(t, absl::StrFormat("<cell at 0x%x: empty>", args[0].bits()));
  }
  return NewStrUtf8(t, absl::StrFormat("<cell at 0x%x: %s object at 0x%x>", args[0].bits(),
                                       ClassNameOf(t, v), v.bits()));
}
constexpr NativeInfo kCellMethods[] = {
    {"__new__", ConstructCell, nullptr, kCollects | kRaises,
     "Create and return a new object.  See help(type) for accurate signature."},
    {"__eq__", CompareCells<CompareOp::kEq>, "($self, value, /)", kAnything,
     "Return self==value."},
    {"__ne__", CompareCells<CompareOp::kNe>, "($self, value, /)", kAnything,
     "Return self!=value."},
    {"__lt__", CompareCells<CompareOp::kLt>, "($self, value, /)", kAnything,
     "Return self<value."},
    {"__le__", CompareCells<CompareOp::kLe>, "($self, value, /)", kAnything,
     "Return self<=value."},
    {"__gt__", CompareCells<CompareOp::kGt>, "($self, value, /)", kAnything,
     "Return self>value."},
    {"__ge__", CompareCells<CompareOp::kGe>, "($self, value, /)", kAnything,
     "Return self>=value."},
    {"__repr__", CellRepr, "($self, /)", kReadsHeap | kCollects, "Return repr(self)."},
};

constexpr GetSetInfo kCellFields[] = {{"cell_contents", CellContents, SetCellContents}};

}  // namespace

bool InitFunctionType(Thread* t) {
  Isolate* isolate = t->isolate;
  isolate->cell_class()->construct = ConstructCell;
  auto add = [&](Class* cls, absl::Span<const GetSetInfo> fields,
                 absl::Span<const NativeInfo> methods) {
    return AddGetSets(t, cls, fields) && AddNatives(t, cls->dict, methods, cls);
  };
  isolate->function_class()->construct = ConstructBy<&kFunctionNew>;
  isolate->method_class()->construct = ConstructBy<&kMethodNew>;
  return add(isolate->function_class(), kFunctionFields, kFunctionMethods) &&
         add(isolate->builtin_function_class(), kNativeFields, kNativeMethods) &&
         add(isolate->method_descriptor_class(), kMethodDescriptorFields,
             kMethodDescriptorMethods) &&
         add(isolate->wrapper_descriptor_class(), kMethodDescriptorFields,
             kMethodDescriptorMethods) &&
         add(isolate->method_wrapper_class(), kMethodWrapperFields, kNativeMethods) &&
         add(isolate->classmethod_descriptor_class(), kClassMethodFields, kClassMethodMethods) &&
         add(isolate->method_class(), kMethodFields, kMethodMethods) &&
         add(isolate->cell_class(), kCellFields, kCellMethods) &&
         MakeUnhashable(t, isolate->cell_class());
}

}  // namespace pyjit
