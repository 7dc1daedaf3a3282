// The iteration protocol.
#include "runtime/operators_internal.h"
#include "runtime/types/generator.h"
#include "runtime/types/iterators.h"
#include "runtime/types/range.h"

namespace pyjit {
namespace {

bool IsBuiltinIterator(Kind kind) {
  return kind == Kind::kIterator || kind == Kind::kRangeIterator;
}

bool HasNativeIter(Kind kind) {
  switch (kind) {
    case Kind::kList:
    case Kind::kTuple:
    case Kind::kStr:
    case Kind::kBytes:
    case Kind::kDict:
    case Kind::kDictView:
    case Kind::kSet:
    case Kind::kRange:
    case Kind::kIterator:
    case Kind::kRangeIterator: return true;
    default: return false;
  }
}

bool IsIterator(Thread* t, Value v) {
  if (!v.is_object()) return false;
  if (IsBuiltinIterator(v.object()->kind())) return true;
  Value next = SlotOf(ClassOf(t, v), Slot::kNext);
  return !next.is_null() && !IsNone(t, next);
}

}  // namespace

bool IsIterable(Thread* t, Value v) {
  if (!v.is_object()) return false;
  Class* cls = ClassOf(t, v);
  Value iter = SlotOf(cls, Slot::kIter);
  if (IsNone(t, iter)) return false;
  return !iter.is_null() || HasNativeIter(v.object()->kind()) ||
         !SlotOf(cls, Slot::kGetItem).is_null();
}

Value GetIter(Thread* t, Value v) {
  if (v.is_object()) {
    // The usual ones by their shape alone.
    const Shape* shape = v.object()->shape();
    if (shape == t->isolate->shape_of(Kind::kList)) {
      return NewIterator(t, IteratorKind::kList, v);
    }
    if (shape == t->isolate->shape_of(Kind::kRange)) return RangeIter(t, v.as<Range>());
    if (shape == t->isolate->shape_of(Kind::kTuple)) {
      return NewIterator(t, IteratorKind::kTuple, v);
    }
    if (shape == t->isolate->shape_of(Kind::kSet)) return NewIterator(t, IteratorKind::kSet, v);
    if (shape == t->isolate->shape_of(Kind::kDict)) {
      return NewIterator(t, IteratorKind::kDictKeys, v);
    }
    Class* cls = ClassOf(t, v);
    Kind kind = v.object()->kind();
    if (kind == Kind::kDictView && (cls->flags & kClassBuiltin)) return BuiltinIter(t, v);
    Value method = SlotOf(cls, Slot::kIter);
    if (!IsOverride(method)) {
      if (IsPlainGenerator(t, v)) return v;
      if (kind == Kind::kExtension && v.object()->shape()->extension->next != nullptr) return v;
      if (HasNativeIter(kind)) {
        Value it = BuiltinIter(t, v);
        if (!it.is_null() || !t->exception.is_null()) return it;
        // A subclass instance with the builtin's own __iter__.
        switch (kind) {
          case Kind::kList: return NewIterator(t, IteratorKind::kList, v);
          case Kind::kTuple: return NewIterator(t, IteratorKind::kTuple, v);
          case Kind::kStr: return NewIterator(t, IteratorKind::kStr, v);
          case Kind::kBytes: return NewIterator(t, IteratorKind::kBytes, v);
          case Kind::kDict: return NewIterator(t, IteratorKind::kDictKeys, v);
          case Kind::kSet: return NewIterator(t, IteratorKind::kSet, v);
          case Kind::kRange: return RangeIter(t, v.as<Range>());
          default: break;
        }
      }
    }
    if (!method.is_null() && !IsNone(t, method)) {
      Value it = CallSpecial(t, method, v, {});
      if (it.is_null()) return it;
      if (IsIterator(t, it)) return it;
      return Raise(t, Exc::kTypeError, "iter() returned non-iterator of type '%s'",
                   TypeName(t, it));
    }
    if (method.is_null() && !SlotOf(cls, Slot::kGetItem).is_null() &&
        kind != Kind::kClass) {
      return NewIterator(t, IteratorKind::kSequence, v);
    }
  }
  return Raise(t, Exc::kTypeError, "'%s' object is not iterable", TypeName(t, v));
}

Value IterNext(Thread* t, Value iterator) {
  if (iterator.is_object()) {
    switch (iterator.object()->kind()) {
      case Kind::kRangeIterator: return RangeIteratorNext(t, iterator.as<RangeIterator>());
      case Kind::kIterator: {
        // Forwards through a list is the usual.
        auto* it = iterator.as<Iterator>();
        if (it->flags == static_cast<uint8_t>(IteratorKind::kList) && it->aux == 0 &&
            !it->source.is_null()) {
          auto* list = it->source.as<List>();
          if (it->position < list->length && list->storage_kind() != ListStorage::kDouble) {
            return static_cast<ValueArray*>(list->storage)->items[it->position++];
          }
        }
        // map, zip and the like may be subclassed.
        if (HasOwnNext(it)) break;
        return IteratorNext(t, it);
      }
      case Kind::kGenerator:
        if (IsPlainGenerator(t, iterator)) {
          return GeneratorIterNext(t, iterator.as<Generator>());
        }
        break;
      case Kind::kExtension:
        if (auto* next = iterator.object()->shape()->extension->next;
            next != nullptr && ((ClassOf(t, iterator)->flags & kClassBuiltin) ||
                                !IsOverride(SlotOf(ClassOf(t, iterator), Slot::kNext)))) {
          if (NativeStackLow(t)) return RaiseRecursionError(t);
          return next(t, iterator.object());
        }
        break;
      default: break;
    }
    Value method = SlotOf(ClassOf(t, iterator), Slot::kNext);
    if (!method.is_null() && !IsNone(t, method)) {
      Value v = CallSpecial(t, method, iterator, {});
      if (!v.is_null()) return v;
      if (PendingIs(t, Exc::kStopIteration)) t->exception = Value();
      return Value();
    }
  }
  return Raise(t, Exc::kTypeError, "'%s' object is not an iterator", TypeName(t, iterator));
}

}  // namespace pyjit
