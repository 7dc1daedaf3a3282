#ifndef RUNTIME_CODE_LINE_TABLE_H_
#define RUNTIME_CODE_LINE_TABLE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "runtime/code.h"

// co_linetable: the positions of a code object in CPython 3.11's format, whose code
// units are two bytes.

namespace pyjit {

inline constexpr int64_t kWordBytes = 8;
inline constexpr int64_t kUnitsPerWord = 4;

// In long forms only.
std::string EncodeLineTable(const CodeBlock& block);
// All forms. Code that the table does not reach has no position; what is broken ends it.
std::vector<PositionEntry> DecodeLineTable(absl::string_view table, int32_t first_line,
                                           size_t words);

}  // namespace pyjit

#endif  // RUNTIME_CODE_LINE_TABLE_H_
