// The hash table of dict: lookup, insertion, removal, growth, iteration.

#include <cstring>

#include "runtime/class.h"
#include "runtime/intern.h"
#include "runtime/isolate.h"
#include "runtime/namespace.h"
#include "runtime/types/container_util.h"
#include "runtime/types/dict.h"
#include "runtime/types/dict_internal.h"
#include "runtime/types/dict_lookup.h"
#include "runtime/types/storage.h"
#include "runtime/types/tuple.h"

namespace pyjit {
namespace {

constexpr int32_t kFree = -1;
constexpr int32_t kDeleted = -2;
constexpr int64_t kMaxEntries = int64_t{1} << 30;

RawArray* IndexOf(const Dict* dict) {
  return static_cast<RawArray*>(dict->index);
}
int32_t* Slots(RawArray* index) {
  return reinterpret_cast<int32_t*>(index->bytes);
}
uint64_t Mask(const RawArray* index) {
  return static_cast<uint64_t>(index->capacity) / 4 - 1;
}
int64_t EntryCapacity(const Dict* dict) {
  if (dict->entries == nullptr) return 0;
  return static_cast<ValueArray*>(dict->entries)->capacity / kDictEntryWords;
}

// Visits index slots for a hash, in probing order.
struct Probe {
  Probe(uint64_t mask, Value hash_word)
      : mask(mask), perturb(hash_word.bits() >> 1), slot(perturb & mask) {}
  void Next() {
    perturb >>= 5;
    slot = (slot * 5 + perturb + 1) & mask;
  }
  uint64_t mask, perturb, slot;
};

// Number of the first entry that `matches` accepts among those with this hash;
// -1 if there is none. `matches` runs no Python; the hash word of a deleted entry is null.
template <typename Matches>
inline int64_t Search(const Dict* dict, Value hash_word, Matches matches) {
  if (dict->entries == nullptr) return -1;
  const Value* const entries = DictEntry(dict, 0);
  if (dict->index == nullptr) {
    const Value* entry = entries;
    for (int64_t i = 0; i < dict->used; ++i, entry += kDictEntryWords) {
      if (matches(entry)) return i;
    }
    return -1;
  }
  RawArray* index = IndexOf(dict);
  const int32_t* slots = Slots(index);
  for (Probe probe(Mask(index), hash_word);; probe.Next()) {
    const int64_t i = slots[probe.slot];
    if (i >= 0) {
      if (matches(entries + kDictEntryWords * i)) return i;
    } else if (i == kFree) {
      return -1;
    }
  }
}

// In dicts with str keys only.
int64_t FindStr(const Dict* dict, Str* key, Value hash_word) {
  const Value wanted = key;
  if (dict->index == nullptr) {
    // Most keys of small dicts are interned: the very object is looked for first.
    const Value* entry = DictEntry(dict, 0);
    const int64_t n = dict->used;
    for (int64_t i = 0; i < n; ++i) {
      if (entry[i * kDictEntryWords + 1] == wanted) return i;
    }
    for (int64_t i = 0; i < n; ++i, entry += kDictEntryWords) {
      if (entry[0] == hash_word && StrEquals(entry[1].as<Str>(), key)) return i;
    }
    return -1;
  }
  return Search(dict, hash_word, [=](const Value* entry) {
    if (entry[1] == wanted) return true;
    return entry[0] == hash_word && StrEquals(entry[1].as<Str>(), key);
  });
}

// In any dict, but asking only keys of class str itself.
int64_t FindStrAmongAny(const Dict* dict, Str* key, Value hash_word) {
  const Value wanted = key;
  return Search(dict, hash_word, [=](const Value* entry) {
    if (entry[1] == wanted) return true;
    return entry[0] == hash_word && entry[1].is_object() &&
           entry[1].object()->shape() == key->shape() &&
           StrEquals(entry[1].as<Str>(), key);
  });
}

int64_t FindRawStr(const Dict* dict, Str* key) {
  if (dict->length == 0) return -1;
  const Value word = HashWord(static_cast<int64_t>(StrHash(key)));
  return (dict->flags & kDictStrKeys) ? FindStr(dict, key, word)
                                      : FindStrAmongAny(dict, key, word);
}

// Any key in any dict: keys with the same hash are asked for equality.
__attribute__((noinline)) int64_t FindAny(Thread* t, Dict* dict, Value key, Value hash_word) {
  for (;;) {
    bool changed = false;
    Object* entries = dict->entries;
    // 1: entry is the key; 0: it is not; -1: error.
    auto compare = [&](int64_t i) __attribute__((always_inline)) -> int {
      const Value* entry = DictEntry(dict, i);
      if (entry[1] == key) return 1;
      if (entry[0] != hash_word) return 0;
      const Value other = entry[1];
      const int equal = ItemEquals(t, other, key);
      if (equal < 0) return -1;
      changed = dict->entries != entries || i >= dict->used ||
                DictEntry(dict, i)[1] != other;
      return equal;
    };
    if (dict->index == nullptr) {
      int64_t i = 0;
      for (; i < dict->used; ++i) {
        const int r = compare(i);
        if (r < 0) return -2;
        if (changed) break;
        if (r > 0) return i;
      }
      if (!changed) return -1;
      continue;
    }
    RawArray* index = IndexOf(dict);
    for (Probe probe(Mask(index), hash_word); !changed; probe.Next()) {
      const int32_t i = Slots(index)[probe.slot];
      if (i == kFree) return -1;
      if (i < 0) continue;
      const int r = compare(i);
      if (r < 0) return -2;
      if (r > 0 && !changed) return i;
    }
  }
}

// OrderedDict notes in `owner` how many entries at the front are known to be deleted
// (DictFirst); other plain dicts may keep anything else there.
void ForgetFirst(Dict* dict) {
  if (dict->owner.is_small_int()) dict->owner = Value();
}

void Reset(Dict* dict) {
  ForgetFirst(dict);
  dict->length = 0;
  dict->used = 0;
  dict->entries = nullptr;
  dict->index = nullptr;
  dict->version++;
  dict->flags |= kDictStrKeys | kDictIntKeys;
}

void PutInIndex(RawArray* index, Value hash_word, int64_t i) {
  int32_t* slots = Slots(index);
  Probe probe(Mask(index), hash_word);
  while (slots[probe.slot] >= 0) probe.Next();
  if (slots[probe.slot] == kFree) index->used++;
  slots[probe.slot] = static_cast<int32_t>(i);
}

// Moves live entries to new storage with room for `capacity` of them, behind `gap`
// deleted ones.
bool Rebuild(Thread* t, Dict* dict, int64_t capacity, int64_t gap = 0) {
  capacity += gap;
  if (capacity < 1) capacity = 1;
  if (capacity > kMaxEntries) {
    RaiseMemoryError(t);
    return false;
  }
  RawArray* index = nullptr;
  if (capacity > kDictLinear) {
    int64_t slots = 16;
    while (slots * 2 < capacity * 3) slots *= 2;
    capacity = slots * 2 / 3;
    index = NewRawArray(t, slots * 4);
    if (index == nullptr) return false;
    std::memset(index->bytes, 0xff, static_cast<size_t>(slots) * 4);
  }
  ValueArray* entries = NewValueArray(t, capacity * kDictEntryWords);
  if (entries == nullptr) return false;
  // A small dict that grows keeps the places of its entries: what is deleted and put in again
  // comes behind them, where an iterator notices it.
  const bool keep_places = index == nullptr && gap == 0 && capacity > dict->used;
  int64_t n = gap;
  if (dict->entries != nullptr && keep_places) {
    n = dict->used;
    if (n > 0) {
      std::memcpy(static_cast<void*>(entries->items), DictEntry(dict, 0),
                  static_cast<size_t>(n * kDictEntryWords) * sizeof(Value));
    }
  } else if (dict->entries != nullptr) {
    const Value* from = DictEntry(dict, 0);
    Value* to = entries->items + kDictEntryWords * gap;
    for (int64_t i = 0; i < dict->used; ++i, from += kDictEntryWords) {
      if (from[1].is_null()) continue;
      to[0] = from[0];
      to[1] = from[1];
      to[2] = from[2];
      if (index != nullptr) PutInIndex(index, to[0], n);
      to += kDictEntryWords;
      ++n;
    }
  }
  ForgetFirst(dict);
  dict->entries = entries;
  dict->index = index;
  dict->used = n;
  WriteBarrier(t, entries);
  WriteBarrier(t, dict);
  return true;
}

// True if one more entry would make probing of the index slow.
bool IndexIsFull(const Dict* dict) {
  const RawArray* index = IndexOf(dict);
  return index != nullptr && index->used * 3 >= static_cast<int64_t>(Mask(index) + 1) * 2;
}

// Room to ask for when the entries do not fit any more: twice the live ones; after
// many deletions that may be no growth.
int64_t WantedCapacity(const Dict* dict) {
  const int64_t live = dict->length;
  return live < 4 ? 4 : live < 50000 ? live * 2 : live + live / 2;
}

// The first live entry with that hash, -1 if there is none. The dict is not empty.
inline int64_t FirstWithHash(const Dict* dict, Value hash_word) {
  __builtin_assume(dict->entries != nullptr);
  return Search(dict, hash_word, [=](const Value* entry) { return entry[0] == hash_word; });
}

// The same items, word by word.
inline bool SameItems(const Tuple* a, const Tuple* b) {
  const int64_t n = a->length;
  if (n != b->length) return false;
  for (int64_t i = 0; i < n; ++i) {
    if (a->items[i] != b->items[i]) return false;
  }
  return true;
}

}  // namespace

int64_t KeyHash(Thread* t, Value key, bool* ok) {
  *ok = true;
  if (key.is_small_int()) return SmallIntHash(key);
  if (IsExactStr(t, key)) return static_cast<int64_t>(StrHash(key.as<Str>()));
  if (HasExactKind(t, key, Kind::kTuple)) return TupleHash(t, key.as<Tuple>(), ok);
  return Hash(t, key, ok);
}

namespace {

inline __attribute__((always_inline)) int64_t Find(Thread* t, Dict* dict, Value key,
                                                   Value hash_word) {
  if (dict->length == 0) return -1;
  const int64_t first = FirstWithHash(dict, hash_word);
  if (first < 0) return -1;
  // Keys with the same hash are mostly equal.
  const Value other = DictEntry(dict, first)[1];
  if (other == key) return first;
  if (IsExactStr(t, other)) {
    if (IsExactStr(t, key) && StrEquals(other.as<Str>(), key.as<Str>())) return first;
  } else if (HasExactKind(t, other, Kind::kTuple) && HasExactKind(t, key, Kind::kTuple)) {
    auto* a = other.as<Tuple>();
    auto* b = key.as<Tuple>();
    if (SameItems(a, b) || TupleOfScalarsEquals(t, a, b) == 1) return first;
  }
  return FindAny(t, dict, key, hash_word);
}

}  // namespace

int64_t FindEntry(Thread* t, Dict* dict, Value key, int64_t hash) {
  return Find(t, dict, key, HashWord(hash));
}

bool AddEntry(Thread* t, Dict* dict, Value key, int64_t hash, Value value) {
  if (dict->used >= EntryCapacity(dict) || IndexIsFull(dict)) {
    if (!Rebuild(t, dict, WantedCapacity(dict))) return false;
  }
  const int64_t at = dict->used;
  const Value hash_word = HashWord(hash);
  Value* entry = DictEntry(dict, at);
  entry[0] = hash_word;
  entry[1] = key;
  entry[2] = value;
  if (dict->index != nullptr) PutInIndex(IndexOf(dict), hash_word, at);
  dict->used = at + 1;
  dict->length++;
  dict->version++;
  uint8_t keep = 0;
  if (key.is_small_int()) {
    keep = kDictIntKeys;
  } else if (IsExactStr(t, key)) {
    keep = kDictStrKeys;
  }
  dict->flags &= static_cast<uint8_t>(~(kDictStrKeys | kDictIntKeys) | keep);
  WriteBarrierAt(t, dict->entries, entry + 1);
  WriteBarrierAt(t, dict->entries, entry + 2);
  return true;
}

void RemoveEntry(Dict* dict, int64_t i) {
  Value* entry = DictEntry(dict, i);
  if (dict->index != nullptr) {
    RawArray* index = IndexOf(dict);
    Probe probe(Mask(index), entry[0]);
    while (Slots(index)[probe.slot] != i) probe.Next();
    Slots(index)[probe.slot] = kDeleted;
  }
  entry[0] = Value::Null();  // no key's hash
  entry[1] = Value::Null();
  entry[2] = Value::Null();
  dict->length--;
  dict->version++;
}

int64_t DictFirst(Dict* dict) {
  int64_t i = dict->owner.is_small_int() ? dict->owner.small_int() : 0;
  while (i < dict->used && DictEntry(dict, i)[1].is_null()) ++i;
  dict->owner = Value::SmallInt(i);
  return i;
}

bool DictMoveToEnd(Thread* t, Dict* dict, int64_t i, bool last) {
  const Value hash_word = DictEntry(dict, i)[0];
  const Value key = DictEntry(dict, i)[1];
  const Value value = DictEntry(dict, i)[2];
  if (last) {
    if (i == dict->used - 1) return true;
    RemoveEntry(dict, i);
    return AddEntry(t, dict, key, hash_word.small_int(), value);
  }
  int64_t first = DictFirst(dict);
  if (i == first) return true;
  if (first == 0 || IndexIsFull(dict)) {
    // The entries move up by some places, this one with them.
    RemoveEntry(dict, i);
    const int64_t gap = dict->length / 2 + 8;
    if (!Rebuild(t, dict, WantedCapacity(dict), gap)) return false;
    first = gap;
  } else {
    RemoveEntry(dict, i);
  }
  Value* entry = DictEntry(dict, first - 1);
  entry[0] = hash_word;
  entry[1] = key;
  entry[2] = value;
  if (dict->index != nullptr) PutInIndex(IndexOf(dict), hash_word, first - 1);
  dict->length++;
  dict->version++;
  dict->owner = Value::SmallInt(first - 1);
  WriteBarrier(t, dict->entries);
  return true;
}

bool DictSetHashed(Thread* t, Dict* dict, Value key, int64_t hash,
                   Value value) {
  const int64_t i = FindEntry(t, dict, key, hash);
  if (i == -2) return false;
  if (i >= 0) {
    DictEntry(dict, i)[2] = value;
    WriteBarrierAt(t, dict->entries, &DictEntry(dict, i)[2]);
    return true;
  }
  return AddEntry(t, dict, key, hash, value);
}

Value RaiseKeyError(Thread* t, Value key) {
  return RaiseWithArg(t, Exc::kKeyError, key);
}

Dict* NewDict(Thread* t) {
  auto* dict = static_cast<Dict*>(
      AllocateRaw(t, t->isolate->shape_of(Kind::kDict), sizeof(Dict)));
  if (dict != nullptr) dict->flags = kDictStrKeys | kDictIntKeys;
  return dict;
}

Dict* NewDictWithCapacity(Thread* t, int64_t entries) {
  Dict* dict = NewDict(t);
  if (dict != nullptr && entries > 0 && !Rebuild(t, dict, entries)) {
    return nullptr;
  }
  return dict;
}

Dict* NewDictOfPairs(Thread* t, const Value* pairs, int64_t n) {
  Dict* dict = NewDictWithCapacity(t, n);
  if (dict == nullptr) return nullptr;
  // A display whose keys are mostly names in the source: interned and distinct.
  int64_t done = 0;
  if (n <= kDictLinear) {
    auto is_new_name = [&](Value key) {
      if (!IsExactStr(t, key) || !key.as<Str>()->is_interned()) return false;
      for (int64_t i = 0; i < done; ++i) {
        if (pairs[2 * i] == key) return false;
      }
      return true;
    };
    Value* entry = n == 0 ? nullptr : DictEntry(dict, 0);
    for (; done < n && is_new_name(pairs[2 * done]); ++done, entry += kDictEntryWords) {
      entry[0] = HashWord(static_cast<int64_t>(StrHash(pairs[2 * done].as<Str>())));
      entry[1] = pairs[2 * done];
      entry[2] = pairs[2 * done + 1];
    }
    if (done > 0) {
      dict->length = dict->used = done;
      dict->version++;
      dict->flags &= static_cast<uint8_t>(~kDictIntKeys);
      WriteBarrier(t, dict->entries);
    }
  }
  for (int64_t i = done; i < n; ++i) {
    if (!DictSet(t, dict, pairs[2 * i], pairs[2 * i + 1])) return nullptr;
  }
  return dict;
}

int64_t DictLength(Dict* dict) {
  if (!IsNamespace(dict)) return dict->length;
  int64_t n = 0;
  for (int64_t i = 0; i < dict->used; ++i) {
    const Value* entry = DictEntry(dict, i);
    if (!entry[1].is_null() && !EntryValue(dict, entry).is_null()) ++n;
  }
  return n;
}

namespace {

// Entry of a key with its hash: number, -1 absent, -2 error.
inline int64_t FindKey(Thread* t, Dict* dict, Value key, int64_t* hash) {
  Value word = QuickHashWord(t, key);
  if (word.is_null()) {
    bool ok;
    *hash = KeyHash(t, key, &ok);
    if (!ok) return -2;
    word = HashWord(*hash);
  } else {
    *hash = word.small_int();
  }
  return Find(t, dict, key, word);
}

}  // namespace

Value DictGet(Thread* t, Dict* dict, Value key, bool* error) {
  int64_t hash;
  const int64_t i = FindKey(t, dict, key, &hash);
  *error = i == -2;
  return i < 0 ? Value::Null() : EntryValue(dict, DictEntry(dict, i));
}

namespace {

bool SetInNamespace(Thread* t, Dict* dict, Value key, Value value) {
  if (!IsStr(key)) {
    Raise(t, Exc::kTypeError, "names of a namespace must be str, not %s",
          ClassNameOf(t, key));
    return false;
  }
  Str* name = InternStr(t, key.as<Str>());
  if (name == nullptr) return false;
  if (IsKind(dict->owner, Kind::kClass)) {
    return SetClassAttribute(t, dict->owner.as<Class>(), name, value);
  }
  // A deleted name that comes back is the newest one again.
  const int64_t i = FindRawStr(dict, name);
  if (i >= 0 && i != dict->used - 1 && EntryValue(dict, DictEntry(dict, i)).is_null()) {
    const Value cell = DictEntry(dict, i)[2];
    RemoveEntry(dict, i);
    if (!AddEntry(t, dict, name, static_cast<int64_t>(StrHash(name)), cell)) {
      return false;
    }
  }
  return NamespaceSet(t, dict, name, value);
}

// Takes entry i out; its value.
Value TakeEntry(Thread* t, Dict* dict, int64_t i) {
  Value* entry = DictEntry(dict, i);
  if (!IsNamespace(dict)) {
    const Value value = entry[2];
    RemoveEntry(dict, i);
    return value;
  }
  // Caches know the cell: it stays, without a value.
  const Value value = entry[2].as<Cell>()->value;
  if (IsKind(dict->owner, Kind::kClass)) {
    if (!SetClassAttribute(t, dict->owner.as<Class>(), entry[1].as<Str>(),
                           Value::Null())) {
      return Value::Null();
    }
  } else {
    SetCellValue(t, entry[2].as<Cell>(), Value::Null());
  }
  return value;
}

}  // namespace

bool DictSet(Thread* t, Dict* dict, Value key, Value value) {
  if (IsNamespace(dict)) [[unlikely]] {
    return SetInNamespace(t, dict, key, value);
  }
  int64_t hash;
  const int64_t i = FindKey(t, dict, key, &hash);
  if (i == -2) return false;
  if (i < 0) return AddEntry(t, dict, key, hash, value);
  DictEntry(dict, i)[2] = value;
  WriteBarrierAt(t, dict->entries, &DictEntry(dict, i)[2]);
  return true;
}

int DictContains(Thread* t, Dict* dict, Value key) {
  int64_t hash;
  const int64_t i = FindKey(t, dict, key, &hash);
  if (i < 0) return i == -2 ? -1 : 0;
  return !EntryValue(dict, DictEntry(dict, i)).is_null();
}

int DictDelete(Thread* t, Dict* dict, Value key) {
  bool error;
  if (dict->length == 0) {
    // Even then an unhashable key is an error.
    bool ok;
    KeyHash(t, key, &ok);
    return ok ? 0 : -1;
  }
  const Value value = DictPop(t, dict, key, &error);
  return error ? -1 : !value.is_null();
}

Value DictPop(Thread* t, Dict* dict, Value key, bool* error) {
  *error = false;
  if (dict->length == 0) return Value::Null();  // whatever the key is
  int64_t hash;
  const int64_t i = FindKey(t, dict, key, &hash);
  *error = i == -2;
  if (i < 0 || EntryValue(dict, DictEntry(dict, i)).is_null()) {
    return Value::Null();
  }
  const Value value = TakeEntry(t, dict, i);
  *error = value.is_null();
  return value;
}

bool DictPopItem(Thread* t, Dict* dict, Value* key, Value* value) {
  int64_t at = dict->used;
  if (!DictPrevious(dict, &at, key, value)) return false;
  TakeEntry(t, dict, at);
  // Popping from the end must not leave a tail to search through. (Other deletions do:
  // an iterator has to notice what comes in behind it.)
  while (dict->used > 0 && DictEntry(dict, dict->used - 1)[1].is_null()) {
    dict->used--;
  }
  if (dict->owner.is_small_int() && dict->owner.small_int() > dict->used) ForgetFirst(dict);
  return true;
}

Value DictSetDefault(Thread* t, Dict* dict, Value key, Value value) {
  int64_t hash;
  const int64_t i = FindKey(t, dict, key, &hash);
  if (i == -2) return Value::Null();
  if (i >= 0) {
    const Value old = EntryValue(dict, DictEntry(dict, i));
    if (old) return old;
  }
  if (IsNamespace(dict)) {
    return SetInNamespace(t, dict, key, value) ? value : Value::Null();
  }
  return AddEntry(t, dict, key, hash, value) ? value : Value::Null();
}

Value DictGetStrRaw(Dict* dict, Str* key) {
  const int64_t i = FindRawStr(dict, key);
  return i < 0 ? Value::Null() : DictEntry(dict, i)[2];
}

Value DictGetStr(Dict* dict, Str* key) {
  const int64_t i = FindRawStr(dict, key);
  return i < 0 ? Value::Null() : EntryValue(dict, DictEntry(dict, i));
}

bool DictSetStrRaw(Thread* t, Dict* dict, Str* key, Value word) {
  const int64_t i = FindRawStr(dict, key);
  if (i >= 0) {
    DictEntry(dict, i)[2] = word;
    WriteBarrier(t, dict->entries);
    return true;
  }
  return AddEntry(t, dict, key, static_cast<int64_t>(StrHash(key)), word);
}

bool DictNext(Dict* dict, int64_t* pos, Value* key, Value* value) {
  for (int64_t i = *pos; i < dict->used; ++i) {
    const Value* entry = DictEntry(dict, i);
    if (entry[1].is_null()) continue;
    const Value found = EntryValue(dict, entry);
    if (found.is_null()) continue;
    *key = entry[1];
    *value = found;
    *pos = i + 1;
    return true;
  }
  *pos = dict->used;
  return false;
}

bool DictPrevious(Dict* dict, int64_t* pos, Value* key, Value* value) {
  int64_t i = *pos < dict->used ? *pos : dict->used;
  while (--i >= 0) {
    const Value* entry = DictEntry(dict, i);
    if (entry[1].is_null()) continue;
    const Value found = EntryValue(dict, entry);
    if (found.is_null()) continue;
    *key = entry[1];
    *value = found;
    *pos = i;
    return true;
  }
  *pos = 0;
  return false;
}

void DictClear(Thread* t, Dict* dict) {
  if (!IsNamespace(dict)) {
    Reset(dict);
    return;
  }
  for (int64_t i = 0; i < dict->used; ++i) {
    const Value* entry = DictEntry(dict, i);
    if (!entry[1].is_null() && !EntryValue(dict, entry).is_null()) {
      TakeEntry(t, dict, i);
    }
  }
}

Dict* DictCopy(Thread* t, Dict* dict) {
  Dict* copy = NewDict(t);
  if (copy == nullptr) return nullptr;
  return DictMerge(t, copy, dict) ? copy : nullptr;
}

bool DictMerge(Thread* t, Dict* dict, Dict* other) {
  if (dict == other || other->length == 0) return true;
  if (dict->length == 0 && !IsNamespace(dict) && !IsNamespace(other)) {
    // Same hashes, distinct keys: no lookups.
    Object* old_entries = dict->entries;
    Object* old_index = dict->index;
    const int64_t old_used = dict->used;
    dict->entries = other->entries;
    dict->index = other->index;
    dict->used = other->used;
    const bool ok = Rebuild(t, dict, other->length);
    if (!ok) {
      dict->entries = old_entries;
      dict->index = old_index;
      dict->used = old_used;
      return false;
    }
    dict->length = other->length;
    dict->version++;
    dict->flags = static_cast<uint8_t>(
        (dict->flags & ~(kDictStrKeys | kDictIntKeys)) |
        (other->flags & (kDictStrKeys | kDictIntKeys)));
    return true;
  }
  const int64_t length = other->length;
  int64_t at = 0;
  Value key, value;
  while (DictNext(other, &at, &key, &value)) {
    const Value hash_word = DictEntry(other, at - 1)[0];
    const bool ok = IsNamespace(dict)
                        ? SetInNamespace(t, dict, key, value)
                        : DictSetHashed(t, dict, key, hash_word.small_int(), value);
    if (!ok) return false;
    if (other->length != length) {
      RaiseText(t, Exc::kRuntimeError, "dict mutated during update");
      return false;
    }
  }
  return true;
}

}  // namespace pyjit
