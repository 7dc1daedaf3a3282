#ifndef STDLIB_FUNCTOOLS_INTERNAL_H_
#define STDLIB_FUNCTOOLS_INTERNAL_H_

#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// Shared by the functools_*.cc files and those who make partials.

namespace pyjit {

struct Partial : Object {
  Value function;
  Value args;      // Tuple
  Value keywords;  // Dict
  Value names;     // Tuple of the keywords' names as of `version`, or null
  uint64_t version;  // of `keywords`
  static const ExtensionInfo kExtension;
};

bool InitPartial(Thread* t, Module* module);
bool InitLruCache(Thread* t, Module* module);

}  // namespace pyjit

#endif  // STDLIB_FUNCTOOLS_INTERNAL_H_
