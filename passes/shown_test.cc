// What is carried for exits alone.
#include "passes/shown.h"

#include "gtest/gtest.h"
#include "ir/parser.h"
#include "ir/printer.h"
#include "ir/verifier.h"

namespace pyjit::passes {
namespace {

constexpr char kText[] = R"(graph "g" {
  shapes: s0 = shape#1 "point"
  codes: c0 = "f"
block0:
  %0: tagged = load_reg 2
  %1: i64 = const_i64 0
  jump block1(%0, %0, %1)
block1(%2: tagged, %3: tagged, %4: i64) loop:
  poll !0
  %5: tagged = new s0 32
  poll !1
  %6: i64 = const_i64 1
  %7: i64 = iadd %4, %6
  %8: i1 = is_null %3
  branch %8, block1(%5, %5, %7), block2()
block2:
  return %0
  !0 = resume [c0@1 r2=%2 r3=%3]
  !1 = resume [c0@2 r2=%5]
}
)";

ir::Graph Parsed() {
  absl::StatusOr<ir::Graph> graph = ir::ParseGraph(kText);
  EXPECT_TRUE(graph.ok()) << graph.status();
  graph->node(graph->blocks[1].params[0]).index = ir::kDeadParam;
  return *std::move(graph);
}

TEST(ShownParams, AreThoseThatOnlyRegistersOfSnapshotsName) {
  ir::Graph graph = Parsed();
  const std::vector<ir::Ref>& params = graph.blocks[1].params;
  ShownParams shown(&graph);
  EXPECT_TRUE(shown.Is(params[0]));
  EXPECT_FALSE(shown.Is(params[1]));  // is_null reads it
  EXPECT_FALSE(shown.Is(params[2]));  // raw
  EXPECT_EQ(shown.ShownIn(params[0]), ShownParams::RegisterOf(0, 2));
}

TEST(ForgetMadeObjects, GoesRoundAsNull) {
  ir::Graph graph = Parsed();
  ASSERT_TRUE(ForgetMadeObjects(&graph));
  EXPECT_EQ(ir::Verify(graph), absl::OkStatus());
  for (ir::BlockId from : {0u, 1u}) {
    const std::vector<ir::Ref>& args = graph.Terminator(from).targets[0].args;
    EXPECT_EQ(graph.node(args[0]).op, ir::Opcode::k_const_null);
    EXPECT_NE(graph.node(args[1]).op, ir::Opcode::k_const_null);
  }
  EXPECT_FALSE(ForgetMadeObjects(&graph));
}

// What will be read again, in the interpreter, goes round.
TEST(ForgetMadeObjects, NotIfItIsLive) {
  ir::Graph graph = Parsed();
  graph.node(graph.blocks[1].params[0]).index = 0;
  EXPECT_FALSE(ForgetMadeObjects(&graph));
}

}  // namespace
}  // namespace pyjit::passes
