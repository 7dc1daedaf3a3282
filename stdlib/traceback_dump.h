#ifndef STDLIB_TRACEBACK_DUMP_H_
#define STDLIB_TRACEBACK_DUMP_H_

#include "absl/strings/string_view.h"
#include "runtime/thread.h"

// Tracebacks for when nothing else works: written from signal handlers and from other
// threads, while the isolate is in any state. Nothing is allocated, and no word of a
// frame is trusted.

namespace pyjit {

// Writes all of the text, whatever the descriptor says.
void WriteRaw(int fd, absl::string_view text);
// "0x" and 16 digits.
void WriteRawHex(int fd, uint64_t n);

// "Stack (most recent call first):" of the running Python thread.
void DumpTraceback(int fd, Thread* t);
// All Python threads of the isolate, the running one marked if `current` is set.
void DumpAllTracebacks(int fd, Thread* t, bool current);

}  // namespace pyjit

#endif  // STDLIB_TRACEBACK_DUMP_H_
