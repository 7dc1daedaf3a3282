#include "base/arena.h"

#include <cstdint>
#include <string>

#include "gtest/gtest.h"

namespace pyjit {
namespace {

TEST(ArenaTest, KeepsWhatItGaveOut) {
  Arena arena;
  const absl::string_view small = arena.CopyString("abc");
  const absl::string_view large = arena.CopyString(std::string(100000, 'x'));
  const absl::Span<int> array = arena.NewArray<int>(1000);
  array[999] = 7;
  EXPECT_EQ(small, "abc");
  EXPECT_EQ(large, std::string(100000, 'x'));
  EXPECT_EQ(array[0], 0);
  EXPECT_EQ(array[999], 7);
}

TEST(ArenaTest, Aligns) {
  Arena arena;
  for (int i = 0; i < 1000; ++i) {
    arena.Allocate(1, 1);
    EXPECT_EQ(reinterpret_cast<uintptr_t>(arena.Allocate(24, 8)) % 8, 0u);
    EXPECT_EQ(reinterpret_cast<uintptr_t>(arena.Allocate(100, 16)) % 16, 0u);
  }
}

TEST(ArenaTest, ResetGivesMemoryBack) {
  Arena arena;
  arena.Allocate(1 << 20, 8);
  EXPECT_GE(arena.bytes_reserved(), size_t{1} << 20);
  arena.Reset();
  EXPECT_EQ(arena.bytes_reserved(), 0u);
  EXPECT_EQ(arena.CopyString("again"), "again");
}

}  // namespace
}  // namespace pyjit
