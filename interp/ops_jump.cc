// Jumps and the comparisons fused with them: ints and floats are compared
// without making a bool.
#include "interp/fast_values.h"
#include "interp/frames.h"
#include "interp/operators.h"
#include "interp/ops.h"
#include "runtime/operator_methods.h"
#include "runtime/operators.h"
#include "runtime/types/dict.h"
#include "runtime/types/quick_compare.h"
#include "runtime/types/str.h"

namespace pyjit {

PYJIT_OP_BODY(JUMP) { DISPATCH(pc + Jump32Of(w)); }

// The condition's truth decides: over by C (or the wide offset), or on.
#define JUMP_BY(truth, offset)    \
  do {                            \
    if (truth) {                  \
      KEEP_APART();               \
      DISPATCH(pc + (offset));    \
    }                             \
    KEEP_APART();                 \
    NEXT(1);                      \
  } while (0)

PYJIT_SLOW(JumpIfSlow) {
  Value v = REG_A;
  int truth;
  SAVE_PC();
  if (HasExactShape(t, v, Kind::kList)) {
    truth = v.as<List>()->length != 0;
  } else if (HasExactShape(t, v, Kind::kStr)) {
    truth = v.as<Str>()->length != 0;
  } else if (HasExactShape(t, v, Kind::kTuple)) {
    truth = v.as<Tuple>()->length != 0;
  } else if (HasExactShape(t, v, Kind::kDict)) {
    truth = DictLength(v.as<Dict>()) != 0;
  } else if (HasExactShape(t, v, Kind::kSet)) {
    truth = v.as<Set>()->length != 0;
  } else {
    truth = IsTrue(t, v);
    if (truth < 0) RAISE();
  }
  Word word = *pc;
  JUMP_BY(truth == XOf(word), Jump32Of(word));
}

PYJIT_OP_BODY(JUMP_IF) {
  Value v = REG_A;
  if (v == t->true_value) JUMP_BY(XOf(w) != 0, Jump32Of(w));
  if (v == t->false_value || v == t->none) JUMP_BY(XOf(w) == 0, Jump32Of(w));
  if (v.is_small_int()) JUMP_BY((v != Value::SmallInt(0)) == (XOf(w) != 0), Jump32Of(w));
  TAIL(JumpIfSlow);
}

PYJIT_OP_BODY(JUMP_NONE) { JUMP_BY((REG_A == t->none) == (XOf(w) != 0), Jump32Of(w)); }

PYJIT_SLOW(JumpIsSlow) {
  bool same = Is(REG_A, REG_B);
  Word word = *pc;
  JUMP_BY(same == (XOf(word) != 0), SignedCOf(word));
}
PYJIT_OP_BODY(JUMP_IS) {
  Value x = REG_A, y = REG_B;
  if (x == y || x == t->none || y == t->none) {
    JUMP_BY((x == y) == (XOf(w) != 0), SignedCOf(w));
  }
  TAIL(JumpIsSlow);
}

// Any comparison: the truth of its result, which may be any object.
PYJIT_SLOW(CompareAndJump) {
  Op op = OpOf(w);
  bool immediate = op >= Op::kJUMP_LT_I && op <= Op::kJUMP_NE_I;
  Value x = REG_A;
  Value y = immediate ? Value::SmallInt(SignedBOf(w)) : REG_B;
  CompareOp compare = CompareOfJump(op);
  if (x.is_object() && x.object()->kind() == Kind::kInstance) {
    Function* method = FirstCompareMethod(t, compare, x, y);
    if (method != nullptr) PUSH_SPECIAL(method, x, y, 2u, kFrameOperator);
  } else if (const int quick = QuickCompare(t, compare, x, y); quick >= 0) {
    Word word = *pc;
    JUMP_BY(quick == XOf(word), SignedCOf(word));
  }
  SAVE_PC();
  Value result = Compare(t, compare, x, y);
  if (result.is_null()) RAISE();
  int truth = result == t->true_value    ? 1
              : result == t->false_value ? 0
                                         : IsTrue(t, result);
  if (truth < 0) RAISE();
  Word word = *pc;
  JUMP_BY(truth == XOf(word), SignedCOf(word));
}

#define PYJIT_COMPARE_JUMP(NAME, operation)                                      \
  PYJIT_SLOW(NAME##Mixed) {                                                      \
    Value x = REG_A, y = REG_B;                                                  \
    double a, b;                                                                 \
    constexpr double kExact = 1LL << 53;                                         \
    if (FastDouble(t, x, &a) && FastDouble(t, y, &b) && a < kExact &&            \
        a > -kExact && b < kExact && b > -kExact) {                              \
      JUMP_BY((a operation b) == (XOf(w) != 0), SignedCOf(w));                   \
    }                                                                            \
    if (const int order = QuickStrOrder(t, x, y); order != 0) {                  \
      JUMP_BY((order operation 0) == (XOf(w) != 0), SignedCOf(w));               \
    }                                                                            \
    TAIL(CompareAndJump);                                                        \
  }                                                                              \
  PYJIT_OP_BODY(NAME) {                                                          \
    Value x = REG_A, y = REG_B;                                                  \
    if (BothSmall(x, y)) [[likely]] {                                            \
      bool truth = static_cast<int64_t>(x.bits()) operation                      \
                   static_cast<int64_t>(y.bits());                               \
      JUMP_BY(truth == (XOf(w) != 0), SignedCOf(w));                             \
    }                                                                            \
    if (BothFloats(t, x, y)) {                                                   \
      JUMP_BY((RawDouble(x) operation RawDouble(y)) == (XOf(w) != 0),            \
              SignedCOf(w));                                                     \
    }                                                                            \
    TAIL(NAME##Mixed);                                                           \
  }                                                                              \
  PYJIT_SLOW(NAME##FloatImmediate) {                                             \
    Value x = REG_A;                                                             \
    if (IsExact(t, x, Kind::kFloat)) {                                           \
      double b = SignedBOf(w);                                                   \
      JUMP_BY((RawDouble(x) operation b) == (XOf(w) != 0), SignedCOf(w));        \
    }                                                                            \
    TAIL(CompareAndJump);                                                        \
  }                                                                              \
  PYJIT_OP_BODY(NAME##_I) {                                                      \
    Value x = REG_A;                                                             \
    if (x.is_small_int()) [[likely]] {                                           \
      bool truth = static_cast<int64_t>(x.bits()) operation                      \
                   (int64_t{SignedBOf(w)} * 2 + 1);                              \
      JUMP_BY(truth == (XOf(w) != 0), SignedCOf(w));                             \
    }                                                                            \
    TAIL(NAME##FloatImmediate);                                                  \
  }
PYJIT_COMPARE_JUMP(JUMP_LT, <)
PYJIT_COMPARE_JUMP(JUMP_LE, <=)
PYJIT_COMPARE_JUMP(JUMP_GT, >)
PYJIT_COMPARE_JUMP(JUMP_GE, >=)

PYJIT_SLOW(StrEqualityJump) {  // the chars decide
  bool equal = StrCharsEqual(REG_A.as<Str>(), REG_B.as<Str>());
  Word word = *pc;
  JUMP_BY(equal == ((XOf(word) != 0) == (OpOf(word) == Op::kJUMP_EQ)), SignedCOf(word));
}

PYJIT_SLOW(EqualityJumpSlow) {
  Value x = REG_A, y = REG_B;
  bool equal;
  if (x.is_small_int() || y.is_small_int()) TAIL(CompareAndJump);
  if (HasExactShape(t, x, Kind::kStr) && HasExactShape(t, y, Kind::kStr)) {
    const int quick = QuickStrEquals(x.as<Str>(), y.as<Str>());
    if (quick < 0) TAIL(StrEqualityJump);
    equal = quick != 0;
  } else if (BothFloats(t, x, y)) {
    equal = RawDouble(x) == RawDouble(y);
  } else {
    TAIL(CompareAndJump);
  }
  Word word = *pc;
  JUMP_BY(equal == ((XOf(word) != 0) == (OpOf(word) == Op::kJUMP_EQ)), SignedCOf(word));
}

PYJIT_OP_BODY(JUMP_EQ) {
  Value x = REG_A, y = REG_B;
  if (BothSmall(x, y)) [[likely]] JUMP_BY((x == y) == (XOf(w) != 0), SignedCOf(w));
  TAIL(EqualityJumpSlow);
}
PYJIT_OP_BODY(JUMP_NE) {
  Value x = REG_A, y = REG_B;
  if (BothSmall(x, y)) [[likely]] JUMP_BY((x != y) == (XOf(w) != 0), SignedCOf(w));
  TAIL(EqualityJumpSlow);
}
PYJIT_OP_BODY(JUMP_EQ_I) {
  Value x = REG_A;
  if (x.is_small_int()) [[likely]] {
    JUMP_BY((static_cast<int64_t>(x.bits()) == int64_t{SignedBOf(w)} * 2 + 1) == (XOf(w) != 0),
            SignedCOf(w));
  }
  TAIL(CompareAndJump);
}
PYJIT_OP_BODY(JUMP_NE_I) {
  Value x = REG_A;
  if (x.is_small_int()) [[likely]] {
    JUMP_BY((static_cast<int64_t>(x.bits()) != int64_t{SignedBOf(w)} * 2 + 1) == (XOf(w) != 0),
            SignedCOf(w));
  }
  TAIL(CompareAndJump);
}

}  // namespace pyjit
