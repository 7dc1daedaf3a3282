// itertools: infinite iterators (itertools_infinite.cc), accumulate, chain and islice
// (itertools_chains.cc), those that select and map (itertools_filters.cc), groupby
// (itertools_groups.cc), tee, pairwise and zip_longest (itertools_tee.cc), product
// (itertools_product.cc), permutations and combinations (itertools_combinations.cc).
#include "stdlib/itertools_internal.h"
#include "stdlib/state.h"

namespace pyjit {

bool InitItertoolsModule(Thread* t, Module* module) {
  return SetModuleText(
             t, module, "__doc__",
             "Functional tools for creating and using iterators.\n\n"
             "Infinite iterators:\n"
             "count(start=0, step=1) --> start, start+step, start+2*step, ...\n"
             "cycle(p) --> p0, p1, ... plast, p0, p1, ...\n"
             "repeat(elem [,n]) --> elem, elem, elem, ... endlessly or up to n times\n") &&
         InitItertoolsInfinite(t, module) && InitItertoolsChains(t, module) &&
         InitItertoolsFilters(t, module) && InitItertoolsGroups(t, module) &&
         InitItertoolsTee(t, module) && InitItertoolsProduct(t, module) &&
         InitItertoolsCombinations(t, module);
}

}  // namespace pyjit
