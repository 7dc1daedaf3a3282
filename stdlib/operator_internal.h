#ifndef STDLIB_OPERATOR_INTERNAL_H_
#define STDLIB_OPERATOR_INTERNAL_H_

#include "runtime/objects.h"
#include "runtime/thread.h"

namespace pyjit {

// attrgetter, itemgetter and methodcaller (operator_getters.cc).
bool InitOperatorGetters(Thread* t, Module* module);

}  // namespace pyjit

#endif  // STDLIB_OPERATOR_INTERNAL_H_
