#include "frontend/ast_dump.h"

#include <charconv>
#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "frontend/unicode.h"

namespace pyjit {
namespace {

using namespace ast;  // NOLINT: every node name is used here

// repr() of a float: the shortest digits that read back the same.
std::string FloatRepr(double value) {
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  char digits[64];
  const auto end = std::to_chars(digits, digits + sizeof(digits), value,
                                 std::chars_format::scientific);
  std::string text(digits, end.ptr);
  const size_t e = text.find('e');
  const int exponent = std::atoi(text.c_str() + e + 1);
  std::string mantissa = text.substr(0, e);
  if (exponent < -4 || exponent >= 16) {
    return absl::StrFormat("%se%c%02d", mantissa, exponent < 0 ? '-' : '+',
                           std::abs(exponent));
  }
  const auto fixed = std::to_chars(digits, digits + sizeof(digits), value,
                                   std::chars_format::fixed);
  text.assign(digits, fixed.ptr);
  if (text.find('.') == std::string::npos) text += ".0";
  return text;
}

std::string ImaginaryRepr(double value) {
  std::string text = FloatRepr(value);
  if (text.size() > 2 && text.substr(text.size() - 2) == ".0") {
    text.resize(text.size() - 2);
  }
  return text + "j";
}

class Dumper {
 public:
  explicit Dumper(bool attributes) : attributes_(attributes) {}

  std::string Run(const Module& module) {
    switch (module.mode) {
      case Mode::kExec:
        Open("Module");
        Field("body", module.body);
        Key("type_ignores");
        out_ += "[]";
        break;
      case Mode::kEval:
        Open("Expression");
        Field("body", module.expression);
        break;
      case Mode::kFuncType:
        Open("FunctionType");
        Field("argtypes", module.argtypes);
        Field("returns", module.expression);
        break;
      case Mode::kSingle:
        Open("Interactive");
        Field("body", module.body);
        break;
    }
    Close();
    return std::move(out_);
  }

 private:
  void Open(absl::string_view name) {
    out_.append(name.data(), name.size());
    out_.push_back('(');
    first_ = true;
  }
  void Close() {
    out_.push_back(')');
    first_ = false;
  }
  void Close(const SourceSpan& span) {
    if (attributes_) {
      Number("lineno", span.line);
      Number("col_offset", span.col);
      Number("end_lineno", span.end_line);
      Number("end_col_offset", span.end_col);
    }
    Close();
  }
  void Key(absl::string_view name) {
    if (!first_) out_ += ", ";
    first_ = false;
    absl::StrAppend(&out_, name, "=");
  }
  void Number(absl::string_view name, int64_t value) {
    Key(name);
    absl::StrAppend(&out_, value);
  }
  void Text(absl::string_view name, absl::string_view text) {
    Key(name);
    out_ += PythonRepr(text, /*bytes=*/false);
  }
  void OptionalText(absl::string_view name, absl::string_view text) {
    if (text.data() != nullptr) Text(name, text);
  }
  void Operator(absl::string_view name, absl::string_view op) {
    Key(name);
    absl::StrAppend(&out_, op, "()");
  }
  void Context(ExprContext ctx) {
    Operator("ctx", ctx == ExprContext::kLoad    ? "Load"
                    : ctx == ExprContext::kStore ? "Store"
                                                 : "Del");
  }
  void Identifiers(absl::string_view name, absl::Span<const Identifier> names) {
    Key(name);
    out_.push_back('[');
    for (size_t i = 0; i < names.size(); ++i) {
      if (i != 0) out_ += ", ";
      out_ += PythonRepr(names[i], /*bytes=*/false);
    }
    out_.push_back(']');
  }
  template <typename T>
  void Field(absl::string_view name, const T* node) {
    Key(name);
    Dump(*node);
  }
  template <typename T>
  void Optional(absl::string_view name, const T* node) {
    if (node != nullptr) Field(name, node);
  }
  template <typename T>
  void Field(absl::string_view name, Seq<T> nodes) {
    Key(name);
    out_.push_back('[');
    for (size_t i = 0; i < nodes.size(); ++i) {
      if (i != 0) out_ += ", ";
      if (nodes[i] == nullptr) {
        out_ += "None";
      } else {
        Dump(*nodes[i]);
      }
    }
    out_.push_back(']');
  }

