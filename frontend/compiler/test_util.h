#ifndef FRONTEND_COMPILER_TEST_UTIL_H_
#define FRONTEND_COMPILER_TEST_UTIL_H_

#include <string>

#include "absl/strings/string_view.h"
#include "frontend/compiler/code_unit.h"
#include "frontend/compiler/compiler.h"

namespace pyjit::compiler {

struct Compiled {
  CompiledModule module;
  SyntaxErrorInfo error;
  bool ok = false;
};

// Parses and compiles `source`, and verifies the result.
void CompileText(absl::string_view source, const Options& options,
                 Compiled* out);

// The code named `qualname` as DumpUnit writes it, without the ones inside it
// and, for golden texts, each line stripped of leading blanks.
std::string DumpOf(absl::string_view source, absl::string_view qualname);

// "message line offset end_line end_offset" of the error, or "ok".
std::string ErrorOf(absl::string_view source);

}  // namespace pyjit::compiler

#endif  // FRONTEND_COMPILER_TEST_UTIL_H_
