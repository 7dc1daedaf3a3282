// Iterators over builtin containers. The lazy builtins that call back
// (enumerate, zip, map, filter) are in lazy_iterators.cc.

#include "runtime/types/iterators.h"

#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/heap.h"
#include "runtime/isolate.h"
#include "runtime/types/bytearray.h"
#include "runtime/types/container_util.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/iterators_internal.h"
#include "runtime/types/list.h"
#include "runtime/types/memoryview.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/range.h"
#include "runtime/types/set_internal.h"
#include "runtime/types/tuple.h"

namespace pyjit {

Iterator* AllocateIterator(Thread* t, Class* cls, IteratorKind kind) {
  Shape* shape = cls->instance_root;
  if (shape == nullptr) {
    shape = InstanceRoot(t, cls);
    if (shape == nullptr) return nullptr;
  }
  auto* it = static_cast<Iterator*>(AllocateRaw(t, shape, shape->instance_size));
  if (it == nullptr) return nullptr;
  it->flags = static_cast<uint8_t>(kind);
  if (cls->flags & kClassHasFinalizer) t->heap->RegisterFinalizer(it);
  return it;
}

namespace {

Class* ClassOfKind(Isolate* isolate, IteratorKind kind, bool reverse) {
  switch (kind) {
    case IteratorKind::kList:
      return reverse ? isolate->list_reverseiterator_class()
                     : isolate->list_iterator_class();
    case IteratorKind::kTuple: return isolate->tuple_iterator_class();
    case IteratorKind::kStr: return isolate->str_iterator_class();
    case IteratorKind::kBytes: return isolate->bytes_iterator_class();
    case IteratorKind::kByteArray: return isolate->bytearray_iterator_class();
    case IteratorKind::kMemoryView: return isolate->memory_iterator_class();
    case IteratorKind::kDictKeys:
      return reverse ? isolate->dict_reversekeyiterator_class()
                     : isolate->dict_keyiterator_class();
    case IteratorKind::kDictValues:
      return reverse ? isolate->dict_reversevalueiterator_class()
                     : isolate->dict_valueiterator_class();
    case IteratorKind::kDictItems:
      return reverse ? isolate->dict_reverseitemiterator_class()
                     : isolate->dict_itemiterator_class();
    case IteratorKind::kSet: return isolate->set_iterator_class();
    case IteratorKind::kSequence: return isolate->iterator_class();
    case IteratorKind::kCallable: return isolate->callable_iterator_class();
    case IteratorKind::kEnumerate: return isolate->enumerate_class();
    case IteratorKind::kZip: return isolate->zip_class();
    case IteratorKind::kMap: return isolate->map_class();
    case IteratorKind::kFilter: return isolate->filter_class();
    case IteratorKind::kReversed: return isolate->reversed_class();
    case IteratorKind::kLongRange: return isolate->longrange_iterator_class();
  }
  return isolate->iterator_class();
}

bool IsDictKind(IteratorKind kind) {
  return kind == IteratorKind::kDictKeys || kind == IteratorKind::kDictValues ||
         kind == IteratorKind::kDictItems;
}

// Drops the source: every later step says "exhausted".
Value Exhaust(Iterator* it) {
  it->source = Value::Null();
  return Value::Null();
}

Value NextOfList(Thread* t, Iterator* it) {
  auto* list = it->source.as<List>();
  const int64_t i = it->position;
  // The list may have shrunk or grown meanwhile.
  if (i < 0 || i >= list->length) return Exhaust(it);
  it->position = (it->aux & kIteratorReverse) ? i - 1 : i + 1;
  return ListGet(t, list, i);
}

Value NextOfDict(Thread* t, Iterator* it, IteratorKind kind) {
  auto* dict = it->source.as<Dict>();
  if (it->expected != DictLength(dict)) {
    it->expected = -1;  // and so it stays
    return RaiseText(t, Exc::kRuntimeError,
                     "dictionary changed size during iteration");
  }
  Value key, value;
  const bool more = (it->aux & kIteratorReverse)
                        ? DictPrevious(dict, &it->position, &key, &value)
                        : DictNext(dict, &it->position, &key, &value);
  if (!more) return Exhaust(it);
  // `extra` counts down the items to come: keys may change while their number stays.
  if (it->extra == Value::SmallInt(0)) {
    it->source = Value::Null();
    return RaiseText(t, Exc::kRuntimeError, "dictionary keys changed during iteration");
  }
  it->extra = Value::SmallInt(it->extra.small_int() - 1);
  if (kind == IteratorKind::kDictKeys) return key;
  if (kind == IteratorKind::kDictValues) return value;
  return TuplePack(t, key, value);
}

Value NextOfSet(Thread* t, Iterator* it) {
  auto* set = it->source.as<Set>();
  if (it->expected != set->length) {
    it->expected = -1;
    return RaiseText(t, Exc::kRuntimeError,
                     "Set changed size during iteration");
  }
  Value key;
  return SetIteratorNext(set, it, &key) ? key : Exhaust(it);
}

// source[position], for the sequence protocol in either direction.
Value NextOfSequence(Thread* t, Iterator* it) {
  if (it->position < 0) return Exhaust(it);
  if (it->position == INT64_MAX) {
    return RaiseText(t, Exc::kOverflowError, "iter index too large");
  }
  Value index = IntFromInt64(t, it->position);
  if (!index) return index;
  Value item = GetItem(t, it->source, index);
  if (item) {
    it->position += (it->aux & kIteratorReverse) ? -1 : 1;
    return item;
  }
  if (PendingIs(t, Exc::kIndexError) || PendingIs(t, Exc::kStopIteration)) {
    TakeException(t);
    return Exhaust(it);
  }
  return item;
}

Value NextOfCallable(Thread* t, Iterator* it) {
  Value item = Call(t, it->source, nullptr, 0, Value::Null());
  if (!item) {
    if (PendingIs(t, Exc::kStopIteration)) {
      TakeException(t);
      return Exhaust(it);
    }
    return item;
  }
  // The call may have exhausted this very iterator.
  if (it->source.is_null()) return Value::Null();
  const int equal = ItemEquals(t, it->extra, item);
  if (equal < 0) return Value::Null();
  return equal ? Exhaust(it) : item;
}

Value NextOfLongRange(Thread* t, Iterator* it) {
  auto* range = it->source.as<Range>();
  const Value i = it->extra;
  if (IntCompare(i, range->length) >= 0) return Value::Null();
  Value item = IntMul(t, i, range->step);
  if (!item) return item;
  item = IntAdd(t, item, range->start);
  if (!item) return item;
  Value next = IntAdd(t, i, Value::SmallInt(1));
  if (!next) return next;
  StoreField(t, it, &it->extra, next);
  return item;
}

}  // namespace

Value NewIterator(Thread* t, IteratorKind kind, Value source) {
  Iterator* it =
      AllocateIterator(t, ClassOfKind(t->isolate, kind, false), kind);
  if (it == nullptr) return Value::Null();
  it->source = source;
  if (IsDictKind(kind)) {
    it->expected = DictLength(source.as<Dict>());
    it->extra = Value::SmallInt(it->expected);
  }
  if (kind == IteratorKind::kSet) it->expected = source.as<Set>()->length;
  if (kind == IteratorKind::kLongRange) it->extra = Value::SmallInt(0);
  return it;
}

Value NewReverseIterator(Thread* t, IteratorKind kind, Value source) {
  Iterator* it = AllocateIterator(t, ClassOfKind(t->isolate, kind, true), kind);
  if (it == nullptr) return Value::Null();
  it->source = source;
  it->aux = kIteratorReverse;
  if (kind == IteratorKind::kList) it->position = source.as<List>()->length - 1;
  if (IsDictKind(kind)) {
    it->expected = DictLength(source.as<Dict>());
    it->extra = Value::SmallInt(it->expected);
    it->position = source.as<Dict>()->used;
  }
  return it;
}

Value NewCallableIterator(Thread* t, Value callable, Value sentinel) {
  Iterator* it = AllocateIterator(t, t->isolate->callable_iterator_class(),
                                  IteratorKind::kCallable);
  if (it == nullptr) return Value::Null();
  it->source = callable;
  it->extra = sentinel;
  return it;
}

Value IteratorNext(Thread* t, Iterator* it) {
  if (it->source.is_null()) return Value::Null();
  const auto kind = static_cast<IteratorKind>(it->flags);
  switch (kind) {
    case IteratorKind::kList: return NextOfList(t, it);
    case IteratorKind::kTuple: {
      auto* tuple = it->source.as<Tuple>();
      if (it->position >= tuple->length) return Exhaust(it);
      return tuple->items[it->position++];
    }
    case IteratorKind::kStr: {
      auto* str = it->source.as<Str>();
      if (it->position >= str->length) return Exhaust(it);
      const uint32_t c = StrCharAt(str, it->position++);
      if (c < 256) return t->isolate->latin1_char(static_cast<uint8_t>(c));
      return StrFromChar(t, c);
    }
    case IteratorKind::kBytes: {
      auto* bytes = it->source.as<Bytes>();
      if (it->position >= bytes->length) return Exhaust(it);
      return Value::SmallInt(bytes->data[it->position++]);
    }
    case IteratorKind::kByteArray: {
      auto* array = it->source.as<ByteArray>();
      if (it->position >= array->length) return Exhaust(it);
      return Value::SmallInt(array->data()[it->position++]);
    }
    case IteratorKind::kMemoryView: {
      auto* view = it->source.as<MemoryView>();
      if (it->position >= MemoryViewLength(view)) return Exhaust(it);
      return MemoryViewItem(t, view, it->position++);
    }
    case IteratorKind::kDictKeys:
    case IteratorKind::kDictValues:
    case IteratorKind::kDictItems: return NextOfDict(t, it, kind);
    case IteratorKind::kSet: return NextOfSet(t, it);
    case IteratorKind::kSequence:
    case IteratorKind::kReversed: return NextOfSequence(t, it);
    case IteratorKind::kCallable: return NextOfCallable(t, it);
    case IteratorKind::kEnumerate: return NextOfEnumerate(t, it);
    case IteratorKind::kZip: return NextOfZip(t, it);
    case IteratorKind::kMap: return NextOfMap(t, it);
    case IteratorKind::kFilter: return NextOfFilter(t, it);
    case IteratorKind::kLongRange: return NextOfLongRange(t, it);
  }
  return Value::Null();
}

Value BuiltinIter(Thread* t, Value v) {
  if (!v.is_object()) return Value::Null();
  Isolate* isolate = t->isolate;
  Class* cls = ClassOf(t, v);
  switch (v.object()->kind()) {
    case Kind::kList:
      if (cls != isolate->list_class()) break;
      return NewIterator(t, IteratorKind::kList, v);
    case Kind::kTuple:
      if (cls != isolate->tuple_class()) break;
      return NewIterator(t, IteratorKind::kTuple, v);
    case Kind::kStr:
      if (cls != isolate->str_class()) break;
      return NewIterator(t, IteratorKind::kStr, v);
    case Kind::kBytes:
      if (cls != isolate->bytes_class()) break;
      return NewIterator(t, IteratorKind::kBytes, v);
    case Kind::kDict:
      if (cls != isolate->dict_class()) break;
      return NewIterator(t, IteratorKind::kDictKeys, v);
    case Kind::kSet:
      if (cls != isolate->set_class() && cls != isolate->frozenset_class()) {
        break;
      }
      return NewIterator(t, IteratorKind::kSet, v);
    case Kind::kRange: return RangeIter(t, v.as<Range>());
    case Kind::kDictView: {
      auto* view = v.as<DictView>();
      switch (static_cast<DictViewKind>(view->flags)) {
        case DictViewKind::kKeys:
          return NewIterator(t, IteratorKind::kDictKeys, view->dict);
        case DictViewKind::kValues:
          return NewIterator(t, IteratorKind::kDictValues, view->dict);
        case DictViewKind::kItems:
          return NewIterator(t, IteratorKind::kDictItems, view->dict);
      }
      break;
    }
    case Kind::kIterator:
    case Kind::kRangeIterator:
      if (cls->flags & kClassBuiltin) return v;
      break;
    default: break;
  }
  return Value::Null();
}

Value Reversed(Thread* t, Value v) {
  if (HasExactKind(t, v, Kind::kList)) {
    return NewReverseIterator(t, IteratorKind::kList, v);
  }
  if (HasExactKind(t, v, Kind::kRange)) return RangeReversed(t, v.as<Range>());
  Value method = LookupSpecial(t, v, Slot::kReversed);
  if (method && method != t->isolate->none()) {
    return CallSpecial(t, method, v, {});
  }
  const bool sequence =
      !method && v.is_object() && !IsKind(v, Kind::kDict) &&
      !IsKind(v, Kind::kSet) && !IsKind(v, Kind::kDictView) &&
      !LookupSpecial(t, v, Slot::kGetItem).is_null();
  if (!sequence) {
    return Raise(t, Exc::kTypeError, "'%s' object is not reversible",
                 ClassNameOf(t, v));
  }
  const int64_t n = Length(t, v);
  if (n < 0) return Value::Null();
  Value it = NewReverseIterator(t, IteratorKind::kReversed, v);
  if (it) it.as<Iterator>()->position = n - 1;
  return it;
}

namespace {

Value IterMethod(Thread*, Value* args, size_t, Value) { return args[0]; }

Value NextMethod(Thread* t, Value* args, size_t, Value) {
  Value item = IteratorNext(t, args[0].as<Iterator>());
  if (item || !t->exception.is_null()) return item;
  return RaiseStopIteration(t);
}

// How many items are left, as far as that is cheap to say.
Value LengthHint(Thread* t, Value* args, size_t, Value) {
  auto* it = args[0].as<Iterator>();
  if (it->source.is_null()) return Value::SmallInt(0);
  const bool reverse = (it->aux & kIteratorReverse) != 0;
  int64_t n = 0;
  switch (static_cast<IteratorKind>(it->flags)) {
    case IteratorKind::kList: n = it->source.as<List>()->length; break;
    case IteratorKind::kTuple: n = it->source.as<Tuple>()->length; break;
    case IteratorKind::kStr: n = it->source.as<Str>()->length; break;
    case IteratorKind::kBytes: n = it->source.as<Bytes>()->length; break;
    case IteratorKind::kByteArray: n = it->source.as<ByteArray>()->length; break;
    case IteratorKind::kMemoryView: n = MemoryViewLength(it->source.as<MemoryView>()); break;
    case IteratorKind::kDictKeys:
    case IteratorKind::kDictValues:
    case IteratorKind::kDictItems: {
      auto* dict = it->source.as<Dict>();
      if (it->expected != DictLength(dict)) return Value::SmallInt(0);
      Value key, value;
      int64_t at = it->position;
      while (reverse ? DictPrevious(dict, &at, &key, &value)
                     : DictNext(dict, &at, &key, &value)) {
        ++n;
      }
      return Value::SmallInt(n);
    }
    case IteratorKind::kSet: {
      auto* set = it->source.as<Set>();
      if (it->expected != set->length) return Value::SmallInt(0);
      Value key;
      int64_t at = it->position;
      while (SetNext(set, &at, &key)) ++n;
      return Value::SmallInt(n);
    }
    case IteratorKind::kLongRange:
      return IntSub(t, it->source.as<Range>()->length, it->extra);
    case IteratorKind::kSequence:
    case IteratorKind::kReversed:
      n = Length(t, it->source);
      if (n < 0) return Value::Null();
      break;
    default: return t->isolate->not_implemented();
  }
  if (reverse) return Value::SmallInt(it->position < n ? it->position + 1 : 0);
  return Value::SmallInt(it->position < n ? n - it->position : 0);
}

Value RangeNextMethod(Thread* t, Value* args, size_t, Value) {
  Value item = RangeIteratorNext(t, args[0].as<RangeIterator>());
  return item ? item : RaiseStopIteration(t);
}
Value RangeLengthHint(Thread* t, Value* args, size_t, Value) {
  const int64_t n = args[0].as<RangeIterator>()->remaining;
  return IntFromInt64(t, n < 0 ? 0 : n);
}

Value ReversedConstruct(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* cls = args[0].as<Class>();
  if (!CheckNewKeywords(t, cls, "reversed", kwnames) ||
      !CheckArgCount(t, "reversed", nargs - 1, 1, 1)) {
    return Value::Null();
  }
  Value it = Reversed(t, args[1]);
  if (!it || cls == t->isolate->reversed_class() ||
      ClassOf(t, it) != t->isolate->reversed_class()) {
    return it;  // what __reversed__ gives is nothing of ours
  }
  Iterator* own = AllocateIterator(t, cls, IteratorKind::kReversed);
  if (own == nullptr) return Value::Null();
  own->source = it.as<Iterator>()->source;
  own->position = it.as<Iterator>()->position;
  own->aux |= kIteratorReverse;
  return own;
}

constexpr NativeInfo kHintRow[] = {
    {"__length_hint__", LengthHint, "($self, /)", kAnything,
     "Private method returning an estimate of len(list(it))."},
};
constexpr NativeInfo kRangeIteratorRows[] = {
    {"__iter__", IterMethod, "($self, /)", kPure, "Implement iter(self)."},
    {"__next__", RangeNextMethod, "($self, /)", kEffectWrites | kCollects,
     "Implement next(self)."},
    {"__length_hint__", RangeLengthHint, "($self, /)", kEffectReadsAllocates,
     "Private method returning an estimate of len(list(it))."},
};
constexpr NativeInfo kReversedRow[] = {
    {"__new__", ReversedConstruct, nullptr, kAnything,
     "Return a reverse iterator over the values of the given sequence."},
};

}  // namespace

const NativeInfo kIteratorRows[2] = {
    {"__iter__", IterMethod, "($self, /)", kPure, "Implement iter(self)."},
    {"__next__", NextMethod, "($self, /)", kAnything, "Implement next(self)."},
};

bool InitIteratorsType(Thread* t) {
  Isolate* i = t->isolate;
  for (Class* cls :
       {i->list_iterator_class(), i->list_reverseiterator_class(),
        i->tuple_iterator_class(), i->str_iterator_class(),
        i->bytes_iterator_class(), i->bytearray_iterator_class(),
        i->memory_iterator_class(), i->dict_keyiterator_class(),
        i->dict_valueiterator_class(), i->dict_itemiterator_class(),
        i->dict_reversekeyiterator_class(),
        i->dict_reversevalueiterator_class(),
        i->dict_reverseitemiterator_class(), i->set_iterator_class(),
        i->iterator_class(), i->longrange_iterator_class(),
        i->reversed_class()}) {
    if (!AddNatives(t, cls->dict, kIteratorRows, cls) ||
        !AddNatives(t, cls->dict, kHintRow, cls)) {
      return false;
    }
  }
  Class* callable = i->callable_iterator_class();
  Class* range = i->range_iterator_class();
  Class* reversed = i->reversed_class();
  reversed->construct = ReversedConstruct;
  return AddNatives(t, callable->dict, kIteratorRows, callable) &&
         AddNatives(t, range->dict, kRangeIteratorRows, range) &&
         AddNatives(t, reversed->dict, kReversedRow, reversed) &&
         InitLazyIteratorTypes(t);
}

}  // namespace pyjit
