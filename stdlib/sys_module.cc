// sys: argv, path, modules, standard streams, versions, limits, exit, exc_info,
// intern, getsizeof, excepthook, displayhook.
#include <unistd.h>

#include <climits>
#include <string>
#include <vector>

#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/exceptions.h"
#include "runtime/intern.h"
#include "runtime/namespace.h"
#include "runtime/operators.h"
#include "runtime/trace_object.h"
#include "runtime/traceback.h"
#include "runtime/types/dict.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/simple_namespace.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "stdlib/io_streams.h"
#include "stdlib/state.h"
#include "stdlib/struct_sequence.h"
#include "stdlib/sys_internal.h"

namespace pyjit {
namespace {

Value Exit(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value status = args[0];
  if (status.is_null()) {
    Exception* exc = NewException(t, ExceptionClass(t, Exc::kSystemExit),
                                  t->isolate->empty_tuple());
    return exc == nullptr ? Value() : RaiseValue(t, exc, Value());
  }
  Value call[2] = {ExceptionClass(t, Exc::kSystemExit), status};
  Value exc = ConstructException(t, call, 2, Value());
  return exc.is_null() ? exc : RaiseValue(t, exc, Value());
}

Value GetRecursionLimit(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return IntFromInt64(t, t->depth_limit);
}
Value SetRecursionLimit(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int64_t limit;
  if (!IndexAsInt64(t, args[0], &limit)) return Value();
  if (limit < 1) {
    return RaiseText(t, Exc::kValueError,
                     "recursion limit must be greater or equal than 1");
  }
  if (limit > INT_MAX) {
    return RaiseText(t, Exc::kOverflowError, "Python int too large to convert to C int");
  }
  if (t->depth >= limit) {
    return Raise(t, Exc::kRecursionError,
                 "cannot set the recursion limit to %d at the recursion depth %d: the limit is "
                 "too low",
                 limit, t->depth);
  }
  t->depth_limit = limit;
  return NoneOf(t);
}

Value ExcInfo(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value none = NoneOf(t);
  if (!IsKind(t->handled, Kind::kException)) return TuplePack(t, none, none, none);
  auto* exc = t->handled.as<Exception>();
  Value traceback = exc->traceback.is_null() ? none : exc->traceback;
  return TuplePack(t, ClassOf(t, exc), exc, traceback);
}
Value CurrentException(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return IsKind(t->handled, Kind::kException) ? t->handled : NoneOf(t);
}

Value InternText(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!IsStr(args[0])) {
    return Raise(t, Exc::kTypeError, "intern() argument must be str, not %s",
                 ClassNameOf(t, args[0]));
  }
  if (ClassOf(t, args[0]) != t->isolate->str_class()) {
    return Raise(t, Exc::kTypeError, "can't intern %s", ClassNameOf(t, args[0]));
  }
  return InternStr(t, args[0].as<Str>());
}

// What a __sizeof__ written in Python says. Null with an exception pending.
Value AskForSize(Thread* t, Value method, Value v) {
  Value size = CallSpecial(t, method, v, {});
  if (size.is_null()) return size;
  int64_t bytes;
  if (!IsInt(size)) {
    return RaiseText(t, Exc::kTypeError, "an integer is required");
  }
  if (!IndexAsInt64(t, size, &bytes)) return Value();
  if (bytes < 0) return RaiseText(t, Exc::kValueError, "__sizeof__() should return >= 0");
  return size;
}

// Bytes of the object and of the storage that is its alone.
Value GetSizeOf(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value v = args[0];
  if (Class* cls = ClassOf(t, v); !(cls->flags & kClassBuiltin)) {
    Str* name = Intern(t, "__sizeof__");
    Value method = name == nullptr ? Value() : LookupInClass(cls, name);
    if (name == nullptr) return Value();
    if (!method.is_null() && !IsKind(method, Kind::kNativeFunction)) {
      Value size = AskForSize(t, method, v);
      if (!size.is_null() || args[1].is_null() || !PendingIs(t, Exc::kTypeError)) return size;
      t->exception = Value();
      return args[1];
    }
  }
  if (v.is_small_int()) return Value::SmallInt(8);
  size_t bytes = ObjectSize(v.object());
  auto add = [&](Object* storage) {
    if (storage != nullptr) bytes += ObjectSize(storage);
  };
  switch (v.object()->kind()) {
    case Kind::kList: add(v.as<List>()->storage); break;
    case Kind::kDict:
      add(v.as<Dict>()->entries);
      add(v.as<Dict>()->index);
      break;
    case Kind::kSet:
      add(v.as<Set>()->entries);
      break;
    default: break;
  }
  return IntFromUint64(t, bytes);
}

// Not counted here; a plausible constant keeps programs that print it going.
Value GetRefCount(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return Value::SmallInt(2);
}

Value GetEncoding(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return NewStrUtf8(t, "utf-8");
}
Value GetFsErrors(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return NewStrUtf8(t, "surrogateescape");
}

Value GetMaxDigits(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return IntFromInt64(t, t->isolate->int_max_str_digits);
}
Value SetMaxDigits(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int64_t digits;
  if (!IndexAsInt64(t, args[0], &digits)) return Value();
  if (digits != 0 && digits < 640) {
    return RaiseText(t, Exc::kValueError, "maxdigits must be 0 or larger than 640");
  }
  t->isolate->int_max_str_digits = digits;
  return NoneOf(t);
}

Value DisplayHook(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Isolate* isolate = t->isolate;
  if (args[0] == isolate->none()) return isolate->none();
  Value text = ToRepr(t, args[0]);
  if (text.is_null()) return text;
  Value out = SysValue(t, isolate->names.stdout_);
  if (out.is_null()) return RaiseText(t, Exc::kRuntimeError, "lost sys.stdout");
  for (Value part : {text, Value(isolate->latin1_char('\n'))}) {
    if (CallMethod(t, out, isolate->names.write, &part, 1).is_null()) return Value();
  }
  Str* underscore = isolate->latin1_char('_');
  Str* name = InternStr(t, underscore);
  if (name == nullptr || !NamespaceSet(t, isolate->builtins(), name, args[0])) return Value();
  return isolate->none();
}

Value ExceptHook(Thread* t, Value* args, size_t nargs, Value kwnames) {
  FlushStandardStreams(t);
  WriteStderr(t, FormatException(t, args[1]));
  return NoneOf(t);
}

constexpr NativeInfo kRows[] = {
    {"exit", Exit, "(status=None, /)", kRaises | kCollects,
     "Exit the interpreter by raising SystemExit(status)."},
    {"getrecursionlimit", GetRecursionLimit, "()", kReadsHeap,
     "Return the current value of the recursion limit."},
    {"setrecursionlimit", SetRecursionLimit, "(limit, /)", kAnything,
     "Set the maximum depth of the Python interpreter stack to n."},
    {"exc_info", ExcInfo, "()", kReadsHeap | kCollects,
     "Return current exception information: (type, value, traceback)."},
    {"exception", CurrentException, "()", kReadsHeap, "Return the current exception."},
    {"intern", InternText, "(string, /)", kRaises | kCollects, "``Intern'' the given string."},
    {"getsizeof", GetSizeOf, "(object, default=<unrepresentable>, /)", kAnything,
     "Return the size of object in bytes."},
    {"getrefcount", GetRefCount, "(object, /)", kPure, "Return a constant; objects are traced."},
    {"getdefaultencoding", GetEncoding, "()", kCollects, "Return the default string encoding."},
    {"getfilesystemencoding", GetEncoding, "()", kCollects, "Return the file name encoding."},
    {"getfilesystemencodeerrors", GetFsErrors, "()", kCollects, "Return the file name error mode."},
    {"get_int_max_str_digits", GetMaxDigits, "()", kReadsHeap,
     "Return the maximum string digits limit."},
    {"set_int_max_str_digits", SetMaxDigits, "(maxdigits)", kAnything,
     "Set the maximum string digits limit."},
    {"displayhook", DisplayHook, "(object, /)", kAnything,
     "Print an object to sys.stdout and also save it in builtins._"},
    {"excepthook", ExceptHook, "(exctype, value, traceback, /)", kAnything,
     "Handle an exception by displaying it with a traceback on sys.stderr."},
};

Value Text(Thread* t, absl::string_view text) { return NewStrUtf8(t, text); }
List* TextList(Thread* t, const std::vector<std::string>& items) {
  List* list = NewList(t);
  for (const std::string& item : items) {
    Value text = list == nullptr ? Value() : Text(t, item);
    if (text.is_null() || !ListAppend(t, list, text)) return nullptr;
  }
  return list;
}

bool AddStreams(Thread* t, Module* module) {
  Isolate* isolate = t->isolate;
  const StdlibOptions& options = StdlibOf(t)->options;
  isolate->standard_in = NewStandardStream(t, options.stdin_fd, 0, "<stdin>");
  isolate->standard_out = NewStandardStream(t, options.stdout_fd, 1, "<stdout>");
  isolate->standard_error = NewStandardStream(t, options.stderr_fd, 2, "<stderr>");
  return SetModuleValue(t, module, "stdin", isolate->standard_in) &&
         SetModuleValue(t, module, "stdout", isolate->standard_out) &&
         SetModuleValue(t, module, "stderr", isolate->standard_error) &&
         SetModuleValue(t, module, "__stdin__", isolate->standard_in) &&
         SetModuleValue(t, module, "__stdout__", isolate->standard_out) &&
         SetModuleValue(t, module, "__stderr__", isolate->standard_error);
}

bool AddPaths(Thread* t, Module* module) {
  const StdlibOptions& options = StdlibOf(t)->options;
  Value argv = TextList(t, options.argv);
  Value orig = TextList(t, options.orig_argv.empty() ? options.argv : options.orig_argv);
  Value path = TextList(t, options.import_path);
  Dict* xoptions = NewDict(t);
  if (xoptions == nullptr) return false;
  for (const std::string& option : options.x_options) {
    const size_t equals = option.find('=');
    Value key = Text(t, option.substr(0, equals));
    Value value = equals == std::string::npos ? t->isolate->true_value()
                                              : Text(t, option.substr(equals + 1));
    if (key.is_null() || value.is_null() || !DictSet(t, xoptions, key, value)) return false;
  }
  std::vector<std::string> natives = {"builtins", "sys"};
  for (auto& entry : StdlibOf(t)->native_modules) natives.push_back(entry.first);
  Value names = TextList(t, natives);
  if (names.is_null()) return false;
  for (const char* prefix : {"prefix", "exec_prefix", "base_prefix", "base_exec_prefix"}) {
    if (!SetModuleText(t, module, prefix, options.prefix)) return false;
  }
  Value library = options.library.empty() ? NoneOf(t) : Text(t, options.library);
  return SetModuleValue(t, module, "argv", argv) && SetModuleValue(t, module, "orig_argv", orig) &&
         SetModuleValue(t, module, "path", path) &&
         SetModuleValue(t, module, "builtin_module_names", NewTupleFrom(t, names)) &&
         SetModuleText(t, module, "executable", options.executable) &&
         SetModuleText(t, module, "_base_executable", options.executable) &&
         SetModuleValue(t, module, "_stdlib_dir", library) &&
         SetModuleValue(t, module, "warnoptions", TextList(t, options.warn_options)) &&
         SetModuleValue(t, module, "_xoptions", xoptions) &&
         SetModuleValue(t, module, "modules", t->isolate->modules()) &&
         SetModuleValue(t, module, "meta_path", NewList(t)) &&
         SetModuleValue(t, module, "path_hooks", NewList(t)) &&
         SetModuleValue(t, module, "path_importer_cache", NewDict(t)) &&
         SetModuleValue(t, module, "pycache_prefix",
                        options.pycache_prefix.empty() ? NoneOf(t)
                                                       : Text(t, options.pycache_prefix)) &&
         SetModuleValue(t, module, "dont_write_bytecode",
                        t->isolate->Bool(options.flags.dont_write_bytecode != 0));
}

}  // namespace

