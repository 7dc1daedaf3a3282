#ifndef JIT_TRACE_CACHE_COMPILE_BUDGET_H_
#define JIT_TRACE_CACHE_COMPILE_BUDGET_H_

#include <pthread.h>
#include <time.h>

#include <atomic>
#include <cstdint>

namespace pyjit::jit {

// What recording and compiling may cost (design D13: never slower than the
// interpreter). A program earns compile time by running: `share` percent of the processor
// time that the thread which made the budget has worked, recording not counted, beyond the
// first `delay` milliseconds. After one more second a program earns a fifth of
// that, and part of what machine code has saved it. So a short run takes what it takes in
// the interpreter, and a long one compiles all that is hot, if that is of use. What is asked
// for is paid for in advance, by estimate. Any thread may ask and spend.
class CompileBudget {
 public:
  // share_percent 0: no limit.
  CompileBudget(int64_t delay_ms, int64_t share_percent)
      : delay_ms_(static_cast<double>(delay_ms)),
        share_(static_cast<double>(share_percent) / 100) {
    if (pthread_getcpuclockid(pthread_self(), &clock_) != 0) clock_ = CLOCK_MONOTONIC;
    start_ms_ = WorkerMs();
  }

  void Spend(double ms) { Add(&spent_ms_, ms); }
  // Compiled code saved time.
  void Earn(double ms) { Add(&earned_ms_, ms); }
  // By the running thread itself: that time was not the program's work.
  void SpendHere(double ms) {
    Add(&spent_ms_, ms);
    Add(&here_ms_, ms);
  }

  // Whether `ms` more are within the budget now.
  bool Allows(double ms) const {
    if (share_ == 0) return true;
    const double spent = spent_ms_.load(std::memory_order_relaxed);
    const double worked =
        WorkerMs() - start_ms_ - here_ms_.load(std::memory_order_relaxed) - delay_ms_;
    if (worked < 0) return false;
    const double begun = worked < kBeginningMs ? worked : kBeginningMs;
    const double budget = share_ * (begun + (worked - begun) / 5) +
                          earned_ms_.load(std::memory_order_relaxed);
    return spent + ms <= budget;
  }

 private:
  static constexpr double kBeginningMs = 1000;

  static void Add(std::atomic<double>* sum, double ms) {
    double old = sum->load(std::memory_order_relaxed);
    while (!sum->compare_exchange_weak(old, old + ms, std::memory_order_relaxed)) {
    }
  }
  // Processor time of the thread that made the budget; wall time once it is gone.
  double WorkerMs() const {
    timespec now;
    if (clock_gettime(clock_, &now) != 0) clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
  }

  const double delay_ms_, share_;
  clockid_t clock_;
  double start_ms_;
  std::atomic<double> spent_ms_{0}, here_ms_{0}, earned_ms_{0};
};

}  // namespace pyjit::jit

#endif  // JIT_TRACE_CACHE_COMPILE_BUDGET_H_
