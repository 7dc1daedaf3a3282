// Starts CPython's importlib: its two bootstrap modules, the importers, the hooks.
#include <sys/stat.h>

#include <cstring>
#include <fstream>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "interp/interpreter.h"
#include "frontend/source_encoding.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/code.h"
#include "runtime/intern.h"
#include "runtime/namespace.h"
#include "runtime/operators.h"
#include "runtime/types/bytes.h"
#include "runtime/types/dict.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "stdlib/archive.h"
#include "stdlib/import_internal.h"
#include "stdlib/marshal_internal.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

// Where the library is when the isolate was told of no other place.
constexpr char kLibrary[] = "/usr/lib/python3.11";

bool ReadWhole(const std::string& path, std::string* out) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return false;
  std::ostringstream text;
  text << file.rdbuf();
  *out = text.str();
  return true;
}

// The code of importlib/<name>.py under the file name that CPython gives it.
Value BootstrapCode(Thread* t, const std::string& name) {
  const Archive* archive = StdlibOf(t)->archive.get();
  const ArchiveEntry* entry =
      archive == nullptr ? nullptr : archive->Find(absl::StrCat("importlib/", name, ".py"));
  if (entry != nullptr && entry->code_size != 0) {
    size_t used;
    return MarshalRead(t, archive->Code(*entry), &used);
  }
  std::string source;
  if (t->isolate->compile == nullptr || !t->isolate->options().allow_files ||
      !ReadWhole(absl::StrCat(kLibrary, "/importlib/", name, ".py"), &source)) {
    return RaiseText(t, Exc::kImportError, "the library has no importlib");
  }
  Value code =
      t->isolate->compile(t, source, absl::StrCat("<frozen importlib.", name, ">"), "exec");
  if (IsKind(code, Kind::kCode)) code.as<Code>()->block->source.clear();
  return code;
}

Module* RunBootstrap(Thread* t, const char* module_name, const std::string& file) {
  Value code = BootstrapCode(t, file);
  Str* name = code.is_null() ? nullptr : Intern(t, module_name);
  Module* module = name == nullptr ? nullptr : NewModule(t, name, true);
  if (module == nullptr ||
      !NamespaceSet(t, module->dict, t->isolate->names.dunder_builtins,
                    t->isolate->builtins()) ||
      RunCode(t, code.as<Code>(), module->dict, Value()).is_null()) {
    return nullptr;
  }
  return module;
}

Value CallNamed(Thread* t, Module* module, absl::string_view name,
                std::initializer_list<Value> args) {
  Str* key = Intern(t, name);
  Value function = key == nullptr ? Value() : GetAttr(t, module, key);
  return function.is_null() ? function : CallValues(t, function, args);
}

// compile(), as importlib's loaders call it: for module bodies, whose names are
// globals and nothing else.
Value CompileModule(Thread* t, Value* args, size_t nargs, Value kwnames) {
  std::string source;
  if (IsBytes(args[0]) && IsStr(args[1]) && IsStr(args[2]) &&
      StrEqualsAscii(args[2].as<Str>(), "exec") && t->isolate->compile != nullptr &&
      StdlibOf(t)->options.flags.optimize == 0) {
    const absl::string_view text = BytesView(args[0].as<Bytes>());
    if (text.find('\0') == absl::string_view::npos && internal::UnusualEncoding(text).empty()) {
      return t->isolate->compile(t, std::string(text), StrToUtf8(args[1].as<Str>()), "exec");
    }
  }
  Str* name = Intern(t, "compile");
  Value function = name == nullptr ? Value() : NamespaceGet(t->isolate->builtins(), name);
  if (function.is_null()) return RaiseText(t, Exc::kRuntimeError, "lost builtins.compile");
  Value keys[2] = {Intern(t, "dont_inherit"), Intern(t, "optimize")};
  Value all[5] = {args[0], args[1], args[2], args[3], args[4]};
  size_t given = 3;
  List* names = NewList(t);
  for (int i = 0; i < 2; ++i) {
    if (args[3 + i].is_null()) continue;
    if (names == nullptr || keys[i].is_null() || !ListAppend(t, names, keys[i])) return Value();
    all[given++] = args[3 + i];
  }
  if (names == nullptr) return Value();
  Tuple* kw = ListToTuple(t, names);
  return kw == nullptr ? Value() : Call(t, function, all, 3, kw);
}

