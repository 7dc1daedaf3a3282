#include <algorithm>
#include <cstring>

#include "runtime/error.h"
#include "runtime/types/str.h"
#include "runtime/types/str_internal.h"

// Concatenation, repetition and join.
//
// `s += x` in a loop: once the result is long enough, its chars go to a RawArray
// with room to spare. The string that ends at the array's end may be appended to
// in place: the new string shares the array and is only longer, while the old
// one keeps its length and sees the same chars as before. Appending to a string
// that does not end there (something else was appended first) copies.

namespace pyjit {
namespace {

constexpr int64_t kShareBytes = 256;  // results shorter than this are copied

RawArray* NewBuffer(Thread* t, int64_t capacity) {
  Object* object = AllocateRaw(t, t->isolate->shape_of(Kind::kRawArray),
                               sizeof(RawArray) - 8 + static_cast<size_t>(capacity));
  if (object == nullptr) return nullptr;
  auto* array = static_cast<RawArray*>(object);
  array->capacity = capacity;
  return array;
}

Str* NewExternal(Thread* t, RawArray* buffer, int64_t length, uint8_t flags) {
  Object* object = AllocateRaw(t, t->isolate->shape_of(Kind::kStr), sizeof(Str));
  if (object == nullptr) return nullptr;
  auto* s = static_cast<Str*>(object);
  s->length = length;
  s->flags = flags | kStrExternal;
  s->external = buffer;
  WriteBarrier(t, s);
  return s;
}

Str* AppendShared(Thread* t, Str* a, Str* b, int width, uint8_t flags) {
  int64_t length = a->length + b->length;
  int64_t a_bytes = a->length * width;
  int64_t bytes = length * width;
  if ((a->flags & kStrExternal) != 0 && a->width() == width) {
    auto* buffer = static_cast<RawArray*>(a->external);
    if (buffer->used == a_bytes && buffer->capacity >= bytes) {
      // The new string first: if it cannot be had, the buffer is as it was.
      Str* s = NewExternal(t, buffer, length, flags);
      if (s == nullptr) return nullptr;
      CopyStrChars(buffer->bytes, width, a->length, b, 0, b->length);
      buffer->used = bytes;
      return s;
    }
  }
  RawArray* buffer = NewBuffer(t, bytes + bytes / 2);
  if (buffer == nullptr) return nullptr;
  CopyStrChars(buffer->bytes, width, 0, a, 0, a->length);
  CopyStrChars(buffer->bytes, width, a->length, b, 0, b->length);
  buffer->used = bytes;
  return NewExternal(t, buffer, length, flags);
}

}  // namespace

Str* StrConcat(Thread* t, Str* a, Str* b) {
  if (a->length == 0) return StrToExact(t, b);
  if (b->length == 0) return StrToExact(t, a);
  int width = std::max(a->width(), b->width());
  int64_t length = a->length + b->length;
  bool ascii = (a->flags & b->flags & kStrAscii) != 0;
  // Only what looks like growth is given room to spare.
  if (length * width >= kShareBytes && a->length >= b->length) {
    uint8_t flags = width == 1 ? kStrWidth1 : width == 2 ? kStrWidth2 : kStrWidth4;
    return AppendShared(t, a, b, width, flags | (ascii ? kStrAscii : 0));
  }
  Str* s = NewStr(t, width, length, ascii);
  if (s == nullptr) return nullptr;
  CopyStrChars(s->chars, width, 0, a, 0, a->length);
  CopyStrChars(s->chars, width, a->length, b, 0, b->length);
  return s;
}

Str* StrRepeat(Thread* t, Str* s, int64_t n) {
  if (n <= 0 || s->length == 0) return t->isolate->empty_str();
  if (n == 1) return StrToExact(t, s);
  int64_t length;
  if (__builtin_mul_overflow(s->length, n, &length)) {
    RaiseText(t, Exc::kOverflowError, "repeated string is too long");
    return nullptr;
  }
  int width = s->width();
  Str* out = NewStr(t, width, length, s->is_ascii());
  if (out == nullptr) return nullptr;
  size_t unit = static_cast<size_t>(s->length * width);
  size_t total = static_cast<size_t>(length * width);
  if (unit == 1) {
    std::memset(out->chars, static_cast<int>(StrCharAt(s, 0)), total);
    return out;
  }
  uint8_t* to = out->chars;
  std::memcpy(to, s->data(), unit);
  for (size_t done = unit; done < total;) {
    size_t more = std::min(done, total - done);
    std::memcpy(to + done, to, more);
    done += more;
  }
  return out;
}

Str* StrJoin(Thread* t, Str* sep, Value* items, int64_t n) {
  if (n == 0) return t->isolate->empty_str();
  int64_t length = 0;
  uint8_t widths = 0;
  bool ascii = true;
  for (int64_t i = 0; i < n; ++i) {
    if (!IsStr(items[i])) {
      Raise(t, Exc::kTypeError, "sequence item %d: expected str instance, %s found",
            i, ClassNameOf(t, items[i]));
      return nullptr;
    }
    const auto* s = items[i].as<Str>();
    length += s->length;
    widths |= static_cast<uint8_t>(s->width());
    ascii &= s->is_ascii();
  }
  if (n == 1) return StrToExact(t, items[0].as<Str>());
  if (sep->length != 0) {
    int64_t seps;
    if (__builtin_mul_overflow(sep->length, n - 1, &seps) ||
        __builtin_add_overflow(length, seps, &length)) {
      RaiseText(t, Exc::kOverflowError, "join() result is too long for a Python string");
      return nullptr;
    }
    widths |= static_cast<uint8_t>(sep->width());
    ascii &= sep->is_ascii();
  }
  int width = widths >= 4 ? 4 : widths >= 2 ? 2 : 1;
  Str* out = NewStr(t, width, length, ascii);
  if (out == nullptr) return nullptr;
  if (width == 1) {  // mostly words, or single chars
    uint8_t* to = out->chars;
    const auto* between = static_cast<const uint8_t*>(sep->data());
    const auto gap = static_cast<size_t>(sep->length);
    for (int64_t i = 0; i < n; ++i) {
      if (i != 0 && gap == 1) {
        *to++ = *between;
      } else if (i != 0) {
        CopyFewBytes(to, between, gap);
        to += gap;
      }
      const auto* s = items[i].as<Str>();
      const auto* from = static_cast<const uint8_t*>(s->data());
      const auto count = static_cast<size_t>(s->length);
      if (count == 1) {
        *to++ = *from;
      } else {
        CopyFewBytes(to, from, count);
        to += count;
      }
    }
    return out;
  }
  int64_t at = 0;
  for (int64_t i = 0; i < n; ++i) {
    if (i != 0 && sep->length != 0) {
      CopyStrChars(out->chars, width, at, sep, 0, sep->length);
      at += sep->length;
    }
    const auto* s = items[i].as<Str>();
    CopyStrChars(out->chars, width, at, s, 0, s->length);
    at += s->length;
  }
  return out;
}

}  // namespace pyjit
