#include "runtime/types/int.h"

#include <cmath>
#include <limits>
#include <string>

#include "runtime/types/bigint.h"
#include "runtime/types/container_test_util.h"
#include "runtime/types/float.h"

// What the tables of value_tables_test.cc cannot see: representation, limits.

namespace pyjit {
namespace {

class IntTest : public ContainerTest {
 protected:
  Value Parse(absl::string_view digits) { return ParseIntLiteral(t, digits, 0); }
};
INSTANTIATE_TEST_SUITE_P(Modes, IntTest, ::testing::Values(0, 1));

TEST_P(IntTest, ResultsAreSmallWheneverTheyFit) {
  Value max = Int(Value::kMaxSmallInt), min = Int(Value::kMinSmallInt);
  Value above = IntAdd(t, max, Int(1)), below = IntSub(t, min, Int(1));
  EXPECT_TRUE(IsKind(above, Kind::kBigInt));
  EXPECT_TRUE(IsKind(below, Kind::kBigInt));
  EXPECT_EQ(IntSub(t, above, Int(1)), max);
  EXPECT_EQ(IntAdd(t, below, Int(1)), min);
  EXPECT_EQ(IntNegate(t, above), min);
  EXPECT_EQ(IntNegate(t, IntNegate(t, min)), min);
  EXPECT_TRUE(IntEquals(IntNegate(t, min), above));
  EXPECT_EQ(IntFloorDiv(t, IntMul(t, min, min), min), min);
  EXPECT_EQ(IntFloorDiv(t, min, Int(-1)).as<BigInt>()->limbs[0], uint64_t{1} << 62);
  EXPECT_EQ(IntMul(t, above, Int(0)), Int(0));
  EXPECT_EQ(IntFromDouble(t, -4611686018427387904.0), min);
}

TEST_P(IntTest, ConversionsToMachineNumbers) {
  int64_t n;
  EXPECT_TRUE(IntAsInt64(Parse("0x7fffffffffffffff"), &n));
  EXPECT_EQ(n, INT64_MAX);
  EXPECT_FALSE(IntAsInt64(Parse("0x8000000000000000"), &n));
  EXPECT_TRUE(IntAsInt64(IntNegate(t, Parse("0x8000000000000000")), &n));
  EXPECT_EQ(n, INT64_MIN);
  double d;
  EXPECT_TRUE(NumberAsDouble(t->isolate->true_value(), &d));
  EXPECT_EQ(d, 1.0);
  Value huge = IntPow(t, Int(2), Int(1024), Value());
  EXPECT_FALSE(NumberAsDouble(huge, &d));
  // Halfway to 2**1024 from the largest double: rounds up, out of range.
  EXPECT_FALSE(NumberAsDouble(IntSub(t, huge, IntPow(t, Int(2), Int(970), Value())), &d));
  EXPECT_TRUE(NumberAsDouble(IntPow(t, Int(2), Int(1023), Value()), &d));
  EXPECT_EQ(d, std::ldexp(1.0, 1023));
}

TEST_P(IntTest, SizesBeyondTheCapAreMemoryErrorsBeforeTheyAreComputed) {
  EXPECT_TRUE(IntPow(t, Int(10), Int(int64_t{1} << 50), Value()).is_null());
  EXPECT_EQ(Pending(), "MemoryError: ");
  EXPECT_TRUE(IntLShift(t, Int(1), Int(int64_t{1} << 50)).is_null());
  EXPECT_EQ(Pending(), "MemoryError: ");
  EXPECT_EQ(IntPow(t, Int(-1), Int(int64_t{1} << 50), Value()), Int(1));
}

TEST_P(IntTest, TheLimitOfDigitsHoldsBothWays) {
  Value ok = IntPow(t, Int(10), Int(4299), Value());
  EXPECT_EQ(IntToStr(t, ok)->length, 4300);
  Value over = IntMul(t, ok, Int(10));
  EXPECT_EQ(IntToStr(t, over), nullptr);
  EXPECT_EQ(Pending(),
            "ValueError: Exceeds the limit (4300 digits) for integer string conversion; "
            "use sys.set_int_max_str_digits() to increase the limit");
  EXPECT_TRUE(ParseInt(t, NewStrUtf8(t, std::string(4301, '7')), 10).is_null());
  EXPECT_EQ(Pending(),
            "ValueError: Exceeds the limit (4300 digits) for integer string conversion: "
            "value has 4301 digits; use sys.set_int_max_str_digits() to increase the "
            "limit");
  EXPECT_TRUE(ParseInt(t, NewStrUtf8(t, std::string(5000, 'f')), 16));
  t->isolate->int_max_str_digits = 0;
  EXPECT_EQ(IntToStr(t, over)->length, 4301);
}

TEST_P(IntTest, HashesOfEqualNumbersAreEqual) {
  for (double d : {0.0, -1.0, 1.5e300, 1e22, -4611686018427387904.0, 1e19}) {
    EXPECT_EQ(FloatHash(d), IntHash(IntFromDouble(t, d))) << d;
  }
}

}  // namespace
}  // namespace pyjit
