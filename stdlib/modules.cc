#include "stdlib/modules.h"

#include <unistd.h>

#include <memory>
#include <string>

#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/exceptions.h"
#include "runtime/intern.h"
#include "runtime/namespace.h"
#include "runtime/operators.h"
#include "runtime/traceback.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "stdlib/archive.h"
#include "stdlib/builtins.h"
#include "stdlib/io_streams.h"
#include "stdlib/state.h"

namespace pyjit {

Value ModuleRepr(Thread* t, Module* module);  // runtime/operators_text.cc

#define PYJIT_MODULE(name, init) bool init(Thread* t, Module* module);
#include "stdlib/modules.def"
#undef PYJIT_MODULE
bool InitSysModule(Thread* t, Module* module);
bool AddSiteBuiltins(Thread* t, Module* builtins);  // sitebuiltins_module.cc

namespace {

// A module over a given namespace dict.
Module* MakeModule(Thread* t, Str* name, Dict* dict) {
  Object* object = AllocateInstance(t, t->isolate->module_class());
  if (object == nullptr) return nullptr;
  auto* module = static_cast<Module*>(object);
  module->name = name;
  module->dict = dict;
  WriteBarrier(t, module);
  dict->owner = module;
  WriteBarrier(t, dict);
  Value none = t->isolate->none();
  auto& names = t->isolate->names;
  auto preset = [&](Str* key, Value value) {
    return !NamespaceGet(dict, key).is_null() || NamespaceSet(t, dict, key, value);
  };
  bool ok = NamespaceSet(t, dict, names.dunder_name, name) && preset(names.dunder_doc, none) &&
            preset(names.dunder_package, none) && preset(names.dunder_loader, none) &&
            preset(names.dunder_spec, none);
  return ok ? module : nullptr;
}

// types.ModuleType: __new__ makes an empty one, __init__ names it.
Value ModuleNew(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (nargs < 1 || !IsKind(args[0], Kind::kClass) ||
      !IsSubclass(args[0].as<Class>(), t->isolate->module_class())) {
    return RaiseText(t, Exc::kTypeError, "module.__new__(X): X is not a subtype of module");
  }
  Dict* dict = NewNamespace(t, Value());
  Object* object = dict == nullptr ? nullptr : AllocateInstance(t, args[0].as<Class>());
  if (object == nullptr) return Value();
  auto* module = static_cast<Module*>(object);
  module->name = t->isolate->empty_str();
  module->dict = dict;
  WriteBarrier(t, module);
  dict->owner = module;
  WriteBarrier(t, dict);
  return module;
}
Value ModuleInit(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!IsStr(args[1])) {
    return Raise(t, Exc::kTypeError, "module() argument 'name' must be str, not %s",
                 ClassNameOf(t, args[1]));
  }
  auto* module = args[0].as<Module>();
  auto& names = t->isolate->names;
  const Value none = t->isolate->none();
  StoreField(t, module, &module->name, args[1]);
  const bool ok =
      NamespaceSet(t, module->dict, names.dunder_name, args[1]) &&
      NamespaceSet(t, module->dict, names.dunder_doc, args[2].is_null() ? none : args[2]) &&
      NamespaceSet(t, module->dict, names.dunder_package, none) &&
      NamespaceSet(t, module->dict, names.dunder_loader, none) &&
      NamespaceSet(t, module->dict, names.dunder_spec, none);
  return ok ? none : Value();
}
// Both at once, unless a subclass has an __init__ of its own.
Value ConstructModule(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value module = ModuleNew(t, args, 1, Value());
  if (module.is_null()) return module;
  Value init = ClassSlot(args[0].as<Class>(), Slot::kInit);
  if (!IsKind(init, Kind::kNativeFunction)) return module;
  Value cls = args[0];
  args[0] = module;
  Value done = Call(t, init, args, nargs, kwnames);
  args[0] = cls;
  return done.is_null() ? done : module;
}

Value ModuleReprRow(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return ModuleRepr(t, args[0].as<Module>());
}

constexpr NativeInfo kModuleMethods[] = {
    {"__repr__", ModuleReprRow, "($self, /)", kAnything, "Return repr(self)."},
    {"__new__", ModuleNew, nullptr, kReadsHeap | kRaises | kCollects,
     "Create and return a new object."},
    {"__init__", ModuleInit, "($self, name, doc=None)", kAnything,
     "Initialize self.  See help(type(self)) for accurate signature."},
};
bool FillModuleClass(Thread* t) {
  Class* cls = t->isolate->module_class();
  cls->construct = ConstructModule;
  return AddNatives(t, cls->dict, kModuleMethods, cls) && RefreshClass(t, cls);
}

bool AddBuiltinClasses(Thread* t, Module* module) {
  Isolate* isolate = t->isolate;
  Class* const kClasses[] = {
      isolate->object_class(), isolate->type_class(), isolate->int_class(),
      isolate->bool_class(), isolate->float_class(), isolate->complex_class(),
      isolate->str_class(), isolate->bytes_class(), isolate->list_class(),
      isolate->tuple_class(), isolate->dict_class(), isolate->set_class(),
      isolate->frozenset_class(), isolate->range_class(), isolate->slice_class(),
      isolate->property_class(), isolate->staticmethod_class(), isolate->classmethod_class(),
      isolate->super_class(), isolate->enumerate_class(), isolate->zip_class(),
      isolate->map_class(), isolate->filter_class(), isolate->reversed_class(),
  };
  for (Class* cls : kClasses) {
    if (!SetModuleValue(t, module, ClassName(cls), cls)) return false;
  }
  for (int i = 0; i < static_cast<int>(Exc::kCount); ++i) {
    Class* cls = ExceptionClass(t, static_cast<Exc>(i));
    if (!SetModuleValue(t, module, ClassName(cls), cls)) return false;
  }
  Class* os_error = ExceptionClass(t, Exc::kOSError);
  return SetModuleValue(t, module, "EnvironmentError", os_error) &&
         SetModuleValue(t, module, "IOError", os_error);
}

bool FillBuiltins(Thread* t, Module* module) {
  Isolate* isolate = t->isolate;
  for (absl::Span<const NativeInfo> rows :
       {BuiltinsIo(), BuiltinsMath(), BuiltinsIter(), BuiltinsObject(), BuiltinsText(),
        BuiltinsClass(), BuiltinsCode()}) {
    if (!AddModuleNatives(t, module, rows)) return false;
  }
  return AddBuiltinClasses(t, module) && SetModuleValue(t, module, "None", isolate->none()) &&
         SetModuleValue(t, module, "True", isolate->true_value()) &&
         SetModuleValue(t, module, "False", isolate->false_value()) &&
         SetModuleValue(t, module, "NotImplemented", isolate->not_implemented()) &&
         SetModuleValue(t, module, "Ellipsis", isolate->ellipsis()) &&
         SetModuleValue(t, module, "__debug__", isolate->true_value());
}

}  // namespace

