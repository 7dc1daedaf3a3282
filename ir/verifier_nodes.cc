// Checks of single nodes: operands, attributes, result types.

#include "absl/strings/str_cat.h"
#include "ir/verifier_internal.h"
#include "ir/word.h"

namespace pyjit::ir::verifier_internal {
namespace {

Type TypeOfLetter(char letter) {
  switch (letter) {
    case 't':
      return Type::kTagged;
    case 'p':
      return Type::kPtr;
    case 'i':
      return Type::kI64;
    case 'f':
      return Type::kF64;
    case 'b':
      return Type::kI1;
    default:
      return Type::kVoid;
  }
}

class NodeCheck {
 public:
  NodeCheck(const Graph& graph, Ref ref, Report* report)
      : graph_(graph), ref_(ref), node_(graph.node(ref)), report_(report) {}

  void Run() {
    const OpRow& row = RowOf(node_.op);
    if (node_.op == Opcode::k_call) {
      if (node_.index >= static_cast<uint32_t>(HelperId::kCount)) {
        return Complain("helper is not there");
      }
      CheckOperands(HelperRowOf(node_.index).operands);
    } else {
      CheckOperands(row.operands);
    }
    if (!complained_) CheckAttribute(row);
    if (!complained_) CheckResult(row);
    CheckThread();
    if (node_.position >= graph_.positions.size()) Complain("position is not there");
    bool exits = (row.effects & kExits) != 0;
    if (exits != (node_.snapshot != kNone)) {
      Complain(exits ? "needs a snapshot" : "has a snapshot but never exits");
    }
    size_t targets = node_.op == Opcode::k_jump     ? 1
                     : node_.op == Opcode::k_branch ? 2
                                                    : 0;
    if (node_.targets.size() != targets) {
      return Complain(absl::StrCat("needs ", targets, " targets"));
    }
    for (const Target& target : node_.targets) CheckTarget(target);
  }

 private:
  void Complain(absl::string_view message) {
    complained_ = true;
    report_->OnNode(ref_, message);
  }
  Type OperandType(size_t i) const { return graph_.node(node_.operands[i]).type; }

  void CheckOperands(absl::string_view letters) {
    size_t fixed = letters.size();
    bool any_number = !letters.empty() && letters.back() == '*';
    if (any_number) --fixed;
    size_t n = node_.operands.size();
    if (n < fixed || (n > fixed && !any_number)) {
      return Complain(absl::StrCat("has ", n, " operands, needs ", fixed,
                                   any_number ? " or more" : ""));
    }
    for (size_t i = 0; i < n; ++i) {
      char letter = i < fixed ? letters[i] : 't';
      Type have = OperandType(i);
      Type want = TypeOfLetter(letter);
      if (letter == '?' ? have == Type::kVoid : !SameKind(have, want)) {
        Complain(absl::StrCat("operand ", i, " is ", NameOf(have), ", needs ",
                              letter == '?' ? "a value" : NameOf(want)));
      }
    }
  }

  template <typename Row>
  void CheckRow(const std::vector<Row>& rows, absl::string_view what) {
    if (node_.index >= rows.size()) Complain(absl::StrCat(what, " is not there"));
  }

  void CheckAttribute(const OpRow& row) {
    switch (row.attribute) {
      case Attribute::kInt:
        if (node_.op == Opcode::k_const_int && !FitsSmallInt(node_.imm)) {
          Complain("does not fit a small int");
        } else if ((node_.op == Opcode::k_const_i1 || node_.op == Opcode::k_guard) &&
                   node_.imm != 0 && node_.imm != 1) {
          Complain("must be 0 or 1");
        }
        break;
      case Attribute::kObject:
        CheckRow(graph_.objects, "object");
        if (node_.effects > kCallAnything) Complain("unknown effects");
        break;
      case Attribute::kShape:
        CheckRow(graph_.shapes, "shape");
        break;
      case Attribute::kNew:
        CheckRow(graph_.shapes, "shape");
        if (node_.imm < kHeaderBytes || node_.imm % 8 != 0) {
          Complain("size must be whole words, header included");
        }
        break;
      case Attribute::kRegister:
        if (node_.index > 0xFFFF) Complain("register number too large");
        break;
      case Attribute::kMemory:
        CheckMemory(row);
        break;
      case Attribute::kNone:
      case Attribute::kDouble:
      case Attribute::kHelper:
      case Attribute::kTarget:
        break;
    }
  }

