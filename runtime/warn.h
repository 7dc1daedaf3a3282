#ifndef RUNTIME_WARN_H_
#define RUNTIME_WARN_H_

#include "absl/strings/string_view.h"
#include "runtime/error.h"
#include "runtime/thread.h"
#include "runtime/value.h"

namespace pyjit {

// warnings.warn(message, category, stacklevel) for C++ code: stacklevel 1 is the
// Python code that is running. False with an exception pending, which may be the
// warning itself. Runs Python. Says nothing in an isolate without modules.
bool Warn(Thread* t, Exc category, absl::string_view message, int stack_level);

// DeprecationWarning: `what` (as "__int__") returned an instance of a strict subclass of
// `type_name`.
bool WarnOfSubclass(Thread* t, absl::string_view what, absl::string_view type_name, Value result);

}  // namespace pyjit

#endif  // RUNTIME_WARN_H_
