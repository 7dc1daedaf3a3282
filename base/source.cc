#include "base/source.h"

#include <algorithm>
#include <cstring>

namespace pyjit {

LineMap::LineMap(absl::string_view text) : text_(text) {
  size_t start = 0;
  while (start < text.size()) {
    starts_.push_back(start);
    const void* newline =
        std::memchr(text.data() + start, '\n', text.size() - start);
    if (newline == nullptr) break;
    start = static_cast<const char*>(newline) - text.data() + 1;
  }
}

absl::string_view LineMap::Line(int32_t line) const {
  if (line < 1 || line > line_count()) return {};
  const size_t start = starts_[line - 1];
  const size_t end = line == line_count() ? text_.size() : starts_[line];
  return text_.substr(start, end - start);
}

int32_t ByteToCharOffset(absl::string_view line, int32_t bytes) {
  if (bytes < 0) return bytes;
  const int32_t inside =
      std::min<int32_t>(bytes, static_cast<int32_t>(line.size()));
  int32_t chars = 0;
  for (int32_t i = 0; i < inside; ++i) {
    if ((static_cast<unsigned char>(line[i]) & 0xC0) != 0x80) ++chars;
  }
  return chars + (bytes - inside);
}

}  // namespace pyjit
