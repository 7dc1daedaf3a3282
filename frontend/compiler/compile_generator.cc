#include "frontend/compiler/compiler.h"
#include "runtime/code.h"

// What suspends: yield, yield from, await. async for is in compile_loop.cc, generator expressions and
// asynchronous comprehensions are in compile_display.cc, async with in
// compile_try.cc.

namespace pyjit::compiler {

using ast::As;

namespace {

// x of YIELD and YIELD_FROM; see bytecode/opcodes.def.
enum { kHandling = 1, kItem = 2, kFinalizes = 4 };

}  // namespace

// Flags of a function's code by what its body does.
uint32_t Compiler::SuspendFlags(const Scope& scope) const {
  if (scope.is_coroutine) {
    return scope.is_generator ? kCodeAsyncGenerator : kCodeCoroutine;
  }
  return scope.is_generator ? kCodeGenerator : 0;
}

bool Compiler::IsSuspendable() const {
  return (function_->unit->flags &
          (kCodeGenerator | kCodeCoroutine | kCodeAsyncGenerator)) != 0;
}

bool Compiler::IsAwaitingModule(const Scope& scope) const {
  return options_.top_level_await && scope.kind == ScopeKind::kModule && scope.is_coroutine;
}

bool Compiler::InAsyncFunction() const {
  const Scope& scope = *function_->scope;
  return scope.is_coroutine && (scope.kind == ScopeKind::kFunction || IsAwaitingModule(scope));
}

int Compiler::OutermostHandled() const {
  if (!IsSuspendable()) return 0;
  for (const Block& block : function_->blocks) {
    if (block.kind == Block::kHandled) return 0;
  }
  return 1;
}

// The prologue of what suspends: the call returns here.
void Compiler::MakeGenerator(const SourceSpan& span) {
  TempMark mark(this);
  const Reg sent = code_->NewTemp();
  code_->Emit(Op::kMAKE_GENERATOR, sent, 0, sent, span);
}

void Compiler::EmitYield(Op op, Reg dst, Reg value, const SourceSpan& span,
                         bool item) {
  int x = item ? kItem : 0;
  for (const Block& block : function_->blocks) {
    if (block.kind == Block::kHandled) x |= kHandling;
  }
  if (function_->handlers > 0) x |= kFinalizes;
  code_->Emit(op, dst, value, code_->next_temp(), span, x);
}

void Compiler::YieldInto(const ast::Yield& e, Reg dst) {
  if (function_->scope->kind != ScopeKind::kFunction) {
    return Fail(e.span, "'yield' outside function");
  }
  const Reg value = code_->NewTemp();
  Reg source = value;
  if (e.value == nullptr) {
    LoadNone(value, e.span);
  } else {
    source = Operand(e.value, value);
  }
  EmitYield(Op::kYIELD, dst, source, e.span,
            (function_->unit->flags & kCodeAsyncGenerator) != 0);
}

void Compiler::YieldFromInto(const ast::YieldFrom& e, Reg dst) {
  if (function_->scope->kind != ScopeKind::kFunction) {
    return Fail(e.span, "'yield' outside function");
  }
  if (function_->scope->is_coroutine) {
    return Fail(e.span, "'yield from' inside async function");
  }
  const Reg sent = code_->NewTemp(), iterator = code_->NewTemp();
  const Reg source = Operand(e.value, iterator);
  code_->Emit(Op::kGET_YIELD_ITER, iterator, source, 0, e.span);
  LoadNone(sent, e.span);
  EmitYield(Op::kYIELD_FROM, sent, iterator, e.span, false);
  Move(dst, sent, e.span);
}

void Compiler::AwaitValue(Reg value, Reg dst, int which,
                          const SourceSpan& span) {
  TempMark mark(this);
  const Reg sent = code_->NewTemp(), iterator = code_->NewTemp();
  code_->Emit(Op::kGET_AWAITABLE, iterator, value, 0, span, which);
  LoadNone(sent, span);
  EmitYield(Op::kYIELD_FROM, sent, iterator, span, false);
  Move(dst, sent, span);
}

void Compiler::AwaitInto(const ast::Await& e, Reg dst) {
  if (!InAsyncFunction()) {
    return Fail(e.span, function_->scope->kind == ScopeKind::kFunction
                            ? "'await' outside async function"
                            : "'await' outside function");
  }
  const Reg value = code_->NewTemp();
  AwaitValue(Operand(e.value, value), dst, 0, e.span);
}

}  // namespace pyjit::compiler
