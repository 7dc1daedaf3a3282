// _contextvars: Context, ContextVar, Token and copy_context.
//
// A context's variables are in a Dict that contexts share until one of them changes it:
// copying costs nothing, and the first change after a copy copies the dict.
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/operators.h"
#include "runtime/python_threads.h"
#include "runtime/types/container_util.h"
#include "runtime/types/dict.h"
#include "runtime/types/dict_internal.h"
#include "runtime/types/list.h"
#include "runtime/types/tuple.h"
#include "stdlib/native_class.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

struct Context : Object {
  Value variables;  // Dict: ContextVar to value
  Value previous;   // while entered: the context that was current before, or null
  bool shared;      // `variables` may be another context's too
  bool entered;
};
struct ContextVar : Object {
  Value name;
  Value fallback;  // null: none
};
struct Token : Object {
  Value context;
  Value variable;
  Value old;  // null: it had no value
  bool used;
};
struct MissingValue : Object {};

constexpr ExtensionInfo kContext = {sizeof(Context), 2, nullptr};
constexpr ExtensionInfo kContextVar = {sizeof(ContextVar), 2, nullptr};
constexpr ExtensionInfo kToken = {sizeof(Token), 3, nullptr};
constexpr ExtensionInfo kMissing = {sizeof(MissingValue), 0, nullptr};

bool Is(Value v, const ExtensionInfo* info) {
  return IsKind(v, Kind::kExtension) && v.object()->shape()->extension == info;
}
std::string Address(Value v) { return absl::StrFormat("0x%x", v.bits()); }

Context* NewContext(Thread* t, Dict* variables, bool shared) {
  auto* context = NewExtension<Context>(t, ClassOfStdlib(t, StdlibClass::kContext));
  if (context == nullptr) return nullptr;
  context->variables = variables;
  context->shared = shared;
  return context;
}

Value& ContextSlot(Thread* t) { return t->isolate->threads()->running()->context; }

// The thread's current context, made when first asked for. Null: MemoryError.
Context* Current(Thread* t) {
  Value& slot = ContextSlot(t);
  if (!slot.is_null()) return slot.as<Context>();
  Dict* variables = NewDict(t);
  Context* context = variables == nullptr ? nullptr : NewContext(t, variables, false);
  if (context != nullptr) ContextSlot(t) = context;
  return context;
}

Context* Copy(Thread* t, Context* from) {
  from->shared = true;
  return NewContext(t, from->variables.as<Dict>(), true);
}

// The dict, to be changed.
Dict* Writable(Thread* t, Context* context) {
  if (!context->shared) return context->variables.as<Dict>();
  Dict* copy = DictCopy(t, context->variables.as<Dict>());
  if (copy == nullptr) return nullptr;
  StoreField(t, context, &context->variables, copy);
  context->shared = false;
  return copy;
}

// --- Context ---

Value MakeContext(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (nargs > 1 || !kwnames.is_null()) {
    return RaiseText(t, Exc::kTypeError, "Context() does not accept any arguments");
  }
  Dict* variables = NewDict(t);
  return variables == nullptr ? Value() : Value(NewContext(t, variables, false));
}

Dict* Variables(Value* args) { return args[0].as<Context>()->variables.as<Dict>(); }

bool CheckKey(Thread* t, Value key) {
  if (Is(key, &kContextVar)) return true;
  Value text = ToRepr(t, key);
  if (!text.is_null()) {
    Raise(t, Exc::kTypeError, "a ContextVar key was expected, got %s", StrToUtf8(text.as<Str>()));
  }
  return false;
}

// The variable's value in the context, null (no exception) if it has none.
Value ValueIn(Thread* t, Value* args, Value key) {
  if (!CheckKey(t, key)) return Value();
  bool error;
  return DictGet(t, Variables(args), key, &error);
}

