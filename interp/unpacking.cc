#include "interp/unpacking.h"

#include "absl/strings/str_cat.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/objects.h"
#include "runtime/operators.h"
#include "runtime/types/list.h"

namespace pyjit {
namespace {

// iter(v) with the message that unpacking gives.
Value IterForUnpacking(Thread* t, Value v) {
  Value iterator = GetIter(t, v);
  if (!iterator.is_null() || !PendingIs(t, Exc::kTypeError)) return iterator;
  // What has no __iter__ and no __getitem__; an error inside __iter__ stays as it is.
  if (v.is_object() && (!LookupSpecial(t, v, Slot::kIter).is_null() ||
                        !LookupSpecial(t, v, Slot::kGetItem).is_null())) {
    return iterator;
  }
  TakeException(t);
  return Raise(t, Exc::kTypeError, "cannot unpack non-iterable %s object", ClassNameOf(t, v));
}

bool TooFew(Thread* t, int64_t expected, const char* at_least, int64_t got) {
  RaiseText(t, Exc::kValueError,
            absl::StrCat("not enough values to unpack (expected ", at_least, expected, ", got ",
                         got, ")"));
  return false;
}

bool TooMany(Thread* t, int64_t expected) {
  RaiseText(t, Exc::kValueError,
            absl::StrCat("too many values to unpack (expected ", expected, ")"));
  return false;
}

bool IsExactKind(Thread* t, Value v, Kind kind) {
  return v.is_object() && v.object()->shape() == t->isolate->shape_of(kind);
}

}  // namespace

bool UnpackItems(Thread* t, Value v, Value* out, int64_t count) {
  if (IsExactKind(t, v, Kind::kTuple)) {
    auto* tuple = v.as<Tuple>();
    if (tuple->length < count) return TooFew(t, count, "", tuple->length);
    if (tuple->length > count) return TooMany(t, count);
    for (int64_t i = 0; i < count; ++i) out[i] = tuple->items[i];
    return true;
  }
  if (IsExactKind(t, v, Kind::kList)) {
    auto* list = v.as<List>();
    if (list->length < count) return TooFew(t, count, "", list->length);
    if (list->length > count) return TooMany(t, count);
    // `out` may include the register that holds the list.
    for (int64_t i = 0; i < count; ++i) {
      Value item = ListGet(t, list, i);
      if (item.is_null()) return false;
      out[i] = item;
    }
    return true;
  }
  Value iterator = IterForUnpacking(t, v);
  if (iterator.is_null()) return false;
  for (int64_t i = 0; i < count; ++i) {
    Value item = IterNext(t, iterator);
    if (item.is_null()) {
      return t->exception.is_null() ? TooFew(t, count, "", i) : false;
    }
    out[i] = item;
  }
  Value more = IterNext(t, iterator);
  if (!more.is_null()) return TooMany(t, count);
  return t->exception.is_null();
}

bool UnpackWithStar(Thread* t, Value v, Value* out, int64_t before, int64_t after) {
  Value iterator = IterForUnpacking(t, v);
  if (iterator.is_null()) return false;
  List* list = NewListFrom(t, iterator);
  if (list == nullptr) return false;
  int64_t n = list->length;
  if (n < before + after) return TooFew(t, before + after, "at least ", n);
  List* middle = ListSlice(t, list, before, 1, n - before - after);
  if (middle == nullptr) return false;
  for (int64_t i = 0; i < before; ++i) {
    out[i] = ListGet(t, list, i);
    if (out[i].is_null()) return false;
  }
  out[before] = middle;
  for (int64_t i = 0; i < after; ++i) {
    out[before + 1 + i] = ListGet(t, list, n - after + i);
    if (out[before + 1 + i].is_null()) return false;
  }
  return true;
}

}  // namespace pyjit
