#ifndef PYJIT_FRONTEND_DIAGNOSIS_H_
#define PYJIT_FRONTEND_DIAGNOSIS_H_

// Why a text is not Python: finds the message and the place that CPython 3.11
// would report. Runs only after the parser has failed, so it may be slow.

#include <cstddef>
#include <cstdint>

#include "frontend/parser_internal.h"
#include "frontend/syntax_error.h"
#include "frontend/tokenizer.h"

namespace pyjit::internal {

enum class GrammarStart : uint8_t { kFile, kEval, kInteractive, kFString };

// `first` is the token to begin at; what lies before is known to be in order.
SyntaxErrorInfo Diagnose(const TokenStream& stream, GrammarStart start,
                         size_t first, ParseContext* context);

// A SyntaxError at the given token.
SyntaxErrorInfo ErrorAtToken(const TokenStream& stream, GrammarStart start,
                             size_t token, absl::string_view message,
                             ParseContext* context);

}  // namespace pyjit::internal

#endif  // PYJIT_FRONTEND_DIAGNOSIS_H_
