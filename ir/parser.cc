#include "ir/parser.h"

#include <limits>
#include <map>
#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "ir/text_lexer.h"
#include "ir/word.h"

#define RETURN_IF_ERROR(expr)                          \
  do {                                                 \
    absl::Status status_ = (expr);                     \
    if (!status_.ok()) return status_;                 \
  } while (false)

namespace pyjit::ir {
namespace {

using absl::Status;

// Recursive descent. Names may be used before they are defined (blocks, values
// that a later block defines, snapshots): uses get an id at once and the
// definition fills it in; what is still undefined at the end is an error at
// its first use.
class Parser {
 public:
  Parser(std::vector<Token> tokens, SourceLines* lines)
      : tokens_(std::move(tokens)), lines_(lines) {}

  absl::StatusOr<Graph> Run() {
    RETURN_IF_ERROR(ParseWhole());
    return std::move(graph_);
  }

 private:
  // Names of one sort of thing.
  struct Names {
    std::map<std::string, uint32_t> ids;
    std::map<uint32_t, size_t> undefined;  // id -> token of the first use
  };

  // Tokens.
  const Token& Here() const { return tokens_[at_]; }
  const Token& Next() const {
    return tokens_[std::min(at_ + 1, tokens_.size() - 1)];
  }
  void Step() {
    if (at_ + 1 < tokens_.size()) ++at_;
  }
  bool IsMark(char c) const {
    return Here().kind == TokenKind::kMark && Here().text[0] == c;
  }
  bool TakeMark(char c) {
    if (!IsMark(c)) return false;
    Step();
    return true;
  }
  bool IsName(absl::string_view name) const {
    return Here().kind == TokenKind::kName && Here().text == name;
  }
  bool TakeName(absl::string_view name) {
    if (!IsName(name)) return false;
    Step();
    return true;
  }
  static std::string Show(const Token& token) {
    switch (token.kind) {
      case TokenKind::kEnd:
        return "the end";
      case TokenKind::kString:
        return "a string";
      case TokenKind::kValue:
        return absl::StrCat("'%", token.text, "'");
      case TokenKind::kSnapshot:
        return absl::StrCat("'!", token.text, "'");
      default:
        return absl::StrCat("'", token.text, "'");
    }
  }
  Status Error(absl::string_view message) const { return ErrorAt(Here(), message); }
  Status Expected(absl::string_view what) const {
    return Error(absl::StrCat("expected ", what, ", found ", Show(Here())));
  }
  Status Mark(char c) {
    if (!TakeMark(c)) return Expected(absl::StrCat("'", std::string(1, c), "'"));
    return absl::OkStatus();
  }
  Status Keyword(absl::string_view name) {
    if (!TakeName(name)) return Expected(absl::StrCat("'", name, "'"));
    return absl::OkStatus();
  }
  Status Name(std::string* out) {
    if (Here().kind != TokenKind::kName) return Expected("a name");
    *out = Here().text;
    Step();
    return absl::OkStatus();
  }
  Status String(std::string* out) {
    if (Here().kind != TokenKind::kString) return Expected("a string");
    *out = Here().text;
    Step();
    return absl::OkStatus();
  }
  // A whole number within the limits of T.
  template <typename T>
  Status Integer(T* out) {
    absl::string_view text = Here().text;
    if (Here().kind != TokenKind::kNumber) return Expected("a number");
    absl::ConsumePrefix(&text, "+");
    int64_t n = 0;
    if (!absl::SimpleAtoi(text, &n) || n < int64_t{std::numeric_limits<T>::min()} ||
        (sizeof(T) < 8 && n > static_cast<int64_t>(std::numeric_limits<T>::max()))) {
      return Error(absl::StrCat("number out of range or not whole: ", Here().text));
    }
    *out = static_cast<T>(n);
    Step();
    return absl::OkStatus();
  }
  Status Double(double* out);

