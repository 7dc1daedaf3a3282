// gc.get_objects, get_referrers, get_referents, is_tracked, is_finalized.
#include <functional>

#include "runtime/attributes.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/shape.h"
#include "runtime/trace_object.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/set.h"
#include "runtime/types/storage.h"
#include "runtime/types/tuple.h"
#include "stdlib/gc_internal.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

// Storage that Python never sees.
bool IsInternal(const Object* object) {
  switch (object->kind()) {
    case Kind::kValueArray:
    case Kind::kRawArray:
    case Kind::kCell:  // nearly all are bindings in namespaces
      return true;
    default:
      return false;
  }
}

// Never part of a cycle: what CPython's collector does not look at.
bool IsAtomic(Value v) {
  if (!v.is_object()) return true;
  const Object* object = v.object();
  const Class* cls = object->shape()->cls;
  switch (object->kind()) {
    case Kind::kFloat:
    case Kind::kBigInt:
    case Kind::kSingleton:
    case Kind::kStr:
    case Kind::kBytes:
      return (cls->flags & kClassBuiltin) != 0 || (cls->traits & (kTraitDict | kTraitHasMembers)) == 0;
    case Kind::kInstance:
      return object->shape()->slots_offset == 0;  // object()
    case Kind::kRange:
    case Kind::kCode:
    case Kind::kRangeIterator:
      return true;
    case Kind::kClass:
      return (object->flags & kClassBuiltin) != 0;
    default:
      return false;
  }
}

bool IsTrackedObject(Value v) {
  if (IsAtomic(v)) return false;
  Object* object = v.object();
  if (object->kind() == Kind::kTuple && (object->shape()->cls->flags & kClassBuiltin)) {
    return static_cast<Tuple*>(object)->length != 0;
  }
  if (object->kind() == Kind::kDict && (object->shape()->cls->flags & kClassBuiltin)) {
    // Only a dict that may be part of a cycle.
    int64_t pos = 0;
    Value key, value;
    while (DictNext(static_cast<Dict*>(object), &pos, &key, &value)) {
      if (!IsAtomic(key) || !IsAtomic(value)) return true;
    }
    return false;
  }
  return true;
}

// Calls visit for what `object` refers to as Python sees it: through its storage.
template <typename Visit>
void VisitReferents(Object* object, Visit&& visit) {
  switch (object->kind()) {
    case Kind::kDict: {
      int64_t pos = 0;
      Value key, value;
      const bool names_only = (object->flags & kDictStrKeys) != 0;
      while (DictNext(static_cast<Dict*>(object), &pos, &key, &value)) {
        if (!names_only) visit(key);
        visit(value);
      }
      break;
    }
    case Kind::kSet: {
      int64_t pos = 0;
      Value key;
      while (SetNext(static_cast<Set*>(object), &pos, &key)) visit(key);
      break;
    }
    default:
      break;
  }
  const bool table = object->kind() == Kind::kDict || object->kind() == Kind::kSet;
  TraceObject(object, [&](Value v) {
    if (!v.is_object()) return;
    Object* inner = v.object();
    switch (inner->kind()) {
      case Kind::kValueArray: {
        auto* array = static_cast<ValueArray*>(inner);
        if (table || (array->flags & kArrayConservative)) return;
        for (int64_t i = 0; i < array->capacity; ++i) {
          if (!array->items[i].is_null()) visit(array->items[i]);
        }
        return;
      }
      case Kind::kRawArray:
        return;
      case Kind::kCell:
        if (Value value = static_cast<Cell*>(inner)->value; !value.is_null()) visit(value);
        return;
      default:
        visit(v);
    }
  });
}

// Objects found by walking the heap: first counted, then collected, as nothing may be
// allocated during the walk.
template <typename Wanted>
Value ListOfObjects(Thread* t, Wanted wanted) {
  t->heap->Collect(t, true);  // the dead are not to come back
  int64_t count = 0;
  t->heap->ForEachObject([&](Object* object) { count += wanted(object); });
  ValueArray* found = NewValueArray(t, count + 1);
  if (found == nullptr) return Value();
  int64_t used = 0;
  t->heap->ForEachObject([&](Object* object) {
    if (used < count && object != found && wanted(object)) found->items[used++] = object;
  });
  WriteBarrier(t, found);
  List* list = NewListOf(t, found->items, used);
  for (int64_t i = 0; i < used; ++i) found->items[i] = Value();
  return list;
}

