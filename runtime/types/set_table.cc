// The hash table of set and frozenset. Where keys land, when the table grows
// and in which order items are copied are CPython's, because programs print
// sets: up to ten neighbouring slots are tried before jumping on.

#include <cstddef>
#include <cstring>

#include "runtime/class.h"
#include "runtime/isolate.h"
#include "runtime/types/bytes.h"
#include "runtime/types/container_util.h"
#include "runtime/types/dict.h"
#include "runtime/types/dict_lookup.h"
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

// Equality of small ints, exact strs and exact tuples of such, without Python: 1, 0, or -1
// if that takes more.
inline int QuickKeyEquals(Thread* t, Value other, Value key) {
  const int equal = ScalarEquals(t, other, key);
  if (equal >= 0 || !HasExactKind(t, other, Kind::kTuple) ||
      !HasExactKind(t, key, Kind::kTuple)) {
    return equal;
  }
  return TupleOfScalarsEquals(t, other.as<Tuple>(), key.as<Tuple>());
}

// Where the search for a hash pauses first: an unused slot, or one with this hash.
inline __attribute__((always_inline)) const Value* FirstStop(const Value* items, uint64_t mask,
                                                             Value hash_word) {
  uint64_t perturb = static_cast<uint64_t>(hash_word.small_int());
  uint64_t start = perturb & mask;
  for (;;) {
    const Value* slot = items + 2 * start;
    const Value* last = start + kNeighbours <= mask ? slot + 2 * kNeighbours : slot;
    for (;; slot += 2) {
      if (slot[0] == hash_word || slot[0].is_null()) return slot;
      if (slot == last) break;
    }
    perturb >>= 5;
    start = (start * 5 + 1 + perturb) & mask;
  }
}
inline const Value* FirstStop(const ValueArray* table, Value hash_word) {
  return FirstStop(table->items, static_cast<uint64_t>(table->capacity) / 2 - 1, hash_word);
}

