// sys.audit, addaudithook, unraisablehook, breakpointhook, switch interval, and
// what only says something about CPython's insides.
#include <dlfcn.h>

#include <cmath>
#include <cstdlib>
#include <string>

#include "absl/strings/str_cat.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/namespace.h"
#include "runtime/operators.h"
#include "runtime/types/dict.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "runtime/warn.h"
#include "stdlib/state.h"
#include "stdlib/struct_sequence.h"
#include "stdlib/sys_internal.h"

namespace pyjit {
namespace {

// sys.audit(event, *args)
Value Audit(Thread* t, Value* args, size_t nargs, Value kwnames) {
  StdlibState* state = StdlibOf(t);
  if (state->audit_hooks.is_null()) return NoneOf(t);
  if (!IsStr(args[0])) {
    return Raise(t, Exc::kTypeError, "expected str for argument 'event', not %s",
                 ClassNameOf(t, args[0]));
  }
  auto* hooks = state->audit_hooks.as<List>();
  for (int64_t i = 0; i < hooks->length; ++i) {
    if (CallValues(t, ListGet(t, hooks, i), {args[0], args[1]}).is_null()) return Value();
  }
  return NoneOf(t);
}

Value AddAuditHook(Thread* t, Value* args, size_t nargs, Value kwnames) {
  StdlibState* state = StdlibOf(t);
  if (state->audit_hooks.is_null()) {
    List* list = NewList(t);
    if (list == nullptr) return Value();
    state->audit_hooks = list;
  } else {
    // Hooks that are there already may refuse, with a RuntimeError quietly.
    Value event[] = {NewStrUtf8(t, "sys.addaudithook"), t->isolate->empty_tuple()};
    if (event[0].is_null()) return Value();
    if (Audit(t, event, 2, Value()).is_null()) {
      if (!PendingIs(t, Exc::kException)) return Value();
      Value exc = TakeException(t);
      if (IsSubclass(ClassOf(t, exc), ExceptionClass(t, Exc::kRuntimeError))) return NoneOf(t);
      t->exception = exc;
      return Value();
    }
  }
  return ListAppend(t, state->audit_hooks.as<List>(), args[0]) ? NoneOf(t) : Value();
}

Value AttributeOr(Thread* t, Value object, absl::string_view name) {
  Str* key = Intern(t, name);
  return key == nullptr ? Value() : GetAttr(t, object, key);
}

// Writes "Exception ignored in: ..." and the traceback.
Value UnraisableHook(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (ClassOf(t, args[0]) != Kept(t, KeptClass::kUnraisableHookArgs)) {
    return RaiseText(t, Exc::kTypeError,
                     "sys.unraisablehook argument type must be UnraisableHookArgs");
  }
  Value message = AttributeOr(t, args[0], "err_msg");
  if (message.is_null()) return Value();
  Value object = AttributeOr(t, args[0], "object");
  if (object.is_null()) return Value();
  Value exc = AttributeOr(t, args[0], "exc_value");
  if (exc.is_null()) return Value();
  std::string text;
  if (object != NoneOf(t)) {
    Value repr = ToRepr(t, object);
    if (repr.is_null()) {
      TakeException(t);
      text = "<object repr() failed>";
    } else {
      text = StrToUtf8(repr.as<Str>());
    }
    std::string lead = "Exception ignored in";
    if (IsStr(message)) lead = StrToUtf8(message.as<Str>());
    text = absl::StrCat(lead, ": ", text, "\n");
  } else if (IsStr(message)) {
    text = StrToUtf8(message.as<Str>()) + ":\n";
  }
  WriteStderr(t, text);
  if (IsKind(exc, Kind::kException)) WriteStderr(t, FormatException(t, exc));
  return NoneOf(t);
}

// What $PYTHONBREAKPOINT names, by default pdb.set_trace.
Value BreakpointHook(Thread* t, Value* args, size_t nargs, Value kwnames) {
  std::string target = "pdb.set_trace";
  if (t->isolate->options().allow_environment) {
    const char* given = StdlibOf(t)->options.flags.ignore_environment
                            ? nullptr
                            : std::getenv("PYTHONBREAKPOINT");
    if (given != nullptr && *given != '\0') target = given;
  }
  if (target == "0") return NoneOf(t);
  const size_t dot = target.rfind('.');
  Str* module_name = Intern(t, dot == std::string::npos ? "builtins" : target.substr(0, dot));
  Str* function = Intern(t, dot == std::string::npos ? target : target.substr(dot + 1));
  if (module_name == nullptr || function == nullptr) return Value();
  Value module = dot == 0 ? Value() : ImportModule(t, module_name);
  Value hook = module.is_null() ? module : GetAttr(t, module, function);
  if (hook.is_null()) {
    const bool unimportable =
        dot == 0 || PendingIs(t, Exc::kImportError) || PendingIs(t, Exc::kAttributeError);
    if (!unimportable) return Value();
    t->exception = Value();
    return Warn(t, Exc::kRuntimeWarning,
                absl::StrCat("Ignoring unimportable $PYTHONBREAKPOINT: \"", target, "\""), 1)
               ? NoneOf(t)
               : Value();
  }
  return Call(t, hook, args, nargs, kwnames);
}

Value IsFinalizing(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return t->isolate->Bool(StdlibOf(t)->finalizing);
}
Value GetSwitchInterval(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return NewFloat(t, static_cast<double>(StdlibOf(t)->switch_interval_us) * 1e-6);
}
Value SetSwitchInterval(Thread* t, Value* args, size_t nargs, Value kwnames) {
  double seconds;
  if (!ArgumentAsDouble(t, args[0], &seconds)) return Value();
  if (!(seconds > 0)) {
    return RaiseText(t, Exc::kValueError, "switch interval must be strictly positive");
  }
  StdlibOf(t)->switch_interval_us =
      seconds > 1e9 ? int64_t{1000000000000000} : static_cast<int64_t>(std::llround(seconds * 1e6));
  return NoneOf(t);
}
Value GetAllocatedBlocks(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return IntFromUint64(t, t->heap->stats().live_bytes / 64);
}
Value GetDlopenFlags(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return IntFromInt64(t, RTLD_NOW);
}
Value DoNothing(Thread* t, Value* args, size_t nargs, Value kwnames) { return NoneOf(t); }

constexpr NativeInfo kRows[] = {
    {"audit", Audit, "(event, /, *args)", kAnything,
     "audit(event, *args)\n\nPasses the event to any hooks that are attached."},
    {"addaudithook", AddAuditHook, "(hook)", kAnything, "Adds a new audit hook callback."},
    {"unraisablehook", UnraisableHook, "(unraisable, /)", kAnything,
     "Handle an unraisable exception."},
    {"breakpointhook", BreakpointHook, nullptr, kAnything,
     "breakpointhook(*args, **kws)\n\nThis hook function is called by built-in breakpoint()."},
    {"is_finalizing", IsFinalizing, "()", kReadsHeap, "Return True if Python is exiting."},
    {"getswitchinterval", GetSwitchInterval, "()", kReadsHeap | kCollects,
     "Return the current thread switch interval."},
    {"setswitchinterval", SetSwitchInterval, "(interval, /)", kAnything,
     "Set the ideal thread switching delay inside the Python interpreter."},
    {"getallocatedblocks", GetAllocatedBlocks, "()", kReadsHeap,
     "Return an estimate of the number of memory blocks currently allocated."},
    {"getdlopenflags", GetDlopenFlags, "()", kReadsHeap,
     "Return the current value of the flags that are used for dlopen calls."},
    {"setdlopenflags", DoNothing, "(flags, /)", kPure,
     "Set the flags used by the interpreter for dlopen calls."},
    {"_clear_type_cache", DoNothing, "()", kPure, "Clear the internal type lookup cache."},
    {"_debugmallocstats", DoNothing, "()", kPure, "Does nothing: see gc.get_stats()."},
};

}  // namespace

void WriteUnraisable(Thread* t, Value object, absl::string_view message) {
  Value exc = TakeException(t);
  if (!IsKind(exc, Kind::kException)) return;
  Str* hook_name = Intern(t, "unraisablehook");
  Value hook = hook_name == nullptr ? Value() : SysValue(t, hook_name);
  Class* cls = Kept(t, KeptClass::kUnraisableHookArgs);
  if (hook.is_null() || hook == NoneOf(t)) {
    WriteStderr(t, FormatException(t, exc));
    t->exception = Value();
    return;
  }
  Value none = NoneOf(t);
  Value traceback = exc.as<Exception>()->traceback;
  Value text = message.empty() ? none : Value(NewStrUtf8(t, message));
  Value values[] = {ClassOf(t, exc), exc, traceback.is_null() ? none : traceback, text,
                    object.is_null() ? none : object};
  Value args = NewStruct(t, cls, values);
  if (!args.is_null()) CallValues(t, hook, {args});
  t->exception = Value();
}

bool AddSysHooks(Thread* t, Module* module) {
  if (!AddModuleNatives(t, module, kRows)) return false;
  for (const char* hook : {"unraisablehook", "breakpointhook"}) {
    Str* name = Intern(t, hook);
    if (name == nullptr || !SetModuleValue(t, module, absl::StrCat("__", hook, "__"),
                                           NamespaceGet(module->dict, name))) {
      return false;
    }
  }
  static constexpr const char* kFields[] = {"exc_type", "exc_value", "exc_traceback", "err_msg",
                                            "object"};
  Class* args = NewStructClass(t, "sys", "UnraisableHookArgs", kFields);
  Value names = args == nullptr ? Value() : StdlibModuleNames(t);
  Value git = names.is_null()
                  ? names
                  : Value(TuplePack(t, NewStrUtf8(t, "pyjit"), t->isolate->empty_str(),
                                    t->isolate->empty_str()));
  return Keep(t, KeptClass::kUnraisableHookArgs, args) &&
         SetModuleValue(t, module, "stdlib_module_names", names) &&
         SetModuleValue(t, module, "_git", git);
}

}  // namespace pyjit
