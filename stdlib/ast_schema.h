#ifndef STDLIB_AST_SCHEMA_H_
#define STDLIB_AST_SCHEMA_H_

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace pyjit {

// The classes of module _ast, as the abstract grammar of Python 3.11 lists them.
// A field is "type name"; a type ends with ? if it may be None, with * if it is a list.
struct AstClassRow {
  const char* name;
  const char* base;    // AST, or a sum such as expr
  const char* fields;  // "expr left, operator op, expr right"
  bool located;        // lineno, col_offset, end_lineno, end_col_offset
  bool optional_end;   // the last two may be left out
};
// Sums come before their members.
absl::Span<const AstClassRow> AstClassRows();

// Calls visit(type, name) for each field of the row.
template <typename Visit>
void ForEachAstField(const AstClassRow& row, Visit visit) {
  absl::string_view rest = row.fields;
  while (!rest.empty()) {
    const size_t comma = rest.find(", ");
    absl::string_view field = rest.substr(0, comma);
    const size_t space = field.find(' ');
    visit(field.substr(0, space), field.substr(space + 1));
    rest = comma == absl::string_view::npos ? "" : rest.substr(comma + 2);
  }
}

}  // namespace pyjit

#endif  // STDLIB_AST_SCHEMA_H_
