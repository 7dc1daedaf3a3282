#include "embed_api/watchdog.h"

#include <system_error>

#include "base/signal_mask.h"

namespace pyjit {

Watchdog::~Watchdog() {
  if (!thread_.joinable()) return;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    ending_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

bool Watchdog::Set(uint64_t milliseconds) {
  // Longer than anyone waits, and no overflow of the clock.
  constexpr uint64_t kLongest = uint64_t{1000} * 3600 * 24 * 365 * 30;
  const bool arm = milliseconds != UINT64_MAX;
  if (milliseconds > kLongest) milliseconds = kLongest;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    armed_ = arm;
    when_ = Clock::now() + std::chrono::milliseconds(milliseconds);
    poll_->fetch_and(~bit_);
  }
  if (arm && !thread_.joinable()) {
    // The host's signals are not for this thread.
    bool started = true;
    // The standard library reports by exception that there is no thread.
    try {
      const SignalsBlocked blocked;
      thread_ = std::thread([this] { Watch(); });
    } catch (const std::system_error&) {
      started = false;
    }
    return started;
  }
  changed_.notify_one();
  return true;
}

void Watchdog::Watch() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (!ending_) {
    if (!armed_) {
      changed_.wait(lock);
    } else if (Clock::now() >= when_) {
      armed_ = false;
      poll_->fetch_or(bit_);
    } else {
      changed_.wait_until(lock, when_);
    }
  }
}

}  // namespace pyjit
