#include "profiler/profiler.h"

#include <chrono>
#include <system_error>
#include <utility>

#include "base/signal_mask.h"
#include "profiler/attribution.h"
#include "runtime/code.h"

namespace pyjit {
namespace {

// Room for some hundreds of samples of usual depth; emptied every 20 ms.
constexpr size_t kRingWords = 1 << 16;
constexpr auto kDrainPeriod = std::chrono::milliseconds(20);

}  // namespace

Profiler::Profiler(Isolate* isolate) : isolate_(isolate) {
  isolate_->heap()->AddRootProvider(this);
}

Profiler::~Profiler() {
  Stop();
  isolate_->heap()->RemoveRootProvider(this);
}

absl::Status Profiler::Start(const SamplerOptions& options) {
  if (running()) return absl::FailedPreconditionError("already profiling");
  options_ = options;
  ending_ = false;
  ring_ = std::make_unique<SampleRing>(kRingWords);
  // The drain thread takes no signals, ours or the host's.
  bool started = true;
  try {
    const SignalsBlocked blocked;
    thread_ = std::thread([this] { DrainLoop(); });
  } catch (const std::system_error&) {
    started = false;
  }
  if (!started) return absl::UnavailableError("no thread for the profiler");
  sampler_ = std::make_unique<Sampler>(
      isolate_->main_thread(), InterpOf(isolate_->main_thread()), ring_.get());
  const absl::Status status = sampler_->Start(options);
  if (!status.ok()) Stop();
  return status;
}

Profile Profiler::Stop() {
  Profile profile;
  if (!running()) return profile;
  sampler_->Stop();
  {
    std::lock_guard<std::mutex> lock(mutex_);
    ending_ = true;
  }
  wake_.notify_one();
  thread_.join();
  Drain();
  profile = Attribute(counts_);
  profile.dropped = ring_->dropped();
  profile.period_us = options_.period_us;
  sampler_.reset();
  counts_.clear();
  codes_.clear();
  return profile;
}

void Profiler::DrainLoop() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (!ending_) {
    wake_.wait_for(lock, kDrainPeriod);
    Drain();
  }
}

void Profiler::Drain() {
  std::vector<uint64_t> key;
  ring_->Drain([&](auto word, size_t n) {
    key.resize(n);
    for (size_t i = 0; i < n; ++i) key[i] = word(i);
    const uint64_t weight = key[0] >> kSampleStateBits;
    key[0] &= (1u << kSampleStateBits) - 1;
    counts_[key] += weight;
    for (size_t i = kSampleHeaderWords; i + 1 < n; i += 2) {
      const SampleFrame frame{key[i], key[i + 1]};
      if (frame.kind() != SampleFrameKind::kNative) codes_.insert(frame.code());
    }
  });
}

void Profiler::VisitRoots(RootVisitor* visitor) {
  std::lock_guard<std::mutex> lock(mutex_);
  if (!running()) return;
  Drain();
  for (Code* code : codes_) {
    Value value(code);
    visitor->Visit(&value);
  }
}

}  // namespace pyjit
