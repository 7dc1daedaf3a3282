#include "ir/printer.h"

#include <charconv>
#include <cmath>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "ir/word.h"

namespace pyjit::ir {
namespace {

constexpr const char* kEffectNames[] = {"reads",    "writes", "raises",
                                        "collects", "python", "escapes"};

std::string Quote(absl::string_view text) {
  return absl::StrCat("\"", absl::Utf8SafeCEscape(text), "\"");
}

std::string Offset(int32_t offset) {
  return absl::StrCat(offset < 0 ? "" : "+", offset);
}

// Writes one graph; the numbering is made before.
class Printer {
 public:
  Printer(const Graph& graph, const Numbering& numbering)
      : graph_(graph), numbering_(numbering) {}

  std::string Node(Ref ref) const;
  std::string SnapshotText(SnapshotId id) const;
  std::string Whole() const;

 private:
  std::string Numbered(absl::string_view prefix, uint32_t id,
                       const std::vector<uint32_t>& numbers) const {
    if (id < numbers.size() && numbers[id] != kNone) {
      return absl::StrCat(prefix, numbers[id]);
    }
    return absl::StrCat(prefix, "?", id);
  }
  std::string Value(Ref ref) const {
    if (ref != kNone && (ref & kVirtualBit) != 0) {
      return absl::StrCat("v", ref & ~kVirtualBit);
    }
    return Numbered("%", ref, numbering_.values);
  }
  std::string Values(const std::vector<Ref>& refs, size_t from = 0) const {
    return absl::StrJoin(refs.begin() + static_cast<ptrdiff_t>(std::min(from, refs.size())),
                         refs.end(), ", ", [&](std::string* out, Ref ref) {
                           absl::StrAppend(out, Value(ref));
                         });
  }
  std::string BlockName(BlockId b) const {
    return Numbered("block", b, numbering_.blocks);
  }
  std::string Frame(const FrameState& frame) const;
  std::string BlockHeader(BlockId b) const;
  std::string Tables() const;