// Whether a slot where a search paused, not an unused one, holds the key as far as that can
// be told without Python. If not, Find goes on.
inline bool IsQuickly(Thread* t, const Value* slot, Value key) {
  return slot[1] == key || (!slot[1].is_null() && QuickKeyEquals(t, slot[1], key) == 1);
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
inline void InsertClean(Value* items, uint64_t mask, Value key, Value hash_word) {
  uint64_t perturb = static_cast<uint64_t>(hash_word.small_int());
  uint64_t start = perturb & mask;
  for (;;) {
    Value* slot = items + 2 * start;
    Value* last = start + kNeighbours <= mask ? slot + 2 * kNeighbours : slot;
    for (;; slot += 2) {
      if (slot[0].is_null()) {
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

inline void InsertClean(ValueArray* table, Value key, Value hash_word) {
  InsertClean(table->items, static_cast<uint64_t>(table->capacity) / 2 - 1, key, hash_word);
}
// All keys of a table into an empty one.
void InsertAll(ValueArray* table, const ValueArray* from) {
  VisitSlots(from, [table](const Value* slot) {
    InsertClean(table, slot[1], slot[0]);
    return true;
  });
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
    InsertAll(table, static_cast<ValueArray*>(set->entries));
  }
  set->entries = table;
  set->used = set->length;
  set->version++;  // iterators know slots
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

namespace {

__attribute__((noinline)) int ContainsFurther(Thread* t, Set* set, Value key, Value hash_word) {
  int64_t free;
  const int64_t s = Find(t, set, key, hash_word, &free);
  return s == -2 ? -1 : s >= 0;
}

inline int ContainsWord(Thread* t, Set* set, Value key, Value hash_word) {
  if (set->entries == nullptr) return 0;
  const Value* slot = FirstStop(static_cast<ValueArray*>(set->entries), hash_word);
  if (slot[0].is_null()) return 0;
  if (IsQuickly(t, slot, key)) return 1;
  return ContainsFurther(t, set, key, hash_word);
}

__attribute__((noinline)) bool AddFurther(Thread* t, Set* set, Value key, Value hash_word) {
  int64_t free = 0;
  const int64_t s = Find(t, set, key, hash_word, &free);
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

inline bool AddWord(Thread* t, Set* set, Value key, Value hash_word) {
  // Without deleted marks the slot that ends the search is the one to fill.
  if (set->entries == nullptr || set->used != set->length) {
    return AddFurther(t, set, key, hash_word);
  }
  auto* table = static_cast<ValueArray*>(set->entries);
  auto* slot = const_cast<Value*>(FirstStop(table, hash_word));
  const bool fresh = slot[0].is_null();
  if (!fresh && slot[1] != key) {
    return IsQuickly(t, slot, key) || AddFurther(t, set, key, hash_word);
  }
  // Whether it is new is chance: the same is done for a key that is there.
  slot[0] = hash_word;
  slot[1] = key;
  set->version += fresh;
  const int64_t length = set->length + fresh;
  set->length = set->used = length;
  WriteBarrierAt(t, table, slot + 1);
  if (!IsCrowded(length, table->capacity / 2)) return true;
  return SetResize(t, set, GrownSize(length));
}

// SetAddDistinct of `count` (hash word, key) pairs.
bool AddDistinctPairs(Thread* t, Set* set, const Value* pairs, int64_t count) {
  if (count == 0) return true;
  if (set->entries == nullptr) {
    // The first table that the first items overflow is not worth having in the heap.
    constexpr int64_t kOverflow = 5;
    static_assert(kOverflow * 5 >= (kMinSetSlots - 1) * 3);
    if (count >= kOverflow) {
      Value first[2 * kMinSetSlots] = {};
      for (int64_t i = 0; i < kOverflow; ++i) {
        InsertClean(first, kMinSetSlots - 1, pairs[2 * i + 1], pairs[2 * i]);
      }
      if (!SetResize(t, set, GrownSize(kOverflow))) return false;
      auto* table = static_cast<ValueArray*>(set->entries);
      for (int64_t s = 0; s < kMinSetSlots; ++s) {
        if (!first[2 * s].is_null()) InsertClean(table, first[2 * s + 1], first[2 * s]);
      }
      set->length = set->used = kOverflow;
      pairs += 2 * kOverflow;
      count -= kOverflow;
    } else if (!SetResize(t, set, 0)) {
      return false;
    }
  }
  for (int64_t i = 0; i < count;) {
    auto* table = static_cast<ValueArray*>(set->entries);
    const int64_t slots = table->capacity / 2;
    int64_t fill = set->used;
    const int64_t start = fill;
    do {
      InsertClean(table, pairs[2 * i + 1], pairs[2 * i]);
      ++i;
    } while (!IsCrowded(++fill, slots) && i < count);
    set->length += fill - start;
    set->used = fill;
    WriteBarrier(t, table);
    if (IsCrowded(fill, slots) && !SetResize(t, set, GrownSize(set->length))) return false;
  }
  set->version++;
  return true;
}

}  // namespace

int SetContainsHashed(Thread* t, Set* set, Value key, int64_t hash) {
  return ContainsWord(t, set, key, HashWord(hash));
}

bool SetAddHashed(Thread* t, Set* set, Value key, int64_t hash) {
  return AddWord(t, set, key, HashWord(hash));
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
  if (set->entries == nullptr) return 0;
  const Value* slot = FirstStop(static_cast<ValueArray*>(set->entries), HashWord(hash));
  if (slot[0].is_null()) return 0;
  int64_t s = (slot - SetSlot(set, 0)) >> 1;
  if (!IsQuickly(t, slot, key)) {
    int64_t free;
    s = Find(t, set, key, HashWord(hash), &free);
    if (s < 0) return s == -2 ? -1 : 0;
  }
  SetRemoveSlot(set, s);
  return 1;
}

bool SetNext(Set* set, int64_t* pos, Value* key) {
  int64_t hash;
  return SetNextHashed(set, pos, key, &hash);
}

bool SetIteratorNextGroup(const Set* set, Iterator* it, Value* key) {
  if (set->entries == nullptr) return false;
  const auto* table = static_cast<const ValueArray*>(set->entries);
  const int64_t slots = table->capacity / 2;
  const uint64_t version = set->version & 0x7fffffff;
  const uint64_t known = it->extra.bits() >> 1;
  int64_t at = it->position;
  if (known == version << 32) at = (at + 31) & ~int64_t{31};  // no more in its group
  for (; at < slots; at = (at | 31) + 1) {
    const int64_t group = at & ~int64_t{31};
    for (uint32_t bits = SlotsInUse(table, group) & (~uint32_t{0} << (at & 31)); bits != 0;) {
      const int64_t found = group + __builtin_ctz(bits);
      bits &= bits - 1;
      *key = table->items[2 * found + 1];
      if (key->is_null()) continue;
      it->position = found + 1;
      it->extra = Value(((version << 32 | bits) << 1) | 1);
      return true;
    }
  }
  it->position = slots;
  return false;
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
  InsertAll(table, static_cast<ValueArray*>(a->entries));
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
      InsertAll(table, static_cast<ValueArray*>(other->entries));
    }
    set->length = set->used = other->length;
    set->version++;
    WriteBarrier(t, table);
    return true;
  }
  int64_t at = 0, hash;
  Value key;
  if (set->used == set->length) {
    // There is room for all, and as long as no key has to be asked, no Python runs. Whether
    // an item is new is chance: its slot is written and counted in any case.
    auto* table = static_cast<ValueArray*>(set->entries);
    int64_t length = set->length;
    const Value* end = nullptr;
    const bool all = VisitSlots(
        static_cast<ValueArray*>(other->entries), [&](const Value* item) {
          auto* slot = const_cast<Value*>(FirstStop(table, item[0]));
          const bool fresh = slot[0].is_null();
          if (!fresh && slot[1] != item[1]) {
            end = item;
            return IsQuickly(t, slot, item[1]);
          }
          slot[0] = item[0];
          slot[1] = item[1];
          length += fresh;
          return true;
        });
    set->version += length != set->length;
    set->length = set->used = length;
    WriteBarrier(t, table);
    if (all) return true;
    at = (end - SetSlot(other, 0)) >> 1;
  }
  while (SetNextHashed(other, &at, &key, &hash)) {
    if (!SetAddHashed(t, set, key, hash)) return false;
  }
  return true;
}

namespace {

// SetSift as long as no key has to be asked: the slot at which one has to be, the number of
// slots if none has, -1 on error.
template <bool there>
int64_t SiftQuickly(Thread* t, Set* from, const ValueArray* set, Set* result) {
  constexpr int64_t kGroup = 32, kBatch = 2 * kGroup;
  alignas(Value) std::byte words[2 * kBatch * sizeof(Value)];
  auto* batch = reinterpret_cast<Value*>(words);
  const auto* table = static_cast<ValueArray*>(from->entries);
  const int64_t slots = table->capacity / 2;
  const uint64_t mask = static_cast<uint64_t>(set->capacity) / 2 - 1;
  int64_t stop = slots;
  Value* next = batch;
  for (int64_t group = 0; group < slots && stop == slots; group += kGroup) {
    // As in SetMerge: written in any case, counted if it is one.
    for (uint32_t bits = SlotsInUse(table, group); bits != 0; bits &= bits - 1) {
      const int64_t at = group + __builtin_ctz(bits);
      const Value hash_word = table->items[2 * at], key = table->items[2 * at + 1];
      if (key.is_null()) continue;  // deleted
      const Value* slot = FirstStop(set->items, mask, hash_word);
      const bool found = !slot[0].is_null();
      if (found && slot[1] != key && !IsQuickly(t, slot, key)) {
        stop = at;
        break;
      }
      next[0] = hash_word;
      next[1] = key;
      next += found == there ? 2 : 0;
    }
    if (next - batch < 2 * (kBatch - kGroup)) continue;
    if (!AddDistinctPairs(t, result, batch, (next - batch) / 2)) return -1;
    next = batch;
  }
  return AddDistinctPairs(t, result, batch, (next - batch) / 2) ? stop : -1;
}

}  // namespace

bool SetSift(Thread* t, Set* from, Set* set, bool there, Set* result) {
  if (from->length == 0) return true;
  const uint64_t version = from->version;
  int64_t at = 0;
  if (set->entries != nullptr) {
    const auto* table = static_cast<ValueArray*>(set->entries);
    at = there ? SiftQuickly<true>(t, from, table, result)
               : SiftQuickly<false>(t, from, table, result);
    if (at < 0) return false;
  }
  int64_t hash;
  Value key;
  while (SetNextHashed(from, &at, &key, &hash)) {
    const int found = SetContainsHashed(t, set, key, hash);
    if (found < 0) return false;
    if (there != (found == 1)) continue;
    // A set has each item once, unless an __eq__ changes it meanwhile.
    const bool ok = from->version == version ? SetAddDistinct(t, result, key, hash)
                                             : SetAddHashed(t, result, key, hash);
    if (!ok) return false;
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
  const Value quick = QuickHashWord(t, key);
  if (!quick.is_null()) return ContainsWord(t, set, key, quick);
  bool ok;
  const int64_t hash = LookupHash(t, key, &ok);
  return ok ? SetContainsHashed(t, set, key, hash) : -1;
}

bool SetAdd(Thread* t, Set* set, Value key) {
  const Value quick = QuickHashWord(t, key);
  if (!quick.is_null()) return AddWord(t, set, key, quick);
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
