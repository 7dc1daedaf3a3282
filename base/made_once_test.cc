#include "base/made_once.h"

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "gtest/gtest.h"

namespace pyjit {
namespace {

TEST(MadeOnceTest, AllThreadsSeeOneValue) {
  MadeOnce<int> once;
  std::atomic<int> made{0};
  std::vector<const int*> seen(8, nullptr);
  std::vector<std::thread> threads;
  for (const int*& place : seen) {
    threads.emplace_back([&once, &made, &place] {
      place = &once.Get([&made] { return std::make_unique<const int>(++made); });
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const int* place : seen) EXPECT_EQ(place, seen[0]);
  const int kept = *seen[0];
  EXPECT_EQ(once.Get([] { return std::make_unique<const int>(-1); }), kept);
  delete seen[0];  // the process would keep it
}

}  // namespace
}  // namespace pyjit
