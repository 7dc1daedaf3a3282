// Tables, effects, builder and graph editing.

#include "ir/graph.h"

#include <cstring>
#include <string>

#include "gtest/gtest.h"
#include "ir/builder.h"
#include "ir/clone.h"
#include "ir/parser.h"
#include "ir/printer.h"
#include "ir/testing/fake_host.h"
#include "ir/verifier.h"

namespace pyjit::ir {
namespace {

Graph Parsed(absl::string_view text) {
  absl::StatusOr<Graph> graph = ParseGraph(text);
  EXPECT_TRUE(graph.ok()) << graph.status() << "\n" << text;
  return graph.ok() ? *std::move(graph) : Graph();
}

TEST(Tables, NamesAreKnownAndRowsMakeSense) {
  for (int i = 0; i < static_cast<int>(Opcode::kCount); ++i) {
    const OpRow& row = RowOf(static_cast<Opcode>(i));
    EXPECT_EQ(OpcodeByName(row.name), static_cast<Opcode>(i));
    EXPECT_EQ(std::strspn(row.operands, "tpifb*?"), std::strlen(row.operands)) << row.name;
    EXPECT_NE(row.doc[0], 0) << row.name;
    // A terminator has no result.
    if ((row.effects & kEnds) != 0) EXPECT_EQ(row.result, ResultRule::kVoid) << row.name;
  }
  for (uint32_t i = 0; i < static_cast<uint32_t>(HelperId::kCount); ++i) {
    const HelperRow& row = HelperRowOf(i);
    EXPECT_EQ(HelperByName(row.name), i);
    EXPECT_EQ(std::strspn(row.operands, "tpifb*"), std::strlen(row.operands)) << row.name;
    if ((row.flags & kHelperPure) != 0) {
      EXPECT_EQ(row.writes, 0u) << row.name;
      EXPECT_EQ(row.flags & (kHelperRunsPython | kHelperRaises | kHelperEscapes), 0u)
          << row.name;
    }
  }
  EXPECT_FALSE(OpcodeByName("frob").has_value());
  EXPECT_EQ(RegionByName("slot"), Region::k_slot);
  EXPECT_TRUE(IsMutable(Region::k_slot));
  EXPECT_FALSE(IsMutable(Region::k_float_value));
}

class EffectsTest : public ::testing::Test {
 protected:
  EffectsTest() : builder_(&graph_, graph_.NewBlock()) {
    object_ = builder_.LoadReg(0);
    stable_ = graph_.ShapeIndex(1, true, 0, "float");
    open_ = graph_.ShapeIndex(2, false, 0, "Body");
  }
  NodeEffects Of(Ref ref) { return EffectsOf(graph_, graph_.node(ref)); }
  NodeEffects OfLast() { return Of(graph_.blocks[0].nodes.back()); }

