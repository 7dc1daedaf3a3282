// Comparisons as values, identity and membership.

#include "interp/fast_values.h"
#include "interp/frames.h"
#include "interp/ops.h"
#include "runtime/operator_methods.h"
#include "runtime/operators.h"
#include "runtime/types/dict.h"
#include "runtime/types/dict_lookup.h"
#include "runtime/types/list.h"
#include "runtime/types/quick_compare.h"
#include "runtime/types/set.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace pyjit {

PYJIT_SLOW(CompareSlow) {
  auto op = static_cast<CompareOp>(static_cast<int>(OpOf(w)) - static_cast<int>(Op::kLT));
  if (REG_B.is_object() && REG_B.object()->kind() == Kind::kInstance) {
    Function* method = FirstCompareMethod(t, op, REG_B, REG_C);
    w = *pc;
    if (method != nullptr) PUSH_SPECIAL(method, REG_B, REG_C, 2u, kFrameOperator);
  } else if (const int quick = QuickCompare(t, op, REG_B, REG_C); quick >= 0) {
    regs[AOf(*pc)] = BoolValue(t, quick != 0);
    NEXT(1);
  }
  SET_A_OR_RAISE(Compare(t, op, REG_B, REG_C), 1);
}
static_assert(static_cast<int>(Op::kNE) - static_cast<int>(Op::kLT) ==
              static_cast<int>(CompareOp::kNe));

// A float with a small int: exact while the int has no more than 53 bits.
#define PYJIT_COMPARE_MIXED(NAME, operation)                                    \
  PYJIT_SLOW(NAME##Mixed) {                                                     \
    Value x = REG_B, y = REG_C;                                                 \
    double a, b;                                                                \
    constexpr double kExact = 1LL << 53;                                        \
    if (FastDouble(t, x, &a) && FastDouble(t, y, &b) && a < kExact &&           \
        a > -kExact && b < kExact && b > -kExact) {                             \
      REG_A = BoolValue(t, a operation b);                                      \
      NEXT(1);                                                                  \
    }                                                                           \
    TAIL(CompareSlow);                                                          \
  }

