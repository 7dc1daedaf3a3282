#include <algorithm>

#include "absl/strings/str_cat.h"
#include "frontend/compiler/compiler.h"
#include "runtime/code.h"

// Statements, but for assignment, loops, try, with, def and class.

namespace pyjit::compiler {

using ast::As;

namespace {

// What ran last when a body has run to its end without exceptions, as far as the text
// tells: the line of an implicit return.
SourceSpan EndSpan(ast::Seq<ast::Stmt> body) {
  const ast::Stmt* s = body[body.size() - 1];
  switch (s->kind) {
    case ast::StmtKind::kIf: {
      const auto& i = As<ast::If>(*s);
      return i.orelse.empty() ? i.test->span : EndSpan(i.orelse);
    }
    case ast::StmtKind::kTry: {
      const auto& t = As<ast::Try>(*s);
      return EndSpan(!t.finalbody.empty() ? t.finalbody : t.orelse.empty() ? t.body : t.orelse);
    }
    case ast::StmtKind::kFor: {
      const auto& loop = As<ast::For>(*s);
      return loop.orelse.empty() ? loop.span : EndSpan(loop.orelse);
    }
    case ast::StmtKind::kWhile: {
      const auto& loop = As<ast::While>(*s);
      return loop.orelse.empty() ? loop.test->span : EndSpan(loop.orelse);
    }
    default:
      return s->span;
  }
}

// Statements whose last instruction need not be what ran last.
bool IsCompound(const ast::Stmt* s) {
  switch (s->kind) {
    case ast::StmtKind::kIf:
    case ast::StmtKind::kTry:
    case ast::StmtKind::kFor:
    case ast::StmtKind::kWhile:
    case ast::StmtKind::kWith:
    case ast::StmtKind::kMatch:
      return true;
    default:
      return false;
  }
}

}  // namespace

// Where the body that was just compiled ended.
SourceSpan Compiler::TailSpan(ast::Seq<ast::Stmt> body) const {
  const SourceSpan last = code_->last_span();
  return last.line > 0 && !IsCompound(body[body.size() - 1]) ? last : EndSpan(body);
}

void Compiler::Body(ast::Seq<ast::Stmt> body) {
  const bool tail = tail_;
  for (size_t i = 0; i < body.size() && !failed_; ++i) {
    tail_ = tail && i + 1 == body.size();
    Statement(body[i]);
  }
  tail_ = tail;
}

void Compiler::OutermostBody(ast::Seq<ast::Stmt> body) {
  const bool tail = tail_;
  tail_ = true;
  Body(body);
  tail_ = tail;
  ReturnNone(body.empty() ? code_->last_span() : TailSpan(body));
}

void Compiler::ReturnNone(const SourceSpan& span) {
  if (!code_->reachable()) return;
  const int none = code_->AddConst(maker_.Simple(ConstKind::kNone), true);
  code_->Emit(Op::kRETURN_CONST, 0, none, 0, span);
}

// Nothing runs behind the statement but the implicit return.
bool Compiler::AtTail() const {
  return tail_ && std::all_of(function_->blocks.begin(), function_->blocks.end(),
                              [](const Block& b) { return b.kind == Block::kTryExcept; });
}

void Compiler::JumpToEnd(Label end, ast::Seq<ast::Stmt> body, const SourceSpan& span) {
  if (AtTail()) {
    ReturnNone(TailSpan(body));
  } else {
    code_->Jump(end, span);
  }
}

void Compiler::Statement(const ast::Stmt* s) {
  ++depth_;
  ++statements_;
  if (!TooDeep()) {
    TempMark mark(this);
    StatementNode(s);
  }
  --depth_;
}

void Compiler::StatementNode(const ast::Stmt* s) {
  switch (s->kind) {
    case ast::StmtKind::kFunctionDef:
      return FunctionStatement(As<ast::FunctionDef>(*s));
    case ast::StmtKind::kClassDef:
      return ClassStatement(As<ast::ClassDef>(*s));
    case ast::StmtKind::kReturn:
      return ReturnStatement(As<ast::Return>(*s));
    case ast::StmtKind::kDelete:
      for (const ast::Expr* e : As<ast::Delete>(*s).targets) DeleteTarget(e);
      return;
    case ast::StmtKind::kAssign:
      return AssignStatement(As<ast::Assign>(*s));
    case ast::StmtKind::kAugAssign:
      return AugmentedAssign(As<ast::AugAssign>(*s));
    case ast::StmtKind::kAnnAssign:
      return AnnotatedAssign(As<ast::AnnAssign>(*s));
    case ast::StmtKind::kFor:
      return ForStatement(As<ast::For>(*s));
    case ast::StmtKind::kWhile:
      return WhileStatement(As<ast::While>(*s));
    case ast::StmtKind::kIf:
      return IfStatement(As<ast::If>(*s));
    case ast::StmtKind::kWith:
      return WithStatement(As<ast::With>(*s), 0);
    case ast::StmtKind::kMatch:
      return MatchStatement(As<ast::Match>(*s));
    case ast::StmtKind::kRaise: {
      const auto& r = As<ast::Raise>(*s);
      Reg exc = kNoReg, cause = kNoReg;
      if (r.exc != nullptr) exc = Operand(r.exc);
      if (r.cause != nullptr) {
        exc = Protect(exc, r.cause);
        cause = Operand(r.cause);
      }
      code_->Emit(Op::kRAISE, exc, cause, 0, s->span);
      return;
    }
    case ast::StmtKind::kTry:
      return TryStatement(As<ast::Try>(*s));
    case ast::StmtKind::kAssert:
      return AssertStatement(As<ast::Assert>(*s));
    case ast::StmtKind::kImport:
      return ImportStatement(As<ast::Import>(*s));
    case ast::StmtKind::kImportFrom:
      return ImportFromStatement(As<ast::ImportFrom>(*s));
    case ast::StmtKind::kGlobal:
    case ast::StmtKind::kNonlocal:
      return;
    case ast::StmtKind::kPass:
      // For who traces lines. A loop that does nothing has LOOP for it.
      if (s != silent_pass_) code_->Emit(Op::kNOP, 0, 0, 0, s->span);
      return;
    case ast::StmtKind::kExprStmt: {
      const auto& e = As<ast::ExprStmt>(*s);
      if (function_->interactive) {
        code_->Emit(Op::kPRINT_EXPR, Operand(e.value), 0, 0, s->span);
      } else if (e.value->kind == ast::ExprKind::kConstant &&
                 As<ast::Constant>(*e.value).constant_kind != ast::ConstantKind::kStr) {
        code_->Emit(Op::kNOP, 0, 0, 0, s->span);  // for who traces lines
      } else {
        Effect(e.value);
      }
      return;
    }
    case ast::StmtKind::kBreak:
    case ast::StmtKind::kContinue:
      return BreakOrContinue(s);
  }
}

void Compiler::IfStatement(const ast::If& s) {
  // `if test: break` is one conditional jump when nothing has to be cleaned up.
  if (s.body.size() == 1 && !function_->blocks.empty() &&
      function_->blocks.back().kind == Block::kLoop) {
    const Block& loop = function_->blocks.back();
    const bool is_break = s.body[0]->kind == ast::StmtKind::kBreak;
    // On a line of its own it is an instruction of its own, for who traces lines.
    const bool same_line = s.body[0]->span.line == s.test->span.end_line;
    if (same_line && (is_break || s.body[0]->kind == ast::StmtKind::kContinue)) {
      JumpIf(s.test, is_break ? loop.break_label : loop.continue_label, true,
             s.span);
      return Body(s.orelse);
    }
  }
  const Label orelse = code_->NewLabel();
  // For who traces lines.
  if (folder_.Fold(s.test) != nullptr) code_->Emit(Op::kNOP, 0, 0, 0, s.test->span);
  JumpIf(s.test, orelse, false, s.span);
  Body(s.body);
  if (s.orelse.empty()) {
    if (AtTail()) ReturnNone(TailSpan(s.body));
    code_->Bind(orelse);
    if (AtTail()) ReturnNone(s.test->span);
    return;
  }
  const Label end = code_->NewLabel();
  JumpToEnd(end, s.body, code_->last_span());
  code_->Bind(orelse);
  Body(s.orelse);
  code_->Bind(end);
}

// ---- return ----

// Where a `return` stands that had something to do on its way out.
SourceSpan Compiler::AfterUnwind(const SourceSpan& span) const {
  if (!RunsOnTheWayOut(0)) return span;
  const SourceSpan last = code_->last_span();
  return last.line > 0 ? last : span;
}

bool Compiler::RunsOnTheWayOut(size_t keep) const {
  const std::vector<Block>& blocks = function_->blocks;
  return std::any_of(blocks.begin() + static_cast<ptrdiff_t>(std::min(keep, blocks.size())),
                     blocks.end(), [](const Block& block) {
                       return block.kind == Block::kTryFinally || block.kind == Block::kWith;
                     });
}

void Compiler::ReturnStatement(const ast::Return& s) {
  if (function_->scope->kind != ScopeKind::kFunction) {
    return Fail(s.span, "'return' outside function");
  }
  // For who traces lines: before what runs on the way out.
  if (RunsOnTheWayOut(0)) code_->Emit(Op::kNOP, 0, 0, 0, s.span);
  if (s.value == nullptr) {
    Unwind(0, s.span);
    return ReturnNone(AfterUnwind(s.span));
  }
  if (function_->unit->flags & kCodeAsyncGenerator) {
    return Fail(s.span, "'return' with value in async generator");
  }
  ReturnValue(s.value, s.span);
}

void Compiler::ReturnValue(const ast::Expr* value, const SourceSpan& span) {
  ++depth_;
  if (TooDeep()) {
    --depth_;
    return;
  }
  TempMark mark(this);
  bool leaves_locals = true;  // nothing on the way out assigns locals
  bool leaves_nothing = true;  // there is nothing to do on the way out
  for (const Block& block : function_->blocks) {
    if (block.kind == Block::kTryFinally ||
        block.kind == Block::kNamedHandler) {
      leaves_locals = false;
    }
    if (block.kind != Block::kLoop && block.kind != Block::kTryExcept) {
      leaves_nothing = false;
    }
  }
  const auto* conditional = ast::DynCast<ast::IfExp>(value);
  const auto* boolean = ast::DynCast<ast::BoolOp>(value);
  if (const Const* c = folder_.Fold(value)) {
    Unwind(0, span);
    if (code_->reachable()) {
      const int index = code_->AddConst(c, true);
      code_->Emit(Op::kRETURN_CONST, 0, index, 0, AfterUnwind(span));
    }
  } else if (conditional != nullptr && leaves_nothing) {
    const Label orelse = code_->NewLabel();
    JumpIf(conditional->test, orelse, false, value->span);
    ReturnValue(conditional->body, span);
    code_->Bind(orelse);
    ReturnValue(conditional->orelse, span);
  } else if (boolean != nullptr && leaves_nothing) {
    const bool is_or = boolean->op == ast::BoolOperator::kOr;
    for (const ast::Expr* part : boolean->values) {
      if (part == boolean->values.back()) {
        ReturnValue(part, span);
        break;
      }
      TempMark inner(this);
      const Label next = code_->NewLabel();
      const Reg result = Operand(part);
      code_->JumpOp(Op::kJUMP_IF, result, 0, next, !is_or, value->span);
      Unwind(0, span);
      code_->Emit(Op::kRETURN, result, 0, 0, span);
      code_->Bind(next);
    }
  } else {
    Reg result = Operand(value);
    if (!leaves_locals && result < function_->unit->local_count) {
      const Reg copy = code_->NewTemp();
      Move(copy, result, span);
      result = copy;
    }
    Unwind(0, span);
    code_->Emit(Op::kRETURN, result, 0, 0, AfterUnwind(span));
  }
  --depth_;
}

// ---- assert ----

namespace {

// Where CPython stands after the jumps of a condition: at the last comparison,
// if there is one.
SourceSpan SpanAfterJumps(const ast::Expr* e, const SourceSpan& before) {
  if (e->kind == ast::ExprKind::kCompare) return e->span;
  SourceSpan span = before;
  if (const auto* u = ast::DynCast<ast::UnaryOp>(e)) {
    if (u->op == ast::UnaryOperator::kNot) {
      span = SpanAfterJumps(u->operand, span);
    }
  } else if (const auto* b = ast::DynCast<ast::BoolOp>(e)) {
    for (const ast::Expr* value : b->values) span = SpanAfterJumps(value, span);
  } else if (const auto* i = ast::DynCast<ast::IfExp>(e)) {
    span = SpanAfterJumps(i->test, span);
    span = SpanAfterJumps(i->body, span);
    span = SpanAfterJumps(i->orelse, span);
  }
  return span;
}

}  // namespace

void Compiler::AssertStatement(const ast::Assert& s) {
  if (options_.optimize) {
    // Checked for errors all the same.
    const bool reachable = code_->reachable();
    const LocalSet locals = code_->locals();
    const Label after = code_->NewLabel();
    if (reachable) {
      code_->SetUnreachable();
      Effect(s.test);
      if (s.msg != nullptr) Effect(s.msg);
      code_->BindLoopTop(after, true, locals);
    }
    return;
  }
  const Label end = code_->NewLabel();
  JumpIf(s.test, end, true, s.span);
  const SourceSpan span = SpanAfterJumps(s.test, s.span);
  const Const* cls = maker_.Exception("AssertionError");
  const Reg base = code_->NewTemp();
  LoadConst(cls, base, span);
  if (s.msg != nullptr) {
    code_->SetNextTemp(base + 6);
    Into(s.msg, code_->NewTemp());
    code_->Reserve(base + 8);
    code_->Emit(Op::kCALL, base, base, 1, span);
  }
  code_->Emit(Op::kRAISE, base, kNoReg, 0, span);
  code_->Bind(end);
}

// ---- import ----

void Compiler::ImportInto(absl::string_view name, Reg from_list, int level,
                          Reg dst, const SourceSpan& span) {
  code_->EmitWide(Op::kIMPORT_NAME, dst, NameIndex(name), from_list, level,
                  span);
}

void Compiler::ImportStatement(const ast::Import& s) {
  for (const ast::Alias* alias : s.names) {
    TempMark mark(this);
    const Reg module = code_->NewTemp();
    ImportInto(alias->name, kNoReg, 0, module, s.span);
    absl::string_view rest = alias->name;
    size_t dot = rest.find('.');
    if (alias->asname.empty()) {
      StoreName(rest.substr(0, dot), module, s.span);
      continue;
    }
    // import a.b.c as d: d is the innermost module.
    while (dot != absl::string_view::npos) {
      rest = rest.substr(dot + 1);
      dot = rest.find('.');
      code_->Emit(Op::kIMPORT_FROM, module, module,
                  NameIndex(rest.substr(0, dot)), s.span);
    }
    StoreName(alias->asname, module, s.span);
  }
}

void Compiler::ImportFromStatement(const ast::ImportFrom& s) {
  if (s.module == "__future__" && s.level == 0 &&
      s.span.line > future_.last_line) {
    return Fail(s.span,
                "from __future__ imports must occur at the beginning of the "
                "file");
  }
  TempMark mark(this);
  std::vector<const Const*> names;
  for (const ast::Alias* alias : s.names) {
    names.push_back(maker_.Str(alias->name));
  }
  const Reg module = code_->NewTemp();
  LoadConst(maker_.Sequence(ConstKind::kTuple, std::move(names)), module,
            s.span);
  ImportInto(s.module, module, s.level, module, s.span);
  for (const ast::Alias* alias : s.names) {
    if (alias->name == "*") {
      code_->Emit(Op::kIMPORT_STAR, module, 0, 0, s.span);
      continue;
    }
    const absl::string_view as =
        alias->asname.empty() ? alias->name : alias->asname;
    const Place place = PlaceOf(as);
    TempMark inner(this);
    const Reg dst =
        place.kind == Place::kFast ? place.reg : code_->NewTemp();
    code_->Emit(Op::kIMPORT_FROM, dst, module, NameIndex(alias->name), s.span);
    StoreName(as, dst, s.span);
  }
}

}  // namespace pyjit::compiler