Value ContextGetItem(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value v = ValueIn(t, args, args[1]);
  if (!v.is_null() || !t->exception.is_null()) return v;
  return RaiseKeyError(t, args[1]);
}
Value ContextContains(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value v = ValueIn(t, args, args[1]);
  return !t->exception.is_null() ? Value() : t->isolate->Bool(!v.is_null());
}
Value ContextGet(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value v = ValueIn(t, args, args[1]);
  if (!v.is_null() || !t->exception.is_null()) return v;
  return args[2].is_null() ? NoneOf(t) : args[2];
}
Value ContextLength(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return Value::SmallInt(DictLength(Variables(args)));
}
// Iteration sees the variables as they are now.
template <DictViewKind kWhat>
Value ContextView(Thread* t, Value* args, size_t nargs, Value kwnames) {
  args[0].as<Context>()->shared = true;
  DictView* view = NewDictView(t, Variables(args), kWhat);
  return view == nullptr ? Value() : GetIter(t, view);
}
Value ContextCopy(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return Copy(t, args[0].as<Context>());
}

template <bool kEqual>
Value ContextEqual(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!Is(args[1], &kContext)) return t->isolate->not_implemented();
  const int equal = DictEquals(t, Variables(args), args[1].as<Context>()->variables.as<Dict>());
  return equal < 0 ? Value() : t->isolate->Bool((equal != 0) == kEqual);
}

// run(callable, *args, **kwargs)
Value ContextRun(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* context = args[0].as<Context>();
  if (nargs < 2) return RaiseText(t, Exc::kTypeError, "run() missing 1 required positional argument");
  if (context->entered) {
    Value text = ToRepr(t, args[0]);
    if (text.is_null()) return text;
    return Raise(t, Exc::kRuntimeError, "cannot enter context: %s is already entered",
                 StrToUtf8(text.as<Str>()));
  }
  context->entered = true;
  StoreField(t, context, &context->previous, ContextSlot(t));
  ContextSlot(t) = context;
  Value result = Call(t, args[1], args + 2, nargs - 2, kwnames);
  ContextSlot(t) = context->previous;
  context->previous = Value();
  context->entered = false;
  return result;
}

// --- ContextVar ---

Value MakeContextVar(Thread* t, Value* args, size_t nargs, Value kwnames) {
  static constexpr const char* kNames[] = {"", "default"};  // its own name is positional
  Value bound[2];
  const int64_t keywords = kwnames.is_null() ? 0 : kwnames.as<Tuple>()->length;
  if (nargs != 2 && static_cast<int64_t>(nargs) - 1 + keywords <= 2) {
    return Raise(t, Exc::kTypeError, "ContextVar() takes %s 1 positional argument (%d given)",
                 nargs < 2 ? "exactly" : "at most", nargs - 1);
  }
  if (!BindConstructor(t, "ContextVar", args, nargs, kwnames, kNames, 2, 1, bound)) return Value();
  if (!IsStr(bound[0])) {
    return RaiseText(t, Exc::kTypeError, "context variable name must be a str");
  }
  auto* variable = NewExtension<ContextVar>(t, args[0].as<Class>());
  if (variable == nullptr) return Value();
  variable->name = bound[0];
  variable->fallback = bound[1];
  return variable;
}

Value VarGet(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value& slot = ContextSlot(t);
  if (!slot.is_null()) {
    bool error;
    Value v = DictGet(t, slot.as<Context>()->variables.as<Dict>(), args[0], &error);
    if (!v.is_null() || error) return v;
  }
  if (!args[1].is_null()) return args[1];
  Value fallback = args[0].as<ContextVar>()->fallback;
  return fallback.is_null() ? RaiseWithArg(t, Exc::kLookupError, args[0]) : fallback;
}

Value VarSet(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Context* context = Current(t);
  Dict* variables = context == nullptr ? nullptr : Writable(t, context);
  auto* token = variables == nullptr
                    ? nullptr
                    : NewExtension<Token>(t, ClassOfStdlib(t, StdlibClass::kToken));
  if (token == nullptr) return Value();
  bool error;
  token->context = context;
  token->variable = args[0];
  token->old = DictGet(t, variables, args[0], &error);
  if (error || !DictSet(t, variables, args[0], args[1])) return Value();
  return token;
}