  // Names.
  uint32_t Use(Names* names, const std::string& name, uint32_t (Parser::*make)()) {
    auto [it, inserted] = names->ids.try_emplace(name, 0);
    if (inserted) {
      it->second = (this->*make)();
      names->undefined[it->second] = at_;
    }
    return it->second;
  }
  Status Define(Names* names, const std::string& name, uint32_t (Parser::*make)(),
                uint32_t* out) {
    auto [it, inserted] = names->ids.try_emplace(name, 0);
    if (inserted) {
      it->second = (this->*make)();
    } else if (names->undefined.erase(it->second) == 0) {
      return Error(absl::StrCat(Show(Here()), " is defined twice"));
    }
    *out = it->second;
    return absl::OkStatus();
  }
  uint32_t MakeValue() {
    graph_.nodes.emplace_back();
    return static_cast<uint32_t>(graph_.nodes.size() - 1);
  }
  uint32_t MakeBlock() { return graph_.NewBlock(); }
  uint32_t MakeSnapshot() {
    graph_.snapshots.emplace_back();
    return static_cast<uint32_t>(graph_.snapshots.size() - 1);
  }
  Status Value(Ref* out) {
    if (Here().kind != TokenKind::kValue) return Expected("a value");
    *out = Use(&values_, Here().text, &Parser::MakeValue);
    Step();
    return absl::OkStatus();
  }
  // Values separated by commas up to ')', which is taken; '(' has been.
  Status ValuesToParen(std::vector<Ref>* out) {
    while (!TakeMark(')')) {
      if (!out->empty()) RETURN_IF_ERROR(Mark(','));
      RETURN_IF_ERROR(Value(&out->emplace_back()));
    }
    return absl::OkStatus();
  }
  Status Row(const std::map<std::string, uint32_t>& rows, absl::string_view what,
             uint32_t* out) {
    if (Here().kind != TokenKind::kName) return Expected(what);
    auto it = rows.find(Here().text);
    if (it == rows.end()) {
      return Error(absl::StrCat("unknown ", what, " '", Here().text, "'"));
    }
    *out = it->second;
    Step();
    return absl::OkStatus();
  }
  template <typename T>
  Status Looked(std::optional<T> (*find)(absl::string_view), absl::string_view what,
                T* out) {
    std::optional<T> found;
    if (Here().kind == TokenKind::kName) found = find(Here().text);
    if (!found.has_value()) return Expected(what);
    *out = *found;
    Step();
    return absl::OkStatus();
  }

  // Grammar.
  Status ParseWhole();
  Status ParseTables();
  Status ParseTable(std::map<std::string, uint32_t>* rows, size_t first,
                    Status (Parser::*row)());
  Status ShapeRowText();
  Status ObjectRowText();
  Status CodeRowText();
  Status PositionRowText();
  Status ParseBlockHeader();
  Status ParseStatement();
  Status ParseAttributes(Node* node);
  Status ParseTarget(Node* node);
  Status ParseEffects(Node* node);
  Status ParseSnapshot();
  Status ParseFrame(Snapshot* snapshot);
  Status ParseVirtual(Snapshot* snapshot);
  Status ParsePendingStore(Snapshot* snapshot);
  Status SnapshotValue(Ref* out);
  Status CheckDefined(const Names& names, absl::string_view what);
  Status ResolveTypes();
  void Note(std::vector<int> SourceLines::*list, uint32_t id, int line) {
    if (lines_ == nullptr) return;
    std::vector<int>& v = lines_->*list;
    if (v.size() <= id) v.resize(id + 1, 0);
    v[id] = line;
  }

