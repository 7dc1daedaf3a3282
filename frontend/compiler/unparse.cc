#include <cmath>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "frontend/compiler/compiler.h"

// Expressions as text, the way CPython writes annotations that are not
// evaluated: few parentheses, single quotes.

namespace pyjit::compiler {
namespace {

using ast::As;

enum Precedence {
  kTuple,
  kTest,  // if-else, lambda
  kOr,
  kAnd,
  kNot,
  kComparison,
  kBitOr,
  kBitXor,
  kBitAnd,
  kShift,
  kArith,
  kTerm,
  kFactor,
  kPower,
  kAwait,
  kAtom,
};
Precedence Next(Precedence p) { return static_cast<Precedence>(p + 1); }

std::string Repr(absl::string_view text, bool bytes) {
  const bool single = absl::StrContains(text, '\'');
  const char quote = single && !absl::StrContains(text, '"') ? '"' : '\'';
  std::string out(bytes ? "b" : "");
  out += quote;
  for (unsigned char c : text) {
    if (c == quote || c == '\\') {
      out += '\\';
      out += static_cast<char>(c);
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c < 32 || c == 127 || (bytes && c > 127)) {
      absl::StrAppendFormat(&out, "\\x%02x", c);
    } else {
      out += static_cast<char>(c);
    }
  }
  out += quote;
  return out;
}

class Unparser {
 public:
  std::string text;

  void Write(const ast::Expr* e, Precedence level) {
    switch (e->kind) {
      case ast::ExprKind::kBoolOp: {
        const auto& b = As<ast::BoolOp>(*e);
        const bool is_and = b.op == ast::BoolOperator::kAnd;
        const Precedence own = is_and ? kAnd : kOr;
        Open(level > own);
        for (size_t i = 0; i < b.values.size(); ++i) {
          if (i > 0) text += is_and ? " and " : " or ";
          Write(b.values[i], Next(own));
        }
        return Close(level > own);
      }
      case ast::ExprKind::kNamedExpr:
        Open(level > kTuple);
        Write(As<ast::NamedExpr>(*e).target, kAtom);
        text += " := ";
        Write(As<ast::NamedExpr>(*e).value, kAtom);
        return Close(level > kTuple);
      case ast::ExprKind::kBinOp:
        return Binary(As<ast::BinOp>(*e), level);
      case ast::ExprKind::kUnaryOp: {
        const auto& u = As<ast::UnaryOp>(*e);
        const bool is_not = u.op == ast::UnaryOperator::kNot;
        const Precedence own = is_not ? kNot : kFactor;
        Open(level > own);
        text += is_not                                  ? "not "
                : u.op == ast::UnaryOperator::kInvert ? "~"
                : u.op == ast::UnaryOperator::kUAdd   ? "+"
                                                        : "-";
        Write(u.operand, own);
        return Close(level > own);
      }
      case ast::ExprKind::kLambda:
        Open(level > kTest);
        text += "lambda";
        if (HasParameters(*As<ast::Lambda>(*e).args)) text += " ";
        Parameters(*As<ast::Lambda>(*e).args);
        text += ": ";
        Write(As<ast::Lambda>(*e).body, kTest);
        return Close(level > kTest);
      case ast::ExprKind::kIfExp:
        Open(level > kTest);
        Write(As<ast::IfExp>(*e).body, Next(kTest));
        text += " if ";
        Write(As<ast::IfExp>(*e).test, Next(kTest));
        text += " else ";
        Write(As<ast::IfExp>(*e).orelse, kTest);
        return Close(level > kTest);
      case ast::ExprKind::kDict: {
        const auto& d = As<ast::Dict>(*e);
        text += "{";
        for (size_t i = 0; i < d.keys.size(); ++i) {
          if (i > 0) text += ", ";
          if (d.keys[i] == nullptr) {
            text += "**";
            Write(d.values[i], kBitOr);
          } else {
            Write(d.keys[i], kTest);
            text += ": ";
            Write(d.values[i], kTest);
          }
        }
        text += "}";
        return;
      }
      case ast::ExprKind::kSet:
        return List(As<ast::Set>(*e).elts, "{", "}");
      case ast::ExprKind::kListComp: {
        const auto& c = As<ast::ListComp>(*e);
        return Comprehension(c.elt, nullptr, c.generators, "[", "]");
      }
      case ast::ExprKind::kSetComp: {
        const auto& c = As<ast::SetComp>(*e);
        return Comprehension(c.elt, nullptr, c.generators, "{", "}");
      }
      case ast::ExprKind::kDictComp: {
        const auto& c = As<ast::DictComp>(*e);
        return Comprehension(c.key, c.value, c.generators, "{", "}");
      }
      case ast::ExprKind::kGeneratorExp: {
        const auto& c = As<ast::GeneratorExp>(*e);
        return Comprehension(c.elt, nullptr, c.generators, "(", ")");
      }
      case ast::ExprKind::kAwait:
        Open(level > kAwait);
        text += "await ";
        Write(As<ast::Await>(*e).value, kAtom);
        return Close(level > kAwait);
      case ast::ExprKind::kYield:
        text += "(yield";
        if (As<ast::Yield>(*e).value != nullptr) {
          text += " ";
          Write(As<ast::Yield>(*e).value, kTest);
        }
        text += ")";
        return;
      case ast::ExprKind::kYieldFrom:
        text += "(yield from ";
        Write(As<ast::YieldFrom>(*e).value, kTest);
        text += ")";
        return;
      case ast::ExprKind::kCompare: {
        static constexpr const char* kOps[] = {" == ", " != ",    " < ",
                                               " <= ", " > ",     " >= ",
                                               " is ", " is not ", " in ",
                                               " not in "};
        const auto& c = As<ast::Compare>(*e);
        Open(level > kComparison);
        Write(c.left, Next(kComparison));
        for (size_t i = 0; i < c.ops.size(); ++i) {
          text += kOps[static_cast<int>(c.ops[i])];
          Write(c.comparators[i], Next(kComparison));
        }
        return Close(level > kComparison);
      }
      case ast::ExprKind::kCall:
        return Call(As<ast::Call>(*e));
      case ast::ExprKind::kFormattedValue:
      case ast::ExprKind::kJoinedStr: {
        Unparser inner;
        inner.FString(e, false);
        absl::StrAppend(&text, "f", Repr(inner.text, false));
        return;
      }
      case ast::ExprKind::kConstant:
        return Constant(As<ast::Constant>(*e));
      case ast::ExprKind::kAttribute: {
        const auto& a = As<ast::Attribute>(*e);
        Write(a.value, kAtom);
        // An int would swallow the dot.
        const auto* c = ast::DynCast<ast::Constant>(a.value);
        const bool number =
            c != nullptr && (c->constant_kind == ast::ConstantKind::kInt ||
                             c->constant_kind == ast::ConstantKind::kBigInt);
        absl::StrAppend(&text, number ? " ." : ".", a.attr);
        return;
      }
      case ast::ExprKind::kSubscript: {
        const auto& s = As<ast::Subscript>(*e);
        Write(s.value, kAtom);
        text += "[";
        Write(s.slice, kTuple);
        text += "]";
        return;
      }
      case ast::ExprKind::kStarred:
        text += "*";
        return Write(As<ast::Starred>(*e).value, kBitOr);
      case ast::ExprKind::kName:
        absl::StrAppend(&text, As<ast::Name>(*e).id);
        return;
      case ast::ExprKind::kList:
        return List(As<ast::List>(*e).elts, "[", "]");
      case ast::ExprKind::kTuple: {
        const auto& t = As<ast::Tuple>(*e);
        if (t.elts.empty()) {
          text += "()";
          return;
        }
        Open(level > kTuple);
        for (size_t i = 0; i < t.elts.size(); ++i) {
          if (i > 0) text += ", ";
          Write(t.elts[i], kTest);
        }
        if (t.elts.size() == 1) text += ",";
        return Close(level > kTuple);
      }
      case ast::ExprKind::kSlice: {
        const auto& s = As<ast::Slice>(*e);
        if (s.lower != nullptr) Write(s.lower, kTest);
        text += ":";
        if (s.upper != nullptr) Write(s.upper, kTest);
        if (s.step != nullptr) {
          text += ":";
          Write(s.step, kTest);
        }
        return;
      }
    }
  }

