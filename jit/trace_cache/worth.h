#ifndef JIT_TRACE_CACHE_WORTH_H_
#define JIT_TRACE_CACHE_WORTH_H_

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <unordered_map>

#include "jit/jit_state.h"
#include "runtime/code.h"

namespace pyjit::jit {

// When compiling is worth what it costs (design D13). Nobody knows how long a loop will
// run on, so, as whoever rents until he has paid the price of buying, a place is compiled
// once it has cost about as much as its compile will: never more than twice the best.

// Milliseconds of a quick compile: of a usual tree, of one with so many recorded nodes,
// and once for LLVM itself.
inline constexpr double kUsualCompileMs = 2;
inline constexpr double kLoadLlvmMs = 8;
inline double CompileMs(int nodes) { return 0.5 + 0.015 * nodes; }

// What leaving a tree costs, with what the interpreter does until the next entry.
inline constexpr double kExitMs = 0.002;
// Exits at one place that cost as much as compiling the tree again.
inline int64_t ExitsWorthCompile(int nodes) {
  return static_cast<int64_t>(CompileMs(nodes) / kExitMs);
}

// Ticks of the processor's clock in milliseconds.
class TickClock {
 public:
  double Ms(uint64_t ticks) const {
    const uint64_t since = JitState::Ticks() - start_ticks_;
    if (since == 0) return 0;
    const std::chrono::duration<double, std::milli> elapsed =
        std::chrono::steady_clock::now() - start_;
    return static_cast<double>(ticks) * elapsed.count() / static_cast<double>(since);
  }
  double TicksOf(double ms) const {
    constexpr uint64_t kSome = 1 << 20;
    const double of_some = Ms(kSome);
    return of_some == 0 ? 0 : ms / of_some * kSome;
  }

 private:
  const uint64_t start_ticks_ = JitState::Ticks();
  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// How long the passes of merge points take in the interpreter: each time that a point was
// passed often enough to be looked at, the time to its next pass is taken. Of those times
// about the least counts, as the others have in them what runs between two runs of a loop.
class PassTimes {
 public:
  // `point` was passed so many times more. False: only the pass that was being timed.
  bool Passed(const MergePoint* point, uint32_t passes) {
    Row& row = rows_[point];
    if (row.since != 0) {
      const uint64_t ticks = JitState::Ticks() - row.since;
      row.least = row.least == 0 ? ticks : std::min(ticks, row.least + row.least / 4);
      row.since = 0;
      return false;
    }
    row.passes += passes;
    return true;
  }
  // The next pass is to be told too.
  void TimeNext(const MergePoint* point) { rows_[point].since = JitState::Ticks(); }
  // What all passes since Forget have taken, about.
  uint64_t Ticks(const MergePoint* point) {
    const Row& row = rows_[point];
    return row.passes * row.least;
  }
  // How many more there must be until all have taken so long, about; 0: not known.
  int64_t PassesUntil(const MergePoint* point, double ticks) {
    const Row& row = rows_[point];
    if (row.least == 0) return 0;
    return static_cast<int64_t>(ticks / static_cast<double>(row.least)) -
           static_cast<int64_t>(row.passes);
  }
  // They will have been passed when it is looked at again.
  void Add(const MergePoint* point, uint64_t passes) { rows_[point].passes += passes; }
  void Forget(const MergePoint* point) { rows_[point].passes = 0; }

 private:
  struct Row {
    uint64_t passes = 0, least = 0, since = 0;
  };
  std::unordered_map<const MergePoint*, Row> rows_;
};

}  // namespace pyjit::jit

#endif  // JIT_TRACE_CACHE_WORTH_H_
