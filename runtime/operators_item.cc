// Subscripts and containment.
#include "runtime/operators_internal.h"
#include "runtime/types/bytes.h"
#include "runtime/types/dict.h"
#include "runtime/types/generic_alias.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/range.h"
#include "runtime/types/set.h"
#include "runtime/types/slice.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace pyjit {
namespace {

// cls[key] for a class: its metaclass's __getitem__ was already looked for.
Value SubscriptClass(Thread* t, Class* cls, Value key) {
  // type[int] is an alias, though subclasses of type have no __class_getitem__.
  if (cls == t->isolate->type_class()) return NewGenericAlias(t, cls, key);
  Value method = GetAttrOrNull(t, cls, t->isolate->names.special_ClassGetItem);
  if (!t->exception.is_null()) return Value();
  if (!method.is_null() && !IsNone(t, method)) return CallValues(t, method, {key});
  return Raise(t, Exc::kTypeError, "type '%s' is not subscriptable", ClassName(cls));
}

}  // namespace

Value GetItem(Thread* t, Value container, Value key) {
  if (!container.is_object()) {
    return Raise(t, Exc::kTypeError, "'%s' object is not subscriptable",
                 TypeName(t, container));
  }
  Value method = SlotOf(container.object()->shape()->cls, Slot::kGetItem);
  if (!IsOverride(method)) {
    switch (container.object()->kind()) {
      case Kind::kList: {
        auto* list = container.as<List>();
        if (key.is_small_int()) {
          int64_t i = key.small_int();
          if (i < 0) i += list->length;
          if (i >= 0 && i < list->length) return ListGet(t, list, i);
        }
        return ListSubscript(t, list, key);
      }
      case Kind::kTuple: {
        auto* tuple = container.as<Tuple>();
        if (key.is_small_int()) {
          int64_t i = key.small_int();
          if (i < 0) i += tuple->length;
          if (i >= 0 && i < tuple->length) return tuple->items[i];
        }
        return TupleSubscript(t, tuple, key);
      }
      case Kind::kDict: return DictSubscript(t, container.as<Dict>(), key);
      case Kind::kStr: return StrGetItem(t, container.as<Str>(), key);
      case Kind::kBytes: return BytesGetItem(t, container.as<Bytes>(), key);
      case Kind::kRange: return RangeSubscript(t, container.as<Range>(), key);
      default: break;
    }
  }
  if (!method.is_null() && !IsNone(t, method)) {
    return CallSpecial(t, method, container, {key});
  }
  if (IsKind(container, Kind::kClass)) return SubscriptClass(t, container.as<Class>(), key);
  return Raise(t, Exc::kTypeError, "'%s' object is not subscriptable", TypeName(t, container));
}

namespace {

// Whether an item that cannot be set or deleted is asked for by number, which CPython
// does in another place than by key, and after it made sure that the number is one; classes
// written in Python count as both. False with an exception pending: the number is none.
bool AsksByNumber(Thread* t, Value container, Value key) {
  if (!container.is_object()) return false;
  if (!IsInt(key) && SlotOf(ClassOf(t, key), Slot::kIndex).is_null()) return false;
  Class* cls = ClassOf(t, container);
  const bool counts = !(cls->flags & kClassBuiltin) || !SlotOf(cls, Slot::kContains).is_null() ||
                      !SlotOf(cls, Slot::kLen).is_null();
  int64_t number;
  return counts && ValueAsIndex(t, key, nullptr, &number);
}

// Whether the container's class, one written in Python, has the other of __setitem__ and
// __delitem__: then the one it lacks is missed as an attribute.
bool MissesHalf(Thread* t, Value container, Slot other, const char* missing) {
  Class* cls = ClassOf(t, container);
  if ((cls->flags & kClassBuiltin) || SlotOf(cls, other).is_null()) return false;
  RaiseText(t, Exc::kAttributeError, missing);
  return true;
}

}  // namespace

