#ifndef EMBED_API_WATCHDOG_H_
#define EMBED_API_WATCHDOG_H_

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

namespace pyjit {

// Sets a bit of a poll word when a time has come. Its thread starts with the first
// deadline and ends with the object.
class Watchdog {
 public:
  Watchdog(std::atomic<uint32_t>* poll, uint32_t bit) : poll_(poll), bit_(bit) {}
  ~Watchdog();
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

  // Clears the bit and sets it again after `milliseconds`; UINT64_MAX: never.
  // False if no thread can be had.
  bool Set(uint64_t milliseconds);

 private:
  using Clock = std::chrono::steady_clock;
  void Watch();

  std::atomic<uint32_t>* const poll_;
  const uint32_t bit_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool armed_ = false, ending_ = false;  // under mutex_, as is:
  Clock::time_point when_;
  std::thread thread_;
};

}  // namespace pyjit

#endif  // EMBED_API_WATCHDOG_H_
