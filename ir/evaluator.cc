#include "ir/evaluator.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "ir/arithmetic.h"
#include "ir/printer.h"

namespace pyjit::ir {
namespace {

// What poison is, easily known when it turns up.
constexpr Word kPoisonWord = 0xDEAD'BEEF'DEAD'BEE0;

Word Cut(Word w, MemType mem) {
  int bytes = MemBytes(mem);
  return bytes == 8 ? w : w & ((Word{1} << (8 * bytes)) - 1);
}

}  // namespace

Evaluator::Evaluator(const Graph& graph)
    : graph_(graph), words_(graph.nodes.size(), 0) {}

absl::Status Evaluator::Error(Ref ref, absl::string_view message) const {
  Numbering numbering(graph_);
  std::string values;
  for (Ref operand : graph_.node(ref).operands) {
    absl::StrAppend(&values, values.empty() ? " with " : ", ", "0x",
                    absl::Hex(words_[operand]));
  }
  return absl::InternalError(absl::StrCat("block", numbering.blocks[graph_.node(ref).block],
                                          ": ", PrintNode(graph_, numbering, ref), values,
                                          ": ", message));
}

void Evaluator::EnterBlock(const Target& target) {
  // All arguments are read before any parameter changes.
  args_.clear();
  for (Ref ref : target.args) args_.push_back(words_[ref]);
  const std::vector<Ref>& params = graph_.blocks[target.block].params;
  for (size_t i = 0; i < params.size(); ++i) words_[params[i]] = args_[i];
}

Word Evaluator::Compute(const Node& node, EvalHost* host) {
  Word in[3];
  size_t n = std::min<size_t>(node.operands.size(), 3);
  for (size_t i = 0; i < n; ++i) in[i] = words_[node.operands[i]];
  auto all_args = [&](size_t from) {
    args_.clear();
    for (size_t i = from; i < node.operands.size(); ++i) {
      args_.push_back(words_[node.operands[i]]);
    }
    return absl::MakeConstSpan(args_);
  };
  auto element = [&] {
    return in[0] + static_cast<Word>(int64_t{node.offset}) + in[1] * MemBytes(node.mem);
  };
  auto field = [&] { return in[0] + static_cast<Word>(int64_t{node.offset}); };

  switch (node.op) {
    case Opcode::k_const_int: return TagInt(node.imm);
    case Opcode::k_const_i64: return static_cast<Word>(node.imm);
    case Opcode::k_const_f64: return BitsOf(node.f64);
    case Opcode::k_const_i1: return static_cast<Word>(node.imm);
    case Opcode::k_const_obj: return host->ObjectWord(graph_.objects[node.index]);
    case Opcode::k_const_null: return kNullWord;
    case Opcode::k_load_reg: return host->ReadRegister(node.index);
    case Opcode::k_thread: return host->ThreadWord();
    case Opcode::k_poison: return kPoisonWord;
    case Opcode::k_has_shape:
      return IsObjectWord(in[0]) &&
             host->Read(in[0], MemType::kU32) ==
                 host->ShapeWord(graph_.shapes[node.index]);
    case Opcode::k_unbox_float: return host->Read(in[0] + kFloatValueOffset, MemType::kF64);
    case Opcode::k_box_int: {
      auto n = static_cast<int64_t>(in[0]);
      return FitsSmallInt(n) ? TagInt(n) : host->BoxInt(n);
    }
    case Opcode::k_box_float: return host->BoxFloat(DoubleOf(in[0]));
    case Opcode::k_box_bool: return host->BoxBool(in[0] != 0);
    case Opcode::k_load: return host->Read(field(), node.mem);
    case Opcode::k_load_elem: return host->Read(element(), node.mem);
    case Opcode::k_store:
      host->Write(field(), node.mem, Cut(in[1], node.mem));
      return 0;
    case Opcode::k_store_elem:
      host->Write(element(), node.mem, Cut(in[2], node.mem));
      return 0;
    case Opcode::k_barrier:
      host->Barrier(in[0]);
      return 0;
    case Opcode::k_barrier_elem:
      host->BarrierElem(in[0], static_cast<int64_t>(in[1]));
      return 0;
    case Opcode::k_set_shape:
      host->Write(in[0], MemType::kU32, host->ShapeWord(graph_.shapes[node.index]));
      return 0;
    case Opcode::k_new: return host->Allocate(graph_.shapes[node.index], node.imm);
    case Opcode::k_call: return host->CallHelper(node.index, all_args(0));
    case Opcode::k_call_native:
      return host->CallNative(graph_.objects[node.index], all_args(0));
    case Opcode::k_call_value: return host->CallValue(in[0], all_args(1));
    default:
      break;
  }
  std::optional<Word> word = EvalPure(node.op, in);
  if (!word.has_value()) {
    undefined_ = "not defined for these operands";
    return 0;
  }
  return *word;
}

absl::StatusOr<EvalResult> Evaluator::Run(EvalHost* host, uint64_t max_steps) {
  EvalResult result;
  std::fill(words_.begin(), words_.end(), 0);
  undefined_ = nullptr;
  BlockId block = 0;
  for (;;) {
    const Target* next = nullptr;
    for (Ref ref : graph_.blocks[block].nodes) {
      if (result.steps++ == max_steps) {
        return absl::ResourceExhaustedError(
            absl::StrCat("graph \"", graph_.name, "\" ran for ", max_steps, " steps"));
      }
      const Node& node = graph_.node(ref);
      bool exits = false;
      switch (node.op) {
        case Opcode::k_guard:
          exits = words_[node.operands[0]] != static_cast<Word>(node.imm) ||
                  host->ForcesExit(graph_.snapshots[node.snapshot]);
          break;
        case Opcode::k_guard_valid:
          exits = !host->CodeIsValid();
          break;
        case Opcode::k_poll:
          exits = host->PollIsSet();
          break;
        case Opcode::k_exit:
          exits = true;
          break;
        case Opcode::k_return:
          result.returned = true;
          result.value = words_[node.operands[0]];
          result.at = ref;
          return result;
        case Opcode::k_jump:
          next = &node.targets[0];
          break;
        case Opcode::k_branch:
          next = &node.targets[words_[node.operands[0]] != 0 ? 0 : 1];
          break;
        default:
          at_ = ref;
          words_[ref] = Compute(node, host);
          if (undefined_ != nullptr) [[unlikely]] return Error(ref, undefined_);
      }
      if (host->failed()) [[unlikely]] return Error(ref, host->message());
      if (exits) {
        result.snapshot = node.snapshot;
        result.at = ref;
        return result;
      }
    }
    if (next == nullptr) return absl::InternalError("block without terminator");
    EnterBlock(*next);
    block = next->block;
  }
}

std::vector<SnapshotValue> SnapshotValues(const Graph& graph,
                                          const Evaluator& evaluator,
                                          SnapshotId snapshot) {
  std::vector<SnapshotValue> values;
  ForEachRef(graph.snapshots[snapshot], [&](Ref ref) {
    values.push_back({ref, graph.node(ref).type, evaluator.ValueOf(ref)});
  });
  std::sort(values.begin(), values.end(),
            [](const SnapshotValue& a, const SnapshotValue& b) { return a.ref < b.ref; });
  values.erase(std::unique(values.begin(), values.end(),
                           [](const SnapshotValue& a, const SnapshotValue& b) {
                             return a.ref == b.ref;
                           }),
               values.end());
  return values;
}

}  // namespace pyjit::ir
