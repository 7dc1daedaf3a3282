#ifndef PYJIT_BASE_SOURCE_H_
#define PYJIT_BASE_SOURCE_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"

namespace pyjit {

// A stretch of Python source. Lines count from 1; columns count from 0 in
// UTF-8 bytes, as `col_offset` of Python's own syntax trees does. `end_col` is
// one past the last byte.
struct SourceSpan {
  int32_t line = 0;
  int32_t col = 0;
  int32_t end_line = 0;
  int32_t end_col = 0;

  friend bool operator==(const SourceSpan&, const SourceSpan&) = default;
};

// From the start of `first` to the end of `last`.
inline SourceSpan Cover(const SourceSpan& first, const SourceSpan& last) {
  return {first.line, first.col, last.end_line, last.end_col};
}

// Where each line of a text begins. Holds a view: the text must outlive it.
// A line ends at '\n'; callers normalise other line endings first.
class LineMap {
 public:
  explicit LineMap(absl::string_view text);

  int32_t line_count() const { return static_cast<int32_t>(starts_.size()); }

  // Text of a line (1-based) with its '\n', or empty when out of range.
  absl::string_view Line(int32_t line) const;

 private:
  absl::string_view text_;
  std::vector<size_t> starts_;
};

// Number of characters in the first `bytes` bytes of UTF-8 `line`; bytes past
// the end of the line count one each. A sequence cut in the middle counts as
// one character.
int32_t ByteToCharOffset(absl::string_view line, int32_t bytes);

}  // namespace pyjit

#endif  // PYJIT_BASE_SOURCE_H_
