#include <algorithm>
#include <bit>
#include <cstring>

#include "runtime/error.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/str_internal.h"
#include "runtime/unicode_properties.h"

// Splitting and stripping.

namespace pyjit {
namespace {

bool AppendSlice(Thread* t, List* list, Str* s, int64_t start, int64_t stop) {
  Str* piece = start == stop ? t->isolate->empty_str() : StrSlice(t, s, start, stop);
  return piece != nullptr && ListAppend(t, list, piece);
}

// Whether char i is whitespace, for a string known to be ASCII or not.
template <typename Unit>
bool IsSpace(Unit c) {
  if (c > ' ' && c < 0x7F) return false;
  return c == ' ' || IsUnicodeSpace(c);
}

// The first whitespace from char i on, n if there is none. Of chars of one byte, eight are
// sifted at once: words are short, and where they end is chance.
template <typename Unit>
int64_t FindSpace(const Unit* chars, int64_t i, int64_t n) {
  if constexpr (sizeof(Unit) == 1 && std::endian::native == std::endian::little) {
    constexpr uint64_t kEach = 0x0101010101010101;
    for (; i + 8 <= n; i += 8) {
      uint64_t word;
      std::memcpy(&word, chars + i, 8);
      // The highest bit of each byte up to ' ', and of those from 0x7F on. Bytes above
      // such a one may be marked for no reason.
      uint64_t marked = (((word - ('!' * kEach)) & ~word) | (word + kEach) | word) & (kEach << 7);
      for (; marked != 0; marked &= marked - 1) {
        const int64_t at = i + std::countr_zero(marked) / 8;
        if (IsSpace(chars[at])) return at;
      }
    }
  }
  while (i < n && !IsSpace(chars[i])) ++i;
  return i;
}

// Chars of a string that are looked for one by one.
class CharSet {
 public:
  explicit CharSet(const Str* chars) : chars_(chars) {
    for (int64_t i = 0; i < chars->length; ++i) {
      const uint32_t c = StrCharAt(chars, i);
      if (c < 256) {
        bits_[c / 64] |= uint64_t{1} << (c % 64);
      } else {
        wide_ = true;
      }
    }
  }
  bool Has(uint32_t c) const {
    if (c < 256) return (bits_[c / 64] >> (c % 64)) & 1;
    for (int64_t i = 0; wide_ && i < chars_->length; ++i) {
      if (StrCharAt(chars_, i) == c) return true;
    }
    return false;
  }

 private:
  const Str* chars_;
  uint64_t bits_[4] = {};
  bool wide_ = false;
};

// The same for up to 16 ASCII chars, of which few are asked for: nothing has to be built.
class FewChars {
 public:
  static bool Fits(const Str* chars) {
    return chars->is_ascii() && chars->length > 0 && chars->length <= 16;
  }
  explicit FewChars(const Str* chars) {
    auto* bytes = static_cast<const uint8_t*>(chars->data());
    const auto n = static_cast<size_t>(chars->length);
    if (n >= 8) {
      std::memcpy(&low_, bytes, 8);
      std::memcpy(&high_, bytes + n - 8, 8);
      return;
    }
    low_ = bytes[0] * kEach;  // what is not used repeats the first
    CopyFewBytes(reinterpret_cast<uint8_t*>(&low_), bytes, n);
    high_ = low_;
  }
  bool Has(uint32_t c) const {
    return c < 0x80 && (ZeroBytes(low_ ^ c * kEach) | ZeroBytes(high_ ^ c * kEach)) != 0;
  }

