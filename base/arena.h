#ifndef PYJIT_BASE_ARENA_H_
#define PYJIT_BASE_ARENA_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace pyjit {

// Bump allocator for objects that die together (an AST, a compilation unit).
//
// Ownership: everything handed out lives until the arena is destroyed or
// Reset(). Destructors are never run, so only trivially destructible types may
// be placed in it. Not thread safe. Running out of memory ends the process, as
// `operator new` does.
class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  // Returns `size` bytes aligned to `align` (a power of two, at most 16).
  void* Allocate(size_t size, size_t align = 8) {
    uintptr_t start = (cursor_ + (align - 1)) & ~uintptr_t{align - 1};
    if (start > limit_ || size > limit_ - start) {
      return AllocateSlow(size);
    }
    cursor_ = start + size;
    return reinterpret_cast<void*>(start);
  }

  template <typename T, typename... Args>
  T* New(Args&&... args) {
    static_assert(std::is_trivially_destructible_v<T>);
    return ::new (Allocate(sizeof(T), alignof(T)))
        T{std::forward<Args>(args)...};
  }

  // An array of `n` value-initialised elements.
  template <typename T>
  absl::Span<T> NewArray(size_t n) {
    static_assert(std::is_trivially_destructible_v<T>);
    if (n == 0) return {};
    T* data = static_cast<T*>(Allocate(sizeof(T) * n, alignof(T)));
    for (size_t i = 0; i < n; ++i) ::new (data + i) T();
    return absl::MakeSpan(data, n);
  }

  // Copies of a sequence or of text, owned by the arena.
  template <typename T>
  absl::Span<const T> Copy(absl::Span<const T> from) {
    static_assert(std::is_trivially_copyable_v<T>);
    if (from.empty()) return {};
    T* data = static_cast<T*>(Allocate(sizeof(T) * from.size(), alignof(T)));
    std::memcpy(data, from.data(), sizeof(T) * from.size());
    return absl::MakeConstSpan(data, from.size());
  }
  absl::string_view CopyString(absl::string_view text) {
    if (text.empty()) return absl::string_view("", 0);
    char* data = static_cast<char*>(Allocate(text.size(), 1));
    std::memcpy(data, text.data(), text.size());
    return absl::string_view(data, text.size());
  }

  // Drops everything at once.
  void Reset();

  // Bytes obtained from the system so far.
  size_t bytes_reserved() const { return bytes_reserved_; }

 private:
  void* AllocateSlow(size_t size);

  uintptr_t cursor_ = 0;
  uintptr_t limit_ = 0;
  size_t bytes_reserved_ = 0;
  std::vector<std::unique_ptr<char[]>> blocks_;
};

}  // namespace pyjit

#endif  // PYJIT_BASE_ARENA_H_
