#include "frontend/compiler/ast_walk.h"
#include "frontend/compiler/compiler.h"

// Loops, break and continue, and what leaving a block requires. The form of a
// loop is in docs/bytecode.md.

namespace pyjit::compiler {

using ast::As;

namespace {

// As in CPython.
constexpr size_t kMaxBlocks = 20;
// A test with more nodes is not worth having twice.
constexpr int kMaxDuplicatedNodes = 40;
constexpr SourceSpan kNowhere = {0, 0, 0, 0};

// May the test of a while loop stand at both ends of it?
bool MayDuplicate(const ast::Expr* test) {
  int nodes = 0;
  return !AnyExpr(test, [&](const ast::Expr* e) {
    switch (e->kind) {
      case ast::ExprKind::kLambda:
      case ast::ExprKind::kListComp:
      case ast::ExprKind::kSetComp:
      case ast::ExprKind::kDictComp:
      case ast::ExprKind::kGeneratorExp:
        return true;
      default:
        return ++nodes > kMaxDuplicatedNodes;
    }
  });
}

}  // namespace

bool Compiler::PushBlock(const Block& block, const SourceSpan& span) {
  if (function_->blocks.size() >= kMaxBlocks) {
    Fail(span, "too many statically nested blocks");
    return false;
  }
  if (block.region != nullptr) ++function_->handlers;
  function_->blocks.push_back(block);
  return true;
}

void Compiler::PopBlock() {
  if (function_->blocks.back().region != nullptr) --function_->handlers;
  function_->blocks.pop_back();
}

const Compiler::Block* Compiler::InnerLoop() const {
  const auto& blocks = function_->blocks;
  for (size_t i = blocks.size(); i-- > 0;) {
    if (blocks[i].kind == Block::kLoop) return &blocks[i];
  }
  return nullptr;
}

void Compiler::LeaveBlock(const Block& block, const SourceSpan& span) {
  switch (block.kind) {
    case Block::kLoop:
    case Block::kTryExcept:
      return;
    case Block::kTryFinally: {
      const bool tail = tail_;
      tail_ = false;  // what leaves the block follows
      Body(block.finalbody);
      tail_ = tail;
      return;
    }
    case Block::kHandled:
      code_->Emit(Op::kPOP_HANDLED, block.reg, 0, 0, span, OutermostHandled());
      return;
    case Block::kNamedHandler:
      ClearHandlerName(block.name, span);
      return;
    case Block::kWith:
      CallExit(block.reg, block.is_async, block.span);
      return;
  }
}

// Ranges of handlers are closed block by block on the way out, so that what a
// block leaves behind runs under the handlers outside it.
void Compiler::Unwind(size_t keep, const SourceSpan& span) {
  std::vector<Block>& blocks = function_->blocks;
  if (blocks.size() <= keep) return;
  const std::vector<Block> left(blocks.begin() + keep, blocks.end());
  for (const Block& block : left) {
    if (!block.is_star) continue;
    return Fail(span,
                "'break', 'continue' and 'return' cannot appear in an except* "
                "block");
  }
  while (blocks.size() > keep && !failed_) {
    const Block block = blocks.back();
    if (block.region != nullptr) code_->CloseRegion(block.region);
    PopBlock();
    LeaveBlock(block, span);
  }
  blocks.resize(keep);
  function_->handlers = 0;
  for (const Block& block : left) blocks.push_back(block);
  for (const Block& block : blocks) {
    if (block.region != nullptr) ++function_->handlers;
  }
  for (const Block& block : left) {
    if (block.region != nullptr) code_->OpenRegion(block.region);
  }
}

void Compiler::BreakOrContinue(const ast::Stmt* s) {
  const Block* loop = InnerLoop();
  const bool is_break = s->kind == ast::StmtKind::kBreak;
  if (loop == nullptr) {
    Unwind(0, s->span);  // what an except* forbids comes first
    return Fail(s->span, is_break ? "'break' outside loop"
                                  : "'continue' not properly in loop");
  }
  const Label target = is_break ? loop->break_label : loop->continue_label;
  const bool returns = is_break && loop->at_tail;
  const size_t outer = static_cast<size_t>(loop - function_->blocks.data());
  // What runs on the way out comes behind the line of the statement.
  const bool runs = RunsOnTheWayOut(outer + 1);
  if (runs) code_->Emit(Op::kNOP, 0, 0, 0, s->span);
  Unwind(outer + 1, s->span);
  if (returns) {
    ReturnNone(AfterUnwind(s->span));
  } else {
    code_->Jump(target, runs ? kNowhere : s->span, !runs);
  }
}

void Compiler::WhileStatement(const ast::While& s) {
  const Const* constant = folder_.Fold(s.test);
  const bool infinite = constant != nullptr && ConstTruth(*constant);
  code_->EnterLoop(s.test->span);
  const Label top = code_->NewLabel(), bottom = code_->NewLabel();
  const Label orelse = code_->NewLabel(), end = code_->NewLabel();
  const bool reachable = code_->reachable();
  LocalSet bound = code_->SurelyBound();
  if (!infinite) {
    if (constant != nullptr) code_->Emit(Op::kNOP, 0, 0, 0, s.test->span);  // for who traces lines
    if (constant != nullptr || MayDuplicate(s.test)) {
      JumpIf(s.test, orelse, false, s.span);
      if (code_->reachable()) bound = code_->SurelyBound();
      code_->BindLoopTop(top, code_->reachable(), bound);
    } else {
      code_->Jump(bottom, s.test->span);
      code_->BindLoopTop(top, reachable, bound);
    }
  } else {
    code_->BindLoopTop(top, reachable, bound);
  }
  code_->EmitMerge(Op::kLOOP, s.test->span);
  Block block;
  block.kind = Block::kLoop;
  block.break_label = end;
  block.continue_label = infinite ? top : bottom;
  block.at_tail = AtTail();
  if (!PushBlock(block, s.span)) return;
  Body(s.body);
  PopBlock();
  code_->Bind(bottom);
  JumpIf(s.test, top, true, s.span);
  code_->Bind(orelse);
  code_->LeaveLoop();
  Body(s.orelse);
  code_->Bind(end);
}

template <typename F>
void Compiler::IterationLoop(const ast::Expr* target, Reg iterator,
                             Label bottom, const SourceSpan& span,
                             const SourceSpan& loop_span, F body) {
  code_->EnterLoop(span);
  const Label top = code_->NewLabel();
  const bool reachable = code_->reachable();
  const LocalSet bound = code_->SurelyBound();
  const Reg local = FastTarget(target);
  code_->Jump(bottom, span);
  code_->BindLoopTop(top, reachable, bound);
  TempMark mark(this);
  const Reg item = local != kNoReg ? local : code_->NewTemp();
  MarkBound(local);
  code_->EmitMerge(Op::kLOOP, loop_span);
  {
    TempMark inner(this);
    if (local == kNoReg) {
      Store(target, item);
    } else {
      Forbidden(As<ast::Name>(*target).id, target->span,
                ast::ExprContext::kStore);
    }
    body();
  }
  code_->Bind(bottom);
  code_->JumpOp(Op::kFOR_ITER, item, iterator, top, 0, span);
  code_->LeaveLoop();
}

void Compiler::ForStatement(const ast::For& s) {
  if (s.is_async) return AsyncForStatement(s);
  TempMark mark(this);
  const Reg iterator = code_->NewTemp();
  const Const* constant = folder_.FoldIterable(s.iter);
  const Reg source = constant != nullptr
                         ? ConstOperand(constant, s.iter->span, iterator)
                         : Operand(s.iter, iterator);
  code_->Emit(Op::kGET_ITER, iterator, source, 0, s.span);
  Block block;
  block.kind = Block::kLoop;
  block.break_label = code_->NewLabel();
  block.continue_label = code_->NewLabel();
  block.at_tail = AtTail();
  SourceSpan loop_span = s.span;
  if (s.body[0]->kind == ast::StmtKind::kPass && FastTarget(s.target) != kNoReg) {
    silent_pass_ = s.body[0];
    loop_span = s.body[0]->span;
  }
  IterationLoop(s.target, iterator, block.continue_label, s.span, loop_span, [&] {
    if (!PushBlock(block, s.span)) return;
    Body(s.body);
    PopBlock();
  });
  Body(s.orelse);
  code_->Bind(block.break_label);
}

// ---- async for ----

template <typename F>
void Compiler::AsyncIterationLoop(const ast::Expr* target, Reg iterator,
                                  Label bottom, const SourceSpan& span,
                                  F body) {
  code_->EnterLoop(span);
  TempMark mark(this);
  const Reg exc = code_->next_temp();
  code_->Reserve(exc + 1);
  const bool reachable = code_->reachable();
  const LocalSet bound = code_->SurelyBound();
  code_->BindLoopTop(bottom, reachable, bound);
  code_->EmitMerge(Op::kLOOP, span);
  const Reg item = code_->NewTemp();
  CodeBuilder::Region region = NewRegion(exc);
  Block block;
  block.kind = Block::kTryExcept;
  block.region = &region;
  if (!PushBlock(block, span)) return;
  code_->OpenRegion(&region);
  {
    TempMark inner(this);
    const Reg sent = code_->NewTemp(), next = code_->NewTemp();
    code_->Emit(Op::kGET_ANEXT, next, iterator, 0, span);
    LoadNone(sent, span);
    EmitYield(Op::kYIELD_FROM, sent, next, span, false);
    Move(item, sent, span);
  }
  code_->CloseRegion(&region);
  PopBlock();
  {
    TempMark inner(this);
    Store(target, item);
    body();
  }
  code_->Jump(bottom, kNowhere);
  code_->BindHandler(region, bound);
  code_->Emit(Op::kEND_ASYNC_FOR, exc, 0, 0, span);
  code_->LeaveLoop();
}

void Compiler::AsyncForStatement(const ast::For& s) {
  if (!InAsyncFunction()) {
    return Fail(s.span, "'async for' outside async function");
  }
  TempMark mark(this);
  const Reg iterator = code_->NewTemp();
  code_->Emit(Op::kGET_AITER, iterator, Operand(s.iter, iterator), 0,
              s.iter->span);
  Block block;
  block.kind = Block::kLoop;
  block.break_label = code_->NewLabel();
  block.continue_label = code_->NewLabel();
  block.at_tail = AtTail();
  AsyncIterationLoop(s.target, iterator, block.continue_label, s.span, [&] {
    if (!PushBlock(block, s.span)) return;
    Body(s.body);
    PopBlock();
  });
  Body(s.orelse);
  code_->Bind(block.break_label);
}

// The loops of a comprehension, innermost the element.
void Compiler::Generators(const ast::Expr* e,
                          ast::Seq<ast::Comprehension> generators, size_t index,
                          const ast::Expr* element, const ast::Expr* value,
                          Reg result) {
  TempMark mark(this);
  if (index == generators.size()) {
    if (value != nullptr) {
      const Reg key = Protect(Operand(element), value);
      const Reg v = Operand(value);
      code_->Emit(Op::kDICT_ADD, result, key, v, e->span);
    } else if (e->kind == ast::ExprKind::kGeneratorExp) {
      const Reg sent = code_->NewTemp();
      EmitYield(Op::kYIELD, sent, Operand(element), e->span,
                function_->scope->is_coroutine);
    } else {
      code_->Emit(e->kind == ast::ExprKind::kSetComp ? Op::kSET_ADD
                                                     : Op::kLIST_APPEND,
                  result, Operand(element), 0, e->span);
    }
    return;
  }
  const ast::Comprehension& g = *generators[index];
  Reg iterator = 0;  // the parameter `.0`
  if (index > 0) {
    iterator = code_->NewTemp();
    if (g.is_async) {
      code_->Emit(Op::kGET_AITER, iterator, Operand(g.iter, iterator), 0,
                  g.iter->span);
    } else {
    const Const* constant = folder_.FoldIterable(g.iter);
    const Reg source = constant != nullptr
                           ? ConstOperand(constant, g.iter->span, iterator)
                           : Operand(g.iter, iterator);
    code_->Emit(Op::kGET_ITER, iterator, source, 0, e->span);
    }
  }
  const Label bottom = code_->NewLabel();
  auto body = [&] {
    for (const ast::Expr* condition : g.ifs) {
      JumpIf(condition, bottom, false, e->span);
    }
    Generators(e, generators, index + 1, element, value, result);
  };
  if (g.is_async) {
    AsyncIterationLoop(g.target, iterator, bottom, e->span, body);
  } else {
    IterationLoop(g.target, iterator, bottom, e->span, e->span, body);
  }
}

}  // namespace pyjit::compiler