 private:
  void Open(bool parentheses) {
    if (parentheses) text += "(";
  }
  void Close(bool parentheses) {
    if (parentheses) text += ")";
  }

  void List(ast::Seq<ast::Expr> elts, const char* open, const char* close) {
    text += open;
    for (size_t i = 0; i < elts.size(); ++i) {
      if (i > 0) text += ", ";
      Write(elts[i], kTest);
    }
    text += close;
  }

  void Binary(const ast::BinOp& b, Precedence level) {
    struct Row {
      const char* text;
      Precedence precedence;
    };
    // In the order of ast::BinaryOperator.
    static constexpr Row kRows[] = {
        {" + ", kArith},  {" - ", kArith},   {" * ", kTerm},
        {" @ ", kTerm},   {" / ", kTerm},    {" % ", kTerm},
        {" ** ", kPower}, {" << ", kShift},  {" >> ", kShift},
        {" | ", kBitOr},  {" ^ ", kBitXor},  {" & ", kBitAnd},
        {" // ", kTerm}};
    const Row& row = kRows[static_cast<int>(b.op)];
    const bool power = row.precedence == kPower;
    Open(level > row.precedence);
    Write(b.left, power ? Next(kPower) : row.precedence);
    text += row.text;
    Write(b.right, power ? row.precedence : Next(row.precedence));
    Close(level > row.precedence);
  }

  void Call(const ast::Call& c) {
    Write(c.func, kAtom);
    if (c.args.size() == 1 && c.keywords.empty() &&
        c.args[0]->kind == ast::ExprKind::kGeneratorExp) {
      return Write(c.args[0], kTuple);
    }
    text += "(";
    bool first = true;
    for (const ast::Expr* a : c.args) {
      if (!first) text += ", ";
      first = false;
      Write(a, kTest);
    }
    for (const ast::Keyword* k : c.keywords) {
      if (!first) text += ", ";
      first = false;
      if (k->arg.empty()) {
        text += "**";
      } else {
        absl::StrAppend(&text, k->arg, "=");
      }
      Write(k->value, kTest);
    }
    text += ")";
  }

