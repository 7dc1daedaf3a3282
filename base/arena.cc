#include "base/arena.h"

#include <algorithm>

namespace pyjit {
namespace {

constexpr size_t kFirstBlock = 4 * 1024;
constexpr size_t kLargestBlock = 1024 * 1024;

}  // namespace

void* Arena::AllocateSlow(size_t size) {
  // A request that would waste most of a block gets a block of its own and
  // leaves the current one in use.
  const size_t next = std::clamp(bytes_reserved_, kFirstBlock, kLargestBlock);
  const bool own_block = size > next / 4;
  const size_t block_size = own_block ? std::max<size_t>(size, 1) : next;
  // Uninitialised on purpose; new[] of char is aligned for any object.
  blocks_.push_back(std::unique_ptr<char[]>(new char[block_size]));
  bytes_reserved_ += block_size;
  char* data = blocks_.back().get();
  if (!own_block) {
    cursor_ = reinterpret_cast<uintptr_t>(data) + size;
    limit_ = reinterpret_cast<uintptr_t>(data) + block_size;
  }
  return data;
}

void Arena::Reset() {
  blocks_.clear();
  cursor_ = 0;
  limit_ = 0;
  bytes_reserved_ = 0;
}

}  // namespace pyjit
