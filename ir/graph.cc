#include "ir/graph.h"

#include <algorithm>

namespace pyjit::ir {
namespace {

// The type that Append gives a node of which only the op and attributes are set.
Type ResultType(const Graph& graph, const Node& node) {
  switch (RowOf(node.op).result) {
    case ResultRule::kVoid:
      return Type::kVoid;
    case ResultRule::kTagged:
      return Type::kTagged;
    case ResultRule::kPtr:
      return Type::kPtr;
    case ResultRule::kI64:
      return Type::kI64;
    case ResultRule::kF64:
      return Type::kF64;
    case ResultRule::kI1:
      return Type::kI1;
    case ResultRule::kSameAs1:
      return node.operands.size() > 1 ? graph.node(node.operands[1]).type
                                      : node.type;
    case ResultRule::kOwn:
      break;
  }
  if (node.type != Type::kVoid) return node.type;
  switch (RowOf(node.op).attribute) {
    case Attribute::kMemory:
      return TypeOf(node.mem);
    case Attribute::kHelper:
      return HelperRowOf(node.index).result;
    default:
      return node.type;
  }
}

}  // namespace

BlockId Graph::NewBlock() {
  auto id = static_cast<BlockId>(blocks.size());
  blocks.emplace_back();
  if (!layout.empty()) layout.push_back(id);
  return id;
}

Ref Graph::Append(BlockId block, Node node) {
  return Insert(block, blocks[block].nodes.size(), std::move(node));
}

Ref Graph::Insert(BlockId block, size_t at, Node node) {
  auto ref = static_cast<Ref>(nodes.size());
  node.type = ResultType(*this, node);
  node.block = block;
  nodes.push_back(std::move(node));
  std::vector<Ref>& list = blocks[block].nodes;
  list.insert(list.begin() + static_cast<ptrdiff_t>(at), ref);
  return ref;
}

Ref Graph::AddParam(BlockId block, Type type) {
  auto ref = static_cast<Ref>(nodes.size());
  Node node(Opcode::k_param);
  node.type = type;
  node.block = block;
  node.imm = static_cast<int64_t>(blocks[block].params.size());
  nodes.push_back(std::move(node));
  blocks[block].params.push_back(ref);
  return ref;
}

void Graph::Remove(Ref ref) {
  Node& n = node(ref);
  std::vector<Ref>& list = blocks[n.block].nodes;
  list.erase(std::find(list.begin(), list.end(), ref));
  n.block = kNone;
}

void Graph::ReplaceUses(Ref from, Ref to) {
  auto replace = [&](Ref& ref) {
    if (ref == from) ref = to;
  };
  for (Node& n : nodes) {
    if (n.block == kNone) continue;
    for (Ref& operand : n.operands) replace(operand);
    for (Target& target : n.targets) {
      for (Ref& arg : target.args) replace(arg);
    }
  }
  for (Snapshot& snapshot : snapshots) ForEachRef(snapshot, replace);
}

uint32_t Graph::ShapeIndex(uint32_t id, bool stable, uint64_t word,
                           absl::string_view name) {
  for (size_t i = 0; i < shapes.size(); ++i) {
    if (shapes[i].id == id) return static_cast<uint32_t>(i);
  }
  shapes.push_back({id, stable, word, std::string(name)});
  return static_cast<uint32_t>(shapes.size() - 1);
}

// Rows of tests have word 0; their names tell them apart.
template <typename Row>
static uint32_t RowIndex(std::vector<Row>* rows, uint64_t word,
                         absl::string_view name) {
  for (size_t i = 0; i < rows->size(); ++i) {
    const Row& row = (*rows)[i];
    if (row.word == word && (word != 0 || row.name == name)) {
      return static_cast<uint32_t>(i);
    }
  }
  rows->push_back({word, std::string(name)});
  return static_cast<uint32_t>(rows->size() - 1);
}

uint32_t Graph::ObjectIndex(uint64_t word, absl::string_view name) {
  return RowIndex(&objects, word, name);
}

uint32_t Graph::CodeIndex(uint64_t word, absl::string_view name) {
  return RowIndex(&codes, word, name);
}

int Graph::LiveNodeCount() const {
  size_t count = 0;
  for (const Block& block : blocks) count += block.nodes.size();
  return static_cast<int>(count);
}

std::vector<BlockId> Graph::BlockOrder() const {
  std::vector<BlockId> order;
  if (layout.empty()) {
    for (BlockId b = 0; b < blocks.size(); ++b) {
      if (!IsRemoved(b)) order.push_back(b);
    }
  } else {
    for (BlockId b : layout) {
      if (!IsRemoved(b)) order.push_back(b);
    }
  }
  return order;
}

}  // namespace pyjit::ir
