#ifndef RUNTIME_SUGGESTIONS_H_
#define RUNTIME_SUGGESTIONS_H_

#include <string>

#include "runtime/objects.h"
#include "runtime/thread.h"

namespace pyjit {

// ". Did you mean: 'x'?" for an uncaught NameError or AttributeError that has a
// near match, as CPython's own traceback display adds; empty otherwise. May run
// Python (__dir__); errors are swallowed.
std::string SuggestionFor(Thread* t, Exception* exc);

}  // namespace pyjit

#endif  // RUNTIME_SUGGESTIONS_H_