  void Dump(const Comprehension& node) {
    Open("comprehension");
    Field("target", node.target);
    Field("iter", node.iter);
    Field("ifs", node.ifs);
    Number("is_async", node.is_async);
    Close();
  }
  void Dump(const Arg& node) {
    Open("arg");
    Text("arg", node.name);
    Optional("annotation", node.annotation);
    Close(node.span);
  }
  void Dump(const Arguments& node) {
    Open("arguments");
    Field("posonlyargs", node.posonlyargs);
    Field("args", node.args);
    Optional("vararg", node.vararg);
    Field("kwonlyargs", node.kwonlyargs);
    Field("kw_defaults", node.kw_defaults);
    Optional("kwarg", node.kwarg);
    Field("defaults", node.defaults);
    Close();
  }
  void Dump(const Keyword& node) {
    Open("keyword");
    OptionalText("arg", node.arg);
    Field("value", node.value);
    Close(node.span);
  }
  void Dump(const Alias& node) {
    Open("alias");
    Text("name", node.name);
    OptionalText("asname", node.asname);
    Close(node.span);
  }
  void Dump(const WithItem& node) {
    Open("withitem");
    Field("context_expr", node.context_expr);
    Optional("optional_vars", node.optional_vars);
    Close();
  }
  void Dump(const ExceptHandler& node) {
    Open("ExceptHandler");
    Optional("type", node.type);
    OptionalText("name", node.name);
    Field("body", node.body);
    Close(node.span);
  }
  void Dump(const MatchCase& node) {
    Open("match_case");
    Field("pattern", node.pattern);
    Optional("guard", node.guard);
    Field("body", node.body);
    Close();
  }

  void Dump(const Expr& node) {
    Open(KindName(node.kind));
    switch (node.kind) {
#define PYJIT_EXPR(Name)         \
  case ExprKind::k##Name:        \
    Fields(As<ast::Name>(node)); \
    break;
#include "frontend/ast_nodes.def"
    }
    Close(node.span);
  }
  void Dump(const Stmt& node) {
    switch (node.kind) {
      case StmtKind::kFunctionDef:
        Open(As<FunctionDef>(node).is_async ? "AsyncFunctionDef"
                                            : "FunctionDef");
        break;
      case StmtKind::kFor:
        Open(As<For>(node).is_async ? "AsyncFor" : "For");
        break;
      case StmtKind::kWith:
        Open(As<With>(node).is_async ? "AsyncWith" : "With");
        break;
      case StmtKind::kTry:
        Open(As<Try>(node).is_star ? "TryStar" : "Try");
        break;
      default:
        Open(KindName(node.kind));
    }
    switch (node.kind) {
#define PYJIT_STMT(Name)         \
  case StmtKind::k##Name:        \
    Fields(As<ast::Name>(node)); \
    break;
#include "frontend/ast_nodes.def"
    }
    Close(node.span);
  }
  void Dump(const Pattern& node) {
    Open(KindName(node.kind));
    switch (node.kind) {
#define PYJIT_PATTERN(Name)      \
  case PatternKind::k##Name:     \
    Fields(As<ast::Name>(node)); \
    break;
#include "frontend/ast_nodes.def"
    }
    Close(node.span);
  }

  // ---- Fields of each kind, in the order of the `ast` module ----

