// _bisect: binary search in sorted sequences, and insertion into them.
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/operators.h"
#include "runtime/types/container_util.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

Value ItemAt(Thread* t, Value sequence, int64_t i) {
  if (HasExactKind(t, sequence, Kind::kList) && i < sequence.as<List>()->length) {
    return ListGet(t, sequence.as<List>(), i);
  }
  Value index = IntFromInt64(t, i);
  return index.is_null() ? index : GetItem(t, sequence, index);
}

// a < b: 1, 0, -1.
int Less(Thread* t, Value a, Value b) {
  if (a.is_small_int() && b.is_small_int()) return a.small_int() < b.small_int();
  Value r = Compare(t, CompareOp::kLt, a, b);
  return r.is_null() ? -1 : IsTrue(t, r);
}

// Where x goes into a[lo:hi]: behind (kRight) or before items equal to it. -1 with an
// exception pending. args: a, x, lo, hi, key, the last three maybe null.
template <bool kRight>
int64_t Search(Thread* t, Value* args, Value x) {
  int64_t lo = 0, hi = -1;
  if (!args[2].is_null() && !ArgAsSize(t, args[2], &lo)) return -1;
  if (lo < 0) {
    RaiseText(t, Exc::kValueError, "lo must be non-negative");
    return -1;
  }
  if (!args[3].is_null() && args[3] != NoneOf(t)) {
    if (!ArgAsSize(t, args[3], &hi)) return -1;
  }
  if (hi < 0) {
    hi = Length(t, args[0]);
    if (hi < 0) return -1;
  }
  const Value key = args[4].is_null() ? NoneOf(t) : args[4];
  while (lo < hi) {
    const auto middle = static_cast<int64_t>((static_cast<uint64_t>(lo) + hi) >> 1);
    Value item = ItemAt(t, args[0], middle);
    if (!item.is_null() && key != NoneOf(t)) item = CallValues(t, key, {item});
    if (item.is_null()) return -1;
    const int less = kRight ? Less(t, x, item) : Less(t, item, x);
    if (less < 0) return -1;
    if ((less != 0) == kRight) {
      hi = middle;
    } else {
      lo = middle + 1;
    }
  }
  return lo;
}

template <bool kRight>
Value Bisect(Thread* t, Value* args, size_t nargs, Value kwnames) {
  const int64_t i = Search<kRight>(t, args, args[1]);
  return i < 0 ? Value() : IntFromInt64(t, i);
}

template <bool kRight>
Value Insort(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value x = args[1];
  if (!args[4].is_null() && args[4] != NoneOf(t)) {
    x = CallValues(t, args[4], {x});
    if (x.is_null()) return x;
  }
  const int64_t i = Search<kRight>(t, args, x);
  if (i < 0) return Value();
  if (HasExactKind(t, args[0], Kind::kList)) {
    return ListInsert(t, args[0].as<List>(), i, args[1]) ? NoneOf(t) : Value();
  }
  Str* insert = Intern(t, "insert");
  Value index = insert == nullptr ? Value() : IntFromInt64(t, i);
  if (index.is_null()) return index;
  Value words[2] = {index, args[1]};
  return CallMethod(t, args[0], insert, words, 2).is_null() ? Value() : NoneOf(t);
}

constexpr char kSignature[] = "(a, x, lo=0, hi=None, *, key=None)";
constexpr NativeInfo kRows[] = {
    {"bisect_right", Bisect<true>, kSignature, kAnything,
     "Return the index where to insert item x in list a, assuming a is sorted."},
    {"bisect_left", Bisect<false>, kSignature, kAnything,
     "Return the index where to insert item x in list a, assuming a is sorted."},
    {"insort_right", Insort<true>, kSignature, kAnything,
     "Insert item x in list a, and keep it sorted assuming a is sorted."},
    {"insort_left", Insort<false>, kSignature, kAnything,
     "Insert item x in list a, and keep it sorted assuming a is sorted."},
};

}  // namespace

bool InitBisectModule(Thread* t, Module* module) {
  return SetModuleText(t, module, "__doc__", "Bisection algorithms.") &&
         AddModuleNatives(t, module, kRows);
}

}  // namespace pyjit