Module* NewModule(Thread* t, Str* name, bool add) {
  Str* interned = InternStr(t, name);
  Dict* dict = interned == nullptr ? nullptr : NewNamespace(t, Value());
  if (dict == nullptr) return nullptr;
  Module* module = MakeModule(t, interned, dict);
  if (module == nullptr) return nullptr;
  if (add && !DictSet(t, t->isolate->modules(), interned, module)) return nullptr;
  return module;
}

bool InitStdlib(Thread* t, const StdlibOptions& options) {
  Isolate* isolate = t->isolate;
  auto state = std::make_shared<StdlibState>();
  state->options = options;
#define PYJIT_MODULE(name, init) state->native_modules.emplace(name, init);
#include "stdlib/modules.def"
#undef PYJIT_MODULE
  if (state->options.library.empty()) state->options.library = FindFrozenLibrary();
  if (!state->options.library.empty()) {
    state->archive = Archive::Open(state->options.library);
    if (state->archive != nullptr) state->options.import_path.push_back(state->options.library);
  }
  if (!state->options.library_folder.empty()) {
    state->options.import_path.push_back(state->options.library_folder);
  }
  isolate->heap()->AddRootProvider(state.get());
  isolate->stdlib = state;
  isolate->import_name = ImportStatement;
  isolate->import_from = ImportFrom;
  isolate->import_star = ImportStar;

  if (!FillModuleClass(t)) return false;
  Module* builtins = MakeModule(t, isolate->names.builtins, isolate->builtins());
  if (builtins == nullptr) return false;
  state->builtins = builtins;
  if (!DictSet(t, isolate->modules(), isolate->names.builtins, builtins) ||
      !FillBuiltins(t, builtins)) {
    return false;
  }
  state->import_function = NamespaceGet(isolate->builtins(), isolate->names.dunder_import);
  Module* sys = NewModule(t, isolate->names.sys, true);
  if (sys == nullptr) return false;
  state->sys = sys;
  return InitSysModule(t, sys) &&
         (options.flags.no_site != 0 || AddSiteBuiltins(t, builtins));
}

