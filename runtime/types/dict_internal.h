#ifndef RUNTIME_TYPES_DICT_INTERNAL_H_
#define RUNTIME_TYPES_DICT_INTERNAL_H_

#include <cstdint>

#include "runtime/objects.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"

// The table inside a dict, shared by dict_table.cc, dict_methods.cc,
// dict_views.cc and iterators.cc. Entry i is words 3i..3i+2 of `entries`: hash
// word, key (null: deleted), value. Index positions are probed as
// slot = 5 * slot + perturb + 1; RawArray::used of the index counts slots that
// are not empty, so that deletions cannot fill it up.

namespace pyjit {

// A hash as stored: its low 63 bits in a small int, so that the collector may
// see it. Probing uses these bits only.
inline Value HashWord(int64_t hash) {
  return Value((static_cast<uint64_t>(hash) << 1) | 1);
}

// The hash of a small int that is not beyond the modulus of hashes; false: IntHash tells.
inline __attribute__((always_inline)) bool QuickIntHash(Value v, int64_t* hash) {
  constexpr int64_t kModulus = (int64_t{1} << 61) - 1;
  const int64_t n = v.small_int();
  *hash = n - (n == -1);
  return n > -kModulus && n < kModulus;
}
inline int64_t SmallIntHash(Value v) {
  int64_t hash;
  return QuickIntHash(v, &hash) ? hash : IntHash(v);
}

inline Value* DictEntry(const Dict* dict, int64_t i) {
  return static_cast<ValueArray*>(dict->entries)->items + kDictEntryWords * i;
}

inline bool IsNamespace(const Dict* dict) {
  return (dict->flags & kDictNamespace) != 0;
}

// The value of an entry as Python sees it: null if it is an unbound cell.
inline Value EntryValue(const Dict* dict, const Value* entry) {
  return IsNamespace(dict) ? entry[2].as<Cell>()->value : entry[2];
}

// Hash of a key, quick for the usual ones. May run Python; *ok false: error.
int64_t KeyHash(Thread* t, Value key, bool* ok);

// Entry of the key with that hash: its number, -1 absent, -2 error. May run
// Python's __eq__; starts over when that changes the table.
int64_t FindEntry(Thread* t, Dict* dict, Value key, int64_t hash);
// Adds an absent key. No Python; false with MemoryError pending.
bool AddEntry(Thread* t, Dict* dict, Value key, int64_t hash, Value value);
// Removes entry i. Never collects.
void RemoveEntry(Dict* dict, int64_t i);
// For OrderedDict, whose `owner` word they use: the number of the first live entry
// (`used` if there is none), and entry i moved to the end or the front. No Python;
// false with MemoryError pending, then the entry is lost.
int64_t DictFirst(Dict* dict);
bool DictMoveToEnd(Thread* t, Dict* dict, int64_t i, bool last);
// Lookup and store with a known hash.
bool DictSetHashed(Thread* t, Dict* dict, Value key, int64_t hash, Value value);
// KeyError(key); null.
Value RaiseKeyError(Thread* t, Value key);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_DICT_INTERNAL_H_