Value VarReset(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!Is(args[1], &kToken)) {
    Value text = ToRepr(t, args[1]);
    if (text.is_null()) return text;
    return Raise(t, Exc::kTypeError, "expected an instance of Token, got %s",
                 StrToUtf8(text.as<Str>()));
  }
  auto* token = args[1].as<Token>();
  auto complain = [&](Exc exc, const char* what) {
    Value text = ToRepr(t, args[1]);
    if (text.is_null()) return text;
    return Raise(t, exc, "%s %s", StrToUtf8(text.as<Str>()), what);
  };
  if (token->used) return complain(Exc::kRuntimeError, "has already been used once");
  if (token->variable != args[0]) {
    return complain(Exc::kValueError, "was created by a different ContextVar");
  }
  Context* context = Current(t);
  if (context == nullptr) return Value();
  if (token->context != Value(context)) {
    return complain(Exc::kValueError, "was created in a different Context");
  }
  Dict* variables = Writable(t, context);
  if (variables == nullptr) return Value();
  token->used = true;
  if (token->old.is_null()) return DictDelete(t, variables, args[0]) < 0 ? Value() : NoneOf(t);
  return DictSet(t, variables, args[0], token->old) ? NoneOf(t) : Value();
}

Value VarRepr(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* variable = args[0].as<ContextVar>();
  Value name = ToRepr(t, variable->name);
  if (name.is_null()) return name;
  std::string text = absl::StrCat("<ContextVar name=", StrToUtf8(name.as<Str>()));
  if (!variable->fallback.is_null()) {
    Value fallback = ToRepr(t, variable->fallback);
    if (fallback.is_null()) return fallback;
    absl::StrAppend(&text, " default=", StrToUtf8(fallback.as<Str>()));
  }
  return NewStrUtf8(t, absl::StrCat(text, " at ", Address(args[0]), ">"));
}
Value VarName(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return args[0].as<ContextVar>()->name;
}

// --- Token ---

Value MakeToken(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return RaiseText(t, Exc::kRuntimeError, "Tokens can only be created by ContextVars");
}
Value TokenRepr(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* token = args[0].as<Token>();
  Value variable = ToRepr(t, token->variable);
  if (variable.is_null()) return variable;
  return NewStrUtf8(t, absl::StrCat("<Token", token->used ? " used" : "", " var=",
                                    StrToUtf8(variable.as<Str>()), " at ", Address(args[0]), ">"));
}
Value TokenVar(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return args[0].as<Token>()->variable;
}
Value TokenOld(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* token = args[0].as<Token>();
  if (!token->old.is_null()) return token->old;
  Str* name = Intern(t, "MISSING");
  return name == nullptr ? Value() : LookupInClass(ClassOf(t, token), name);
}
Value MissingRepr(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return NewStrUtf8(t, "<Token.MISSING>");
}

Value CopyContext(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Context* context = Current(t);
  return context == nullptr ? Value() : Value(Copy(t, context));
}

