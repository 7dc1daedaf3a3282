#ifndef RUNTIME_PATTERNS_H_
#define RUNTIME_PATTERNS_H_

#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// What patterns of match statements ask of their subjects. All may collect and run Python; null with an exception pending.

namespace pyjit {

// `{key: ..., **rest}`: the values of the keys as a tuple, or None if one is absent.
Value MatchKeys(Thread* t, Value subject, Tuple* keys);
// A new dict of the subject without the keys.
Value MatchRest(Thread* t, Value subject, Tuple* keys);
// `cls(a, b, name=c)`: the attributes as a tuple, or None if it does not match.
Value MatchClass(Thread* t, Value subject, Value cls, int64_t positional, Tuple* names);

}  // namespace pyjit

#endif  // RUNTIME_PATTERNS_H_
