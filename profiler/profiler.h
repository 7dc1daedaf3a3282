#ifndef PROFILER_PROFILER_H_
#define PROFILER_PROFILER_H_

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "interp/interpreter.h"
#include "profiler/profile.h"
#include "profiler/ring.h"
#include "profiler/sampler.h"
#include "runtime/heap.h"
#include "runtime/isolate.h"

namespace pyjit {

// Where the time of an isolate goes (design D15). A sampler fills a ring; a
// thread of the profiler empties it every few milliseconds and counts equal stacks;
// Stop() gives them names. Keeps the sampled code objects alive as a root
// provider. Owned by whoever owns the isolate; destroyed before it. Start, Stop
// and destruction on the isolate's thread (another one may destroy it when the
// isolate is idle).
class Profiler final : public RootProvider {
 public:
  explicit Profiler(Isolate* isolate);
  ~Profiler();
  Profiler(const Profiler&) = delete;
  Profiler& operator=(const Profiler&) = delete;

  // FailedPrecondition if it runs; other failures of the system.
  absl::Status Start(const SamplerOptions& options);
  bool running() const { return sampler_ != nullptr; }
  // Ends sampling and resolves what was sampled. Empty if it did not run.
  Profile Stop();

  void VisitRoots(RootVisitor* visitor) override;

 private:
  void DrainLoop();
  void Drain();  // under mutex_

  Isolate* const isolate_;
  std::unique_ptr<SampleRing> ring_;
  std::unique_ptr<Sampler> sampler_;
  SamplerOptions options_;

  std::mutex mutex_;
  std::condition_variable wake_;
  bool ending_ = false;
  std::thread thread_;
  // By sample words with the weight taken out.
  absl::flat_hash_map<std::vector<uint64_t>, uint64_t> counts_;
  absl::flat_hash_set<Code*> codes_;
};

}  // namespace pyjit

#endif  // PROFILER_PROFILER_H_
