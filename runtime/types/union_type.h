#ifndef RUNTIME_TYPES_UNION_TYPE_H_
#define RUNTIME_TYPES_UNION_TYPE_H_

#include "runtime/thread.h"

namespace pyjit {

// types.UnionType: see UnionOr in runtime/types/generic_alias.h.
bool InitUnionType(Thread* t);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_UNION_TYPE_H_
