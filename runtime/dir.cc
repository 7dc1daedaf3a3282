#include "runtime/dir.h"

#include "runtime/attributes.h"
#include "runtime/attributes_internal.h"
#include "runtime/namespace.h"
#include "runtime/operators_internal.h"
#include "runtime/types/dict.h"
#include "runtime/types/list.h"
#include "runtime/types/set.h"

namespace pyjit {
namespace {

// Adds what is not there yet; keeps the order of first appearance.
class NameCollector {
 public:
  explicit NameCollector(Thread* t) : t_(t) {}
  bool Init() {
    names_ = NewDict(t_);
    return names_ != nullptr;
  }
  bool Add(Value name) {
    return !IsKind(name, Kind::kStr) || DictSet(t_, names_, name, t_->isolate->none());
  }
  bool AddKeys(Dict* dict) {
    // A list first: adding may collect, but nothing here changes `dict`.
    List* keys = DictKeysList(t_, dict);
    if (keys == nullptr) return false;
    for (int64_t i = 0; i < keys->length; ++i) {
      if (!Add(ListGet(t_, keys, i))) return false;
    }
    return true;
  }
  bool AddClass(Class* cls) {
    auto* mro = cls->mro.as<Tuple>();
    for (int64_t i = mro->length - 1; i >= 0; --i) {
      if (!AddKeys(mro->items[i].as<Class>()->dict)) return false;
    }
    return true;
  }
  List* Finish() { return DictKeysList(t_, names_); }

 private:
  Thread* t_;
  Dict* names_ = nullptr;
};

// Whether a class written in Python has something of its own by the name of an attribute
// that all objects have.
bool Redefines(const Class* cls, Str* name) {
  Class* holder = nullptr;
  Cell* cell = LookupCellInClass(const_cast<Class*>(cls), name, &holder);
  if (cell == nullptr || (holder->flags & kClassBuiltin)) return false;
  return !IsComputedAttribute(cell->value);
}

// What the module's own __dir__ function says (PEP 562), or the names of its __dict__.
List* DirOfModule(Thread* t, Module* module) {
  Str* dunder_dir = t->isolate->names.dunder_dir;
  Value dict = GetAttr(t, module, t->isolate->names.dunder_dict);
  if (dict.is_null()) return nullptr;
  if (!IsKind(dict, Kind::kDict)) {
    RaiseText(t, Exc::kTypeError, "<module>.__dict__ is not a dictionary");
    return nullptr;
  }
  Value function = DictGetStr(dict.as<Dict>(), dunder_dir);
  if (!function.is_null()) {
    Value names = Call(t, function, nullptr, 0, Value());
    return names.is_null() ? nullptr : NewListFrom(t, names);
  }
  NameCollector names(t);
  return names.Init() && names.AddKeys(dict.as<Dict>()) ? names.Finish() : nullptr;
}

}  // namespace

List* DefaultDir(Thread* t, Value v) {
  if (IsKind(v, Kind::kModule)) return DirOfModule(t, v.as<Module>());
  NameCollector names(t);
  Str* dunder_dict = t->isolate->names.dunder_dict;
  Str* dunder_class = t->isolate->names.dunder_class;
  const Class* of = ClassOf(t, v);
  const bool own_dict = Redefines(of, dunder_dict), own_class = Redefines(of, dunder_class);
  if (own_dict || own_class) {
    if (!names.Init()) return nullptr;
    Value dict = GetAttrOrNull(t, v, dunder_dict);
    if (dict.is_null() && !t->exception.is_null()) return nullptr;
    if (IsKind(dict, Kind::kDict) && !names.AddKeys(dict.as<Dict>())) return nullptr;
    Value cls = GetAttrOrNull(t, v, dunder_class);
    if (cls.is_null() && !t->exception.is_null()) return nullptr;
    if (IsKind(cls, Kind::kClass) && !names.AddClass(cls.as<Class>())) return nullptr;
    return names.Finish();
  }
  if (!names.Init()) return nullptr;
  if (IsKind(v, Kind::kClass)) {
    if (!names.AddClass(v.as<Class>())) return nullptr;
    return names.Finish();
  }
  if (IsKind(v, Kind::kBoundMethod)) {
    // A method has its function's attributes.
    Value function = v.as<BoundMethod>()->function;
    if (IsKind(function, Kind::kFunction) && IsKind(function.as<Function>()->dict, Kind::kDict) &&
        !names.AddKeys(function.as<Function>()->dict.as<Dict>())) {
      return nullptr;
    }
  }
  if (v.is_object()) {
    List* own = OwnAttributeNames(t, v);
    if (own == nullptr) return nullptr;
    for (int64_t i = 0; i < own->length; ++i) {
      if (!names.Add(ListGet(t, own, i))) return nullptr;
    }
  }
  if (!names.AddClass(ClassOf(t, v))) return nullptr;
  return names.Finish();
}

List* DirOf(Thread* t, Value v) {
  Value method = LookupInClass(ClassOf(t, v), t->isolate->names.dunder_dir);
  List* list;
  const bool usual = method == LookupInClass(t->isolate->object_class(), t->isolate->names.dunder_dir) ||
                     method == LookupInClass(t->isolate->type_class(), t->isolate->names.dunder_dir);
  if (!usual && !method.is_null()) {
    Value r = CallSpecial(t, method, v, {});
    if (r.is_null()) return nullptr;
    list = NewListFrom(t, r);
  } else {
    list = DefaultDir(t, v);
  }
  if (list == nullptr || !ListSort(t, list, Value(), false)) return nullptr;
  return list;
}

}  // namespace pyjit
