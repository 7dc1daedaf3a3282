#ifndef PYJIT_FRONTEND_NUMBER_LITERALS_H_
#define PYJIT_FRONTEND_NUMBER_LITERALS_H_

#include "absl/strings/string_view.h"
#include "base/arena.h"
#include "frontend/ast.h"

namespace pyjit::internal {

// More decimal digits than this are refused, as by CPython's default limit.
inline constexpr size_t kMaxDecimalDigits = 4300;

// Fills kind and value of `constant` from the text of a Number token. Returns
// the number of digits when there are too many of them, otherwise 0.
size_t ParseNumber(absl::string_view text, Arena* arena,
                   ast::Constant* constant);

}  // namespace pyjit::internal

#endif  // PYJIT_FRONTEND_NUMBER_LITERALS_H_
