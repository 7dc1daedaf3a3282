#include "frontend/compiler/compiler.h"
#include "runtime/objects.h"

// try and with. Handlers are found through the code's exception table; what is
// emitted for each way out is in docs/bytecode.md, "Exceptions".

namespace pyjit::compiler {

namespace {
constexpr SourceSpan kNowhere = {0, 0, 0, 0};
}  // namespace

CodeBuilder::Region Compiler::NewRegion(Reg exc) {
  CodeBuilder::Region region;
  region.handler = code_->NewLabel().id;
  region.exc_reg = exc;
  region.depth = static_cast<int>(function_->blocks.size());
  return region;
}

bool Compiler::OpenHandled(const SourceSpan& span, HandledRegion* handled) {
  code_->SetNextTemp(handled->saved + 1);
  handled->outer = OutermostHandled();
  code_->Emit(Op::kPUSH_HANDLED, handled->saved, handled->exc, 0, kNowhere, handled->outer);
  handled->cleanup = NewRegion(handled->exc);
  handled->bound = code_->SurelyBound();
  Block block;
  block.kind = Block::kHandled;
  block.region = &handled->cleanup;
  block.reg = handled->saved;
  if (!PushBlock(block, span)) return false;
  code_->OpenRegion(&handled->cleanup);
  return true;
}

void Compiler::PopHandled(const HandledRegion& handled) {
  code_->Emit(Op::kPOP_HANDLED, handled.saved, 0, 0, kNowhere, handled.outer);
}

void Compiler::HandlerFailed(const HandledRegion& handled) {
  code_->BindHandler(handled.cleanup, handled.bound);
  PopHandled(handled);
  code_->Emit(Op::kRERAISE, handled.exc, 0, 0, kNowhere);
}

bool Compiler::TryBody(const ast::Try& s, Reg exc, bool* tail, Label* end) {
  CodeBuilder::Region region = NewRegion(exc);
  const LocalSet bound = code_->SurelyBound();
  Block block;
  block.kind = Block::kTryExcept;
  block.region = &region;
  if (!PushBlock(block, s.span)) return false;
  code_->OpenRegion(&region);
  const bool at_end = tail_;
  tail_ = at_end && s.orelse.empty();
  Body(s.body);
  tail_ = at_end;
  code_->CloseRegion(&region);
  PopBlock();
  *tail = AtTail();
  Body(s.orelse);
  *end = code_->NewLabel();
  JumpToEnd(*end, s.orelse.empty() ? s.body : s.orelse, kNowhere);
  code_->BindHandler(region, bound);
  return true;
}

void Compiler::ClearHandlerName(absl::string_view name,
                                const SourceSpan& span) {
  if (!code_->reachable()) return;
  const Place place = PlaceOf(name);
  if (place.kind == Place::kFast) {
    code_->Emit(Op::kLOAD_NULL, place.reg, 0, 0, span);
    code_->locals().Remove(place.reg);
    return;
  }
  // None first: the name may have been deleted already.
  TempMark mark(this);
  const Reg none = code_->NewTemp();
  LoadNone(none, span);
  StoreName(name, none, span);
  DeleteName(name, span);
}

void Compiler::TryStatement(const ast::Try& s) {
  // For who traces lines.
  code_->Emit(Op::kNOP, 0, 0, 0, s.span);
  if (s.finalbody.empty()) {
    TryExcept(s);
  } else {
    TryFinally(s);
  }
}

void Compiler::TryFinally(const ast::Try& s) {
  const Reg exc = code_->next_temp();
  code_->Reserve(exc + 2);
  CodeBuilder::Region region = NewRegion(exc);
  const LocalSet bound = code_->SurelyBound();
  Block block;
  block.kind = Block::kTryFinally;
  block.region = &region;
  block.finalbody = s.finalbody;
  if (!PushBlock(block, s.span)) return;
  code_->OpenRegion(&region);
  if (s.handlers.empty()) {
    Body(s.body);
  } else {
    TryExcept(s);
  }
  code_->CloseRegion(&region);
  PopBlock();
  Body(s.finalbody);
  const Label end = code_->NewLabel();
  JumpToEnd(end, s.finalbody, kNowhere);

  code_->BindHandler(region, bound);
  TempMark mark(this);
  HandledRegion handled{exc, exc + 1};
  if (!OpenHandled(s.span, &handled)) return;
  Body(s.finalbody);
  code_->CloseRegion(&handled.cleanup);
  PopBlock();
  // The frame is left from where the body ends; not so if the body fails.
  const SourceSpan last = code_->last_span();
  PopHandled(handled);
  code_->Emit(Op::kRERAISE, exc, 0, 0, last);
  HandlerFailed(handled);
  code_->Bind(end);
}

void Compiler::TryExcept(const ast::Try& s) {
  if (s.is_star) return TryStar(s);
  const Reg exc = code_->next_temp();
  code_->Reserve(exc + 2);
  bool tail;
  Label end;
  if (!TryBody(s, exc, &tail, &end)) return;
  TempMark mark(this);
  HandledRegion handled{exc, exc + 1};
  if (!OpenHandled(s.span, &handled)) return;
  // Where handlers end when the function does, each with a line of its own.
  std::vector<std::pair<Label, SourceSpan>> ends;
  for (size_t i = 0; i < s.handlers.size() && !failed_; ++i) {
    const ast::ExceptHandler& h = *s.handlers[i];
    if (h.type == nullptr && i + 1 < s.handlers.size()) {
      Fail(h.span, "default 'except:' must be last");
      break;
    }
    if (!tail) {
      Handler(h, handled, end);
      continue;
    }
    const Label handled_end = code_->NewLabel();
    Handler(h, handled, handled_end);
    ends.emplace_back(handled_end, h.body[h.body.size() - 1]->span);
  }
  code_->CloseRegion(&handled.cleanup);
  PopBlock();
  // No handler matched: the frame is left from the last one that was asked.
  PopHandled(handled);
  code_->Emit(Op::kRERAISE, exc, 0, 0, s.handlers[s.handlers.size() - 1]->span);
  HandlerFailed(handled);
  for (const auto& [label, span] : ends) {
    code_->Bind(label);
    ReturnNone(span);
  }
  code_->Bind(end);
}

void Compiler::Handler(const ast::ExceptHandler& h, const HandledRegion& handled, Label end) {
  const Reg exc = handled.exc;
  const Label next = code_->NewLabel();
  if (h.type != nullptr) {
    TempMark mark(this);
    const Reg cls = Operand(h.type);
    const Reg match = code_->NewTemp();
    code_->Emit(Op::kMATCH_EXCEPTION, match, exc, cls, h.span);
    code_->JumpOp(Op::kJUMP_IF, match, 0, next, 0, h.span);
  } else {
    code_->Emit(Op::kNOP, 0, 0, 0, h.span);  // for who traces lines
  }
  if (h.name.empty()) {
    Body(h.body);
    PopHandled(handled);
    code_->Jump(end, kNowhere);
    code_->Bind(next);
    return;
  }
  StoreName(h.name, exc, h.span);
  CodeBuilder::Region region = NewRegion(exc);
  const LocalSet bound = code_->SurelyBound();
  Block block;
  block.kind = Block::kNamedHandler;
  block.region = &region;
  block.name = h.name;
  if (!PushBlock(block, h.span)) return;
  code_->OpenRegion(&region);
  Body(h.body);
  code_->CloseRegion(&region);
  PopBlock();
  ClearHandlerName(h.name, kNowhere);
  PopHandled(handled);
  code_->Jump(end, kNowhere);
  code_->BindHandler(region, bound);
  ClearHandlerName(h.name, kNowhere);
  code_->Jump(Label{handled.cleanup.handler}, kNowhere);
  code_->Bind(next);
}

// ---- with ----

void Compiler::CallExit(Reg exit, bool is_async, const SourceSpan& span) {
  TempMark mark(this);
  const Reg base = code_->NewTemp();
  Move(base, exit, span);
  code_->SetNextTemp(base + 6);
  for (int i = 0; i < 3; ++i) LoadNone(code_->NewTemp(), span);
  code_->Reserve(base + 10);
  code_->Emit(Op::kCALL, base, base, 3, span);
  if (is_async) AwaitValue(base, base, 2, span);
}

void Compiler::WithStatement(const ast::With& s, size_t index) {
  if (s.is_async && !InAsyncFunction()) {
    return Fail(s.span, "'async with' outside async function");
  }
  const ast::WithItem& item = *s.items[index];
  TempMark mark(this);
  const Reg exit = code_->NewTemp();
  const Reg exc = code_->next_temp(), saved = exc + 1;
  code_->Reserve(saved + 1);
  const Reg base = code_->NewTemp();
  const Reg local =
      item.optional_vars == nullptr ? kNoReg : FastTarget(item.optional_vars);
  {
    TempMark inner(this);
    // The manager may not stand in `base`, which the first lookup writes.
    const Reg manager = Operand(item.context_expr);
    code_->Emit(Op::kLOAD_SPECIAL, base, manager,
                static_cast<int32_t>(s.is_async ? Slot::kAEnter : Slot::kEnter),
                s.span);
    code_->Emit(Op::kLOAD_SPECIAL, exit, manager,
                static_cast<int32_t>(s.is_async ? Slot::kAExit : Slot::kExit),
                s.span);
  }
  code_->Reserve(base + 7);
  if (s.is_async) {
    code_->Emit(Op::kCALL, base, base, 0, s.span);
    AwaitValue(base, local == kNoReg ? base : local, 1, s.span);
  } else {
    code_->Emit(Op::kCALL, local == kNoReg ? base : local, base, 0, s.span);
  }
  MarkBound(local);
  CodeBuilder::Region region = NewRegion(exc);
  const LocalSet bound = code_->SurelyBound();
  Block block;
  block.kind = Block::kWith;
  block.region = &region;
  block.reg = exit;
  block.span = s.span;
  block.is_async = s.is_async;
  if (!PushBlock(block, s.span)) return;
  code_->OpenRegion(&region);
  if (item.optional_vars != nullptr && local == kNoReg) {
    Store(item.optional_vars, base);
  } else if (local != kNoReg && item.optional_vars->span.line != s.span.line) {
    code_->Emit(Op::kNOP, 0, 0, 0, item.optional_vars->span);  // for who traces lines
  }
  code_->SetNextTemp(base);
  if (index + 1 < s.items.size()) {
    WithStatement(s, index + 1);
  } else {
    Body(s.body);
  }
  code_->CloseRegion(&region);
  PopBlock();
  CallExit(exit, s.is_async, s.span);
  const Label end = code_->NewLabel(), suppressed = code_->NewLabel();
  code_->Jump(end, kNowhere);

  code_->BindHandler(region, bound);
  HandledRegion handled{exc, saved};
  if (!OpenHandled(s.span, &handled)) return;
  const Reg call = code_->NewTemp();
  Move(call, exit, s.span);
  code_->SetNextTemp(call + 9);
  code_->Reserve(call + 10);
  code_->Emit(Op::kEXC_INFO, call + 6, exc, 0, s.span);
  code_->Emit(Op::kCALL, call, call, 3, s.span);
  if (s.is_async) {
    code_->SetNextTemp(call + 1);
    AwaitValue(call, call, 2, s.span);
  }
  code_->JumpOp(Op::kJUMP_IF, call, 0, suppressed, 1, s.span);
  code_->CloseRegion(&handled.cleanup);
  PopBlock();
  HandlerFailed(handled);
  code_->Bind(suppressed);
  PopHandled(handled);
  code_->Bind(end);
  if (AtTail()) ReturnNone(s.span);
}

}  // namespace pyjit::compiler
