#ifndef EMBED_API_TEXT_H_
#define EMBED_API_TEXT_H_

#include <cstring>

#include "absl/strings/string_view.h"
#include "embed_api/pyjit.h"

namespace pyjit {

// Text as the host gives it; not null.
inline absl::string_view TextView(const char* text, size_t size) {
  return absl::string_view(
      text, size == PYJIT_TERMINATED ? std::strlen(text) : size);
}

}  // namespace pyjit

#endif  // EMBED_API_TEXT_H_
