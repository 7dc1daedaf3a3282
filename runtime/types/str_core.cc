#include <algorithm>
#include <cstring>

#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/types/str.h"
#include "runtime/types/str_internal.h"
#include "runtime/types/utf8.h"

// Making, reading, comparing and hashing strings.

namespace pyjit {
namespace {

constexpr size_t kStrHeader = sizeof(Str) - 8;  // bytes before the chars

Str* AllocateStr(Thread* t, const Shape* shape, int width, int64_t length) {
  // Beyond 2**47 bytes nothing can be had; checked before the sizes overflow.
  if (length > (int64_t{1} << 45)) {
    RaiseMemoryError(t);
    return nullptr;
  }
  size_t bytes = kStrHeader + static_cast<size_t>(width) * static_cast<size_t>(length);
  // The chars are the caller's to write: of what is bumped only the rest is made zero.
  const size_t rounded = (std::max(bytes, sizeof(Str)) + 15) & ~size_t{15};
  Object* object;
  if (rounded <= static_cast<size_t>(t->alloc_limit - t->alloc_ptr)) [[likely]] {
    object = reinterpret_cast<Object*>(t->alloc_ptr);
    t->alloc_ptr += rounded;
    std::memset(static_cast<void*>(object), 0, sizeof(Str));
    std::memset(reinterpret_cast<uint8_t*>(object) + rounded - 16, 0, 16);
    object->set_shape(shape);
  } else {
    object = AllocateRaw(t, shape, rounded);
    if (object == nullptr) return nullptr;
  }
  auto* s = static_cast<Str*>(object);
  s->length = length;
  s->flags = width == 1 ? kStrWidth1 : width == 2 ? kStrWidth2 : kStrWidth4;
  return s;
}

}  // namespace

Str* NewStr(Thread* t, int width, int64_t length, bool ascii) {
  Str* s = AllocateStr(t, t->isolate->shape_of(Kind::kStr), width, length);
  if (s != nullptr && ascii) s->flags |= kStrAscii;
  return s;
}

void StrSetAsciiFlag(Str* s) {
  auto* chars = static_cast<const uint8_t*>(s->data());
  size_t n = static_cast<size_t>(s->length);
  if (AsciiPrefix(chars, n) == n) s->flags |= kStrAscii;
}

uint32_t OrOfChars(const void* chars, int width, int64_t n) {
  uint32_t bits = 0;
  switch (width) {
    case 1: {
      auto* p = static_cast<const uint8_t*>(chars);
      size_t ascii = AsciiPrefix(p, static_cast<size_t>(n));
      return ascii == static_cast<size_t>(n) ? 0x7F : 0xFF;
    }
    case 2: {
      auto* p = static_cast<const uint16_t*>(chars);
      for (int64_t i = 0; i < n; ++i) bits |= p[i];
      return bits;
    }
    default: {
      auto* p = static_cast<const uint32_t*>(chars);
      for (int64_t i = 0; i < n; ++i) bits |= p[i];
      return bits;
    }
  }
}

namespace {

template <typename To, typename From>
void CopyUnits(void* to, const void* from, int64_t n) {
  auto* out = static_cast<To*>(to);
  auto* in = static_cast<const From*>(from);
  for (int64_t i = 0; i < n; ++i) out[i] = static_cast<To>(in[i]);
}

// Also narrows; the chars are known to fit.
void ConvertChars(void* to, int to_width, const void* from, int from_width,
                  int64_t n) {
  if (to_width == from_width) {
    if (n == 0) return;
    std::memcpy(to, from, static_cast<size_t>(n * to_width));
    return;
  }
  switch (to_width * 8 + from_width) {
    case 8 + 2: return CopyUnits<uint8_t, uint16_t>(to, from, n);
    case 8 + 4: return CopyUnits<uint8_t, uint32_t>(to, from, n);
    case 16 + 1: return CopyUnits<uint16_t, uint8_t>(to, from, n);
    case 16 + 4: return CopyUnits<uint16_t, uint32_t>(to, from, n);
    case 32 + 1: return CopyUnits<uint32_t, uint8_t>(to, from, n);
    case 32 + 2: return CopyUnits<uint32_t, uint16_t>(to, from, n);
  }
}

}  // namespace

void CopyChars(void* to, int to_width, const void* from, int from_width,
               int64_t n) {
  ConvertChars(to, to_width, from, from_width, n);
}

Str* StrFromChars(Thread* t, int width, const void* chars, int64_t n) {
  if (n == 0 && t->isolate->empty_str() != nullptr) return t->isolate->empty_str();
  if (n == 1 && width == 1) {
    Str* one = t->isolate->latin1_char(*static_cast<const uint8_t*>(chars));
    if (one != nullptr) [[likely]] return one;
  }
  uint32_t bits = OrOfChars(chars, width, n);
  int result_width = WidthForBits(bits);
  if (n == 1 && result_width == 1) {
    uint8_t c;
    ConvertChars(&c, 1, chars, width, 1);
    if (t->isolate->latin1_char(c) != nullptr) return t->isolate->latin1_char(c);
  }
  Str* s = NewStr(t, result_width, n, bits < 0x80);
  if (s == nullptr) return nullptr;
  ConvertChars(StrMutableData(s), result_width, chars, width, n);
  return s;
}

Str* StrNormalise(Thread* t, Str* s) {
  uint32_t bits = OrOfChars(s->data(), s->width(), s->length);
  if (s->width() == 1) {
    if (bits < 0x80) s->flags |= kStrAscii;
    return s;
  }
  if (WidthForBits(bits) == s->width()) return s;
  return StrFromChars(t, s->width(), s->data(), s->length);
}

Str* StrFromLatin1(Thread* t, absl::string_view bytes) {
  return StrFromChars(t, 1, bytes.data(), static_cast<int64_t>(bytes.size()));
}

Str* StrFromChar(Thread* t, uint32_t c) { return StrFromChars(t, 4, &c, 1); }

Str* NewStrUtf8(Thread* t, absl::string_view text) {
  auto* begin = reinterpret_cast<const uint8_t*>(text.data());
  const uint8_t* end = begin + text.size();
  size_t ascii = AsciiPrefix(begin, text.size());
  if (ascii == text.size()) {
    if (ascii <= 1) return StrFromChars(t, 1, begin, static_cast<int64_t>(ascii));
    Str* s = NewStr(t, 1, static_cast<int64_t>(ascii), /*ascii=*/true);
    if (s != nullptr) std::memcpy(StrMutableData(s), begin, ascii);
    return s;
  }
  int64_t length = static_cast<int64_t>(ascii);
  uint32_t bits = 0x7F;
  for (const uint8_t* p = begin + ascii; p < end; ++length) {
    Utf8Char decoded = DecodeUtf8Char(p, end, /*surrogates=*/true);
    bits |= decoded.error == Utf8Error::kNone ? decoded.c : 0xFFFD;
    p += decoded.length;
  }
  int width = WidthForBits(bits);
  Str* s = NewStr(t, width, length);
  if (s == nullptr) return nullptr;
  auto fill = [&](auto* out) {
    using Unit = std::remove_pointer_t<decltype(out)>;
    int64_t i = 0;
    for (const uint8_t* p = begin; p < end; ++i) {
      Utf8Char decoded = DecodeUtf8Char(p, end, /*surrogates=*/true);
      out[i] = static_cast<Unit>(decoded.error == Utf8Error::kNone ? decoded.c : 0xFFFD);
      p += decoded.length;
    }
  };
  void* data = StrMutableData(s);
  if (width == 1) fill(static_cast<uint8_t*>(data));
  if (width == 2) fill(static_cast<uint16_t*>(data));
  if (width == 4) fill(static_cast<uint32_t*>(data));
  return s;
}

Str* NewStrOfClass(Thread* t, Class* cls, const Str* s) {
  Str* copy = AllocateStr(t, InstanceRoot(t, cls), s->width(), s->length);
  if (copy == nullptr) return nullptr;
  copy->flags |= s->flags & kStrAscii;
  copy->hash = s->hash;
  std::memcpy(copy->chars, s->data(), static_cast<size_t>(s->length * s->width()));
  if (cls->flags & kClassHasFinalizer) t->heap->RegisterFinalizer(copy);
  return copy;
}

Str* StrToExact(Thread* t, Str* s) {
  if (IsExactStr(t, s)) [[likely]] return s;
  return StrFromChars(t, s->width(), s->data(), s->length);
}

void StrAppendUtf8(const Str* s, std::string* out) {
  if (s->is_ascii()) {
    out->append(static_cast<const char*>(s->data()), static_cast<size_t>(s->length));
    return;
  }
  VisitChars(s, [&](const auto* chars) {
    for (int64_t i = 0; i < s->length; ++i) AppendUtf8Char(chars[i], out);
  });
}

std::string StrToUtf8(const Str* s) {
  std::string out;
  StrAppendUtf8(s, &out);
  return out;
}

bool StrCharsEqual(const Str* a, const Str* b) {
  if (((a->flags ^ b->flags) & (kStrWidthMask | kStrAscii)) != 0) return false;
  if (a->hash != 0 && b->hash != 0 && a->hash != b->hash) return false;
  return EqualFewBytes(a->data(), b->data(), static_cast<size_t>(a->length * a->width()));
}

int StrCompare(const Str* a, const Str* b) {
  int64_t n = std::min(a->length, b->length);
  if (a->width() == 1 && b->width() == 1) {
    int order = std::memcmp(a->data(), b->data(), static_cast<size_t>(n));
    if (order != 0) return order < 0 ? -1 : 1;
  } else {
    int order = VisitChars(a, [&](const auto* x) {
      return VisitChars(b, [&](const auto* y) {
        for (int64_t i = 0; i < n; ++i) {
          if (x[i] != y[i]) return x[i] < y[i] ? -1 : 1;
        }
        return 0;
      });
    });
    if (order != 0) return order;
  }
  return a->length < b->length ? -1 : a->length > b->length;
}

uint64_t StrHashSlow(Str* s) {
  s->hash = HashBytes(s->data(), static_cast<size_t>(s->length * s->width()));
  return s->hash;
}

Value StrIndex(Thread* t, Str* s, int64_t i) {
  if (i < 0) i += s->length;
  if (i < 0 || i >= s->length) {
    return RaiseText(t, Exc::kIndexError, "string index out of range");
  }
  uint32_t c = StrCharAt(s, i);
  if (c < 256) [[likely]] return t->isolate->latin1_char(static_cast<uint8_t>(c));
  return StrFromChar(t, c);
}

Str* StrSlice(Thread* t, Str* s, int64_t start, int64_t stop) {
  if (start >= stop) return t->isolate->empty_str();
  if (start == 0 && stop == s->length && IsExactStr(t, s)) return s;
  int width = s->width();
  if (s->is_ascii()) {
    if (stop - start == 1) {
      return t->isolate->latin1_char(static_cast<uint8_t>(StrCharAt(s, start)));
    }
    Str* out = NewStr(t, 1, stop - start, true);
    if (out == nullptr) return nullptr;
    CopyFewBytes(out->chars, static_cast<const uint8_t*>(s->data()) + start,
                 static_cast<size_t>(stop - start));
    return out;
  }
  return StrFromChars(t, width, static_cast<const uint8_t*>(s->data()) + start * width,
                      stop - start);
}

Str* StrSliceStep(Thread* t, Str* s, int64_t start, int64_t step, int64_t count) {
  if (count <= 0) return t->isolate->empty_str();
  if (step == 1) return StrSlice(t, s, start, start + count);
  Str* out = NewStr(t, s->width(), count);
  if (out == nullptr) return nullptr;
  void* data = StrMutableData(out);
  VisitChars(s, [&](const auto* chars) {
    using Unit = std::remove_const_t<std::remove_pointer_t<decltype(chars)>>;
    auto* to = static_cast<Unit*>(data);
    for (int64_t i = 0, at = start; i < count; ++i, at += step) to[i] = chars[at];
  });
  return StrNormalise(t, out);
}

}  // namespace pyjit
