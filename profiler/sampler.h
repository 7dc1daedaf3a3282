#ifndef PROFILER_SAMPLER_H_
#define PROFILER_SAMPLER_H_

#include <atomic>
#include <cstdint>
#include <ctime>

#include "absl/status/status.h"
#include "interp/interpreter.h"
#include "profiler/ring.h"
#include "profiler/stack_walk.h"
#include "runtime/thread.h"

namespace pyjit {

// A sample in the ring: one word (VM state, low 8 bits; weight above), then two
// words per frame. Weight: timer periods since the sample before.
inline constexpr int kSampleHeaderWords = 1;
inline constexpr int kSampleStateBits = 8;

struct SamplerOptions {
  uint64_t period_us = 997;  // not round: no beat with what a program does
  bool wall_clock = false;   // real time instead of the thread's CPU time
  bool native_frames = false;
};

// Interrupts one thread at regular times with SIGPROF and puts its stack into a
// ring. The handler is wait-free: no lock, no allocation. The process's SIGPROF
// handler becomes ours with the first sampler and stays (a signal that is not
// from a sampler's timer does nothing).
class Sampler {
 public:
  Sampler(Thread* t, const InterpState* interp, SampleRing* ring)
      : t_(t), interp_(interp), ring_(ring) {}
  ~Sampler() { Stop(); }
  Sampler(const Sampler&) = delete;
  Sampler& operator=(const Sampler&) = delete;

  // Samples the calling thread. Fails if the system gives no timer.
  absl::Status Start(const SamplerOptions& options);
  // Returns when no handler runs any more. Any thread.
  void Stop();

  // What a timer's signal finds: outlives the sampler when it was stopped from
  // another thread, as a signal may still be on its way.
  struct Link {
    std::atomic<Sampler*> sampler{nullptr};
    std::atomic<int> running{0};
  };
  // In the handler: takes one sample.
  void Take(const SampleRegisters& registers, uint64_t weight);

 private:
  Thread* const t_;
  const InterpState* const interp_;
  SampleRing* const ring_;
  bool native_frames_ = false;
  Link* link_ = nullptr;
  timer_t timer_{};
  int64_t os_thread_ = 0;
  uint64_t words_[kSampleHeaderWords + 2 * kMaxSampleFrames];
};

}  // namespace pyjit

#endif  // PROFILER_SAMPLER_H_
