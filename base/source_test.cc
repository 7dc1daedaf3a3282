#include "base/source.h"

#include "gtest/gtest.h"

namespace pyjit {
namespace {

TEST(LineMapTest, FindsLines) {
  const LineMap lines("ab\n\nc");
  EXPECT_EQ(lines.line_count(), 3);
  EXPECT_EQ(lines.Line(1), "ab\n");
  EXPECT_EQ(lines.Line(2), "\n");
  EXPECT_EQ(lines.Line(3), "c");
  EXPECT_EQ(lines.Line(0), "");
  EXPECT_EQ(lines.Line(4), "");
}

TEST(ByteToCharOffsetTest, CountsCharacters) {
  const absl::string_view line = "a\xC3\xA9z";
  EXPECT_EQ(ByteToCharOffset(line, 1), 1);
  EXPECT_EQ(ByteToCharOffset(line, 2), 2);  // half a character
  EXPECT_EQ(ByteToCharOffset(line, 3), 2);
  EXPECT_EQ(ByteToCharOffset(line, 4), 3);
  EXPECT_EQ(ByteToCharOffset(line, 9), 8);
}

TEST(CoverTest, ReachesFromFirstToLast) {
  EXPECT_EQ(Cover({1, 2, 1, 5}, {3, 0, 4, 6}), (SourceSpan{1, 2, 4, 6}));
}

}  // namespace
}  // namespace pyjit
