#include "jit/record/recorder.h"
#include "runtime/code.h"
#include "runtime/layout.h"
#include "runtime/types/generator.h"
#include "runtime/types/range.h"

// Loop headers and iteration.

namespace pyjit::jit {

using ir::HelperId;
using ir::kNone;
using ir::MemType;
using ir::Opcode;
using ir::Region;

bool Recorder::RecordLoop(Op op) {
  // A poll at each loop header and function entry, so that compiled code can
  // always be stopped. The interpreter handles it there, hence the exit's pc.
  if (op == Op::kLOOP || frames_.size() == 1) {
    b_.Poll(NewExit(ir::SnapshotKind::kResume, /*growable=*/false));
  }
  return true;
}

bool Recorder::RecordIter(Op op) {
  const Ref source = R(B());
  if (state_ != State::kRecording) return false;
  const Value now = Now(B());
  if (op == Op::kGET_ITER) {
    if (ExactClass(now)) {
      switch (now.object()->kind()) {
        case Kind::kRange: {
          const auto* range = now.as<Range>();
          int64_t unused;
          if (!RangeAsInt64(range, &unused, &unused, &unused)) break;
          GuardShape(source, range->shape());
          auto field = [&](int offset) {
            return Load(source, Region::k_function, MemType::kTagged, offset);
          };
          // The iterator counts down, so of stop only that it is small is needed.
          IntOf(field(layout::kRangeStop));
          const Ref start = IntOf(field(layout::kRangeStart));
          const Ref step = IntOf(field(layout::kRangeStep));
          const Ref length = IntOf(field(layout::kRangeLength));
          const Shape* shape = t_->isolate->shape_of(Kind::kRangeIterator);
          const Ref iterator = b_.New(ShapeRow(shape), shape->instance_size);
          auto store = [&](Ref value, int offset) {
            b_.Store(iterator, value, Region::k_range_iterator, MemType::kI64,
                     offset);
          };
          store(start, layout::kRangeIteratorCurrent);
          store(step, layout::kRangeIteratorStep);
          store(length, layout::kRangeIteratorRemaining);
          Set(A(), iterator);
          return true;
        }
        case Kind::kList:
        case Kind::kTuple:
        case Kind::kStr: {
          const Kind of = now.object()->kind();
          const IteratorKind kind = of == Kind::kList    ? IteratorKind::kList
                                    : of == Kind::kTuple ? IteratorKind::kTuple
                                                         : IteratorKind::kStr;
          Shape* shape = IteratorShape(kind);
          if (shape == nullptr) break;
          GuardShape(source, now.object()->shape());
          const Ref iterator = b_.New(ShapeRow(shape), shape->instance_size);
          b_.Store(iterator, b_.ConstI64(static_cast<int64_t>(kind)),
                   Region::k_flags, MemType::kU8, layout::kObjectFlags);
          b_.Store(iterator, source, Region::k_iterator, MemType::kTagged,
                   layout::kIteratorSource);
          Set(A(), iterator);
          return true;
        }
        case Kind::kDict:
        case Kind::kSet:
        case Kind::kBytes:
          GuardShape(source, now.object()->shape());
          Set(A(), CallHelper(HelperId::k_get_iter_plain, {source}));
          return true;
        default:
          break;
      }
    }
    if (IsKind(now, Kind::kDictView) && (ClassOf(t_, now)->flags & kClassBuiltin) != 0) {
      GuardShape(source, now.object()->shape());
      Set(A(), CallHelper(HelperId::k_get_iter_plain, {source}));
      return true;
    }
    const bool own = IsKind(now, Kind::kIterator) || IsKind(now, Kind::kRangeIterator);
    if ((own && (ClassOf(t_, now)->flags & kClassBuiltin) != 0) ||
        (IsKind(now, Kind::kGenerator) && IsPlainGenerator(t_, now))) {
      GuardShape(source, now.object()->shape());
      Set(A(), source);
      return true;
    }
    Set(A(), CallHelper(HelperId::k_get_iter, {source}));
    return true;
  }
  return RecordForIter(source, now);
}

// Guards that the next item of this iterator comes without Python, if it is so now.
bool Recorder::IsPlainIterator(Ref iterator, Value now) {
  if (!now.is_object() || (ClassOf(t_, now)->flags & kClassBuiltin) == 0) return false;
  if (IsKind(now, Kind::kRangeIterator)) {
    GuardShape(iterator, now.object()->shape());
    return true;
  }
  if (!IsKind(now, Kind::kIterator)) return false;
  const auto* it = now.as<Iterator>();
  switch (static_cast<IteratorKind>(it->flags)) {
    case IteratorKind::kList:
    case IteratorKind::kTuple:
    case IteratorKind::kStr:
    case IteratorKind::kBytes:
    case IteratorKind::kDictKeys:
    case IteratorKind::kDictValues:
    case IteratorKind::kDictItems:
    case IteratorKind::kSet:
      GuardShape(iterator, it->shape());
      GuardFlags(iterator, it->flags);
      return true;
    case IteratorKind::kEnumerate: {
      const bool enumerates = IsKind(it->source, Kind::kIterator) &&
                              it->source.as<Iterator>()->flags ==
                                  static_cast<uint8_t>(IteratorKind::kEnumerate);
      if (enumerates) return false;
      GuardShape(iterator, it->shape());
      GuardFlags(iterator, it->flags);
      return IsPlainIterator(Load(iterator, Region::k_iterator, MemType::kTagged,
                                  layout::kIteratorSource),
                             it->source);
    }
    default:
      return false;
  }
}

bool Recorder::RecordForIter(Ref iterator, Value now) {
  const uint32_t pc = top().pc;
  const uint32_t body = static_cast<uint32_t>(
      JumpTarget(word_, top().block->instructions[pc + 1], pc));
  if (IsKind(now, Kind::kRangeIterator)) {
    const auto* range = now.as<RangeIterator>();
    GuardShape(iterator, range->shape());
    auto field = [&](int offset) {
      return Load(iterator, Region::k_range_iterator, MemType::kI64, offset);
    };
    auto store = [&](Ref value, int offset) {
      b_.Store(iterator, value, Region::k_range_iterator, MemType::kI64,
               offset);
    };
    const Ref remaining = field(layout::kRangeIteratorRemaining);
    const Ref more = b_.Binary(Opcode::k_ilt, b_.ConstI64(0), remaining);
    if (range->remaining <= 0) {
      Guard(more, false);
      return true;
    }
    GuardElse(more, true, next_pc_);
    const Ref current = field(layout::kRangeIteratorCurrent);
    const Ref step = field(layout::kRangeIteratorStep);
    store(b_.Binary(Opcode::k_isub, remaining, b_.ConstI64(1)),
          layout::kRangeIteratorRemaining);
    store(b_.Binary(Opcode::k_iadd, current, step),
          layout::kRangeIteratorCurrent);
    Set(A(), b_.BoxInt(current));
    return true;
  }
  if (IsKind(now, Kind::kIterator)) {
    const auto* it = now.as<Iterator>();
    const IteratorKind kind = static_cast<IteratorKind>(it->flags);
    const bool sequence = kind == IteratorKind::kList || kind == IteratorKind::kTuple ||
                          kind == IteratorKind::kStr;
    if (sequence && it->aux == 0 && !it->source.is_null() && ExactClass(it->source)) {
      return RecordSequenceNext(iterator, now, kind);
    }
  }
  if (IsKind(now, Kind::kGenerator) && MayInlineGenerator(now)) {
    return ResumeInline(iterator, now.as<Generator>(), Const(t_->isolate->none()));
  }
  // Any other iterator: null without an exception means exhausted. The helper
  // runs once, so the outcome is learnt at the next bytecode.
  const bool plain = IsKind(now, Kind::kIterator) && IsPlainIterator(iterator, now);
  const Ref item =
      b_.Call(plain ? HelperId::k_iter_next_plain : HelperId::k_iter_next, {iterator});
  if (!plain) {
    may_be_retired_ = true;
    skipping_ = true;  // a generator's frame runs in this activation
  }
  const Ref ended = b_.IsNull(item);
  const Ref pending = b_.IsNull(
      Load(b_.Thread(), Region::k_thread, MemType::kTagged,
           layout::kThreadException));
  // Null with an exception pending raises.
  const Ref fine = b_.Binary(Opcode::k_or, b_.Op(Opcode::k_not, {ended}),
                             pending);
  const ir::SnapshotId raise = NewExit(ir::SnapshotKind::kRaise, false);
  b_.Guard(fine, true, raise);
  // On the way on the item is the destination's value; when exhausted it is
  // left as it was.
  jump_.bit = ended;
  jump_.if_true = next_pc_;
  jump_.if_false = body;
  jump_.writes = true;
  jump_.reg = A();
  jump_.value_if_true = top().regs[A()];
  jump_.value_if_false = item;
  return true;
}

bool Recorder::RecordSequenceNext(Ref iterator, Value now, IteratorKind of) {
  const auto* it = now.as<Iterator>();
  GuardShape(iterator, it->shape());
  // One shape serves all iterator kinds of a class; the flags tell them apart.
  GuardFlags(iterator, it->flags);
  const Ref source = Load(iterator, Region::k_iterator, MemType::kTagged,
                          layout::kIteratorSource);
  GuardShape(source, it->source.object()->shape());
  const Ref position = Load(iterator, Region::k_iterator, MemType::kI64,
                            layout::kIteratorPosition);
  const Ref length = LengthOf(source, it->source);
  const Ref more = b_.Binary(Opcode::k_ult, position, length);
  const int64_t count = of == IteratorKind::kList    ? it->source.as<List>()->length
                        : of == IteratorKind::kTuple ? it->source.as<Tuple>()->length
                                                     : it->source.as<Str>()->length;
  if (it->position >= count) {
    // Exhausted: the interpreter's code drops the source then.
    Guard(more, false);
    b_.Store(iterator, b_.ConstNull(), Region::k_iterator, MemType::kTagged,
             layout::kIteratorSource);
    return true;
  }
  Guard(more, true);
  Ref item;
  switch (of) {
    case IteratorKind::kList: {
      // The item's kind is part of this path.
      auto* list = it->source.as<List>();
      item = ListItem(source, list, list->storage_kind(), position);
      break;
    }
    case IteratorKind::kTuple:
      item = b_.LoadElem(source, position, Region::k_tuple, MemType::kTagged,
                         layout::kTupleItems);
      break;
    default:
      item = CallHelper(HelperId::k_str_index, {source, position});
      break;
  }
  if (state_ != State::kRecording) return false;
  Set(A(), item);
  b_.Store(iterator, b_.Binary(Opcode::k_iadd, position, b_.ConstI64(1)),
           Region::k_iterator, MemType::kI64, layout::kIteratorPosition);
  return true;
}

// The class of an iterator kind has one root shape.
Shape* Recorder::IteratorShape(IteratorKind kind) {
  switch (kind) {
    case IteratorKind::kList:
      return t_->isolate->list_iterator_class()->instance_root;
    case IteratorKind::kTuple:
      return t_->isolate->tuple_iterator_class()->instance_root;
    case IteratorKind::kStr:
      return t_->isolate->str_iterator_class()->instance_root;
    default:
      return nullptr;
  }
}

}  // namespace pyjit::jit
