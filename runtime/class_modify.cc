// Changes of classes after their creation, and the tables derived from their
// namespaces: special-method slots, flags, versions.
#include <algorithm>
#include <cstring>
#include <vector>

#include "runtime/attributes.h"
#include "runtime/attributes_internal.h"
#include "runtime/class.h"
#include "runtime/class_internal.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/isolate.h"
#include "runtime/namespace.h"
#include "runtime/native.h"
#include "runtime/native_signature.h"
#include "runtime/operators.h"
#include "runtime/types/list.h"
#include "runtime/types/storage.h"
#include "runtime/types/tuple.h"
#include "runtime/types/weakref.h"

namespace pyjit {

namespace {

constexpr int kSlotCount = static_cast<int>(Slot::kCount);

bool HasOwnSpecial(Dict* dict) {
  bool found = false;
  ForEachCell(dict, [&](Str* name, Cell*) { found |= SlotOfName(name) != Slot::kCount; });
  return found;
}

void OverlaySpecials(Thread* t, ValueArray* slots, Dict* dict) {
  ForEachCell(dict, [&](Str* name, Cell* cell) {
    const Slot slot = SlotOfName(name);
    if (slot != Slot::kCount) slots->items[static_cast<int>(slot)] = cell->value;
  });
  WriteBarrier(t, slots);
}

// Special methods that operators do directly for builtin classes and what derives from them.
bool IsDoneDirectly(Slot slot) {
  return (slot >= Slot::kRepr && slot <= Slot::kBool) ||
         (slot >= Slot::kLen && slot <= Slot::kIMatMul);
}

// A row of another class, as in class C(list): __hash__ = object.__hash__, is an override. The
// table gets a copy that says so.
bool MarkOverrides(Thread* t, Class* cls, ValueArray* slots) {
  if (cls->flags & kClassBuiltin) return true;
  const auto* mro = cls->mro.as<Tuple>();
  int64_t at = 0;
  while (at < mro->length && !(mro->items[at].as<Class>()->flags & kClassBuiltin)) ++at;
  if (at == mro->length) return true;  // a metaclass's mro() may leave out object
  const auto* builtin = mro->items[at].as<Class>();
  for (int i = 0; i < kSlotCount; ++i) {
    const Value method = slots->items[i];
    if (!IsDoneDirectly(static_cast<Slot>(i)) || !IsKind(method, Kind::kNativeFunction) ||
        method == ClassSlot(builtin, static_cast<Slot>(i))) {
      continue;
    }
    const auto* row = method.as<NativeFunction>();
    const bool of_builtin = IsKind(row->owner, Kind::kClass) &&
                            (row->owner.as<Class>()->flags & kClassBuiltin) != 0;
    if (!of_builtin || (row->info->effects & kOverrides) != 0) continue;
    NativeFunction* copy = OverridingCopy(t, row);
    if (copy == nullptr) return false;
    slots->items[i] = copy;
    WriteBarrier(t, slots);
  }
  return true;
}

uint8_t ComputeFlags(Thread* t, Class* cls) {
  uint8_t flags = cls->flags & (kClassBuiltin | kClassBaseable | kClassIsException |
                                kClassNoDict);
  if (!ClassSlot(cls, Slot::kGetAttr).is_null() ||
      !IsDefaultHook(t, ClassSlot(cls, Slot::kGetAttribute))) {
    flags |= kClassHasGetAttr;
  }
  if (!IsDefaultHook(t, ClassSlot(cls, Slot::kSetAttr)) ||
      !IsDefaultHook(t, ClassSlot(cls, Slot::kDelAttr))) {
    flags |= kClassHasSetAttr;
  }
  if (!ClassSlot(cls, Slot::kDel).is_null()) flags |= kClassHasFinalizer;
  bool data = false;
  auto* mro = cls->mro.as<Tuple>();
  for (int64_t i = 1; i < mro->length; ++i) {
    data |= (mro->items[i].as<Class>()->flags & kClassHasDataDescr) != 0;
  }
  if (!data) {
    // Attribute access knows these anyway, so they are no reason to look.
    const Isolate::Names& names = t->isolate->names;
    ForEachCell(cls->dict, [&](Str* name, Cell* cell) {
      if (name == names.dunder_dict || name == names.dunder_weakref ||
          name == names.dunder_class) {
        return;
      }
      data |= NatureOf(t, cell->value) == AttrNature::kData;
    });
  }
  if (data) flags |= kClassHasDataDescr;
  return flags;
}

// The class of an item of Class::subclasses; null once it is gone.
Class* SubclassItem(Value item) {
  return IsWeakref(item) ? WeakrefTarget(item).as<Class>() : item.as<Class>();
}

// The classes of a subclass list, which may change while they are visited.
template <typename Visit>
bool ForEachSubclass(Thread* t, Class* cls, Visit visit) {
  if (cls->subclasses.is_null()) return true;
  auto* list = cls->subclasses.as<List>();
  for (int64_t i = 0; i < list->length; ++i) {
    Class* subclass = SubclassItem(ListGet(t, list, i));
    if (subclass != nullptr && !visit(subclass)) return false;
  }
  return true;
}

void Renew(Isolate* isolate, Class* cls, const char* reason) {
  cls->version = isolate->NewClassVersion();
  if (cls->watchpoint != nullptr) cls->watchpoint->Fire(reason);
}

// New versions for cls and everything that derives from it, which `order` gets, each class
// once and before its bases. Versions above `since` are new already.
bool RenewTree(Thread* t, Class* cls, uint32_t since, const char* reason, List* order) {
  if (cls->version > since) return true;
  Renew(t->isolate, cls, reason);
  return ForEachSubclass(t, cls,
                         [&](Class* subclass) {
                           return RenewTree(t, subclass, since, reason, order);
                         }) &&
         ListAppend(t, order, cls);
}

// New versions for the classes of a metaclass, among cls and all below it: data descriptors
// of the metaclass go before their own attributes, the others behind. Each class is met once,
// below its first base.
void RenewInstances(Thread* t, Class* cls, Class* metaclass, uint32_t since) {
  if (cls->version <= since && IsSubclass(ClassOf(t, cls), metaclass)) {
    Renew(t->isolate, cls, "metaclass changed");
  }
  ForEachSubclass(t, cls, [&](Class* subclass) {
    if (subclass->bases.as<Tuple>()->items[0] == Value(cls)) {
      RenewInstances(t, subclass, metaclass, since);
    }
    return true;
  });
}

// New versions and fresh tables for cls and everything that derives from it; new versions for
// the classes of the metaclasses among them.
bool RefreshTree(Thread* t, Class* cls, const char* reason) {
  const uint32_t since = t->isolate->NewClassVersion();
  bool metaclass = false;
  auto refresh = [&](Class* renewed) {
    metaclass |= IsSubclass(renewed, t->isolate->type_class());
    return RefreshClass(t, renewed);
  };
  if (cls->subclasses.is_null()) {
    Renew(t->isolate, cls, reason);
    if (!refresh(cls)) return false;
  } else {
    List* order = NewList(t);
    if (order == nullptr || !RenewTree(t, cls, since, reason, order)) return false;
    for (int64_t i = order->length; i-- > 0;) {
      if (!refresh(ListGet(t, order, i).as<Class>())) return false;
    }
  }
  if (metaclass) RenewInstances(t, t->isolate->object_class(), cls, since);
  return true;
}

}  // namespace

bool SameDescriptorSlots(const Object* a, const Object* b) {
  auto* x = static_cast<const ValueArray*>(a);
  auto* y = static_cast<const ValueArray*>(b);
  for (Slot slot : {Slot::kGet, Slot::kSet, Slot::kDelete}) {
    if (x->items[static_cast<int>(slot)] != y->items[static_cast<int>(slot)]) return false;
  }
  return true;
}

bool DescriptorsChanged(Thread* t, Class* cls) {
  // The flags of the others are made of what cls and all below it have in their slots by then.
  constexpr char kReason[] = "a class became a descriptor";
  return RefreshTree(t, cls, kReason) && RefreshTree(t, t->isolate->object_class(), kReason);
}

bool ClassChanged(Thread* t, Class* cls, const char* reason) {
  return RefreshTree(t, cls, reason);
}

bool RefreshClass(Thread* t, Class* cls) {
  auto* mro = cls->mro.as<Tuple>();
  if (cls->construct == nullptr && mro->length > 1) {
    cls->construct = mro->items[1].as<Class>()->construct;
  }
  bool linear = mro->length > 1;  // the MRO is ours and then the first base's
  if (linear) {
    auto* rest = mro->items[1].as<Class>()->mro.as<Tuple>();
    linear = rest->length == mro->length - 1 &&
             memcmp(rest->items, mro->items + 1, 8 * static_cast<size_t>(rest->length)) == 0;
  }
  if (linear && !HasOwnSpecial(cls->dict)) {
    // Nothing of our own: share the base's table. A change in the base
    // comes by here again for its subclasses.
    cls->slots = mro->items[1].as<Class>()->slots;
    WriteBarrier(t, cls);
    cls->flags = ComputeFlags(t, cls);
    return true;
  }
  ValueArray* slots = NewValueArray(t, kSlotCount);
  if (slots == nullptr) return false;
  if (linear) {
    auto* base = static_cast<ValueArray*>(mro->items[1].as<Class>()->slots);
    memcpy(slots->items, base->items, sizeof(Value) * kSlotCount);
    OverlaySpecials(t, slots, cls->dict);
  } else {
    for (int64_t i = mro->length; i-- > 0;) {
      OverlaySpecials(t, slots, mro->items[i].as<Class>()->dict);
    }
  }
  if (!MarkOverrides(t, cls, slots)) return false;
  cls->slots = slots;
  WriteBarrier(t, cls);
  cls->flags = ComputeFlags(t, cls);
  return true;
}

bool SetClassAttribute(Thread* t, Class* cls, Str* name, Value value, bool* found) {
  Cell* cell = NamespaceCell(t, cls->dict, name, !value.is_null());
  if (cell == nullptr && !value.is_null()) return false;
  Value old = cell == nullptr ? Value() : cell->value;
  if (found != nullptr) *found = !old.is_null();
  if (old.is_null() && value.is_null()) return true;
  const Slot slot = SlotOfName(name);
  const bool structural = old.is_null() || value.is_null() ||
                          NatureOf(t, old) != NatureOf(t, value) ||
                          slot != Slot::kCount;
  SetCellValue(t, cell, value);
  Isolate* isolate = t->isolate;
  if (name == isolate->names.dunder_module || name == isolate->names.dunder_doc) {
    Value* field = name == isolate->names.dunder_doc ? &cls->doc : &cls->module;
    StoreField(t, cls, field, value);
  }
  if (!structural || isolate->booting()) return true;
  if (slot == Slot::kGet || slot == Slot::kSet || slot == Slot::kDelete) {
    return DescriptorsChanged(t, cls);
  }
  return RefreshTree(t, cls, "class changed");
}

namespace {

// Computes MROs anew for cls and all below it, which runs the mro() methods of their
// metaclasses. `log` gets (class, MRO before, MRO now) for each. A nested assignment made by
// an mro() method has the last word about the classes that it changed.
bool RefreshMros(Thread* t, Class* cls, List* log) {
  Tuple* before = cls->mro.as<Tuple>();
  Tuple* mro = MroOf(t, cls, cls->bases.as<Tuple>());
  if (mro == nullptr) return false;
  if (cls->mro != Value(before)) return true;
  StoreField(t, cls, &cls->mro, mro);
  if (!ListAppend(t, log, cls) || !ListAppend(t, log, before) || !ListAppend(t, log, mro)) {
    return false;
  }
  // Python code may look at the class before the others are done.
  if (!RefreshClass(t, cls)) return false;
  cls->version = t->isolate->NewClassVersion();
  return ForEachSubclass(t, cls,
                         [&](Class* subclass) { return RefreshMros(t, subclass, log); });
}

// Takes back what RefreshMros did, where nobody else has changed it since.
void RestoreMros(Thread* t, List* log) {
  for (int64_t i = log->length - 3; i >= 0; i -= 3) {
    Class* cls = ListGet(t, log, i).as<Class>();
    if (cls->mro == ListGet(t, log, i + 2)) StoreField(t, cls, &cls->mro, ListGet(t, log, i + 1));
  }
}

}  // namespace

bool SetBases(Thread* t, Class* cls, Tuple* bases) {
  Tuple* old_bases = cls->bases.as<Tuple>();
  const Object* old_slots = cls->slots;
  List* log = NewList(t);
  if (log == nullptr) return false;
  StoreField(t, cls, &cls->bases, bases);
  if (!RefreshMros(t, cls, log)) {
    Value error = TakeException(t);
    RestoreMros(t, log);
    if (cls->bases == Value(bases)) StoreField(t, cls, &cls->bases, old_bases);
    RefreshTree(t, cls, "bases not changed");
    t->exception = error;
    return false;
  }
  // An mro() method may have assigned other bases in the meantime.
  if (cls->bases == Value(bases)) {
    for (int64_t i = 0; i < old_bases->length; ++i) {
      RemoveSubclass(t, old_bases->items[i].as<Class>(), cls);
    }
    for (int64_t i = 0; i < bases->length; ++i) {
      if (!AddSubclass(t, bases->items[i].as<Class>(), cls)) return false;
    }
  }
  return SameDescriptorSlots(old_slots, cls->slots) ? RefreshTree(t, cls, "bases changed")
                                                    : DescriptorsChanged(t, cls);
}

bool AddSubclass(Thread* t, Class* base, Class* cls) {
  if (base->subclasses.is_null()) {
    List* list = NewList(t);
    if (list == nullptr) return false;
    StoreField(t, base, &base->subclasses, list);
  }
  auto* list = base->subclasses.as<List>();
  Value item = cls;
  if (!(cls->flags & kClassBuiltin)) {
    item = NewWeakref(t, t->isolate->weakref_class(), cls, Value());
    if (item.is_null()) return false;
  }
  // The dead are dropped each time the list has doubled; aux says when next.
  if (list->length > base->aux) {
    for (int64_t i = 0; i < list->length; ++i) {
      if (SubclassItem(ListGet(t, list, i)) == nullptr) ListDelete(t, list, i--);
    }
    base->aux = static_cast<uint16_t>(std::min<int64_t>(2 * list->length + 8, UINT16_MAX));
  }
  return ListAppend(t, list, item);
}

void RemoveSubclass(Thread* t, Class* base, Class* cls) {
  if (base->subclasses.is_null()) return;
  auto* list = base->subclasses.as<List>();
  for (int64_t i = 0; i < list->length; ++i) {
    if (SubclassItem(ListGet(t, list, i)) == cls) {
      ListDelete(t, list, i);
      return;
    }
  }
}

List* LiveSubclasses(Thread* t, Class* cls) {
  List* live = NewList(t);
  if (live == nullptr) return nullptr;
  const bool ok =
      ForEachSubclass(t, cls, [&](Class* subclass) { return ListAppend(t, live, subclass); });
  return ok ? live : nullptr;
}

Watchpoint* ClassWatchpoint(Thread* t, Class* cls) {
  if (cls->watchpoint == nullptr) {
    cls->watchpoint = new Watchpoint();
    t->heap->RegisterNative(cls);
  }
  return cls->watchpoint;
}

}  // namespace pyjit
