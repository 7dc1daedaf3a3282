// What the import statements do. Modules that are loaded already, and native ones
// as long as nothing has needed importlib, are found here; everything else is
// importlib's (importlib_setup.cc).
#include <string>

#include "absl/strings/str_cat.h"
#include "interp/names.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/code.h"
#include "runtime/error.h"
#include "runtime/exceptions.h"
#include "runtime/intern.h"
#include "runtime/namespace.h"
#include "runtime/operators.h"
#include "runtime/traceback.h"
#include "runtime/types/dict.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "runtime/warn.h"
#include "stdlib/import_internal.h"
#include "stdlib/modules.h"
#include "stdlib/state.h"

namespace pyjit {

Value LoadedModule(Thread* t, Str* name) {
  bool error = false;
  return DictGet(t, t->isolate->modules(), name, &error);
}

Value RaiseImport(Thread* t, Exc exc, absl::string_view message, absl::string_view name,
                  Value path) {
  Value text = NewStrUtf8(t, message);
  Value values[2] = {text.is_null() ? text : Value(NewStrUtf8(t, name)), path};
  Value keys[2] = {Intern(t, "name"), Intern(t, "path")};
  if (values[0].is_null() || keys[0].is_null() || keys[1].is_null()) return Value();
  Tuple* kwnames = TupleFromArray(t, keys, path.is_null() ? 1 : 2);
  if (kwnames == nullptr) return Value();
  Value args[4] = {ExceptionClass(t, exc), text, values[0], values[1]};
  Value made = ConstructException(t, args, 2, kwnames);
  return made.is_null() ? made : RaiseValue(t, made, Value());
}

bool IsNative(Thread* t, absl::string_view name) {
  auto& natives = StdlibOf(t)->native_modules;
  return natives.find(name) != natives.end() || name == "sys" || name == "builtins";
}

bool FillNative(Thread* t, Module* module, Str* name) {
  Value& all = StdlibOf(t)->native_contents;
  if (all.is_null()) all = NewDict(t);
  if (all.is_null()) return false;
  if (Value contents = DictGetStr(all.as<Dict>(), name)) {
    int64_t at = 0;
    Value key, value;
    while (DictNext(contents.as<Dict>(), &at, &key, &value)) {
      Str* known = key.as<Str>();
      if (!NamespaceGet(module->dict, known).is_null()) continue;
      if (!NamespaceSet(t, module->dict, known, value)) return false;
    }
    return true;
  }
  auto& natives = StdlibOf(t)->native_modules;
  auto native = natives.find(StrToUtf8(name));
  if (native == natives.end()) return true;
  if (!native->second(t, module)) return false;
  Dict* contents = DictCopy(t, module->dict);
  return contents != nullptr && DictSet(t, all.as<Dict>(), name, contents);
}

Value LoadNative(Thread* t, Str* name) {
  Value loaded = LoadedModule(t, name);
  if (!loaded.is_null()) return loaded;
  if (StdlibOf(t)->native_modules.count(StrToUtf8(name)) == 0) {
    return Raise(t, Exc::kModuleNotFoundError, "No module named '%s'", StrToUtf8(name));
  }
  Module* module = NewModule(t, name, true);
  if (module == nullptr) return Value();
  if (FillNative(t, module, name)) return module;
  Value pending = TakeException(t);
  DictDelete(t, t->isolate->modules(), name);
  t->exception = pending;
  return Value();
}

namespace {

// A traceback entry of a module's body in the frozen library.
bool IsFrozenModule(Thread* t, Value entry) {
  const std::string& library = StdlibOf(t)->options.library;
  if (!IsKind(entry, Kind::kTraceback) || library.empty()) return false;
  const CodeBlock* block = entry.as<Traceback>()->code->block;
  return block->filename != nullptr && StrEqualsAscii(block->name, "<module>") &&
         StrToUtf8(block->filename).compare(0, library.size(), library) == 0;
}

}  // namespace

void HideImportFrames(Thread* t) {
  Value pending = t->exception;
  if (!IsKind(pending, Kind::kException)) return;
  auto* exc = pending.as<Exception>();
  const bool always = PendingIs(t, Exc::kImportError);
  Object* holder = exc;
  Value* link = &exc->traceback;
  Object* outer_holder = nullptr;
  Value* outer = nullptr;
  bool inside = false;
  for (Value at = *link; IsKind(at, Kind::kTraceback);) {
    auto* entry = at.as<Traceback>();
    const CodeBlock* block = entry->code->block;
    const bool now_inside = IsImporterCode(block);
    if (now_inside && !inside) {
      outer = link;
      outer_holder = holder;
    }
    inside = now_inside;
    Value next = entry->next;
    // The frozen library's importer runs modules without that function.
    const bool runs_frozen = inside && StrEqualsAscii(block->name, "_load_unlocked") &&
                             IsFrozenModule(t, next);
    if (inside &&
        (always || runs_frozen || StrEqualsAscii(block->name, "_call_with_frames_removed"))) {
      StoreField(t, outer_holder, outer, next);
      link = outer;
      holder = outer_holder;
    } else {
      link = &entry->next;
      holder = entry;
    }
    at = next;
  }
}

namespace {

bool IsNone(Thread* t, Value v) { return v == t->isolate->none(); }

Value CallImportlib(Thread* t, Module* importlib, absl::string_view function,
                    std::initializer_list<Value> args) {
  Str* name = Intern(t, function);
  Value callee = name == nullptr ? Value() : NamespaceGet(importlib->dict, name);
  if (callee.is_null()) return RaiseText(t, Exc::kImportError, "importlib is broken");
  Value result = CallValues(t, callee, args);
  if (result.is_null()) HideImportFrames(t);
  return result;
}

Value ImportFunction(Thread* t) {
  Value function = NamespaceGet(t->isolate->builtins(), t->isolate->names.dunder_import);
  return function.is_null() ? StdlibOf(t)->import_function : function;
}

// Is it still being run? Then another thread may have to be waited for.
bool IsInitializing(Thread* t, Value module) {
  if (!IsKind(module, Kind::kModule)) return false;
  Value spec = NamespaceGet(module.as<Module>()->dict, t->isolate->names.dunder_spec);
  if (!spec.is_object() || IsNone(t, spec)) return false;
  Str* name = Intern(t, "_initializing");
  return name != nullptr && GetOwnAttribute(t, spec, name) == t->isolate->true_value();
}

// The module of an absolute name.
Value FindAndLoad(Thread* t, Str* name) {
  Value loaded = LoadedModule(t, name);
  if (!loaded.is_null() && !IsNone(t, loaded)) {
    if (IsInitializing(t, loaded)) {
      Module* importlib = ImportlibIfThere(t);
      if (importlib != nullptr &&
          CallImportlib(t, importlib, "_lock_unlock_module", {name}).is_null()) {
        return Value();
      }
    }
    return loaded;
  }
  if (!t->exception.is_null()) return Value();
  if (loaded.is_null() && ImportlibIfThere(t) == nullptr && IsNative(t, StrToUtf8(name))) {
    return LoadNative(t, name);
  }
  Module* importlib = Importlib(t);
  if (importlib == nullptr) return Value();
  return CallImportlib(t, importlib, "_find_and_load", {name, ImportFunction(t)});
}

// What spec.parent says; null without an exception if there is no spec.
bool SpecParent(Thread* t, Dict* globals, Value* out) {
  Value spec = NamespaceGet(globals, t->isolate->names.dunder_spec);
  if (spec.is_null() || IsNone(t, spec)) return true;
  Str* parent = Intern(t, "parent");
  if (parent == nullptr) return false;
  *out = GetAttr(t, spec, parent);
  return !out->is_null();
}

// The package that a relative import starts from. False with an exception.
bool FindPackage(Thread* t, Dict* globals, std::string* out) {
  if (globals == nullptr) {
    RaiseText(t, Exc::kKeyError, "'__name__' not in globals");
    return false;
  }
  Value package = NamespaceGet(globals, t->isolate->names.dunder_package);
  Value parent;
  if (!package.is_null() && !IsNone(t, package)) {
    if (!IsStr(package)) {
      RaiseText(t, Exc::kTypeError, "package must be a string");
      return false;
    }
    if (!SpecParent(t, globals, &parent)) return false;
    if (!parent.is_null()) {
      const int same = CompareBool(t, CompareOp::kEq, package, parent);
      if (same < 0 || (same == 0 && !Warn(t, Exc::kImportWarning,
                                          "__package__ != __spec__.parent", 1))) {
        return false;
      }
    }
    *out = StrToUtf8(package.as<Str>());
    return true;
  }
  if (!SpecParent(t, globals, &parent)) return false;
  if (!parent.is_null()) {
    if (!IsStr(parent)) {
      RaiseText(t, Exc::kTypeError, "__spec__.parent must be a string");
      return false;
    }
    *out = StrToUtf8(parent.as<Str>());
    return true;
  }
  if (!Warn(t, Exc::kImportWarning,
            "can't resolve package from __spec__ or __package__, falling back on __name__ and "
            "__path__",
            1)) {
    return false;
  }
  Value name = NamespaceGet(globals, t->isolate->names.dunder_name);
  if (name.is_null()) {
    RaiseText(t, Exc::kKeyError, "'__name__' not in globals");
    return false;
  }
  if (!IsStr(name)) {
    RaiseText(t, Exc::kTypeError, "__name__ must be a string");
    return false;
  }
  *out = StrToUtf8(name.as<Str>());
  if (NamespaceGet(globals, t->isolate->names.dunder_path).is_null()) {
    const size_t dot = out->rfind('.');
    out->resize(dot == std::string::npos ? 0 : dot);
  }
  return true;
}

bool ResolveRelative(Thread* t, absl::string_view name, int level, Dict* globals,
                     std::string* out) {
  std::string base;
  if (!FindPackage(t, globals, &base)) return false;
  if (base.empty()) {
    RaiseText(t, Exc::kImportError,
              "attempted relative import with no known parent package");
    return false;
  }
  for (int i = 1; i < level; ++i) {
    const size_t dot = base.rfind('.');
    if (dot == std::string::npos) {
      RaiseText(t, Exc::kImportError, "attempted relative import beyond top-level package");
      return false;
    }
    base.resize(dot);
  }
  *out = name.empty() ? base : absl::StrCat(base, ".", name);
  return true;
}

// `from module import a, b`: are all of them there, so that importlib need not look?
bool HasAll(Thread* t, Module* module, Value fromlist) {
  const int64_t n = IsKind(fromlist, Kind::kTuple) ? fromlist.as<Tuple>()->length : -1;
  for (int64_t i = 0; i < n; ++i) {
    Value item = fromlist.as<Tuple>()->items[i];
    if (!IsStr(item)) return false;
    Str* name = FindInterned(t->isolate, item.as<Str>());
    if (name == nullptr || NamespaceGet(module->dict, name).is_null()) return false;
  }
  return n >= 0;
}

}  // namespace

Value ImportModule(Thread* t, Str* name) {
  Str* wanted = InternStr(t, name);
  if (wanted == nullptr) return Value();
  if (wanted->length == 0) return RaiseText(t, Exc::kValueError, "Empty module name");
  return FindAndLoad(t, wanted);
}

Value ImportName(Thread* t, Str* name, Value fromlist, int level, Dict* globals) {
  std::string full = StrToUtf8(name);
  if (level < 0) return RaiseText(t, Exc::kValueError, "level must be >= 0");
  if (level > 0) {
    std::string absolute;
    if (!ResolveRelative(t, full, level, globals, &absolute)) return Value();
    full = absolute;
  } else if (full.empty()) {
    return RaiseText(t, Exc::kValueError, "Empty module name");
  }
  Str* wanted = level == 0 ? InternStr(t, name) : Intern(t, full);
  if (wanted == nullptr) return Value();
  Value module = FindAndLoad(t, wanted);
  if (module.is_null()) return module;
  const int has_from =
      fromlist.is_null() || IsNone(t, fromlist) ? 0 : IsTrue(t, fromlist);
  if (has_from < 0) return Value();
  if (has_from) {
    Value path = GetAttrOrNull(t, module, t->isolate->names.dunder_path);
    if (path.is_null()) return t->exception.is_null() ? module : Value();
    if (IsKind(module, Kind::kModule) && HasAll(t, module.as<Module>(), fromlist)) return module;
    Module* importlib = Importlib(t);
    if (importlib == nullptr) return Value();
    return CallImportlib(t, importlib, "_handle_fromlist",
                         {module, fromlist, ImportFunction(t)});
  }
  if (level > 0 && name->length == 0) return module;
  // `import a.b` binds a; a relative name's first part is below the package.
  const std::string shown = StrToUtf8(name);
  const size_t dot = shown.find('.');
  if (dot == std::string::npos) return module;
  if (level == 0) {
    Str* top = Intern(t, shown.substr(0, dot));
    return top == nullptr ? Value() : FindAndLoad(t, top);
  }
  const size_t cut = full.size() - (shown.size() - dot);
  Str* top = Intern(t, full.substr(0, cut));
  if (top == nullptr) return Value();
  Value found = LoadedModule(t, top);
  if (!found.is_null() || !t->exception.is_null()) return found;
  return Raise(t, Exc::kKeyError, "'%s' not in sys.modules as expected", full.substr(0, cut));
}

Value ImportStatement(Thread* t, Str* name, Value fromlist, int level, Dict* globals) {
  // Of the code's own builtins: what runs with others may import nothing, or otherwise.
  Value builtins = BuiltinsOfGlobals(t, globals);
  Value function = LookupInNamespace(t, builtins, t->isolate->names.dunder_import);
  if (function.is_null()) {
    return t->exception.is_null() ? RaiseText(t, Exc::kImportError, "__import__ not found")
                                  : function;
  }
  if (function == StdlibOf(t)->import_function) {
    return ImportName(t, name, fromlist, level, globals);
  }
  Value none = NoneOf(t);
  Value locals = CallerLocals(t);
  if (locals.is_null()) return locals;
  Value args[5] = {name, globals == nullptr ? none : Value(globals), locals,
                   fromlist.is_null() ? none : fromlist, Value::SmallInt(level)};
  return Call(t, function, args, 5, Value());
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
  if (IsStr(path) && IsInitializing(t, module)) {
    return RaiseImport(t, Exc::kImportError,
                       absl::StrCat("cannot import name '", StrToUtf8(name),
                                    "' from partially initialized module '", module_name,
                                    "' (most likely due to a circular import) (", file, ")"),
                       module_name, path);
  }
  return RaiseImport(t, Exc::kImportError,
                     absl::StrCat("cannot import name '", StrToUtf8(name), "' from '",
                                  module_name, "' (", file, ")"),
                     module_name, IsStr(path) ? path : NoneOf(t));
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
