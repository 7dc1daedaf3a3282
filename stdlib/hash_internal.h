#ifndef STDLIB_HASH_INTERNAL_H_
#define STDLIB_HASH_INTERNAL_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

// Hash functions as pure functions on a state that may be copied.

namespace pyjit {

struct HashCore;

struct HashAlgorithm {
  const char* name;
  uint32_t block, digest;  // bytes; digest 0: as long as asked for
  void (*start)(HashCore* core);
  // One block; `last` is for those that treat the last one differently.
  void (*compress)(HashCore* core, const uint8_t* block, bool last);
  std::string (*finish)(HashCore* core, uint64_t length);
};

struct HashCore {
  const HashAlgorithm* algorithm;
  uint64_t words[25];
  uint64_t total;     // bytes taken in, those in the buffer included
  uint32_t used;      // of the buffer; a full one waits for more
  uint32_t digest;    // bytes
  bool last_node;     // BLAKE2
  uint8_t buffer[168];
};

void HashStart(HashCore* core, const HashAlgorithm* algorithm);
void HashUpdate(HashCore* core, absl::string_view data);
// Leaves the core as it was. length: for functions with digests of any length.
std::string HashDigest(const HashCore* core, uint64_t length = 0);

// Parameters of BLAKE2b and BLAKE2s; the key is at most the digest's maximum.
struct Blake2Parameters {
  uint32_t digest = 0, fanout = 1, depth = 1, leaf = 0, node_depth = 0, inner = 0;
  uint64_t node_offset = 0;
  bool last_node = false;
  std::string key, salt, person;
};
void Blake2Start(HashCore* core, const HashAlgorithm* algorithm, const Blake2Parameters& p);

extern const HashAlgorithm kMd5, kSha1, kSha224, kSha256, kSha384, kSha512, kSha3_224, kSha3_256,
    kSha3_384, kSha3_512, kShake128, kShake256, kBlake2b, kBlake2s;

}  // namespace pyjit

#endif  // STDLIB_HASH_INTERNAL_H_
