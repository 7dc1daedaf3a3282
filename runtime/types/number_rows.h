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

// cls.__new__(args[0], ...) of a builtin class: checks args[0] and calls `make`.
inline Value CheckedNew(Thread* t, Class* builtin, Value* args, size_t nargs,
                        Value kwnames, NativeFn make) {
  if (nargs == 0) {
    return Raise(t, Exc::kTypeError, "%s.__new__(): not enough arguments",
                 ClassName(builtin));
  }
  if (!IsKind(args[0], Kind::kClass)) {
    return Raise(t, Exc::kTypeError, "%s.__new__(X): X is not a type object (%s)",
                 ClassName(builtin), ClassNameOf(t, args[0]));
  }
  auto* cls = args[0].as<Class>();
  if (!IsSubclass(cls, builtin)) {
    return Raise(t, Exc::kTypeError, "%s.__new__(%s): %s is not a subtype of %s",
                 ClassName(builtin), ClassName(cls), ClassName(cls),
                 ClassName(builtin));
  }
  return make(t, args, nargs, kwnames);
}

// The same as a row: {"__new__", CheckedNewRow<&Isolate::list_class, ListNew>, nullptr, ...}.
template <Class* (Isolate::*kClass)() const, NativeFn kMake>
Value CheckedNewRow(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return CheckedNew(t, (t->isolate->*kClass)(), args, nargs, kwnames, kMake);
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
