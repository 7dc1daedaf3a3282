// compile, eval, exec, globals, locals, __import__.
#include <string>

#include "base/arena.h"
#include "frontend/compile.h"
#include "frontend/parser.h"
#include "interp/interpreter.h"
#include "runtime/class.h"
#include "runtime/code.h"
#include "runtime/error.h"
#include "runtime/function.h"
#include "runtime/intern.h"
#include "runtime/namespace.h"
#include "runtime/operators.h"
#include "runtime/types/bytearray.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codec_registry.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/memoryview.h"
#include "runtime/types/str.h"
#include "runtime/warn.h"
#include "stdlib/ast_objects.h"
#include "stdlib/builtins.h"
#include "stdlib/compile_flags.h"
#include "stdlib/namespaces.h"
#include "stdlib/source_text.h"
#include "stdlib/state.h"
#include "stdlib/syntax_warnings.h"

namespace pyjit {
namespace {

bool IsGiven(Thread* t, Value v) { return !v.is_null() && v != NoneOf(t); }

// --- Source ---

// False with an exception pending; `message` is for what has no text.
bool ReadSource(Thread* t, Value v, const char* message, SourceText* out) {
  if (IsStr(v)) {
    out->from_str = true;
    if (v.as<Str>()->is_ascii()) {
      out->text = StrToUtf8(v.as<Str>());
    } else {
      // Lone surrogates are an error of the encoding.
      Str* name = Intern(t, "encode");
      Value bytes = name == nullptr ? Value() : CallMethod(t, v, name, nullptr, 0);
      if (bytes.is_null()) return false;
      if (IsBytes(bytes)) out->text = std::string(BytesView(bytes.as<Bytes>()));
    }
  } else if (IsBytes(v)) {
    out->text = std::string(BytesView(v.as<Bytes>()));
  } else if (ClassOf(t, v)->buffer == nullptr) {
    RaiseText(t, Exc::kTypeError, message);
    return false;
  } else {
    Value bytes = Call(t, t->isolate->bytes_class(), &v, 1, Value());
    if (bytes.is_null()) return false;
    out->text = std::string(BytesView(bytes.as<Bytes>()));
  }
  if (out->text.find('\0') != std::string::npos) {
    RaiseText(t, Exc::kValueError, "source code string cannot contain null bytes");
    return false;
  }
  return out->from_str || DecodeByCodec(t, out->text, "<string>", out);
}

// `from __future__ import annotations` is in effect for what the caller compiles.
bool CallerHasFutureAnnotations(Thread* t) {
  Frame* frame = CallerFrame(t);
  return frame != nullptr && (frame->code->block->flags & kCodeFutureAnnotations) != 0;
}

bool ModeOf(absl::string_view mode, bool only_ast, ast::Mode* out) {
  if (mode == "func_type" && only_ast) {
    *out = ast::Mode::kFuncType;
    return true;
  }
  *out = mode == "exec" ? ast::Mode::kExec : mode == "eval" ? ast::Mode::kEval
                                                            : ast::Mode::kSingle;
  return mode == "exec" || mode == "eval" || mode == "single";
}

// The tree of a text, with what is to be warned about its tokens. Null with an exception
// pending.
ast::Module* ParseSource(Thread* t, const SourceText& source, const std::string& filename,
                         ast::Mode mode, Arena* arena, int feature_version = 11,
                         int64_t flags = 0) {
  ParseOptions options;
  options.type_comments = (flags & kPyCfTypeComments) != 0;
  options.imply_dedent = (flags & kPyCfDontImplyDedent) == 0;
  options.allow_incomplete = (flags & kPyCfAllowIncomplete) != 0;
  options.feature_version = feature_version;
  options.max_int_digits = static_cast<size_t>(t->isolate->int_max_str_digits);
  options.filename = filename;
  options.mode = mode;
  options.source_is_utf8 = source.from_str;
  ParseResult parsed = Parse(source.text, options, arena);
  if (!parsed.ok()) {
    RaiseSyntaxError(t, parsed.error, filename);
    return nullptr;
  }
  return WarnAboutTokens(t, source.text, filename, mode) ? parsed.module : nullptr;
}

// The file name of compile(): str, bytes or path.
bool FileName(Thread* t, Value v, std::string* out) {
  if (IsBytes(v)) {
    *out = std::string(BytesView(v.as<Bytes>()));
    return true;
  }
  if (IsByteArray(v) || IsMemoryView(v)) {
    if (!Warn(t, Exc::kDeprecationWarning,
              "path should be string, bytes, or os.PathLike, not " + ClassNameOf(t, v), 1)) {
      return false;
    }
    v = Call(t, t->isolate->bytes_class(), &v, 1, Value());
    return !v.is_null() && FileName(t, v, out);
  }
  if (!IsStr(v)) {
    Str* name = Intern(t, "__fspath__");
    if (name == nullptr) return false;
    Value path = LookupInClass(ClassOf(t, v), name);
    if (path.is_null()) {
      Raise(t, Exc::kTypeError, "expected str, bytes or os.PathLike object, not %s",
            ClassNameOf(t, v));
      return false;
    }
    v = CallMethod(t, v, name, nullptr, 0);
    if (v.is_null()) return false;
    if (IsBytes(v)) return FileName(t, v, out);
    if (!IsStr(v)) {
      RaiseText(t, Exc::kTypeError, "__fspath__() should return str or bytes");
      return false;
    }
  }
  *out = StrToUtf8(v.as<Str>());
  if (out->find('\0') != std::string::npos) {
    RaiseText(t, Exc::kValueError, "embedded null character");
    return false;
  }
  return true;
}

// compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1)
Value Compile(Thread* t, Value* args, size_t nargs, Value kwnames) {
  std::string filename;
  if (!FileName(t, args[1], &filename)) return Value();
  if (!IsStr(args[2])) {
    return Raise(t, Exc::kTypeError, "compile() argument 'mode' must be str, not %s",
                 ClassNameOf(t, args[2]));
  }
  const std::string mode_text = StrToUtf8(args[2].as<Str>());
  int64_t flags = 0, optimize = -1;
  if (!args[3].is_null() && !IndexAsInt64(t, args[3], &flags)) return Value();
  if (!args[5].is_null() && !IndexAsInt64(t, args[5], &optimize)) return Value();
  int inherit = 1;
  if (!args[4].is_null()) {
    const int dont = IsTrue(t, args[4]);
    if (dont < 0) return Value();
    inherit = !dont;
  }
  int64_t feature_version = -1;
  if (!args[6].is_null() && !IndexAsInt64(t, args[6], &feature_version)) return Value();
  if (flags & ~kCompileMask) {
    return RaiseText(t, Exc::kValueError, "compile(): unrecognised flags");
  }
  if (optimize < -1 || optimize > 2) {
    return RaiseText(t, Exc::kValueError, "compile(): invalid optimize value");
  }
  const bool only_ast = (flags & kPyCfOnlyAst) != 0;
  ast::Mode mode;
  if (!ModeOf(mode_text, only_ast, &mode)) {
    if (mode_text == "func_type" && !only_ast) {
      return RaiseText(t, Exc::kValueError,
                       "compile() mode 'func_type' requires flag PyCF_ONLY_AST");
    }
    return RaiseText(t, Exc::kValueError,
                     only_ast
                         ? "compile() mode must be 'exec', 'eval', 'single' or 'func_type'"
                         : "compile() mode must be 'exec', 'eval' or 'single'");
  }
  // Whoever runs it may give it locals of their own.
  uint32_t compile_flags = kCompileNamespace | LinesOnlyFlag(t);
  if (optimize > 0) compile_flags |= kCompileOptimize;
  if (optimize > 1) compile_flags |= kCompileNoDocstrings;
  if ((flags & kFutureAnnotations) || (inherit && CallerHasFutureAnnotations(t))) {
    compile_flags |= kCompileFutureAnnotations;
  }
  if (flags & kPyCfAllowTopLevelAwait) compile_flags |= kCompileTopLevelAwait;
  Arena arena;
  if (IsAstObject(t, args[0])) {
    if (only_ast) return args[0];
    ast::Module* tree = AstFromObject(t, args[0], mode, &arena);
    if (tree == nullptr || !WarnAboutTree(t, *tree, "", filename)) return Value();
    return CompileModule(t, *tree, &arena, "", filename, compile_flags);
  }
  SourceText source;
  if (!ReadSource(t, args[0], "compile() arg 1 must be a string, bytes or AST object", &source)) {
    return Value();
  }
  const bool older = only_ast && feature_version >= 0 && feature_version < 11;
  ast::Module* tree = ParseSource(t, source, filename, mode, &arena,
                                  older ? static_cast<int>(feature_version) : 11, flags);
  if (tree == nullptr) return Value();
  if (only_ast) return AstToObject(t, *tree);
  if (!WarnAboutTree(t, *tree, source.text, filename)) return Value();
  return CompileModule(t, *tree, &arena, source.text, filename, compile_flags);
}

// --- Running ---

// Where eval and exec run: their arguments, or the caller's namespaces.
struct Scope {
  Dict* globals = nullptr;
  Value locals;  // null: the globals
};

bool IsMapping(Thread* t, Value v) {
  return IsKind(v, Kind::kDict) || !LookupSpecial(t, v, Slot::kGetItem).is_null();
}

bool FindScope(Thread* t, bool is_exec, Value globals, Value locals, Scope* out) {
  if (IsGiven(t, locals) && !is_exec && !IsMapping(t, locals)) {
    RaiseText(t, Exc::kTypeError, "locals must be a mapping");
    return false;
  }
  if (!IsGiven(t, globals)) {
    out->globals = CallerGlobals(t);
    if (out->globals == nullptr) return false;
    out->locals = IsGiven(t, locals) ? locals : CallerLocals(t);
    if (out->locals.is_null()) return false;
  } else {
    if (!IsKind(globals, Kind::kDict)) {
      if (is_exec) {
        Raise(t, Exc::kTypeError, "exec() globals must be a dict, not %s",
              ClassNameOf(t, globals));
      } else {
        RaiseText(t, Exc::kTypeError,
                  IsMapping(t, globals)
                      ? "globals must be a real dict; try eval(expr, {}, mapping)"
                      : "globals must be a dict");
      }
      return false;
    }
    out->globals = globals.as<Dict>();
    out->locals = IsGiven(t, locals) ? locals : Value();
  }
  // A dict of a class of its own is asked as a mapping.
  const bool plain = ClassOf(t, out->globals) == t->isolate->dict_class();
  if (out->locals.is_null() && !plain) out->locals = out->globals;
  if (out->locals == Value(out->globals) && plain) out->locals = Value();
  if (!out->locals.is_null() && !IsMapping(t, out->locals)) {
    Raise(t, Exc::kTypeError, "locals must be a mapping or None, not %s",
          ClassNameOf(t, out->locals));
    return false;
  }
  // Keys that are no names leave it a plain dict, which works, slower.
  if (plain && !MakeNamespace(t, out->globals)) {
    if (!PendingIs(t, Exc::kTypeError)) return false;
    TakeException(t);
  }
  Str* name = t->isolate->names.dunder_builtins;
  if (!DictGetStr(out->globals, name).is_null()) return true;
  Frame* frame = CallerFrame(t);
  return DictSet(t, out->globals, name,
                 BuiltinsOfGlobals(t, frame == nullptr ? nullptr : frame->code->block->globals));
}

// The code with a closure of cells for its free names; null: it has none.
Value RunIn(Thread* t, Code* code, const Scope& scope, Value closure) {
  const auto* block = code->block;
  Value locals = scope.locals;
  // Code that goes through Frame::extra needs one even for module level.
  if (locals.is_null() && (block->flags & kCodeClassBody)) locals = scope.globals;
  const bool coroutine = (block->flags & kCodeCoroutine) != 0;  // a module that awaits
  if (closure.is_null() && !coroutine) return RunCode(t, code, scope.globals, locals);
  Function* function = NewFunction(t, code, scope.globals, Value(), Value(), closure);
  if (function == nullptr) return Value();
  if (block->flags & kCodeClassBody) return RunClassBody(t, function, locals);
  return Call(t, function, nullptr, 0, Value());
}

// exec's closure argument against what the code needs. False with TypeError pending.
bool CheckClosure(Thread* t, Code* code, Value* closure) {
  const size_t wanted = code->block->free_names.size();
  if (!IsGiven(t, *closure)) {
    *closure = Value();
    if (wanted == 0) return true;
  } else if (wanted == 0) {
    RaiseText(t, Exc::kTypeError, "cannot use a closure with this code object");
    return false;
  }
  bool ok = IsKind(*closure, Kind::kTuple) &&
            static_cast<size_t>(closure->as<Tuple>()->length) == wanted;
  for (size_t i = 0; ok && i < wanted; ++i) ok = IsKind(closure->as<Tuple>()->items[i], Kind::kCell);
  if (!ok) {
    Raise(t, Exc::kTypeError, "code object requires a closure of exactly length %d", wanted);
  }
  return ok;
}

Value CompileFor(Thread* t, Value from, bool is_exec, const Scope& scope) {
  SourceText source;
  if (!ReadSource(t, from,
                  is_exec ? "exec() arg 1 must be a string, bytes or code object"
                          : "eval() arg 1 must be a string, bytes or code object",
                  &source)) {
    return Value();
  }
  if (!is_exec) {
    // Leading blanks are allowed before an expression.
    const size_t start = source.text.find_first_not_of(" \t");
    source.text.erase(0, start == std::string::npos ? source.text.size() : start);
  }
  uint32_t flags = kCompileKeepSource | LinesOnlyFlag(t);
  if (source.from_str) flags |= kCompileSourceIsUtf8;
  if (!scope.locals.is_null()) flags |= kCompileNamespace;
  if (CallerHasFutureAnnotations(t)) flags |= kCompileFutureAnnotations;
  Arena arena;
  const ast::Mode mode = is_exec ? ast::Mode::kExec : ast::Mode::kEval;
  ast::Module* tree = ParseSource(t, source, "<string>", mode, &arena);
  if (tree == nullptr || !WarnAboutTree(t, *tree, source.text, "<string>")) return Value();
  return CompileModule(t, *tree, &arena, source.text, "<string>", flags);
}

Value Eval(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Scope scope;
  if (!FindScope(t, false, args[1], args[2], &scope)) return Value();
  Value code = args[0];
  if (IsKind(code, Kind::kCode)) {
    if (!code.as<Code>()->block->free_names.empty()) {
      return RaiseText(t, Exc::kTypeError,
                       "code object passed to eval() may not contain free variables");
    }
  } else {
    code = CompileFor(t, code, false, scope);
    if (code.is_null()) return code;
  }
  return RunIn(t, code.as<Code>(), scope, Value());
}
Value Exec(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Scope scope;
  if (!FindScope(t, true, args[1], args[2], &scope)) return Value();
  Value code = args[0], closure = args[3];
  if (IsKind(code, Kind::kCode)) {
    if (!CheckClosure(t, code.as<Code>(), &closure)) return Value();
  } else {
    if (IsGiven(t, closure)) {
      return RaiseText(t, Exc::kTypeError,
                       "closure can only be used when source is a code object");
    }
    code = CompileFor(t, code, true, scope);
    if (code.is_null()) return code;
    closure = Value();
  }
  Value r = RunIn(t, code.as<Code>(), scope, closure);
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

// breakpoint(*args, **kws): what sys.breakpointhook does.
Value Breakpoint(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Str* name = Intern(t, "breakpointhook");
  if (name == nullptr) return Value();
  Value hook = SysValue(t, name);
  if (hook.is_null()) return RaiseText(t, Exc::kRuntimeError, "lost sys.breakpointhook");
  return Call(t, hook, args, nargs, kwnames);
}

constexpr NativeInfo kRows[] = {
    {"breakpoint", Breakpoint, nullptr, kAnything | kLooksAtFrames,
     "Call sys.breakpointhook(*args, **kws).  sys.breakpointhook() must accept whatever "
     "arguments are passed."},
    {"compile", Compile,
     "(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, "
     "_feature_version=-1)",
     kAnything | kLooksAtFrames, "Compile source into a code object that can be executed by exec() or eval()."},
    {"eval", Eval, "(source, globals=None, locals=None, /)", kAnything | kLooksAtFrames,
     "Evaluate the given source in the context of globals and locals."},
    {"exec", Exec, "(source, globals=None, locals=None, /, *, closure=None)", kAnything | kLooksAtFrames,
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
