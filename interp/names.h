#ifndef INTERP_NAMES_H_
#define INTERP_NAMES_H_

#include <cstdint>

#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// Look-up of names that are not in registers. Functions fail with null or false
// and an exception pending, and may run Python when a namespace is no dict.

namespace pyjit {

// A global or builtin; NameError. The caches get the cells that were asked, as far
// as the namespaces have cells.
Value LoadGlobal(Thread* t, const CodeBlock* block, Str* name, uint64_t* global_cache,
                 uint64_t* builtin_cache);
bool StoreGlobal(Thread* t, Dict* globals, Str* name, Value value, uint64_t* cache);
bool DeleteGlobal(Thread* t, Dict* globals, Str* name);

// The name in Frame::extra, then the globals, then the builtins.
Value LoadName(Thread* t, Frame* frame, Str* name);

// The same among the builtins of `block` (BuiltinsOfCode).
Value LookupBuiltin(Thread* t, const CodeBlock* block, Str* name);

// The namespace of a class body or of exec: a dict or any mapping. A name that is
// not there is null without an exception.
Value LookupInNamespace(Thread* t, Value names, Str* name);
bool StoreInNamespace(Thread* t, Value names, Str* name, Value value);
bool DeleteFromNamespace(Thread* t, Value names, Str* name);  // NameError

}  // namespace pyjit

#endif  // INTERP_NAMES_H_
