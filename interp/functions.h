#ifndef INTERP_FUNCTIONS_H_
#define INTERP_FUNCTIONS_H_

#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

namespace pyjit {

// MAKE_FUNCTION: `parts` are the present ones of defaults, keyword defaults,
// annotations and closure, as the bits of `which` (1, 2, 4, 8) say.
// Null with an exception pending; may collect.
Value MakeFunction(Thread* t, Frame* frame, Code* code, int which, Value* parts);

// Gives the frame's namespace (or its globals) an empty __annotations__ unless it has
// one. False with an exception pending.
bool SetUpAnnotations(Thread* t, Frame* frame);

// sys.displayhook(v). Runs Python; false with an exception pending.
bool DisplayResult(Thread* t, Value v);

}  // namespace pyjit

#endif  // INTERP_FUNCTIONS_H_
