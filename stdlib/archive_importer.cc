// The importer of modules in the frozen library (archive.h): a path entry finder and
// loader in one, as zipimport's is. Its path entries are the archive's own path and,
// for packages, places inside it.
#include <cerrno>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "interp/interpreter.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/code.h"
#include "runtime/exceptions.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/namespace.h"
#include "runtime/operators.h"
#include "runtime/types/bytes.h"
#include "runtime/types/list.h"
#include "runtime/types/set.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "stdlib/archive.h"
#include "stdlib/import_internal.h"
#include "stdlib/marshal_internal.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

struct Importer : Object {
  Value prefix;  // "" or "json/": where in the archive
};
constexpr ExtensionInfo kLayout = {sizeof(Importer), 1, nullptr};

std::string Prefix(Value self) {
  return StrToUtf8(static_cast<Importer*>(self.object())->prefix.as<Str>());
}

struct Found {
  const ArchiveEntry* entry = nullptr;
  bool is_package = false;
};

// The module's file; its name's last part counts, as for all path entry finders.
Found FindModule(Thread* t, Value self, absl::string_view full) {
  const Archive* archive = StdlibOf(t)->archive.get();
  if (archive == nullptr) return {};
  const size_t dot = full.rfind('.');
  const std::string base =
      Prefix(self) + std::string(dot == absl::string_view::npos ? full : full.substr(dot + 1));
  if (const ArchiveEntry* entry = archive->Find(base + "/__init__.py")) return {entry, true};
  return {archive->Find(base + ".py"), false};
}

// The same for a method's argument. entry null: ImportError pending.
Found ModuleOf(Thread* t, Value self, Value name) {
  if (!IsStr(name)) {
    Raise(t, Exc::kTypeError, "module name must be str, not %s", ClassNameOf(t, name));
    return {};
  }
  const std::string full = StrToUtf8(name.as<Str>());
  Found found = FindModule(t, self, full);
  if (found.entry == nullptr) {
    RaiseImport(t, Exc::kImportError, absl::StrCat("can't find module '", full, "'"), full);
  }
  return found;
}

std::string FileName(Thread* t, const ArchiveEntry& entry) {
  const Archive& archive = *StdlibOf(t)->archive;
  return absl::StrCat(archive.path(), "/", archive.Name(entry));
}

Value CodeOf(Thread* t, const ArchiveEntry& entry) {
  const Archive& archive = *StdlibOf(t)->archive;
  Str* name = Intern(t, FileName(t, entry));
  if (name == nullptr) return Value();
  if (entry.code_size == 0) {
    // It did not compile when the archive was made: let it say why.
    std::string source;
    if (!archive.File(entry, &source) || t->isolate->compile == nullptr) {
      return RaiseText(t, Exc::kImportError, "the frozen library is damaged");
    }
    return t->isolate->compile(t, source, FileName(t, entry), "exec");
  }
  size_t used;
  return MarshalRead(t, archive.Code(entry), &used, name);
}

Value FindSpec(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!IsStr(args[1])) return NoneOf(t);
  const Found found = FindModule(t, args[0], StrToUtf8(args[1].as<Str>()));
  if (found.entry == nullptr) return NoneOf(t);
  Module* importlib = Importlib(t);
  Str* class_name = importlib == nullptr ? nullptr : Intern(t, "ModuleSpec");
  Value keys[2] = {class_name == nullptr ? Value() : Value(Intern(t, "origin")),
                   Intern(t, "is_package")};
  if (keys[0].is_null() || keys[1].is_null()) return Value();
  Tuple* kw = TupleFromArray(t, keys, 2);
  const std::string file = FileName(t, *found.entry);
  Value origin = NewStrUtf8(t, file);
  if (kw == nullptr || origin.is_null()) return Value();
  Value all[4] = {args[1], args[0], origin, t->isolate->Bool(found.is_package)};
  Value spec = Call(t, NamespaceGet(importlib->dict, class_name), all, 2, kw);
  Str* has_file = spec.is_null() ? nullptr : Intern(t, "_set_fileattr");
  if (has_file == nullptr || !SetAttr(t, spec, has_file, t->isolate->true_value())) {
    return Value();
  }
  if (found.is_package) {
    List* path = NewList(t);
    Value folder = NewStrUtf8(t, absl::StripSuffix(file, "/__init__.py"));
    Str* key = Intern(t, "submodule_search_locations");
    if (path == nullptr || folder.is_null() || key == nullptr || !ListAppend(t, path, folder)) {
      return Value();
    }
    // What the archive leaves out of a package may be in the library's folder.
    const std::string& library = StdlibOf(t)->options.library_folder;
    if (!library.empty()) {
      Value more = NewStrUtf8(
          t, absl::StrCat(library, absl::StripSuffix(file, "/__init__.py")
                                       .substr(StdlibOf(t)->archive->path().size())));
      if (more.is_null() || !ListAppend(t, path, more)) return Value();
    }
    if (!SetAttr(t, spec, key, path)) return Value();
  }
  return spec;
}

