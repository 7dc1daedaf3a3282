#include "runtime/length_hint.h"

#include "runtime/operators_internal.h"
#include "runtime/types/int.h"

namespace pyjit {

int64_t LengthHint(Thread* t, Value v, int64_t fallback) {
  Class* cls = ClassOf(t, v);
  if (!SlotOf(cls, Slot::kLen).is_null()) {
    const int64_t n = Length(t, v);
    if (n >= 0) return n;
    if (!PendingIs(t, Exc::kTypeError)) return -1;
    TakeException(t);
  }
  Value method = LookupInClass(cls, t->isolate->names.dunder_length_hint);
  if (method.is_null()) return fallback;
  Value hint = CallSpecial(t, method, v, {});
  if (hint.is_null()) {
    if (!PendingIs(t, Exc::kTypeError)) return -1;
    TakeException(t);
    return fallback;
  }
  if (IsNotImplemented(t, hint)) return fallback;
  if (!IsInt(hint)) {
    Raise(t, Exc::kTypeError, "__length_hint__ must be an integer, not %s", TypeName(t, hint));
    return -1;
  }
  int64_t n;
  if (!IntAsInt64(hint, &n)) {
    RaiseText(t, Exc::kOverflowError, "Python int too large to convert to C ssize_t");
    return -1;
  }
  if (n >= 0) return n;
  RaiseText(t, Exc::kValueError, "__length_hint__() should return >= 0");
  return -1;
}

}  // namespace pyjit
