#ifndef RUNTIME_TYPES_STR_INTERNAL_H_
#define RUNTIME_TYPES_STR_INTERNAL_H_

#include <cstdint>
#include <cstring>

#include "runtime/class.h"
#include "runtime/heap.h"
#include "runtime/isolate.h"
#include "runtime/native.h"
#include "runtime/types/str.h"

// Shared by the str*.cc files.

namespace pyjit {

// Calls f with the chars as const uint8_t*, uint16_t* or uint32_t*.
template <typename F>
decltype(auto) VisitChars(const Str* s, F&& f) {
  const void* data = s->data();
  switch (s->flags & kStrWidthMask) {
    case kStrWidth1: return f(static_cast<const uint8_t*>(data));
    case kStrWidth2: return f(static_cast<const uint16_t*>(data));
    default: return f(static_cast<const uint32_t*>(data));
  }
}

inline bool IsExactStr(Thread* t, const Str* s) {
  return s->shape() == t->isolate->shape_of(Kind::kStr);
}

// Copies n chars between widths; the target is at least as wide.
void CopyChars(void* to, int to_width, const void* from, int from_width, int64_t n);
// Copies chars [start, start + n) of s to position `at` of chars of `width`.
// A few bytes, as the texts of programs mostly are, without a call.
inline void CopyFewBytes(uint8_t* to, const uint8_t* from, size_t n) {
  if (n > 16) {
    std::memcpy(to, from, n);
  } else if (n >= 8) {
    uint64_t head, tail;
    std::memcpy(&head, from, 8);
    std::memcpy(&tail, from + n - 8, 8);
    std::memcpy(to, &head, 8);
    std::memcpy(to + n - 8, &tail, 8);
  } else if (n >= 4) {
    uint32_t head, tail;
    std::memcpy(&head, from, 4);
    std::memcpy(&tail, from + n - 4, 4);
    std::memcpy(to, &head, 4);
    std::memcpy(to + n - 4, &tail, 4);
  } else if (n != 0) {
    const uint8_t middle = from[n / 2], last = from[n - 1];
    to[0] = from[0];
    to[n / 2] = middle;
    to[n - 1] = last;
  }
}

// Equality of as few, likewise.
inline bool EqualFewBytes(const void* a, const void* b, size_t n) {
  auto* p = static_cast<const uint8_t*>(a);
  auto* q = static_cast<const uint8_t*>(b);
  auto differ = [p, q](auto word, size_t at) {
    auto other = word;
    std::memcpy(&word, p + at, sizeof(word));
    std::memcpy(&other, q + at, sizeof(word));
    return word ^ other;
  };
  if (n > 16) return std::memcmp(p, q, n) == 0;
  if (n >= 8) return (differ(uint64_t{}, 0) | differ(uint64_t{}, n - 8)) == 0;
  if (n >= 4) return (differ(uint32_t{}, 0) | differ(uint32_t{}, n - 4)) == 0;
  return n == 0 || (p[0] == q[0] && p[n / 2] == q[n / 2] && p[n - 1] == q[n - 1]);
}

inline void CopyStrChars(void* to, int width, int64_t at, const Str* s,
                         int64_t start, int64_t n) {
  if (width == 1 && s->width() == 1) {
    CopyFewBytes(static_cast<uint8_t*>(to) + at,
                 static_cast<const uint8_t*>(s->data()) + start,
                 static_cast<size_t>(n));
    return;
  }
  CopyChars(static_cast<uint8_t*>(to) + at * width, width,
            static_cast<const uint8_t*>(s->data()) + start * s->width(), s->width(), n);
}

// The or of all chars: its magnitude tells the width, bit 7 ASCII or not.
uint32_t OrOfChars(const void* chars, int width, int64_t n);
inline int WidthForBits(uint32_t bits) {
  return bits < 0x100 ? 1 : bits < 0x10000 ? 2 : 4;
}

// The string itself, or a narrower copy: for results that lost their widest chars.
Str* StrNormalise(Thread* t, Str* s);

// A copy of s as an instance of a subclass of str.
Str* NewStrOfClass(Thread* t, Class* cls, const Str* s);

// Raises TypeError unless v is a str; `what` comes before "must be str, not X".
bool CheckStrArgument(Thread* t, Value v, const char* what);

// Reads the optional start and end of find, count, startswith, ... into a
// range clamped to `length`. Null and None mean absent. May run Python.
bool ReadRange(Thread* t, Value start, Value end, int64_t length, int64_t* from,
               int64_t* to);

Value ConstructStr(Thread* t, Value* args, size_t nargs, Value kwnames);

// Rows of methods, by file: str_methods_text.cc, str_methods_find.cc.
absl::Span<const NativeInfo> StrTextMethods();
absl::Span<const NativeInfo> StrFindMethods();

}  // namespace pyjit

#endif  // RUNTIME_TYPES_STR_INTERNAL_H_