// Files that are no directories may be zip archives: zipimport knows.
Value ZipHook(Thread* t, Value* args, size_t nargs, Value kwnames) {
  struct stat status;
  if (IsStr(args[0]) && t->isolate->options().allow_files) {
    std::string path = StrToUtf8(args[0].as<Str>());
    // An entry may name a place inside an archive.
    while (!path.empty() && stat(path.c_str(), &status) != 0) {
      const size_t slash = path.rfind('/');
      if (slash == std::string::npos) break;
      path.resize(slash);
    }
    if (!path.empty() && stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode)) {
      Str* name = Intern(t, "zipimport");
      Value module = name == nullptr ? Value() : ImportModule(t, name);
      Str* cls = module.is_null() ? nullptr : Intern(t, "zipimporter");
      Value importer = cls == nullptr ? Value() : GetAttr(t, module, cls);
      return importer.is_null() ? importer : CallValues(t, importer, {args[0]});
    }
  }
  return RaiseImport(t, Exc::kImportError, "not a Zip file", "");
}

constexpr NativeInfo kCompile = {
    "compile", CompileModule, "(source, filename, mode, dont_inherit=False, optimize=-1)",
    kAnything, nullptr};
constexpr NativeInfo kZipHook = {"zipimporter", ZipHook, "(path, /)", kAnything,
                                 "Leads to zipimport.zipimporter."};

// importlib keeps its locks in weak references. Without _weakref it gets strong ones:
// a function that gives the object back.
Value GiveBack(Thread* t, Value* args, size_t nargs, Value kwnames) { return args[0]; }
constexpr NativeInfo kGiveBack = {"strong reference", GiveBack, nullptr, kReadsHeap, nullptr};
Value StrongRef(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return NewNativeFunction(t, &kGiveBack, args[0]);
}
constexpr NativeInfo kStrongRef = {"ref", StrongRef, "(object, callback=None, /)", kCollects,
                                   nullptr};
bool AddWeakrefStandIn(Thread* t, Str* name) {
  Module* module = NewModule(t, name, true);
  Value ref = module == nullptr ? Value() : NewNativeFunction(t, &kStrongRef, Value());
  return SetModuleValue(t, module, "ref", ref);
}

// __spec__ and __loader__ of a bootstrap module.
bool SetSpec(Thread* t, Module* bootstrap, Module* module, const char* name) {
  Str* importer_name = Intern(t, "FrozenImporter");
  Value importer =
      importer_name == nullptr ? Value() : NamespaceGet(bootstrap->dict, importer_name);
  Value text = NewStrUtf8(t, name);
  if (importer.is_null() || text.is_null()) return false;
  Value spec = CallNamed(t, bootstrap, "ModuleSpec", {text, importer});
  Str* origin = spec.is_null() ? nullptr : Intern(t, "origin");
  Value frozen = origin == nullptr ? Value() : Value(NewStrUtf8(t, "frozen"));
  return !frozen.is_null() && SetAttr(t, spec, origin, frozen) &&
         NamespaceSet(t, module->dict, t->isolate->names.dunder_spec, spec) &&
         NamespaceSet(t, module->dict, t->isolate->names.dunder_loader, importer) &&
         NamespaceSet(t, module->dict, t->isolate->names.dunder_package,
                      t->isolate->empty_str());
}