bool InitSysModule(Thread* t, Module* module) {
  if (!AddModuleNatives(t, module, kRows) || !AddModuleNatives(t, module, SysAsyncRows()) ||
      !AddModuleNatives(t, module, SysFrameRows())) {
    return false;
  }
  for (const char* hook : {"displayhook", "excepthook"}) {
    Str* name = Intern(t, hook);
    if (name == nullptr ||
        !SetModuleValue(t, module, std::string("__") + hook + "__",
                        NamespaceGet(module->dict, name))) {
      return false;
    }
  }
  return AddStreams(t, module) && AddSysFacts(t, module) && AddPaths(t, module) &&
         AddSysHooks(t, module);
}

bool SetArgv(Thread* t, const std::vector<std::string>& argv,
             absl::string_view script_directory) {
  StdlibState* state = StdlibOf(t);
  auto* sys = state->sys.as<Module>();
  state->options.argv = argv;
  Value list = TextList(t, argv);
  if (!SetModuleValue(t, sys, "argv", list)) return false;
  Value path = NamespaceGet(sys->dict, t->isolate->names.path);
  Value directory = Text(t, script_directory);
  return !directory.is_null() && IsKind(path, Kind::kList) &&
         ListInsert(t, path.as<List>(), 0, directory);
}

}  // namespace pyjit
