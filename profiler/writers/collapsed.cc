#include "profiler/writers/collapsed.h"

#include <cstdint>
#include <map>
#include <string>

#include "absl/strings/str_cat.h"

namespace pyjit {
namespace {

std::string FrameText(const Profile& profile, const ProfileFrame& frame,
                      bool lines) {
  const ProfileFunction& function = profile.functions[frame.function];
  std::string text = function.name;
  if (!function.file.empty()) {
    absl::StrAppend(&text, " (", function.file, ":",
                    lines && frame.line > 0 ? frame.line : function.first_line,
                    ")");
  }
  for (char& c : text) {
    if (c == ';') c = ':';
    if (c == '\n' || c == '\r') c = ' ';
  }
  if (frame.kind == SampleFrameKind::kCompiled) text += "_[j]";
  if (frame.kind == SampleFrameKind::kInlined) text += "_[i]";
  return text;
}

}  // namespace

std::string WriteCollapsed(const Profile& profile,
                           const CollapsedOptions& options) {
  std::map<std::string, uint64_t> counts;
  for (const ProfileStack& stack : profile.stacks) {
    std::string line;
    for (const ProfileFrame& frame : stack.frames) {
      absl::StrAppend(&line, line.empty() ? "" : ";",
                      FrameText(profile, frame, options.lines));
    }
    if (options.vm_states || line.empty()) {
      absl::StrAppend(&line, line.empty() ? "" : ";", "(",
                      VmStateName(stack.state), ")");
    }
    counts[line] += stack.weight;
  }
  std::string text;
  for (const auto& [line, weight] : counts) {
    absl::StrAppend(&text, line, " ", weight, "\n");
  }
  return text;
}

}  // namespace pyjit
