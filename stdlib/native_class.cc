#include "stdlib/native_class.h"

#include <string>

#include "runtime/class_internal.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/namespace.h"
#include "runtime/operators.h"
#include "runtime/types/container_util.h"
#include "runtime/types/generic_alias.h"
#include "runtime/types/dict.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

Value RefuseConstruct(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return Raise(t, Exc::kTypeError, "cannot create '%s' instances",
               ClassDisplayName(args[0].as<Class>()));
}

constexpr NativeInfo kAliasRows[] = {
    {"__class_getitem__", ClassGetItemAlias, "($cls, item, /)", kCollects, "See PEP 585"},
};

}  // namespace

Class* DefineClass(Thread* t, const NativeClassRow& row) {
  ClassOptions options;
  options.module = Intern(t, row.module);
  Str* name = Intern(t, row.name);
  if (options.module.is_null() || name == nullptr) return nullptr;
  Class* base = row.base != nullptr ? row.base : t->isolate->object_class();
  options.kind = base->instance_kind;
  options.native_size = base->native_size;
  if (row.native_size != 0) {
    options.kind = row.kind;
    options.native_size = row.native_size;
  }
  options.extension = row.extension;
  options.flags = row.flags;
  options.instance_slots = row.has_dict;
  options.traits |= static_cast<uint16_t>(row.traits | (row.has_dict ? kTraitDict : 0));
  Class* cls = NewNativeClass(t, name, base, options);
  if (cls == nullptr) return nullptr;
  if (row.construct != nullptr) {
    cls->construct = row.construct;
  } else if (row.base == nullptr) {
    cls->construct = RefuseConstruct;
  }
  if (row.doc != nullptr) {
    Value doc = NewStrUtf8(t, row.doc);
    if (doc.is_null()) return nullptr;
    StoreField(t, cls, &cls->doc, doc);
  }
  if (!AddNatives(t, cls->dict, row.methods, cls) || !AddGetSets(t, cls, row.attributes)) {
    return nullptr;
  }
  if (row.extension != nullptr && row.extension->next != nullptr &&
      !AddNatives(t, cls->dict, ExtensionIteratorRows(), cls)) {
    return nullptr;
  }
  if (row.has_dict && !AddNativeDictDescriptor(t, cls)) return nullptr;
  if (row.generic && !AddNatives(t, cls->dict, kAliasRows, cls)) return nullptr;
  if (row.unhashable && !MakeUnhashable(t, cls)) return nullptr;
  return RefreshClass(t, cls) ? cls : nullptr;
}

Class* DefineModuleClass(Thread* t, Module* module, const NativeClassRow& row) {
  Class* cls = DefineClass(t, row);
  if (cls == nullptr || !SetModuleValue(t, module, row.name, cls)) return nullptr;
  return cls;
}

namespace {

Value IterSelf(Thread* t, Value* args, size_t nargs, Value kwnames) { return args[0]; }

Value NextOf(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Object* self = args[0].object();
  Value item = self->shape()->extension->next(t, self);
  if (item.is_null() && t->exception.is_null()) return RaiseStopIteration(t);
  return item;
}

constexpr NativeInfo kIteratorRows[] = {
    {"__iter__", IterSelf, "($self, /)", kPure, "Implement iter(self)."},
    {"__next__", NextOf, "($self, /)", kAnything, "Implement next(self)."},
};

}  // namespace

absl::Span<const NativeInfo> ExtensionIteratorRows() { return kIteratorRows; }

Value ExtensionCall(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Object* self = args[0].object();
  return self->shape()->extension->call(t, self, args + 1, nargs - 1, kwnames);
}

bool BindConstructor(Thread* t, const char* function, Value* args, size_t nargs, Value kwnames,
                     const char* const* parameters, size_t count, size_t required,
                     Value* out) {
  const size_t given = nargs - 1;
  const size_t keywords =
      kwnames.is_null() ? 0 : static_cast<size_t>(kwnames.as<Tuple>()->length);
  if (given + keywords > count) {
    Raise(t, Exc::kTypeError, "%s() takes at most %d argument%s (%d given)", function, count,
          count == 1 ? "" : "s", given + keywords);
    return false;
  }
  for (size_t i = 0; i < count; ++i) out[i] = i < given ? args[i + 1] : Value();
  for (size_t k = 0; k < keywords; ++k) {
    auto* name = kwnames.as<Tuple>()->items[k].as<Str>();
    size_t i = 0;
    while (i < count && !StrEqualsAscii(name, parameters[i])) ++i;
    if (i == count) {
      Raise(t, Exc::kTypeError, "'%s' is an invalid keyword argument for %s()", StrToUtf8(name),
            function);
      return false;
    }
    if (!out[i].is_null()) {
      Raise(t, Exc::kTypeError, "argument for %s() given by name ('%s') and position (%d)",
            function, parameters[i], i + 1);
      return false;
    }
    out[i] = args[nargs + k];
  }
  for (size_t i = 0; i < required; ++i) {
    if (out[i].is_null()) {
      Raise(t, Exc::kTypeError, "%s() missing required argument '%s' (pos %d)", function,
            parameters[i], i + 1);
      return false;
    }
  }
  return true;
}

}  // namespace pyjit
