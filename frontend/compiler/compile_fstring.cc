#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "frontend/compiler/compiler.h"

// F-strings, and 'text %s' % (a, b), which is compiled as one.

namespace pyjit::compiler {

using ast::As;

namespace {

// Strings with more parts are built piecewise.
constexpr int kMaxParts = 64;

// One piece of a format: literal text, or a conversion with its spec.
struct Piece {
  std::string literal;
  char conversion = 0;  // 's', 'r', 'a'; 0: literal
  std::string spec;
};

int ParseNumber(absl::string_view format, size_t* at) {
  int n = 0;
  while (*at < format.size() && absl::ascii_isdigit(format[*at])) {
    if (n > 99) return -1;  // as CPython: up to three digits
    n = n * 10 + (format[(*at)++] - '0');
  }
  return n;
}

// Splits a % format made of %s, %r, %a and %%, with '-', width and precision.
// False if there is anything else in it.
bool ParsePercent(absl::string_view format, std::vector<Piece>* pieces) {
  std::string literal;
  for (size_t at = 0; at < format.size();) {
    if (format[at] != '%') {
      literal += format[at++];
      continue;
    }
    if (++at < format.size() && format[at] == '%') {
      literal += format[at++];
      continue;
    }
    bool left = false;
    while (at < format.size() && format[at] == '-') {
      left = true;
      ++at;
    }
    Piece piece;
    std::string width, precision;
    if (at < format.size() && absl::ascii_isdigit(format[at])) {
      if (format[at] == '0') return false;  // the flag
      const int n = ParseNumber(format, &at);
      if (n < 0) return false;
      width = absl::StrCat(n);
    }
    if (at < format.size() && format[at] == '.') {
      ++at;
      const int n = ParseNumber(format, &at);
      if (n < 0) return false;
      precision = absl::StrCat(".", n);
    }
    if (at >= format.size()) return false;
    piece.conversion = format[at++];
    if (piece.conversion != 's' && piece.conversion != 'r' &&
        piece.conversion != 'a') {
      return false;
    }
    piece.spec = absl::StrCat(!left && !width.empty() ? ">" : "", width,
                              precision);
    if (!literal.empty()) {
      Piece text;
      text.literal.swap(literal);
      pieces->push_back(text);
    }
    pieces->push_back(piece);
  }
  if (!literal.empty()) {
    Piece text;
    text.literal = literal;
    pieces->push_back(text);
  }
  return true;
}

}  // namespace

void Compiler::FormattedInto(const ast::FormattedValue& e, Reg dst) {
  const Reg value = e.format_spec == nullptr
                        ? Operand(e.value, dst)
                        : Protect(Operand(e.value, dst), e.format_spec);
  Reg spec = kNoReg;
  if (e.format_spec != nullptr) spec = Operand(e.format_spec);
  int conversion = 0;
  if (e.conversion == ast::Conversion::kStr) conversion = 's';
  if (e.conversion == ast::Conversion::kRepr) conversion = 'r';
  if (e.conversion == ast::Conversion::kAscii) conversion = 'a';
  code_->Emit(Op::kFORMAT, dst, value, spec, e.span, conversion);
}

// Joins the parts from `run` to the top of the temporaries: into `dst` if they
// are the last ones, into `run` when there are many.
void Compiler::JoinParts(Reg run, bool last, Reg dst, const SourceSpan& span) {
  const int count = code_->next_temp() - run;
  if (last) {
    code_->Emit(Op::kBUILD_STRING, dst, run, count, span);
  } else if (count >= kMaxParts) {
    code_->Emit(Op::kBUILD_STRING, run, run, count, span);
    code_->SetNextTemp(run + 1);
  }
}

void Compiler::JoinedInto(const ast::JoinedStr& e, Reg dst) {
  if (e.values.empty()) return LoadConst(maker_.Str(""), dst, e.span);
  if (e.values.size() == 1) return Into(e.values[0], dst);
  const Reg run = code_->next_temp();
  for (const ast::Expr* part : e.values) {
    Into(part, code_->NewTemp());
    JoinParts(run, part == e.values.back(), dst, e.span);
  }
}

bool Compiler::PercentInto(const ast::BinOp& e, Reg dst) {
  if (e.op != ast::BinaryOperator::kMod) return false;
  const auto* args = ast::DynCast<ast::Tuple>(e.right);
  const Const* format = args == nullptr ? nullptr : folder_.Fold(e.left);
  if (format == nullptr || format->kind != ConstKind::kStr) return false;
  for (const ast::Expr* a : args->elts) {
    if (a->kind == ast::ExprKind::kStarred) return false;
  }
  std::vector<Piece> pieces;
  if (!ParsePercent(format->text, &pieces)) return false;
  size_t conversions = 0;
  for (const Piece& piece : pieces) conversions += piece.conversion != 0;
  if (conversions != args->elts.size() || conversions == 0) return false;
  // Value, format, value, format: the order of CPython, which does the same.
  const Reg run = code_->next_temp();
  size_t next = 0;
  for (const Piece& piece : pieces) {
    const Reg part = code_->NewTemp();
    const Reg to = pieces.size() == 1 ? dst : part;
    if (piece.conversion == 0) {
      LoadConst(maker_.Str(piece.literal), part, e.span);
    } else {
      TempMark mark(this);
      const ast::Expr* a = args->elts[next++];
      const Reg value = Operand(a, part);
      Reg spec = kNoReg;
      if (!piece.spec.empty()) {
        spec = ConstOperand(maker_.Str(piece.spec), a->span, kNoReg);
      }
      code_->Emit(Op::kFORMAT, to, value, spec, a->span, piece.conversion);
    }
    if (pieces.size() > 1) JoinParts(run, &piece == &pieces.back(), dst, e.span);
  }
  return true;
}

}  // namespace pyjit::compiler
