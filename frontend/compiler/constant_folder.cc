#include <gmp.h>

#include <cmath>
#include <cstring>
#include <string>

#include "frontend/compiler/constants.h"

namespace pyjit::compiler {
namespace {

using ast::BinaryOperator;

// CPython's limits: larger results are left to run time.
constexpr size_t kMaxIntBits = 128;
constexpr int64_t kMaxCollection = 256;
constexpr int64_t kMaxString = 4096;
constexpr int64_t kMaxTotalItems = 1024;

class Mpz {
 public:
  Mpz() { mpz_init(n_); }
  ~Mpz() { mpz_clear(n_); }
  Mpz(const Mpz&) = delete;
  Mpz& operator=(const Mpz&) = delete;
  mpz_ptr get() { return n_; }
  size_t bits() const { return mpz_sgn(n_) == 0 ? 0 : mpz_sizeinbase(n_, 2); }

 private:
  mpz_t n_;
};

bool IsInt(const Const& c) {
  return c.kind == ConstKind::kInt || c.kind == ConstKind::kBigInt ||
         c.kind == ConstKind::kTrue || c.kind == ConstKind::kFalse;
}

void ToMpz(const Const& c, Mpz* out) {
  if (c.kind == ConstKind::kBigInt) {
    mpz_set_str(out->get(), c.text.c_str(), 16);
  } else if (c.kind == ConstKind::kInt) {
    mpz_set_si(out->get(), c.int_value);
  } else {
    mpz_set_si(out->get(), c.kind == ConstKind::kTrue);
  }
}

// The constant as a double, if that is exact enough to be the same as at run
// time: ints up to 53 bits.
bool ToDouble(const Const& c, double* out) {
  if (c.kind == ConstKind::kFloat) {
    *out = c.real;
    return true;
  }
  if (!IsInt(c) || c.kind == ConstKind::kBigInt) return false;
  int64_t n = c.kind == ConstKind::kInt ? c.int_value
                                        : c.kind == ConstKind::kTrue;
  if (n > (int64_t{1} << 53) || n < -(int64_t{1} << 53)) return false;
  *out = static_cast<double>(n);
  return true;
}

const Const* FromMpz(ConstMaker* maker, Mpz* n) {
  if (mpz_fits_slong_p(n->get())) return maker->Int(mpz_get_si(n->get()));
  std::string text(mpz_sizeinbase(n->get(), 16) + 2, '\0');
  mpz_get_str(text.data(), 16, n->get());
  text.resize(std::strlen(text.c_str()));
  return maker->BigInt(text, 16);
}

int64_t Utf8Length(const std::string& text) {
  int64_t n = 0;
  for (unsigned char c : text) n += (c & 0xC0) != 0x80;
  return n;
}

// Items in nested tuples, CPython's check_complexity: -1 when over the limit.
int64_t TotalItems(const Const& c, int64_t limit) {
  if (c.kind != ConstKind::kTuple) return limit;
  limit -= static_cast<int64_t>(c.items.size());
  for (const Const* item : c.items) {
    if (limit < 0) return -1;
    limit = TotalItems(*item, limit);
  }
  return limit;
}

}  // namespace

const Const* ConstFolder::Fold(const ast::Expr* e) {
  switch (e->kind) {
    case ast::ExprKind::kConstant:
    case ast::ExprKind::kUnaryOp:
    case ast::ExprKind::kBinOp:
    case ast::ExprKind::kTuple:
    case ast::ExprKind::kSubscript:
      break;
    case ast::ExprKind::kSet:
      if (ast::As<ast::Set>(*e).is_frozen) break;
      return nullptr;
    case ast::ExprKind::kName:
      if (ast::As<ast::Name>(*e).id == "__debug__") break;
      return nullptr;
    default:
      return nullptr;
  }
  auto found = known_.find(e);
  if (found != known_.end()) return found->second;
  const Const* result = FoldNode(e);
  known_[e] = result;
  return result;
}

const Const* ConstFolder::FoldNode(const ast::Expr* e) {
  switch (e->kind) {
    case ast::ExprKind::kConstant:
      return maker_->FromAst(ast::As<ast::Constant>(*e));
    case ast::ExprKind::kSet:
      return FoldAll(ConstKind::kFrozenSet, ast::As<ast::Set>(*e).elts);
    case ast::ExprKind::kName:
      return ast::As<ast::Name>(*e).ctx == ast::ExprContext::kLoad
                 ? maker_->Bool(debug_)
                 : nullptr;
    case ast::ExprKind::kUnaryOp: {
      const auto& node = ast::As<ast::UnaryOp>(*e);
      const Const* v = Fold(node.operand);
      return v == nullptr ? nullptr : Unary(node.op, *v);
    }
    case ast::ExprKind::kBinOp: {
      const auto& node = ast::As<ast::BinOp>(*e);
      const Const* a = Fold(node.left);
      const Const* b = Fold(node.right);
      return a == nullptr || b == nullptr ? nullptr : Binary(node.op, *a, *b);
    }
    case ast::ExprKind::kTuple: {
      const auto& node = ast::As<ast::Tuple>(*e);
      if (node.ctx != ast::ExprContext::kLoad) return nullptr;
      return FoldAll(ConstKind::kTuple, node.elts);
    }
    case ast::ExprKind::kSubscript: {
      const auto& node = ast::As<ast::Subscript>(*e);
      if (node.ctx != ast::ExprContext::kLoad) return nullptr;
      const Const* a = Fold(node.value);
      if (a == nullptr) return nullptr;
      const Const* b = Fold(node.slice);
      if (b == nullptr) return nullptr;
      if (b->kind == ConstKind::kTrue || b->kind == ConstKind::kFalse) {
        return Index(*a, b->kind == ConstKind::kTrue);
      }
      auto index = SmallIntOf(b);
      return index ? Index(*a, *index) : nullptr;
    }
    default:
      return nullptr;
  }
}

const Const* ConstFolder::FoldAll(ConstKind kind, ast::Seq<ast::Expr> elts) {
  // Look before folding: most displays have a variable early.
  for (const ast::Expr* e : elts) {
    if (Fold(e) == nullptr) return nullptr;
  }
  std::vector<const Const*> items;
  items.reserve(elts.size());
  for (const ast::Expr* e : elts) items.push_back(Fold(e));
  return maker_->Sequence(kind, std::move(items));
}

const Const* ConstFolder::FoldIterable(const ast::Expr* e) {
  auto found = known_.find(e);
  if (found != known_.end()) return found->second;
  const Const* result;
  if (const auto* list = ast::DynCast<ast::List>(e)) {
    result = FoldAll(ConstKind::kTuple, list->elts);
  } else if (const auto* set = ast::DynCast<ast::Set>(e)) {
    result = FoldAll(ConstKind::kFrozenSet, set->elts);
    // Unhashable items are an error at run time, not ours.
    if (result != nullptr) {
      for (const Const* item : result->items) {
        if (item->kind == ConstKind::kSlice) return nullptr;
      }
    }
  } else {
    return Fold(e);
  }
  known_[e] = result;
  return result;
}

const Const* ConstFolder::FoldSlice(const ast::Expr* e) {
  const auto* slice = ast::DynCast<ast::Slice>(e);
  if (slice == nullptr) return nullptr;
  auto found = known_.find(e);
  if (found != known_.end()) return found->second;
  std::vector<const Const*> parts;
  for (const ast::Expr* part : {slice->lower, slice->upper, slice->step}) {
    const Const* value =
        part == nullptr ? maker_->Simple(ConstKind::kNone) : Fold(part);
    if (value == nullptr || (value->kind != ConstKind::kNone &&
                             value->kind != ConstKind::kInt)) {
      known_[e] = nullptr;
      return nullptr;
    }
    parts.push_back(value);
  }
  return known_[e] = maker_->Sequence(ConstKind::kSlice, std::move(parts));
}

const Const* ConstFolder::Unary(ast::UnaryOperator op, const Const& v) {
  if (op == ast::UnaryOperator::kNot) return maker_->Bool(!ConstTruth(v));
  if (IsInt(v)) {
    Mpz n;
    ToMpz(v, &n);
    if (op == ast::UnaryOperator::kUSub) mpz_neg(n.get(), n.get());
    if (op == ast::UnaryOperator::kInvert) mpz_com(n.get(), n.get());
    return FromMpz(maker_, &n);
  }
  if (op == ast::UnaryOperator::kInvert) return nullptr;
  const bool negate = op == ast::UnaryOperator::kUSub;
  if (v.kind == ConstKind::kFloat) {
    return maker_->Float(negate ? -v.real : v.real);
  }
  if (v.kind == ConstKind::kComplex) {
    return negate ? maker_->Complex(-v.real, -v.imag)
                  : maker_->Complex(v.real, v.imag);
  }
  return nullptr;
}

const Const* ConstFolder::Repeat(const Const& c, int64_t n) {
  if (c.kind == ConstKind::kTuple) {
    const auto size = static_cast<int64_t>(c.items.size());
    if (size != 0 && n != 0) {
      if (n < 0 || n > kMaxCollection / size) return nullptr;
      if (TotalItems(c, kMaxTotalItems / n) < 0) return nullptr;
    }
    std::vector<const Const*> items;
    for (int64_t i = 0; i < n && size > 0; ++i) {
      items.insert(items.end(), c.items.begin(), c.items.end());
    }
    return maker_->Sequence(ConstKind::kTuple, std::move(items));
  }
  const int64_t size = c.kind == ConstKind::kStr
                           ? Utf8Length(c.text)
                           : static_cast<int64_t>(c.text.size());
  if (size != 0 && (n < 0 || n > kMaxString / size)) return nullptr;
  std::string text;
  for (int64_t i = 0; i < n && size > 0; ++i) text += c.text;
  return c.kind == ConstKind::kStr ? maker_->Str(text) : maker_->Bytes(text);
}

const Const* ConstFolder::Index(const Const& c, int64_t index) {
  int64_t size;
  switch (c.kind) {
    case ConstKind::kTuple:
      size = static_cast<int64_t>(c.items.size());
      break;
    case ConstKind::kBytes:
      size = static_cast<int64_t>(c.text.size());
      break;
    case ConstKind::kStr:
      size = Utf8Length(c.text);
      break;
    default:
      return nullptr;
  }
  if (index < 0) index += size;
  if (index < 0 || index >= size) return nullptr;
  if (c.kind == ConstKind::kTuple) return c.items[index];
  if (c.kind == ConstKind::kBytes) {
    return maker_->Int(static_cast<unsigned char>(c.text[index]));
  }
  size_t start = 0;
  while (true) {
    if ((static_cast<unsigned char>(c.text[start]) & 0xC0) != 0x80 &&
        index-- == 0) {
      break;
    }
    ++start;
  }
  size_t end = start + 1;
  while (end < c.text.size() &&
         (static_cast<unsigned char>(c.text[end]) & 0xC0) == 0x80) {
    ++end;
  }
  return maker_->Str(absl::string_view(c.text).substr(start, end - start));
}

const Const* ConstFolder::Binary(BinaryOperator op, const Const& a,
                                 const Const& b) {
  if (IsInt(a) && IsInt(b)) return IntBinary(op, a, b);
  double x, y;
  if (ToDouble(a, &x) && ToDouble(b, &y)) return FloatBinary(op, x, y);
  auto sequence = [](const Const& c) {
    return c.kind == ConstKind::kStr || c.kind == ConstKind::kBytes ||
           c.kind == ConstKind::kTuple;
  };
  if (op == BinaryOperator::kAdd && a.kind == b.kind) {
    if (a.kind == ConstKind::kStr) return maker_->Str(a.text + b.text);
    if (a.kind == ConstKind::kBytes) return maker_->Bytes(a.text + b.text);
    if (a.kind == ConstKind::kTuple) {
      std::vector<const Const*> items = a.items;
      items.insert(items.end(), b.items.begin(), b.items.end());
      return maker_->Sequence(ConstKind::kTuple, std::move(items));
    }
  }
  if (op == BinaryOperator::kMult) {
    auto n = SmallIntOf(&b);
    if (n && sequence(a)) return Repeat(a, *n);
    n = SmallIntOf(&a);
    if (n && sequence(b)) return Repeat(b, *n);
  }
  if (op == BinaryOperator::kAdd || op == BinaryOperator::kSub) {
    double ar, ai = 0, br, bi = 0;
    if (a.kind == ConstKind::kComplex) {
      ar = a.real;
      ai = a.imag;
    } else if (!ToDouble(a, &ar)) {
      return nullptr;
    }
    if (b.kind == ConstKind::kComplex) {
      br = b.real;
      bi = b.imag;
    } else if (!ToDouble(b, &br)) {
      return nullptr;
    }
    return op == BinaryOperator::kAdd ? maker_->Complex(ar + br, ai + bi)
                                      : maker_->Complex(ar - br, ai - bi);
  }
  return nullptr;
}

const Const* ConstFolder::IntBinary(BinaryOperator op, const Const& a,
                                    const Const& b) {
  // Two bools keep their type under the bit operators.
  const bool bools = a.kind != ConstKind::kInt && a.kind != ConstKind::kBigInt &&
                     b.kind != ConstKind::kInt && b.kind != ConstKind::kBigInt;
  Mpz x, y, r;
  ToMpz(a, &x);
  ToMpz(b, &y);
  switch (op) {
    case BinaryOperator::kAdd:
      mpz_add(r.get(), x.get(), y.get());
      break;
    case BinaryOperator::kSub:
      mpz_sub(r.get(), x.get(), y.get());
      break;
    case BinaryOperator::kMult:
      if (x.bits() + y.bits() > kMaxIntBits) return nullptr;
      mpz_mul(r.get(), x.get(), y.get());
      break;
    case BinaryOperator::kDiv: {
      double p, q;
      if (!ToDouble(a, &p) || !ToDouble(b, &q) || q == 0) return nullptr;
      return maker_->Float(p / q);
    }
    case BinaryOperator::kFloorDiv:
      if (mpz_sgn(y.get()) == 0) return nullptr;
      mpz_fdiv_q(r.get(), x.get(), y.get());
      break;
    case BinaryOperator::kMod:
      if (mpz_sgn(y.get()) == 0) return nullptr;
      mpz_fdiv_r(r.get(), x.get(), y.get());
      break;
    case BinaryOperator::kPow: {
      if (mpz_sgn(y.get()) < 0) {
        double p, q;
        if (!ToDouble(a, &p) || !ToDouble(b, &q)) return nullptr;
        return FloatBinary(op, p, q);
      }
      if (!mpz_fits_ulong_p(y.get())) return nullptr;
      const unsigned long n = mpz_get_ui(y.get());
      if (n != 0 && x.bits() > kMaxIntBits / n) return nullptr;
      mpz_pow_ui(r.get(), x.get(), n);
      break;
    }
    case BinaryOperator::kLShift: {
      if (mpz_sgn(y.get()) < 0) return nullptr;
      if (mpz_sgn(x.get()) == 0) return maker_->Int(0);
      if (!mpz_fits_ulong_p(y.get())) return nullptr;
      const unsigned long n = mpz_get_ui(y.get());
      if (n > kMaxIntBits || x.bits() > kMaxIntBits - n) return nullptr;
      mpz_mul_2exp(r.get(), x.get(), n);
      break;
    }
    case BinaryOperator::kRShift:
      if (mpz_sgn(y.get()) < 0 || !mpz_fits_ulong_p(y.get())) return nullptr;
      mpz_fdiv_q_2exp(r.get(), x.get(), mpz_get_ui(y.get()));
      break;
    case BinaryOperator::kBitOr:
      mpz_ior(r.get(), x.get(), y.get());
      if (bools) return maker_->Bool(mpz_sgn(r.get()) != 0);
      break;
    case BinaryOperator::kBitXor:
      mpz_xor(r.get(), x.get(), y.get());
      if (bools) return maker_->Bool(mpz_sgn(r.get()) != 0);
      break;
    case BinaryOperator::kBitAnd:
      mpz_and(r.get(), x.get(), y.get());
      if (bools) return maker_->Bool(mpz_sgn(r.get()) != 0);
      break;
    case BinaryOperator::kMatMult:
      return nullptr;
  }
  return FromMpz(maker_, &r);
}

const Const* ConstFolder::FloatBinary(BinaryOperator op, double a, double b) {
  switch (op) {
    case BinaryOperator::kAdd:
      return maker_->Float(a + b);
    case BinaryOperator::kSub:
      return maker_->Float(a - b);
    case BinaryOperator::kMult:
      return maker_->Float(a * b);
    case BinaryOperator::kDiv:
      return b == 0 ? nullptr : maker_->Float(a / b);
    case BinaryOperator::kPow: {
      // Odd cases (errors, complex results, infinities) are left to run time.
      if (!std::isfinite(a) || !std::isfinite(b) || a <= 0) return nullptr;
      const double r = std::pow(a, b);
      return std::isfinite(r) ? maker_->Float(r) : nullptr;
    }
    default:
      return nullptr;  // floor division and the rest are rare with constants
  }
}

}  // namespace pyjit::compiler
