// str(), repr() and format() of any value.
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "runtime/attributes.h"
#include "runtime/intern.h"
#include "runtime/namespace.h"
#include "runtime/operators_internal.h"
#include "runtime/recursion_guard.h"
#include "runtime/types/bytes.h"
#include "runtime/types/dict.h"
#include "runtime/types/float.h"
#include "runtime/types/format_spec.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/range.h"
#include "runtime/types/set.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace pyjit {

Value ModuleRepr(Thread* t, Module* module);

namespace {

std::string TextOf(Value v) { return IsStr(v) ? StrToUtf8(v.as<Str>()) : std::string(); }

// "module.Qualname" of a class as the default repr shows it.
std::string QualifiedName(const Class* cls) {
  std::string name = TextOf(cls->qualname);
  if (name.empty()) name = ClassName(cls);
  std::string module = TextOf(cls->module);
  if (module.empty() || module == "builtins") return name;
  return module + "." + name;
}

Value Text(Thread* t, absl::string_view text) { return NewStrUtf8(t, text); }

// Attribute of a module's spec; None if it is not there. Null with an exception pending.
Value SpecAttribute(Thread* t, Value spec, const char* name) {
  Str* key = Intern(t, name);
  Value value = key == nullptr ? Value() : GetAttrOrNull(t, spec, key);
  return value.is_null() && t->exception.is_null() ? t->isolate->none() : value;
}

// "<module 'name'>", with how it was made behind the name: `from` a file, or (origin).
Value ModuleText(Thread* t, Value name, const char* before, Value how, const char* after,
                 bool as_str) {
  Value repr = ToRepr(t, name);
  if (repr.is_null()) return repr;
  std::string text = absl::StrCat("<module ", TextOf(repr));
  if (!how.is_null()) {
    Value shown = as_str ? ToStr(t, how) : ToRepr(t, how);
    if (shown.is_null()) return shown;
    absl::StrAppend(&text, before, TextOf(shown), after);
  }
  return Text(t, text + ">");
}

// By the spec of the importer.
Value ModuleReprOfSpec(Thread* t, Value spec) {
  Value name = SpecAttribute(t, spec, "name");
  Value origin = name.is_null() ? name : SpecAttribute(t, spec, "origin");
  Value loader = origin.is_null() ? origin : SpecAttribute(t, spec, "loader");
  if (loader.is_null()) return loader;
  if (IsNone(t, name)) name = t->isolate->latin1_char('?');
  if (IsNone(t, origin)) {
    return ModuleText(t, name, " (", IsNone(t, loader) ? Value() : loader, ")", false);
  }
  Value located = SpecAttribute(t, spec, "has_location");
  const int from = located.is_null() ? -1 : IsTrue(t, located);
  if (from < 0) return Value();
  return from ? ModuleText(t, name, " from ", origin, "", false)
              : ModuleText(t, name, " (", origin, ")", true);
}

// repr of builtin layouts without any override. Null without an exception if
// the kind has no form of its own.
Value DirectRepr(Thread* t, Value v) {
  Isolate* isolate = t->isolate;
  if (v.is_small_int()) return IntToStr(t, v);
  switch (v.object()->kind()) {
    case Kind::kStr: return StrRepr(t, v.as<Str>());
    case Kind::kBytes: return BytesRepr(t, v.as<Bytes>());
    case Kind::kBigInt: return IntToStr(t, v);
    case Kind::kFloat: return Text(t, FloatRepr(FloatValue(v)));
    case Kind::kList: return ListRepr(t, v.as<List>());
    case Kind::kTuple: return TupleRepr(t, v.as<Tuple>());
    case Kind::kDict: return DictRepr(t, v.as<Dict>());
    case Kind::kSet: return SetRepr(t, v.as<Set>());
    case Kind::kRange: return RangeRepr(t, v.as<Range>());
    case Kind::kSingleton:
      if (v == isolate->none()) return Text(t, "None");
      if (v == isolate->true_value()) return Text(t, "True");
      if (v == isolate->false_value()) return Text(t, "False");
      if (v == isolate->not_implemented()) return Text(t, "NotImplemented");
      if (v == isolate->ellipsis()) return Text(t, "Ellipsis");
      return Value();
    case Kind::kClass:
      return Text(t, absl::StrFormat("<class '%s'>", QualifiedName(v.as<Class>())));
    case Kind::kFunction:
      return Text(t, absl::StrFormat("<function %s at %#x>", TextOf(v.as<Function>()->qualname),
                                     v.bits()));
    case Kind::kModule: return ModuleRepr(t, v.as<Module>());
    default: return Value();
  }
}

Value DefaultRepr(Thread* t, Value v) {
  return Text(t, absl::StrFormat("<%s object at %#x>", QualifiedName(ClassOf(t, v)), v.bits()));
}

// Object's own rows only say what DefaultRepr says, or call back here.
bool IsObjectsOwn(Thread* t, Value method, Slot slot) {
  return method == SlotOf(t->isolate->object_class(), slot);
}

// False for native classes over a builtin container that show themselves otherwise.
bool IsContainersOwn(Thread* t, Value v, Value method) {
  Isolate* isolate = t->isolate;
  switch (v.object()->kind()) {
    case Kind::kTuple: return method == SlotOf(isolate->tuple_class(), Slot::kRepr);
    case Kind::kList: return method == SlotOf(isolate->list_class(), Slot::kRepr);
    case Kind::kDict: return method == SlotOf(isolate->dict_class(), Slot::kRepr);
    default: return true;
  }
}

// Whether some function of the module is C++ code of its own.
bool HasNatives(Module* module) {
  int64_t at = 0;
  Value key, value;
  while (DictNext(module->dict, &at, &key, &value)) {
    if (IsKind(value, Kind::kNativeFunction) &&
        value.as<NativeFunction>()->self == Value(module)) {
      return true;
    }
  }
  return false;
}

}  // namespace

