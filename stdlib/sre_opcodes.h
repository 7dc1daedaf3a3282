#ifndef STDLIB_SRE_OPCODES_H_
#define STDLIB_SRE_OPCODES_H_

#include <cstdint>

namespace pyjit {

// Numbers that re._constants gives to operators, positions and categories; what
// re._compiler emits is a list of them.
inline constexpr uint32_t kSreMagic = 20220615;
inline constexpr uint32_t kSreMaxRepeat = 4294967295u;
inline constexpr uint32_t kSreMaxGroups = 1073741823u;

enum class SreOp : uint32_t {
  kFailure,
  kSuccess,
  kAny,
  kAnyAll,
  kAssert,
  kAssertNot,
  kAt,
  kBranch,
  kCategory,
  kCharset,
  kBigCharset,
  kGroupRef,
  kGroupRefExists,
  kIn,
  kInfo,
  kJump,
  kLiteral,
  kMark,
  kMaxUntil,
  kMinUntil,
  kNotLiteral,
  kNegate,
  kRange,
  kRepeat,
  kRepeatOne,
  kSubpattern,
  kMinRepeatOne,
  kAtomicGroup,
  kPossessiveRepeat,
  kPossessiveRepeatOne,
  kGroupRefIgnore,
  kInIgnore,
  kLiteralIgnore,
  kNotLiteralIgnore,
  kGroupRefLocIgnore,
  kInLocIgnore,
  kLiteralLocIgnore,
  kNotLiteralLocIgnore,
  kGroupRefUniIgnore,
  kInUniIgnore,
  kLiteralUniIgnore,
  kNotLiteralUniIgnore,
  kRangeUniIgnore,
};

enum class SreAt : uint32_t {
  kBeginning,
  kBeginningLine,
  kBeginningString,
  kBoundary,
  kNonBoundary,
  kEnd,
  kEndLine,
  kEndString,
  kLocBoundary,
  kLocNonBoundary,
  kUniBoundary,
  kUniNonBoundary,
  kCount,
};

enum class SreCategory : uint32_t {
  kDigit,
  kNotDigit,
  kSpace,
  kNotSpace,
  kWord,
  kNotWord,
  kLinebreak,
  kNotLinebreak,
  kLocWord,
  kLocNotWord,
  kUniDigit,
  kUniNotDigit,
  kUniSpace,
  kUniNotSpace,
  kUniWord,
  kUniNotWord,
  kUniLinebreak,
  kUniNotLinebreak,
  kCount,
};

enum SreFlag : int64_t {
  kSreFlagTemplate = 1,
  kSreFlagIgnoreCase = 2,
  kSreFlagLocale = 4,
  kSreFlagMultiline = 8,
  kSreFlagDotAll = 16,
  kSreFlagUnicode = 32,
  kSreFlagVerbose = 64,
  kSreFlagDebug = 128,
  kSreFlagAscii = 256,
};

}  // namespace pyjit

#endif  // STDLIB_SRE_OPCODES_H_
