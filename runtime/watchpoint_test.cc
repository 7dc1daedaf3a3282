#include "runtime/watchpoint.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace pyjit {
namespace {

class Recorder : public Dependent {
 public:
  void Retire(const char* reason) override {
    reasons.push_back(reason);
    if (forget != nullptr) watchpoint->Unwatch(forget);
  }
  std::vector<std::string> reasons;
  Watchpoint* watchpoint = nullptr;
  Dependent* forget = nullptr;
};

TEST(WatchpointTest, FiresOnceForEachDependent) {
  Watchpoint watchpoint;
  Recorder a, b;
  EXPECT_FALSE(watchpoint.watched());
  watchpoint.Fire("nobody listens");
  EXPECT_EQ(watchpoint.fire_count(), 0u);
  watchpoint.Watch(&a);
  watchpoint.Watch(&a);
  watchpoint.Watch(&b);
  EXPECT_TRUE(watchpoint.watched());
  watchpoint.Fire("changed");
  EXPECT_EQ(a.reasons, std::vector<std::string>{"changed"});
  EXPECT_EQ(b.reasons, std::vector<std::string>{"changed"});
  EXPECT_FALSE(watchpoint.watched());
  EXPECT_EQ(watchpoint.fire_count(), 1u);
  watchpoint.Fire("again");
  EXPECT_EQ(a.reasons.size(), 1u);
}

TEST(WatchpointTest, UnwatchedHearsNothing) {
  Watchpoint watchpoint;
  Recorder a;
  watchpoint.Watch(&a);
  watchpoint.Unwatch(&a);
  watchpoint.Fire("changed");
  EXPECT_TRUE(a.reasons.empty());
}

TEST(WatchpointTest, RetireMayUnwatchOthers) {
  Watchpoint watchpoint;
  Recorder a, b;
  a.watchpoint = b.watchpoint = &watchpoint;
  a.forget = &b;
  b.forget = &a;
  watchpoint.Watch(&a);
  watchpoint.Watch(&b);
  watchpoint.Fire("changed");
  EXPECT_EQ(a.reasons.size() + b.reasons.size(), 1u);
  EXPECT_FALSE(watchpoint.watched());
}

}  // namespace
}  // namespace pyjit
