#ifndef RUNTIME_EXCEPTION_ATTRIBUTES_H_
#define RUNTIME_EXCEPTION_ATTRIBUTES_H_

#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// Attributes of exceptions (`e.args`, `e.errno`, ...). Used by exceptions.cc only.

namespace pyjit {

// msg, filename, lineno, offset, text, end_lineno, end_offset, print_file_and_line
inline constexpr int kSyntaxErrorFields = 8;

bool InitExceptionAttributes(Thread* t);

// e.__traceback__ = value (a Traceback or None); TypeError otherwise.
bool SetExceptionTraceback(Thread* t, Exception* self, Value value);

}  // namespace pyjit

#endif  // RUNTIME_EXCEPTION_ATTRIBUTES_H_
