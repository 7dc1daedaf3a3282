#include "jit/record/recorder.h"
#include "runtime/code.h"
#include "runtime/layout.h"
#include "runtime/native.h"
#include "runtime/types/generator.h"

// Generators that a loop runs over: the sleeping frame is inlined as a call's is. Its
// registers are loaded from the heap where it is resumed and stored where it yields.

namespace pyjit::jit {

using ir::kNone;
using ir::MemType;
using ir::Opcode;
using ir::Region;

namespace {

// Fields of a Generator alias only each other.
constexpr Region kFields = Region::k_iterator;

// Only plain yields: what delegates or yields inside a handler is left to the
// interpreter. `finalizes`: a yield where closing would run a handler is plain as well,
// as the heap knows of this generator.
bool YieldsPlainly(const CodeBlock& block, bool finalizes) {
  constexpr int kFinalizes = 4;  // x of YIELD
  const auto& words = block.instructions;
  for (size_t pc = 0; pc < words.size(); pc += WordsOf(OpOf(words[pc]))) {
    const Op op = OpOf(words[pc]);
    if (op == Op::kYIELD_FROM) return false;
    if (op == Op::kYIELD && XOf(words[pc]) != 0 &&
        !(finalizes && XOf(words[pc]) == kFinalizes)) {
      return false;
    }
  }
  return true;
}

}  // namespace

bool Recorder::MayInlineGenerator(Value now) const {
  if (!IsPlainGenerator(t_, now)) return false;
  const auto* g = now.as<Generator>();
  if (g->pc < 0 || !g->exc_state.is_null() || !t_->handled.is_null() ||
      !g->frame_object.is_null()) {
    return false;
  }
  if (!YieldsPlainly(*g->code->block, (g->flags & kGeneratorFinalizes) != 0)) return false;
  int same = 0;
  for (const RFrame& r : frames_) same += r.code == g->code;
  return static_cast<int64_t>(frames_.size()) < knobs_->max_inline_depth &&
         same < knobs_->max_recursion;
}

// FOR_ITER, or a call of next() or send(), pushes the frame of `generator`, which is
// `now`.
bool Recorder::ResumeInline(Ref generator, Generator* now, Ref sent) {
  const CodeBlock& block = *now->code->block;
  const Word at = block.instructions[static_cast<size_t>(now->pc)];
  const auto pc = static_cast<uint32_t>(now->pc);
  const uint32_t next = pc + 1;
  GuardShape(generator, now->shape());
  const Ref code = Load(generator, kFields, MemType::kTagged, layout::kGeneratorCode);
  Guard(b_.IsSame(code, Const(Value(now->code))), true);
  const Ref where = Load(generator, kFields, MemType::kI64, layout::kGeneratorPc);
  Guard(b_.Binary(Opcode::k_ieq, where, b_.ConstI64(now->pc)), true);
  const Ref flags = Load(generator, Region::k_flags, MemType::kU8, layout::kObjectFlags);
  Guard(b_.Binary(Opcode::k_ieq, flags, b_.ConstI64(now->flags)), true);
  Guard(b_.IsNull(Load(generator, kFields, MemType::kTagged, layout::kGeneratorExcState)), true);
  Guard(b_.IsNull(Load(generator, kFields, MemType::kTagged, layout::kGeneratorFrameObject)),
        true);
  Guard(b_.IsNull(Load(b_.Thread(), Region::k_thread, MemType::kTagged, layout::kThreadHandled)),
        true);
  if (state_ != State::kRecording) return false;
  RFrame inner;
  inner.code = now->code;
  inner.block = &block;
  inner.live = &liveness_->Of(block);
  inner.is_new = true;
  inner.callee = Load(generator, kFields, MemType::kTagged, layout::kGeneratorFunction);
  inner.extra = generator;
  inner.flags = kFrameGenerator;
  inner.regs.assign(block.register_count, kNone);
  const Ref registers =
      Load(generator, kFields, MemType::kTagged, layout::kGeneratorRegisters);
  for (uint16_t reg = 0; reg < block.register_count; ++reg) {
    if (reg == AOf(at)) continue;
    if (reg < COf(at) && inner.ShownAt(next, reg)) {
      inner.regs[reg] = b_.LoadElem(registers, b_.ConstI64(reg), Region::k_array_tagged,
                                    MemType::kTagged, layout::kValueArrayItems);
    }
  }
  inner.regs[AOf(at)] = sent;
  b_.Store(generator, b_.ConstI64(kGeneratorRunning), kFields, MemType::kI64,
           layout::kGeneratorPc);
  // There is no frame on the stack unless an exit builds it.
  b_.Store(generator, b_.ConstI64(0), kFields, MemType::kI64, layout::kGeneratorFrame);
  frames_.push_back(std::move(inner));
  return state_ == State::kRecording;
}

// A call of next(g) or g.send(v), if its frame can be inlined; *handled says so.
bool Recorder::RecordResumingCall(NativeFunction* native, const std::vector<Ref>& args,
                                  const std::vector<Value>& now, bool* handled) {
  const bool sends = native->info->fn == GeneratorSendMethod;
  const size_t wanted = sends ? 2 : 1;
  *handled = false;
  if (args.size() != wanted || !MayInlineGenerator(now[0])) return true;
  auto* g = now[0].as<Generator>();
  // Methods are for their own class; what is bound to something has it elsewhere.
  if (!native->owner.is_null() && native->owner != Value(ClassOf(t_, now[0]))) return true;
  if (!native->self.is_null() && !IsKind(native->self, Kind::kModule)) return true;
  if (sends && g->pc == kGeneratorCreated) return true;
  *handled = true;
  return ResumeInline(args[0], g, sends ? args[1] : Const(t_->isolate->none()));
}

bool Recorder::RecordYield() {
  const Ref value = R(B());
  if (state_ != State::kRecording) return false;
  if (frames_.size() == 1) {
    // Who resumed the frame is not known. A path that begins at an exit ends here.
    if (exit_id_ == kNone) return Fail(Abort::k_generator, "yield");
    b_.Exit(NewExit(ir::SnapshotKind::kResume, /*growable=*/false));
    Close();
    return false;
  }
  // What is read later on, also by handlers of what throw() raises here, is stored; then
  // the frame sleeps at its pc.
  RFrame& r = top();
  const Ref registers =
      Load(r.extra, kFields, MemType::kTagged, layout::kGeneratorRegisters);
  bool any = false;
  for (uint16_t reg = 0; reg < C(); ++reg) {
    if (!r.ShownAt(next_pc_, reg) && !r.ShownAt(r.pc, reg)) continue;
    if (reg == A() && !r.IsVariable(reg)) continue;
    if (r.regs[reg] == kNone) return Fail(Abort::k_undefined_register, "at a yield");
    b_.StoreElem(registers, b_.ConstI64(reg), r.regs[reg], Region::k_array_tagged,
                 MemType::kTagged, layout::kValueArrayItems);
    any = true;
  }
  if (any) b_.Barrier(registers);
  b_.Store(r.extra, b_.ConstI64(r.pc), kFields, MemType::kI64, layout::kGeneratorPc);
  frames_.pop_back();
  Set(AOf(top().block->instructions[top().pc]), value);  // of what resumed it
  return state_ == State::kRecording;
}

// RETURN of an inlined generator: a FOR_ITER falls through, a call would raise.
bool Recorder::RecordGeneratorReturn() {
  const RFrame& resumer = frames_[frames_.size() - 2];
  if (OpOf(resumer.block->instructions[resumer.pc]) != Op::kFOR_ITER) {
    return Fail(Abort::k_exception_raised, "StopIteration");
  }
  const Ref generator = top().extra;
  b_.Store(generator, b_.ConstI64(kGeneratorDone), kFields, MemType::kI64,
           layout::kGeneratorPc);
  b_.Store(generator, b_.ConstNull(), kFields, MemType::kTagged, layout::kGeneratorRegisters);
  frames_.pop_back();
  return state_ == State::kRecording;
}

}  // namespace pyjit::jit
