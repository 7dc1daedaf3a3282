#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <type_traits>

#include "absl/container/inlined_vector.h"
#include "runtime/error.h"
#include "runtime/types/str.h"
#include "runtime/types/str_internal.h"
#include "runtime/types/str_search.h"

// Searching (str_search.h). Equal strings have equal width, so a narrower needle is
// widened first, and a wider one cannot occur.

namespace pyjit {
namespace {

// The needle's bytes at the haystack's width.
class WidenedNeedle {
 public:
  WidenedNeedle(const Str* sub, int width) : size_(static_cast<size_t>(sub->length * width)) {
    if (sub->width() == width) {
      data_ = static_cast<const uint8_t*>(sub->data());
      return;
    }
    copy_.resize(size_);
    CopyStrChars(copy_.data(), width, 0, sub, 0, sub->length);
    data_ = reinterpret_cast<const uint8_t*>(copy_.data());
  }
  const uint8_t* data() const { return data_; }
  size_t size() const { return size_; }

 private:
  const uint8_t* data_;
  size_t size_;
  std::string copy_;
};

// First match, or null. Whole chars: text and needle have the same width.
const uint8_t* FindBytes(const uint8_t* begin, const uint8_t* end,
                         const uint8_t* needle, size_t size, int width) {
  auto find = [&]<typename Unit>(const Unit* text) -> const uint8_t* {
    const int64_t n = (end - begin) / width;
    const auto m = static_cast<int64_t>(size) / width;
    if (n < m) return nullptr;
    const auto* wanted = reinterpret_cast<const Unit*>(needle);
    if (m > 1) {
      const int64_t at = FindUnits(text, n, wanted, m);
      return at < 0 ? nullptr : begin + at * width;
    }
    if constexpr (sizeof(Unit) == 1) {
      return static_cast<const uint8_t*>(
          std::memchr(begin, *wanted, static_cast<size_t>(n)));
    }
    const Unit* at = std::find(text, text + n, *wanted);
    return at == text + n ? nullptr : begin + (at - text) * width;
  };
  switch (width) {
    case 1: return find(begin);
    case 2: return find(reinterpret_cast<const uint16_t*>(begin));
    default: return find(reinterpret_cast<const uint32_t*>(begin));
  }
}

template <typename Unit>
const Unit* FindUnit(const Unit* begin, const Unit* end, Unit c) {
  const Unit* at = std::find(begin, end, c);
  return at == end ? nullptr : at;
}

int64_t FindOneChar(const Str* s, uint32_t c, int64_t start, int64_t end) {
  return VisitChars(s, [&](const auto* chars) -> int64_t {
    using Unit = std::remove_const_t<std::remove_pointer_t<decltype(chars)>>;
    if (sizeof(Unit) == 1) {
      auto* at = static_cast<const Unit*>(std::memchr(
          chars + start, static_cast<int>(c), static_cast<size_t>(end - start)));
      return at == nullptr ? -1 : at - chars;
    }
    const Unit* at = FindUnit(chars + start, chars + end, static_cast<Unit>(c));
    return at == nullptr ? -1 : at - chars;
  });
}

bool CannotOccur(const Str* s, const Str* sub, int64_t start, int64_t end) {
  return end - start < sub->length || sub->width() > s->width() ||
         (s->is_ascii() && !sub->is_ascii());
}

}  // namespace

int64_t StrFind(const Str* s, const Str* sub, int64_t start, int64_t end) {
  if (start > end) return -1;
  if (sub->length == 0) return start;
  if (CannotOccur(s, sub, start, end)) return -1;
  if (sub->length == 1) return FindOneChar(s, StrCharAt(sub, 0), start, end);
  int width = s->width();
  WidenedNeedle needle(sub, width);
  auto* data = static_cast<const uint8_t*>(s->data());
  const uint8_t* at = FindBytes(data + start * width, data + end * width,
                                needle.data(), needle.size(), width);
  return at == nullptr ? -1 : (at - data) / width;
}

int64_t StrRFind(const Str* s, const Str* sub, int64_t start, int64_t end) {
  if (start > end) return -1;
  if (sub->length == 0) return end;
  if (CannotOccur(s, sub, start, end)) return -1;
  WidenedNeedle needle(sub, s->width());
  return VisitChars(s, [&](const auto* chars) -> int64_t {
    using Unit = std::remove_const_t<std::remove_pointer_t<decltype(chars)>>;
    const int64_t at = FindUnitsFromRight(chars + start, end - start,
                                          reinterpret_cast<const Unit*>(needle.data()),
                                          sub->length);
    return at < 0 ? -1 : start + at;
  });
}

int64_t StrCount(const Str* s, const Str* sub, int64_t start, int64_t end,
                 int64_t max_count) {
  if (start > end) return 0;
  if (sub->length == 0) return std::min(end - start + 1, max_count);
  if (CannotOccur(s, sub, start, end)) return 0;
  int64_t count = 0;
  if (sub->length == 1 && max_count == INT64_MAX) {
    uint32_t c = StrCharAt(sub, 0);
    return VisitChars(s, [&](const auto* chars) -> int64_t {
      using Unit = std::remove_const_t<std::remove_pointer_t<decltype(chars)>>;
      return CountUnit(chars + start, end - start, static_cast<Unit>(c));
    });
  }
  int width = s->width();
  WidenedNeedle needle(sub, width);
  auto* data = static_cast<const uint8_t*>(s->data());
  const uint8_t* at = data + start * width;
  const uint8_t* stop = data + end * width;
  while (count < max_count) {
    at = FindBytes(at, stop, needle.data(), needle.size(), width);
    if (at == nullptr) break;
    ++count;
    at += needle.size();
  }
  return count;
}

bool StrMatchesAt(const Str* s, const Str* sub, int64_t at) {
  if (at < 0 || sub->length > s->length - at || sub->width() > s->width()) return false;
  if (s->width() == sub->width()) {
    return EqualFewBytes(static_cast<const uint8_t*>(s->data()) + at * s->width(), sub->data(),
                         static_cast<size_t>(sub->length * sub->width()));
  }
  for (int64_t i = 0; i < sub->length; ++i) {
    if (StrCharAt(s, at + i) != StrCharAt(sub, i)) return false;
  }
  return true;
}

namespace {

// "" matches before every char and at the end.
Str* ReplaceEmpty(Thread* t, Str* s, Str* to, int64_t count) {
  int width = std::max(s->width(), to->width());
  int64_t length;
  if (__builtin_mul_overflow(to->length, count, &length) ||
      __builtin_add_overflow(length, s->length, &length)) {
    RaiseMemoryError(t);
    return nullptr;
  }
  Str* out = NewStr(t, width, length, s->is_ascii() && to->is_ascii());
  if (out == nullptr) return nullptr;
  void* data = StrMutableData(out);
  int64_t at = 0;
  for (int64_t i = 0; i <= s->length; ++i) {
    if (i < count) {
      CopyStrChars(data, width, at, to, 0, to->length);
      at += to->length;
    }
    if (i < s->length) CopyStrChars(data, width, at++, s, i, 1);
  }
  return out;
}

// One char by another of the same width.
Str* ReplaceChar(Thread* t, Str* s, uint32_t from, uint32_t to) {
  if (FindOneChar(s, from, 0, s->length) < 0) return StrToExact(t, s);
  Str* out = NewStr(t, s->width(), s->length, s->is_ascii());
  if (out == nullptr) return nullptr;
  VisitChars(s, [&](const auto* chars) {
    using Unit = std::remove_const_t<std::remove_pointer_t<decltype(chars)>>;
    auto* data = static_cast<Unit*>(StrMutableData(out));
    const int64_t n = s->length;
    for (int64_t i = 0; i < n; ++i) {
      data[i] = chars[i] == static_cast<Unit>(from) ? static_cast<Unit>(to) : chars[i];
    }
    return 0;
  });
  return StrNormalise(t, out);
}

}  // namespace

Str* StrReplace(Thread* t, Str* s, Str* from, Str* to, int64_t max_count) {
  if (max_count < 0) max_count = INT64_MAX;
  if (StrEquals(from, to)) return StrToExact(t, s);
  if (from->length == 1 && to->length == 1 && s->width() == to->width() &&
      s->is_ascii() == to->is_ascii() && max_count == INT64_MAX) {
    return ReplaceChar(t, s, StrCharAt(from, 0), StrCharAt(to, 0));
  }
  if (from->length == 0) {
    int64_t places = std::min(s->length + 1, max_count);
    return places == 0 ? StrToExact(t, s) : ReplaceEmpty(t, s, to, places);
  }
  // The first places are remembered, so that few need a second search.
  absl::InlinedVector<int64_t, 32> places;
  constexpr size_t kRemembered = 256;
  int64_t count = 0;
  for (int64_t at = 0; count < max_count; ++count) {
    at = StrFind(s, from, at, s->length);
    if (at < 0) break;
    if (places.size() < kRemembered) places.push_back(at);
    at += from->length;
    if (places.size() == kRemembered) {
      count += 1 + StrCount(s, from, at, s->length, max_count - count - 1);
      break;
    }
  }
  if (count == 0) return StrToExact(t, s);
  int width = std::max(s->width(), to->width());
  int64_t growth, length;
  if (__builtin_mul_overflow(to->length - from->length, count, &growth) ||
      __builtin_add_overflow(growth, s->length, &length)) {
    RaiseMemoryError(t);
    return nullptr;
  }
  if (length == 0) return t->isolate->empty_str();
  Str* out = NewStr(t, width, length, s->is_ascii() && to->is_ascii());
  if (out == nullptr) return nullptr;
  uint8_t* data = static_cast<uint8_t*>(StrMutableData(out));
  int s_width = s->width();
  WidenedNeedle needle(from, s_width);
  auto* source = static_cast<const uint8_t*>(s->data());
  const uint8_t* stop = source + s->length * s_width;
  const uint8_t* at = source;
  int64_t done = 0;
  auto copy_source = [&](const uint8_t* end) {
    int64_t n = (end - at) / s_width;
    CopyChars(data + done * width, width, at, s_width, n);
    done += n;
  };
  for (int64_t i = 0; i < count; ++i) {
    const auto known = static_cast<size_t>(i);
    const uint8_t* hit =
        known < places.size()
            ? source + places[known] * s_width
            : FindBytes(at, stop, needle.data(), needle.size(), s_width);
    copy_source(hit);
    CopyStrChars(data, width, done, to, 0, to->length);
    done += to->length;
    at = hit + needle.size();
  }
  copy_source(stop);
  // Replacing the widest chars may have narrowed the text.
  return StrNormalise(t, out);
}

}  // namespace pyjit
