// types.SimpleNamespace.
#include "runtime/types/simple_namespace.h"

#include "runtime/attributes.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/operators_internal.h"
#include "runtime/types/container_util.h"
#include "runtime/types/dict.h"
#include "runtime/types/str.h"
#include "runtime/types/str_builder.h"
#include "runtime/types/tuple.h"

namespace pyjit {

bool InitSimpleNamespaceType(Thread* t);

namespace {

bool IsNamespace(Thread* t, Value v) {
  return IsSubclass(ClassOf(t, v), t->isolate->simple_namespace_class());
}

Value NamespaceInit(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (nargs > 1) return RaiseText(t, Exc::kTypeError, "no positional arguments expected");
  if (kwnames.is_null()) return t->isolate->none();
  Dict* dict = GetObjectDict(t, args[0]);
  if (dict == nullptr) return Value();
  auto* names = kwnames.as<Tuple>();
  for (int64_t i = 0; i < names->length; ++i) {
    if (!DictSet(t, dict, names->items[i], args[nargs + static_cast<size_t>(i)])) {
      return Value();
    }
  }
  return t->isolate->none();
}

Value NamespaceRepr(Thread* t, Value* args, size_t, Value) {
  Class* cls = ClassOf(t, args[0]);
  const std::string name =
      cls == t->isolate->simple_namespace_class() ? "namespace" : ClassName(cls);
  StrBuilder text;
  text.AppendUtf8(name);
  ReprGuard guard(t, args[0].object());
  if (guard.too_deep()) return guard.RaiseTooDeep();
  text.AppendChar('(');
  if (guard.recursive()) {
    text.AppendAscii("...)");
    return text.Finish(t);
  }
  Dict* dict = GetObjectDict(t, args[0]);
  if (dict == nullptr || (dict = DictCopy(t, dict)) == nullptr) return Value();
  int64_t pos = 0;
  Value key, value;
  bool first = true;
  while (DictNext(dict, &pos, &key, &value)) {
    if (!IsStr(key) || key.as<Str>()->length == 0) continue;
    Value repr = ToRepr(t, value);
    if (repr.is_null()) return repr;
    if (!first) text.AppendAscii(", ");
    first = false;
    text.Append(key.as<Str>());
    text.AppendChar('=');
    text.Append(repr.as<Str>());
  }
  text.AppendChar(')');
  return text.Finish(t);
}

template <CompareOp op>
Value NamespaceCompare(Thread* t, Value* args, size_t, Value) {
  if (!IsNamespace(t, args[1])) return t->isolate->not_implemented();
  Dict* a = GetObjectDict(t, args[0]);
  Dict* b = a == nullptr ? nullptr : GetObjectDict(t, args[1]);
  return b == nullptr ? Value() : Compare(t, op, a, b);
}

Value NamespaceReduce(Thread* t, Value* args, size_t, Value) {
  Dict* dict = GetObjectDict(t, args[0]);
  if (dict == nullptr) return Value();
  return TuplePack(t, ClassOf(t, args[0]), t->isolate->empty_tuple(), dict);
}

constexpr NativeInfo kRows[] = {
    {"__init__", NamespaceInit, nullptr, kAnything,
     "Initialize self.  See help(type(self)) for accurate signature."},
    {"__repr__", NamespaceRepr, "($self, /)", kAnything, "Return repr(self)."},
    {"__eq__", NamespaceCompare<CompareOp::kEq>, "($self, value, /)", kAnything,
     "Return self==value."},
    {"__ne__", NamespaceCompare<CompareOp::kNe>, "($self, value, /)", kAnything,
     "Return self!=value."},
    {"__lt__", NamespaceCompare<CompareOp::kLt>, "($self, value, /)", kAnything,
     "Return self<value."},
    {"__le__", NamespaceCompare<CompareOp::kLe>, "($self, value, /)", kAnything,
     "Return self<=value."},
    {"__gt__", NamespaceCompare<CompareOp::kGt>, "($self, value, /)", kAnything,
     "Return self>value."},
    {"__ge__", NamespaceCompare<CompareOp::kGe>, "($self, value, /)", kAnything,
     "Return self>=value."},
    {"__reduce__", NamespaceReduce, "($self, /)", kAnything,
     "Return state information for pickling"},
};

}  // namespace

Value NewSimpleNamespace(Thread* t) {
  return AllocateInstance(t, t->isolate->simple_namespace_class());
}

bool InitSimpleNamespaceType(Thread* t) {
  Class* cls = t->isolate->simple_namespace_class();
  Str* module = Intern(t, "types");
  if (module == nullptr) return false;
  StoreField(t, cls, &cls->module, module);
  cls->construct = ConstructBare;
  cls->instance_root = nullptr;  // made when first needed, with attribute slots
  return AddNatives(t, cls->dict, kRows, cls) && MakeUnhashable(t, cls);
}

}  // namespace pyjit
