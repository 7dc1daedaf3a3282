#include "jit/trace_cache/worth.h"

#include <chrono>

#include "gtest/gtest.h"
#include "jit/jit_state.h"
#include "jit/trace_cache/compile_budget.h"

namespace pyjit::jit {
namespace {

// Lets about so many milliseconds of processor time pass; the ticks that it took.
uint64_t Work(double ms) {
  const uint64_t begun = JitState::Ticks();
  const auto start = std::chrono::steady_clock::now();
  while (std::chrono::steady_clock::now() - start <
         std::chrono::duration<double, std::milli>(ms)) {
  }
  return JitState::Ticks() - begun;
}

TEST(Worth, TicksAreMilliseconds) {
  const TickClock clock;
  EXPECT_GE(clock.Ms(Work(20)), 19);
}

TEST(Worth, BiggerTreesWaitLonger) {
  EXPECT_LT(ExitsWorthCompile(50), ExitsWorthCompile(500));
  EXPECT_GT(ExitsWorthCompile(0), 0);
}

TEST(Worth, PassesTakeTheLeastThatOneTook) {
  PassTimes times;
  MergePoint loop, other;
  EXPECT_TRUE(times.Passed(&loop, 100));
  EXPECT_EQ(times.Ticks(&loop), 0) << "no pass has been timed";
  times.TimeNext(&loop);
  const uint64_t long_pass = Work(5);
  EXPECT_FALSE(times.Passed(&loop, 100)) << "that pass alone";
  EXPECT_GE(times.Ticks(&loop), 100 * long_pass);
  times.TimeNext(&loop);
  EXPECT_FALSE(times.Passed(&loop, 100));
  EXPECT_LT(times.Ticks(&loop), 100 * long_pass);
  EXPECT_EQ(times.Ticks(&other), 0);
  times.Forget(&loop);
  EXPECT_EQ(times.Ticks(&loop), 0);
}

TEST(CompileBudget, ShareOfWhatWasWorked) {
  CompileBudget budget(/*delay_ms=*/0, /*share_percent=*/10);
  Work(200);
  EXPECT_TRUE(budget.Allows(0));
  EXPECT_FALSE(budget.Allows(1000));
  budget.Spend(1000);
  EXPECT_FALSE(budget.Allows(0));
  budget.Earn(2000);
  EXPECT_TRUE(budget.Allows(500)) << "machine code has saved that";
}

TEST(CompileBudget, NothingBeforeItsTime) {
  const CompileBudget late(/*delay_ms=*/1000000, 10);
  EXPECT_FALSE(late.Allows(0));
  const CompileBudget unlimited(/*delay_ms=*/1000000, 0);
  EXPECT_TRUE(unlimited.Allows(1e9));
}

}  // namespace
}  // namespace pyjit::jit
