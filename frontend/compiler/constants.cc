#include "frontend/compiler/constants.h"

#include <gmp.h>

#include <cmath>
#include <cstring>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace pyjit::compiler {

Const* ConstMaker::New(ConstKind kind) {
  module_->constants.emplace_back();
  Const* c = &module_->constants.back();
  c->kind = kind;
  return c;
}

const Const* ConstMaker::Simple(ConstKind kind) { return New(kind); }

const Const* ConstMaker::Int(int64_t value) {
  Const* c = New(ConstKind::kInt);
  c->int_value = value;
  return c;
}

const Const* ConstMaker::BigInt(const std::string& digits, int base) {
  mpz_t n;
  mpz_init_set_str(n, digits.c_str(), base);
  const Const* result;
  if (mpz_fits_slong_p(n)) {
    result = Int(mpz_get_si(n));
  } else {
    Const* c = New(ConstKind::kBigInt);
    c->text.resize(mpz_sizeinbase(n, 16) + 2);
    mpz_get_str(c->text.data(), 16, n);
    c->text.resize(std::strlen(c->text.c_str()));
    result = c;
  }
  mpz_clear(n);
  return result;
}

const Const* ConstMaker::Float(double value) {
  Const* c = New(ConstKind::kFloat);
  c->real = value;
  return c;
}

const Const* ConstMaker::Complex(double real, double imag) {
  Const* c = New(ConstKind::kComplex);
  c->real = real;
  c->imag = imag;
  return c;
}

const Const* ConstMaker::Str(absl::string_view text) {
  Const* c = New(ConstKind::kStr);
  c->text = std::string(text);
  return c;
}

const Const* ConstMaker::Bytes(absl::string_view text) {
  Const* c = New(ConstKind::kBytes);
  c->text = std::string(text);
  return c;
}

const Const* ConstMaker::Sequence(ConstKind kind,
                                  std::vector<const Const*> items) {
  Const* c = New(kind);
  c->items = std::move(items);
  return c;
}

const Const* ConstMaker::Code(const CodeUnit* unit) {
  Const* c = New(ConstKind::kCode);
  c->code = unit;
  return c;
}

const Const* ConstMaker::Exception(absl::string_view name) {
  Const* c = New(ConstKind::kException);
  c->text = std::string(name);
  return c;
}

const Const* ConstMaker::FromAst(const ast::Constant& node) {
  switch (node.constant_kind) {
    case ast::ConstantKind::kNone:
      return Simple(ConstKind::kNone);
    case ast::ConstantKind::kTrue:
      return Simple(ConstKind::kTrue);
    case ast::ConstantKind::kFalse:
      return Simple(ConstKind::kFalse);
    case ast::ConstantKind::kEllipsis:
      return Simple(ConstKind::kEllipsis);
    case ast::ConstantKind::kInt:
      if (node.int_value > static_cast<uint64_t>(INT64_MAX)) {
        return BigInt(absl::StrCat(node.int_value), 10);
      }
      return Int(static_cast<int64_t>(node.int_value));
    case ast::ConstantKind::kBigInt:
      return BigInt(std::string(node.text), node.base);
    case ast::ConstantKind::kFloat:
      return Float(node.float_value);
    case ast::ConstantKind::kImaginary:
      return Complex(0, node.float_value);
    case ast::ConstantKind::kStr:
      return Str(node.text);
    case ast::ConstantKind::kBytes:
      return Bytes(node.text);
  }
  return nullptr;
}

