#include "runtime/types/container_util.h"

#include "runtime/namespace.h"
#include "runtime/types/int.h"

namespace pyjit {

bool CheckArgCount(Thread* t, const char* name, size_t nargs, size_t min,
                   size_t max) {
  if (nargs >= min && nargs <= max) return true;
  const size_t bound = nargs < min ? min : max;
  Raise(t, Exc::kTypeError, "%s expected %s%d argument%s, got %d", name,
        min == max    ? ""
        : nargs < min ? "at least "
                      : "at most ",
        bound, bound == 1 ? "" : "s", nargs);
  return false;
}

bool CheckNoKeywords(Thread* t, const char* name, Value kwnames) {
  if (kwnames.is_null() || kwnames.as<Tuple>()->length == 0) return true;
  Raise(t, Exc::kTypeError, "%s() takes no keyword arguments", name);
  return false;
}

bool CheckNewKeywords(Thread* t, const Class* cls, const char* name, Value kwnames) {
  return ClassSlot(cls, Slot::kInit) != ClassSlot(t->isolate->object_class(), Slot::kInit) ||
         CheckNoKeywords(t, name, kwnames);
}

bool ArgAsSize(Thread* t, Value v, int64_t* out) {
  if (v.is_small_int()) {
    *out = v.small_int();
    return true;
  }
  Value index = NumberIndex(t, v);
  if (!index) return false;
  if (IntAsInt64(index, out)) return true;
  RaiseText(t, Exc::kOverflowError,
            "Python int too large to convert to C ssize_t");
  return false;
}

bool MakeUnhashable(Thread* t, Class* cls) {
  return NamespaceSet(t, cls->dict, t->isolate->names.special_Hash,
                      t->isolate->none());
}

}  // namespace pyjit
