#include "stdlib/struct_sequence.h"

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "runtime/attributes.h"
#include "runtime/class.h"
#include "runtime/intern.h"
#include "runtime/error.h"
#include "runtime/operators.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

template <int kIndex>
Value GetField(Thread* t, Value* args, size_t, Value) {
  return args[0].as<Tuple>()->items[kIndex];
}
constexpr NativeFn kGetters[kMaxStructFields] = {
    GetField<0>,  GetField<1>,  GetField<2>,  GetField<3>, GetField<4>,  GetField<5>,
    GetField<6>,  GetField<7>,  GetField<8>,  GetField<9>, GetField<10>, GetField<11>,
    GetField<12>, GetField<13>, GetField<14>, GetField<15>};

// sys.version_info(major=3, ...)
Value StructRepr(Thread* t, Value* args, size_t, Value) {
  Class* cls = ClassOf(t, args[0]);
  std::string out = ClassDisplayName(cls) + "(";
  Str* key = Intern(t, "__match_args__");
  if (key == nullptr) return Value();
  Value names = LookupInClass(cls, key);
  auto* tuple = args[0].as<Tuple>();
  for (int64_t i = 0; i < tuple->length; ++i) {
    Value text = ToRepr(t, tuple->items[i]);
    if (text.is_null()) return text;
    if (i > 0) out += ", ";
    if (IsKind(names, Kind::kTuple) && i < names.as<Tuple>()->length) {
      absl::StrAppend(&out, StrToUtf8(names.as<Tuple>()->items[i].as<Str>()), "=");
    }
    out += StrToUtf8(text.as<Str>());
  }
  return NewStrUtf8(t, out + ")");
}

constexpr NativeInfo kMethods[] = {
    {"__repr__", StructRepr, "($self, /)", kReadsHeap | kCollects, "Return repr(self)."},
};

Value NamespaceRepr(Thread* t, Value* args, size_t, Value) {
  List* names = OwnAttributeNames(t, args[0]);
  if (names == nullptr) return Value();
  std::string out = "namespace(";
  for (int64_t i = 0; i < names->length; ++i) {
    Str* name = ListGet(t, names, i).as<Str>();
    Value value = GetAttr(t, args[0], name);
    Value text = value.is_null() ? value : ToRepr(t, value);
    if (text.is_null()) return text;
    absl::StrAppend(&out, i > 0 ? ", " : "", StrToUtf8(name), "=", StrToUtf8(text.as<Str>()));
  }
  return NewStrUtf8(t, out + ")");
}
constexpr NativeInfo kNamespaceMethods[] = {
    {"__repr__", NamespaceRepr, "($self, /)", kAnything, "Return repr(self)."},
};

}  // namespace

Class* NewStructClass(Thread* t, absl::string_view module, absl::string_view name,
                      absl::Span<const char* const> fields) {
  Isolate* isolate = t->isolate;
  ClassOptions options;
  options.kind = Kind::kTuple;
  options.native_size = isolate->tuple_class()->native_size;
  options.flags = kClassBuiltin;
  Str* text = Intern(t, name);
  if (text == nullptr) return nullptr;
  if (!module.empty()) {
    options.module = NewStrUtf8(t, module);
    if (options.module.is_null()) return nullptr;
  }
  Class* cls = NewNativeClass(t, text, isolate->tuple_class(), options);
  if (cls == nullptr || !AddNatives(t, cls->dict, kMethods, cls)) return nullptr;
  Tuple* names = NewTuple(t, static_cast<int64_t>(fields.size()));
  if (names == nullptr) return nullptr;
  auto& kept = StdlibOf(t)->struct_rows;
  kept.push_back(std::make_unique<GetSetInfo[]>(fields.size()));
  GetSetInfo* rows = kept.back().get();
  for (size_t i = 0; i < fields.size(); ++i) {
    rows[i].name = fields[i];
    rows[i].get = kGetters[i];
  }
  if (!AddGetSets(t, cls, absl::MakeConstSpan(rows, fields.size()))) return nullptr;
  for (size_t i = 0; i < fields.size(); ++i) {
    names->items[i] = Intern(t, fields[i]);
    if (names->items[i].is_null()) return nullptr;
    WriteBarrier(t, names);
  }
  Str* key = Intern(t, "__match_args__");
  if (key == nullptr || !SetClassAttribute(t, cls, key, names) || !RefreshClass(t, cls)) {
    return nullptr;
  }
  return cls;
}

Value NewStruct(Thread* t, Class* cls, absl::Span<const Value> values) {
  for (Value v : values) {
    if (v.is_null()) return v;
  }
  Tuple* tuple = NewTupleOfClass(t, cls, static_cast<int64_t>(values.size()));
  if (tuple == nullptr) return Value();
  for (size_t i = 0; i < values.size(); ++i) tuple->items[i] = values[i];
  WriteBarrier(t, tuple);
  return tuple;
}

Value NewSimpleNamespace(Thread* t) {
  ClassOptions options;
  options.instance_slots = true;
  options.flags = kClassBaseable;
  Str* name = Intern(t, "SimpleNamespace");
  options.module = NewStrUtf8(t, "types");
  if (name == nullptr || options.module.is_null()) return Value();
  Class* cls = NewNativeClass(t, name, t->isolate->object_class(), options);
  if (cls == nullptr || !AddNatives(t, cls->dict, kNamespaceMethods, cls) ||
      !RefreshClass(t, cls)) {
    return Value();
  }
  return AllocateInstance(t, cls);
}

}  // namespace pyjit