  void CheckMemory(const OpRow& row) {
    if (node_.region >= Region::kCount) return Complain("region is not there");
    if (node_.offset < 0 || node_.offset % MemBytes(node_.mem) != 0) {
      Complain("offset is negative or not aligned");
    }
    const Node& base = graph_.node(node_.operands[0]);
    if (node_.region == Region::k_thread && base.op != Opcode::k_thread) {
      Complain("region thread needs base `thread`");
    }
    if ((row.effects & kWritesMem) == 0) return;
    if (!SameKind(graph_.node(node_.operands.back()).type, TypeOf(node_.mem))) {
      Complain(absl::StrCat("value is ", NameOf(graph_.node(node_.operands.back()).type),
                            ", memory is ", NameOf(node_.mem)));
    }
    if (!IsMutable(node_.region) && base.op != Opcode::k_new) {
      Complain(absl::StrCat("region ", NameOf(node_.region),
                            " is immutable: only a new object may be stored to"));
    }
  }

  void CheckResult(const OpRow& row) {
    Type want = Type::kVoid;
    switch (row.result) {
      case ResultRule::kVoid: want = Type::kVoid; break;
      case ResultRule::kTagged: want = Type::kTagged; break;
      case ResultRule::kPtr: want = Type::kPtr; break;
      case ResultRule::kI64: want = Type::kI64; break;
      case ResultRule::kF64: want = Type::kF64; break;
      case ResultRule::kI1: want = Type::kI1; break;
      case ResultRule::kSameAs1:
        if (!SameKind(OperandType(1), OperandType(2))) {
          return Complain("operands 1 and 2 differ in type");
        }
        want = OperandType(1);
        break;
      case ResultRule::kOwn:
        if (row.attribute == Attribute::kMemory) {
          want = TypeOf(node_.mem);
        } else if (row.attribute == Attribute::kHelper) {
          want = HelperRowOf(node_.index).result;
        } else if (node_.type == Type::kVoid) {
          return Complain("needs a result type");
        } else {
          want = node_.type;
        }
    }
    if (!SameKind(node_.type, want)) {
      Complain(absl::StrCat("result is ", NameOf(node_.type), ", must be ",
                            NameOf(want)));
    }
  }

  void CheckThread() {
    for (size_t i = 0; i < node_.operands.size(); ++i) {
      if (graph_.node(node_.operands[i]).op != Opcode::k_thread) continue;
      if (RowOf(node_.op).attribute != Attribute::kMemory || i != 0 ||
          node_.region != Region::k_thread) {
        Complain("`thread` is only for accesses to region thread");
      }
    }
    for (const Target& target : node_.targets) {
      for (Ref arg : target.args) {
        if (graph_.node(arg).op == Opcode::k_thread) {
          Complain("`thread` is only for accesses to region thread");
        }
      }
    }
  }

  void CheckTarget(const Target& target) {
    const std::vector<Ref>& params = graph_.blocks[target.block].params;
    if (target.block == 0) Complain("leads to the entry");
    if (target.args.size() != params.size()) {
      return Complain(absl::StrCat("gives ", target.args.size(),
                                   " arguments to a block of ", params.size()));
    }
    for (size_t i = 0; i < params.size(); ++i) {
      Type have = graph_.node(target.args[i]).type;
      Type want = graph_.node(params[i]).type;
      if (!SameKind(have, want)) {
        Complain(absl::StrCat("argument ", i, " is ", NameOf(have), ", the parameter ",
                              NameOf(want)));
      }
    }
  }

  const Graph& graph_;
  Ref ref_;
  const Node& node_;
  Report* report_;
  bool complained_ = false;
};

}  // namespace

void CheckNodes(const Graph& graph, Report* report) {
  for (const Block& block : graph.blocks) {
    for (Ref ref : block.params) {
      if (graph.node(ref).type == Type::kVoid) report->OnNode(ref, "needs a type");
    }
    for (Ref ref : block.nodes) NodeCheck(graph, ref, report).Run();
  }
}

}  // namespace pyjit::ir::verifier_internal