Value CreateModule(Thread* t, Value* args, size_t nargs, Value kwnames) { return NoneOf(t); }
Value ExecModule(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!IsKind(args[1], Kind::kModule)) {
    return Raise(t, Exc::kTypeError, "exec_module() argument must be module, not %s",
                 ClassNameOf(t, args[1]));
  }
  auto* module = args[1].as<Module>();
  Value name = GetAttr(t, module, t->isolate->names.dunder_name);
  if (name.is_null()) return name;
  const Found found = ModuleOf(t, args[0], name);
  if (found.entry == nullptr) return Value();
  Value code = CodeOf(t, *found.entry);
  if (code.is_null() ||
      !NamespaceSet(t, module->dict, t->isolate->names.dunder_builtins,
                    t->isolate->builtins()) ||
      RunCode(t, code.as<Code>(), module->dict, Value()).is_null()) {
    return Value();
  }
  return NoneOf(t);
}

Value GetCode(Thread* t, Value* args, size_t nargs, Value kwnames) {
  const Found found = ModuleOf(t, args[0], args[1]);
  return found.entry == nullptr ? Value() : CodeOf(t, *found.entry);
}
Value GetSource(Thread* t, Value* args, size_t nargs, Value kwnames) {
  const Found found = ModuleOf(t, args[0], args[1]);
  std::string text;
  if (found.entry == nullptr) return Value();
  if (!StdlibOf(t)->archive->File(*found.entry, &text)) {
    return RaiseText(t, Exc::kImportError, "the frozen library is damaged");
  }
  return NewStrUtf8(t, text);
}
Value GetFilename(Thread* t, Value* args, size_t nargs, Value kwnames) {
  const Found found = ModuleOf(t, args[0], args[1]);
  return found.entry == nullptr ? Value() : Value(NewStrUtf8(t, FileName(t, *found.entry)));
}
Value IsPackage(Thread* t, Value* args, size_t nargs, Value kwnames) {
  const Found found = ModuleOf(t, args[0], args[1]);
  return found.entry == nullptr ? Value() : t->isolate->Bool(found.is_package);
}

// The contents of a file by its path under the archive's.
Value GetData(Thread* t, Value* args, size_t nargs, Value kwnames) {
  const Archive* archive = StdlibOf(t)->archive.get();
  if (!IsStr(args[1])) {
    return Raise(t, Exc::kTypeError, "path must be str, not %s", ClassNameOf(t, args[1]));
  }
  const std::string path = StrToUtf8(args[1].as<Str>());
  absl::string_view name = path;
  if (archive != nullptr) absl::ConsumePrefix(&name, archive->path() + "/");
  const ArchiveEntry* entry = archive == nullptr ? nullptr : archive->Find(name);
  std::string contents;
  if (entry == nullptr || !archive->File(*entry, &contents)) {
    return RaiseOsError(t, ENOENT, args[1]);
  }
  return NewBytes(t, contents);
}

// For pkgutil.iter_modules: (name, is_package) of what is directly here.
Value IterModules(Thread* t, Value* args, size_t nargs, Value kwnames) {
  const Archive* archive = StdlibOf(t)->archive.get();
  const std::string prefix = Prefix(args[0]);
  std::string shown;
  if (IsStr(args[1])) shown = StrToUtf8(args[1].as<Str>());
  List* list = NewList(t);
  if (list == nullptr) return Value();
  for (const ArchiveEntry& entry : archive == nullptr ? absl::Span<const ArchiveEntry>()
                                                      : archive->entries()) {
    absl::string_view name = archive->Name(entry);
    if (!absl::ConsumePrefix(&name, prefix)) continue;
    bool package = false;
    if (absl::ConsumeSuffix(&name, "/__init__.py")) {
      package = true;
    } else if (!absl::ConsumeSuffix(&name, ".py") || name == "__init__") {
      continue;
    }
    if (absl::StrContains(name, '/')) continue;
    Value text = NewStrUtf8(t, absl::StrCat(shown, name));
    Value pair = text.is_null() ? text : Value(TuplePack(t, text, t->isolate->Bool(package)));
    if (pair.is_null() || !ListAppend(t, list, pair)) return Value();
  }
  return list;
}

