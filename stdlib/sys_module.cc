// sys: argv, path, modules, standard streams, versions, limits, exit, exc_info,
// intern, getsizeof, excepthook, displayhook.
#include <unistd.h>

#include <cfloat>
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
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "stdlib/io_streams.h"
#include "stdlib/state.h"
#include "stdlib/struct_sequence.h"
#include "stdlib/sys_internal.h"

namespace pyjit {
namespace {

constexpr char kVersion[] = "3.11.2 (pyjit)";
constexpr int64_t kHexVersion = 0x030b02f0;

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

// Bytes of the object and of the storage that is its alone.
Value GetSizeOf(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value v = args[0];
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

Value IsFinalizing(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return t->isolate->false_value();
}
Value GetSwitchInterval(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return NewFloat(t, 0.005);
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
    {"getsizeof", GetSizeOf, "(object, default=None, /)", kReadsHeap,
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
    {"is_finalizing", IsFinalizing, "()", kPure, "Return True if Python is exiting."},
    {"getswitchinterval", GetSwitchInterval, "()", kCollects,
     "Return the current thread switch interval."},
};

Value Text(Thread* t, absl::string_view text) { return NewStrUtf8(t, text); }
Value Int(Thread* t, int64_t n) { return IntFromInt64(t, n); }

Value VersionInfo(Thread* t) {
  static constexpr const char* kFields[] = {"major", "minor", "micro", "releaselevel", "serial"};
  Class* cls = NewStructClass(t, "sys", "version_info", kFields);
  if (cls == nullptr) return Value();
  Value values[] = {Int(t, 3), Int(t, 11), Int(t, 2), Text(t, "final"), Int(t, 0)};
  return NewStruct(t, cls, values);
}

Value FloatInfo(Thread* t) {
  static constexpr const char* kFields[] = {"max", "max_exp", "max_10_exp", "min", "min_exp",
                                            "min_10_exp", "dig", "mant_dig", "epsilon", "radix",
                                            "rounds"};
  Class* cls = NewStructClass(t, "sys", "float_info", kFields);
  if (cls == nullptr) return Value();
  Value values[] = {NewFloat(t, DBL_MAX), Int(t, DBL_MAX_EXP), Int(t, DBL_MAX_10_EXP),
                    NewFloat(t, DBL_MIN), Int(t, DBL_MIN_EXP), Int(t, DBL_MIN_10_EXP),
                    Int(t, DBL_DIG), Int(t, DBL_MANT_DIG), NewFloat(t, DBL_EPSILON),
                    Int(t, FLT_RADIX), Int(t, 1)};
  return NewStruct(t, cls, values);
}

Value IntInfo(Thread* t) {
  static constexpr const char* kFields[] = {"bits_per_digit", "sizeof_digit",
                                            "default_max_str_digits",
                                            "str_digits_check_threshold"};
  Class* cls = NewStructClass(t, "sys", "int_info", kFields);
  if (cls == nullptr) return Value();
  Value values[] = {Int(t, 64), Int(t, 8), Int(t, 4300), Int(t, 640)};
  return NewStruct(t, cls, values);
}

Value HashInfo(Thread* t) {
  static constexpr const char* kFields[] = {"width", "modulus", "inf", "nan", "imag",
                                            "algorithm", "hash_bits", "seed_bits", "cutoff"};
  Class* cls = NewStructClass(t, "sys", "hash_info", kFields);
  if (cls == nullptr) return Value();
  Value values[] = {Int(t, 64), Int(t, (int64_t{1} << 61) - 1), Int(t, 314159), Int(t, 0),
                    Int(t, 1000003), Text(t, "pyjit"), Int(t, 64), Int(t, 0), Int(t, 0)};
  return NewStruct(t, cls, values);
}

Value Flags(Thread* t) {
  static constexpr const char* kFields[] = {"debug", "inspect", "interactive", "optimize",
                                            "dont_write_bytecode", "no_user_site", "no_site",
                                            "ignore_environment", "verbose", "bytes_warning",
                                            "quiet", "hash_randomization", "isolated",
                                            "dev_mode", "utf8_mode", "safe_path"};
  Class* cls = NewStructClass(t, "sys", "flags", kFields);
  if (cls == nullptr) return Value();
  Value zero = Int(t, 0), no = t->isolate->false_value();
  Value values[] = {zero, zero, zero, zero, Int(t, 1), zero, zero, zero,
                    zero, zero, zero, zero, zero, no,   zero, no};
  return NewStruct(t, cls, values);
}

Value Implementation(Thread* t, Value version) {
  Value ns = NewSimpleNamespace(t);
  if (ns.is_null() || version.is_null()) return Value();
  auto set = [&](absl::string_view name, Value value) {
    Str* key = Intern(t, name);
    return key != nullptr && !value.is_null() && SetAttr(t, ns, key, value);
  };
  bool ok = set("name", Text(t, "pyjit")) && set("cache_tag", NoneOf(t)) &&
            set("version", version) && set("hexversion", Int(t, kHexVersion));
  return ok ? ns : Value();
}

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

bool AddVersions(Thread* t, Module* module) {
  Value version = VersionInfo(t);
  return SetModuleText(t, module, "version", kVersion) &&
         SetModuleValue(t, module, "version_info", version) &&
         SetModuleInt(t, module, "hexversion", kHexVersion) &&
         SetModuleInt(t, module, "api_version", 1013) &&
         SetModuleValue(t, module, "implementation", Implementation(t, version)) &&
         SetModuleValue(t, module, "float_info", FloatInfo(t)) &&
         SetModuleValue(t, module, "int_info", IntInfo(t)) &&
         SetModuleValue(t, module, "hash_info", HashInfo(t)) &&
         SetModuleValue(t, module, "flags", Flags(t)) &&
         SetModuleText(t, module, "float_repr_style", "short") &&
         SetModuleText(t, module, "copyright", "") &&
         SetModuleText(t, module, "byteorder", "little") &&
         SetModuleText(t, module, "platform", "linux") &&
         SetModuleText(t, module, "platlibdir", "lib") &&
         SetModuleInt(t, module, "maxsize", INT64_MAX) &&
         SetModuleInt(t, module, "maxunicode", 0x10FFFF) &&
         SetModuleValue(t, module, "dont_write_bytecode", t->isolate->true_value());
}

bool AddPaths(Thread* t, Module* module) {
  const StdlibOptions& options = StdlibOf(t)->options;
  Value argv = TextList(t, options.argv);
  Value path = TextList(t, options.import_path);
  std::vector<std::string> natives = {"builtins", "sys"};
  for (auto& entry : StdlibOf(t)->native_modules) natives.push_back(entry.first);
  Value names = TextList(t, natives);
  if (names.is_null()) return false;
  return SetModuleValue(t, module, "argv", argv) && SetModuleValue(t, module, "orig_argv", argv) &&
         SetModuleValue(t, module, "path", path) &&
         SetModuleValue(t, module, "builtin_module_names", NewTupleFrom(t, names)) &&
         SetModuleText(t, module, "executable", options.executable) &&
         SetModuleText(t, module, "prefix", "") && SetModuleText(t, module, "exec_prefix", "") &&
         SetModuleText(t, module, "base_prefix", "") &&
         SetModuleValue(t, module, "warnoptions", NewList(t)) &&
         SetModuleValue(t, module, "modules", t->isolate->modules());
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
  return AddStreams(t, module) && AddVersions(t, module) && AddPaths(t, module);
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
