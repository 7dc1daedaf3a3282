#include "runtime/types/str.h"

#include <string>
#include <vector>

#include "runtime/class.h"
#include "runtime/types/container_test_util.h"
#include "runtime/types/format_spec.h"
#include "runtime/types/str_builder.h"

// What the tables of value_tables_test.cc cannot see: representation, sharing,
// limits of memory, subclasses.

namespace pyjit {
namespace {

class StrTest : public ContainerTest {
 protected:
  Str* S(absl::string_view text) { return NewStrUtf8(t, text); }
  // The invariants of a string, and that reading it gives back its text.
  void Check(Str* s, const std::string& text) {
    ASSERT_NE(s, nullptr);
    EXPECT_EQ(StrToUtf8(s), text);
    Str* fresh = S(text);
    EXPECT_EQ(s->width(), fresh->width());
    EXPECT_EQ(s->is_ascii(), fresh->is_ascii());
    EXPECT_TRUE(StrEquals(s, fresh));
    EXPECT_EQ(StrHash(s), StrHash(fresh));
    EXPECT_EQ(StrCompare(s, fresh), 0);
  }
};
INSTANTIATE_TEST_SUITE_P(Modes, StrTest, ::testing::Values(0, 1));

TEST_P(StrTest, EveryOperationKeepsTheNarrowestWidth) {
  Check(S(""), "");
  Check(S("abc"), "abc");
  Check(S("\xC3\xA9"), "\xC3\xA9");
  Str* wide = S("a\xF0\x9F\x98\x80\xE4\xB8\xAD\xC3\xA9z");
  EXPECT_EQ(wide->width(), 4);
  Check(StrSlice(t, wide, 2, 5), "\xE4\xB8\xAD\xC3\xA9z");
  Check(StrSlice(t, wide, 3, 5), "\xC3\xA9z");
  Check(StrSlice(t, wide, 4, 5), "z");
  Check(StrReplace(t, wide, S("\xF0\x9F\x98\x80"), S("-"), -1), "a-\xE4\xB8\xAD\xC3\xA9z");
  Check(StrSliceStep(t, wide, 4, -4, 2), "za");
  Check(StrConcat(t, S("a"), S("\xE4\xB8\xAD")), "a\xE4\xB8\xAD");
  StrBuilder builder;
  builder.AppendAscii("x");
  builder.AppendChar(0x1F600);
  builder.AppendFill('-', 3);
  builder.AppendUtf8("\xC3\xA9");
  Check(builder.Finish(t), "x\xF0\x9F\x98\x80---\xC3\xA9");
}

TEST_P(StrTest, LoneSurrogatesSurviveUtf8AndBadBytesDoNot) {
  EXPECT_EQ(StrToUtf8(S("\xED\xA0\x80")), "\xED\xA0\x80");
  EXPECT_EQ(StrToUtf8(S("a\xFFz")), "a\xEF\xBF\xBDz");
}

TEST_P(StrTest, AppendingInALoopMovesFewChars) {
  Str* s = S("");
  std::string expected;
  int moves = 0;
  const void* data = nullptr;
  for (int i = 0; i < Steps(20000); ++i) {
    s = StrConcat(t, s, S("0123456"));
    ASSERT_NE(s, nullptr);
    expected += "0123456";
    if (s->data() != data) ++moves;
    data = s->data();
  }
  Check(s, expected);
  // Below kShareBytes each result is a copy; beyond, the buffer grows by halves.
  EXPECT_LT(moves, 70);
}

TEST_P(StrTest, StringsThatShareABufferDoNotDisturbEachOther) {
  std::string text(300, 'x');
  Str* base = StrConcat(t, S(text), S("y"));
  Str* first = StrConcat(t, base, S("1"));
  Str* second = StrConcat(t, base, S("2"));  // base no longer ends the buffer
  Str* third = StrConcat(t, first, S("\xE4\xB8\xAD"));  // and needs another width
  Check(base, text + "y");
  Check(first, text + "y1");
  Check(second, text + "y2");
  Check(third, text + "y1\xE4\xB8\xAD");
  Str* twice = StrConcat(t, base, base);
  Check(twice, text + "y" + text + "y");
}

TEST_P(StrTest, AbsurdSizesAreMemoryErrors) {
  EXPECT_EQ(StrRepeat(t, S("ab"), int64_t{1} << 40), nullptr);
  EXPECT_EQ(Pending(), "MemoryError: ");
  EXPECT_EQ(StrRepeat(t, S("ab"), INT64_MAX), nullptr);
  EXPECT_EQ(Pending(), "OverflowError: repeated string is too long");
  EXPECT_TRUE(FormatValue(t, Int(1), S("999999999999d")).is_null());
  EXPECT_EQ(Pending(), "MemoryError: ");
  EXPECT_TRUE(StrPercent(t, S("%999999999999d"), Int(1)).is_null());
  EXPECT_EQ(Pending(), "MemoryError: ");
}

TEST_P(StrTest, InternedAndFreshStringsAreEqual) {
  Str* interned = Intern(t, "a name of no builtin");
  EXPECT_TRUE(StrEquals(interned, S("a name of no builtin")));
  EXPECT_FALSE(StrEquals(interned, Intern(t, "a name of no builtim")));
}

}  // namespace
}  // namespace pyjit
