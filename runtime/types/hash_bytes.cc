#include "runtime/types/hash_bytes.h"

#include <bit>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <random>

#include "base/made_once.h"

namespace pyjit {
namespace {

struct HashKey {
  uint64_t k0 = 0, k1 = 0;
  bool random = false;
};

// CPython spreads a seed over the key by a linear congruential generator.
HashKey KeyOfSeed(uint32_t seed) {
  HashKey key;
  if (seed == 0) return key;
  key.random = true;
  uint32_t x = seed;
  auto next_byte = [&x] {
    x = x * 214013 + 2531011;
    return uint64_t{(x >> 16) & 0xFF};
  };
  for (int shift = 0; shift < 64; shift += 8) key.k0 |= next_byte() << shift;
  for (int shift = 0; shift < 64; shift += 8) key.k1 |= next_byte() << shift;
  return key;
}

std::unique_ptr<const HashKey> DrawKey() {
  const char* text = std::getenv("PYTHONHASHSEED");
  if (text != nullptr && *text >= '0' && *text <= '9') {
    char* end;
    const unsigned long long seed = std::strtoull(text, &end, 10);
    if (*end == '\0' && seed <= UINT32_MAX) return std::make_unique<const HashKey>(KeyOfSeed(static_cast<uint32_t>(seed)));
  }
  std::random_device device;
  auto word = [&device] { return uint64_t{device()} << 32 | device(); };
  auto key = std::make_unique<HashKey>();
  key->k0 = word();
  key->k1 = word();
  key->random = true;
  return key;
}

// Drawn once and never changed: isolates of a process may share it.
const HashKey& Key() {
  constinit static MadeOnce<HashKey> key;
  return key.Get(DrawKey);
}

struct SipState {
  uint64_t v0, v1, v2, v3;
  void Round() {
    v0 += v1;
    v2 += v3;
    v1 = std::rotl(v1, 13) ^ v0;
    v3 = std::rotl(v3, 16) ^ v2;
    v0 = std::rotl(v0, 32);
    v2 += v1;
    v0 += v3;
    v1 = std::rotl(v1, 17) ^ v2;
    v3 = std::rotl(v3, 21) ^ v0;
    v2 = std::rotl(v2, 32);
  }
  void Add(uint64_t word) {
    v3 ^= word;
    Round();
    v0 ^= word;
  }
};

}  // namespace

bool HashesAreRandom() { return Key().random; }

uint64_t HashBytes(const void* data, size_t size) {
  if (size == 0) return 0;
  const HashKey& key = Key();
  SipState state = {key.k0 ^ 0x736f6d6570736575, key.k1 ^ 0x646f72616e646f6d,
                    key.k0 ^ 0x6c7967656e657261, key.k1 ^ 0x7465646279746573};
  auto* p = static_cast<const uint8_t*>(data);
  size_t left = size;
  for (; left >= 8; left -= 8, p += 8) {
    uint64_t word;
    std::memcpy(&word, p, 8);
    state.Add(word);
  }
  uint64_t last = uint64_t{size} << 56;
  // Up to seven bytes, by reads that overlap.
  if (left >= 4) {
    uint32_t head, tail;
    std::memcpy(&head, p, 4);
    std::memcpy(&tail, p + left - 4, 4);
    last |= head | uint64_t{tail} << (8 * (left - 4));
  } else if (left != 0) {
    const size_t middle = left / 2;
    last |= p[0] | uint64_t{p[middle]} << (8 * middle) | uint64_t{p[left - 1]} << (8 * (left - 1));
  }
  state.Add(last);
  state.v2 ^= 0xFF;
  state.Round();
  state.Round();
  state.Round();
  const uint64_t hash = state.v0 ^ state.v1 ^ state.v2 ^ state.v3;
  return hash == ~uint64_t{0} ? ~uint64_t{1} : hash;
}

}  // namespace pyjit