Value GetObjects(Thread* t, Value* args, size_t, Value) {
  int64_t generation = -1;
  if (!args[0].is_null() && args[0] != NoneOf(t)) {
    if (!IndexAsInt64(t, args[0], &generation)) return Value();
    if (generation >= 3) {
      return RaiseText(t, Exc::kValueError,
                       "generation parameter must be less than the number of available "
                       "generations (3)");
    }
    if (generation < 0) {
      return RaiseText(t, Exc::kValueError, "generation parameter cannot be negative");
    }
  }
  // Everything that survives a collection is old: the last generation.
  if (generation == 0 || generation == 1) return NewList(t);
  return ListOfObjects(
      t, [](Object* object) { return !IsInternal(object) && IsTrackedObject(object); });
}

Value GetReferrers(Thread* t, Value* args, size_t, Value) {
  auto* targets = args[0].as<Tuple>();
  return ListOfObjects(t, [&](Object* object) {
    if (object == targets || IsInternal(object)) return false;
    bool refers = false;
    VisitReferents(object, [&](Value v) {
      for (int64_t i = 0; i < targets->length; ++i) refers |= v == targets->items[i];
    });
    return refers;
  });
}

Value GetReferents(Thread* t, Value* args, size_t, Value) {
  auto* objects = args[0].as<Tuple>();
  List* list = NewList(t);
  if (list == nullptr) return Value();
  for (int64_t i = 0; i < objects->length; ++i) {
    if (!IsTrackedObject(objects->items[i])) continue;
    int64_t count = 0;
    Object* object = objects->items[i].object();
    VisitReferents(object, [&](Value) { ++count; });
    ValueArray* found = NewValueArray(t, count + 1);
    if (found == nullptr) return Value();
    int64_t used = 0;
    VisitReferents(object, [&](Value v) {
      if (used < count && (!v.is_object() || !IsInternal(v.object()))) found->items[used++] = v;
    });
    WriteBarrier(t, found);
    if (!ListExtendItems(t, list, found->items, used)) return Value();
  }
  return list;
}

Value IsTracked(Thread* t, Value* args, size_t, Value) {
  return t->isolate->Bool(IsTrackedObject(args[0]));
}

// __del__ runs once: whoever has one and waits for it no more has had it.
Value IsFinalized(Thread* t, Value* args, size_t, Value) {
  const bool has = args[0].is_object() &&
                   (ClassOf(t, args[0])->flags & kClassHasFinalizer) != 0;
  return t->isolate->Bool(has && !t->heap->AwaitsFinalizer(args[0].object()));
}

constexpr NativeInfo kRows[] = {
    {"get_objects", GetObjects, "(generation=None)", kAnything,
     "Return a list of objects tracked by the collector (excluding the list returned)."},
    {"get_referrers", GetReferrers, "(*objs)", kAnything,
     "Return the list of objects that directly refer to any of 'objs'."},
    {"get_referents", GetReferents, "(*objs)", kReadsHeap | kCollects,
     "Return the list of objects that are directly referred to by 'objs'."},
    {"is_tracked", IsTracked, "(obj, /)", kReadsHeap,
     "Returns true if the object is tracked by the garbage collector."},
    {"is_finalized", IsFinalized, "(obj, /)", kReadsHeap,
     "Returns true if the object has been already finalized by the GC."},
};

}  // namespace

absl::Span<const NativeInfo> GcObjectRows() { return kRows; }

int64_t CountTracked(Thread* t) {
  int64_t count = 0;
  t->heap->ForEachObject([&](Object* object) {
    count += !IsInternal(object) && IsTrackedObject(object);
  });
  return count;
}

}  // namespace pyjit
