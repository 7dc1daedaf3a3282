// Printing and parsing: the text form says all of a graph and reads back.

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "ir/builder.h"
#include "ir/clone.h"
#include "ir/parser.h"
#include "ir/printer.h"
#include "ir/testing/nasty_values.h"
#include "ir/verifier.h"

namespace pyjit::ir {
namespace {

constexpr absl::string_view kWhole = R"(graph "nbody.advance:12" {
  shapes: s0 = shape#12 stable "float",
          s1 = shape#40 "Body"
  objects: o0 = "None",
           o1 = "\"quoted\"\n"
  codes: c0 = "advance",
         c1 = "Vec.__init__"
  positions: p1 = c0@12,
             p2 = c1@3 in p1
block0:
  %0: tagged = load_reg 3
  %1: i1 = has_shape %0, s0 @p1
  guard %1, true !0 @p2
  %2: f64 = unbox_float %0
  jump block1(%2, %0)
block1(%3: f64, %4: tagged) loop:
  poll !1
  %5: f64 = load %4 slot f64 +24
  %6: f64 = fadd %5, %3
  store %4, %6 slot f64 +24
  %7: tagged = call_native o1(%4) effects(reads, raises)
  %8: tagged = call_value %7(%4, %0)
  %9: i1 = is_null %8
  branch %9, block2(), block1(%6, %4)
block2 cold:
  exit !2
  !0 = resume exit 0 [c0@12 r1=%0]
  !1 = raise exit 1 [c0@12 r1=%3 r2=%4 | c1@40 base 9 callee %4 extra v0 flags 3 r0=v1] virtuals [v0 = new s1 32 {f64 +8: %3, tagged +16: v1}, v1 = new s0 16 {f64 +8: %3}] stores [%4 f64 +24: %3, v0 tagged +24: %0]
  !2 = resume [c0@20]
}
)";

Graph Parsed(absl::string_view text) {
  absl::StatusOr<Graph> graph = ParseGraph(text);
  EXPECT_TRUE(graph.ok()) << graph.status() << "\n" << text;
  return graph.ok() ? *std::move(graph) : Graph();
}

TEST(Text, RoundTripOfAWholeGraph) {
  Graph graph = Parsed(kWhole);
  EXPECT_EQ(Print(graph), kWhole);
  EXPECT_TRUE(Verify(graph).ok()) << Verify(graph);
  EXPECT_EQ(Print(Compacted(graph)), kWhole);
}

// A node of the op with operands, attributes and result as its row says.
Node Sample(Graph* graph, Builder* builder, Opcode op, BlockId target) {
  auto operand = [&](char letter) -> Ref {
    switch (letter) {
      case 'i':
        return builder->ConstI64(7);
      case 'f':
        return builder->ConstF64(0.1);
      case 'b':
        return builder->ConstI1(true);
      default:
        return builder->LoadReg(1);
    }
  };
  const OpRow& row = RowOf(op);
  Node node(op);
  absl::string_view letters = row.operands;
  if (row.attribute == Attribute::kHelper) {
    node.index = static_cast<uint32_t>(HelperId::k_list_append_slow);
    letters = HelperRowOf(node.index).operands;
  }
  for (char letter : letters) {
    for (int i = letter == '*' ? 2 : 1; i > 0; --i) {
      node.operands.push_back(operand(letter));
    }
  }
  switch (row.attribute) {
    case Attribute::kInt:
      node.imm = 1;
      break;
    case Attribute::kDouble:
      node.f64 = -0.0;
      break;
    case Attribute::kObject:
      node.index = graph->ObjectIndex(0, "thing");
      break;
    case Attribute::kShape:
    case Attribute::kNew:
      node.index = graph->ShapeIndex(40, false, 0, "Body");
      node.imm = 32;
      break;
    case Attribute::kMemory:
      node.region = Region::k_slot;
      node.mem = MemType::kTagged;
      node.offset = 16;
      break;
    case Attribute::kTarget:
      for (int i = op == Opcode::k_branch ? 2 : 1; i > 0; --i) {
        node.targets.push_back({target, {}});
      }
      break;
    case Attribute::kNone:
    case Attribute::kRegister:
    case Attribute::kHelper:
      break;
  }
  if (op == Opcode::k_poison) node.type = Type::kF64;
  if ((row.effects & kExits) != 0) {
    Snapshot s;
    s.frames.emplace_back().code = graph->CodeIndex(0, "f");
    node.snapshot = builder->AddSnapshot(std::move(s));
  }
  return node;
}

