#ifndef FRONTEND_COMPILE_H_
#define FRONTEND_COMPILE_H_

// Source text in, code object out: the one door of the front end for the rooms
// above (stdlib's compile/eval/exec, import, the embedding API, tools). Built by
// //frontend/compiler.

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "base/arena.h"
#include "frontend/ast.h"
#include "frontend/syntax_error.h"
#include "runtime/code.h"
#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

namespace pyjit {

enum CompileFlags : uint32_t {
  // Names at module level go through Frame::extra (LOAD_NAME, STORE_NAME), as
  // exec and eval need when their locals may be another dict than the globals.
  // Without it they are globals, which is what modules and scripts want.
  kCompileNamespace = 1,
  // Assert statements are dropped and __debug__ is False (python -O).
  kCompileOptimize = 2,
  // Docstrings are dropped (python -OO).
  kCompileNoDocstrings = 4,
  // `from __future__ import annotations` is in effect from the start.
  kCompileFutureAnnotations = 8,
  // The text came from a str: an encoding declaration in it is a comment.
  kCompileSourceIsUtf8 = 16,
  // Keep the text in CodeBlock::source, for tracebacks of code without a file.
  kCompileKeepSource = 32,
  // Module code may await: it becomes a coroutine if it does (PyCF_ALLOW_TOP_LEVEL_AWAIT).
  kCompileTopLevelAwait = 64,
  // Positions are lines alone (-X no_debug_ranges).
  kCompileLinesOnly = 128,
};

// Compiles `source` to a Code object that runs as a module body. `mode` is
// "exec", "eval" (the code returns the expression's value) or "single"
// (expression statements are printed). `flags` are CompileFlags. `filename` is
// only recorded.
//
// Null with a pending exception: SyntaxError (or IndentationError, TabError)
// with filename, lineno, offset, text, end_lineno and end_offset; RecursionError
// or MemoryError for trees that are too deep; ValueError for a bad mode or a NUL byte.
// May collect; never runs Python.
Value CompileSource(Thread* t, absl::string_view source,
                    absl::string_view filename, absl::string_view mode,
                    uint32_t flags);

// The second half of CompileSource: a tree that Parse() or stdlib's ast module made, in
// `arena`. `source` is only for the text of errors ("" if there is none).
Value CompileModule(Thread* t, const ast::Module& module, Arena* arena,
                    absl::string_view source, absl::string_view filename, uint32_t flags);

// CompileSource as Isolate::compile wants it: source from a str. A mode with a
// "+namespace" behind it ("exec+namespace") sets kCompileNamespace.
Value CompileHook(Thread* t, absl::string_view source,
                  absl::string_view filename, absl::string_view mode);

// The same with kCompileLinesOnly.
Value CompileLinesHook(Thread* t, absl::string_view source,
                       absl::string_view filename, absl::string_view mode);
// kCompileLinesOnly if the isolate compiles by CompileLinesHook.
uint32_t LinesOnlyFlag(Thread* t);

// Makes the exception that `info` describes pending; returns null.
Value RaiseSyntaxError(Thread* t, const SyntaxErrorInfo& info,
                       absl::string_view filename);

// A code object as text, codes among its constants after it: registers and
// tables first, then one line per instruction with names and constants resolved.
// Deterministic (no addresses, no caches). Never fails, does not allocate in the heap.
std::string DumpCode(const CodeBlock& block);

}  // namespace pyjit

#endif  // FRONTEND_COMPILE_H_
