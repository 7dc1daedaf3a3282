#ifndef JIT_KNOBS_H_
#define JIT_KNOBS_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace pyjit::jit {

// The JIT's knobs with their defaults, from knobs.def.
struct Knobs {
#define PYJIT_KNOB(name, default_value, doc) int64_t name = default_value;
#include "jit/knobs.def"
#undef PYJIT_KNOB
};

// Sets a knob by its text name, "name=value". InvalidArgument lists the names.
absl::Status SetKnob(Knobs* knobs, absl::string_view assignment);
// One line per knob: name, default, doc.
std::string DescribeKnobs();

}  // namespace pyjit::jit

#endif  // JIT_KNOBS_H_