Value ModuleRepr(Thread* t, Module* module) {
  const Isolate::Names& names = t->isolate->names;
  Value spec = NamespaceGet(module->dict, names.dunder_spec);
  if (!spec.is_null() && !IsNone(t, spec)) {
    const int is_true = IsTrue(t, spec);
    if (is_true != 0) return is_true < 0 ? Value() : ModuleReprOfSpec(t, spec);
  }
  Value name = NamespaceGet(module->dict, names.dunder_name);
  if (name.is_null()) name = t->isolate->latin1_char('?');
  Value file = NamespaceGet(module->dict, names.dunder_file);
  if (!file.is_null()) return ModuleText(t, name, " from ", file, "", false);
  // Made without the importer, which would have left a spec that says so.
  if (HasNatives(module)) return ModuleText(t, name, " (", Text(t, "built-in"), ")", true);
  Value loader = NamespaceGet(module->dict, names.dunder_loader);
  if (!loader.is_null() && IsNone(t, loader)) loader = Value();
  return ModuleText(t, name, " (", loader, ")", false);
}

Value ToRepr(Thread* t, Value v) {
  if (v.is_null()) return Text(t, "<NULL>");
  if (!v.is_small_int()) {
    RecursionGuard guard(t, " while getting the repr of an object");
    if (!guard.ok()) return Value();
    Value method = SlotOf(ClassOf(t, v), Slot::kRepr);
    bool direct = !IsOverride(method);
    if (!direct || (!method.is_null() && !IsObjectsOwn(t, method, Slot::kRepr))) {
      if (direct && IsContainersOwn(t, v, method)) {
        // The builtin's own row: the direct form is the same and quicker.
        Value r = DirectRepr(t, v);
        if (!r.is_null() || !t->exception.is_null()) return r;
      }
      Value r = CallSpecial(t, method, v, {});
      if (r.is_null() || IsStr(r)) return r;
      return Raise(t, Exc::kTypeError, "__repr__ returned non-string (type %s)",
                   TypeName(t, r));
    }
    Value r = DirectRepr(t, v);
    if (!r.is_null() || !t->exception.is_null()) return r;
    return DefaultRepr(t, v);
  }
  return DirectRepr(t, v);
}

Value ToStr(Thread* t, Value v) {
  if (v.is_small_int()) return IntToStr(t, v);
  if (v.is_null()) return Text(t, "<NULL>");
  Value method = SlotOf(ClassOf(t, v), Slot::kStr);
  if (!IsOverride(method) && IsStr(v)) return StrToExact(t, v.as<Str>());
  if (method.is_null() || IsObjectsOwn(t, method, Slot::kStr)) return ToRepr(t, v);
  RecursionGuard guard(t, " while getting the str of an object");
  if (!guard.ok()) return Value();
  Value r = CallSpecial(t, method, v, {});
  if (r.is_null() || IsStr(r)) return r;
  return Raise(t, Exc::kTypeError, "__str__ returned non-string (type %s)", TypeName(t, r));
}

Value FormatValue(Thread* t, Value v, Value spec) {
  bool empty = spec.is_null() || (IsStr(spec) && spec.as<Str>()->length == 0);
  if (!spec.is_null() && !IsStr(spec)) {
    return Raise(t, Exc::kTypeError, "Format specifier must be a string, not %s",
                 TypeName(t, spec));
  }
  Str* text = spec.is_null() ? t->isolate->empty_str() : spec.as<Str>();
  Value method = v.is_small_int() ? Value() : SlotOf(ClassOf(t, v), Slot::kFormat);
  if (!IsOverride(method)) {
    if (IsStr(v) && (!empty || ClassOf(t, v) == t->isolate->str_class())) {
      return empty ? v : StrFormatDunder(t, v.as<Str>(), text);
    }
    if (empty && (v.is_small_int() || method.is_null() ||
                  (ClassOf(t, v)->flags & kClassBuiltin) ||
                  IsObjectsOwn(t, method, Slot::kFormat))) {
      return ToStr(t, v);
    }
    if (IsBool(v) || IsInt(v)) {
      if (empty) return ToStr(t, v);
      return IntFormatDunder(t, v, text);
    }
    if (IsFloat(v)) {
      if (empty) return ToStr(t, v);
      return FloatFormatDunder(t, FloatValue(v), text);
    }
    if (method.is_null() || IsObjectsOwn(t, method, Slot::kFormat)) {
      return Raise(t, Exc::kTypeError, "unsupported format string passed to %s.__format__",
                   TypeName(t, v));
    }
  }
  Value r = CallSpecial(t, method, v, {text});
  if (r.is_null() || IsStr(r)) return r;
  return Raise(t, Exc::kTypeError, "__format__ must return a str, not %s", TypeName(t, r));
}

}  // namespace pyjit
