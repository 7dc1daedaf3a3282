#ifndef STDLIB_SYNTAX_WARNINGS_H_
#define STDLIB_SYNTAX_WARNINGS_H_

#include "absl/strings/string_view.h"
#include "frontend/ast.h"
#include "runtime/thread.h"

namespace pyjit {

// What CPython's compiler warns about: escapes that are none, numbers that run into a
// keyword, `is` with literals, assertions of tuples, calls and subscripts of
// literals. The filters of module warnings decide; "error" makes it a SyntaxError.
// `source` is UTF-8, or empty for trees made by hand. False with an exception
// pending. Runs Python only if there is something to warn about.
bool WarnAboutTokens(Thread* t, absl::string_view source, absl::string_view filename,
                     ast::Mode mode);
bool WarnAboutTree(Thread* t, const ast::Module& module, absl::string_view source,
                   absl::string_view filename);

}  // namespace pyjit

#endif  // STDLIB_SYNTAX_WARNINGS_H_
