#include "frontend/compiler/compiler.h"
#include "runtime/code.h"

// Displays and comprehensions.

namespace pyjit::compiler {

using ast::As;

namespace {

// Longer displays are appended to one by one, so that they need few registers.
constexpr size_t kMaxRun = 64;
// From this many on, constant items are kept as one tuple.
constexpr size_t kMinConstantRun = 9;

bool HasStarred(ast::Seq<ast::Expr> elts) {
  for (const ast::Expr* e : elts) {
    if (e->kind == ast::ExprKind::kStarred) return true;
  }
  return false;
}

}  // namespace

// The values of `elts` in consecutive registers: those of the locals themselves
// when they happen to lie so.
Reg Compiler::Run(ast::Seq<ast::Expr> elts) {
  if (elts.empty()) return 0;
  Reg first = FastTarget(elts[0]);
  for (size_t i = 1; i < elts.size() && first != kNoReg; ++i) {
    if (FastTarget(elts[i]) != first + static_cast<Reg>(i)) first = kNoReg;
  }
  if (first != kNoReg) {
    for (const ast::Expr* e : elts) Operand(e);  // checks that they are bound
    return first;
  }
  const Reg run = code_->next_temp();
  for (const ast::Expr* e : elts) Into(e, code_->NewTemp());
  return run;
}

void Compiler::AppendAll(Op add, Op extend, ast::Seq<ast::Expr> elts,
                         size_t from, Reg collection, const SourceSpan& span) {
  for (size_t i = from; i < elts.size(); ++i) {
    TempMark mark(this);
    if (const auto* starred = ast::DynCast<ast::Starred>(elts[i])) {
      code_->Emit(extend, collection, Operand(starred->value), 0, span);
    } else {
      code_->Emit(add, collection, Operand(elts[i]), 0, span);
    }
  }
}

// List and tuple displays that are not constant.
void Compiler::ListInto(Op op, ast::Seq<ast::Expr> elts, Reg dst,
                        const SourceSpan& span) {
  const bool starred = HasStarred(elts);
  if (!starred && elts.size() <= kMaxRun) {
    bool constant = op == Op::kBUILD_LIST && elts.size() >= kMinConstantRun;
    for (size_t i = 0; i < elts.size() && constant; ++i) {
      constant = folder_.Fold(elts[i]) != nullptr;
    }
    if (!constant) {
      const Reg run = Run(elts);
      code_->Emit(op, dst, run, static_cast<int32_t>(elts.size()), span);
      return;
    }
  }
  const Reg list = Scratch(dst);
  std::vector<const Const*> items;
  for (const ast::Expr* e : elts) {
    const Const* c = folder_.Fold(e);
    if (c == nullptr) break;
    items.push_back(c);
  }
  size_t from = 0;
  code_->Emit(Op::kBUILD_LIST, list, 0, 0, span);
  if (items.size() >= kMinConstantRun) {
    from = items.size();
    TempMark mark(this);
    const Const* tuple =
        maker_.Sequence(ConstKind::kTuple, std::move(items));
    code_->Emit(Op::kLIST_EXTEND, list, ConstOperand(tuple, span, kNoReg), 0,
                span);
  }
  AppendAll(Op::kLIST_APPEND, Op::kLIST_EXTEND, elts, from, list, span);
  if (op == Op::kBUILD_TUPLE) {
    code_->Emit(Op::kLIST_TO_TUPLE, dst, list, 0, span);
  } else {
    Move(dst, list, span);
  }
}

void Compiler::SetInto(const ast::Set& e, Reg dst) {
  // As CPython does it, since the order of the set's items follows from that.
  constexpr size_t kMinConstants = 3;
  const Const* items = e.elts.size() >= kMinConstants ? folder_.FoldIterable(&e) : nullptr;
  if (items == nullptr && !HasStarred(e.elts) && e.elts.size() < kMinConstantRun) {
    const Reg run = Run(e.elts);
    code_->Emit(Op::kBUILD_SET, dst, run, static_cast<int32_t>(e.elts.size()),
                e.span);
    return;
  }
  const Reg set = Scratch(dst);
  code_->Emit(Op::kBUILD_SET, set, 0, 0, e.span);
  if (items != nullptr) {
    TempMark mark(this);
    code_->Emit(Op::kSET_UPDATE, set, ConstOperand(items, e.span, kNoReg), 0,
                e.span);
  } else {
    AppendAll(Op::kSET_ADD, Op::kSET_UPDATE, e.elts, 0, set, e.span);
  }
  Move(dst, set, e.span);
}

void Compiler::DictInto(const ast::Dict& e, Reg dst) {
  size_t plain = 0;  // leading `key: value` pairs that make one run
  while (plain < e.keys.size() && plain < kMaxRun / 2 &&
         e.keys[plain] != nullptr) {
    ++plain;
  }
  const bool all = plain == e.keys.size();
  const Reg dict = all ? dst : Scratch(dst);
  {
    TempMark mark(this);
    const Reg run = plain == 0 ? 0 : code_->next_temp();
    for (size_t i = 0; i < plain; ++i) {
      Into(e.keys[i], code_->NewTemp());
      Into(e.values[i], code_->NewTemp());
    }
    code_->Emit(Op::kBUILD_DICT, dict, run, static_cast<int32_t>(plain),
                e.span);
  }
  for (size_t i = plain; i < e.keys.size(); ++i) {
    TempMark mark(this);
    if (e.keys[i] == nullptr) {
      code_->Emit(Op::kDICT_UPDATE, dict, Operand(e.values[i]), 0, e.span);
      continue;
    }
    const Reg key = Protect(Operand(e.keys[i]), e.values[i]);
    const Reg value = Operand(e.values[i]);
    code_->Emit(Op::kDICT_ADD, dict, key, value, e.span);
  }
  Move(dst, dict, e.span);
}

// A function of the outermost iterator, called at once.
void Compiler::ComprehensionInto(const ast::Expr* e, absl::string_view name,
                                 Op build,
                                 ast::Seq<ast::Comprehension> generators,
                                 const ast::Expr* element,
                                 const ast::Expr* value, Reg dst) {
  const bool is_generator = e->kind == ast::ExprKind::kGeneratorExp;
  // A coroutine that collects the items, awaited here.
  const bool is_awaited = scopes_->Of(e)->is_coroutine && !is_generator;
  if (is_awaited && !function_->scope->is_comprehension && !InAsyncFunction()) {
    return Fail(e->span,
                "asynchronous comprehension outside of an asynchronous "
                "function");
  }
  out_->units.emplace_back();
  CodeUnit* unit = &out_->units.back();
  Function f(unit, &maker_, scopes_->Of(e), function_);
  unit->qualname = QualifiedName(name);
  BeginFunction(&f, name, e->span.line);
  unit->arg_count = 1;
  unit->positional_only = 1;
  AssignRegisters(&f, 1);
  Prologue(true, e->span);
  const Reg result = is_generator ? kNoReg : code_->NewTemp();
  if (!is_generator) code_->Emit(build, result, 0, 0, e->span);
  Generators(e, generators, 0, element, value, result);
  if (is_generator) {
    const int none = code_->AddConst(maker_.Simple(ConstKind::kNone), true);
    code_->Emit(Op::kRETURN_CONST, 0, none, 0, e->span);
  } else {
    code_->Emit(Op::kRETURN, result, 0, 0, e->span);
  }
  EndFunction(&f);
  if (failed_) return;

  const Reg base = CallBase(dst);
  MakeFunction(unit, base, e->span);
  code_->SetNextTemp(base + 6);
  const Reg argument = code_->NewTemp();
  const ast::Expr* iterable = generators[0]->iter;
  const Const* constant = folder_.FoldIterable(iterable);
  Reg source;
  if (constant != nullptr) {
    source = ConstOperand(constant, iterable->span, argument);
  } else {
    source = Operand(iterable, argument);
  }
  if (generators[0]->is_async) {
    code_->Emit(Op::kGET_AITER, argument, source, 0, iterable->span);
  } else {
    code_->Emit(Op::kGET_ITER, argument, source, 0, e->span);
  }
  code_->Reserve(base + 8);
  if (!is_awaited) {
    code_->Emit(Op::kCALL, dst, base, 1, e->span);
    return;
  }
  code_->Emit(Op::kCALL, base, base, 1, e->span);
  code_->SetNextTemp(base + 1);
  AwaitValue(base, dst, 0, e->span);
}

}  // namespace pyjit::compiler