TEST(Text, RoundTripOfEachOp) {
  for (int i = 0; i < static_cast<int>(Opcode::kCount); ++i) {
    auto op = static_cast<Opcode>(i);
    if (op == Opcode::k_param || op == Opcode::k_thread) continue;
    Graph graph;
    graph.name = RowOf(op).name;
    Builder builder(&graph, graph.NewBlock());
    BlockId target = graph.NewBlock();
    builder.Emit(Sample(&graph, &builder, op, target));
    if ((RowOf(op).effects & kEnds) == 0) builder.Jump(target);
    builder.SetBlock(target);
    builder.Return(builder.ConstNull());
    ASSERT_TRUE(Verify(graph).ok()) << Verify(graph);
    std::string text = Print(graph);
    Graph parsed = Parsed(text);
    EXPECT_EQ(Print(parsed), text);
    EXPECT_TRUE(Verify(parsed).ok()) << Verify(parsed) << text;
    EXPECT_EQ(OpcodeByName(RowOf(op).name), op);
  }
}

TEST(Text, TypesThatFollowFromTheOpNeedNotBeWritten) {
  Graph graph = Parsed(R"(
graph "short" {  // names of any kind
  shapes: Float = shape#1 stable
  codes: f = "f"
entry:
  %obj = load_reg 0
  %is = has_shape %obj, Float ; a comment
  guard %is, false !out
  %d = const_f64 1e300
  jump tail
tail:
  %s = select %is, %d, %d
  call_native_is_not_needed:
  exit !out
  !out = resume [f@7 r0=%obj]
})");
  // `tail` lacks a terminator: parsing does not care, verifying does.
  EXPECT_EQ(graph.node(graph.blocks[1].nodes[0]).type, Type::kF64);
  EXPECT_FALSE(Verify(graph).ok());
}

TEST(Text, BlocksKeepTheOrderOfTheText) {
  Graph graph = Parsed(R"(graph "order" {
a:
  %0 = const_i1 true
  branch %0, c, b
b:
  return %1
c:
  %1 = const_null
  return %1
})");
  std::string text = Print(graph);
  EXPECT_TRUE(absl::StrContains(text, "branch %0, block2(), block1()")) << text;
  EXPECT_EQ(Print(Parsed(text)), text);
}

TEST(Text, DoublesKeepTheirBits) {
  for (double d : NastyDoubles()) {
    Graph graph;
    Builder builder(&graph, graph.NewBlock());
    builder.ConstF64(d);
    builder.Return(builder.ConstNull());
    Graph parsed = Parsed(Print(graph));
    EXPECT_EQ(BitsOf(parsed.node(parsed.blocks[0].nodes[0]).f64), BitsOf(d))
        << PrintDouble(d);
  }
}

TEST(Text, IntegersKeepTheirBits) {
  for (int64_t n : NastyInts()) {
    Graph graph;
    Builder builder(&graph, graph.NewBlock());
    builder.ConstI64(n);
    builder.Return(builder.ConstNull());
    Graph parsed = Parsed(Print(graph));
    EXPECT_EQ(parsed.node(parsed.blocks[0].nodes[0]).imm, n);
  }
}

TEST(Text, RemovedPartsAreNotPrinted) {
  Graph graph = Parsed(kWhole);
  Ref unused = graph.Append(0, Node(Opcode::k_const_null));
  graph.Remove(unused);
  graph.NewBlock();
  graph.snapshots.emplace_back();
  EXPECT_EQ(Print(graph), kWhole);
}

struct BadText {
  const char* text;
  const char* message;
};