  void Fields(const BoolOp& node) {
    Operator("op", OperatorName(node.op));
    Field("values", node.values);
  }
  void Fields(const NamedExpr& node) {
    Field("target", node.target);
    Field("value", node.value);
  }
  void Fields(const BinOp& node) {
    Field("left", node.left);
    Operator("op", OperatorName(node.op));
    Field("right", node.right);
  }
  void Fields(const UnaryOp& node) {
    Operator("op", OperatorName(node.op));
    Field("operand", node.operand);
  }
  void Fields(const Lambda& node) {
    Field("args", node.args);
    Field("body", node.body);
  }
  void Fields(const IfExp& node) {
    Field("test", node.test);
    Field("body", node.body);
    Field("orelse", node.orelse);
  }
  void Fields(const Dict& node) {
    Field("keys", node.keys);
    Field("values", node.values);
  }
  void Fields(const Set& node) { Field("elts", node.elts); }
  void Fields(const ListComp& node) {
    Field("elt", node.elt);
    Field("generators", node.generators);
  }
  void Fields(const SetComp& node) {
    Field("elt", node.elt);
    Field("generators", node.generators);
  }
  void Fields(const DictComp& node) {
    Field("key", node.key);
    Field("value", node.value);
    Field("generators", node.generators);
  }
  void Fields(const GeneratorExp& node) {
    Field("elt", node.elt);
    Field("generators", node.generators);
  }
  void Fields(const Await& node) { Field("value", node.value); }
  void Fields(const Yield& node) { Optional("value", node.value); }
  void Fields(const YieldFrom& node) { Field("value", node.value); }
  void Fields(const Compare& node) {
    Field("left", node.left);
    Key("ops");
    out_.push_back('[');
    for (size_t i = 0; i < node.ops.size(); ++i) {
      absl::StrAppend(&out_, i == 0 ? "" : ", ", OperatorName(node.ops[i]),
                      "()");
    }
    out_.push_back(']');
    Field("comparators", node.comparators);
  }
  void Fields(const Call& node) {
    Field("func", node.func);
    Field("args", node.args);
    Field("keywords", node.keywords);
  }
  void Fields(const FormattedValue& node) {
    Field("value", node.value);
    Number("conversion", node.conversion == Conversion::kNone   ? -1
                         : node.conversion == Conversion::kStr  ? 's'
                         : node.conversion == Conversion::kRepr ? 'r'
                                                                : 'a');
    Optional("format_spec", node.format_spec);
  }
  void Fields(const JoinedStr& node) { Field("values", node.values); }
  void Fields(const Constant& node) {
    Key("value");
    switch (node.constant_kind) {
      case ConstantKind::kNone:
        out_ += "None";
        break;
      case ConstantKind::kTrue:
        out_ += "True";
        break;
      case ConstantKind::kFalse:
        out_ += "False";
        break;
      case ConstantKind::kEllipsis:
        out_ += "Ellipsis";
        break;
      case ConstantKind::kInt:
        absl::StrAppend(&out_, node.int_value);
        break;
      case ConstantKind::kBigInt:
        absl::StrAppend(&out_,
                        node.base == 16  ? "0x"
                        : node.base == 8 ? "0o"
                        : node.base == 2 ? "0b"
                                         : "",
                        node.text);
        break;
      case ConstantKind::kFloat:
        out_ += FloatRepr(node.float_value);
        break;
      case ConstantKind::kImaginary:
        out_ += ImaginaryRepr(node.float_value);
        break;
      case ConstantKind::kStr:
      case ConstantKind::kBytes:
        out_ +=
            PythonRepr(node.text, node.constant_kind == ConstantKind::kBytes);
        break;
    }
    if (node.is_u_string) Text("kind", "u");
  }
  void Fields(const Attribute& node) {
    Field("value", node.value);
    Text("attr", node.attr);
    Context(node.ctx);
  }
  void Fields(const Subscript& node) {
    Field("value", node.value);
    Field("slice", node.slice);
    Context(node.ctx);
  }
  void Fields(const Starred& node) {
    Field("value", node.value);
    Context(node.ctx);
  }
  void Fields(const Name& node) {
    Text("id", node.id);
    Context(node.ctx);
  }
  void Fields(const List& node) {
    Field("elts", node.elts);
    Context(node.ctx);
  }
  void Fields(const Tuple& node) {
    Field("elts", node.elts);
    Context(node.ctx);
  }
  void Fields(const Slice& node) {
    Optional("lower", node.lower);
    Optional("upper", node.upper);
    Optional("step", node.step);
  }

