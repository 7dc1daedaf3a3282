// Import: sys.modules, native modules, then .py files on sys.path.
#include <sys/stat.h>

#include <fstream>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "interp/interpreter.h"
#include "runtime/attributes.h"
#include "runtime/class.h"
#include "runtime/code.h"
#include "runtime/error.h"
#include "runtime/exceptions.h"
#include "runtime/intern.h"
#include "runtime/namespace.h"
#include "runtime/operators.h"
#include "runtime/types/dict.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "stdlib/modules.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

bool IsNone(Thread* t, Value v) { return v == t->isolate->none(); }

// `exc` (ImportError or ModuleNotFoundError) with its name attribute; null.
Value RaiseImport(Thread* t, Exc exc, const std::string& message, absl::string_view name) {
  Value text = NewStrUtf8(t, message);
  Value name_value = text.is_null() ? text : Value(NewStrUtf8(t, name));
  Str* key = name_value.is_null() ? nullptr : Intern(t, "name");
  if (key == nullptr) return Value();
  Value key_value = key;
  Tuple* kwnames = TupleFromArray(t, &key_value, 1);
  if (kwnames == nullptr) return Value();
  Value args[3] = {ExceptionClass(t, exc), text, name_value};
  Value made = ConstructException(t, args, 2, kwnames);
  return made.is_null() ? made : RaiseValue(t, made, Value());
}

Value LoadedModule(Thread* t, Str* name) {
  bool error = false;
  return DictGet(t, t->isolate->modules(), name, &error);
}

bool IsFile(const std::string& path) {
  struct stat info;
  return stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode);
}

bool ReadWhole(const std::string& path, std::string* out) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return false;
  std::ostringstream text;
  text << file.rdbuf();
  *out = text.str();
  return true;
}

// Where the source of a module was found.
struct FoundSource {
  std::string path;
  bool is_package = false;
};

bool FindIn(absl::string_view directory, absl::string_view tail, FoundSource* out) {
  std::string base = directory.empty() ? std::string(tail) : absl::StrCat(directory, "/", tail);
  out->path = base + "/__init__.py";
  out->is_package = true;
  if (IsFile(out->path)) return true;
  out->path = base + ".py";
  out->is_package = false;
  return IsFile(out->path);
}

// Looks in the directories of `path`, a list of strings.
bool FindSource(Thread* t, Value path, absl::string_view tail, FoundSource* out) {
  if (!t->isolate->options().allow_files || !IsKind(path, Kind::kList)) return false;
  auto* list = path.as<List>();
  for (int64_t i = 0; i < list->length; ++i) {
    Value directory = ListGet(t, list, i);
    if (IsStr(directory) && FindIn(StrToUtf8(directory.as<Str>()), tail, out)) return true;
  }
  return false;
}

void Forget(Thread* t, Str* name) {
  Value pending = TakeException(t);
  DictDelete(t, t->isolate->modules(), name);
  t->exception = pending;
}

Value RunSource(Thread* t, Str* name, const FoundSource& found) {
  std::string source;
  if (!ReadWhole(found.path, &source)) {
    return RaiseImport(t, Exc::kImportError,
                       absl::StrCat("cannot read '", found.path, "'"), StrToUtf8(name));
  }
  if (t->isolate->compile == nullptr) {
    return RaiseText(t, Exc::kRuntimeError, "this isolate has no compiler");
  }
  Value code = t->isolate->compile(t, source, found.path, "exec");
  if (code.is_null()) return code;
  Module* module = NewModule(t, name, true);
  if (module == nullptr) return Value();
  std::string package = StrToUtf8(name);
  bool ok = SetModuleText(t, module, "__file__", found.path);
  if (found.is_package) {
    List* path = NewList(t);
    Value directory = NewStrUtf8(t, found.path.substr(0, found.path.rfind('/')));
    ok = ok && path != nullptr && !directory.is_null() && ListAppend(t, path, directory) &&
         SetModuleValue(t, module, "__path__", path);
  } else {
    size_t dot = package.rfind('.');
    package = dot == std::string::npos ? "" : package.substr(0, dot);
  }
  ok = ok && SetModuleText(t, module, "__package__", package) &&
       NamespaceSet(t, module->dict, t->isolate->names.dunder_builtins, t->isolate->builtins());
  if (ok) ok = !RunCode(t, code.as<Code>(), module->dict, Value()).is_null();
  if (!ok) {
    Forget(t, name);
    return Value();
  }
  // A module may put something else into sys.modules.
  Value loaded = LoadedModule(t, name);
  return loaded.is_null() ? Value(module) : loaded;
}

