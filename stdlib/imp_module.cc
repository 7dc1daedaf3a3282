// _imp: what importlib needs from the engine.
#include <cstring>
#include <string>

#include "absl/strings/str_cat.h"
#include "runtime/class.h"
#include "runtime/code.h"
#include "runtime/intern.h"
#include "runtime/namespace.h"
#include "runtime/operators.h"
#include "runtime/types/bytes.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "stdlib/bytes_argument.h"
#include "stdlib/import_internal.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

bool NameArgument(Thread* t, Value v, const char* function, std::string* out) {
  if (!IsStr(v)) {
    Raise(t, Exc::kTypeError, "%s() argument must be str, not %s", function, ClassNameOf(t, v));
    return false;
  }
  *out = StrToUtf8(v.as<Str>());
  return true;
}

// The lock around sys.modules; threads of an isolate take turns, so it only counts.
Value AcquireLock(Thread* t, Value* args, size_t nargs, Value kwnames) {
  ++StdlibOf(t)->import_lock;
  return NoneOf(t);
}
Value ReleaseLock(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (StdlibOf(t)->import_lock == 0) {
    return RaiseText(t, Exc::kRuntimeError, "not holding the import lock");
  }
  --StdlibOf(t)->import_lock;
  return NoneOf(t);
}
Value LockHeld(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return t->isolate->Bool(StdlibOf(t)->import_lock > 0);
}

Value IsBuiltin(Thread* t, Value* args, size_t nargs, Value kwnames) {
  std::string name;
  if (!NameArgument(t, args[0], "is_builtin", &name)) return Value();
  if (name == "sys" || name == "builtins") return Value::SmallInt(-1);
  return Value::SmallInt(IsNative(t, name));
}

Value CreateBuiltin(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value name = GetAttr(t, args[0], Intern(t, "name"));
  if (name.is_null()) return name;
  std::string text;
  if (!NameArgument(t, name, "create_builtin", &text)) return Value();
  if (text == "sys") return StdlibOf(t)->sys;
  if (text == "builtins") return StdlibOf(t)->builtins;
  if (!IsNative(t, text)) return NoneOf(t);
  return NewModule(t, name.as<Str>(), false);
}
Value ExecBuiltin(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!IsKind(args[0], Kind::kModule)) return Value::SmallInt(0);
  auto* module = args[0].as<Module>();
  if (!IsStr(module->name)) return Value::SmallInt(0);
  return FillNative(t, module, module->name.as<Str>()) ? Value::SmallInt(0) : Value();
}

// Frozen modules come from an archive on sys.path (archive_importer.cc), not from here.
Value FindFrozen(Thread* t, Value* args, size_t nargs, Value kwnames) { return NoneOf(t); }
Value IsFrozen(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return t->isolate->false_value();
}
Value NoFrozen(Thread* t, Value* args, size_t nargs, Value kwnames) {
  std::string name;
  if (!NameArgument(t, args[0], "get_frozen_object", &name)) return Value();
  return RaiseImport(t, Exc::kImportError, absl::StrCat("No such frozen object named ", name),
                     name);
}
Value InitFrozen(Thread* t, Value* args, size_t nargs, Value kwnames) { return NoneOf(t); }
Value FrozenNames(Thread* t, Value* args, size_t nargs, Value kwnames) { return NewList(t); }
Value OverrideFrozen(Thread* t, Value* args, size_t nargs, Value kwnames) { return NoneOf(t); }
Value ExtensionSuffixes(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return NewList(t);
}

// File names of code from a .pyc that has moved.
void FixFileName(Thread* t, Code* code, Str* before, Str* now) {
  CodeBlock* block = code->block;
  if (block->filename != before) return;
  block->filename = now;
  for (Value constant : block->constants) {
    if (IsKind(constant, Kind::kCode)) FixFileName(t, constant.as<Code>(), before, now);
  }
}
Value FixCoFilename(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!IsKind(args[0], Kind::kCode) || !IsStr(args[1])) {
    return Raise(t, Exc::kTypeError, "_fix_co_filename() argument %d must be %s, not %s",
                 IsStr(args[1]) ? 1 : 2, IsStr(args[1]) ? "code" : "str",
                 ClassNameOf(t, IsStr(args[1]) ? args[0] : args[1]));
  }
  Str* now = InternStr(t, args[1].as<Str>());
  if (now == nullptr) return Value();
  auto* code = args[0].as<Code>();
  if (code->block->filename != now) FixFileName(t, code, code->block->filename, now);
  return NoneOf(t);
}

