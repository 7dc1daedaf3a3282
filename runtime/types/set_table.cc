// The hash table of set and frozenset. Where keys land, when the table grows
// and in which order items are copied are CPython's, because programs print
// sets: up to ten neighbouring slots are tried before jumping on.

#include <cstring>

#include "runtime/class.h"
#include "runtime/isolate.h"
#include "runtime/types/bytes.h"
#include "runtime/types/container_util.h"
#include "runtime/types/dict.h"
#include "runtime/types/set.h"
#include "runtime/types/set_internal.h"
#include "runtime/types/storage.h"
#include "runtime/types/tuple.h"

namespace pyjit {
namespace {

constexpr uint64_t kNeighbours = 9;
constexpr int64_t kMaxTableSlots = int64_t{1} << 40;

constexpr Value kDeletedWord = Value::SmallInt(-1);

// Slots for a hash in probing order: next slot by Next().
class Probe {
 public:
  Probe(uint64_t mask, Value hash_word)
      : mask_(mask), perturb_(static_cast<uint64_t>(hash_word.small_int())) {
    StartAt(perturb_ & mask);
  }
  uint64_t slot() const { return slot_; }
  void Next() {
    if (left_ > 0) {
      --left_;
      ++slot_;
      return;
    }
    perturb_ >>= 5;
    StartAt((start_ * 5 + 1 + perturb_) & mask_);
  }

