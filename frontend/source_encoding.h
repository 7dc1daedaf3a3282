#ifndef PYJIT_FRONTEND_SOURCE_ENCODING_H_
#define PYJIT_FRONTEND_SOURCE_ENCODING_H_

#include <string>

#include "absl/strings/string_view.h"
#include "base/arena.h"
#include "frontend/parser.h"
#include "frontend/syntax_error.h"

namespace pyjit::internal {

// The source as UTF-8: without a byte order mark, and converted when it
// declares another encoding on its first two lines. The result is a view of
// `source` or lives in the arena. False, with `error` filled, when it cannot be
// decoded.
bool DecodeSource(absl::string_view source, const ParseOptions& options,
                  Arena* arena, absl::string_view* decoded,
                  SyntaxErrorInfo* error);

// The encoding that the source declares, if it is one that DecodeSource does not know;
// else "".
std::string UnusualEncoding(absl::string_view source);

}  // namespace pyjit::internal

#endif  // PYJIT_FRONTEND_SOURCE_ENCODING_H_
