#include "stdlib/state.h"

#include "absl/algorithm/container.h"
#include "runtime/code.h"
#include "runtime/error.h"
#include "runtime/frame_object.h"
#include "runtime/intern.h"
#include "runtime/namespace.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"
#include "stdlib/signals.h"

namespace pyjit {

StdlibState::~StdlibState() { ForgetSignals(signal_thread); }

void StdlibState::VisitRoots(RootVisitor* visitor) {
  visitor->Visit(&native_contents);
  visitor->Visit(&sys);
  visitor->Visit(&builtins);
  visitor->Visit(&ast_classes);
  visitor->Visit(&ast_singletons);
  visitor->Visit(&warnings);
  visitor->Visit(&abc_data_class);
  visitor->Visit(&importlib);
  visitor->Visit(&import_function);
  visitor->Visit(&audit_hooks);
  for (Value& hooks : fork_hooks) visitor->Visit(&hooks);
  visitor->Visit(&exit_callbacks);
  visitor->Visit(&signal_handlers);
  for (Value& cls : kept) visitor->Visit(&cls);
  visitor->Visit(&gc_callbacks);
}

bool SetModuleValue(Thread* t, Module* module, absl::string_view name, Value value) {
  if (value.is_null()) return false;
  Str* interned = Intern(t, name);
  return interned != nullptr && NamespaceSet(t, module->dict, interned, value);
}

bool SetModuleInt(Thread* t, Module* module, absl::string_view name, int64_t value) {
  return SetModuleValue(t, module, name, IntFromInt64(t, value));
}

bool SetModuleText(Thread* t, Module* module, absl::string_view name, absl::string_view text) {
  return SetModuleValue(t, module, name, NewStrUtf8(t, text));
}

bool AddModuleNatives(Thread* t, Module* module, absl::Span<const NativeInfo> rows) {
  return AddNatives(t, module->dict, rows, nullptr);
}

Value SysValue(Thread* t, Str* name) {
  StdlibState* state = StdlibOf(t);
  if (state == nullptr || state->sys.is_null()) return Value();
  return NamespaceGet(state->sys.as<Module>()->dict, name);
}

Frame* CallerFrame(Thread* t) {
  // Called by machine code, through a native that calls this one.
  if (t->frame != nullptr) ForceFrame(t, t->frame);
  return t->frame;
}

Dict* CallerGlobals(Thread* t) {
  Frame* frame = CallerFrame(t);
  if (frame == nullptr) {
    // Called by the host with no Python code running: __main__, if it is there.
    Value main = DictGetStr(t->isolate->modules(), t->isolate->names.dunder_main);
    if (IsKind(main, Kind::kModule)) return main.as<Module>()->dict;
    RaiseText(t, Exc::kSystemError, "globals(): no current frame");
    return nullptr;
  }
  if (IsKind(frame->callee, Kind::kFunction)) return frame->callee.as<Function>()->globals;
  return frame->code->block->globals;
}

Value CallerLocals(Thread* t) {
  Frame* frame = CallerFrame(t);
  if (frame == nullptr) return CallerGlobals(t);
  const uint32_t flags = frame->code->block->flags;
  if ((flags & kCodeClassBody) && frame->extra.is_object()) return frame->extra;
  if (flags & (kCodeModule | kCodeClassBody)) return CallerGlobals(t);
  FrameObject* object = FrameObjectFor(t, frame);
  return object == nullptr ? Value() : FrameLocals(t, object);
}

Value ConstructByNew(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value make = ClassSlot(args[0].as<Class>(), Slot::kNew);
  if (IsKind(make, Kind::kMethodWrapper)) make = make.as<MethodWrapper>()->function;
  return Call(t, make, args, nargs, kwnames);
}

Value RefuseInstances(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return Raise(t, Exc::kTypeError, "cannot create '%s' instances",
               ClassDisplayName(args[0].as<Class>()));
}

Value RawKeyword(Value* args, size_t nargs, Value kwnames, absl::string_view name, int* seen) {
  if (kwnames.is_null()) return Value();
  auto* names = kwnames.as<Tuple>();
  for (int64_t k = 0; k < names->length; ++k) {
    if (StrEqualsAscii(names->items[k].as<Str>(), name)) {
      ++*seen;
      return args[nargs + static_cast<size_t>(k)];
    }
  }
  return Value();
}

bool RejectKeywords(Thread* t, Value kwnames, const char* function,
                    absl::Span<const absl::string_view> known, bool counted) {
  if (kwnames.is_null()) return true;
  auto* names = kwnames.as<Tuple>();
  const auto most = static_cast<int64_t>(known.size());
  if (counted && names->length > most) {
    Raise(t, Exc::kTypeError, "%s() takes at most %d keyword argument%s (%d given)", function,
          most, most == 1 ? "" : "s", names->length);
    return false;
  }
  for (int64_t k = 0; k < names->length; ++k) {
    std::string name = StrToUtf8(names->items[k].as<Str>());
    if (!absl::c_linear_search(known, name)) {
      Raise(t, Exc::kTypeError, "'%s' is an invalid keyword argument for %s()", name, function);
      return false;
    }
  }
  return true;
}

}  // namespace pyjit