Value RunNative(Thread* t, Str* name, InitModuleFn init) {
  Module* module = NewModule(t, name, true);
  if (module == nullptr) return Value();
  if (!init(t, module)) {
    Forget(t, name);
    return Value();
  }
  return module;
}

// One module whose parent is imported already (null for a top-level one).
Value ImportOne(Thread* t, Str* name, Value parent) {
  Value loaded = LoadedModule(t, name);
  if (!loaded.is_null()) {
    if (!IsNone(t, loaded)) return loaded;
    return RaiseImport(t, Exc::kModuleNotFoundError,
                       absl::StrCat("import of ", StrToUtf8(name),
                                    " halted; None in sys.modules"),
                       StrToUtf8(name));
  }
  std::string full = StrToUtf8(name);
  auto& natives = StdlibOf(t)->native_modules;
  auto native = natives.find(full);
  Value module;
  if (native != natives.end()) {
    module = RunNative(t, name, native->second);
  } else {
    Value path = SysValue(t, t->isolate->names.path);
    std::string tail = full;
    if (!parent.is_null()) {
      tail = full.substr(full.rfind('.') + 1);
      path = GetAttrOrNull(t, parent, t->isolate->names.dunder_path);
      if (path.is_null()) {
        if (!t->exception.is_null()) return Value();
        return RaiseImport(t, Exc::kModuleNotFoundError,
                           absl::StrCat("No module named '", full, "'; '",
                                        full.substr(0, full.rfind('.')),
                                        "' is not a package"),
                           full);
      }
    }
    FoundSource found;
    if (!FindSource(t, path, tail, &found)) {
      return RaiseImport(t, Exc::kModuleNotFoundError,
                         absl::StrCat("No module named '", full, "'"), full);
    }
    module = RunSource(t, name, found);
  }
  if (module.is_null() || parent.is_null()) return module;
  Str* child = Intern(t, full.substr(full.rfind('.') + 1));
  return child != nullptr && SetAttr(t, parent, child, module) ? module : Value();
}

// The package that a relative import starts from. False with an exception.
bool ResolveRelative(Thread* t, absl::string_view name, int level, Dict* globals,
                     std::string* out) {
  Value package = globals == nullptr
                      ? Value()
                      : NamespaceGet(globals, t->isolate->names.dunder_package);
  std::string base;
  if (IsStr(package)) {
    base = StrToUtf8(package.as<Str>());
  } else if (globals != nullptr) {
    Value module = NamespaceGet(globals, t->isolate->names.dunder_name);
    if (IsStr(module)) base = StrToUtf8(module.as<Str>());
    if (NamespaceGet(globals, t->isolate->names.dunder_path).is_null()) {
      size_t dot = base.rfind('.');
      base = dot == std::string::npos ? "" : base.substr(0, dot);
    }
  }
  if (base.empty()) {
    RaiseText(t, Exc::kImportError,
              "attempted relative import with no known parent package");
    return false;
  }
  for (int i = 1; i < level; ++i) {
    size_t dot = base.rfind('.');
    if (dot == std::string::npos) {
      RaiseText(t, Exc::kImportError, "attempted relative import beyond top-level package");
      return false;
    }
    base.resize(dot);
  }
  *out = name.empty() ? base : absl::StrCat(base, ".", name);
  return true;
}

}  // namespace

Value ImportModule(Thread* t, Str* name) {
  std::string full = StrToUtf8(name);
  if (full.empty()) return RaiseText(t, Exc::kValueError, "Empty module name");
  Value module;
  for (size_t start = 0;;) {
    size_t dot = full.find('.', start);
    Str* part = Intern(t, full.substr(0, dot));
    if (part == nullptr) return Value();
    module = ImportOne(t, part, module);
    if (module.is_null() || dot == std::string::npos) return module;
    start = dot + 1;
  }
}

