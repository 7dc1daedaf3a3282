#include <cstdint>
#include <vector>

#include "gtest/gtest.h"
#include "profiler/profile.h"
#include "profiler/ring.h"
#include "profiler/writers/collapsed.h"

namespace pyjit {
namespace {

TEST(SampleRing, GivesSamplesInOrderAndCountsWhatFoundNoRoom) {
  SampleRing ring(8);
  const uint64_t a[] = {1, 2, 3}, b[] = {4, 5, 6}, c[] = {7};
  ring.Push(a, 3);
  ring.Push(b, 3);
  ring.Push(c, 1);
  EXPECT_EQ(ring.dropped(), 1u);
  std::vector<uint64_t> seen;
  auto take = [&](auto word, size_t n) {
    for (size_t i = 0; i < n; ++i) seen.push_back(word(i));
  };
  ring.Drain(take);
  EXPECT_EQ(seen, (std::vector<uint64_t>{1, 2, 3, 4, 5, 6}));
  seen.clear();
  for (int i = 0; i < 100; ++i) {  // around the end
    ring.Push(b, 3);
    ring.Drain(take);
  }
  EXPECT_EQ(seen.size(), 300u);
  EXPECT_EQ(ring.dropped(), 1u);
}

TEST(Collapsed, MarksCompiledCodeAndAddsEqualStacks) {
  Profile profile;
  profile.functions = {{"<module>", "a.py", 1}, {"f;g", "a.py", 3}, {"memcpy", "", 0}};
  using K = SampleFrameKind;
  profile.stacks = {
      {{{0, 9, K::kInterpreted}, {1, 4, K::kCompiled}}, VmState::kTrace, 2},
      {{{0, 8, K::kInterpreted}, {1, 5, K::kCompiled}}, VmState::kTrace, 3},
      {{{0, 8, K::kCompiled}, {1, 5, K::kInlined}}, VmState::kTrace, 1},
      {{{0, 8, K::kInterpreted}, {2, 0, K::kNative}}, VmState::kMinorGc, 4},
      {{}, VmState::kHost, 5},
  };
  EXPECT_EQ(WriteCollapsed(profile, {}),
            "(host) 5\n"
            "<module> (a.py:1);f:g (a.py:3)_[j] 5\n"
            "<module> (a.py:1);memcpy 4\n"
            "<module> (a.py:1)_[j];f:g (a.py:3)_[i] 1\n");
  CollapsedOptions options;
  options.lines = options.vm_states = true;
  profile.stacks.resize(1);
  EXPECT_EQ(WriteCollapsed(profile, options),
            "<module> (a.py:9);f:g (a.py:4)_[j];(trace) 2\n");
}

}  // namespace
}  // namespace pyjit
