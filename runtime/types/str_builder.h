#ifndef RUNTIME_TYPES_STR_BUILDER_H_
#define RUNTIME_TYPES_STR_BUILDER_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "runtime/objects.h"
#include "runtime/thread.h"

namespace pyjit {

// Collects text of any width and makes one Str of it: for repr, format, join
// and the like; if that is a whole string that was appended, then the very same. Holds
// malloc'ed memory, and is to lie on the native stack; appending never collects or fails,
// Finish may (MemoryError).
class StrBuilder {
 public:
  StrBuilder() = default;

  void AppendAscii(absl::string_view ascii);
  void AppendChar(uint32_t c) {
    if (c < 256 && width_ == 1) [[likely]] {
      bytes_.push_back(static_cast<char>(c));
      return;
    }
    AppendWide(c);
  }
  void AppendFill(uint32_t c, int64_t count);
  void Append(const Str* s) { AppendRange(s, 0, s->length); }
  void AppendRange(const Str* s, int64_t start, int64_t stop) {
    if (bytes_.empty() && start == 0 && stop == s->length) whole_ = s;
    if (width_ == 1 && s->width() == 1) [[likely]] {
      if (start < stop) {
        bytes_.append(static_cast<const char*>(s->data()) + start,
                      static_cast<size_t>(stop - start));
      }
      return;
    }
    AppendWideRange(s, start, stop);
  }
  void AppendDecimal(int64_t n);
  void AppendUtf8(absl::string_view text);
  void Reserve(int64_t chars) { bytes_.reserve(static_cast<size_t>(chars * width_)); }

  int64_t length() const { return static_cast<int64_t>(bytes_.size()) / width_; }
  bool empty() const { return bytes_.empty(); }
  Str* Finish(Thread* t) const;  // null with MemoryError pending

 private:
  void AppendWide(uint32_t c);
  void AppendWideRange(const Str* s, int64_t start, int64_t stop);
  void Widen(int width);
  void AppendUnits(const void* chars, int width, int64_t n);

  std::string bytes_;  // width_ bytes per char
  int width_ = 1;
  const Str* whole_ = nullptr;  // what came first, if it may turn out to be all
};

}  // namespace pyjit

#endif  // RUNTIME_TYPES_STR_BUILDER_H_
