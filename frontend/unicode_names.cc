#include "frontend/unicode_names.h"

namespace pyjit {

bool LookUpUnicodeName(absl::string_view name, uint32_t* code_point) {
  return false;
}

}  // namespace pyjit
