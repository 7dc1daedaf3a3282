#include <vector>

#include "jit/record/recorder.h"
#include "runtime/code.h"
#include "runtime/layout.h"
#include "runtime/types/float.h"

// Tuples, lists, dicts, strings made and taken apart.

namespace pyjit::jit {

using ir::HelperId;
using ir::kNone;
using ir::MemType;
using ir::Opcode;
using ir::Region;

Recorder::Ref Recorder::NewTupleOf(const std::vector<Ref>& items) {
  if (items.empty()) return Const(Value(t_->isolate->empty_tuple()));
  const Shape* shape = t_->isolate->shape_of(Kind::kTuple);
  const int64_t n = static_cast<int64_t>(items.size());
  const Ref tuple = b_.New(ShapeRow(shape), layout::kTupleItems + 8 * n);
  b_.Store(tuple, b_.ConstI64(n), Region::k_tuple, MemType::kI64,
           layout::kTupleLength);
  for (int64_t i = 0; i < n; ++i) {
    b_.Store(tuple, items[i], Region::k_tuple, MemType::kTagged,
             static_cast<int>(layout::kTupleItems + 8 * i));
  }
  return tuple;
}

// A list literal gets the storage that the interpreter gives it.
Recorder::Ref Recorder::NewListOf(const std::vector<Ref>& items,
                                  const std::vector<Value>& now) {
  const int64_t n = static_cast<int64_t>(items.size());
  bool ints = n > 0, doubles = n > 0;
  for (Value v : now) {
    ints &= v.is_small_int();
    doubles &= CanBeRawDouble(t_, v);
  }
  std::vector<Ref> raw = items;
  for (Ref& item : raw) {
    if (ints) GuardInt(item);
    if (doubles) item = RawDoubleOf(item);
  }
  Ref storage = kNone;
  if (n > 0) {
    const Shape* shape = t_->isolate->shape_of(doubles ? Kind::kRawArray
                                                       : Kind::kValueArray);
    const int items_at =
        doubles ? layout::kRawArrayBytes : layout::kValueArrayItems;
    storage = b_.New(ShapeRow(shape), items_at + 8 * n);
    b_.Store(storage, b_.ConstI64(doubles ? 8 * n : n),
             Region::k_array_capacity, MemType::kI64,
             doubles ? layout::kRawArrayCapacity
                     : layout::kValueArrayCapacity);
    for (int64_t i = 0; i < n; ++i) {
      b_.Store(storage, raw[i],
               doubles ? Region::k_array_double : Region::k_array_tagged,
               doubles ? MemType::kF64 : MemType::kTagged,
               static_cast<int>(items_at + 8 * i));
    }
  }
  const Shape* shape = t_->isolate->shape_of(Kind::kList);
  const Ref list = b_.New(ShapeRow(shape), shape->instance_size);
  if (n > 0) {
    const ListStorage kind = ints      ? ListStorage::kInt
                             : doubles ? ListStorage::kDouble
                                       : ListStorage::kTagged;
    b_.Store(list, b_.ConstI64(n), Region::k_list_length, MemType::kI64,
             layout::kListLength);
    b_.Store(list, storage, Region::k_list_storage, MemType::kTagged,
             layout::kListStorage);
    b_.Store(list, b_.ConstI64(static_cast<int64_t>(kind)), Region::k_flags,
             MemType::kU8, layout::kObjectFlags);
  }
  return list;
}

bool Recorder::RecordBuild(Op op) {
  std::vector<Ref> items;
  std::vector<Value> now;
  auto run = [&](int count) {
    for (int i = 0; i < count; ++i) {
      items.push_back(R(B() + i));
      now.push_back(Now(B() + i));
    }
    return state_ == State::kRecording;
  };
  switch (op) {
    case Op::kBUILD_TUPLE:
      if (!run(C())) return false;
      Set(A(), NewTupleOf(items));
      return true;
    case Op::kBUILD_LIST:
      if (!run(C())) return false;
      Set(A(), NewListOf(items, now));
      return state_ == State::kRecording;
    case Op::kBUILD_SLICE: {
      if (!run(3)) return false;
      const Shape* shape = t_->isolate->shape_of(Kind::kSlice);
      const Ref slice = b_.New(ShapeRow(shape), shape->instance_size);
      const int offsets[] = {layout::kSliceStart, layout::kSliceStop,
                             layout::kSliceStep};
      for (int i = 0; i < 3; ++i) {
        b_.Store(slice, items[i], Region::k_function, MemType::kTagged,
                 offsets[i]);
      }
      Set(A(), slice);
      return true;
    }
    case Op::kBUILD_DICT: {
      if (!run(2 * C())) return false;
      bool plain = C() > 0;  // hashes and comparisons of keys run no Python
      for (int i = 0; i < C(); ++i) {
        const Value key = now[2 * i];
        plain &= key.is_small_int() || (IsKind(key, Kind::kStr) && ExactClass(key));
      }
      if (plain) {
        for (int i = 0; i < C(); ++i) GuardKindOf(items[2 * i], now[2 * i]);
        Set(A(), CallHelper(HelperId::k_dict_of_pairs, {NewTupleOf(items)}));
        return true;
      }
      const Ref dict = CallHelper(HelperId::k_new_dict, {});
      for (int i = 0; i < C(); ++i) {
        CallHelper(HelperId::k_set_item, {dict, items[2 * i], items[2 * i + 1]});
      }
      Set(A(), dict);
      return true;
    }
    case Op::kBUILD_STRING: {
      if (!run(C())) return false;
      // The parts are strs: FORMAT and constants made them.
      Set(A(), items.size() == 2 ? CallHelper(HelperId::k_str_concat, {items[0], items[1]})
                                 : CallHelper(HelperId::k_str_join, {NewTupleOf(items)}));
      return true;
    }
    case Op::kFORMAT: {
      const Ref value = R(B());
      const Ref spec = C() == kNoRegister ? b_.ConstNull() : R(C());
      if (state_ != State::kRecording) return false;
      const Value what = Now(B());
      const bool with_spec = C() != kNoRegister;
      const int conversion = XOf(word_);
      const bool str = IsKind(what, Kind::kStr) && ExactClass(what);
      if (str && !with_spec && (conversion == 0 || conversion == 's')) {
        GuardKindOf(value, what);
        Set(A(), value);
        return true;
      }
      const bool plain_spec = !with_spec || (IsKind(Now(C()), Kind::kStr) && ExactClass(Now(C())));
      if (plain_spec && (str || what.is_small_int() || IsFloat(what))) {
        GuardKindOf(value, what);
        if (with_spec) GuardKindOf(spec, Now(C()));
        Set(A(), CallHelper(HelperId::k_format_plain, {value, spec, b_.ConstI64(conversion)}));
        return true;
      }
      Set(A(), CallHelper(HelperId::k_format, {value, spec, b_.ConstI64(conversion)}));
      return true;
    }
    case Op::kLIST_APPEND: {
      const Ref list = R(A()), value = R(B());
      if (state_ != State::kRecording) return false;
      CallHelper(HelperId::k_list_append_slow, {list, value});
      return true;
    }
    case Op::kDICT_ADD: {
      const Ref dict = R(A()), key = R(B()), value = R(C());
      if (state_ != State::kRecording) return false;
      CallHelper(HelperId::k_set_item, {dict, key, value});
      return true;
    }
    case Op::kUNPACK:
      return RecordUnpack();
    case Op::kBUILD_SET: {
      if (!run(C())) return false;
      const Ref set = CallHelper(HelperId::k_new_set, {});
      for (const Ref item : items) CallHelper(HelperId::k_set_add, {set, item});
      Set(A(), set);
      return true;
    }
    case Op::kSET_ADD:
    case Op::kLIST_EXTEND: {
      const Ref container = R(A()), value = R(B());
      if (state_ != State::kRecording) return false;
      CallHelper(op == Op::kSET_ADD ? HelperId::k_set_add : HelperId::k_list_extend,
                 {container, value});
      return true;
    }
    case Op::kLIST_TO_TUPLE: {
      const Ref list = R(B());
      if (state_ != State::kRecording) return false;
      Set(A(), CallHelper(HelperId::k_list_to_tuple, {list}));
      return true;
    }
    case Op::kDICT_UPDATE: {
      const Ref dict = R(A()), more = R(B());
      if (state_ != State::kRecording) return false;
      if (XOf(word_) == 0) {
        CallHelper(HelperId::k_dict_update, {dict, more});
        return true;
      }
      const Ref callee = R(static_cast<uint16_t>(A() - 7));
      if (state_ != State::kRecording) return false;
      CallHelper(HelperId::k_merge_keywords, {dict, more, callee});
      return true;
    }
    case Op::kDELETE_ITEM: {
      const Ref container = R(A()), key = R(B());
      if (state_ != State::kRecording) return false;
      CallHelper(HelperId::k_del_item, {container, key});
      return true;
    }
    case Op::kMAKE_FUNCTION: {
      const Value code = top().block->constants[B()];
      const int which = XOf(word_);
      uint16_t part = C();
      Ref parts[4];
      for (int i = 0; i < 4; ++i) {
        parts[i] = (which >> i) & 1 ? R(part++) : b_.ConstNull();
      }
      if (state_ != State::kRecording) return false;
      // Bound to these globals once it has been made here (BindCodeToGlobals).
      if (code.as<Code>()->block->globals != top().block->globals) {
        return Fail(Abort::k_operand_unsupported, "code of other globals");
      }
      Set(A(), CallHelper(HelperId::k_make_function,
                          {Const(code), parts[0], parts[1], parts[2], parts[3]}));
      return true;
    }
    default:
      return Fail(Abort::k_op_without_recorder, InfoOf(op).name);
  }
}

bool Recorder::RecordUnpack() {
  const Ref source = R(B());
  if (state_ != State::kRecording) return false;
  const Value now = Now(B());
  const int count = C();
  if (ExactClass(now) && now.object()->kind() == Kind::kTuple &&
      now.as<Tuple>()->length == count) {
    GuardShape(source, now.object()->shape());
    const Ref length =
        Load(source, Region::k_tuple, MemType::kI64, layout::kTupleLength);
    Guard(b_.Binary(Opcode::k_ieq, length, b_.ConstI64(count)), true);
    std::vector<Ref> items;
    for (int i = 0; i < count; ++i) {
      items.push_back(Load(source, Region::k_tuple, MemType::kTagged,
                           layout::kTupleItems + 8 * i));
    }
    for (int i = 0; i < count; ++i) Set(A() + i, items[i]);
    return true;
  }
  if (ExactClass(now) && now.object()->kind() == Kind::kList &&
      now.as<List>()->length == count) {
    GuardShape(source, now.object()->shape());
    const Ref length = Load(source, Region::k_list_length, MemType::kI64,
                            layout::kListLength);
    Guard(b_.Binary(Opcode::k_ieq, length, b_.ConstI64(count)), true);
    auto* list = now.as<List>();
    std::vector<Ref> items;
    for (int i = 0; i < count; ++i) {
      items.push_back(
          ListItem(source, list, list->storage_kind(), b_.ConstI64(i)));
    }
    for (int i = 0; i < count; ++i) Set(A() + i, items[i]);
    return state_ == State::kRecording;
  }
  return Fail(Abort::k_operand_unsupported, "unpacking " + TypeName(now));
}

}  // namespace pyjit::jit
