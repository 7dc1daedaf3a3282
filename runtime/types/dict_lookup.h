#ifndef RUNTIME_TYPES_DICT_LOOKUP_H_
#define RUNTIME_TYPES_DICT_LOOKUP_H_

#include <cstdint>

#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/types/dict_internal.h"
#include "runtime/value.h"

// The usual look-ups in a dict, inline and without a call: a small int, or the very str
// that is the key (names and constants are interned).

namespace pyjit {

inline constexpr int64_t kDictKeyAbsent = -1;
inline constexpr int64_t kDictAskKeys = -3;

// The hash word of a small int that is its own hash, or of an exact str that has been
// hashed; null for others.
inline __attribute__((always_inline)) Value QuickHashWord(const Thread* t, Value key) {
  if (key.is_small_int()) {
    constexpr int64_t kModulus = (int64_t{1} << 61) - 1;
    const int64_t n = key.small_int();
    return n >= 0 && n < kModulus ? key : Value();
  }
  if (key.object()->shape_word != t->exact_shapes[static_cast<int>(Kind::kStr)]) return Value();
  const uint64_t hash = key.as<Str>()->hash;
  return hash == 0 ? Value() : HashWord(static_cast<int64_t>(hash));
}

// Number of the entry whose key is this word, with that hash; kDictKeyAbsent; or
// kDictAskKeys if a key with the same hash has to be compared.
inline __attribute__((always_inline)) int64_t FindIdenticalKey(const Dict* dict, Value key,
                                                               Value hash_word) {
  if (dict->length == 0) return kDictKeyAbsent;
  const Value* entries = static_cast<ValueArray*>(dict->entries)->items;
  if (dict->index == nullptr) {
    const int64_t used = dict->used;
    const Value* entry = entries;
    bool ask = false;
    for (int64_t i = 0; i < used; ++i, entry += kDictEntryWords) {
      if (entry[1] == key) return i;
      ask |= entry[0] == hash_word;
    }
    return ask ? kDictAskKeys : kDictKeyAbsent;
  }
  const auto* index = static_cast<const RawArray*>(dict->index);
  const auto* slots = reinterpret_cast<const int32_t*>(index->bytes);
  const uint64_t mask = static_cast<uint64_t>(index->capacity) / 4 - 1;
  uint64_t perturb = hash_word.bits() >> 1;
  uint64_t slot = perturb & mask;
  for (;;) {
    const int64_t i = slots[slot];
    if (i >= 0) {
      const Value* entry = entries + kDictEntryWords * i;
      if (entry[1] == key) return i;
      if (entry[0] == hash_word) return kDictAskKeys;
    } else if (i == -1) {
      return kDictKeyAbsent;
    }
    perturb >>= 5;
    slot = (slot * 5 + perturb + 1) & mask;
  }
}

// FindIdenticalKey with the key's own hash word; kDictAskKeys also for keys that have none
// and for namespaces, whose values are elsewhere.
inline __attribute__((always_inline)) int64_t QuickFind(const Thread* t, const Dict* dict,
                                                        Value key) {
  const Value hash_word = QuickHashWord(t, key);
  if (hash_word.is_null() || IsNamespace(dict)) [[unlikely]] return kDictAskKeys;
  return FindIdenticalKey(dict, key, hash_word);
}

// Stores over the value of a key that QuickFind finds, if that takes no write barrier;
// false: nothing was done.
inline __attribute__((always_inline)) bool QuickReplace(const Thread* t, Dict* dict, Value key,
                                                        Value value) {
  const int64_t i = QuickFind(t, dict, key);
  if (i < 0 || dict->entries->gc == kGcOld) return false;
  DictEntry(dict, i)[2] = value;
  return true;
}

}  // namespace pyjit

#endif  // RUNTIME_TYPES_DICT_LOOKUP_H_
