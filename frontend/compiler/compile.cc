#include "frontend/compile.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "base/arena.h"
#include "base/source.h"
#include "frontend/compiler/compiler.h"
#include "frontend/compiler/materialize.h"
#include "frontend/parser.h"
#include "runtime/error.h"
#include "runtime/exceptions.h"
#include "runtime/heap.h"
#include "runtime/isolate.h"

namespace pyjit {
namespace {

// What the compiler's recursion leaves free of the native stack.
constexpr size_t kStackReserve = 64 << 10;

// Errors found after parsing carry the line if it can be in a file; "<string>"
// and the like have none, as in CPython.
void AddText(absl::string_view source, absl::string_view filename,
             SyntaxErrorInfo* error) {
  if (error->has_text || error->line <= 0 || absl::StartsWith(filename, "<")) {
    return;
  }
  const LineMap lines(source);
  if (error->line > lines.line_count()) return;
  error->text = std::string(lines.Line(error->line));
  error->has_text = true;
}

}  // namespace

Value RaiseSyntaxError(Thread* t, const SyntaxErrorInfo& info,
                       absl::string_view filename) {
  Exc exc = Exc::kSyntaxError;
  switch (info.kind) {
    case SyntaxErrorKind::kSyntaxError:
      break;
    case SyntaxErrorKind::kIndentationError:
      exc = Exc::kIndentationError;
      break;
    case SyntaxErrorKind::kTabError:
      exc = Exc::kTabError;
      break;
    case SyntaxErrorKind::kMemoryError:
      return info.message.empty()
                 ? RaiseMemoryError(t)
                 : RaiseText(t, Exc::kMemoryError, info.message);
    case SyntaxErrorKind::kRecursionError:
      return RaiseText(t, Exc::kRecursionError, info.message);
  }
  return RaiseSyntaxError(t, exc, info.message, filename, info.line,
                          info.offset, info.has_text ? info.text : "",
                          info.end_line, info.end_offset);
}

Value CompileSource(Thread* t, absl::string_view source,
                    absl::string_view filename, absl::string_view mode,
                    uint32_t flags) {
  ParseOptions parse;
  parse.filename = filename;
  parse.source_is_utf8 = (flags & kCompileSourceIsUtf8) != 0;
  if (mode == "exec") {
    parse.mode = ast::Mode::kExec;
  } else if (mode == "eval") {
    parse.mode = ast::Mode::kEval;
  } else if (mode == "single") {
    parse.mode = ast::Mode::kSingle;
  } else {
    return RaiseText(t, Exc::kValueError,
                     "compile() mode must be 'exec', 'eval' or 'single'");
  }
  if (absl::StrContains(source, '\0')) {
    return RaiseText(t, Exc::kValueError,
                     "source code string cannot contain null bytes");
  }
  Arena arena;
  ParseResult parsed = Parse(source, parse, &arena);
  if (!parsed.ok()) return RaiseSyntaxError(t, parsed.error, filename);
  return CompileModule(t, *parsed.module, &arena, source, filename, flags);
}

namespace {

void DropColumns(compiler::CompiledModule* module) {
  for (compiler::CodeUnit& unit : module->units) {
    for (compiler::UnitPosition& p : unit.positions) p = {p.offset, p.line, p.line, -1, -1};
  }
}

}  // namespace

Value CompileModule(Thread* t, const ast::Module& tree, Arena* arena,
                    absl::string_view source, absl::string_view filename, uint32_t flags) {
  compiler::Options options;
  options.namespace_names = (flags & kCompileNamespace) != 0;
  options.optimize = (flags & kCompileOptimize) != 0;
  options.docstrings = (flags & kCompileNoDocstrings) == 0;
  options.future_annotations = (flags & kCompileFutureAnnotations) != 0;
  options.top_level_await = (flags & kCompileTopLevelAwait) != 0;
  if (t->native_limit != nullptr) {
    options.limit.stack_limit = t->native_limit + kStackReserve;
  }
  compiler::CompiledModule module;
  SyntaxErrorInfo error;
  if (!compiler::CompileTree(tree, options, arena, &module, &error)) {
    AddText(source, filename, &error);
    return RaiseSyntaxError(t, error, filename);
  }
  if (flags & kCompileLinesOnly) DropColumns(&module);
  Code* code = compiler::Materialize(t, *module.main, filename);
  if (code != nullptr && (flags & kCompileKeepSource)) {
    code->block->source = std::string(source);
  }
  return code;
}

namespace {

Value CompileByMode(Thread* t, absl::string_view source, absl::string_view filename,
                    absl::string_view mode, uint32_t flags) {
  // compile(), eval() and exec() have text; import has the bytes of a file.
  if (absl::ConsumeSuffix(&mode, "+namespace")) {
    flags |= kCompileNamespace | kCompileSourceIsUtf8;
  }
  if (absl::StartsWith(filename, "<")) flags |= kCompileKeepSource;
  return CompileSource(t, source, filename, mode, flags);
}

}  // namespace

Value CompileHook(Thread* t, absl::string_view source,
                  absl::string_view filename, absl::string_view mode) {
  return CompileByMode(t, source, filename, mode, 0);
}
Value CompileLinesHook(Thread* t, absl::string_view source,
                       absl::string_view filename, absl::string_view mode) {
  return CompileByMode(t, source, filename, mode, kCompileLinesOnly);
}
uint32_t LinesOnlyFlag(Thread* t) {
  return t->isolate->compile == CompileLinesHook ? kCompileLinesOnly : 0;
}

std::string DumpCode(const CodeBlock& block) {
  compiler::CompiledModule module;
  return compiler::DumpUnit(*compiler::UnitOfCode(block, &module));
}

}  // namespace pyjit