  std::vector<Token> tokens_;
  SourceLines* lines_;
  size_t at_ = 0;
  Graph graph_;
  BlockId block_ = kNone;
  std::vector<BlockId> block_order_;
  Names values_, blocks_, snapshots_;
  std::map<std::string, uint32_t> shapes_, objects_, codes_, positions_;
  std::vector<std::pair<Ref, size_t>> untyped_;  // node, token
};

Status Parser::Double(double* out) {
  absl::string_view text = Here().text;
  bool ok = false;
  if (Here().kind == TokenKind::kNumber) {
    uint64_t bits = 0;
    absl::string_view hex = text;
    if (absl::ConsumePrefix(&hex, "nan:") || absl::StartsWith(hex, "0x")) {
      ok = absl::SimpleHexAtoi(hex, &bits);
      *out = DoubleOf(bits);
    } else if (text == "inf" || text == "+inf" || text == "-inf") {
      ok = true;
      *out = text[0] == '-' ? -std::numeric_limits<double>::infinity()
                            : std::numeric_limits<double>::infinity();
    } else {
      ok = absl::SimpleAtod(text, out);
    }
  }
  if (!ok) return Expected("a double");
  Step();
  return absl::OkStatus();
}

Status Parser::ParseWhole() {
  RETURN_IF_ERROR(Keyword("graph"));
  RETURN_IF_ERROR(String(&graph_.name));
  RETURN_IF_ERROR(Mark('{'));
  RETURN_IF_ERROR(ParseTables());
  while (!IsMark('}')) RETURN_IF_ERROR(ParseStatement());
  Step();
  if (Here().kind != TokenKind::kEnd) return Expected("the end after '}'");
  RETURN_IF_ERROR(CheckDefined(blocks_, "block"));
  RETURN_IF_ERROR(CheckDefined(values_, "value %"));
  RETURN_IF_ERROR(CheckDefined(snapshots_, "snapshot !"));
  RETURN_IF_ERROR(ResolveTypes());
  if (block_order_.empty()) return Error("a graph needs a block");
  // Blocks got their ids when they were first mentioned; where that is not the
  // order of the text, the layout says so.
  bool in_order = true;
  for (size_t i = 0; i < block_order_.size(); ++i) in_order &= block_order_[i] == i;
  if (!in_order) graph_.layout = block_order_;
  return absl::OkStatus();
}

Status Parser::CheckDefined(const Names& names, absl::string_view what) {
  if (names.undefined.empty()) return absl::OkStatus();
  size_t first = tokens_.size();
  for (const auto& [id, token] : names.undefined) first = std::min(first, token);
  const Token& token = tokens_[first];
  return ErrorAt(token, absl::StrCat("undefined ", what,
                                     what.back() == 'k' ? " " : "", token.text));
}

// Types that follow from operands which may stand further down.
Status Parser::ResolveTypes() {
  for (bool progress = true; progress && !untyped_.empty();) {
    progress = false;
    std::vector<std::pair<Ref, size_t>> left;
    for (auto [ref, token] : untyped_) {
      Node& node = graph_.node(ref);
      if (node.operands.size() > 1) node.type = graph_.node(node.operands[1]).type;
      (node.type == Type::kVoid ? left.emplace_back(ref, token), false
                                : progress = true);
    }
    untyped_ = std::move(left);
  }
  if (untyped_.empty()) return absl::OkStatus();
  return ErrorAt(tokens_[untyped_[0].second], "the result needs a type");
}

Status Parser::ParseTables() {
  for (;;) {
    if (Here().kind != TokenKind::kName || Next().text != ":") {
      return absl::OkStatus();
    }
    if (TakeName("shapes")) {
      RETURN_IF_ERROR(ParseTable(&shapes_, graph_.shapes.size(), &Parser::ShapeRowText));
    } else if (TakeName("objects")) {
      RETURN_IF_ERROR(
          ParseTable(&objects_, graph_.objects.size(), &Parser::ObjectRowText));
    } else if (TakeName("codes")) {
      RETURN_IF_ERROR(ParseTable(&codes_, graph_.codes.size(), &Parser::CodeRowText));
    } else if (TakeName("positions")) {
      RETURN_IF_ERROR(ParseTable(&positions_, graph_.positions.size(),
                                 &Parser::PositionRowText));
    } else {
      return absl::OkStatus();
    }
  }
}

Status Parser::ParseTable(std::map<std::string, uint32_t>* rows, size_t first,
                          Status (Parser::*row)()) {
  RETURN_IF_ERROR(Mark(':'));
  do {
    std::string name;
    if (Here().kind == TokenKind::kName && rows->count(Here().text) != 0) {
      return Error(absl::StrCat("'", Here().text, "' is defined twice"));
    }
    RETURN_IF_ERROR(Name(&name));
    RETURN_IF_ERROR(Mark('='));
    RETURN_IF_ERROR((this->*row)());
    (*rows)[name] = static_cast<uint32_t>(first++);
  } while (TakeMark(','));
  return absl::OkStatus();
}

Status Parser::ShapeRowText() {
  ShapeRow row;
  RETURN_IF_ERROR(Keyword("shape"));
  RETURN_IF_ERROR(Mark('#'));
  RETURN_IF_ERROR(Integer(&row.id));
  row.stable = TakeName("stable");
  if (Here().kind == TokenKind::kString) RETURN_IF_ERROR(String(&row.name));
  graph_.shapes.push_back(std::move(row));
  return absl::OkStatus();
}

Status Parser::ObjectRowText() {
  return String(&graph_.objects.emplace_back().name);
}

Status Parser::CodeRowText() { return String(&graph_.codes.emplace_back().name); }

Status Parser::PositionRowText() {
  Position p;
  RETURN_IF_ERROR(Row(codes_, "code", &p.code));
  RETURN_IF_ERROR(Mark('@'));
  RETURN_IF_ERROR(Integer(&p.pc));
  if (TakeName("in")) RETURN_IF_ERROR(Row(positions_, "position", &p.parent));
  graph_.positions.push_back(p);
  return absl::OkStatus();
}

Status Parser::ParseBlockHeader() {
  int line = Here().line;
  RETURN_IF_ERROR(Define(&blocks_, Here().text, &Parser::MakeBlock, &block_));
  Note(&SourceLines::blocks, block_, line);
  block_order_.push_back(block_);
  Step();
  if (TakeMark('(')) {
    bool first = true;
    while (!TakeMark(')')) {
      if (!first) RETURN_IF_ERROR(Mark(','));
      first = false;
      if (Here().kind != TokenKind::kValue) return Expected("a value");
      Ref ref = kNone;
      RETURN_IF_ERROR(Define(&values_, Here().text, &Parser::MakeValue, &ref));
      Note(&SourceLines::nodes, ref, Here().line);
      Step();
      RETURN_IF_ERROR(Mark(':'));
      Node& node = graph_.node(ref);
      node = Node(Opcode::k_param);
      RETURN_IF_ERROR(Looked(&TypeByName, "a type", &node.type));
      if (node.type == Type::kVoid) return Error("a parameter cannot be void");
      node.block = block_;
      node.imm = static_cast<int64_t>(graph_.blocks[block_].params.size());
      graph_.blocks[block_].params.push_back(ref);
    }
  }
  for (;;) {
    if (TakeName("loop")) {
      graph_.blocks[block_].loop_header = true;
    } else if (TakeName("cold")) {
      graph_.blocks[block_].cold = true;
    } else {
      break;
    }
  }
  return Mark(':');
}

Status Parser::ParseStatement() {
  if (Here().kind == TokenKind::kSnapshot) return ParseSnapshot();
  if (Here().kind == TokenKind::kName && !OpcodeByName(Here().text).has_value()) {
    // A block: its name is followed by parameters, flags or the colon.
    const std::string& next = Next().text;
    if (next == ":" || next == "(" || next == "loop" || next == "cold") {
      return ParseBlockHeader();
    }
    return Error(absl::StrCat("unknown op '", Here().text, "'"));
  }
  if (Here().kind != TokenKind::kValue && Here().kind != TokenKind::kName) {
    return Expected("an op, a block, a snapshot or '}'");
  }
  if (block_ == kNone) return Error("an op before the first block");

  Ref ref = kNone;
  size_t start = at_;
  Node node;
  bool typed = false, named = Here().kind == TokenKind::kValue;
  if (named) {
    RETURN_IF_ERROR(Define(&values_, Here().text, &Parser::MakeValue, &ref));
    Step();
    if (TakeMark(':')) {
      RETURN_IF_ERROR(Looked(&TypeByName, "a type", &node.type));
      typed = true;
    }
    RETURN_IF_ERROR(Mark('='));
  } else {
    ref = MakeValue();
  }
  Note(&SourceLines::nodes, ref, tokens_[start].line);
  if (Here().kind == TokenKind::kName && !OpcodeByName(Here().text).has_value()) {
    return Error(absl::StrCat("unknown op '", Here().text, "'"));
  }
  RETURN_IF_ERROR(Looked(&OpcodeByName, "an op", &node.op));
  if (node.op == Opcode::k_param) {
    return ErrorAt(tokens_[at_ - 1], "parameters stand in the block's header");
  }
  RETURN_IF_ERROR(ParseAttributes(&node));
  if (Here().kind == TokenKind::kSnapshot && Next().text != "=") {
    node.snapshot = Use(&snapshots_, Here().text, &Parser::MakeSnapshot);
    Step();
  }
  if (TakeMark('@')) RETURN_IF_ERROR(Row(positions_, "position", &node.position));

  const OpRow& row = RowOf(node.op);
  if (row.result == ResultRule::kVoid && named) {
    return ErrorAt(tokens_[start], absl::StrCat("'", row.name, "' has no result"));
  }
  graph_.node(ref) = node;
  graph_.node(ref).block = block_;
  graph_.blocks[block_].nodes.push_back(ref);
  if (!typed) {
    Type fixed = Type::kVoid;
    switch (row.result) {
      case ResultRule::kVoid: break;
      case ResultRule::kTagged: fixed = Type::kTagged; break;
      case ResultRule::kPtr: fixed = Type::kPtr; break;
      case ResultRule::kI64: fixed = Type::kI64; break;
      case ResultRule::kF64: fixed = Type::kF64; break;
      case ResultRule::kI1: fixed = Type::kI1; break;
      case ResultRule::kSameAs1:
        untyped_.emplace_back(ref, start);
        break;
      case ResultRule::kOwn:
        if (row.attribute == Attribute::kMemory) {
          fixed = TypeOf(node.mem);
        } else if (row.attribute == Attribute::kHelper) {
          fixed = HelperRowOf(node.index).result;
        } else {
          return ErrorAt(tokens_[start], "the result needs a type");
        }
    }
    graph_.node(ref).type = fixed;
  }
  return absl::OkStatus();
}

Status Parser::ParseTarget(Node* node) {
  if (Here().kind != TokenKind::kName) return Expected("a block");
  Target& target = node->targets.emplace_back();
  target.block = Use(&blocks_, Here().text, &Parser::MakeBlock);
  Step();
  if (TakeMark('(')) return ValuesToParen(&target.args);
  return absl::OkStatus();
}

Status Parser::ParseEffects(Node* node) {
  if (TakeName("pure")) {
    node->effects = 0;
    return absl::OkStatus();
  }
  if (!TakeName("effects")) return absl::OkStatus();
  constexpr absl::string_view kNames[] = {"reads",    "writes", "raises",
                                          "collects", "python", "escapes"};
  node->effects = 0;
  RETURN_IF_ERROR(Mark('('));
  do {
    uint32_t bit = 0;
    for (uint32_t i = 0; i < 6; ++i) {
      if (IsName(kNames[i])) bit = 1u << i;
    }
    if (bit == 0) return Expected("reads, writes, raises, collects, python or escapes");
    node->effects |= bit;
    Step();
  } while (TakeMark(','));
  return Mark(')');
}

Status Parser::ParseAttributes(Node* node) {
  const OpRow& row = RowOf(node->op);
  // Fixed operands come first, separated by commas.
  int fixed = 0;
  for (const char* p = row.operands; *p != 0 && *p != '*'; ++p) ++fixed;
  for (int i = 0; i < fixed; ++i) {
    if (i != 0) RETURN_IF_ERROR(Mark(','));
    RETURN_IF_ERROR(Value(&node->operands.emplace_back()));
  }
  auto comma = [&] { return fixed == 0 ? absl::OkStatus() : Mark(','); };
  switch (row.attribute) {
    case Attribute::kNone:
      if (node->op == Opcode::k_call_value) {
        RETURN_IF_ERROR(Mark('('));
        std::vector<Ref> args;
        RETURN_IF_ERROR(ValuesToParen(&args));
        node->operands.insert(node->operands.end(), args.begin(), args.end());
      }
      return absl::OkStatus();
    case Attribute::kInt:
      RETURN_IF_ERROR(comma());
      if (node->op == Opcode::k_const_i1 || node->op == Opcode::k_guard) {
        node->imm = IsName("true") ? 1 : 0;
        if (!TakeName("true") && !TakeName("false")) return Expected("true or false");
        return absl::OkStatus();
      }
      return Integer(&node->imm);
    case Attribute::kDouble:
      return Double(&node->f64);
    case Attribute::kObject:
      RETURN_IF_ERROR(Row(objects_, "object", &node->index));
      if (node->op != Opcode::k_call_native) return absl::OkStatus();
      RETURN_IF_ERROR(Mark('('));
      RETURN_IF_ERROR(ValuesToParen(&node->operands));
      return ParseEffects(node);
    case Attribute::kShape:
      RETURN_IF_ERROR(comma());
      return Row(shapes_, "shape", &node->index);
    case Attribute::kRegister:
      return Integer(&node->index);
    case Attribute::kMemory:
      RETURN_IF_ERROR(Looked(&RegionByName, "a region", &node->region));
      RETURN_IF_ERROR(Looked(&MemTypeByName, "a memory type", &node->mem));
      return Integer(&node->offset);
    case Attribute::kHelper:
      RETURN_IF_ERROR(Looked(&HelperByName, "a helper", &node->index));
      RETURN_IF_ERROR(Mark('('));
      return ValuesToParen(&node->operands);
    case Attribute::kNew:
      RETURN_IF_ERROR(Row(shapes_, "shape", &node->index));
      return Integer(&node->imm);
    case Attribute::kTarget:
      RETURN_IF_ERROR(comma());
      RETURN_IF_ERROR(ParseTarget(node));
      if (node->op == Opcode::k_branch) {
        RETURN_IF_ERROR(Mark(','));
        return ParseTarget(node);
      }
      return absl::OkStatus();
  }
  return absl::OkStatus();
}

// A value, or v0 for a virtual object.
Status Parser::SnapshotValue(Ref* out) {
  if (Here().kind == TokenKind::kName && Here().text[0] == 'v') {
    uint32_t n = 0;
    if (!absl::SimpleAtoi(Here().text.substr(1), &n) || n >= kVirtualBit - 1) {
      return Expected("a value or virtual object");
    }
    *out = n | kVirtualBit;
    Step();
    return absl::OkStatus();
  }
  return Value(out);
}

Status Parser::ParseFrame(Snapshot* snapshot) {
  FrameState& frame = snapshot->frames.emplace_back();
  RETURN_IF_ERROR(Row(codes_, "code", &frame.code));
  RETURN_IF_ERROR(Mark('@'));
  RETURN_IF_ERROR(Integer(&frame.pc));
  if (TakeName("base")) RETURN_IF_ERROR(Integer(&frame.base));
  if (TakeName("callee")) RETURN_IF_ERROR(SnapshotValue(&frame.callee));
  if (TakeName("extra")) RETURN_IF_ERROR(SnapshotValue(&frame.extra));
  if (TakeName("flags")) RETURN_IF_ERROR(Integer(&frame.flags));
  while (Here().kind == TokenKind::kName) {
    uint32_t number = 0;
    if (Here().text[0] != 'r' || !absl::SimpleAtoi(Here().text.substr(1), &number) ||
        number > 0xFFFF) {
      return Expected("a register");
    }
    Step();
    RETURN_IF_ERROR(Mark('='));
    Ref ref = kNone;
    RETURN_IF_ERROR(SnapshotValue(&ref));
    frame.registers.emplace_back(static_cast<uint16_t>(number), ref);
  }
  return absl::OkStatus();
}

Status Parser::ParseVirtual(Snapshot* snapshot) {
  std::string expected = absl::StrCat("v", snapshot->virtuals.size());
  RETURN_IF_ERROR(Keyword(expected));
  RETURN_IF_ERROR(Mark('='));
  RETURN_IF_ERROR(Keyword("new"));
  VirtualObject& v = snapshot->virtuals.emplace_back();
  RETURN_IF_ERROR(Row(shapes_, "shape", &v.shape));
  RETURN_IF_ERROR(Integer(&v.bytes));
  RETURN_IF_ERROR(Mark('{'));
  while (!TakeMark('}')) {
    if (!v.fields.empty()) RETURN_IF_ERROR(Mark(','));
    VirtualObject::Field& f = v.fields.emplace_back();
    RETURN_IF_ERROR(Looked(&MemTypeByName, "a memory type", &f.mem));
    RETURN_IF_ERROR(Integer(&f.offset));
    RETURN_IF_ERROR(Mark(':'));
    RETURN_IF_ERROR(SnapshotValue(&f.value));
  }
  return absl::OkStatus();
}

Status Parser::ParsePendingStore(Snapshot* snapshot) {
  PendingStore& p = snapshot->stores.emplace_back();
  RETURN_IF_ERROR(SnapshotValue(&p.object));
  RETURN_IF_ERROR(Looked(&MemTypeByName, "a memory type", &p.mem));
  RETURN_IF_ERROR(Integer(&p.offset));
  RETURN_IF_ERROR(Mark(':'));
  return SnapshotValue(&p.value);
}

Status Parser::ParseSnapshot() {
  SnapshotId id = kNone;
  RETURN_IF_ERROR(Define(&snapshots_, Here().text, &Parser::MakeSnapshot, &id));
  Note(&SourceLines::snapshots, id, Here().line);
  Step();
  RETURN_IF_ERROR(Mark('='));
  Snapshot s;
  if (TakeName("raise")) {
    s.kind = SnapshotKind::kRaise;
  } else if (!TakeName("resume")) {
    return Expected("resume or raise");
  }
  if (TakeName("exit")) RETURN_IF_ERROR(Integer(&s.exit_id));
  RETURN_IF_ERROR(Mark('['));
  while (!TakeMark(']')) {
    if (!s.frames.empty()) RETURN_IF_ERROR(Mark('|'));
    RETURN_IF_ERROR(ParseFrame(&s));
  }
  if (TakeName("virtuals")) {
    RETURN_IF_ERROR(Mark('['));
    while (!TakeMark(']')) {
      if (!s.virtuals.empty()) RETURN_IF_ERROR(Mark(','));
      RETURN_IF_ERROR(ParseVirtual(&s));
    }
  }
  if (TakeName("stores")) {
    RETURN_IF_ERROR(Mark('['));
    while (!TakeMark(']')) {
      if (!s.stores.empty()) RETURN_IF_ERROR(Mark(','));
      RETURN_IF_ERROR(ParsePendingStore(&s));
    }
  }
  graph_.snapshots[id] = std::move(s);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Graph> ParseGraph(absl::string_view text, SourceLines* lines) {
  absl::StatusOr<std::vector<Token>> tokens = Tokenize(text);
  if (!tokens.ok()) return tokens.status();
  if (lines != nullptr) *lines = SourceLines();
  return Parser(*std::move(tokens), lines).Run();
}

}  // namespace pyjit::ir
