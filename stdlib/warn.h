#ifndef STDLIB_WARN_H_
#define STDLIB_WARN_H_

#include "absl/strings/string_view.h"
#include "runtime/error.h"
#include "runtime/thread.h"

namespace pyjit {

// warnings.warn(message, category, stacklevel) for C++ code: stacklevel 1 is the
// Python code that is running. False with an exception pending, which may be the
// warning itself. Runs Python.
bool Warn(Thread* t, Exc category, absl::string_view message, int stack_level);

}  // namespace pyjit

#endif  // STDLIB_WARN_H_