TEST(Parser, ErrorsSayWhereAndWhat) {
  const BadText kBad[] = {
      {"", "1:1: expected 'graph', found the end"},
      {"graph x", "1:7: expected a string, found 'x'"},
      {"graph \"g\" {", "1:12: expected an op, a block, a snapshot or '}', found the end"},
      {"graph \"g\" { }", "1:14: a graph needs a block"},
      {"graph \"g\" {\nb:\n  frob %1\n}", "3:3: unknown op 'frob'"},
      {"graph \"g\" {\nb:\n  %1 = frob %1\n}", "3:8: unknown op 'frob'"},
      {"graph \"g\" {\n return %1 }", "2:2: an op before the first block"},
      {"graph \"g\" {\nb:\n return %x\n}", "3:9: undefined value %x"},
      {"graph \"g\" {\nb:\n jump c\n}", "3:7: undefined block c"},
      {"graph \"g\" {\nb:\n exit !4\n}", "3:7: undefined snapshot !4"},
      {"graph \"g\" {\nb:\nb:\n}", "3:1: 'b' is defined twice"},
      {"graph \"g\" {\nb:\n %1 = const_null %1 = const_null\n}",
       "3:18: '%1' is defined twice"},
      {"graph \"g\" {\nb:\n %1 = const_i64 99999999999999999999\n}",
       "3:17: number out of range or not whole: 99999999999999999999"},
      {"graph \"g\" {\nb:\n %1 = const_i64 1.5\n}",
       "3:17: number out of range or not whole: 1.5"},
      {"graph \"g\" {\nb:\n %1 = const_f64 fast\n}", "3:17: expected a double, found 'fast'"},
      {"graph \"g\" {\nb:\n %1 = const_i1 2\n}", "3:16: expected true or false, found '2'"},
      {"graph \"g\" {\nb:\n %1 = const_obj o3\n}", "3:17: unknown object 'o3'"},
      {"graph \"g\" {\nb:\n %1 = new s0 16\n}", "3:11: unknown shape 's0'"},
      {"graph \"g\" {\nb:\n %1 = load %1 heap f64 +8\n}",
       "3:15: expected a region, found 'heap'"},
      {"graph \"g\" {\nb:\n %1 = load %1 slot f32 +8\n}",
       "3:20: expected a memory type, found 'f32'"},
      {"graph \"g\" {\nb:\n %1 = call frob()\n}", "3:12: expected a helper, found 'frob'"},
      {"graph \"g\" {\nb:\n %1 = poison\n}", "3:2: the result needs a type"},
      {"graph \"g\" {\nb:\n %1 = barrier %1\n}", "3:2: 'barrier' has no result"},
      {"graph \"g\" {\nb(%1: void):\n}", "2:11: a parameter cannot be void"},
      {"graph \"g\" {\nb(%1: int):\n}", "2:7: expected a type, found 'int'"},
      {"graph \"g\" {\nb:\n %1: i64 = param 0\n}",
       "3:12: parameters stand in the block's header"},
      {"graph \"g\" {\n codes: c = \"f\"\nb:\n !0 = stop [c@1]\n}",
       "4:7: expected resume or raise, found 'stop'"},
      {"graph \"g\" {\nb:\n !0 = resume [c@1]\n}", "3:15: unknown code 'c'"},
      {"graph \"g\" {\n codes: c = \"f\"\nb:\n !0 = resume [c@1 x=%1]\n}",
       "4:19: expected a register, found 'x'"},
      {"graph \"g", "1:7: unterminated string"},
      {"graph \"g\" {\n  $", "2:3: unexpected character '$'"},
      {"graph \"g\" {\n  %", "2:3: a name or number must follow %"},
      {"graph \"g\" {\nb:\n %1 = const_null\n} more", "4:3: expected the end after '}', found 'more'"},
  };
  for (const BadText& bad : kBad) {
    absl::StatusOr<Graph> graph = ParseGraph(bad.text);
    ASSERT_FALSE(graph.ok()) << bad.text;
    EXPECT_EQ(std::string(graph.status().message()), bad.message) << bad.text;
  }
}

// Whatever the text, the parser comes back; and what it takes, it prints and takes again.
TEST(Parser, SurvivesDamagedText) {
  uint64_t state = 1;
  auto next = [&] { return state = state * 6364136223846793005 + 1442695040888963407; };
  for (int i = 0; i < 20000; ++i) {
    std::string text(kWhole);
    for (int k = static_cast<int>(next() >> 33) % 3; k >= 0; --k) {
      size_t at = (next() >> 33) % text.size();
      switch ((next() >> 33) % 4) {
        case 0:
          text.erase(at, (next() >> 33) % 8);
          break;
        case 1:
          text[at] = static_cast<char>(next() >> 56);
          break;
        case 2:
          text.insert(at, text.substr((next() >> 33) % text.size(), 6));
          break;
        case 3:
          text.resize(at);
          break;
      }
      if (text.empty()) text = "g";
    }
    absl::StatusOr<Graph> graph = ParseGraph(text);
    if (!graph.ok()) continue;
    // No crash on what is broken in meaning.
    (void)Verify(*graph);
    std::string printed = Print(*graph);
    absl::StatusOr<Graph> again = ParseGraph(printed);
    if (Verify(*graph).ok()) {
      ASSERT_TRUE(again.ok()) << again.status() << text << printed;
      EXPECT_EQ(Print(*again), printed);
    }
  }
}

}  // namespace
}  // namespace pyjit::ir
