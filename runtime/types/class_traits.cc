// Facts about the builtin classes that no other file of theirs states: which may be
// weakly referenced, which are sequences or mappings to patterns, which have
// aliases such as list[int].
#include "runtime/class.h"
#include "runtime/class_internal.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/isolate.h"
#include "runtime/namespace.h"
#include "runtime/native.h"
#include "runtime/types/generic_alias.h"

namespace pyjit {

bool InitClassTraitsType(Thread* t);
bool AddClassDocs(Thread* t);  // class_docs.cc

namespace {

constexpr NativeInfo kAliasRows[] = {
    {"__class_getitem__", ClassGetItemAlias, "($cls, item, /)", kCollects, "See PEP 585"},
};

// Every class has a __doc__ of its own, so that none shows its base's.
bool AddDoc(Thread* t, Class* cls) {
  Str* name = t->isolate->names.dunder_doc;
  if (!NamespaceGet(cls->dict, name).is_null()) return true;
  return NamespaceSet(t, cls->dict, name, cls->doc.is_null() ? t->isolate->none() : cls->doc);
}

}  // namespace

bool InitClassTraitsType(Thread* t) {
  Isolate* i = t->isolate;
  for (Class* cls : {i->type_class(), i->set_class(), i->frozenset_class(), i->function_class(),
                     i->builtin_function_class(), i->method_class(), i->module_class(),
                     i->code_class(), i->generator_class(), i->coroutine_class(),
                     i->async_generator_class(), i->memoryview_class()}) {
    cls->traits |= kTraitWeakref;
  }
  for (Class* cls : {i->type_class(), i->function_class(), i->module_class(),
                     i->simple_namespace_class()}) {
    cls->traits |= kTraitDict;
  }
  for (int exc = 0; exc < static_cast<int>(Exc::kCount); ++exc) {
    i->exception_classes[exc]->traits |= kTraitDict;
  }
  if (!AddNativeDictDescriptor(t, ExceptionClass(t, Exc::kBaseException))) return false;
  for (Class* cls : {i->list_class(), i->tuple_class(), i->range_class(), i->memoryview_class()}) {
    cls->traits |= kTraitSequence;
  }
  for (Class* cls : {i->dict_class(), i->mappingproxy_class()}) cls->traits |= kTraitMapping;
  if (!AddClassDocs(t)) return false;
#define PYJIT_BUILTIN_CLASS(field, name, base, kind, layout, flags) \
  if (!AddDoc(t, i->field##_class())) return false;
#include "runtime/builtin_classes.def"
#undef PYJIT_BUILTIN_CLASS
  for (int exc = 0; exc < static_cast<int>(Exc::kCount); ++exc) {
    if (!AddDoc(t, i->exception_classes[exc])) return false;
  }
  for (Class* cls : {i->list_class(), i->tuple_class(), i->dict_class(), i->set_class(),
                     i->frozenset_class(), i->enumerate_class(), i->async_generator_class(),
                     ExceptionClass(t, Exc::kBaseExceptionGroup)}) {
    if (!NamespaceGet(cls->dict, t->isolate->names.special_ClassGetItem).is_null()) continue;
    if (!AddNatives(t, cls->dict, kAliasRows, cls)) return false;
  }
  return true;
}

}  // namespace pyjit
