#include "runtime/types/str_builder.h"

#include <charconv>

#include "runtime/types/str.h"
#include "runtime/types/str_internal.h"
#include "runtime/types/utf8.h"

namespace pyjit {

void StrBuilder::Widen(int width) {
  if (width <= width_) return;
  int64_t n = length();
  std::string wider(static_cast<size_t>(n * width), '\0');
  CopyChars(wider.data(), width, bytes_.data(), width_, n);
  wider.reserve(wider.size() * 2);
  bytes_ = std::move(wider);
  width_ = width;
}

void StrBuilder::AppendUnits(const void* chars, int width, int64_t n) {
  Widen(width);
  size_t old = bytes_.size();
  bytes_.resize(old + static_cast<size_t>(n * width_));
  CopyChars(bytes_.data() + old, width_, chars, width, n);
}

void StrBuilder::AppendAscii(absl::string_view ascii) {
  if (width_ == 1) {
    bytes_.append(ascii.data(), ascii.size());
  } else {
    AppendUnits(ascii.data(), 1, static_cast<int64_t>(ascii.size()));
  }
}

void StrBuilder::AppendWide(uint32_t c) {
  Widen(WidthForBits(c));
  AppendUnits(&c, width_, 1);  // little endian: low bytes first
}

void StrBuilder::AppendFill(uint32_t c, int64_t count) {
  if (count <= 0) return;
  if (c < 256 && width_ == 1) {
    bytes_.append(static_cast<size_t>(count), static_cast<char>(c));
    return;
  }
  for (int64_t i = 0; i < count; ++i) AppendChar(c);
}

void StrBuilder::AppendDecimal(int64_t n) {
  char digits[24];
  char* end = std::to_chars(digits, digits + sizeof(digits), n).ptr;
  AppendAscii(absl::string_view(digits, static_cast<size_t>(end - digits)));
}

void StrBuilder::AppendWideRange(const Str* s, int64_t start, int64_t stop) {
  if (start >= stop) return;
  auto* chars = static_cast<const uint8_t*>(s->data()) + start * s->width();
  AppendUnits(chars, s->width(), stop - start);
}

void StrBuilder::AppendUtf8(absl::string_view text) {
  auto* p = reinterpret_cast<const uint8_t*>(text.data());
  const uint8_t* end = p + text.size();
  while (p < end) {
    size_t ascii = AsciiPrefix(p, static_cast<size_t>(end - p));
    if (ascii > 0) {
      AppendAscii(absl::string_view(reinterpret_cast<const char*>(p), ascii));
      p += ascii;
      continue;
    }
    Utf8Char decoded = DecodeUtf8Char(p, end, /*surrogates=*/true);
    AppendChar(decoded.error == Utf8Error::kNone ? decoded.c : 0xFFFD);
    p += decoded.length;
  }
}

Str* StrBuilder::Finish(Thread* t) const {
  if (whole_ != nullptr && whole_->length == length()) {
    return StrToExact(t, const_cast<Str*>(whole_));
  }
  return StrFromChars(t, width_, bytes_.data(), length());
}

}  // namespace pyjit
