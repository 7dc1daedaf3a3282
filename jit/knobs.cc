#include "jit/knobs.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace pyjit::jit {

absl::Status SetKnob(Knobs* knobs, absl::string_view assignment) {
  const size_t equals = assignment.find('=');
  const absl::string_view name = assignment.substr(0, equals);
  int64_t value = 0;
  if (equals == absl::string_view::npos ||
      !absl::SimpleAtoi(assignment.substr(equals + 1), &value)) {
    return absl::InvalidArgumentError(
        absl::StrCat("a knob is set as name=number, not '", assignment, "'"));
  }
#define PYJIT_KNOB(knob, default_value, doc) \
  if (name == #knob) {                       \
    knobs->knob = value;                     \
    return absl::OkStatus();                 \
  }
#include "jit/knobs.def"
#undef PYJIT_KNOB
  return absl::InvalidArgumentError(
      absl::StrCat("there is no knob '", name, "'; the knobs are:\n",
                   DescribeKnobs()));
}

std::string DescribeKnobs() {
  std::string out;
#define PYJIT_KNOB(name, default_value, doc) \
  absl::StrAppendFormat(&out, "  %-20s %7d  %s\n", #name, default_value, doc);
#include "jit/knobs.def"
#undef PYJIT_KNOB
  return out;
}

}  // namespace pyjit::jit
