#ifndef PYJIT_FRONTEND_UNICODE_NAMES_H_
#define PYJIT_FRONTEND_UNICODE_NAMES_H_

#include <cstdint>

#include "absl/strings/string_view.h"

namespace pyjit {

// The character with the given Unicode name, for "\N{...}". Upper and lower
// case do not matter.
bool LookUpUnicodeName(absl::string_view name, uint32_t* code_point);

}  // namespace pyjit

#endif  // PYJIT_FRONTEND_UNICODE_NAMES_H_
