#include <cstdint>

#include "absl/strings/str_cat.h"
#include "frontend/compiler/ast_walk.h"
#include "frontend/compiler/compiler.h"

// Expressions: operators, names, attributes, subscripts, f-strings.

namespace pyjit::compiler {

using ast::As;

namespace {

struct BinaryOps {
  Op op;
  Op immediate;  // kNOP: there is none
};

BinaryOps OpsOf(ast::BinaryOperator op) {
  switch (op) {
    case ast::BinaryOperator::kAdd:
      return {Op::kADD, Op::kADD_I};
    case ast::BinaryOperator::kSub:
      return {Op::kSUB, Op::kSUB_I};
    case ast::BinaryOperator::kMult:
      return {Op::kMUL, Op::kMUL_I};
    case ast::BinaryOperator::kMatMult:
      return {Op::kMATMUL, Op::kNOP};
    case ast::BinaryOperator::kDiv:
      return {Op::kTRUEDIV, Op::kNOP};
    case ast::BinaryOperator::kMod:
      return {Op::kMOD, Op::kMOD_I};
    case ast::BinaryOperator::kPow:
      return {Op::kPOW, Op::kNOP};
    case ast::BinaryOperator::kLShift:
      return {Op::kLSHIFT, Op::kLSHIFT_I};
    case ast::BinaryOperator::kRShift:
      return {Op::kRSHIFT, Op::kRSHIFT_I};
    case ast::BinaryOperator::kBitOr:
      return {Op::kOR, Op::kNOP};
    case ast::BinaryOperator::kBitXor:
      return {Op::kXOR, Op::kNOP};
    case ast::BinaryOperator::kBitAnd:
      return {Op::kAND, Op::kAND_I};
    case ast::BinaryOperator::kFloorDiv:
      return {Op::kFLOORDIV, Op::kFLOORDIV_I};
  }
  return {Op::kNOP, Op::kNOP};
}

}  // namespace

void Compiler::Move(Reg dst, Reg src, const SourceSpan& span) {
  if (dst != src) code_->Emit(Op::kMOVE, dst, src, 0, span);
}

Reg Compiler::Protect(Reg r, const ast::Expr* later) {
  if (r < 0 || r >= function_->unit->local_count ||
      !function_->scope->has_walrus) {
    return r;
  }
  const bool assigns = AnyExpr(later, [&](const ast::Expr* e) {
    const auto* named = ast::DynCast<ast::NamedExpr>(e);
    return named != nullptr && FastTarget(named->target) == r;
  });
  if (!assigns) return r;
  const Reg copy = code_->NewTemp();
  Move(copy, r, later->span);
  return copy;
}

// ---- Constants ----

void Compiler::LoadConst(const Const* c, Reg dst, const SourceSpan& span) {
  if (!code_->reachable()) return;
  const auto n = SmallIntOf(c);
  if (n && *n >= INT16_MIN && *n <= INT16_MAX) {
    code_->Emit(Op::kLOAD_INT, dst, static_cast<int32_t>(*n) & 0xFFFF, 0, span);
    return;
  }
  const int index = code_->AddConst(c);
  if (index >= 0) {
    code_->Emit(Op::kLOAD_CONST, dst, index, 0, span);
    return;
  }
  const auto [tuple, item] = code_->AddWideConst(c);
  code_->Emit(Op::kLOAD_CONST, dst, tuple, 0, span);
  code_->Emit(Op::kGET_ITEM_I, dst, dst, item, span);
}

void Compiler::LoadNone(Reg dst, const SourceSpan& span) {
  LoadConst(maker_.Simple(ConstKind::kNone), dst, span);
}

Reg Compiler::ConstOperand(const Const* c, const SourceSpan& span, Reg hint) {
  const Reg pinned = code_->Pin(c);
  if (pinned != kNoReg) return pinned;
  const Reg dst = IsTemp(hint) ? hint : code_->NewTemp();
  LoadConst(c, dst, span);
  return dst;
}

// ---- Entry points ----

Reg Compiler::Operand(const ast::Expr* e, Reg hint) {
  if (const Const* c = folder_.Fold(e)) return ConstOperand(c, e->span, hint);
  if (const auto* name = ast::DynCast<ast::Name>(e)) {
    return LoadName(name->id, e->span, hint);
  }
  if (const auto* named = ast::DynCast<ast::NamedExpr>(e)) {
    const Reg target = FastTarget(named->target);
    if (target != kNoReg) {
      Into(named->value, target);
      MarkBound(target);
      return target;
    }
  }
  const Reg dst = IsTemp(hint) ? hint : code_->NewTemp();
  Into(e, dst);
  return dst;
}

void Compiler::Into(const ast::Expr* e, Reg dst) {
  ++depth_;
  if (!TooDeep()) {
    if (const Const* c = folder_.Fold(e)) {
      LoadConst(c, dst, e->span);
    } else {
      TempMark mark(this);
      IntoNode(e, dst);
    }
  }
  --depth_;
}

void Compiler::IntoNode(const ast::Expr* e, Reg dst) {
  switch (e->kind) {
    case ast::ExprKind::kBoolOp:
      return BoolInto(As<ast::BoolOp>(*e), dst);
    case ast::ExprKind::kNamedExpr:
      return NamedInto(As<ast::NamedExpr>(*e), dst);
    case ast::ExprKind::kBinOp:
      return BinaryInto(As<ast::BinOp>(*e), dst);
    case ast::ExprKind::kUnaryOp: {
      const auto& u = As<ast::UnaryOp>(*e);
      const auto* compare = ast::DynCast<ast::Compare>(u.operand);
      if (u.op == ast::UnaryOperator::kNot && compare != nullptr &&
          compare->ops.size() == 1 &&
          compare->ops[0] >= ast::CompareOperator::kIs) {
        // not (a in b) is a not in b; kIs, kIsNot, kIn, kNotIn pair up.
        const Reg left = Protect(Operand(compare->left), compare->comparators[0]);
        const auto op = static_cast<ast::CompareOperator>(
            ((static_cast<int>(compare->ops[0]) -
              static_cast<int>(ast::CompareOperator::kIs)) ^
             1) +
            static_cast<int>(ast::CompareOperator::kIs));
        CompareOp(op, dst, left, CompareRight(op, compare->comparators[0]),
                  u.operand->span);
        return;
      }
      const Reg operand = Operand(u.operand, dst);
      const Op op = u.op == ast::UnaryOperator::kInvert ? Op::kINVERT
                    : u.op == ast::UnaryOperator::kNot  ? Op::kNOT
                    : u.op == ast::UnaryOperator::kUAdd ? Op::kPOS
                                                        : Op::kNEG;
      code_->Emit(op, dst, operand, 0, e->span);
      return;
    }
    case ast::ExprKind::kLambda:
      return LambdaInto(As<ast::Lambda>(*e), dst);
    case ast::ExprKind::kIfExp: {
      const auto& i = As<ast::IfExp>(*e);
      const Label orelse = code_->NewLabel(), end = code_->NewLabel();
      JumpIf(i.test, orelse, false, e->span);
      Into(i.body, dst);
      code_->Jump(end, e->span);
      code_->Bind(orelse);
      Into(i.orelse, dst);
      code_->Bind(end);
      return;
    }
    case ast::ExprKind::kDict:
      return DictInto(As<ast::Dict>(*e), dst);
    case ast::ExprKind::kSet:
      return SetInto(As<ast::Set>(*e), dst);
    case ast::ExprKind::kListComp: {
      const auto& c = As<ast::ListComp>(*e);
      return ComprehensionInto(e, "<listcomp>", Op::kBUILD_LIST, c.generators,
                               c.elt, nullptr, dst);
    }
    case ast::ExprKind::kSetComp: {
      const auto& c = As<ast::SetComp>(*e);
      return ComprehensionInto(e, "<setcomp>", Op::kBUILD_SET, c.generators,
                               c.elt, nullptr, dst);
    }
    case ast::ExprKind::kDictComp: {
      const auto& c = As<ast::DictComp>(*e);
      return ComprehensionInto(e, "<dictcomp>", Op::kBUILD_DICT, c.generators,
                               c.key, c.value, dst);
    }
    case ast::ExprKind::kGeneratorExp: {
      const auto& c = As<ast::GeneratorExp>(*e);
      return ComprehensionInto(e, "<genexpr>", Op::kYIELD, c.generators, c.elt,
                               nullptr, dst);
    }
    case ast::ExprKind::kAwait:
      return AwaitInto(As<ast::Await>(*e), dst);
    case ast::ExprKind::kYield:
      return YieldInto(As<ast::Yield>(*e), dst);
    case ast::ExprKind::kYieldFrom:
      return YieldFromInto(As<ast::YieldFrom>(*e), dst);
    case ast::ExprKind::kCompare:
      return CompareInto(As<ast::Compare>(*e), dst);
    case ast::ExprKind::kCall:
      return CallInto(As<ast::Call>(*e), dst);
    case ast::ExprKind::kFormattedValue:
      return FormattedInto(As<ast::FormattedValue>(*e), dst);
    case ast::ExprKind::kJoinedStr:
      return JoinedInto(As<ast::JoinedStr>(*e), dst);
    case ast::ExprKind::kConstant:
      return;  // folded
    case ast::ExprKind::kAttribute: {
      const auto& a = As<ast::Attribute>(*e);
      const Reg object = Operand(a.value, dst);
      code_->Emit(Op::kLOAD_ATTR, dst, object, NameIndex(MangleHere(a.attr)),
                  AttributeSpan(a));
      return;
    }
    case ast::ExprKind::kSubscript:
      return SubscriptInto(As<ast::Subscript>(*e), dst);
    case ast::ExprKind::kStarred:
      return Fail(e->span, "can't use starred expression here");
    case ast::ExprKind::kName:
      return LoadNameInto(As<ast::Name>(*e).id, e->span, dst);
    case ast::ExprKind::kList:
      return ListInto(Op::kBUILD_LIST, As<ast::List>(*e).elts, dst, e->span);
    case ast::ExprKind::kTuple:
      return ListInto(Op::kBUILD_TUPLE, As<ast::Tuple>(*e).elts, dst, e->span);
    case ast::ExprKind::kSlice:
      return SliceInto(As<ast::Slice>(*e), dst);
  }
}

void Compiler::Effect(const ast::Expr* e) {
  TempMark mark(this);
  if (folder_.Fold(e) != nullptr) return;
  if (const auto* b = ast::DynCast<ast::BoolOp>(e)) {
    const Label end = code_->NewLabel();
    for (size_t i = 0; i + 1 < b->values.size(); ++i) {
      JumpIf(b->values[i], end, b->op == ast::BoolOperator::kOr, e->span);
    }
    Effect(b->values.back());
    code_->Bind(end);
    return;
  }
  Operand(e);
}

// ---- Operators ----

void Compiler::BinaryOp(ast::BinaryOperator op, Reg dst, Reg left,
                        const ast::Expr* right, const SourceSpan& span,
                        bool inplace, Reg scratch) {
  const BinaryOps ops = OpsOf(op);
  if (ops.immediate != Op::kNOP) {
    const auto n = SmallIntOf(folder_.Fold(right));
    if (n && *n >= INT16_MIN && *n <= INT16_MAX) {
      code_->Emit(ops.immediate, dst, left, static_cast<int32_t>(*n) & 0xFFFF,
                  span, inplace);
      return;
    }
  }
  const Reg r = Operand(right, left == scratch ? kNoReg : scratch);
  code_->Emit(ops.op, dst, left, r, span, inplace);
}

void Compiler::BinaryInto(const ast::BinOp& e, Reg dst) {
  if (PercentInto(e, dst)) return;
  const Reg left = Protect(Operand(e.left, dst), e.right);
  BinaryOp(e.op, dst, left, e.right, e.span, false, dst);
}

void Compiler::BoolInto(const ast::BoolOp& e, Reg dst) {
  // A local may hold the values on the way if nobody looks at it meanwhile.
  bool direct = !IsTemp(dst) && MayWriteEarly();
  for (size_t i = 1; i < e.values.size() && direct; ++i) {
    direct = !ReadsLocal(e.values[i], dst);
  }
  const Reg result = direct ? dst : Scratch(dst);
  const bool is_or = e.op == ast::BoolOperator::kOr;
  const Label end = code_->NewLabel();
  for (size_t i = 0; i < e.values.size(); ++i) {
    const bool last = i + 1 == e.values.size();
    if (const Const* c = last ? nullptr : folder_.Fold(e.values[i])) {
      if (ConstTruth(*c) != is_or) continue;  // the rest decides
      LoadConst(c, result, e.span);
      code_->Jump(end, e.span);
      continue;
    }
    Into(e.values[i], result);
    if (!last) code_->JumpOp(Op::kJUMP_IF, result, 0, end, is_or, e.span);
  }
  code_->Bind(end);
  Move(dst, result, e.span);
}

void Compiler::NamedInto(const ast::NamedExpr& e, Reg dst) {
  const auto& target = As<ast::Name>(*e.target);
  const Reg local = FastTarget(e.target);
  if (local != kNoReg) {
    Into(e.value, local);
    MarkBound(local);
    Move(dst, local, e.span);
    return;
  }
  Into(e.value, dst);
  StoreName(target.id, dst, target.span);
}

// ---- Attributes and subscripts ----

// CPython lets the range of an operation on an attribute begin at the
// attribute's name if that stands on another line than the whole begins.
SourceSpan Compiler::StartAtAttribute(SourceSpan span,
                                      const ast::Attribute& a) {
  if (span.line != a.span.end_line) {
    span.line = a.span.end_line;
    span.col = a.span.end_col - static_cast<int32_t>(a.attr.size());
  }
  return span;
}

SourceSpan Compiler::AttributeSpan(const ast::Attribute& a) {
  return StartAtAttribute(a.span, a);
}

Reg Compiler::IndexOperand(const ast::Expr* slice, Reg hint) {
  if (const Const* c = folder_.FoldSlice(slice)) {
    return ConstOperand(c, slice->span, hint);
  }
  return Operand(slice, hint);
}

void Compiler::SubscriptInto(const ast::Subscript& e, Reg dst) {
  const Reg container = Protect(Operand(e.value, dst), e.slice);
  const auto n = SmallIntOf(folder_.Fold(e.slice));
  if (n && *n >= INT16_MIN && *n <= INT16_MAX) {
    code_->Emit(Op::kGET_ITEM_I, dst, container,
                static_cast<int32_t>(*n) & 0xFFFF, e.span);
    return;
  }
  const Reg index = IndexOperand(e.slice, container == dst ? kNoReg : dst);
  code_->Emit(Op::kGET_ITEM, dst, container, index, e.span);
}

void Compiler::SliceInto(const ast::Slice& e, Reg dst) {
  if (const Const* c = folder_.FoldSlice(&e)) return LoadConst(c, dst, e.span);
  const Reg run = code_->next_temp();
  for (const ast::Expr* part : {e.lower, e.upper, e.step}) {
    const Reg r = code_->NewTemp();
    if (part == nullptr) {
      LoadNone(r, e.span);
    } else {
      Into(part, r);
    }
  }
  code_->Emit(Op::kBUILD_SLICE, dst, run, 0, e.span);
}

}  // namespace pyjit::compiler
