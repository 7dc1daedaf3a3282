// Facts about the builtin classes that no other file of theirs states: which may be
// weakly referenced, which are sequences or mappings to patterns, which have
// aliases such as list[int].
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/isolate.h"
#include "runtime/namespace.h"
#include "runtime/native.h"
#include "runtime/types/generic_alias.h"

namespace pyjit {

bool InitClassTraitsType(Thread* t);

namespace {

constexpr NativeInfo kAliasRows[] = {
    {"__class_getitem__", ClassGetItemAlias, "($cls, item, /)", kCollects, "See PEP 585"},
};

}  // namespace

bool InitClassTraitsType(Thread* t) {
  Isolate* i = t->isolate;
  for (Class* cls : {i->type_class(), i->set_class(), i->frozenset_class(), i->function_class(),
                     i->builtin_function_class(), i->method_class(), i->module_class(),
                     i->code_class(), i->generator_class(), i->file_class()}) {
    cls->traits |= kTraitWeakref;
  }
  for (Class* cls : {i->type_class(), i->function_class(), i->module_class(),
                     i->simple_namespace_class()}) {
    cls->traits |= kTraitDict;
  }
  for (int exc = 0; exc < static_cast<int>(Exc::kCount); ++exc) {
    i->exception_classes[exc]->traits |= kTraitDict;
  }
  for (Class* cls : {i->list_class(), i->tuple_class(), i->range_class()}) {
    cls->traits |= kTraitSequence;
  }
  for (Class* cls : {i->dict_class(), i->mappingproxy_class()}) cls->traits |= kTraitMapping;
  for (Class* cls : {i->list_class(), i->tuple_class(), i->dict_class(), i->set_class(),
                     i->frozenset_class(), i->enumerate_class()}) {
    if (!AddNatives(t, cls->dict, kAliasRows, cls)) return false;
  }
  return true;
}

}  // namespace pyjit