// The same for the native modules that were imported while importlib was not complete:
// what _bootstrap's _setup does for those that were there before it.
bool SetNativeSpecs(Thread* t, Module* bootstrap) {
  Str* importer_name = Intern(t, "BuiltinImporter");
  Value importer =
      importer_name == nullptr ? Value() : NamespaceGet(bootstrap->dict, importer_name);
  List* names = importer.is_null() ? nullptr : DictKeysList(t, t->isolate->modules());
  if (names == nullptr) return false;
  for (int64_t i = 0; i < names->length; ++i) {
    Value name = ListGet(t, names, i);
    if (!IsStr(name) || !IsNative(t, StrToUtf8(name.as<Str>()))) continue;
    Value module = DictGetStr(t->isolate->modules(), name.as<Str>());
    if (!IsKind(module, Kind::kModule) ||
        NamespaceGet(module.as<Module>()->dict, t->isolate->names.dunder_spec) != NoneOf(t)) {
      continue;
    }
    Value spec = CallNamed(t, bootstrap, "_spec_from_module", {module, importer});
    if (spec.is_null() || CallNamed(t, bootstrap, "_init_module_attrs", {spec, module}).is_null()) {
      return false;
    }
  }
  return true;
}

bool AddHooks(Thread* t) {
  Str* name = Intern(t, "path_hooks");
  Value hooks = name == nullptr ? Value() : SysValue(t, name);
  Value zip = NewNativeFunction(t, &kZipHook, Value());
  Value archive = zip.is_null() ? zip : ArchiveHook(t);
  return !archive.is_null() && IsKind(hooks, Kind::kList) &&
         ListInsert(t, hooks.as<List>(), 0, zip) && ListInsert(t, hooks.as<List>(), 0, archive);
}

Module* SetUp(Thread* t) {
  Str* imp_name = Intern(t, "_imp");
  Value imp = imp_name == nullptr ? Value() : LoadNative(t, imp_name);
  if (imp.is_null()) return nullptr;
  Module* bootstrap = RunBootstrap(t, "_frozen_importlib", "_bootstrap");
  if (bootstrap == nullptr) return nullptr;
  StdlibOf(t)->importlib = bootstrap;
  Str* weakref = Intern(t, "_weakref");
  const bool stand_in = weakref != nullptr && !IsNative(t, "_weakref");
  if (weakref == nullptr || (stand_in && !AddWeakrefStandIn(t, weakref)) ||
      CallNamed(t, bootstrap, "_install", {StdlibOf(t)->sys, imp}).is_null()) {
    return nullptr;
  }
  if (stand_in && DictDelete(t, t->isolate->modules(), weakref) < 0) return nullptr;
  Module* external = RunBootstrap(t, "_frozen_importlib_external", "_bootstrap_external");
  if (external == nullptr) return nullptr;
  // .pyc files are marked with the version of our own code.
  const uint32_t version = MarshalCodeVersion();
  const char magic[4] = {static_cast<char>(version), static_cast<char>(version >> 8), '\r', '\n'};
  uint32_t raw;
  std::memcpy(&raw, magic, 4);
  Value compile = NewNativeFunction(t, &kCompile, Value());
  if (compile.is_null() || !SetModuleValue(t, external, "compile", compile) ||
      !SetModuleValue(t, external, "MAGIC_NUMBER", NewBytes(t, absl::string_view(magic, 4))) ||
      !SetModuleInt(t, external, "_RAW_MAGIC_NUMBER", raw) ||
      CallNamed(t, bootstrap, "_install_external_importers", {}).is_null() ||
      !SetNativeSpecs(t, bootstrap) ||
      !SetSpec(t, bootstrap, bootstrap, "_frozen_importlib") ||
      !SetSpec(t, bootstrap, external, "_frozen_importlib_external") || !AddHooks(t)) {
    return nullptr;
  }
  return bootstrap;
}

}  // namespace

Module* ImportlibIfThere(Thread* t) {
  Value module = StdlibOf(t)->importlib;
  return module.is_null() || StdlibOf(t)->importlib_starting ? nullptr : module.as<Module>();
}

Module* Importlib(Thread* t) {
  StdlibState* state = StdlibOf(t);
  if (!state->importlib.is_null()) return state->importlib.as<Module>();
  if (state->importlib_starting) {
    RaiseText(t, Exc::kImportError, "importlib is not set up");
    return nullptr;
  }
  state->importlib_starting = true;
  Module* module = SetUp(t);
  state->importlib_starting = false;
  if (module == nullptr) state->importlib = Value();
  return module;
}

}  // namespace pyjit
