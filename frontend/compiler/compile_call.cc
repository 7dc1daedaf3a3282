#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "frontend/compiler/compiler.h"

// Calls. The callee goes to the base register, arguments are computed where the
// callee's registers will begin (docs/bytecode.md, "Calls").

namespace pyjit::compiler {

using ast::As;

namespace {

constexpr int kHeader = 6;          // words of a Frame before its registers
constexpr size_t kMaxDirect = 250;  // arguments; more go through CALL_EX

}  // namespace

// A base register on top of the temporaries: the destination itself when it is
// the topmost one.
Reg Compiler::CallBase(Reg dst) {
  if (IsTemp(dst) && dst + 1 == code_->next_temp()) return dst;
  return code_->NewTemp();
}

bool Compiler::CheckKeywords(ast::Seq<ast::Keyword> keywords,
                             const SourceSpan& span) {
  absl::flat_hash_set<absl::string_view> seen;
  for (const ast::Keyword* k : keywords) {
    if (k->arg.data() == nullptr || k->arg.empty()) continue;
    if (Forbidden(k->arg, span, ast::ExprContext::kStore)) return false;
    if (!seen.insert(k->arg).second) {
      Fail(k->span, absl::StrCat("keyword argument repeated: ", k->arg));
      return false;
    }
  }
  return true;
}

int Compiler::KeywordNames(ast::Seq<ast::Keyword> keywords) {
  std::vector<const Const*> names;
  for (const ast::Keyword* k : keywords) {
    names.push_back(maker_.Str(MangleHere(k->arg)));
  }
  return code_->AddConst(maker_.Sequence(ConstKind::kTuple, std::move(names)),
                         true);
}

// super() in a method: the class cell and the first argument are passed, so
// that the callee needs no look at its caller's frame.
bool Compiler::SuperCall(const ast::Call& e, Reg base, Reg dst) {
  const auto* name = ast::DynCast<ast::Name>(e.func);
  if (name == nullptr || name->id != "super" || !e.args.empty() ||
      !e.keywords.empty()) {
    return false;
  }
  const Scope* scope = function_->scope;
  if (scope->kind != ScopeKind::kFunction || scope->parameters.empty() ||
      function_->unit->arg_count == 0 || PlaceOf("super").kind != Place::kGlobal) {
    return false;
  }
  const Place cls = PlaceOf("__class__");
  if (cls.kind != Place::kCell) return false;
  Into(e.func, base);
  code_->SetNextTemp(base + kHeader);
  // What may be unbound here is a RuntimeError of super(), whose text stands for the name.
  const Symbol* class_symbol = scope->Find("__class__");
  if (class_symbol != nullptr && (class_symbol->flags & kDeleted)) {
    code_->Emit(Op::kLOAD_CELL, code_->NewTemp(), cls.reg,
                NameIndex("super(): empty __class__ cell"), e.span);
  } else {
    LoadNameInto("__class__", e.span, code_->NewTemp());
  }
  const Place self = PlaceOf(scope->parameters[0]);
  const Symbol* self_symbol = scope->Find(self.name);
  constexpr absl::string_view kDeletedText = "super(): arg[0] deleted";
  if (self.kind == Place::kFast) CheckBound(self.reg, kDeletedText, e.span);
  if (self.kind == Place::kCell && self_symbol != nullptr && (self_symbol->flags & kDeleted)) {
    code_->Emit(Op::kLOAD_CELL, code_->NewTemp(), self.reg, NameIndex(kDeletedText), e.span);
  } else {
    LoadNameInto(scope->parameters[0], e.span, code_->NewTemp());
  }
  code_->Reserve(base + kHeader + 3);
  code_->Emit(Op::kCALL, dst, base, 2, e.span);
  return true;
}

void Compiler::CallInto(const ast::Call& e, Reg dst) {
  if (!CheckKeywords(e.keywords, e.span)) return;
  bool direct = e.args.size() + e.keywords.size() <= kMaxDirect;
  for (const ast::Expr* a : e.args) {
    if (a->kind == ast::ExprKind::kStarred) direct = false;
  }
  for (const ast::Keyword* k : e.keywords) {
    if (k->arg.empty()) direct = false;
  }
  const Reg base = CallBase(dst);
  if (SuperCall(e, base, dst)) return;
  SourceSpan span = e.span;
  Op op = Op::kCALL;
  int offset = kHeader;
  const auto* attribute = ast::DynCast<ast::Attribute>(e.func);
  if (attribute != nullptr && direct) {
    const SourceSpan attribute_span = AttributeSpan(*attribute);
    const Reg object = Operand(attribute->value, base);
    code_->Emit(Op::kLOAD_METHOD, base, object,
                NameIndex(MangleHere(attribute->attr)), attribute_span);
    span = StartAtAttribute(e.span, *attribute);
    op = Op::kCALL_METHOD;
    ++offset;
  } else {
    Into(e.func, base);
  }
  code_->SetNextTemp(base + offset);
  if (!direct) return CallExInto(base, dst, e.args, e.keywords, kNoReg, span);

  for (const ast::Expr* a : e.args) Into(a, code_->NewTemp());
  for (const ast::Keyword* k : e.keywords) Into(k->value, code_->NewTemp());
  code_->Reserve(code_->next_temp() + 1);
  const auto positional = static_cast<int32_t>(e.args.size());
  if (e.keywords.empty()) {
    code_->Emit(op, dst, base, positional, span);
    return;
  }
  if (!code_->reachable()) return;
  code_->EmitWide(op == Op::kCALL ? Op::kCALL_KW : Op::kCALL_METHOD_KW, dst,
                  base, positional, KeywordNames(e.keywords), span);
}

// The callee is in `base`. `list`, if given, is the register of the positional
// part, a list that already has the first arguments.
void Compiler::CallExInto(Reg base, Reg dst, ast::Seq<ast::Expr> args,
                          ast::Seq<ast::Keyword> keywords, Reg list,
                          const SourceSpan& span) {
  code_->SetNextTemp(base + kHeader);
  const Reg positional = code_->NewTemp();
  const Reg named = code_->NewTemp();
  code_->Reserve(named + 2);
  const auto* only =
      args.size() == 1 ? ast::DynCast<ast::Starred>(args[0]) : nullptr;
  if (only != nullptr && list == kNoReg) {
    Into(only->value, positional);
  } else {
    TempMark mark(this);
    if (list == kNoReg) code_->Emit(Op::kBUILD_LIST, positional, 0, 0, span);
    AppendAll(Op::kLIST_APPEND, Op::kLIST_EXTEND, args, 0, positional, span);
  }
  if (keywords.empty()) {
    code_->Emit(Op::kLOAD_NULL, named, 0, 0, span);
  } else {
    size_t plain = 0;
    while (plain < keywords.size() && plain < 32 &&
           !keywords[plain]->arg.empty()) {
      ++plain;
    }
    TempMark mark(this);
    const Reg run = plain == 0 ? 0 : code_->next_temp();
    for (size_t i = 0; i < plain; ++i) {
      LoadConst(maker_.Str(MangleHere(keywords[i]->arg)), code_->NewTemp(),
                span);
      Into(keywords[i]->value, code_->NewTemp());
    }
    code_->Emit(Op::kBUILD_DICT, named, run, static_cast<int32_t>(plain), span);
    for (size_t i = plain; i < keywords.size();) {
      TempMark inner(this);
      if (keywords[i]->arg.empty()) {
        const Reg mapping = Operand(keywords[i]->value);
        code_->Emit(Op::kDICT_UPDATE, named, mapping, 0, span, 1);
        ++i;
        continue;
      }
      // A group of named arguments is one dict, so that duplicates of what
      // came before are found.
      const Reg group = code_->next_temp();
      int count = 0;
      for (; i < keywords.size() && count < 32 && !keywords[i]->arg.empty();
           ++i, ++count) {
        LoadConst(maker_.Str(MangleHere(keywords[i]->arg)), code_->NewTemp(),
                  span);
        Into(keywords[i]->value, code_->NewTemp());
      }
      code_->Emit(Op::kBUILD_DICT, group, group, count, span);
      code_->Emit(Op::kDICT_UPDATE, named, group, 0, span, 1);
    }
  }
  code_->Emit(Op::kCALL_EX, dst, base, 0, span);
}

}  // namespace pyjit::compiler
