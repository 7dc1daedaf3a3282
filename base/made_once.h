#ifndef BASE_MADE_ONCE_H_
#define BASE_MADE_ONCE_H_

#include <atomic>
#include <memory>

namespace pyjit {

// A constant of the process that the first thread to ask makes. Any thread may ask at
// any time; if two make one at once, one of the two values is kept. For a `constinit
// static`: the value lives until the process ends. A static local of C++ would do the
// same, but its lock is in the C++ library, which is linked into libpyjit.so unseen:
// ThreadSanitizer then takes every later read for a race.
template <typename T>
class MadeOnce {
 public:
  // What `make` returned, a std::unique_ptr<const T>, for whoever came first.
  template <typename Make>
  const T& Get(Make make) {
    const T* value = value_.load(std::memory_order_acquire);
    if (value != nullptr) return *value;
    std::unique_ptr<const T> mine = make();
    if (value_.compare_exchange_strong(value, mine.get(), std::memory_order_acq_rel)) {
      return *mine.release();
    }
    return *value;
  }

 private:
  std::atomic<const T*> value_{nullptr};
};

}  // namespace pyjit

#endif  // BASE_MADE_ONCE_H_
