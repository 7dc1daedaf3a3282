#include <limits>

#include "jit/record/recorder.h"
#include "runtime/code.h"
#include "runtime/layout.h"
#include "runtime/types/float.h"

// Subscripts and membership.

namespace pyjit::jit {

using ir::HelperId;
using ir::kNone;
using ir::MemType;
using ir::Opcode;
using ir::Region;

void Recorder::GuardFlags(Ref object, int64_t flags) {
  const Ref now =
      Load(object, Region::k_flags, MemType::kU8, layout::kObjectFlags);
  Guard(b_.Binary(Opcode::k_ieq, now, b_.ConstI64(flags)), true);
}

// 0 <= index < length for an index as Python writes it; kNone: out of range now.
Recorder::Ref Recorder::IndexInRange(Ref index, int64_t now, Ref length,
                                     int64_t length_now) {
  if (now < 0) {
    if (now + length_now < 0) return kNone;
    Guard(b_.Binary(Opcode::k_ilt, index, b_.ConstI64(0)), true);
    index = b_.Binary(Opcode::k_iadd, index, length);
  } else if (now >= length_now) {
    return kNone;
  }
  Guard(b_.Binary(Opcode::k_ult, index, length), true);
  return index;
}

Recorder::Ref Recorder::ListItem(Ref list, List* now, ListStorage storage,
                                 Ref index) {
  (void)now;
  GuardFlags(list, static_cast<int64_t>(storage));
  const Ref items = Load(list, Region::k_list_storage, MemType::kTagged,
                         layout::kListStorage);
  if (storage == ListStorage::kDouble) {
    return b_.BoxFloat(b_.LoadElem(items, index, Region::k_array_double,
                                   MemType::kF64, layout::kRawArrayBytes));
  }
  return b_.LoadElem(items, index, Region::k_array_tagged, MemType::kTagged,
                     layout::kValueArrayItems);
}

// Keys of these kinds hash and compare without Python in a dict whose keys are
// all of that kind; the dict's flags say so and are guarded.
bool Recorder::PlainDictKey(Ref dict, Dict* now, Ref key, Value what) {
  const uint8_t want = what.is_small_int() ? kDictIntKeys : kDictStrKeys;
  const bool plain_key =
      what.is_small_int() ||
      (ExactClass(what) && what.object()->kind() == Kind::kStr);
  if (!plain_key || (now->flags & want) == 0 ||
      (now->flags & kDictNamespace) != 0) {
    return false;
  }
  GuardShape(dict, now->shape());
  // Whether it is empty, which holds for every kind of keys, does not matter.
  const Ref flags = Load(dict, Region::k_flags, MemType::kU8, layout::kObjectFlags);
  const Ref kinds = b_.Binary(Opcode::k_iand, flags, b_.ConstI64(want | kDictNamespace));
  Guard(b_.Binary(Opcode::k_ieq, kinds, b_.ConstI64(want)), true);
  GuardKindOf(key, what);
  return true;
}

bool Recorder::RecordItem(Op op) {
  if (op == Op::kSET_ITEM) return RecordSetItem();
  const Ref container = R(B());
  const Ref key = op == Op::kGET_ITEM_I ? b_.ConstInt(SignedCOf(word_)) : R(C());
  if (state_ != State::kRecording) return false;
  const Value in = Now(B());
  const Value what =
      op == Op::kGET_ITEM_I ? Value::SmallInt(SignedCOf(word_)) : Now(C());
  if (ExactClass(in)) {
    const Shape* shape = in.object()->shape();
    const Kind kind = in.object()->kind();
    const bool sequence = kind == Kind::kStr || kind == Kind::kList || kind == Kind::kTuple;
    if (sequence && IsKind(what, Kind::kSlice)) {
      GuardShape(container, shape);
      if (RecordSlice(container, key, what.as<Slice>())) return true;
      if (state_ != State::kRecording) return false;
    }
    switch (in.object()->kind()) {
      case Kind::kList: {
        auto* list = in.as<List>();
        if (!what.is_small_int()) break;
        GuardShape(container, shape);
        const Ref number = IntOf(key);
        const Ref length = Load(container, Region::k_list_length,
                                MemType::kI64, layout::kListLength);
        const Ref index =
            IndexInRange(number, what.small_int(), length, list->length);
        if (index == kNone) return Fail(Abort::k_exception_raised, "index");
        Set(A(), ListItem(container, list, list->storage_kind(), index));
        return true;
      }
      case Kind::kTuple: {
        if (!what.is_small_int()) break;
        GuardShape(container, shape);
        const Ref number = IntOf(key);
        const Ref length = Load(container, Region::k_tuple, MemType::kI64,
                                layout::kTupleLength);
        const Ref index = IndexInRange(number, what.small_int(), length,
                                       in.as<Tuple>()->length);
        if (index == kNone) return Fail(Abort::k_exception_raised, "index");
        Set(A(), b_.LoadElem(container, index, Region::k_tuple,
                             MemType::kTagged, layout::kTupleItems));
        return true;
      }
      case Kind::kStr: {
        if (!what.is_small_int()) break;
        GuardShape(container, shape);
        const Ref number = IntOf(key);
        const Ref length = Load(container, Region::k_str, MemType::kI64,
                                layout::kStrLength);
        const Ref index = IndexInRange(number, what.small_int(), length,
                                       in.as<Str>()->length);
        if (index == kNone) return Fail(Abort::k_exception_raised, "index");
        Set(A(), CallHelper(HelperId::k_str_index, {container, index}));
        return true;
      }
      case Kind::kDict:
        if (PlainDictKey(container, in.as<Dict>(), key, what)) {
          Set(A(), CallHelper(HelperId::k_dict_subscript, {container, key}));
          return true;
        }
        break;
      default:
        break;
    }
  }
  Set(A(), CallHelper(HelperId::k_get_item, {container, key}));
  return true;
}

// A part of a str, list or tuple, every item of it, between ints or ends left out. False:
// other than that, or failed.
bool Recorder::RecordSlice(Ref sequence, Ref slice, const Slice* now) {
  const Value none = t_->isolate->none();
  auto is_end = [&](Value end) { return end == none || end.is_small_int(); };
  if (!is_end(now->start) || !is_end(now->stop) ||
      (now->step != none && now->step != Value::SmallInt(1))) {
    return false;
  }
  GuardShape(slice, now->shape());
  auto end = [&](Value value, int offset, int64_t left_out) {
    const Ref ref = Load(slice, Region::k_function, MemType::kTagged, offset);
    if (value.is_small_int()) return IntOf(ref);
    GuardSame(ref, none);
    return b_.ConstI64(left_out);
  };
  const Ref start = end(now->start, layout::kSliceStart, 0);
  const Ref stop = end(now->stop, layout::kSliceStop, std::numeric_limits<int64_t>::max());
  GuardSame(Load(slice, Region::k_function, MemType::kTagged, layout::kSliceStep), now->step);
  Set(A(), CallHelper(HelperId::k_slice, {sequence, start, stop}));
  return state_ == State::kRecording;
}

bool Recorder::RecordSetItem() {
  const Ref container = R(A()), key = R(B()), value = R(C());
  if (state_ != State::kRecording) return false;
  const Value in = Now(A()), what = Now(B()), now = Now(C());
  if (ExactClass(in) && in.object()->kind() == Kind::kList &&
      what.is_small_int()) {
    auto* list = in.as<List>();
    const ListStorage storage = list->storage_kind();
    const bool fits = storage == ListStorage::kTagged ||
                      (storage == ListStorage::kInt && now.is_small_int()) ||
                      (storage == ListStorage::kDouble && CanBeRawDouble(t_, now));
    if (fits) {
      GuardShape(container, list->shape());
      const Ref number = IntOf(key);
      const Ref length = Load(container, Region::k_list_length, MemType::kI64,
                              layout::kListLength);
      const Ref index =
          IndexInRange(number, what.small_int(), length, list->length);
      if (index == kNone) return Fail(Abort::k_exception_raised, "index");
      GuardFlags(container, static_cast<int64_t>(storage));
      Ref raw = value;
      if (storage == ListStorage::kDouble) {
        raw = RawDoubleOf(value);
      } else if (storage == ListStorage::kInt) {
        GuardInt(value);
      }
      const Ref items = Load(container, Region::k_list_storage,
                             MemType::kTagged, layout::kListStorage);
      if (storage == ListStorage::kDouble) {
        b_.StoreElem(items, index, raw, Region::k_array_double, MemType::kF64,
                     layout::kRawArrayBytes);
      } else {
        b_.StoreElem(items, index, raw, Region::k_array_tagged,
                     MemType::kTagged, layout::kValueArrayItems);
        if (storage == ListStorage::kTagged) b_.BarrierElem(items, index);
      }
      return state_ == State::kRecording;
    }
  }
  if (ExactClass(in) && in.object()->kind() == Kind::kDict &&
      PlainDictKey(container, in.as<Dict>(), key, what)) {
    CallHelper(HelperId::k_dict_set_item, {container, key, value});
    return true;
  }
  CallHelper(HelperId::k_set_item, {container, key, value});
  return true;
}

// The i1 of `what in in` where no Python can run; kNone otherwise.
Recorder::Ref Recorder::ContainsBit(Ref container, Ref item, Value in,
                                    Value what) {
  if (!ExactClass(in)) return kNone;
  if (in.object()->kind() == Kind::kDict &&
      PlainDictKey(container, in.as<Dict>(), item, what)) {
    return b_.Call(HelperId::k_dict_contains, {container, item});
  }
  if (in.object()->kind() == Kind::kStr && ExactClass(what) &&
      what.object()->kind() == Kind::kStr) {
    GuardShape(container, in.object()->shape());
    GuardShape(item, what.object()->shape());
    return b_.Call(HelperId::k_str_contains, {container, item});
  }
  return kNone;
}

}  // namespace pyjit::jit