bool SetItem(Thread* t, Value container, Value key, Value value) {
  if (container.is_object()) {
    Value method = SlotOf(container.object()->shape()->cls, Slot::kSetItem);
    if (!IsOverride(method)) {
      switch (container.object()->kind()) {
        case Kind::kList: {
          auto* list = container.as<List>();
          if (key.is_small_int()) {
            int64_t i = key.small_int();
            if (i < 0) i += list->length;
            if (i >= 0 && i < list->length) return ListSet(t, list, i, value);
          }
          return ListAssignSubscript(t, list, key, value);
        }
        case Kind::kDict: return DictAssignSubscript(t, container.as<Dict>(), key, value);
        default: break;
      }
    }
    if (!method.is_null() && !IsNone(t, method)) {
      return !CallSpecial(t, method, container, {key, value}).is_null();
    }
  }
  if (MissesHalf(t, container, Slot::kDelItem, "__setitem__")) return false;
  AsksByNumber(t, container, key);
  if (t->exception.is_null()) {
    Raise(t, Exc::kTypeError, "'%s' object does not support item assignment",
          TypeName(t, container));
  }
  return false;
}

bool DelItem(Thread* t, Value container, Value key) {
  if (container.is_object()) {
    Value method = SlotOf(container.object()->shape()->cls, Slot::kDelItem);
    Kind kind = container.object()->kind();
    if (!IsOverride(method)) {
      if (kind == Kind::kList) return ListAssignSubscript(t, container.as<List>(), key, Value());
      if (kind == Kind::kDict) return DictAssignSubscript(t, container.as<Dict>(), key, Value());
    }
    if (!method.is_null() && !IsNone(t, method)) {
      return !CallSpecial(t, method, container, {key}).is_null();
    }
  }
  if (MissesHalf(t, container, Slot::kSetItem, "__delitem__")) return false;
  const bool by_number = AsksByNumber(t, container, key);
  if (t->exception.is_null()) {
    Raise(t, Exc::kTypeError, "'%s' object %s support item deletion", TypeName(t, container),
          by_number ? "doesn't" : "does not");
  }
  return false;
}

namespace {

int ContainsByIteration(Thread* t, Value container, Value item) {
  Value iterator = GetIter(t, container);
  if (iterator.is_null()) {
    if (PendingIs(t, Exc::kTypeError)) {
      TakeException(t);
      Raise(t, Exc::kTypeError, "argument of type '%s' is not iterable", TypeName(t, container));
    }
    return -1;
  }
  for (;;) {
    Value v = IterNext(t, iterator);
    if (v.is_null()) return t->exception.is_null() ? 0 : -1;
    int equal = CompareBool(t, CompareOp::kEq, v, item);
    if (equal != 0) return equal;
  }
}

}  // namespace

int Contains(Thread* t, Value container, Value item) {
  if (container.is_object()) {
    Class* cls = container.object()->shape()->cls;
    Value method = SlotOf(cls, Slot::kContains);
    if (!IsOverride(method)) {
      switch (container.object()->kind()) {
        case Kind::kDict: return DictContains(t, container.as<Dict>(), item);
        case Kind::kSet: return SetContains(t, container.as<Set>(), item);
        case Kind::kList: return ListContains(t, container.as<List>(), item);
        case Kind::kTuple: return TupleContains(t, container.as<Tuple>(), item);
        case Kind::kRange: return RangeContains(t, container.as<Range>(), item);
        case Kind::kBytes: return BytesContains(t, container.as<Bytes>(), item);
        case Kind::kStr:
          if (!IsStr(item)) {
            Raise(t, Exc::kTypeError,
                  "'in <string>' requires string as left operand, not %s", TypeName(t, item));
            return -1;
          }
          return StrContains(container.as<Str>(), item.as<Str>());
        default: break;
      }
    }
    if (IsNone(t, method)) {
      Raise(t, Exc::kTypeError, "'%s' object is not a container", TypeName(t, container));
      return -1;
    }
    if (!method.is_null()) {
      Value r = CallSpecial(t, method, container, {item});
      return r.is_null() ? -1 : IsTrue(t, r);
    }
    if (IsIterable(t, container)) return ContainsByIteration(t, container, item);
  }
  Raise(t, Exc::kTypeError, "argument of type '%s' is not iterable", TypeName(t, container));
  return -1;
}

}  // namespace pyjit