Value LoadModule(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Module* importlib = Importlib(t);
  Str* name = importlib == nullptr ? nullptr : Intern(t, "_load_module_shim");
  Value shim = name == nullptr ? Value() : NamespaceGet(importlib->dict, name);
  return shim.is_null() ? shim : CallValues(t, shim, {args[0], args[1]});
}
Value Nothing(Thread* t, Value* args, size_t nargs, Value kwnames) { return NoneOf(t); }

// archiveimporter(path)
Value New(Thread* t, Value* args, size_t nargs, Value kwnames) {
  const Archive* archive = StdlibOf(t)->archive.get();
  absl::string_view rest;
  std::string path;
  bool ours = false;
  if (archive != nullptr && IsStr(args[1])) {
    path = StrToUtf8(args[1].as<Str>());
    rest = path;
    ours = absl::ConsumePrefix(&rest, archive->path()) &&
           (rest.empty() || absl::ConsumePrefix(&rest, "/"));
  }
  if (!ours) return RaiseImport(t, Exc::kImportError, "not the frozen library", "", args[1]);
  std::string prefix(absl::StripSuffix(rest, "/"));
  if (!prefix.empty()) prefix += '/';
  Value text = NewStrUtf8(t, prefix);
  Object* object = text.is_null() ? nullptr : AllocateInstance(t, args[0].as<Class>());
  if (object == nullptr) return Value();
  StoreField(t, object, &static_cast<Importer*>(object)->prefix, text);
  return object;
}

Value Repr(Thread* t, Value* args, size_t nargs, Value kwnames) {
  const Archive* archive = StdlibOf(t)->archive.get();
  return NewStrUtf8(t, absl::StrCat("<archiveimporter object \"",
                                    archive == nullptr ? "" : archive->path(), "/",
                                    Prefix(args[0]), "\">"));
}

constexpr NativeInfo kMethods[] = {
    {"__new__", New, "(type, path, /)", kAnything, "Create and return a new object."},
    {"__repr__", Repr, "($self, /)", kAnything, "Return repr(self)."},
    {"find_spec", FindSpec, "($self, fullname, target=None)", kAnything,
     "The module's spec, or None."},
    {"create_module", CreateModule, "($self, spec)", kPure, "Use default semantics."},
    {"exec_module", ExecModule, "($self, module)", kAnything, "Run the module's code."},
    {"load_module", LoadModule, "($self, fullname)", kAnything, "Deprecated: import it."},
    {"get_code", GetCode, "($self, fullname)", kAnything, "The module's code object."},
    {"get_source", GetSource, "($self, fullname)", kAnything, "The module's source."},
    {"get_filename", GetFilename, "($self, fullname)", kAnything, "What __file__ would be."},
    {"is_package", IsPackage, "($self, fullname)", kAnything, "Is the module a package?"},
    {"get_data", GetData, "($self, path)", kAnything, "The contents of a file, as bytes."},
    {"iter_modules", IterModules, "($self, prefix='')", kAnything,
     "Names of modules here, for pkgutil."},
    {"invalidate_caches", Nothing, "($self)", kPure, "Does nothing: archives do not change."},
};

}  // namespace

Value ArchiveHook(Thread* t) {
  ClassOptions options;
  options.extension = &kLayout;
  options.flags = kClassBuiltin;
  options.module = NewStrUtf8(t, "_imp");
  Str* name = Intern(t, "archiveimporter");
  if (options.module.is_null() || name == nullptr) return Value();
  Class* cls = NewNativeClass(t, name, t->isolate->object_class(), options);
  if (cls != nullptr) cls->construct = ConstructByNew;
  if (cls == nullptr || !AddNatives(t, cls->dict, kMethods, cls) || !RefreshClass(t, cls) ||
      !Keep(t, KeptClass::kArchiveImporter, cls)) {
    return Value();
  }
  return cls;
}

}  // namespace pyjit
