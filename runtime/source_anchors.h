#ifndef RUNTIME_SOURCE_ANCHORS_H_
#define RUNTIME_SOURCE_ANCHORS_H_

#include "absl/strings/string_view.h"

namespace pyjit {

// The operator inside a failing expression, which tracebacks mark with ^ while the
// rest of the range gets ~. Byte offsets in the segment.
struct SourceAnchors {
  int left_end = -1;     // where the ^ marks begin
  int right_start = -1;  // one past their end
};

// Looks at `segment`, the text of an expression on one line. True if it is a
// binary operation (marks the operator) or a subscript (marks the brackets), as
// CPython 3.11 finds by parsing it, its quirks with parentheses included.
// Never fails on odd text: false then.
bool FindSourceAnchors(absl::string_view segment, SourceAnchors* out);

}  // namespace pyjit

#endif  // RUNTIME_SOURCE_ANCHORS_H_
