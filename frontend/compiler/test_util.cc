#include "frontend/compiler/test_util.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "base/arena.h"
#include "frontend/compiler/verify_unit.h"
#include "frontend/parser.h"
#include "gtest/gtest.h"

namespace pyjit::compiler {

void CompileText(absl::string_view source, const Options& options,
                 Compiled* out) {
  Arena arena;
  ParseResult parsed = Parse(source, ParseOptions(), &arena);
  if (!parsed.ok()) {
    out->error = parsed.error;
    return;
  }
  out->ok =
      CompileTree(*parsed.module, options, &arena, &out->module, &out->error);
  if (out->ok) {
    EXPECT_EQ(VerifyUnit(*out->module.main), "") << source;
  }
}

std::string DumpOf(absl::string_view source, absl::string_view qualname) {
  Compiled compiled;
  CompileText(source, Options(), &compiled);
  if (!compiled.ok) return compiled.error.message;
  for (const CodeUnit& unit : compiled.module.units) {
    if (unit.qualname != qualname) continue;
    const std::string text = DumpUnit(unit);
    std::vector<std::string> lines;
    for (absl::string_view line : absl::StrSplit(text, '\n')) {
      if (line.empty()) break;  // nested codes follow
      lines.emplace_back(absl::StripLeadingAsciiWhitespace(line));
    }
    return absl::StrCat(absl::StrJoin(lines, "\n"), "\n");
  }
  return "no such code";
}

std::string ErrorOf(absl::string_view source) {
  Compiled compiled;
  CompileText(source, Options(), &compiled);
  if (compiled.ok) return "ok";
  const SyntaxErrorInfo& e = compiled.error;
  return absl::StrCat(e.message, " ", e.line, " ", e.offset, " ", e.end_line,
                      " ", e.end_offset);
}

}  // namespace pyjit::compiler