Value ImportName(Thread* t, Str* name, Value fromlist, int level, Dict* globals) {
  std::string full = StrToUtf8(name);
  if (level > 0) {
    std::string absolute;
    if (!ResolveRelative(t, full, level, globals, &absolute)) return Value();
    full = absolute;
  }
  Str* wanted = Intern(t, full);
  if (wanted == nullptr) return Value();
  Value module = ImportModule(t, wanted);
  if (module.is_null()) return module;
  bool has_from = IsKind(fromlist, Kind::kTuple) ? fromlist.as<Tuple>()->length > 0
                  : IsKind(fromlist, Kind::kList) && fromlist.as<List>()->length > 0;
  if (has_from) {
    // Submodules named in the list are imported, so that they become attributes.
    if (IsKind(module, Kind::kModule) &&
        !NamespaceGet(module.as<Module>()->dict, t->isolate->names.dunder_path).is_null()) {
      int64_t n = Length(t, fromlist);
      for (int64_t i = 0; i < n; ++i) {
        Value item = GetItem(t, fromlist, Value::SmallInt(i));
        if (item.is_null()) return item;
        if (!IsStr(item) || StrEqualsAscii(item.as<Str>(), "*")) continue;
        Str* attribute = InternStr(t, item.as<Str>());
        if (attribute == nullptr) return Value();
        if (!NamespaceGet(module.as<Module>()->dict, attribute).is_null()) continue;
        Str* child = Intern(t, absl::StrCat(full, ".", StrToUtf8(attribute)));
        if (child == nullptr) return Value();
        if (ImportOne(t, child, module).is_null()) {
          // Not a submodule: IMPORT_FROM says so better.
          if (!PendingIs(t, Exc::kModuleNotFoundError)) return Value();
          TakeException(t);
        }
      }
    }
    return module;
  }
  if (level > 0 && name->length == 0) return module;
  // `import a.b` binds a; a relative name's first part is below the package.
  std::string shown = StrToUtf8(name);
  size_t dot = shown.find('.');
  if (dot == std::string::npos) return module;
  size_t cut = full.size() - (shown.size() - dot);
  Str* top = Intern(t, full.substr(0, cut));
  return top == nullptr ? Value() : LoadedModule(t, top);
}

Value ImportFrom(Thread* t, Value module, Str* name) {
  Value found = GetAttrOrNull(t, module, name);
  if (!found.is_null() || !t->exception.is_null()) return found;
  std::string module_name = "<unknown module name>";
  std::string file;
  Value name_value = GetAttrOrNull(t, module, t->isolate->names.dunder_name);
  if (IsStr(name_value)) {
    module_name = StrToUtf8(name_value.as<Str>());
    // A submodule still being imported is in sys.modules only.
    Str* child = Intern(t, absl::StrCat(module_name, ".", StrToUtf8(name)));
    if (child == nullptr) return Value();
    Value loaded = LoadedModule(t, child);
    if (!loaded.is_null()) return loaded;
  }
  if (!t->exception.is_null()) return Value();
  Value path = GetAttrOrNull(t, module, t->isolate->names.dunder_file);
  if (path.is_null() && !t->exception.is_null()) return path;
  file = IsStr(path) ? StrToUtf8(path.as<Str>()) : "unknown location";
  return RaiseImport(t, Exc::kImportError,
                     absl::StrCat("cannot import name '", StrToUtf8(name), "' from '",
                                  module_name, "' (", file, ")"),
                     module_name);
}

bool ImportStar(Thread* t, Value module, Dict* names) {
  if (!IsKind(module, Kind::kModule)) {
    RaiseText(t, Exc::kImportError, "from-import-* object has no __dict__ and no __all__");
    return false;
  }
  Value all = GetAttrOrNull(t, module, t->isolate->names.dunder_all);
  if (all.is_null() && !t->exception.is_null()) return false;
  List* list = all.is_null() ? DictKeysList(t, module.as<Module>()->dict) : NewListFrom(t, all);
  if (list == nullptr) return false;
  for (int64_t i = 0; i < list->length; ++i) {
    Value item = ListGet(t, list, i);
    if (!IsStr(item)) {
      Raise(t, Exc::kTypeError, "Item in %s.__all__ must be str, not %s",
            StrToUtf8(module.as<Module>()->name.as<Str>()), ClassNameOf(t, item));
      return false;
    }
    Str* name = InternStr(t, item.as<Str>());
    if (name == nullptr) return false;
    // Without __all__, names with a leading underscore stay behind.
    if (all.is_null() && name->length > 0 && StrCharAt(name, 0) == '_') continue;
    Value value = GetAttr(t, module, name);
    if (value.is_null() || !DictSet(t, names, name, value)) return false;
  }
  return true;
}

}  // namespace pyjit
