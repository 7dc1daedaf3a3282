#ifndef PYJIT_FRONTEND_NUMBER_LITERALS_H_
#define PYJIT_FRONTEND_NUMBER_LITERALS_H_

#include "absl/strings/string_view.h"
#include "base/arena.h"
#include "frontend/ast.h"

namespace pyjit::internal {

// Fills kind and value of `constant` from the text of a Number token. Returns
// the number of decimal digits when there are more than max_digits (0: any), otherwise 0.
size_t ParseNumber(absl::string_view text, size_t max_digits, Arena* arena,
                   ast::Constant* constant);

}  // namespace pyjit::internal

#endif  // PYJIT_FRONTEND_NUMBER_LITERALS_H_
