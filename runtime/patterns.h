#ifndef RUNTIME_PATTERNS_H_
#define RUNTIME_PATTERNS_H_

#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// What patterns of match statements ask of their subjects. All but SetClassPattern
// may collect and run Python; null with an exception pending.

namespace pyjit {

// `{key: ..., **rest}`: the values of the keys as a tuple, or None if one is absent.
Value MatchKeys(Thread* t, Value subject, Tuple* keys);
// A new dict of the subject without the keys.
Value MatchRest(Thread* t, Value subject, Tuple* keys);
// `cls(a, b, name=c)`: the attributes as a tuple, or None if it does not match.
Value MatchClass(Thread* t, Value subject, Value cls, int64_t positional, Tuple* names);

// Instances of cls and of classes derived from it are matched as sequences or as
// mappings from now on (ClassPattern), as ABCs and what registers with them ask for.
void SetClassPattern(Class* cls, uint16_t pattern);

}  // namespace pyjit

#endif  // RUNTIME_PATTERNS_H_