  void Fields(const FunctionDef& node) {
    Text("name", node.name);
    Field("args", node.args);
    Field("body", node.body);
    Field("decorator_list", node.decorators);
    Optional("returns", node.returns);
  }
  void Fields(const ClassDef& node) {
    Text("name", node.name);
    Field("bases", node.bases);
    Field("keywords", node.keywords);
    Field("body", node.body);
    Field("decorator_list", node.decorators);
  }
  void Fields(const Return& node) { Optional("value", node.value); }
  void Fields(const Delete& node) { Field("targets", node.targets); }
  void Fields(const Assign& node) {
    Field("targets", node.targets);
    Field("value", node.value);
  }
  void Fields(const AugAssign& node) {
    Field("target", node.target);
    Operator("op", OperatorName(node.op));
    Field("value", node.value);
  }
  void Fields(const AnnAssign& node) {
    Field("target", node.target);
    Field("annotation", node.annotation);
    Optional("value", node.value);
    Number("simple", node.simple);
  }
  void Fields(const For& node) {
    Field("target", node.target);
    Field("iter", node.iter);
    Field("body", node.body);
    Field("orelse", node.orelse);
  }
  void Fields(const While& node) {
    Field("test", node.test);
    Field("body", node.body);
    Field("orelse", node.orelse);
  }
  void Fields(const If& node) {
    Field("test", node.test);
    Field("body", node.body);
    Field("orelse", node.orelse);
  }
  void Fields(const With& node) {
    Field("items", node.items);
    Field("body", node.body);
  }
  void Fields(const Match& node) {
    Field("subject", node.subject);
    Field("cases", node.cases);
  }
  void Fields(const Raise& node) {
    Optional("exc", node.exc);
    Optional("cause", node.cause);
  }
  void Fields(const Try& node) {
    Field("body", node.body);
    Field("handlers", node.handlers);
    Field("orelse", node.orelse);
    Field("finalbody", node.finalbody);
  }
  void Fields(const Assert& node) {
    Field("test", node.test);
    Optional("msg", node.msg);
  }
  void Fields(const Import& node) { Field("names", node.names); }
  void Fields(const ImportFrom& node) {
    OptionalText("module", node.module);
    Field("names", node.names);
    Number("level", node.level);
  }
  void Fields(const Global& node) { Identifiers("names", node.names); }
  void Fields(const Nonlocal& node) { Identifiers("names", node.names); }
  void Fields(const ExprStmt& node) { Field("value", node.value); }
  void Fields(const Pass&) {}
  void Fields(const Break&) {}
  void Fields(const Continue&) {}

  void Fields(const MatchValue& node) { Field("value", node.value); }
  void Fields(const MatchSingleton& node) {
    Key("value");
    out_ += node.value == ConstantKind::kNone   ? "None"
            : node.value == ConstantKind::kTrue ? "True"
                                                : "False";
  }
  void Fields(const MatchSequence& node) { Field("patterns", node.patterns); }
  void Fields(const MatchMapping& node) {
    Field("keys", node.keys);
    Field("patterns", node.patterns);
    OptionalText("rest", node.rest);
  }
  void Fields(const MatchClass& node) {
    Field("cls", node.cls);
    Field("patterns", node.patterns);
    Identifiers("kwd_attrs", node.kwd_attrs);
    Field("kwd_patterns", node.kwd_patterns);
  }
  void Fields(const MatchStar& node) { OptionalText("name", node.name); }
  void Fields(const MatchAs& node) {
    Optional("pattern", node.pattern);
    OptionalText("name", node.name);
  }
  void Fields(const MatchOr& node) { Field("patterns", node.patterns); }

  const bool attributes_;
  bool first_ = true;
  std::string out_;
};

}  // namespace

std::string PythonRepr(absl::string_view text, bool bytes) {
  const bool has_single = text.find('\'') != absl::string_view::npos;
  const bool has_double = text.find('"') != absl::string_view::npos;
  const char quote = has_single && !has_double ? '"' : '\'';
  std::string out = bytes ? "b" : "";
  out.push_back(quote);
  size_t pos = 0;
  while (pos < text.size()) {
    const size_t at = pos;
    const uint32_t c = bytes ? static_cast<unsigned char>(text[pos++])
                             : DecodeUtf8(text, &pos);
    if (c == static_cast<uint32_t>(quote) || c == '\\') {
      out.push_back('\\');
      out.push_back(static_cast<char>(c));
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c < 0x20 || c == 0x7F || (bytes && c >= 0x80)) {
      absl::StrAppendFormat(&out, "\\x%02x", c);
    } else if (c < 0x80 || IsPrintable(c)) {
      out.append(text.data() + at, pos - at);
    } else if (c <= 0xFF) {
      absl::StrAppendFormat(&out, "\\x%02x", c);
    } else if (c <= 0xFFFF) {
      absl::StrAppendFormat(&out, "\\u%04x", c);
    } else {
      absl::StrAppendFormat(&out, "\\U%08x", c);
    }
  }
  out.push_back(quote);
  return out;
}

std::string DumpAst(const ast::Module& module, bool include_attributes) {
  return Dumper(include_attributes).Run(module);
}

}  // namespace pyjit
