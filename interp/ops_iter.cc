// Iteration and unpacking. FOR_ITER steps ranges, lists and tuples without a
// call; it stands at the bottom of its loop and jumps back to the top.
#include "interp/fast_values.h"
#include "interp/frames.h"
#include "interp/ops.h"
#include "interp/unpacking.h"
#include "runtime/class.h"
#include "runtime/isolate.h"
#include "runtime/operators.h"
#include "runtime/types/iterators.h"
#include "runtime/types/list.h"
#include "runtime/types/set_internal.h"

namespace pyjit {

// The offset is in the low half of word 1.
#define ITERATE() DISPATCH(pc + static_cast<int32_t>(pc[1]))
#define EXHAUSTED() NEXT(2)

PYJIT_OP_BODY(GET_ITER) { SET_A_OR_RAISE(GetIter(t, REG_B), 1); }

PYJIT_OP_FUNCTION(ForIterSlow) {
  SAVE_PC();
  Value iterator = REG_B;
  Value item;
  if (iterator.object()->kind() == Kind::kIterator && !HasOwnNext(iterator.as<Iterator>())) {
    item = IteratorNext(t, iterator.as<Iterator>());
  } else {
    if (iterator.object()->kind() == Kind::kInstance) {
      Value method = ClassSlot(iterator.object()->shape()->cls, Slot::kNext);
      if (method.is_object() && HasExactShape(t, method, Kind::kFunction)) {
        PUSH_SPECIAL(method.as<Function>(), iterator, Value(), 1u, kFrameNext);
      }
    }
    item = IterNext(t, iterator);
  }
  if (item.is_null()) {
    if (!t->exception.is_null()) RAISE();
    EXHAUSTED();
  }
  regs[AOf(*pc)] = item;
  ITERATE();
}

// Plain dicts, forwards.
PYJIT_SLOW(ForIterDict) {
  auto* iterator = REG_B.as<Iterator>();
  auto* dict = iterator->source.as<Dict>();
  if ((dict->flags & kDictNamespace) || iterator->expected != dict->length ||
      iterator->extra == Value::SmallInt(0) || dict->length == 0) {
    TAIL(ForIterSlow);
  }
  const Value* items = static_cast<ValueArray*>(dict->entries)->items;
  int64_t position = iterator->position;
  const Value* entry = items + kDictEntryWords * position;
  while (position < dict->used && entry[1].is_null()) {
    ++position;
    entry += kDictEntryWords;
  }
  if (position >= dict->used) TAIL(ForIterSlow);
  Value item;
  if (iterator->flags == static_cast<uint8_t>(IteratorKind::kDictKeys)) {
    item = entry[1];
  } else if (iterator->flags == static_cast<uint8_t>(IteratorKind::kDictValues)) {
    item = entry[2];
  } else {
    auto shape = reinterpret_cast<const Shape*>(
        static_cast<uintptr_t>(t->exact_shapes[static_cast<int>(Kind::kTuple)]));
    Object* object = BumpObject(t, shape, sizeof(Object) + 8 + 16);
    if (object == nullptr) [[unlikely]] TAIL(ForIterSlow);
    auto* pair = static_cast<Tuple*>(object);
    pair->length = 2;
    pair->items[0] = entry[1];
    pair->items[1] = entry[2];
    item = pair;
  }
  iterator->position = position + 1;
  // The items to come (see NextOfDict).
  iterator->extra = Value::SmallInt(iterator->extra.small_int() - 1);
  REG_A = item;
  ITERATE();
}

PYJIT_SLOW(ForIterSet) {
  auto* iterator = REG_B.as<Iterator>();
  auto* set = iterator->source.as<Set>();
  if (set->entries == nullptr || iterator->expected != set->length) TAIL(ForIterSlow);
  Value key;
  if (!SetIteratorNext(set, iterator, &key)) TAIL(ForIterSlow);
  REG_A = key;
  ITERATE();
}

PYJIT_SLOW(ForIterStr) {
  auto* iterator = REG_B.as<Iterator>();
  auto* str = iterator->source.as<Str>();
  int64_t position = iterator->position;
  if (position >= str->length || str->width() != 1) TAIL(ForIterSlow);
  iterator->position = position + 1;
  REG_A = t->isolate->latin1_char(static_cast<const uint8_t*>(str->data())[position]);
  ITERATE();
}

// The next item of a range or a list or tuple without taking it; null if there is none,
// or it has to be asked for otherwise.
PYJIT_INLINE Value PeekNext(Thread* t, Value v) {
  if (IsExact(t, v, Kind::kRangeIterator)) {
    auto* range = v.as<RangeIterator>();
    return range->remaining > 0 ? Value::SmallInt(range->current) : Value();
  }
  if (v.is_small_int() || v.object()->kind() != Kind::kIterator) return Value();
  auto* iterator = v.as<Iterator>();
  if (iterator->aux != 0 || iterator->source.is_null()) return Value();
  const int64_t position = iterator->position;
  if (iterator->flags == static_cast<uint8_t>(IteratorKind::kList)) {
    auto* list = iterator->source.as<List>();
    if (position >= list->length) return Value();
    if (list->storage_kind() == ListStorage::kDouble) {
      return BoxDouble(t, static_cast<RawArray*>(list->storage)->doubles()[position]);
    }
    return static_cast<ValueArray*>(list->storage)->items[position];
  }
  if (iterator->flags == static_cast<uint8_t>(IteratorKind::kTuple)) {
    auto* tuple = iterator->source.as<Tuple>();
    return position < tuple->length ? tuple->items[position] : Value();
  }
  return Value();
}
PYJIT_INLINE void TakePeeked(Thread* t, Value v) {
  if (HasExactShape(t, v, Kind::kRangeIterator)) {
    auto* range = v.as<RangeIterator>();
    --range->remaining;
    range->current = static_cast<int64_t>(static_cast<uint64_t>(range->current) +
                                          static_cast<uint64_t>(range->step));
  } else {
    ++v.as<Iterator>()->position;
  }
}

PYJIT_INLINE Value BumpPair(Thread* t, Value first, Value second) {
  auto shape = reinterpret_cast<const Shape*>(
      static_cast<uintptr_t>(t->exact_shapes[static_cast<int>(Kind::kTuple)]));
  Object* object = BumpObject(t, shape, sizeof(Object) + 8 + 16);
  if (object == nullptr) [[unlikely]] return Value();
  auto* pair = static_cast<Tuple*>(object);
  pair->length = 2;
  pair->items[0] = first;
  pair->items[1] = second;
  return pair;
}

// enumerate() and zip() of two over the usual sources.
PYJIT_SLOW(ForIterEnumerate) {
  auto* iterator = REG_B.as<Iterator>();
  if (HasOwnNext(iterator)) TAIL(ForIterSlow);
  const int64_t count = iterator->position;
  Value item = PeekNext(t, iterator->source);
  if (item.is_null() || !iterator->extra.is_null() || count >= Value::kMaxSmallInt) {
    TAIL(ForIterSlow);
  }
  Value pair = BumpPair(t, Value::SmallInt(count), item);
  if (pair.is_null()) [[unlikely]] TAIL(ForIterSlow);
  TakePeeked(t, iterator->source);
  iterator->position = count + 1;
  REG_A = pair;
  ITERATE();
}
PYJIT_SLOW(ForIterZip) {
  auto* iterator = REG_B.as<Iterator>();
  if (HasOwnNext(iterator)) TAIL(ForIterSlow);
  auto* sources = iterator->source.as<Tuple>();
  if (sources->length != 2 || iterator->expected != 0) TAIL(ForIterSlow);
  Value a = sources->items[0], b = sources->items[1];
  if (a == b) TAIL(ForIterSlow);
  Value first = PeekNext(t, a);
  if (first.is_null()) TAIL(ForIterSlow);
  Value second = PeekNext(t, b);
  if (second.is_null()) TAIL(ForIterSlow);
  Value pair = BumpPair(t, first, second);
  if (pair.is_null()) [[unlikely]] TAIL(ForIterSlow);
  TakePeeked(t, a);
  TakePeeked(t, b);
  REG_A = pair;
  ITERATE();
}

// Lists and tuples, forwards.
PYJIT_SLOW(ForIterSequence) {
  Value v = REG_B;
  if (IsExact(t, v, Kind::kGenerator)) TAIL(ForIterGenerator);
  if (v.is_small_int() || v.object()->kind() != Kind::kIterator) TAIL(ForIterSlow);
  auto* iterator = v.as<Iterator>();
  if (iterator->aux != 0 || iterator->source.is_null()) TAIL(ForIterSlow);
  int64_t position = iterator->position;
  Value item;
  if (iterator->flags == static_cast<uint8_t>(IteratorKind::kList)) {
    auto* list = iterator->source.as<List>();
    if (position >= list->length) TAIL(ForIterSlow);
    if (list->storage_kind() == ListStorage::kDouble) {
      item = BoxDouble(t, static_cast<RawArray*>(list->storage)->doubles()[position]);
      if (item.is_null()) [[unlikely]] TAIL(ForIterSlow);
    } else {
      item = static_cast<ValueArray*>(list->storage)->items[position];
    }
  } else if (iterator->flags == static_cast<uint8_t>(IteratorKind::kTuple)) {
    auto* tuple = iterator->source.as<Tuple>();
    if (position >= tuple->length) TAIL(ForIterSlow);
    item = tuple->items[position];
  } else if (iterator->flags >= static_cast<uint8_t>(IteratorKind::kDictKeys) &&
             iterator->flags <= static_cast<uint8_t>(IteratorKind::kDictItems)) {
    TAIL(ForIterDict);
  } else if (iterator->flags == static_cast<uint8_t>(IteratorKind::kSet)) {
    TAIL(ForIterSet);
  } else if (iterator->flags == static_cast<uint8_t>(IteratorKind::kStr)) {
    TAIL(ForIterStr);
  } else if (iterator->flags == static_cast<uint8_t>(IteratorKind::kEnumerate)) {
    TAIL(ForIterEnumerate);
  } else if (iterator->flags == static_cast<uint8_t>(IteratorKind::kZip)) {
    TAIL(ForIterZip);
  } else {
    TAIL(ForIterSlow);
  }
  iterator->position = position + 1;
  REG_A = item;
  ITERATE();
}

PYJIT_OP_BODY(FOR_ITER) {
  Value v = REG_B;
  if (IsExact(t, v, Kind::kRangeIterator)) [[likely]] {
    auto* range = v.as<RangeIterator>();
    int64_t remaining = range->remaining;
    if (remaining > 0) [[likely]] {
      int64_t current = range->current;
      range->remaining = remaining - 1;
      range->current = static_cast<int64_t>(static_cast<uint64_t>(current) +
                                            static_cast<uint64_t>(range->step));
      REG_A = Value::SmallInt(current);
      ITERATE();
    }
    EXHAUSTED();
  }
  TAIL(ForIterSequence);
}

PYJIT_SLOW(UnpackSlow) {
  SAVE_PC();
  if (!UnpackItems(t, REG_B, &REG_A, COf(w))) RAISE();
  NEXT(1);
}

PYJIT_OP_BODY(UNPACK) {
  Value v = REG_B;
  if (IsExact(t, v, Kind::kTuple)) [[likely]] {
    auto* tuple = v.as<Tuple>();
    uint32_t n = COf(w);
    if (tuple->length == n) [[likely]] {
      Value* out = &REG_A;
      for (uint32_t i = 0; i < n; ++i) {
        out[i] = tuple->items[i];
        __asm__ volatile("");  // a few words: no call of memcpy
      }
      NEXT(1);
    }
  }
  TAIL(UnpackSlow);
}

PYJIT_OP_BODY(UNPACK_EX) {
  SAVE_PC();
  if (!UnpackWithStar(t, REG_B, &REG_A, COf(w), static_cast<int64_t>(pc[1]))) RAISE();
  NEXT(2);
}

}  // namespace pyjit
