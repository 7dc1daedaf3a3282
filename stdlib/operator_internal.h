#ifndef STDLIB_OPERATOR_INTERNAL_H_
#define STDLIB_OPERATOR_INTERNAL_H_

#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

namespace pyjit {

// attrgetter, itemgetter and methodcaller (operator_getters.cc).
bool InitOperatorGetters(Thread* t, Module* module);

// itemgetter(index), and the item that such an object gets. The module must be there.
Value NewItemGetter(Thread* t, int64_t index);
Value ItemGetterKey(Value getter);

}  // namespace pyjit

#endif  // STDLIB_OPERATOR_INTERNAL_H_
