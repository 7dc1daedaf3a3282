// Displays, comprehensions' appends and f-strings.
#include "interp/building.h"
#include "interp/fast_values.h"
#include "interp/ops.h"
#include "runtime/error.h"
#include "runtime/isolate.h"
#include "runtime/operators.h"
#include "runtime/types/dict.h"
#include "runtime/types/float.h"
#include "runtime/types/list.h"
#include "runtime/types/set.h"
#include "runtime/types/slice.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace pyjit {

PYJIT_SLOW(BuildTupleSlow) { SET_A_OR_RAISE(TupleFromArray(t, &REG_B, COf(w)), 1); }

PYJIT_OP_BODY(BUILD_TUPLE) {
  uint32_t n = COf(w);
  if (n == 0) TAIL(BuildTupleSlow);
  auto shape = reinterpret_cast<const Shape*>(
      static_cast<uintptr_t>(t->exact_shapes[static_cast<int>(Kind::kTuple)]));
  if (n > 8) TAIL(BuildTupleSlow);
  Object* object = BumpObject(t, shape, sizeof(Object) + 8 + 8 * n);
  if (object == nullptr) [[unlikely]] TAIL(BuildTupleSlow);
  auto* tuple = static_cast<Tuple*>(object);
  tuple->length = n;
  const Value* items = &REG_B;
  for (uint32_t i = 0; i < n; ++i) {
    tuple->items[i] = items[i];
    __asm__ volatile("");  // a few words: no call of memcpy
  }
  REG_A = tuple;
  NEXT(1);
}

PYJIT_OP_BODY(BUILD_LIST) { SET_A_OR_RAISE(NewListOf(t, &REG_B, COf(w)), 1); }
PYJIT_OP_BODY(BUILD_SET) { SET_A_OR_RAISE(BuildSet(t, &REG_B, COf(w)), 1); }
PYJIT_OP_BODY(BUILD_DICT) { SET_A_OR_RAISE(BuildDict(t, &REG_B, COf(w)), 1); }
PYJIT_OP_BODY(BUILD_SLICE) {
  SET_A_OR_RAISE(NewSlice(t, (&REG_B)[0], (&REG_B)[1], (&REG_B)[2]), 1);
}
PYJIT_OP_BODY(BUILD_STRING) { SET_A_OR_RAISE(BuildString(t, &REG_B, COf(w)), 1); }

PYJIT_OP_BODY(FORMAT) {
  SET_A_OR_RAISE(
      FormatWithConversion(t, REG_B, XOf(w), COf(w) == kNoRegister ? Value() : REG_C), 1);
}

PYJIT_SLOW(ListAppendOpSlow) {
  SAVE_PC();
  if (!ListAppend(t, REG_A.as<List>(), REG_B)) RAISE();
  NEXT(1);
}
// Of doubles, or of anything.
PYJIT_SLOW(ListAppendOther) {
  auto* list = REG_A.as<List>();
  Value value = REG_B;
  int64_t n = list->length;
  if (list->storage_kind() == ListStorage::kTagged) {
    auto* array = static_cast<ValueArray*>(list->storage);
    if (n < array->capacity && array->gc != kGcOld) [[likely]] {
      array->items[n] = value;
      list->length = n + 1;
      NEXT(1);
    }
  } else if (list->storage_kind() == ListStorage::kDouble &&
             CanBeRawDouble(t, value)) {
    auto* array = static_cast<RawArray*>(list->storage);
    if (n < array->capacity / 8) [[likely]] {
      array->doubles()[n] = RawDouble(value);
      list->length = n + 1;
      NEXT(1);
    }
  }
  TAIL(ListAppendOpSlow);
}
PYJIT_OP_BODY(LIST_APPEND) {
  auto* list = REG_A.as<List>();
  Value value = REG_B;
  if (list->storage_kind() == ListStorage::kInt && value.is_small_int()) {
    auto* array = static_cast<ValueArray*>(list->storage);
    int64_t n = list->length;
    if (n < array->capacity) [[likely]] {
      array->items[n] = value;
      list->length = n + 1;
      NEXT(1);
    }
  }
  TAIL(ListAppendOther);
}

PYJIT_OP_BODY(LIST_EXTEND) {
  SAVE_PC();
  if (!ExtendDisplay(t, REG_A.as<List>(), REG_B)) RAISE();
  NEXT(1);
}
PYJIT_OP_BODY(LIST_TO_TUPLE) { SET_A_OR_RAISE(ListToTuple(t, REG_B.as<List>()), 1); }

PYJIT_OP_BODY(SET_ADD) {
  SAVE_PC();
  if (!SetAdd(t, REG_A.as<Set>(), REG_B)) RAISE();
  NEXT(1);
}
PYJIT_OP_BODY(SET_UPDATE) {
  SAVE_PC();
  if (!SetUpdate(t, REG_A.as<Set>(), REG_B)) RAISE();
  NEXT(1);
}
PYJIT_OP_BODY(DICT_ADD) {
  SAVE_PC();
  if (!DictSet(t, REG_A.as<Dict>(), REG_B, REG_C)) RAISE();
  NEXT(1);
}
PYJIT_OP_BODY(DICT_UPDATE) {
  SAVE_PC();
  bool ok = XOf(w) == 0
                ? UpdateDictDisplay(t, REG_A.as<Dict>(), REG_B)
                : MergeKeywords(t, regs[AOf(w) - 7], REG_A.as<Dict>(), REG_B);
  if (!ok) RAISE();
  NEXT(1);
}

}  // namespace pyjit