// SipHash-1-3 of the source, for .pyc files that are checked by hash.
uint64_t SipHash13(uint64_t k0, uint64_t k1, absl::string_view data) {
  auto rotate = [](uint64_t x, int b) { return (x << b) | (x >> (64 - b)); };
  uint64_t v0 = k0 ^ 0x736f6d6570736575u, v1 = k1 ^ 0x646f72616e646f6du;
  uint64_t v2 = k0 ^ 0x6c7967656e657261u, v3 = k1 ^ 0x7465646279746573u;
  auto round = [&] {
    v0 += v1; v1 = rotate(v1, 13); v1 ^= v0; v0 = rotate(v0, 32);
    v2 += v3; v3 = rotate(v3, 16); v3 ^= v2;
    v0 += v3; v3 = rotate(v3, 21); v3 ^= v0;
    v2 += v1; v1 = rotate(v1, 17); v1 ^= v2; v2 = rotate(v2, 32);
  };
  size_t i = 0;
  for (; i + 8 <= data.size(); i += 8) {
    uint64_t m;
    std::memcpy(&m, data.data() + i, 8);
    v3 ^= m;
    round();
    v0 ^= m;
  }
  uint64_t last = static_cast<uint64_t>(data.size()) << 56;
  for (size_t k = 0; i + k < data.size(); ++k) {
    last |= static_cast<uint64_t>(static_cast<uint8_t>(data[i + k])) << (8 * k);
  }
  v3 ^= last;
  round();
  v0 ^= last;
  v2 ^= 0xff;
  round();
  round();
  round();
  return v0 ^ v1 ^ v2 ^ v3;
}
Value SourceHash(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int64_t key;
  BytesArgument source;
  if (!IndexAsInt64(t, args[0], &key) || !source.Get(t, args[1])) return Value();
  const uint64_t hash = SipHash13(static_cast<uint64_t>(key), 0, source.view());
  return NewBytes(t, absl::string_view(reinterpret_cast<const char*>(&hash), 8));
}

constexpr NativeInfo kRows[] = {
    {"acquire_lock", AcquireLock, "()", kAnything,
     "Acquires the interpreter's import lock for the current thread."},
    {"release_lock", ReleaseLock, "()", kAnything, "Release the interpreter's import lock."},
    {"lock_held", LockHeld, "()", kReadsHeap,
     "Return True if the import lock is currently held, else False."},
    {"is_builtin", IsBuiltin, "(name, /)", kAnything,
     "Returns True if the module name corresponds to a built-in module."},
    {"create_builtin", CreateBuiltin, "(spec, /)", kAnything, "Create an extension module."},
    {"exec_builtin", ExecBuiltin, "(mod, /)", kAnything, "Initialize a built-in module."},
    {"find_frozen", FindFrozen, "(name, /, *, withdata=False)", kAnything,
     "Return info about the corresponding frozen module (if there is one) or None."},
    {"is_frozen", IsFrozen, "(name, /)", kAnything,
     "Returns True if the module name corresponds to a frozen module."},
    {"is_frozen_package", NoFrozen, "(name, /)", kAnything,
     "Returns True if the module name is of a frozen package."},
    {"get_frozen_object", NoFrozen, "(name, data=None, /)", kAnything,
     "Create a code object for a frozen module."},
    {"init_frozen", InitFrozen, "(name, /)", kAnything, "Initializes a frozen module."},
    {"_frozen_module_names", FrozenNames, "()", kCollects,
     "Returns the list of available frozen modules."},
    {"_override_frozen_modules_for_tests", OverrideFrozen, "(override, /)", kAnything,
     "(internal-only) Override PyConfig.use_frozen_modules."},
    {"extension_suffixes", ExtensionSuffixes, "()", kCollects,
     "Returns the list of file suffixes used to identify extension modules."},
    {"_fix_co_filename", FixCoFilename, "(code, path, /)", kAnything,
     "Changes code.co_filename to specify the passed-in file path."},
    {"source_hash", SourceHash, "(key, source)", kAnything, nullptr},
};

}  // namespace

bool InitImpModule(Thread* t, Module* module) {
  return AddModuleNatives(t, module, kRows) &&
         SetModuleText(t, module, "check_hash_based_pycs",
                       StdlibOf(t)->options.check_hash_based_pycs);
}

}  // namespace pyjit