std::string ConstKey(const Const& c) {
  std::string key(1, static_cast<char>('a' + static_cast<int>(c.kind)));
  switch (c.kind) {
    case ConstKind::kInt:
      absl::StrAppend(&key, c.int_value);
      break;
    case ConstKind::kFloat:
    case ConstKind::kComplex: {
      // By bits: 0.0 and -0.0 differ, a NaN is itself.
      char bits[16];
      std::memcpy(bits, &c.real, 8);
      std::memcpy(bits + 8, &c.imag, 8);
      key.append(bits, 16);
      break;
    }
    case ConstKind::kBigInt:
    case ConstKind::kStr:
    case ConstKind::kBytes:
    case ConstKind::kException:
      key += c.text;
      break;
    case ConstKind::kTuple:
    case ConstKind::kFrozenSet:
    case ConstKind::kSlice:
      for (const Const* item : c.items) {
        std::string inner = ConstKey(*item);
        absl::StrAppend(&key, inner.size(), ":", inner);
      }
      break;
    case ConstKind::kCode:
      absl::StrAppend(&key, absl::Hex(reinterpret_cast<uintptr_t>(c.code)));
      break;
    default:
      break;
  }
  return key;
}

bool ConstTruth(const Const& c) {
  switch (c.kind) {
    case ConstKind::kNone:
    case ConstKind::kFalse:
      return false;
    case ConstKind::kInt:
      return c.int_value != 0;
    case ConstKind::kFloat:
      return c.real != 0;
    case ConstKind::kComplex:
      return c.real != 0 || c.imag != 0;
    case ConstKind::kStr:
    case ConstKind::kBytes:
      return !c.text.empty();
    case ConstKind::kTuple:
    case ConstKind::kFrozenSet:
      return !c.items.empty();
    default:
      return true;
  }
}

std::optional<int64_t> SmallIntOf(const Const* constant) {
  if (constant == nullptr || constant->kind != ConstKind::kInt) {
    return std::nullopt;
  }
  return constant->int_value;
}

namespace {

std::string FloatText(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  char buffer[40];
  for (int precision = 1; precision <= 17; ++precision) {
    snprintf(buffer, sizeof(buffer), "%.*g", precision, value);
    if (strtod(buffer, nullptr) == value) break;
  }
  std::string text = buffer;
  if (text.find_first_of(".en") == std::string::npos) text += ".0";
  return text;
}

void AppendItems(const Const& c, std::string* out) {
  for (size_t i = 0; i < c.items.size(); ++i) {
    if (i > 0) absl::StrAppend(out, ", ");
    absl::StrAppend(out, ConstText(*c.items[i]));
  }
}

}  // namespace

std::string ConstText(const Const& c) {
  switch (c.kind) {
    case ConstKind::kNone:
      return "None";
    case ConstKind::kFalse:
      return "False";
    case ConstKind::kTrue:
      return "True";
    case ConstKind::kEllipsis:
      return "Ellipsis";
    case ConstKind::kInt:
      return absl::StrCat(c.int_value);
    case ConstKind::kBigInt:
      return c.text[0] == '-' ? absl::StrCat("-0x", c.text.substr(1))
                              : absl::StrCat("0x", c.text);
    case ConstKind::kFloat:
      return FloatText(c.real);
    case ConstKind::kComplex:
      return absl::StrCat("(", FloatText(c.real), ", ", FloatText(c.imag),
                          "j)");
    case ConstKind::kStr:
      return absl::StrCat("'", absl::Utf8SafeCEscape(c.text), "'");
    case ConstKind::kBytes:
      return absl::StrCat("b'", absl::CHexEscape(c.text), "'");
    case ConstKind::kTuple: {
      std::string out = "(";
      AppendItems(c, &out);
      absl::StrAppend(&out, c.items.size() == 1 ? ",)" : ")");
      return out;
    }
    case ConstKind::kFrozenSet: {
      std::string out = "frozenset({";
      AppendItems(c, &out);
      return out + "})";
    }
    case ConstKind::kSlice: {
      std::string out = "slice(";
      AppendItems(c, &out);
      return out + ")";
    }
    case ConstKind::kCode:
      return absl::StrCat("<code ", c.code->qualname, ">");
    case ConstKind::kException:
      return absl::StrCat("<class ", c.text, ">");
  }
  return "";
}

}  // namespace pyjit::compiler