 private:
  void StartAt(uint64_t slot) {
    start_ = slot_ = slot;
    left_ = slot + kNeighbours <= mask_ ? kNeighbours : 0;
  }
  uint64_t mask_, perturb_;
  uint64_t start_, slot_, left_;
};

bool IsUnused(const Value* slot) {
  return slot[1].is_null() && slot[0].is_null();
}

bool IsQuickKey(Thread* t, Value key) {
  return key.is_small_int() || IsExactStr(t, key) || HasExactKind(t, key, Kind::kTuple);
}

// Equality with a quick key: 1, 0, or -1 if that takes more.
int QuickKeyEquals(Thread* t, Value other, Value key) {
  const int equal = ScalarEquals(t, other, key);
  if (equal >= 0 || !HasExactKind(t, other, Kind::kTuple) ||
      !HasExactKind(t, key, Kind::kTuple)) {
    return equal;
  }
  return TupleOfScalarsEquals(t, other.as<Tuple>(), key.as<Tuple>());
}

// For small ints, exact strs and exact tuples of such, without Python: slot of the key, -1 absent, -3 if a
// key of another kind with this hash is in the way. *free: the unused slot that ended
// the search.
__attribute__((noinline)) int64_t FindQuickFurther(Thread* t, const Set* set, Value key,
                                                    Value hash_word, int64_t* free) {
  const auto* table = static_cast<const ValueArray*>(set->entries);
  const Value* items = table->items;
  const uint64_t mask = static_cast<uint64_t>(table->capacity) / 2 - 1;
  uint64_t perturb = static_cast<uint64_t>(hash_word.small_int());
  uint64_t start = perturb & mask;
  for (;;) {
    const Value* slot = items + 2 * start;
    const Value* last = start + kNeighbours <= mask ? slot + 2 * kNeighbours : slot;
    for (;; slot += 2) {
      if (slot[1] == key) return (slot - items) >> 1;
      if (slot[0].is_null()) {
        *free = (slot - items) >> 1;
        return -1;
      }
      if (slot[0] == hash_word && slot[1].is_object() && !slot[1].is_null()) {
        const int equal = QuickKeyEquals(t, slot[1], key);
        if (equal == 1) return (slot - items) >> 1;
        if (equal < 0) return -3;
      }
      if (slot == last) break;
    }
    perturb >>= 5;
    start = (start * 5 + 1 + perturb) & mask;
  }
}

// The same; most searches end at the first slot.
inline __attribute__((always_inline)) int64_t FindQuick(Thread* t, const Set* set, Value key,
                                                         Value hash_word, int64_t* free) {
  const auto* table = static_cast<const ValueArray*>(set->entries);
  const uint64_t first = static_cast<uint64_t>(hash_word.small_int()) &
                         (static_cast<uint64_t>(table->capacity) / 2 - 1);
  const Value* slot = table->items + 2 * first;
  if (slot[1] == key) return static_cast<int64_t>(first);
  if (slot[0].is_null()) {
    *free = static_cast<int64_t>(first);
    return -1;
  }
  return FindQuickFurther(t, set, key, hash_word, free);
}

// Slot of the key, -1 absent, -2 error. *free: where it would go, which is the
// last deleted slot passed on the way if there is one.
int64_t Find(Thread* t, Set* set, Value key, Value hash_word, int64_t* free) {
  for (;;) {
    int64_t deleted = -1;
    Object* entries = set->entries;
    Probe probe(static_cast<uint64_t>(SetSlots(set)) - 1, hash_word);
    if (entries == nullptr) {
      *free = static_cast<int64_t>(probe.slot());
      return -1;
    }
    bool changed = false;
    for (; !changed; probe.Next()) {
      const int64_t s = static_cast<int64_t>(probe.slot());
      const Value* slot = SetSlot(set, s);
      if (slot[0] == hash_word && !slot[1].is_null()) {
        const Value other = slot[1];
        const int equal = ItemEquals(t, other, key);
        if (equal < 0) return -2;
        changed = set->entries != entries || SetSlot(set, s)[1] != other;
        if (equal && !changed) return s;
      } else if (IsUnused(slot)) {
        *free = deleted >= 0 ? deleted : s;
        return -1;
      } else if (slot[1].is_null()) {
        deleted = s;
      }
    }
  }
}

// Puts a key that is not there into a table without deleted marks.
inline void InsertClean(ValueArray* table, Value key, Value hash_word) {
  const uint64_t mask = static_cast<uint64_t>(table->capacity) / 2 - 1;
  uint64_t perturb = static_cast<uint64_t>(hash_word.small_int());
  uint64_t start = perturb & mask;
  for (;;) {
    Value* slot = table->items + 2 * start;
    Value* last = start + kNeighbours <= mask ? slot + 2 * kNeighbours : slot;
    for (;; slot += 2) {
      if (slot[1].is_null()) {
        slot[0] = hash_word;
        slot[1] = key;
        return;
      }
      if (slot == last) break;
    }
    perturb >>= 5;
    start = (start * 5 + 1 + perturb) & mask;
  }
}

bool IsCrowded(int64_t fill, int64_t slots) {
  return fill * 5 >= (slots - 1) * 3;
}
int64_t GrownSize(int64_t live) { return live > 50000 ? live * 2 : live * 4; }

}  // namespace

bool SetResize(Thread* t, Set* set, int64_t wanted) {
  int64_t slots = kMinSetSlots;
  while (slots <= wanted) slots *= 2;
  if (slots > kMaxTableSlots) {
    RaiseMemoryError(t);
    return false;
  }
  ValueArray* table = NewValueArray(t, slots * 2);
  if (table == nullptr) return false;
  if (set->entries != nullptr) {
    const Value* slot = SetSlot(set, 0);
    const Value* end = slot + 2 * SetSlots(set);
    for (; slot != end; slot += 2) {
      if (!slot[1].is_null()) InsertClean(table, slot[1], slot[0]);
    }
  }
  set->entries = table;
  set->used = set->length;
  WriteBarrier(t, table);
  WriteBarrier(t, set);
  return true;
}

bool SetShrinkAfterDeletions(Thread* t, Set* set) {
  if (set->used - set->length <= (SetSlots(set) - 1) / 4) return true;
  return SetResize(t, set, GrownSize(set->length));
}

int64_t LookupHash(Thread* t, Value key, bool* ok) {
  const int64_t hash = KeyHash(t, key, ok);
  if (*ok || !IsKind(key, Kind::kSet) || !PendingIs(t, Exc::kTypeError)) {
    return hash;
  }
  TakeException(t);
  return FrozenSetHash(t, key.as<Set>(), ok);
}

int SetContainsHashed(Thread* t, Set* set, Value key, int64_t hash) {
  int64_t free;
  if (set->entries == nullptr) return 0;
  if (IsQuickKey(t, key)) {
    const int64_t found = FindQuick(t, set, key, HashWord(hash), &free);
    if (found != -3) return found >= 0;
  }
  const int64_t s = Find(t, set, key, HashWord(hash), &free);
  return s == -2 ? -1 : s >= 0;
}

bool SetAddHashed(Thread* t, Set* set, Value key, int64_t hash) {
  const Value hash_word = HashWord(hash);
  int64_t free = 0;
  int64_t s = -3;
  // Without deleted marks the slot that ends the search is the one to fill.
  if (set->entries != nullptr && set->used == set->length && IsQuickKey(t, key)) {
    s = FindQuick(t, set, key, hash_word, &free);
  }
  if (s == -3) s = Find(t, set, key, hash_word, &free);
  if (s != -1) return s >= 0;
  if (set->entries == nullptr && !SetResize(t, set, 0)) return false;
  Value* slot = SetSlot(set, free);
  const bool reuses_deleted = !IsUnused(slot);
  slot[0] = hash_word;
  slot[1] = key;
  set->length++;
  set->version++;
  WriteBarrierAt(t, set->entries, slot + 1);
  if (reuses_deleted) return true;
  set->used++;
  if (!IsCrowded(set->used, SetSlots(set))) return true;
  return SetResize(t, set, GrownSize(set->length));
}

bool SetAddDistinct(Thread* t, Set* set, Value key, int64_t hash) {
  if (set->entries == nullptr && !SetResize(t, set, 0)) return false;
  InsertClean(static_cast<ValueArray*>(set->entries), key, HashWord(hash));
  WriteBarrier(t, set->entries);
  set->length++;
  set->used++;
  set->version++;
  if (!IsCrowded(set->used, SetSlots(set))) return true;
  return SetResize(t, set, GrownSize(set->length));
}

void SetRemoveSlot(Set* set, int64_t s) {
  Value* slot = SetSlot(set, s);
  slot[0] = kDeletedWord;
  slot[1] = Value::Null();
  set->length--;
  set->version++;
}

int SetDiscardHashed(Thread* t, Set* set, Value key, int64_t hash) {
  int64_t free;
  if (set->entries == nullptr) return 0;
  int64_t s = -3;
  if (IsQuickKey(t, key)) s = FindQuick(t, set, key, HashWord(hash), &free);
  if (s == -3) s = Find(t, set, key, HashWord(hash), &free);
  if (s < 0) return s == -2 ? -1 : 0;
  SetRemoveSlot(set, s);
  return 1;
}

bool SetNext(Set* set, int64_t* pos, Value* key) {
  int64_t hash;
  return SetNextHashed(set, pos, key, &hash);
}

Set* SetUnion(Thread* t, Set* a, Set* b) {
  // The copy of a has a's table, mostly: when that will have to grow for b's items, the
  // larger one is filled at once, in the same order.
  const int64_t slots = SetSlots(a);
  int64_t copied = kMinSetSlots;
  if (IsCrowded(a->length, copied)) {
    while (copied <= a->length * 2) copied *= 2;
  }
  if (a == b || a->length == 0 || b->length == 0 || copied != slots ||
      a->used != a->length || !IsCrowded(a->length + b->length, slots)) {
    Set* result = SetCopy(t, a);
    return result != nullptr && SetMerge(t, result, b) ? result : nullptr;
  }
  Set* result = (a->flags & kSetFrozen) ? NewFrozenSet(t) : NewSet(t);
  if (result == nullptr || !SetResize(t, result, (a->length + b->length) * 2)) return nullptr;
  auto* table = static_cast<ValueArray*>(result->entries);
  int64_t at = 0, hash;
  Value key;
  while (SetNextHashed(a, &at, &key, &hash)) InsertClean(table, key, HashWord(hash));
  result->length = result->used = a->length;
  return SetMerge(t, result, b) ? result : nullptr;
}

bool SetMerge(Thread* t, Set* set, Set* other) {
  if (set == other || other->length == 0) return true;
  if (IsCrowded(set->used + other->length, SetSlots(set)) &&
      !SetResize(t, set, (set->length + other->length) * 2)) {
    return false;
  }
  if (set->used == 0) {
    if (set->entries == nullptr && !SetResize(t, set, 0)) return false;
    auto* table = static_cast<ValueArray*>(set->entries);
    if (SetSlots(set) == SetSlots(other) && other->used == other->length) {
      std::memcpy(static_cast<void*>(table->items), SetSlot(other, 0),
                  static_cast<size_t>(table->capacity) * 8);
    } else {
      int64_t at = 0, hash;
      Value key;
      while (SetNextHashed(other, &at, &key, &hash)) {
        InsertClean(table, key, HashWord(hash));
      }
    }
    set->length = set->used = other->length;
    set->version++;
    WriteBarrier(t, table);
    return true;
  }
  int64_t at = 0, hash;
  Value key;
  while (SetNextHashed(other, &at, &key, &hash)) {
    if (!SetAddHashed(t, set, key, hash)) return false;
  }
  return true;
}

Set* NewSetOfClass(Thread* t, Class* cls) {
  Set* set = AllocateOfClass<Set>(t, cls);
  if (set != nullptr && cls != t->isolate->set_class() &&
      IsSubclass(cls, t->isolate->frozenset_class())) {
    set->flags = kSetFrozen;
  }
  return set;
}
Set* NewSet(Thread* t) {
  return static_cast<Set*>(AllocateRaw(t, t->isolate->shape_of(Kind::kSet), sizeof(Set)));
}
Set* NewFrozenSet(Thread* t) {
  Set* set = AllocateOfClass<Set>(t, t->isolate->frozenset_class());
  if (set != nullptr) set->flags = kSetFrozen;
  return set;
}

Set* NewSetFrom(Thread* t, Value iterable, bool frozen) {
  Set* set = frozen ? NewFrozenSet(t) : NewSet(t);
  if (set == nullptr || !SetUpdate(t, set, iterable)) return nullptr;
  return set;
}

int SetContains(Thread* t, Set* set, Value key) {
  bool ok;
  const int64_t hash = LookupHash(t, key, &ok);
  return ok ? SetContainsHashed(t, set, key, hash) : -1;
}

bool SetAdd(Thread* t, Set* set, Value key) {
  bool ok;
  const int64_t hash = KeyHash(t, key, &ok);
  return ok && SetAddHashed(t, set, key, hash);
}

int SetDiscard(Thread* t, Set* set, Value key) {
  bool ok;
  const int64_t hash = LookupHash(t, key, &ok);
  return ok ? SetDiscardHashed(t, set, key, hash) : -1;
}

void SetClear(Thread*, Set* set) {
  set->entries = nullptr;
  set->length = set->used = 0;
  set->version++;
}

Set* SetCopy(Thread* t, Set* set) {
  // Instances of subclasses written in Python give a plain set.
  Set* copy = (set->flags & kSetFrozen) ? NewFrozenSet(t) : NewSet(t);
  return copy != nullptr && SetMerge(t, copy, set) ? copy : nullptr;
}

bool SetUpdate(Thread* t, Set* set, Value iterable) {
  if (IsKind(iterable, Kind::kSet)) {
    return SetMerge(t, set, iterable.as<Set>());
  }
  if (HasExactKind(t, iterable, Kind::kDict) &&
      !IsNamespace(iterable.as<Dict>())) {
    auto* dict = iterable.as<Dict>();
    if (IsCrowded(set->used + dict->length, SetSlots(set)) &&
        !SetResize(t, set, (set->length + dict->length) * 2)) {
      return false;
    }
    int64_t at = 0;
    Value key, value;
    while (DictNext(dict, &at, &key, &value)) {
      const int64_t hash = DictEntry(dict, at - 1)[0].small_int();
      if (!SetAddHashed(t, set, key, hash)) return false;
    }
    return true;
  }
  Value iterator = GetIter(t, iterable);
  if (!iterator) return false;
  for (;;) {
    Value item = IterNext(t, iterator);
    if (!item) return t->exception.is_null();
    if (!SetAdd(t, set, item)) return false;
  }
}

namespace {

// Whether hashing an exact tuple runs no Python.
bool IsPlainTuple(Thread* t, const Tuple* tuple, int depth = 0) {
  for (int64_t i = 0; i < tuple->length; ++i) {
    const Value v = tuple->items[i];
    if (v.is_small_int() || IsExactStr(t, v) || IsExactFloat(t, v)) continue;
    if (depth > 4 || !HasExactKind(t, v, Kind::kTuple) ||
        !IsPlainTuple(t, v.as<Tuple>(), depth + 1)) {
      return false;
    }
  }
  return true;
}

// The hash of an item: the table has its low 63 bits.
uint64_t FullHash(Thread* t, Value key, int64_t stored) {
  if (IsExactStr(t, key)) return StrHash(key.as<Str>());
  if (HasExactKind(t, key, Kind::kBytes)) return BytesHash(key.as<Bytes>());
  bool ok;
  if (HasExactKind(t, key, Kind::kTuple) && IsPlainTuple(t, key.as<Tuple>())) {
    return static_cast<uint64_t>(TupleHash(t, key.as<Tuple>(), &ok));
  }
  return static_cast<uint64_t>(stored);
}

}  // namespace

// Order must not matter, so hashes are stirred and joined by exclusive or.
int64_t FrozenSetHash(Thread* t, Set* set, bool* ok) {
  *ok = true;
  const bool frozen = (set->flags & kSetFrozen) != 0;
  if (frozen && set->hash != 0) return static_cast<int64_t>(set->hash);
  auto stir = [](uint64_t h) {
    return ((h ^ 89869747u) ^ (h << 16)) * 3644798167u;
  };
  uint64_t hash = 0;
  int64_t at = 0, item_hash;
  Value key;
  while (SetNextHashed(set, &at, &key, &item_hash)) {
    hash ^= stir(FullHash(t, key, item_hash));
  }
  hash ^= (static_cast<uint64_t>(set->length) + 1) * 1927868237u;
  hash ^= (hash >> 11) ^ (hash >> 25);
  hash = hash * 69069u + 907133923u;
  if (hash == ~uint64_t{0}) hash = 590923713u;
  if (frozen) set->hash = hash;
  return static_cast<int64_t>(hash);
}

}  // namespace pyjit
