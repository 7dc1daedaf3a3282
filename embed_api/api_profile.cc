// The profiler, for hosts.
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <string>

#include "embed_api/isolate.h"
#include "profiler/writers/collapsed.h"

using namespace pyjit;  // NOLINT: the C functions below are this room's border

pyjit_status pyjit_profile_start(pyjit_isolate* isolate,
                                 const pyjit_profile_options* given) {
  Entry entry(isolate);
  if (!entry.ok()) return entry.status();
  pyjit_profile_options options = {};
  if (given != nullptr) {
    if (given->size < sizeof(size_t) || given->size > 4096) {
      return entry.BadArgument();
    }
    std::memcpy(&options, given, std::min(given->size, sizeof(options)));
  }
  if (isolate->profiler == nullptr) {
    isolate->profiler = std::make_unique<Profiler>(isolate->isolate.get());
  }
  if (isolate->profiler->running()) return entry.BadArgument();
  SamplerOptions sampler;
  if (options.period_us != 0) sampler.period_us = options.period_us;
  sampler.wall_clock = options.wall_clock != 0;
  sampler.native_frames = options.native_frames != 0;
  isolate->profile_states = options.vm_states != 0;
  const absl::Status status = isolate->profiler->Start(sampler);
  if (!status.ok()) {
    return entry.Fail(PYJIT_FAILED, std::string(status.message()).c_str());
  }
  return PYJIT_OK;
}

pyjit_status pyjit_profile_stop(pyjit_isolate* isolate, const char* path) {
  Entry entry(isolate);
  if (!entry.ok()) return entry.status();
  if (isolate->profiler == nullptr || !isolate->profiler->running()) {
    return entry.BadArgument();
  }
  const Profile profile = isolate->profiler->Stop();
  if (path == nullptr) return PYJIT_OK;
  CollapsedOptions options;
  options.vm_states = isolate->profile_states;
  const std::string text = WriteCollapsed(profile, options);
  std::FILE* file = std::fopen(path, "wb");
  bool written = file != nullptr &&
                 std::fwrite(text.data(), 1, text.size(), file) == text.size();
  if (file != nullptr && std::fclose(file) != 0) written = false;
  if (!written) {
    return entry.Fail(PYJIT_FAILED, ("cannot write " + std::string(path)).c_str());
  }
  return PYJIT_OK;
}
