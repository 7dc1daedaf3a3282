// Subscripts: lists, tuples, strings and dicts directly, the rest by the
// generic operations.
#include "interp/fast_values.h"
#include "interp/frames.h"
#include "interp/ops.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/isolate.h"
#include "runtime/operators.h"
#include "runtime/types/dict.h"
#include "runtime/types/dict_lookup.h"
#include "runtime/types/float.h"

namespace pyjit {

// The key: a register, or the number in GET_ITEM_I.
#define ITEM_KEY \
  (OpOf(w) == Op::kGET_ITEM_I ? Value::SmallInt(SignedCOf(w)) : REG_C)

// A __getitem__ written in Python: its frame is pushed here, so that C++ does not
// recurse; RETURN stores into this instruction's A.
PYJIT_SLOW(GetItemPython) {
  Value container = REG_B;
  Value method = ClassSlot(container.object()->shape()->cls, Slot::kGetItem);
  auto* function = method.as<Function>();
  Code* code = function->code;
  Frame* frame = FrameAbove(t, regs, BLOCK, code->block, 2);
  SAVE_PC();
  if (frame == nullptr) {
    Value result = GetItem(t, container, ITEM_KEY);
    if (result.is_null()) RAISE();
    regs[AOf(*pc)] = result;
    NEXT(1);
  }
  frame->callee = function;
  Value* arguments = frame->regs();
  arguments[0] = container;
  arguments[1] = ITEM_KEY;
  PushFrame(t, frame, FRAME, code, code->block, 2, Value(), 0);
  regs = arguments;
  DISPATCH(frame->pc);
}

PYJIT_SLOW(GetItemSlow) {
  Value object = REG_B;
  if (object.is_object() && object.object()->kind() == Kind::kInstance) {
    Value method = ClassSlot(object.object()->shape()->cls, Slot::kGetItem);
    if (method.is_object() && HasExactShape(t, method, Kind::kFunction)) TAIL(GetItemPython);
  }
  SAVE_PC();
  Value result = GetItem(t, REG_B, ITEM_KEY);
  if (result.is_null()) [[unlikely]] RAISE();
  regs[AOf(*pc)] = result;
  NEXT(1);
}

// What has to be compared, or is not there.
PYJIT_SLOW(GetItemDict) {
  SAVE_PC();
  Value key = ITEM_KEY;
  bool error = false;
  Value result = DictGet(t, REG_B.as<Dict>(), key, &error);
  if (result.is_null()) [[unlikely]] {
    if (!error) RaiseWithArg(t, Exc::kKeyError, key);
    RAISE();
  }
  regs[AOf(*pc)] = result;
  NEXT(1);
}

PYJIT_SLOW(GetItemOther) {
  Value container = REG_B;
  Value key = ITEM_KEY;
  if (container.is_small_int()) TAIL(GetItemSlow);
  if (HasExactShape(t, container, Kind::kDict)) {
    auto* dict = container.as<Dict>();
    const int64_t i = QuickFind(t, dict, key);
    if (i >= 0) [[likely]] {
      REG_A = DictEntry(dict, i)[2];
      NEXT(1);
    }
    TAIL(GetItemDict);
  }
  TAIL(GetItemSlow);
}

// Also where a float is boxed without room in the bump region.
#define PYJIT_GET_ITEM(key_expression, key_test)                                      \
  Value container = REG_B;                                                            \
  if (!container.is_small_int() && (key_test)) [[likely]] {                           \
    int64_t i = (key_expression);                                                     \
    if (HasExactShape(t, container, Kind::kList)) [[likely]] {                        \
      auto* list = container.as<List>();                                              \
      int64_t n = list->length;                                                       \
      if (i < 0) i += n;                                                              \
      if (static_cast<uint64_t>(i) >= static_cast<uint64_t>(n)) TAIL(GetItemSlow);    \
      if (list->storage_kind() != ListStorage::kDouble) [[likely]] {                  \
        REG_A = static_cast<ValueArray*>(list->storage)->items[i];                    \
        NEXT(1);                                                                      \
      }                                                                               \
      Value boxed = BoxDouble(t, static_cast<RawArray*>(list->storage)->doubles()[i]); \
      if (boxed.is_null()) [[unlikely]] TAIL(GetItemSlow);                            \
      REG_A = boxed;                                                                  \
      NEXT(1);                                                                        \
    }                                                                                 \
    if (HasExactShape(t, container, Kind::kTuple)) {                                  \
      auto* tuple = container.as<Tuple>();                                            \
      int64_t n = tuple->length;                                                      \
      if (i < 0) i += n;                                                              \
      if (static_cast<uint64_t>(i) >= static_cast<uint64_t>(n)) TAIL(GetItemSlow);    \
      REG_A = tuple->items[i];                                                        \
      NEXT(1);                                                                        \
    }                                                                                 \
    if (HasExactShape(t, container, Kind::kStr)) {                                    \
      auto* str = container.as<Str>();                                                \
      int64_t n = str->length;                                                        \
      if (i < 0) i += n;                                                              \
      if (static_cast<uint64_t>(i) >= static_cast<uint64_t>(n) || str->width() != 1)  \
        TAIL(GetItemSlow);                                                            \
      REG_A = t->isolate->latin1_char(static_cast<const uint8_t*>(str->data())[i]);   \
      NEXT(1);                                                                        \
    }                                                                                 \
  }                                                                                   \
  TAIL(GetItemOther)

PYJIT_OP_BODY(GET_ITEM) {
  Value key = REG_C;
  PYJIT_GET_ITEM(key.small_int(), key.is_small_int());
}

PYJIT_OP_BODY(GET_ITEM_I) { PYJIT_GET_ITEM(SignedCOf(w), true); }

PYJIT_SLOW(SetItemSlow) {
  SAVE_PC();
  Value container = REG_A;
  bool ok = IsExact(t, container, Kind::kDict)
                ? DictSet(t, container.as<Dict>(), REG_B, REG_C)
                : SetItem(t, container, REG_B, REG_C);
  if (!ok) [[unlikely]] RAISE();
  NEXT(1);
}

// A new value for a key that is there.
PYJIT_SLOW(SetItemOther) {
  Value container = REG_A;
  if (IsExact(t, container, Kind::kDict) &&
      QuickReplace(t, container.as<Dict>(), REG_B, REG_C)) {
    NEXT(1);
  }
  TAIL(SetItemSlow);
}

PYJIT_SLOW(SetItemRemember) {  // the write barrier's slow path, after the store
  auto* array = static_cast<ValueArray*>(REG_A.as<List>()->storage);
  int64_t i = REG_B.small_int();
  if (i < 0) i += REG_A.as<List>()->length;
  t->heap->RememberFieldsSlow(array, &array->items[i], 1);
  NEXT(1);
}

PYJIT_OP_BODY(SET_ITEM) {
  Value container = REG_A;
  Value key = REG_B;
  if (key.is_small_int() && IsExact(t, container, Kind::kList)) [[likely]] {
    auto* list = container.as<List>();
    int64_t n = list->length;
    int64_t i = key.small_int();
    if (i < 0) i += n;
    if (static_cast<uint64_t>(i) >= static_cast<uint64_t>(n)) TAIL(SetItemSlow);
    Value value = REG_C;
    switch (list->storage_kind()) {
      case ListStorage::kInt:
        if (!value.is_small_int()) TAIL(SetItemSlow);
        static_cast<ValueArray*>(list->storage)->items[i] = value;
        NEXT(1);
      case ListStorage::kTagged: {
        auto* array = static_cast<ValueArray*>(list->storage);
        array->items[i] = value;
        if (array->gc == kGcOld) [[unlikely]] TAIL(SetItemRemember);
        NEXT(1);
      }
      case ListStorage::kDouble:
        if (!CanBeRawDouble(t, value)) TAIL(SetItemSlow);
        static_cast<RawArray*>(list->storage)->doubles()[i] = RawDouble(value);
        NEXT(1);
      default: TAIL(SetItemSlow);
    }
  }
  TAIL(SetItemOther);
}

PYJIT_OP_BODY(DELETE_ITEM) {
  SAVE_PC();
  if (!DelItem(t, REG_A, REG_B)) RAISE();
  NEXT(1);
}

}  // namespace pyjit
