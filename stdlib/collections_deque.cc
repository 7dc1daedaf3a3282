// deque: the ring itself. Its methods are in collections_deque_methods.cc.
#include <algorithm>
#include <cstring>

#include "runtime/error.h"
#include "runtime/operators.h"
#include "runtime/types/storage.h"
#include "stdlib/collections_internal.h"
#include "stdlib/native_class.h"
#include "stdlib/state.h"

namespace pyjit {

const ExtensionInfo Deque::kExtension = {sizeof(Deque), 1, nullptr};

namespace {

constexpr int64_t kFirstCapacity = 8;

}  // namespace

bool DequeReserve(Thread* t, Deque* deque, int64_t wanted) {
  const int64_t old = deque->items.is_null() ? 0 : deque->array()->capacity;
  if (wanted <= old) return true;
  int64_t capacity = old == 0 ? kFirstCapacity : old * 2;
  while (capacity < wanted) capacity *= 2;
  ValueArray* array = NewValueArray(t, capacity);
  if (array == nullptr) return false;
  for (int64_t i = 0; i < deque->length; ++i) array->items[i] = deque->Get(i);
  WriteBarrier(t, array);
  deque->head = 0;
  StoreField(t, deque, &deque->items, array);
  return true;
}

Deque* NewDeque(Thread* t, Class* cls, int64_t maxlen) {
  auto* deque = NewExtension<Deque>(t, cls);
  if (deque != nullptr) deque->maxlen = maxlen;
  return deque;
}

bool DequeAppend(Thread* t, Deque* deque, Value v) {
  if (deque->maxlen >= 0 && deque->length >= deque->maxlen) {
    deque->version++;
    if (deque->maxlen == 0) return true;
    DequePopLeft(t, deque);
  }
  if (deque->items.is_null() || deque->length == deque->array()->capacity) {
    if (!DequeReserve(t, deque, deque->length + 1)) return false;
  }
  deque->length++;
  DequePut(t, deque, deque->length - 1, v);
  deque->version++;
  return true;
}

bool DequeAppendLeft(Thread* t, Deque* deque, Value v) {
  if (deque->maxlen >= 0 && deque->length >= deque->maxlen) {
    deque->version++;
    if (deque->maxlen == 0) return true;
    DequePop(t, deque);
  }
  if (deque->items.is_null() || deque->length == deque->array()->capacity) {
    if (!DequeReserve(t, deque, deque->length + 1)) return false;
  }
  deque->head = deque->Place(-1);
  deque->length++;
  DequePut(t, deque, 0, v);
  deque->version++;
  return true;
}

Value DequePop(Thread* t, Deque* deque) {
  Value* place = &deque->array()->items[deque->Place(deque->length - 1)];
  Value v = *place;
  *place = Value();
  deque->length--;
  deque->version++;
  return v;
}

Value DequePopLeft(Thread* t, Deque* deque) {
  Value* place = &deque->array()->items[deque->head];
  Value v = *place;
  *place = Value();
  deque->head = deque->Place(1);
  deque->length--;
  deque->version++;
  return v;
}

void DequeRotate(Thread* t, Deque* deque, int64_t n) {
  const int64_t length = deque->length;
  if (length <= 1) return;
  deque->version++;
  n %= length;
  if (n > length / 2) n -= length;
  if (n < -(length / 2)) n += length;
  ValueArray* array = deque->array();
  if (length == array->capacity) {  // a full ring only turns
    deque->head = deque->Place(-n);
    return;
  }
  for (; n > 0; --n) {
    Value* from = &array->items[deque->Place(length - 1)];
    Value v = *from;
    *from = Value();
    deque->head = deque->Place(-1);
    DequePut(t, deque, 0, v);
  }
  for (; n < 0; ++n) {
    Value* from = &array->items[deque->head];
    Value v = *from;
    *from = Value();
    deque->head = deque->Place(1);
    DequePut(t, deque, length - 1, v);
  }
}

void DequeClear(Deque* deque) {
  deque->items = Value();
  deque->head = 0;
  deque->length = 0;
  deque->version++;
}

bool DequeExtend(Thread* t, Deque* deque, Value iterable, bool left) {
  if (iterable == Value(deque)) {  // its own items, as they are now
    Deque* copy = NewDeque(t, ClassOfStdlib(t, StdlibClass::kDeque), -1);
    if (copy == nullptr || !DequeReserve(t, copy, deque->length)) return false;
    for (int64_t i = 0; i < deque->length; ++i) {
      copy->length = i + 1;
      DequePut(t, copy, i, deque->Get(i));
    }
    iterable = copy;
  }
  Value iterator = GetIter(t, iterable);
  if (iterator.is_null()) return false;
  for (;;) {
    Value item = IterNext(t, iterator);
    if (item.is_null()) return t->exception.is_null();
    if (!(left ? DequeAppendLeft(t, deque, item) : DequeAppend(t, deque, item))) return false;
  }
}

}  // namespace pyjit
