#include "frontend/compiler/code_builder.h"

#include <algorithm>

namespace pyjit::compiler {
namespace {

// More pinned constants than this cost more at loop entry than they save.
constexpr int kMaxPinned = 32;
constexpr int kMaxConstants = 60000;
// GET_ITEM_I reaches this far into a tuple of constants.
constexpr int kWideTupleSize = 32000;

}  // namespace

void CodeBuilder::SetFixed(int locals, int fixed) {
  local_count_ = locals;
  fixed_ = fixed;
  locals_.Resize(locals);
  deleted_.Resize(locals);
}

LocalSet CodeBuilder::SurelyBound() const {
  LocalSet result = locals_;
  result.Subtract(deleted_);
  return result;
}

Label CodeBuilder::NewLabel() {
  labels_.emplace_back();
  return Label{static_cast<int>(labels_.size()) - 1};
}

void CodeBuilder::UseLabel(Label label) {
  LabelInfo& info = labels_[label.id];
  if (!info.used) {
    info.used = true;
    info.locals = locals_;
  } else {
    info.locals.Intersect(locals_);
  }
}

void CodeBuilder::Bind(Label label) {
  LabelInfo& info = labels_[label.id];
  info.position = size();
  if (!info.used) return;
  if (reachable_) {
    locals_.Intersect(info.locals);
  } else {
    locals_ = info.locals;
    reachable_ = true;
  }
}

void CodeBuilder::BindLoopTop(Label label, bool reachable,
                              const LocalSet& locals) {
  labels_[label.id].position = size();
  reachable_ = reachable;
  locals_ = locals;
}

void CodeBuilder::Push(const Instr& instr) { code_.push_back(instr); }

void CodeBuilder::Emit(Op op, Reg a, int32_t b, int32_t c,
                       const SourceSpan& span, int x) {
  EmitWide(op, a, b, c, 0, span, x);
}

void CodeBuilder::EmitWide(Op op, Reg a, int32_t b, int32_t c, int32_t word,
                           const SourceSpan& span, int x) {
  if (!reachable_) return;
  Push({op, static_cast<uint8_t>(x), false, a, b, c, word, -1, span});
  if (InfoOf(op).flags & kOpEnds) reachable_ = false;
}

void CodeBuilder::Jump(Label target, const SourceSpan& span, bool keeps_line) {
  if (!reachable_) return;
  UseLabel(target);
  Push({Op::kJUMP, 0, false, 0, 0, 0, 0, target.id, span, keeps_line});
  reachable_ = false;
}

void CodeBuilder::JumpOp(Op op, Reg a, int32_t b, Label target, int x,
                         const SourceSpan& span) {
  if (!reachable_) return;
  UseLabel(target);
  Push({op, static_cast<uint8_t>(x), false, a, b, 0, 0, target.id, span});
}

void CodeBuilder::EmitMerge(Op op, const SourceSpan& span) {
  if (!reachable_) return;
  const int index = static_cast<int>(unit_->merge_points.size());
  unit_->merge_points.push_back(0);
  Push({op, 0, false, 0, index, 0, 0, -1, span});
}

int CodeBuilder::AddName(absl::string_view name) {
  auto [it, is_new] =
      name_index_.try_emplace(std::string(name), unit_->names.size());
  if (is_new) unit_->names.emplace_back(name);
  return it->second;
}

int CodeBuilder::AddConst(const Const* constant, bool must) {
  std::string key = ConstKey(*constant);
  auto it = const_index_.find(key);
  if (it != const_index_.end()) return it->second;
  const int index = static_cast<int>(unit_->constants.size());
  if (index >= kMaxConstants && !must) return -1;
  unit_->constants.push_back(constant);
  const_index_.emplace(std::move(key), index);
  return index;
}

std::pair<int, int> CodeBuilder::AddWideConst(const Const* constant) {
  std::string key = ConstKey(*constant);
  auto it = wide_index_.find(key);
  if (it != wide_index_.end()) return it->second;
  if (wide_tuples_.empty() ||
      wide_tuples_.back()->items.size() >= kWideTupleSize) {
    // Grows after it entered the table: its key never meets another's.
    auto* tuple = const_cast<Const*>(maker_->Sequence(ConstKind::kTuple, {}));
    wide_tuples_.push_back(tuple);
    unit_->constants.push_back(tuple);
  }
  Const* tuple = wide_tuples_.back();
  // Every tuple's index is near the end of the table; find it again.
  int index = static_cast<int>(unit_->constants.size()) - 1;
  while (unit_->constants[index] != tuple) --index;
  std::pair<int, int> place(index, static_cast<int>(tuple->items.size()));
  tuple->items.push_back(constant);
  wide_index_.emplace(std::move(key), place);
  return place;
}

Reg CodeBuilder::Pin(const Const* constant) {
  if (loop_depth_ == 0 || !reachable_ || pin_point_ < 0) return kNoReg;
  const int index = AddConst(constant);
  if (index < 0) return kNoReg;
  auto it = pinned_.find(index);
  if (it == pinned_.end()) {
    if (static_cast<int>(pinned_.size()) >= kMaxPinned) return kNoReg;
    it = pinned_.emplace(index, static_cast<int>(pinned_.size())).first;
    unit_->pinned_constants.push_back(static_cast<uint16_t>(index));
  }
  pins_at_[pin_point_].insert(it->second);
  return kPinnedBase + it->second;
}

void CodeBuilder::EnterLoop(const SourceSpan& span) {
  if (loop_depth_++ > 0) return;
  pin_point_ = -1;
  if (!reachable_) return;
  pin_point_ = size();
  Push({Op::kNOP, 0, true, 0, 0, 0, 0, -1, span});
}

void CodeBuilder::LeaveLoop() {
  if (--loop_depth_ == 0) pin_point_ = -1;
}

void CodeBuilder::OpenRegion(Region* region) { region->start = size(); }

void CodeBuilder::CloseRegion(Region* region) {
  if (region->start < 0) return;
  const int start = region->start;
  region->start = -1;
  const int end = size();
  bool raises = false;
  for (int i = start; i < end && !raises; ++i) {
    raises = !code_[i].pin_point && (InfoOf(code_[i].op).flags & kOpRaises);
  }
  if (!raises) return;
  region->any = true;
  ranges_.push_back({start, end, region->handler, region->depth,
                     region->exc_reg});
}

void CodeBuilder::BindHandler(const Region& region, const LocalSet& locals) {
  LabelInfo& info = labels_[region.handler];
  if (region.any) {
    if (info.used) {
      info.locals.Intersect(locals);
    } else {
      info.used = true;
      info.locals = locals;
    }
  }
  Bind(Label{region.handler});
}

}  // namespace pyjit::compiler
