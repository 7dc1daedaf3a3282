#include "profiler/attribution.h"

#include <cxxabi.h>
#include <dlfcn.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "profiler/sampler.h"
#include "runtime/code.h"
#include "runtime/types/str.h"

namespace pyjit {
namespace {

std::string TextOf(const Str* s) { return s == nullptr ? "?" : StrToUtf8(s); }

// What the dynamic symbol tables know of an address.
std::string NativeName(uint64_t pc) {
  Dl_info info;
  if (dladdr(reinterpret_cast<const void*>(pc), &info) == 0) return "(native)";
  if (info.dli_sname != nullptr) {
    int status = 0;
    char* plain = abi::__cxa_demangle(info.dli_sname, nullptr, nullptr, &status);
    std::string name = plain == nullptr ? info.dli_sname : plain;
    std::free(plain);
    return name;
  }
  std::string file = info.dli_fname == nullptr ? "?" : info.dli_fname;
  return absl::StrCat("(", file.substr(file.rfind('/') + 1), ")");
}

class Names {
 public:
  explicit Names(Profile* profile) : profile_(profile) {}

  ProfileFrame Resolve(SampleFrame frame) {
    if (frame.kind() == SampleFrameKind::kNative) {
      return {Add({NativeName(frame.position), "", 0}), 0, frame.kind()};
    }
    const CodeBlock& block = *frame.code()->block;
    auto [at, is_new] = by_code_.try_emplace(&block, 0);
    if (is_new) {
      at->second = Add(
          {TextOf(block.qualname), TextOf(block.filename), block.first_line});
    }
    return {at->second, block.LineAt(static_cast<uint32_t>(frame.position)),
            frame.kind()};
  }

 private:
  // Equal functions of several code objects are one (a copy per globals).
  uint32_t Add(ProfileFunction function) {
    auto key = std::make_tuple(function.name, function.file, function.first_line);
    auto [at, is_new] = by_name_.try_emplace(
        std::move(key), static_cast<uint32_t>(profile_->functions.size()));
    if (is_new) profile_->functions.push_back(std::move(function));
    return at->second;
  }

  Profile* profile_;
  std::map<const CodeBlock*, uint32_t> by_code_;
  std::map<std::tuple<std::string, std::string, int>, uint32_t> by_name_;
};

}  // namespace

Profile Attribute(
    const absl::flat_hash_map<std::vector<uint64_t>, uint64_t>& counts) {
  Profile profile;
  Names names(&profile);
  for (const auto& [words, weight] : counts) {
    ProfileStack stack;
    stack.state = static_cast<VmState>(words[0]);
    stack.weight = weight;
    for (size_t i = kSampleHeaderWords; i + 1 < words.size(); i += 2) {
      stack.frames.push_back(names.Resolve({words[i], words[i + 1]}));
    }
    std::reverse(stack.frames.begin(), stack.frames.end());
    profile.stacks.push_back(std::move(stack));
  }
  return profile;
}

const char* VmStateName(VmState state) {
  switch (state) {
    case VmState::kInterpreter: return "interpreter";
    case VmState::kRecording: return "recording";
    case VmState::kOptimizing: return "optimizing";
    case VmState::kCodeGeneration: return "code generation";
    case VmState::kTrace: return "trace";
    case VmState::kSideTrace: return "side trace";
    case VmState::kExit: return "exit";
    case VmState::kMinorGc: return "minor gc";
    case VmState::kMajorGc: return "major gc";
    case VmState::kHost: return "host";
  }
  return "unknown";
}

}  // namespace pyjit
