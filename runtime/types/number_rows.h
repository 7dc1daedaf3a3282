#ifndef RUNTIME_TYPES_NUMBER_ROWS_H_
#define RUNTIME_TYPES_NUMBER_ROWS_H_

#include <string>

#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/isolate.h"
#include "runtime/native.h"
#include "runtime/operators.h"
#include "runtime/types/int.h"

// What the method tables of int, float, str and bytes share.

namespace pyjit {

// Effects, in the words that the tables use. All of these read only immutable
// contents, so equal arguments give equal results.
inline constexpr uint32_t kAllocates = kRaises | kCollects;

// True for None and for an argument that was not given.
inline bool IsAbsent(Thread* t, Value v) {
  return v.is_null() || v == t->isolate->none();
}

// The class of an argument, as messages about arguments name it.
inline std::string ArgumentClassName(Thread* t, Value v) {
  return v == t->isolate->none() ? "None" : ClassNameOf(t, v);
}

// An argument that CPython takes as a C ssize_t. OverflowError if it does not fit.
inline bool SizeArgument(Thread* t, Value v, int64_t* out) {
  Value n = NumberIndex(t, v);
  if (!n) return false;
  if (IntAsInt64(n, out)) return true;
  RaiseText(t, Exc::kOverflowError, "Python int too large to convert to C ssize_t");
  return false;
}
// The same for a C int.
inline bool IntArgument(Thread* t, Value v, int64_t* out) {
  Value n = NumberIndex(t, v);
  if (!n) return false;
  if (IntAsInt64(n, out) && *out == static_cast<int32_t>(*out)) return true;
  RaiseText(t, Exc::kOverflowError, "Python int too large to convert to C int");
  return false;
}

// The argument of __format__; TypeError if it is no str.
inline bool CheckFormatSpecArgument(Thread* t, Value v) {
  if (IsKind(v, Kind::kStr)) return true;
  Raise(t, Exc::kTypeError, "__format__() argument must be str, not %s",
        ArgumentClassName(t, v));
  return false;
}

// The boolean that a comparison row returns for an order of -1, 0 or 1.
template <CompareOp op>
bool OrderHolds(int order) {
  switch (op) {
    case CompareOp::kLt: return order < 0;
    case CompareOp::kLe: return order <= 0;
    case CompareOp::kGt: return order > 0;
    case CompareOp::kGe: return order >= 0;
    case CompareOp::kEq: return order == 0;
    case CompareOp::kNe: return order != 0;
  }
}

}  // namespace pyjit

#endif  // RUNTIME_TYPES_NUMBER_ROWS_H_