  Graph graph_;
  Builder builder_;
  Ref object_;
  uint32_t stable_, open_;
};

TEST_F(EffectsTest, ShapesThatStayAreNoMemory) {
  NodeEffects e = Of(builder_.HasShape(object_, stable_));
  EXPECT_TRUE(e.pure);
  EXPECT_EQ(e.reads, 0u);
  e = Of(builder_.HasShape(object_, open_));
  EXPECT_FALSE(e.pure);
  EXPECT_EQ(e.reads, RegionBit(Region::k_shape));
  builder_.SetShape(object_, open_);
  EXPECT_EQ(OfLast().writes, RegionBit(Region::k_shape));
}

TEST_F(EffectsTest, PythonWritesAllButTheImmutable) {
  NodeEffects e = Of(builder_.Call(HelperId::k_get_attr, {object_, object_}));
  EXPECT_TRUE(e.runs_python && e.raises && e.collects && e.escapes);
  EXPECT_FALSE(e.removable);
  EXPECT_EQ(e.writes, MutableRegions());
  EXPECT_EQ(e.writes & RegionBit(Region::k_tuple), 0u);
  e = Of(builder_.CallValue(object_, {}));
  EXPECT_EQ(e.writes, MutableRegions());
}

TEST_F(EffectsTest, NativeFunctionsMayBeNarrower) {
  uint32_t row = graph_.ObjectIndex(0, "f");
  EXPECT_TRUE(Of(builder_.CallNative(row, kCallAnything, {object_})).runs_python);
  NodeEffects e = Of(builder_.CallNative(row, 0, {object_}));
  EXPECT_TRUE(e.pure && e.removable && e.guarded);
  e = Of(builder_.CallNative(row, kCallReadsHeap | kCallCollects, {object_}));
  EXPECT_TRUE(e.removable && e.collects);
  EXPECT_FALSE(e.pure);
  EXPECT_EQ(e.writes, 0u);
  e = Of(builder_.CallNative(row, kCallRaises, {object_}));
  EXPECT_TRUE(e.raises);
  EXPECT_FALSE(e.removable);
}

TEST_F(EffectsTest, LoadsAndStores) {
  NodeEffects e = Of(builder_.Load(object_, Region::k_slot, MemType::kF64, 8));
  EXPECT_EQ(e.reads, RegionBit(Region::k_slot));
  EXPECT_TRUE(e.removable && e.guarded);
  EXPECT_FALSE(e.pure);
  EXPECT_TRUE(Of(builder_.Load(object_, Region::k_tuple, MemType::kI64, 8)).pure);
  builder_.Store(object_, object_, Region::k_slot, MemType::kTagged, 8);
  EXPECT_TRUE(OfLast().escapes);
  builder_.Store(object_, builder_.ConstF64(1), Region::k_slot, MemType::kF64, 8);
  EXPECT_FALSE(OfLast().escapes);
  EXPECT_EQ(OfLast().writes, RegionBit(Region::k_slot));
}

TEST_F(EffectsTest, ArithmeticAndAllocation) {
  Ref n = builder_.ConstI64(1);
  NodeEffects e = Of(builder_.Binary(Opcode::k_iadd, n, n));
  EXPECT_TRUE(e.pure && e.removable && !e.guarded);
  EXPECT_TRUE(Of(builder_.Binary(Opcode::k_imod, n, n)).guarded);
  e = Of(builder_.New(open_, 16));
  EXPECT_TRUE(e.fresh && e.collects && e.removable && !e.pure);
  builder_.Guard(builder_.ConstI1(true), true, 0);
  EXPECT_TRUE(OfLast().exits && !OfLast().removable);
  builder_.Barrier(object_);
  EXPECT_FALSE(OfLast().removable);
}

TEST(Builder, MakesEachConstantOncePerBlock) {
  Graph graph;
  Builder builder(&graph, graph.NewBlock());
  EXPECT_EQ(builder.ConstInt(5), builder.ConstInt(5));
  EXPECT_NE(builder.ConstInt(5), builder.ConstI64(5));
  EXPECT_NE(builder.ConstF64(0.0), builder.ConstF64(-0.0));
  Ref here = builder.ConstNull();
  builder.SetBlock(graph.NewBlock());
  Ref there = builder.ConstNull();
  EXPECT_NE(here, there);
  graph.Remove(there);
  EXPECT_NE(builder.ConstNull(), there);
}

TEST(Builder, SetsPositions) {
  Graph graph;
  Builder builder(&graph, graph.NewBlock());
  uint32_t code = graph.CodeIndex(0, "f");
  uint32_t outer = builder.NewPosition(code, 4);
  builder.SetPosition(builder.NewPosition(code, 9, outer));
  builder.Return(builder.ConstNull());
  EXPECT_NE(Print(graph).find("p2 = c0@9 in p1"), std::string::npos);
  EXPECT_NE(Print(graph).find("return %0 @p2"), std::string::npos);
}

TEST(Graph, RowsAreFoundAgain) {
  Graph graph;
  EXPECT_EQ(graph.ShapeIndex(7, true, 1, "a"), graph.ShapeIndex(7, true, 1, "a"));
  EXPECT_NE(graph.ShapeIndex(8, true, 2, "a"), graph.ShapeIndex(7, true, 1, "a"));
  EXPECT_EQ(graph.ObjectIndex(16, "x"), graph.ObjectIndex(16, "other name"));
  EXPECT_NE(graph.ObjectIndex(0, "x"), graph.ObjectIndex(0, "y"));
  EXPECT_EQ(graph.ObjectIndex(0, "x"), graph.ObjectIndex(0, "x"));
}

TEST(Graph, ReplaceUsesReachesSnapshotsAndArguments) {
  Graph graph = Parsed(R"(graph "uses" {
  shapes: s = shape#1
  codes: c = "f"
a:
  %0 = load_reg 0
  %1 = load_reg 1
  %2 = is_null %0
  guard %2, true !0
  jump b(%0)
b(%3: tagged):
  return %0
  !0 = resume [c@1 r0=%0 r1=v0] virtuals [v0 = new s 16 {tagged +8: %0}] stores [%0 tagged +8: %0]
})");
  graph.ReplaceUses(0, 1);
  std::string text = Print(graph);
  text = text.substr(text.find("%2: i1"));
  EXPECT_EQ(text.find("%0"), std::string::npos) << text;
  EXPECT_EQ(graph.LiveNodeCount(), 6);
}

TEST(Clone, GuardBecomesABranch) {
  Graph graph = Parsed(R"(graph "side" {
  codes: c = "f"
a:
  %0 = load_reg 0
  %1 = is_int %0
  guard %1, false !0
  %2 = const_int 1
  return %2
  !0 = resume [c@7 r0=%0]
})");
  SplitGuard split = GuardToBranch(&graph, graph.blocks[0].nodes[2]);
  Builder side(&graph, split.side);
  side.Return(0);
  ASSERT_TRUE(Verify(graph).ok()) << Verify(graph);
  EXPECT_EQ(Print(graph), R"(graph "side" {
  codes: c0 = "f"
block0:
  %0: tagged = load_reg 0
  %1: i1 = is_int %0
  branch %1, block2(), block1()
block1:
  %2: tagged = const_int 1
  return %2
block2 cold:
  return %0
}
)");
  FakeHost host;
  host.SetRegister(0, TagInt(44));
  EXPECT_EQ(host.RunAndObserve(graph), "return 44\nentry r0=44\n");
}

