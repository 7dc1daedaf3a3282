#ifndef PROFILER_ATTRIBUTION_H_
#define PROFILER_ATTRIBUTION_H_

#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "profiler/profile.h"

namespace pyjit {

// Gives counted samples (words as profiler/sampler.h has them, weight 0 inside)
// names and lines. Their code objects must be alive; on the isolate's thread.
Profile Attribute(
    const absl::flat_hash_map<std::vector<uint64_t>, uint64_t>& counts);

}  // namespace pyjit

#endif  // PROFILER_ATTRIBUTION_H_
