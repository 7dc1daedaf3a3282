#ifndef PYJIT_FRONTEND_NORMALIZATION_H_
#define PYJIT_FRONTEND_NORMALIZATION_H_

#include <string>

#include "absl/strings/string_view.h"

namespace pyjit {

// The normal form of an identifier (NFKC), under which Python knows it. The
// text is valid UTF-8 whose characters may all stand in identifiers; for others
// there are no tables here.
std::string NormalizeIdentifier(absl::string_view text);

}  // namespace pyjit

#endif  // PYJIT_FRONTEND_NORMALIZATION_H_
