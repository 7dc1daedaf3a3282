#ifndef RUNTIME_EXCEPTIONS_H_
#define RUNTIME_EXCEPTIONS_H_

#include "runtime/error.h"
#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// The exception classes: methods and attributes. The classes themselves are
// made by the isolate builder from exceptions.def.
//
// Exception::extra holds what only some classes have: StopIteration.value and
// SystemExit.code directly; a Tuple for OSError (errno, strerror, filename,
// filename2), SyntaxError (msg, filename, lineno, offset, text, end_lineno,
// end_offset, print_file_and_line), ImportError (msg, name, path), NameError
// (name), AttributeError (name, obj), UnicodeError (encoding, object, start,
// end, reason).

namespace pyjit {

// Fills methods and attributes of all exception classes and makes the
// preallocated exceptions. Called once by the isolate builder. Does not run Python.
bool InitExceptionsType(Thread* t);

// Class::construct of every exception class.
Value ConstructException(Thread* t, Value* args, size_t nargs, Value kwnames);

// Allocates an exception of `cls` with the given args Tuple; no traceback or context.
Exception* NewException(Thread* t, Class* cls, Tuple* args);

// OSError (or the subclass that errno stands for) with errno, strerror and filename
// (may be null). Returns null.
Value RaiseOsError(Thread* t, int error_number, Value filename);

// NameError "name 'x' is not defined" with its name attribute; returns null.
Value RaiseNameError(Thread* t, Str* name);
// UnboundLocalError or NameError for a variable read before assignment.
Value RaiseUnboundLocal(Thread* t, Str* name);
Value RaiseUnboundFree(Thread* t, Str* name);
// AttributeError with name and obj; message as given. Returns null.
Value RaiseAttributeError(Thread* t, Value object, Str* name,
                          absl::string_view message);
// "'X' object has no attribute 'y'", or the form for classes and modules.
Value RaiseNoAttribute(Thread* t, Value object, Str* name);
// SyntaxError of `exc` (SyntaxError, IndentationError, TabError) as the front
// end reports it. Columns are 1-based characters as CPython's offset; 0 unknown.
Value RaiseSyntaxError(Thread* t, Exc exc, absl::string_view message,
                       absl::string_view filename, int line, int offset,
                       absl::string_view text, int end_line, int end_offset);

// The args Tuple's str(): what BaseException.__str__ gives. Runs Python.
Value ExceptionText(Thread* t, Exception* exc);

// StopIteration.value of a StopIteration.
Value StopIterationValue(Thread* t, Value exc);

}  // namespace pyjit

#endif  // RUNTIME_EXCEPTIONS_H_