TEST(Clone, CompactedDropsWhatIsGoneAndTellsWhereTheRestWent) {
  Graph graph = Parsed(R"(graph "g" {
  codes: c = "f"
a:
  %0 = const_null
  %1 = load_reg 1
  jump b
b:
  exit !0
  !0 = resume [c@7 r0=%1]
})");
  graph.Remove(0);
  graph.snapshots.insert(graph.snapshots.begin(), Snapshot());
  graph.node(graph.blocks[1].nodes[0]).snapshot = 1;
  CloneMap map;
  Graph copy = Compacted(graph, &map);
  EXPECT_EQ(copy.nodes.size(), 3u);
  EXPECT_EQ(copy.snapshots.size(), 1u);
  EXPECT_EQ(map.nodes[0], kNone);
  EXPECT_EQ(map.nodes[1], 0u);
  EXPECT_EQ(map.snapshots[1], 0u);
  EXPECT_EQ(copy.snapshots[0].frames[0].registers[0].second, 0u);
  EXPECT_TRUE(Verify(copy).ok()) << Verify(copy);
}

TEST(Clone, CopyNodeMapsOperandsTargetsAndSnapshot) {
  Graph graph = Parsed(R"(graph "g" {
  codes: c = "f"
a:
  %0 = load_reg 0
  %1 = load_reg 1
  %2 = is_null %0
  guard %2, true !0
  return %1
  !0 = resume [c@7 r0=%0]
})");
  std::vector<Ref> map(graph.nodes.size(), kNone);
  map[0] = 1;
  BlockId block = graph.NewBlock();
  Ref copy = CopyNode(&graph, graph.blocks[0].nodes[3], map, {}, block);
  SnapshotId snapshot = graph.node(copy).snapshot;
  EXPECT_NE(snapshot, 0u);
  EXPECT_EQ(graph.snapshots[snapshot].frames[0].registers[0].second, 1u);
  EXPECT_EQ(graph.snapshots[0].frames[0].registers[0].second, 0u);
}

}  // namespace
}  // namespace pyjit::ir