#define PYJIT_COMPARE(NAME, operation)                                          \
  PYJIT_COMPARE_MIXED(NAME, operation)                                          \
  PYJIT_OP_BODY(NAME) {                                                         \
    Value x = REG_B, y = REG_C;                                                 \
    if (BothSmall(x, y)) [[likely]] {                                           \
      REG_A = BoolValue(t, static_cast<int64_t>(x.bits()) operation             \
                               static_cast<int64_t>(y.bits()));                 \
      NEXT(1);                                                                  \
    }                                                                           \
    if (BothFloats(t, x, y)) {                                                  \
      REG_A = BoolValue(t, RawDouble(x) operation RawDouble(y));                \
      NEXT(1);                                                                  \
    }                                                                           \
    TAIL(NAME##Mixed);                                                          \
  }
PYJIT_COMPARE(LT, <)
PYJIT_COMPARE(LE, <=)
PYJIT_COMPARE(GT, >)
PYJIT_COMPARE(GE, >=)

PYJIT_SLOW(EqualitySlow) {
  Value x = REG_B, y = REG_C;
  bool equal;
  if (IsExact(t, x, Kind::kStr) && IsExact(t, y, Kind::kStr)) {
    equal = StrEquals(x.as<Str>(), y.as<Str>());
  } else if (BothFloats(t, x, y)) {
    equal = RawDouble(x) == RawDouble(y);
  } else if (x == t->none || y == t->none) {
    if (x != y) TAIL(CompareSlow);
    equal = true;
  } else {
    TAIL(CompareSlow);
  }
  Word word = *pc;
  regs[AOf(word)] = BoolValue(t, equal == (OpOf(word) == Op::kEQ));
  NEXT(1);
}

PYJIT_OP_BODY(EQ) {
  Value x = REG_B, y = REG_C;
  if (BothSmall(x, y)) [[likely]] {
    REG_A = BoolValue(t, x == y);
    NEXT(1);
  }
  TAIL(EqualitySlow);
}
PYJIT_OP_BODY(NE) {
  Value x = REG_B, y = REG_C;
  if (BothSmall(x, y)) [[likely]] {
    REG_A = BoolValue(t, x != y);
    NEXT(1);
  }
  TAIL(EqualitySlow);
}

PYJIT_SLOW(IsSlow) {  // ints and floats are identical by value
  bool same = Is(REG_B, REG_C);
  Word word = *pc;
  regs[AOf(word)] = BoolValue(t, same == (XOf(word) == 0));
  NEXT(1);
}
PYJIT_OP_BODY(IS) {
  Value x = REG_B, y = REG_C;
  if (x == y || x == t->none || y == t->none) {
    REG_A = BoolValue(t, (x == y) == (XOf(w) == 0));
    NEXT(1);
  }
  TAIL(IsSlow);
}

namespace {

// One char of the first 256 in a str of such: 1 or 0; -1: something else.
PYJIT_INLINE int FindChar(Thread* t, Value container, Value item, int64_t longest) {
  if (!IsExact(t, item, Kind::kStr)) return -1;
  auto* text = container.as<Str>();
  auto* one = item.as<Str>();
  if (text->width() != 1 || one->width() != 1 || one->length != 1) return -1;
  const uint8_t c = *static_cast<const uint8_t*>(one->data());
  const auto* chars = static_cast<const uint8_t*>(text->data());
  const int64_t n = text->length;
  if (n > longest) return -1;
  for (int64_t i = 0; i < n; ++i) {
    if (chars[i] == c) return 1;
  }
  return 0;
}

// item == key as containers ask it, if that takes no call: 1 or 0; -1: it does.
PYJIT_INLINE int QuickItemEquals(const Thread* t, Value item, Value key) {
  if (item == key) return 1;
  if (BothSmall(item, key)) return 0;
  if (!IsExact(t, item, Kind::kStr) || !IsExact(t, key, Kind::kStr)) return -1;
  return QuickStrEquals(item.as<Str>(), key.as<Str>());
}

}  // namespace

PYJIT_SLOW(InSlow) {
  SAVE_PC();
  Value container = REG_C;
  int found;
  if (IsExact(t, container, Kind::kDict)) {
    found = DictContains(t, container.as<Dict>(), REG_B);
  } else if (IsExact(t, container, Kind::kSet)) {
    found = SetContains(t, container.as<Set>(), REG_B);
  } else if (IsExact(t, container, Kind::kStr) && IsExact(t, REG_B, Kind::kStr)) {
    found = StrContains(container.as<Str>(), REG_B.as<Str>());
  } else if (IsExact(t, container, Kind::kTuple)) {
    found = TupleContains(t, container.as<Tuple>(), REG_B);
  } else if (IsExact(t, container, Kind::kList)) {
    found = ListContains(t, container.as<List>(), REG_B);
  } else {
    found = Contains(t, container, REG_B);
  }
  if (found < 0) RAISE();
  Word word = *pc;
  regs[AOf(word)] = BoolValue(t, (found != 0) == (XOf(word) == 0));
  NEXT(1);
}

// A char in a short str, and what a tuple has in a way that takes no call.
PYJIT_SLOW(InOther) {
  constexpr int64_t kShort = 16;
  Value container = REG_C;
  if (container.is_small_int()) TAIL(InSlow);
  int found = 0;
  if (HasExactShape(t, container, Kind::kStr)) {
    found = FindChar(t, container, REG_B, kShort);
  } else if (HasExactShape(t, container, Kind::kTuple)) {
    Value key = REG_B;
    auto* tuple = container.as<Tuple>();
    const int64_t n = tuple->length;
    for (int64_t i = 0; i < n && found == 0; ++i) {
      found = QuickItemEquals(t, tuple->items[i], key);
    }
  } else {
    TAIL(InSlow);
  }
  if (found < 0) TAIL(InSlow);
  REG_A = BoolValue(t, (found != 0) == (XOf(w) == 0));
  NEXT(1);
}

// Dicts, by the key itself.
PYJIT_OP_BODY(IN) {
  Value container = REG_C;
  if (IsExact(t, container, Kind::kDict)) {
    const int64_t i = QuickFind(t, container.as<Dict>(), REG_B);
    if (i != kDictAskKeys) {
      REG_A = BoolValue(t, (i >= 0) == (XOf(w) == 0));
      NEXT(1);
    }
  }
  TAIL(InOther);
}

}  // namespace pyjit
