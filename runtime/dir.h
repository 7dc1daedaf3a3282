#ifndef RUNTIME_DIR_H_
#define RUNTIME_DIR_H_

#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

namespace pyjit {

// dir(v): the sorted names of its attributes, __dir__ asked first. May run
// Python; null with an exception pending.
List* DirOf(Thread* t, Value v);

// object.__dir__(v): without asking __dir__, unsorted, each name once. A
// module's names, a class's names with its bases', an instance's own and its class's.
List* DefaultDir(Thread* t, Value v);

}  // namespace pyjit

#endif  // RUNTIME_DIR_H_
