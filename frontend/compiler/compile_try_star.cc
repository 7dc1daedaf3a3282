#include "frontend/compiler/compiler.h"

// except*: each handler takes its part of what is left of the exception; what they
// raise, and what nobody took, is raised together at the end.

namespace pyjit::compiler {

namespace {
constexpr SourceSpan kNowhere = {0, 0, 0, 0};
}  // namespace

void Compiler::TryStar(const ast::Try& s) {
  const Reg exc = code_->next_temp();
  code_->Reserve(exc + 2);
  bool tail;
  Label end;
  if (!TryBody(s, exc, &tail, &end)) return;
  TempMark mark(this);
  HandledRegion handled{exc, exc + 1};
  if (!OpenHandled(s.span, &handled)) return;
  const Reg raised = code_->NewTemp(), rest = code_->NewTemp();
  code_->Emit(Op::kBUILD_LIST, raised, 0, 0, kNowhere);
  Move(rest, exc, kNowhere);
  for (const ast::ExceptHandler* h : s.handlers) {
    if (!failed_) StarHandler(*h, rest, raised);
  }
  code_->Emit(Op::kLIST_APPEND, raised, rest, 0, kNowhere);
  code_->Emit(Op::kREGROUP, rest, exc, raised, kNowhere);
  const Label done = code_->NewLabel();
  code_->JumpOp(Op::kJUMP_NONE, rest, 0, done, 1, kNowhere);
  code_->CloseRegion(&handled.cleanup);
  PopBlock();
  PopHandled(handled);
  code_->Emit(Op::kRERAISE, rest, 0, 0, kNowhere);
  code_->Bind(done);
  PopHandled(handled);
  code_->Jump(end, kNowhere);
  // Matching itself failed.
  HandlerFailed(handled);
  code_->Bind(end);
}

void Compiler::StarHandler(const ast::ExceptHandler& h, Reg rest, Reg raised) {
  TempMark mark(this);
  const Label next = code_->NewLabel();
  const Reg match = code_->NewTemp();
  code_->SetNextTemp(match + 2);
  {
    TempMark inner(this);
    const Reg cls = Operand(h.type);
    code_->Emit(Op::kMATCH_GROUP, match, rest, cls, h.span);
  }
  Move(rest, match + 1, h.span);
  code_->JumpOp(Op::kJUMP_NONE, match, 0, next, 1, h.span);
  const Reg saved = code_->NewTemp(), failure = code_->NewTemp();
  code_->Emit(Op::kPUSH_HANDLED, saved, match, 0, kNowhere);
  if (!h.name.empty()) StoreName(h.name, match, h.span);
  CodeBuilder::Region region = NewRegion(failure);
  const LocalSet bound = code_->SurelyBound();
  Block block;
  block.kind = Block::kHandled;
  block.region = &region;
  block.reg = saved;
  block.is_star = true;
  if (!PushBlock(block, h.span)) return;
  code_->OpenRegion(&region);
  Body(h.body);
  code_->CloseRegion(&region);
  PopBlock();
  code_->Emit(Op::kPOP_HANDLED, saved, 0, 0, kNowhere);
  if (!h.name.empty()) ClearHandlerName(h.name, kNowhere);
  code_->Jump(next, kNowhere);
  code_->BindHandler(region, bound);
  code_->Emit(Op::kPOP_HANDLED, saved, 0, 0, kNowhere);
  if (!h.name.empty()) ClearHandlerName(h.name, kNowhere);
  code_->Emit(Op::kLIST_APPEND, raised, failure, 0, kNowhere);
  code_->Bind(next);
}

}  // namespace pyjit::compiler
