// compile, eval, exec, globals, locals, __import__.
#include <string>

#include "interp/interpreter.h"
#include "runtime/class.h"
#include "runtime/code.h"
#include "runtime/error.h"
#include "runtime/namespace.h"
#include "runtime/operators.h"
#include "runtime/types/bytes.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"
#include "stdlib/builtins.h"
#include "stdlib/namespaces.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

bool IsNone(Thread* t, Value v) { return v == t->isolate->none(); }
bool IsGiven(Thread* t, Value v) { return !v.is_null() && !IsNone(t, v); }

// The text of a str or bytes source. False with an exception pending.
bool SourceText(Thread* t, Value v, const char* function, std::string* out) {
  if (IsStr(v)) {
    *out = StrToUtf8(v.as<Str>());
  } else if (IsBytes(v)) {
    *out = std::string(BytesView(v.as<Bytes>()));
  } else {
    Raise(t, Exc::kTypeError, "%s() arg 1 must be a string, bytes or code object", function);
    return false;
  }
  if (out->find('\0') != std::string::npos) {
    RaiseText(t, Exc::kValueError, "source code string cannot contain null bytes");
    return false;
  }
  return true;
}

Value CompileText(Thread* t, const std::string& source, const std::string& filename,
                  const std::string& mode) {
  if (t->isolate->compile == nullptr) {
    return RaiseText(t, Exc::kRuntimeError, "this isolate has no compiler");
  }
  return t->isolate->compile(t, source, filename, mode);
}

// compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1)
Value Compile(Thread* t, Value* args, size_t nargs, Value kwnames) {
  std::string source;
  if (IsKind(args[0], Kind::kCode)) return args[0];
  if (!SourceText(t, args[0], "compile", &source)) return Value();
  if (!IsStr(args[1]) || !IsStr(args[2])) {
    return Raise(t, Exc::kTypeError, "compile() argument '%s' must be str, not %s",
                 IsStr(args[1]) ? "mode" : "filename",
                 ClassNameOf(t, IsStr(args[1]) ? args[2] : args[1]));
  }
  std::string mode = StrToUtf8(args[2].as<Str>());
  if (mode != "exec" && mode != "eval" && mode != "single") {
    return RaiseText(t, Exc::kValueError,
                     "compile() mode must be 'exec', 'eval' or 'single'");
  }
  // Whoever runs it may give it locals of their own.
  return CompileText(t, source, StrToUtf8(args[1].as<Str>()), mode + "+namespace");
}

// Where eval and exec run: their arguments, or the caller's namespaces.
struct Scope {
  Dict* globals = nullptr;
  Value locals;  // null: the globals
};

bool FindScope(Thread* t, const char* function, Value globals, Value locals, Scope* out) {
  if (!IsGiven(t, globals)) {
    out->globals = CallerGlobals(t);
    if (out->globals == nullptr) return false;
    out->locals = IsGiven(t, locals) ? locals : CallerLocals(t);
    if (out->locals.is_null()) return false;
  } else {
    if (!IsKind(globals, Kind::kDict)) {
      if (absl::string_view(function) == "exec") {
        Raise(t, Exc::kTypeError, "exec() globals must be a dict, not %s",
              ClassNameOf(t, globals));
      } else {
        RaiseText(t, Exc::kTypeError, "globals must be a dict");
      }
      return false;
    }
    out->globals = globals.as<Dict>();
    out->locals = IsGiven(t, locals) ? locals : Value();
  }
  if (!MakeNamespace(t, out->globals)) return false;
  if (out->locals == Value(out->globals)) out->locals = Value();
  if (!out->locals.is_null() && !IsKind(out->locals, Kind::kDict)) {
    if (LookupSpecial(t, out->locals, Slot::kGetItem).is_null()) {
      Raise(t, Exc::kTypeError, "locals must be a mapping or None, not %s",
            ClassNameOf(t, out->locals));
      return false;
    }
  }
  Str* name = t->isolate->names.dunder_builtins;
  if (NamespaceGet(out->globals, name).is_null() &&
      !NamespaceSet(t, out->globals, name, t->isolate->builtins())) {
    return false;
  }
  return true;
}

Value RunIn(Thread* t, Value code, const Scope& scope) {
  auto* block = code.as<Code>()->block;
  if (!block->free_names.empty()) {
    return RaiseText(t, Exc::kTypeError, "code object passed to exec() may not contain free variables");
  }
  Value locals = scope.locals;
  // Code that goes through Frame::extra needs one even for module level.
  if (locals.is_null() && (block->flags & kCodeClassBody)) locals = scope.globals;
  return RunCode(t, code.as<Code>(), scope.globals, locals);
}

Value EvalOrExec(Thread* t, Value* args, const char* function) {
  Scope scope;
  if (!FindScope(t, function, args[1], args[2], &scope)) return Value();
  if (IsKind(args[0], Kind::kCode)) return RunIn(t, args[0], scope);
  std::string source;
  if (!SourceText(t, args[0], function, &source)) return Value();
  std::string mode = function;
  if (mode == "eval") {
    // Leading blanks are allowed before an expression.
    size_t start = source.find_first_not_of(" \t");
    source = start == std::string::npos ? "" : source.substr(start);
  }
  if (!scope.locals.is_null()) mode += "+namespace";
  Value code = CompileText(t, source, "<string>", mode);
  return code.is_null() ? code : RunIn(t, code, scope);
}

Value Eval(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return EvalOrExec(t, args, "eval");
}
Value Exec(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value r = EvalOrExec(t, args, "exec");
  return r.is_null() ? r : NoneOf(t);
}

Value Globals(Thread* t, Value* args, size_t nargs, Value kwnames) { return CallerGlobals(t); }
Value Locals(Thread* t, Value* args, size_t nargs, Value kwnames) { return CallerLocals(t); }

// __import__(name, globals=None, locals=None, fromlist=(), level=0)
Value Import(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!IsStr(args[0])) {
    return Raise(t, Exc::kTypeError, "module name must be a string");
  }
  int64_t level = 0;
  if (!args[4].is_null() && !IndexAsInt64(t, args[4], &level)) return Value();
  Dict* globals = IsKind(args[1], Kind::kDict) ? args[1].as<Dict>() : nullptr;
  return ImportName(t, args[0].as<Str>(), args[3], static_cast<int>(level), globals);
}

constexpr NativeInfo kRows[] = {
    {"compile", Compile,
     "(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, "
     "_feature_version=-1)",
     kAnything, "Compile source into a code object that can be executed by exec() or eval()."},
    {"eval", Eval, "(source, globals=None, locals=None, /)", kAnything | kLooksAtFrames,
     "Evaluate the given source in the context of globals and locals."},
    {"exec", Exec, "(source, globals=None, locals=None, /)", kAnything | kLooksAtFrames,
     "Execute the given source in the context of globals and locals."},
    {"globals", Globals, "()", kAnything | kLooksAtFrames,
     "Return the dictionary containing the current scope's global variables."},
    {"locals", Locals, "()", kAnything | kLooksAtFrames,
     "Return a dictionary containing the current scope's local variables."},
    {"__import__", Import, "(name, globals=None, locals=None, fromlist=(), level=0)", kAnything,
     "Import a module."},
};

}  // namespace

absl::Span<const NativeInfo> BuiltinsCode() { return kRows; }

}  // namespace pyjit
