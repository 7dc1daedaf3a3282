#include "stdlib/sre_translate.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace pyjit {
namespace {

// Words of re._constants, as re._compiler emits them.
enum : uint32_t {
  kSuccess = 1,
  kAny = 2,
  kAssert = 4,
  kAtOp = 6,
  kBranch = 7,
  kCategory = 8,
  kGroupRef = 11,
  kIn = 13,
  kInfo = 14,
  kJump = 15,
  kLiteral = 16,
  kMark = 17,
  kMaxUntil = 18,
  kRange = 22,
  kRepeat = 23,
  kRepeatOne = 24,
  kLiteralUni = 40,
};

SreTree Parse(std::vector<uint32_t> code, uint32_t groups) {
  SreTree tree;
  tree.code = std::move(code);
  tree.groups = groups;
  EXPECT_EQ(SreParseCode(&tree, nullptr), SreParse::kOk);
  return tree;
}

std::string Translate(const SreTree& tree, int width) {
  SrePcreText text = SreTranslate(tree, width, SreMakeCaseTable());
  return text.ok ? text.text : "none";
}

TEST(SreTranslateTest, RunsAndGroups) {
  // (a+)\1
  SreTree tree = Parse({kMark, 0, kRepeatOne, 6, 1, kSreMaxRepeat, kLiteral,
                        'a', kSuccess, kMark, 1, kGroupRef, 0, kSuccess},
                       1);
  EXPECT_EQ(Translate(tree, 1), "((?:a)+)\\g{1}");
  EXPECT_EQ(SreClosingOrder(tree), std::vector<uint32_t>{1});
}

TEST(SreTranslateTest, ClassesAreSpeltOut) {
  // [0-9b] and a category of words
  SreTree tree =
      Parse({kIn, 7, kRange, '0', '9', kLiteral, 'b', 0, kIn, 4, kCategory,
             static_cast<uint32_t>(SreCategory::kUniWord), 0, kSuccess},
            0);
  EXPECT_EQ(Translate(tree, 1), "[0-9b]\\w");
  EXPECT_EQ(Translate(tree, 2), "[0-9b][\\w]");
}

TEST(SreTranslateTest, CaseDependsOnTheWidth) {
  // (?i)k: in wide texts the Kelvin sign is one, too.
  SreTree tree = Parse({kLiteralUni, 'k', kSuccess}, 0);
  EXPECT_EQ(Translate(tree, 1), "(?i:K)");
  EXPECT_EQ(Translate(tree, 2), "[Kk\\x{212a}]");
}

TEST(SreTranslateTest, LeavesEmptyRoundsToTheMatcher) {
  // (?:a*)*
  SreTree tree =
      Parse({kRepeat, 10, 0, kSreMaxRepeat, kRepeatOne, 6, 0, kSreMaxRepeat,
             kLiteral, 'a', kSuccess, kMaxUntil, kSuccess},
            0);
  EXPECT_EQ(Translate(tree, 1), "none");
}

TEST(SreTranslateTest, NoClosingOrderInLoops) {
  // (?:(a)|(b))*
  SreTree tree =
      Parse({kRepeat, 23,       0,   kSreMaxRepeat, kBranch, 9,     kMark,
             0,       kLiteral, 'a', kMark,         1,       kJump, 11,
             9,       kMark,    2,   kLiteral,      'b',     kMark, 3,
             kJump,   2,        0,   kMaxUntil,     kSuccess},
            2);
  EXPECT_TRUE(SreClosingOrder(tree).empty());
}

TEST(SreParseTest, RefusesDamagedCode) {
  for (std::vector<uint32_t> code :
       {std::vector<uint32_t>{},
        {kLiteral, 'a'},
        {99, kSuccess},
        {kIn, 50, kSuccess},
        {kMark, 9, kSuccess},
        {kBranch, 5, kLiteral, 'a', kSuccess},
        {kInfo, 1, kSuccess},
        {kRepeatOne, 6, 2, 1, kLiteral, 'a', kSuccess, kSuccess}}) {
    SreTree tree;
    tree.code = code;
    EXPECT_EQ(SreParseCode(&tree, nullptr), SreParse::kInvalid);
  }
}

}  // namespace
}  // namespace pyjit