  const Graph& graph_;
  const Numbering& numbering_;
};

std::string Printer::Node(Ref ref) const {
  if (ref >= graph_.nodes.size()) return absl::StrCat("%?", ref);
  const ir::Node& n = graph_.node(ref);
  const OpRow& row = RowOf(n.op);
  std::string out;
  if (n.type != Type::kVoid) {
    absl::StrAppend(&out, Value(ref), ": ", NameOf(n.type), " = ");
  }
  absl::StrAppend(&out, row.name);
  switch (row.attribute) {
    case Attribute::kNone:
      if (n.op == Opcode::k_call_value && !n.operands.empty()) {
        absl::StrAppend(&out, " ", Value(n.operands[0]), "(", Values(n.operands, 1),
                        ")");
      } else if (!n.operands.empty()) {
        absl::StrAppend(&out, " ", Values(n.operands));
      }
      break;
    case Attribute::kInt:
      for (Ref operand : n.operands) absl::StrAppend(&out, " ", Value(operand), ",");
      if (n.op == Opcode::k_const_i1 || n.op == Opcode::k_guard) {
        absl::StrAppend(&out, n.imm == 0 ? " false" : " true");
      } else {
        absl::StrAppend(&out, " ", n.imm);
      }
      break;
    case Attribute::kDouble:
      absl::StrAppend(&out, " ", PrintDouble(n.f64));
      break;
    case Attribute::kObject:
      absl::StrAppend(&out, " o", n.index);
      if (n.op == Opcode::k_call_native) {
        absl::StrAppend(&out, "(", Values(n.operands), ")");
        if (n.effects == 0) {
          out += " pure";
        } else if (n.effects != kCallAnything) {
          std::vector<absl::string_view> names;
          for (int i = 0; i < 6; ++i) {
            if ((n.effects >> i & 1) != 0) names.push_back(kEffectNames[i]);
          }
          absl::StrAppend(&out, " effects(", absl::StrJoin(names, ", "), ")");
        }
      }
      break;
    case Attribute::kShape:
      absl::StrAppend(&out, " ", Values(n.operands), ", s", n.index);
      break;
    case Attribute::kRegister:
      absl::StrAppend(&out, " ", n.index);
      break;
    case Attribute::kMemory:
      absl::StrAppend(&out, " ", Values(n.operands), " ", NameOf(n.region), " ",
                      NameOf(n.mem), " ", Offset(n.offset));
      break;
    case Attribute::kHelper:
      absl::StrAppend(&out, " ",
                      n.index < static_cast<uint32_t>(HelperId::kCount)
                          ? HelperRowOf(n.index).name
                          : "?",
                      "(", Values(n.operands), ")");
      break;
    case Attribute::kNew:
      absl::StrAppend(&out, " s", n.index, " ", n.imm);
      break;
    case Attribute::kTarget: {
      std::vector<std::string> parts;
      for (Ref operand : n.operands) parts.push_back(Value(operand));
      for (const Target& target : n.targets) {
        parts.push_back(
            absl::StrCat(BlockName(target.block), "(", Values(target.args), ")"));
      }
      absl::StrAppend(&out, " ", absl::StrJoin(parts, ", "));
      break;
    }
  }
  if (n.snapshot != kNone) {
    absl::StrAppend(&out, " ", Numbered("!", n.snapshot, numbering_.snapshots));
  }
  if (n.position != 0) absl::StrAppend(&out, " @p", n.position);
  return out;
}

std::string Printer::Frame(const FrameState& frame) const {
  std::string out = absl::StrCat("c", frame.code, "@", frame.pc);
  if (frame.base != 0) absl::StrAppend(&out, " base ", frame.base);
  if (frame.callee != kNone) absl::StrAppend(&out, " callee ", Value(frame.callee));
  if (frame.extra != kNone) absl::StrAppend(&out, " extra ", Value(frame.extra));
  if (frame.flags != 0) absl::StrAppend(&out, " flags ", frame.flags);
  for (const auto& [number, ref] : frame.registers) {
    absl::StrAppend(&out, " r", number, "=", Value(ref));
  }
  return out;
}

std::string Printer::SnapshotText(SnapshotId id) const {
  if (id >= graph_.snapshots.size()) return absl::StrCat("!?", id);
  const Snapshot& s = graph_.snapshots[id];
  std::string out = Numbered("!", id, numbering_.snapshots);
  absl::StrAppend(&out, " = ",
                  s.kind == SnapshotKind::kResume ? "resume" : "raise");
  if (s.exit_id != kNone) absl::StrAppend(&out, " exit ", s.exit_id);
  absl::StrAppend(&out, " [",
                  absl::StrJoin(s.frames, " | ",
                                [&](std::string* o, const FrameState& frame) {
                                  absl::StrAppend(o, Frame(frame));
                                }),
                  "]");
  if (!s.virtuals.empty()) {
    out += " virtuals [";
    for (size_t i = 0; i < s.virtuals.size(); ++i) {
      const VirtualObject& v = s.virtuals[i];
      absl::StrAppend(&out, i == 0 ? "" : ", ", "v", i, " = new s", v.shape, " ",
                      v.bytes, " {");
      for (size_t k = 0; k < v.fields.size(); ++k) {
        const VirtualObject::Field& f = v.fields[k];
        absl::StrAppend(&out, k == 0 ? "" : ", ", NameOf(f.mem), " ",
                        Offset(f.offset), ": ", Value(f.value));
      }
      out += "}";
    }
    out += "]";
  }
  if (!s.stores.empty()) {
    out += " stores [";
    for (size_t i = 0; i < s.stores.size(); ++i) {
      const PendingStore& p = s.stores[i];
      absl::StrAppend(&out, i == 0 ? "" : ", ", Value(p.object), " ", NameOf(p.mem),
                      " ", Offset(p.offset), ": ", Value(p.value));
    }
    out += "]";
  }
  return out;
}

std::string Printer::BlockHeader(BlockId b) const {
  const Block& block = graph_.blocks[b];
  std::string out = BlockName(b);
  if (!block.params.empty()) {
    absl::StrAppend(&out, "(",
                    absl::StrJoin(block.params, ", ",
                                  [&](std::string* o, Ref ref) {
                                    absl::StrAppend(
                                        o, Value(ref), ": ",
                                        ref < graph_.nodes.size()
                                            ? NameOf(graph_.node(ref).type)
                                            : "?");
                                  }),
                    ")");
  }
  if (block.loop_header) out += " loop";
  if (block.cold) out += " cold";
  return out + ":";
}

// Appends "  heading: row, row" with a line per row, unless there are none.
void AppendTable(absl::string_view heading, const std::vector<std::string>& rows,
                 std::string* out) {
  if (rows.empty()) return;
  absl::StrAppend(out, "  ", heading, ": ",
                  absl::StrJoin(rows, ",\n" + std::string(heading.size() + 4, ' ')),
                  "\n");
}

std::string Printer::Tables() const {
  std::string out;
  std::vector<std::string> rows;
  for (size_t i = 0; i < graph_.shapes.size(); ++i) {
    const ShapeRow& s = graph_.shapes[i];
    rows.push_back(absl::StrCat("s", i, " = shape#", s.id, s.stable ? " stable " : " ",
                                Quote(s.name)));
  }
  AppendTable("shapes", rows, &out);
  rows.clear();
  for (size_t i = 0; i < graph_.objects.size(); ++i) {
    rows.push_back(absl::StrCat("o", i, " = ", Quote(graph_.objects[i].name)));
  }
  AppendTable("objects", rows, &out);
  rows.clear();
  for (size_t i = 0; i < graph_.codes.size(); ++i) {
    rows.push_back(absl::StrCat("c", i, " = ", Quote(graph_.codes[i].name)));
  }
  AppendTable("codes", rows, &out);
  rows.clear();
  for (size_t i = 1; i < graph_.positions.size(); ++i) {
    const Position& p = graph_.positions[i];
    rows.push_back(absl::StrCat("p", i, " = c", p.code, "@", p.pc));
    if (p.parent != 0) absl::StrAppend(&rows.back(), " in p", p.parent);
  }
  AppendTable("positions", rows, &out);
  return out;
}

std::string Printer::Whole() const {
  std::string out = absl::StrCat("graph ", Quote(graph_.name), " {\n", Tables());
  for (BlockId b : numbering_.order) {
    absl::StrAppend(&out, BlockHeader(b), "\n");
    for (Ref ref : graph_.blocks[b].nodes) absl::StrAppend(&out, "  ", Node(ref), "\n");
  }
  for (SnapshotId id : numbering_.snapshot_order) {
    absl::StrAppend(&out, "  ", SnapshotText(id), "\n");
  }
  return out + "}\n";
}

}  // namespace

Numbering::Numbering(const Graph& graph)
    : values(graph.nodes.size(), kNone),
      blocks(graph.blocks.size(), kNone),
      snapshots(graph.snapshots.size(), kNone) {
  for (BlockId b : graph.layout.empty() ? graph.BlockOrder() : graph.layout) {
    if (b < graph.blocks.size() && !graph.IsRemoved(b) && blocks[b] == kNone) {
      blocks[b] = static_cast<uint32_t>(order.size());
      order.push_back(b);
    }
  }
  uint32_t next = 0;
  auto number = [&](Ref ref) {
    if (ref < values.size() && values[ref] == kNone) values[ref] = next++;
  };
  for (BlockId b : order) {
    for (Ref ref : graph.blocks[b].params) number(ref);
    for (Ref ref : graph.blocks[b].nodes) {
      if (ref >= graph.nodes.size()) continue;
      const Node& n = graph.node(ref);
      if (n.type != Type::kVoid) number(ref);
      if (n.snapshot < snapshots.size() && snapshots[n.snapshot] == kNone) {
        snapshots[n.snapshot] = static_cast<uint32_t>(snapshot_order.size());
        snapshot_order.push_back(n.snapshot);
      }
    }
  }
}

std::string Print(const Graph& graph) {
  Numbering numbering(graph);
  return Printer(graph, numbering).Whole();
}

std::string PrintNode(const Graph& graph, const Numbering& numbering, Ref ref) {
  return Printer(graph, numbering).Node(ref);
}

std::string PrintSnapshot(const Graph& graph, const Numbering& numbering,
                          SnapshotId id) {
  return Printer(graph, numbering).SnapshotText(id);
}

std::string PrintDouble(double d) {
  if (std::isnan(d)) return absl::StrFormat("nan:0x%016x", BitsOf(d));
  if (std::isinf(d)) return d < 0 ? "-inf" : "inf";
  char buffer[64];
  auto result = std::to_chars(buffer, buffer + sizeof(buffer), d);
  std::string text(buffer, result.ptr);
  // Always seen to be a double.
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

}  // namespace pyjit::ir
