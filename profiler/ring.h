#ifndef PROFILER_RING_H_
#define PROFILER_RING_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace pyjit {

// Samples on their way from a signal handler to the thread that counts them: a
// ring of words with one writer and one reader, both wait-free. A sample that finds
// no room is dropped and counted.
class SampleRing {
 public:
  // words: a power of two.
  explicit SampleRing(size_t words)
      : mask_(words - 1), words_(new uint64_t[words]()) {}

  // One sample of n > 0 words. Async-signal-safe.
  void Push(const uint64_t* sample, size_t n) {
    const uint64_t tail = tail_.load(std::memory_order_relaxed);
    const uint64_t head = head_.load(std::memory_order_acquire);
    if (n + 1 > mask_ + 1 - (tail - head)) {
      dropped_.store(dropped_.load(std::memory_order_relaxed) + 1,
                     std::memory_order_relaxed);
      return;
    }
    words_[tail & mask_] = n;
    for (size_t i = 0; i < n; ++i) words_[(tail + 1 + i) & mask_] = sample[i];
    tail_.store(tail + 1 + n, std::memory_order_release);
  }

  // Calls visit(word index -> word accessor, n) for each sample there is, oldest
  // first. `visit` gets a function that gives the i-th word, and n.
  template <typename Visit>
  void Drain(Visit visit) {
    uint64_t head = head_.load(std::memory_order_relaxed);
    const uint64_t tail = tail_.load(std::memory_order_acquire);
    while (head != tail) {
      const uint64_t n = words_[head & mask_];
      const uint64_t start = head + 1;
      visit([&](size_t i) { return words_[(start + i) & mask_]; },
            static_cast<size_t>(n));
      head = start + n;
      head_.store(head, std::memory_order_release);
    }
  }

  uint64_t dropped() const { return dropped_.load(std::memory_order_relaxed); }

 private:
  const uint64_t mask_;
  const std::unique_ptr<uint64_t[]> words_;
  std::atomic<uint64_t> head_{0}, tail_{0}, dropped_{0};
};

}  // namespace pyjit

#endif  // PROFILER_RING_H_
