#ifndef RUNTIME_TRACEBACK_H_
#define RUNTIME_TRACEBACK_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// Text of tracebacks and exceptions exactly as CPython 3.11 prints them.
// FormatException() of runtime/error.h is the entry; its parts are here.

namespace pyjit {

// "  File "x.py", line 3, in f\n    source line\n    ^^^^\n" for each entry,
// repeated frames folded. Without the "Traceback" heading. Never runs Python.
std::string FormatTracebackEntries(Thread* t, Value traceback);

// The marks under one source line for the columns [col, end_col) of that line
// in UTF-8 bytes (end_col negative: the range goes on in later lines and -end_col
// is where this one ends), already indented for printing, or empty where CPython prints
// none (the range covers the whole line). `line` has its original indentation.
// A range that is a binary operation or subscript gets ~~~^~~~ marks.
std::string CaretLine(absl::string_view line, int col, int end_col);

// Line `number` (1-based) of a source file or of the code block's own text,
// without its newline. Empty if it cannot be had.
std::string SourceLine(Thread* t, const Code* code, int number);
std::string FileLine(Thread* t, const std::string& file, int number);

// Is the code importlib's own? Its frames are not shown to users.
bool IsImporterCode(const CodeBlock* block);

// "ValueError: text", the SyntaxError form with file, line and carets, and the
// notes; each line ends in '\n'. Runs Python (__str__).
std::string FormatExceptionOnly(Thread* t, Value exc);

}  // namespace pyjit

#endif  // RUNTIME_TRACEBACK_H_