 private:
  static constexpr uint64_t kEach = 0x0101010101010101;
  // Not 0 if there is a zero byte, the bytes being ASCII.
  static uint64_t ZeroBytes(uint64_t word) { return (word - kEach) & ~word & (kEach << 7); }
  uint64_t low_, high_;
};

Value SplitSpaces(Thread* t, Str* s, int64_t max_split) {
  List* list = NewList(t);
  if (list == nullptr) return Value();
  bool ok = VisitChars(s, [&](const auto* chars) {
    int64_t i = 0, n = s->length;
    for (int64_t splits = 0;; ++splits) {
      while (i < n && IsSpace(chars[i])) ++i;
      if (i == n) return true;
      int64_t start = i;
      if (splits == max_split) {
        return AppendSlice(t, list, s, start, n);
      }
      i = FindSpace(chars, i + 1, n);
      if (!AppendSlice(t, list, s, start, i)) return false;
    }
  });
  return ok ? Value(list) : Value();
}

Value RSplitSpaces(Thread* t, Str* s, int64_t max_split) {
  List* list = NewList(t);
  if (list == nullptr) return Value();
  bool ok = VisitChars(s, [&](const auto* chars) {
    int64_t i = s->length;
    for (int64_t splits = 0;; ++splits) {
      while (i > 0 && IsSpace(chars[i - 1])) --i;
      if (i == 0) return true;
      int64_t stop = i;
      if (splits == max_split) {
        return AppendSlice(t, list, s, 0, stop);
      }
      while (i > 0 && !IsSpace(chars[i - 1])) --i;
      if (!AppendSlice(t, list, s, i, stop)) return false;
    }
  });
  if (!ok) return Value();
  ListReverse(t, list);
  return list;
}

Value RaiseEmptySeparator(Thread* t) {
  return RaiseText(t, Exc::kValueError, "empty separator");
}

}  // namespace

Value StrSplit(Thread* t, Str* s, Str* sep, int64_t max_split) {
  if (max_split < 0) max_split = INT64_MAX;
  if (sep == nullptr) return SplitSpaces(t, s, max_split);
  if (sep->length == 0) return RaiseEmptySeparator(t);
  List* list = NewList(t);
  if (list == nullptr) return Value();
  int64_t start = 0;
  for (int64_t splits = 0; splits < max_split; ++splits) {
    int64_t hit = StrFind(s, sep, start, s->length);
    if (hit < 0) break;
    if (!AppendSlice(t, list, s, start, hit)) return Value();
    start = hit + sep->length;
  }
  return AppendSlice(t, list, s, start, s->length) ? Value(list) : Value();
}

Value StrRSplit(Thread* t, Str* s, Str* sep, int64_t max_split) {
  if (max_split < 0) max_split = INT64_MAX;
  if (sep == nullptr) return RSplitSpaces(t, s, max_split);
  if (sep->length == 0) return RaiseEmptySeparator(t);
  List* list = NewList(t);
  if (list == nullptr) return Value();
  int64_t end = s->length;
  for (int64_t splits = 0; splits < max_split; ++splits) {
    int64_t hit = StrRFind(s, sep, 0, end);
    if (hit < 0) break;
    if (!AppendSlice(t, list, s, hit + sep->length, end)) return Value();
    end = hit;
  }
  if (!AppendSlice(t, list, s, 0, end)) return Value();
  ListReverse(t, list);
  return list;
}

Value StrSplitLines(Thread* t, Str* s, bool keep_ends) {
  List* list = NewList(t);
  if (list == nullptr) return Value();
  int64_t start = 0, n = s->length;
  while (start < n) {
    int64_t end = VisitChars(s, [&](const auto* chars) {
      int64_t i = start;
      while (i < n && ((chars[i] > 0x1E && chars[i] < 0x7F) || !IsUnicodeLineBreak(chars[i]))) {
        ++i;
      }
      return i;
    });
    int64_t next = end;
    if (next < n) {
      bool crlf = StrCharAt(s, next) == '\r' && next + 1 < n && StrCharAt(s, next + 1) == '\n';
      next += crlf ? 2 : 1;
    }
    if (!AppendSlice(t, list, s, start, keep_ends ? next : end)) return Value();
    start = next;
  }
  return list;
}

Str* StrStrip(Thread* t, Str* s, Str* chars_to_strip, int sides) {
  int64_t start = 0, stop = s->length;
  VisitChars(s, [&](const auto* chars) {
    auto strip = [&](auto matches) {
      if ((sides & kStripLeft) != 0) {
        while (start < stop && matches(chars[start])) ++start;
      }
      if ((sides & kStripRight) != 0) {
        while (stop > start && matches(chars[stop - 1])) --stop;
      }
    };
    if (chars_to_strip == nullptr) {
      strip([](uint32_t c) { return IsSpace(c); });
    } else if (FewChars::Fits(chars_to_strip)) {
      const FewChars set(chars_to_strip);
      strip([&](uint32_t c) { return set.Has(c); });
    } else {
      const CharSet set(chars_to_strip);
      strip([&](uint32_t c) { return set.Has(c); });
    }
  });
  return StrSlice(t, s, start, stop);
}

}  // namespace pyjit
