#ifndef STDLIB_ITERTOOLS_INTERNAL_H_
#define STDLIB_ITERTOOLS_INTERNAL_H_

#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/types/tuple.h"
#include "runtime/value.h"

// Shared by the itertools_*.cc files. Each defines a family of iterators: a layout,
// a step (ExtensionInfo::next), a constructor and what pickling needs.

namespace pyjit {

bool InitItertoolsInfinite(Thread* t, Module* module);    // count, cycle, repeat
bool InitItertoolsChains(Thread* t, Module* module);      // accumulate, chain, islice
bool InitItertoolsFilters(Thread* t, Module* module);     // compress, ..., starmap
bool InitItertoolsGroups(Thread* t, Module* module);      // groupby
bool InitItertoolsTee(Thread* t, Module* module);         // tee, pairwise, zip_longest
bool InitItertoolsCombinations(Thread* t, Module* module);  // combinations, ...
bool InitItertoolsProduct(Thread* t, Module* module);     // product

// (cls, args) and (cls, args, state); null parts: null.
inline Value ReduceTo(Thread* t, Value cls, Value args) {
  return args.is_null() ? args : Value(TuplePack(t, cls, args));
}
inline Value ReduceTo(Thread* t, Value cls, Value args, Value state) {
  return args.is_null() || state.is_null() ? Value() : Value(TuplePack(t, cls, args, state));
}
inline Value PackOne(Thread* t, Value v) { return TupleFromArray(t, &v, 1); }

}  // namespace pyjit

#endif  // STDLIB_ITERTOOLS_INTERNAL_H_
