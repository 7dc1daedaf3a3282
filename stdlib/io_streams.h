#ifndef STDLIB_IO_STREAMS_H_
#define STDLIB_IO_STREAMS_H_

#include "absl/strings/string_view.h"
#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// What the rest of stdlib needs of streams.

namespace pyjit {

// sys.stdin (number 0), stdout (1) or stderr (2) over a descriptor; -1: nothing to read,
// nowhere to write. The isolate's write_output, if set, gets what is written.
Value NewStandardStream(Thread* t, int fd, int number, absl::string_view name);

// stream.write(text) and stream.flush(), without a call for a plain TextIOWrapper.
bool StreamWrite(Thread* t, Value stream, Str* text);
bool StreamFlush(Thread* t, Value stream);
// Writes out what is buffered in any open stream. Errors are swallowed.
void FlushAllStreams(Thread* t);

// open(): its eight arguments, null where absent.
Value IoOpen(Thread* t, Value* args);

}  // namespace pyjit

#endif  // STDLIB_IO_STREAMS_H_
