#include <climits>

#include "absl/strings/str_cat.h"
#include "frontend/compiler/ast_walk.h"
#include "frontend/compiler/compiler.h"

// Assignment of all kinds, unpacking, del.

namespace pyjit::compiler {

using ast::As;

namespace {

// Elements of a tuple or list expression; false if `e` is neither.
bool ElementsOf(const ast::Expr* e, ast::Seq<ast::Expr>* elts) {
  if (const auto* tuple = ast::DynCast<ast::Tuple>(e)) {
    *elts = tuple->elts;
    return true;
  }
  if (const auto* list = ast::DynCast<ast::List>(e)) {
    *elts = list->elts;
    return true;
  }
  return false;
}

// More values than this are not worth assigning in parallel.
constexpr size_t kMaxParallel = 16;

}  // namespace

bool Compiler::StoresLocal(const ast::Expr* e, Reg local) {
  return AnyExpr(e, [&](const ast::Expr* child) {
    const auto* name = ast::DynCast<ast::Name>(child);
    return name != nullptr && name->ctx != ast::ExprContext::kLoad &&
           FastTarget(child) == local;
  });
}

bool Compiler::ReadsLocal(const ast::Expr* e, Reg local) {
  return AnyExpr(
      e, [&](const ast::Expr* child) { return FastTarget(child) == local; });
}

// ---- One target ----

void Compiler::Store(const ast::Expr* target, Reg value) {
  ++depth_;
  if (TooDeep()) {
    --depth_;
    return;
  }
  TempMark mark(this);
  ast::Seq<ast::Expr> elts;
  switch (target->kind) {
    case ast::ExprKind::kName:
      StoreName(As<ast::Name>(*target).id, value, target->span);
      break;
    case ast::ExprKind::kAttribute: {
      const auto& a = As<ast::Attribute>(*target);
      if (Forbidden(a.attr, target->span, ast::ExprContext::kStore)) break;
      value = Protect(value, a.value);
      const Reg object = Operand(a.value);
      code_->Emit(Op::kSTORE_ATTR, object, value, NameIndex(MangleHere(a.attr)),
                  AttributeSpan(a));
      break;
    }
    case ast::ExprKind::kSubscript: {
      const auto& s = As<ast::Subscript>(*target);
      value = Protect(value, target);
      const Reg container = Protect(Operand(s.value), s.slice);
      const Reg index = IndexOperand(s.slice, kNoReg);
      code_->Emit(Op::kSET_ITEM, container, index, value, target->span);
      break;
    }
    case ast::ExprKind::kStarred:
      Fail(target->span, "starred assignment target must be in a list or tuple");
      break;
    default:
      if (ElementsOf(target, &elts)) Unpack(elts, value, target->span);
      break;
  }
  --depth_;
}

void Compiler::Unpack(ast::Seq<ast::Expr> elts, Reg value,
                      const SourceSpan& span) {
  const size_t n = elts.size();
  size_t star = n;
  for (size_t i = 0; i < n; ++i) {
    if (elts[i]->kind != ast::ExprKind::kStarred) continue;
    if (star != n) {
      Fail(span, "multiple starred expressions in assignment");
      return;
    }
    star = i;
    if (i >= (1 << 8) || n - i - 1 >= (INT_MAX >> 8)) {
      Fail(span, "too many expressions in star-unpacking assignment");
      return;
    }
  }
  auto target_of = [&](size_t i) -> const ast::Expr* {
    const auto* starred = ast::DynCast<ast::Starred>(elts[i]);
    return starred == nullptr ? elts[i] : starred->value;
  };
  // Locals that lie in a row are filled at once.
  Reg run = n > 0 && MayWriteEarly() ? FastTarget(target_of(0)) : kNoReg;
  for (size_t i = 0; i < n && run != kNoReg; ++i) {
    const Reg r = run + static_cast<Reg>(i);
    if (FastTarget(target_of(i)) != r || r == value) run = kNoReg;
  }
  const bool in_place = run != kNoReg;
  if (!in_place) {
    run = code_->next_temp();
    code_->SetNextTemp(run + static_cast<Reg>(n));
  }
  if (star == n) {
    code_->Emit(Op::kUNPACK, n == 0 ? 0 : run, value, static_cast<int32_t>(n),
                span);
  } else {
    code_->EmitWide(Op::kUNPACK_EX, run, value, static_cast<int32_t>(star),
                    static_cast<int32_t>(n - star - 1), span);
  }
  for (size_t i = 0; i < n; ++i) {
    const Reg r = run + static_cast<Reg>(i);
    if (in_place) {
      MarkBound(r);
    } else {
      Store(target_of(i), r);
    }
  }
}

// ---- a = b = value ----

void Compiler::AssignStatement(const ast::Assign& s) {
  TempMark mark(this);
  const ast::Expr* first = s.targets[0];
  if (s.targets.size() == 1) {
    const Reg local = FastTarget(first);
    if (local != kNoReg) {
      Into(s.value, local);
      MarkBound(local);
      return;
    }
    ast::Seq<ast::Expr> targets, values;
    if (ElementsOf(first, &targets) && ElementsOf(s.value, &values) &&
        ParallelAssign(targets, values)) {
      return;
    }
  }
  const Const* constant = folder_.Fold(s.value);
  bool simple = true;  // no target looks inside another
  for (const ast::Expr* target : s.targets) {
    if (FastTarget(target) == kNoReg) simple = false;
  }
  if (constant != nullptr && simple) {
    for (const ast::Expr* target : s.targets) {
      const Reg local = FastTarget(target);
      LoadConst(constant, local, s.value->span);
      MarkBound(local);
    }
    return;
  }
  // The first local target can hold the value for the others, unless one of
  // them writes it.
  Reg value = kNoReg;
  size_t next = 0;
  if (constant == nullptr && s.targets.size() > 1 &&
      !function_->scope->has_walrus) {
    const Reg local = FastTarget(first);
    bool stays = local != kNoReg;
    for (size_t i = 1; i < s.targets.size() && stays; ++i) {
      stays = !StoresLocal(s.targets[i], local);
    }
    if (stays) {
      Into(s.value, local);
      MarkBound(local);
      value = local;
      next = 1;
    }
  }
  if (value == kNoReg) {
    value = Operand(s.value);
    bool written = false;
    for (size_t i = 0; i + 1 < s.targets.size(); ++i) {
      written = written || StoresLocal(s.targets[i], value);
    }
    if (written && value < function_->unit->local_count) {
      const Reg copy = code_->NewTemp();
      Move(copy, value, s.value->span);
      value = copy;
    }
  }
  for (; next < s.targets.size(); ++next) Store(s.targets[next], value);
}

// ---- a, b = x, y ----

bool Compiler::ParallelAssign(ast::Seq<ast::Expr> targets,
                              ast::Seq<ast::Expr> values) {
  if (targets.size() != values.size() || targets.size() > kMaxParallel) {
    return false;
  }
  for (size_t i = 0; i < targets.size(); ++i) {
    if (targets[i]->kind == ast::ExprKind::kStarred ||
        values[i]->kind == ast::ExprKind::kStarred) {
      return false;
    }
  }
  if (ParallelLocals(targets, values)) return true;
  std::vector<Reg> regs;
  for (size_t i = 0; i < values.size(); ++i) {
    Reg r = Operand(values[i]);
    if (r < function_->unit->local_count) {
      bool written = false;
      for (const ast::Expr* target : targets) {
        written = written || StoresLocal(target, r);
      }
      for (size_t j = i + 1; j < values.size(); ++j) {
        written = written || StoresLocal(values[j], r);
      }
      if (written) {
        const Reg copy = code_->NewTemp();
        Move(copy, r, values[i]->span);
        r = copy;
      }
    }
    regs.push_back(r);
  }
  for (size_t i = 0; i < targets.size(); ++i) Store(targets[i], regs[i]);
  return true;
}

// All targets are different plain locals: values are computed, where possible
// in place, and the rest is moved in an order that loses nothing.
bool Compiler::ParallelLocals(ast::Seq<ast::Expr> targets,
                              ast::Seq<ast::Expr> values) {
  const size_t n = targets.size();
  if (function_->scope->has_walrus) return false;
  std::vector<Reg> to(n), from(n, kNoReg);
  for (size_t i = 0; i < n; ++i) {
    to[i] = FastTarget(targets[i]);
    if (to[i] == kNoReg) return false;
    for (size_t j = 0; j < i; ++j) {
      if (to[j] == to[i]) return false;
    }
  }
  auto trivial = [&](const ast::Expr* e) {
    const Reg r = FastTarget(e);
    return folder_.Fold(e) != nullptr ||
           (r != kNoReg && code_->locals().Has(r));
  };
  std::vector<const Const*> constants(n, nullptr);
  for (size_t i = 0; i < n; ++i) {
    constants[i] = folder_.Fold(values[i]);
    if (constants[i] != nullptr) continue;
    if (FastTarget(values[i]) != kNoReg) {
      from[i] = Operand(values[i]);
      continue;
    }
    bool in_place = true;
    for (size_t j = 0; j < i; ++j) {
      if (from[j] == to[i]) in_place = false;
    }
    for (size_t j = i + 1; j < n; ++j) {
      if (ReadsLocal(values[j], to[i])) in_place = false;
      if (!trivial(values[j]) && !MayWriteEarly()) in_place = false;
    }
    from[i] = in_place ? to[i] : code_->NewTemp();
    Into(values[i], from[i]);
  }
  // Moves whose target nobody still has to read go first; what is left are
  // cycles, broken by a copy.
  std::vector<bool> done(n);
  size_t left = 0;
  for (size_t i = 0; i < n; ++i) {
    done[i] = constants[i] != nullptr || from[i] == to[i];
    left += !done[i];
  }
  while (left > 0) {
    bool moved = false;
    for (size_t i = 0; i < n; ++i) {
      if (done[i]) continue;
      bool read_later = false;
      for (size_t j = 0; j < n; ++j) {
        if (!done[j] && j != i && from[j] == to[i]) read_later = true;
      }
      if (read_later) continue;
      Move(to[i], from[i], targets[i]->span);
      done[i] = moved = true;
      --left;
    }
    if (moved) continue;
    size_t i = 0;
    while (done[i]) ++i;
    const Reg copy = code_->NewTemp();
    Move(copy, to[i], targets[i]->span);
    for (size_t j = 0; j < n; ++j) {
      if (!done[j] && from[j] == to[i]) from[j] = copy;
    }
  }
  for (size_t i = 0; i < n; ++i) {
    if (constants[i] != nullptr) {
      LoadConst(constants[i], to[i], values[i]->span);
    }
    MarkBound(to[i]);
  }
  return true;
}

// ---- a += b ----

void Compiler::AugmentedAssign(const ast::AugAssign& s) {
  TempMark mark(this);
  switch (s.target->kind) {
    case ast::ExprKind::kName: {
      const auto& name = As<ast::Name>(*s.target);
      const Reg local = FastTarget(s.target);
      const Reg value = code_->NewTemp();
      Reg left = LoadName(name.id, s.target->span, value);
      left = Protect(left, s.value);
      const Reg dst = local != kNoReg ? local : value;
      BinaryOp(s.op, dst, left, s.value, s.span, true,
               left == value ? kNoReg : value);
      if (local == kNoReg) {
        StoreName(name.id, value, s.target->span);
      } else {
        Forbidden(name.id, s.target->span, ast::ExprContext::kStore);
      }
      return;
    }
    case ast::ExprKind::kAttribute: {
      const auto& a = As<ast::Attribute>(*s.target);
      if (Forbidden(a.attr, a.span, ast::ExprContext::kStore)) return;
      const SourceSpan span = AttributeSpan(a);
      const int name = NameIndex(MangleHere(a.attr));
      const Reg object = Protect(Operand(a.value), s.value);
      const Reg value = code_->NewTemp();
      code_->Emit(Op::kLOAD_ATTR, value, object, name, span);
      BinaryOp(s.op, value, value, s.value, s.span, true, kNoReg);
      code_->Emit(Op::kSTORE_ATTR, object, value, name, span);
      return;
    }
    case ast::ExprKind::kSubscript: {
      const auto& t = As<ast::Subscript>(*s.target);
      const Reg container =
          Protect(Protect(Operand(t.value), t.slice), s.value);
      const Reg index = Protect(IndexOperand(t.slice, kNoReg), s.value);
      const Reg value = code_->NewTemp();
      code_->Emit(Op::kGET_ITEM, value, container, index, t.span);
      BinaryOp(s.op, value, value, s.value, s.span, true, kNoReg);
      code_->Emit(Op::kSET_ITEM, container, index, value, t.span);
      return;
    }
    default:
      return;  // refused by the parser
  }
}

// ---- a: int = b ----

void Compiler::AnnotatedAssign(const ast::AnnAssign& s) {
  TempMark mark(this);
  if (s.value != nullptr) {
    const Reg local = FastTarget(s.target);
    if (local != kNoReg) {
      Into(s.value, local);
      MarkBound(local);
    } else {
      Store(s.target, Operand(s.value));
    }
  }
  const bool keeps = function_->scope->kind != ScopeKind::kFunction;
  switch (s.target->kind) {
    case ast::ExprKind::kName: {
      const auto& name = As<ast::Name>(*s.target);
      if (Forbidden(name.id, s.span, ast::ExprContext::kStore)) return;
      if (!s.simple || !keeps) break;
      const Reg annotation = code_->NewTemp();
      AnnotationInto(s.annotation, annotation);
      const Reg dict = code_->NewTemp();
      LoadNameInto("__annotations__", s.span, dict);
      const Reg key = code_->NewTemp();
      LoadConst(maker_.Str(MangleHere(name.id)), key, s.span);
      code_->Emit(Op::kSET_ITEM, dict, key, annotation, s.span);
      return;
    }
    case ast::ExprKind::kAttribute: {
      const auto& a = As<ast::Attribute>(*s.target);
      if (Forbidden(a.attr, s.target->span, ast::ExprContext::kStore)) return;
      if (s.value == nullptr) Effect(a.value);
      break;
    }
    case ast::ExprKind::kSubscript: {
      const auto& t = As<ast::Subscript>(*s.target);
      if (s.value == nullptr) {
        Effect(t.value);
        if (t.slice->kind != ast::ExprKind::kSlice) Effect(t.slice);
      }
      break;
    }
    default:
      break;
  }
  // Evaluated, though not kept.
  if (!s.simple && keeps && !future_.annotations) Effect(s.annotation);
}

// ---- del ----

void Compiler::DeleteTarget(const ast::Expr* target) {
  ++depth_;
  if (TooDeep()) {
    --depth_;
    return;
  }
  TempMark mark(this);
  ast::Seq<ast::Expr> elts;
  if (const auto* name = ast::DynCast<ast::Name>(target)) {
    DeleteName(name->id, target->span);
  } else if (const auto* a = ast::DynCast<ast::Attribute>(target)) {
    const Reg object = Operand(a->value);
    code_->Emit(Op::kDELETE_ATTR, object, NameIndex(MangleHere(a->attr)), 0,
                AttributeSpan(*a));
  } else if (const auto* s = ast::DynCast<ast::Subscript>(target)) {
    const Reg container = Protect(Operand(s->value), s->slice);
    const Reg index = IndexOperand(s->slice, kNoReg);
    code_->Emit(Op::kDELETE_ITEM, container, index, 0, target->span);
  } else if (ElementsOf(target, &elts)) {
    for (const ast::Expr* e : elts) DeleteTarget(e);
  }
  --depth_;
}

}  // namespace pyjit::compiler
