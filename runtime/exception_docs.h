#ifndef RUNTIME_EXCEPTION_DOCS_H_
#define RUNTIME_EXCEPTION_DOCS_H_

#include "runtime/thread.h"

namespace pyjit {

// Sets __doc__ of the builtin exception classes. Called once by the isolate builder.
bool AddExceptionDocs(Thread* t);

}  // namespace pyjit

#endif  // RUNTIME_EXCEPTION_DOCS_H_
