#ifndef JIT_TRACE_CACHE_COMPILE_BUDGET_H_
#define JIT_TRACE_CACHE_COMPILE_BUDGET_H_

#include <time.h>

#include <atomic>
#include <cstdint>

namespace pyjit::jit {

// What recording and compiling may cost (design D13: never slower than the
// interpreter). A program earns compile time by running: `base` milliseconds at
// once, then `share` percent of the processor time that its own work has taken. So
// a short run is never much slower than the interpreter, and a long one compiles
// all that is hot. Any thread may ask and spend.
class CompileBudget {
 public:
  // share_percent 0: no limit.
  CompileBudget(int64_t base_ms, int64_t share_percent)
      : base_ms_(static_cast<double>(base_ms)),
        share_(static_cast<double>(share_percent) / 100),
        start_ms_(ProcessMs()) {}

  void Spend(double ms) {
    double spent = spent_ms_.load(std::memory_order_relaxed);
    while (!spent_ms_.compare_exchange_weak(spent, spent + ms, std::memory_order_relaxed)) {
    }
  }

  // Whether `ms` more are within the budget now.
  bool Allows(double ms) const {
    if (share_ == 0) return true;
    const double spent = spent_ms_.load(std::memory_order_relaxed);
    const double worked = ProcessMs() - start_ms_ - spent;
    return spent + ms <= base_ms_ + share_ * worked;
  }

 private:
  static double ProcessMs() {
    timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
  }

  const double base_ms_, share_, start_ms_;
  std::atomic<double> spent_ms_{0};
};

}  // namespace pyjit::jit

#endif  // JIT_TRACE_CACHE_COMPILE_BUDGET_H_