constexpr uint32_t kAllocates = kReadsHeap | kWritesHeap | kRaises | kCollects;
constexpr NativeInfo kContextRows[] = {
    {"__new__", MakeContext, nullptr, kAnything, ""},
    {"run", ContextRun, nullptr, kAnything, "Run a callable in the context."},
    {"copy", ContextCopy, "($self, /)", kAllocates, "Return a shallow copy of the context object."},
    {"get", ContextGet, "($self, key, default=None, /)", kAnything,
     "Return the value for `key` if `key` has the value in the context object.\n\n"
     "If `key` does not exist, return `default`. If `default` is not given,\n"
     "return None."},
    {"keys", ContextView<DictViewKind::kKeys>, "($self, /)", kAllocates,
     "Return a list of all variables in the context object."},
    {"values", ContextView<DictViewKind::kValues>, "($self, /)", kAllocates,
     "Return a list of all variables' values in the context object."},
    {"items", ContextView<DictViewKind::kItems>, "($self, /)", kAllocates,
     "Return all variables and their values in the context object.\n\n"
     "The result is returned as a list of 2-tuples (variable, value)."},
    {"__iter__", ContextView<DictViewKind::kKeys>, "($self, /)", kAllocates,
     "Implement iter(self)."},
    {"__len__", ContextLength, "($self, /)", kReadsHeap, "Return len(self)."},
    {"__getitem__", ContextGetItem, "($self, key, /)", kAnything, "Return self[key]."},
    {"__contains__", ContextContains, "($self, key, /)", kAnything, "Return key in self."},
    {"__eq__", ContextEqual<true>, "($self, value, /)", kAnything, "Return self==value."},
    {"__ne__", ContextEqual<false>, "($self, value, /)", kAnything, "Return self!=value."},
};
constexpr NativeInfo kVarRows[] = {
    {"__new__", MakeContextVar, nullptr, kAnything, ""},
    {"get", VarGet, "($self, default=<unrepresentable>, /)", kReadsHeap | kRaises | kCollects,
     "Return a value for the context variable for the current context."},
    {"set", VarSet, "($self, value, /)", kAllocates | kEscapesArgs,
     "Call to set a new value for the context variable in the current context."},
    {"reset", VarReset, "($self, token, /)", kAnything,
     "Reset the context variable to a previous state."},
    {"__repr__", VarRepr, "($self, /)", kAnything, "Return repr(self)."},
};
constexpr GetSetInfo kVarAttributes[] = {{"name", VarName, nullptr, nullptr, true}};
constexpr NativeInfo kTokenRows[] = {
    {"__new__", MakeToken, nullptr, kRaises | kCollects, ""},
    {"__repr__", TokenRepr, "($self, /)", kAnything, "Return repr(self)."},
};
constexpr GetSetInfo kTokenAttributes[] = {{"var", TokenVar}, {"old_value", TokenOld}};
constexpr NativeInfo kMissingRows[] = {
    {"__repr__", MissingRepr, "($self, /)", kRaises | kCollects, "Return repr(self)."},
};
constexpr NativeInfo kRows[] = {
    {"copy_context", CopyContext, "()", kAllocates,
     "Return a copy of the current Context object."},
};

bool AddMissing(Thread* t, Class* token) {
  Class* cls = DefineClass(t, {"builtins", "Token.MISSING", &kMissing, nullptr, kMissingRows});
  Object* missing = cls == nullptr ? nullptr : AllocateInstance(t, cls);
  Str* name = missing == nullptr ? nullptr : Intern(t, "MISSING");
  return name != nullptr && SetClassAttribute(t, token, name, missing);
}

}  // namespace

bool InitContextvarsModule(Thread* t, Module* module) {
  NativeClassRow context = {"_contextvars", "Context", &kContext, MakeContext, kContextRows};
  context.unhashable = true;
  context.traits = kTraitWeakref;
  NativeClassRow variable = {"_contextvars", "ContextVar", &kContextVar, MakeContextVar, kVarRows,
                             kVarAttributes};
  variable.generic = true;
  NativeClassRow token = {"_contextvars", "Token", &kToken, MakeToken, kTokenRows,
                          kTokenAttributes};
  token.unhashable = true;
  token.generic = true;
  return SetModuleText(t, module, "__doc__", "Context Variables") &&
         KeepClass(t, StdlibClass::kContext, DefineModuleClass(t, module, context)) &&
         KeepClass(t, StdlibClass::kContextVar,
                   DefineModuleClass(t, module, variable)) &&
         KeepClass(t, StdlibClass::kToken, DefineModuleClass(t, module, token)) &&
         AddMissing(t, ClassOfStdlib(t, StdlibClass::kToken)) &&
         AddModuleNatives(t, module, kRows);
}

}  // namespace pyjit