bool InitStdlib(Thread* t) {
  StdlibOptions options;
  options.stdin_fd = STDIN_FILENO;
  options.stdout_fd = STDOUT_FILENO;
  options.stderr_fd = STDERR_FILENO;
  return InitStdlib(t, options);
}

bool RegisterNativeModule(Thread* t, absl::string_view name, InitModuleFn init) {
  StdlibOf(t)->native_modules[std::string(name)] = init;
  return true;
}

void FlushStandardStreams(Thread* t) {
  Value pending = t->exception;
  t->exception = Value();
  for (Str* name : {t->isolate->names.stdout_, t->isolate->names.stderr_}) {
    Value stream = SysValue(t, name);
    if (stream.is_object() && stream != t->isolate->none()) StreamFlush(t, stream);
    t->exception = Value();
  }
  // The originals too, if a program put its own in their place, and open files.
  FlushAllStreams(t);
  t->exception = pending;
}

namespace {

// The last words of a program that has no memory left for a stream's str.
void WriteRaw(int fd, absl::string_view text) {
  while (fd >= 0 && !text.empty()) {
    const ssize_t n = write(fd, text.data(), text.size());
    if (n <= 0) return;
    text.remove_prefix(static_cast<size_t>(n));
  }
}

}  // namespace

void WriteStderr(Thread* t, absl::string_view text) {
  Value pending = t->exception;
  t->exception = Value();
  Value stream = SysValue(t, t->isolate->names.stderr_);
  if (stream.is_null()) stream = t->isolate->standard_error;
  if (stream.is_object() && stream != t->isolate->none()) {
    Str* str = NewStrUtf8(t, text);
    if (str != nullptr && StreamWrite(t, stream, str)) StreamFlush(t, stream);
    if (PendingIs(t, Exc::kMemoryError) && stream == t->isolate->standard_error) {
      WriteRaw(StdlibOf(t)->options.stderr_fd, text);
    }
  }
  t->exception = pending;
}

namespace {

// sys.exit's argument as a process's exit code; anything but None and ints is
// printed and means 1.
int ExitCode(Thread* t, Exception* exc) {
  Value code = exc->extra;
  if (code.is_null() || code == t->isolate->none()) return 0;
  if (IsInt(code)) {
    int64_t n;
    return IntAsInt64(code, &n) ? static_cast<int>(n & 0xFF) : 255;
  }
  FlushStandardStreams(t);
  Value text = ToStr(t, code);
  if (text.is_null()) {
    TakeException(t);
  } else {
    WriteStderr(t, StrToUtf8(text.as<Str>()) + "\n");
  }
  return 1;
}

}  // namespace

int HandleUncaught(Thread* t, Value exc) {
  t->exception = Value();
  if (IsKind(exc, Kind::kException) &&
      IsSubclass(ClassOf(t, exc), ExceptionClass(t, Exc::kSystemExit))) {
    return ExitCode(t, exc.as<Exception>());
  }
  FlushStandardStreams(t);
  // A program may have its own sys.excepthook.
  Str* hook_name = Intern(t, "excepthook");
  Value hook = hook_name == nullptr ? Value() : SysValue(t, hook_name);
  if (hook.is_object() && !IsKind(hook, Kind::kNativeFunction) &&
      IsKind(exc, Kind::kException)) {
    Value traceback = exc.as<Exception>()->traceback;
    if (traceback.is_null()) traceback = t->isolate->none();
    if (!CallValues(t, hook, {ClassOf(t, exc), exc, traceback}).is_null()) return 1;
    Value second = TakeException(t);
    if (IsKind(second, Kind::kException) &&
        IsSubclass(ClassOf(t, second), ExceptionClass(t, Exc::kSystemExit))) {
      return ExitCode(t, second.as<Exception>());
    }
    WriteStderr(t, "Error in sys.excepthook:\n" + FormatException(t, second) +
                       "\nOriginal exception was:\n");
  }
  WriteStderr(t, FormatException(t, exc));
  t->exception = Value();
  return 1;
}

}  // namespace pyjit