  void Comprehension(const ast::Expr* element, const ast::Expr* value,
                     ast::Seq<ast::Comprehension> generators, const char* open,
                     const char* close) {
    text += open;
    Write(element, kTest);
    if (value != nullptr) {
      text += ": ";
      Write(value, kTest);
    }
    for (const ast::Comprehension* g : generators) {
      text += g->is_async ? " async for " : " for ";
      Write(g->target, kTuple);
      text += " in ";
      Write(g->iter, Next(kTest));
      for (const ast::Expr* condition : g->ifs) {
        text += " if ";
        Write(condition, Next(kTest));
      }
    }
    text += close;
  }

  static bool HasParameters(const ast::Arguments& a) {
    return !a.posonlyargs.empty() || !a.args.empty() || a.vararg != nullptr ||
           !a.kwonlyargs.empty() || a.kwarg != nullptr;
  }

  void Parameters(const ast::Arguments& a) {
    bool first = true;
    auto comma = [&] {
      if (!first) text += ", ";
      first = false;
    };
    const size_t positional = a.posonlyargs.size() + a.args.size();
    for (size_t i = 0; i < positional; ++i) {
      comma();
      const ast::Arg* arg = i < a.posonlyargs.size()
                                ? a.posonlyargs[i]
                                : a.args[i - a.posonlyargs.size()];
      absl::StrAppend(&text, arg->name);
      if (i + a.defaults.size() >= positional) {
        text += "=";
        Write(a.defaults[i + a.defaults.size() - positional], kTest);
      }
      if (i + 1 == a.posonlyargs.size()) text += ", /";
    }
    if (a.vararg != nullptr || !a.kwonlyargs.empty()) {
      comma();
      text += "*";
      if (a.vararg != nullptr) absl::StrAppend(&text, a.vararg->name);
    }
    for (size_t i = 0; i < a.kwonlyargs.size(); ++i) {
      comma();
      absl::StrAppend(&text, a.kwonlyargs[i]->name);
      if (a.kw_defaults[i] != nullptr) {
        text += "=";
        Write(a.kw_defaults[i], kTest);
      }
    }
    if (a.kwarg != nullptr) {
      comma();
      absl::StrAppend(&text, "**", a.kwarg->name);
    }
  }

  void FString(const ast::Expr* e, bool is_spec) {
    if (const auto* joined = ast::DynCast<ast::JoinedStr>(e)) {
      for (const ast::Expr* part : joined->values) FString(part, is_spec);
    } else if (const auto* c = ast::DynCast<ast::Constant>(e)) {
      text += absl::StrReplaceAll(c->text, {{"{", "{{"}, {"}", "}}"}});
    } else if (const auto* f = ast::DynCast<ast::FormattedValue>(e)) {
      Unparser inner;
      inner.Write(f->value, Next(kTest));
      // A brace right behind ours would read as an escaped one.
      text += !inner.text.empty() && inner.text[0] == '{' ? "{ " : "{";
      text += inner.text;
      if (f->conversion == ast::Conversion::kStr) text += "!s";
      if (f->conversion == ast::Conversion::kRepr) text += "!r";
      if (f->conversion == ast::Conversion::kAscii) text += "!a";
      if (f->format_spec != nullptr) {
        text += ":";
        FString(f->format_spec, true);
      }
      text += "}";
    }
  }

  void Constant(const ast::Constant& c) {
    switch (c.constant_kind) {
      case ast::ConstantKind::kStr:
        if (c.is_u_string) text += "u";
        text += Repr(c.text, false);
        return;
      case ast::ConstantKind::kBytes:
        text += Repr(c.text, true);
        return;
      case ast::ConstantKind::kEllipsis:
        text += "...";
        return;
      case ast::ConstantKind::kBigInt:
        if (c.base != 10) {
          absl::StrAppend(&text, c.base == 16  ? "0x"
                                 : c.base == 8 ? "0o"
                                               : "0b");
        }
        absl::StrAppend(&text, c.text);
        return;
      default: {
        CompiledModule scratch;
        ConstMaker maker(&scratch);
        std::string number;
        if (c.constant_kind == ast::ConstantKind::kImaginary) {
          number = ConstText(*maker.Float(c.float_value));
          if (absl::EndsWith(number, ".0")) number.resize(number.size() - 2);
          number += "j";
        } else {
          number = ConstText(*maker.FromAst(c));
        }
        // Infinity has no literal.
        text += absl::StrReplaceAll(number, {{"inf", "1e309"}});
        return;
      }
    }
  }
};

}  // namespace

std::string Unparse(const ast::Expr* e) {
  Unparser unparser;
  unparser.Write(e, kTest);
  return unparser.text;
}

}  // namespace pyjit::compiler
