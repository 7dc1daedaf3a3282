#include "ir/cfg.h"

#include <algorithm>
#include <vector>

#include "gtest/gtest.h"
#include "ir/parser.h"
#include "ir/testing/random_graph.h"

namespace pyjit::ir {
namespace {

// Two nested loops, a diamond in the inner one, and an unreachable block.
constexpr absl::string_view kNested = R"(graph "nested" {
entry:
  %0 = const_i1 true
  jump outer
outer loop:
  jump inner
inner loop:
  branch %0, left, right
left:
  jump join
right:
  jump join
join:
  branch %0, inner, latch
latch:
  branch %0, outer, out
out:
  %1 = const_null
  return %1
dead:
  jump out
})";
enum : BlockId { kEntry, kOuter, kInner, kLeft, kRight, kJoin, kLatch, kOut, kDead };

TEST(Cfg, OrderAndPredecessors) {
  Graph graph = *ParseGraph(kNested);
  Cfg cfg(graph);
  EXPECT_EQ(cfg.ReversePostOrder(),
            (std::vector<BlockId>{kEntry, kOuter, kInner, kLeft, kRight, kJoin, kLatch,
                                  kOut}));
  EXPECT_EQ(cfg.Predecessors(kJoin), (std::vector<BlockId>{kLeft, kRight}));
  EXPECT_EQ(cfg.Predecessors(kOut).size(), 2u);
  EXPECT_FALSE(cfg.IsReachable(kDead));
}

TEST(Dominators, Tree) {
  Graph graph = *ParseGraph(kNested);
  Cfg cfg(graph);
  Dominators d(graph, cfg);
  EXPECT_EQ(d.ImmediateDominator(kEntry), kNone);
  EXPECT_EQ(d.ImmediateDominator(kJoin), kInner);
  EXPECT_EQ(d.ImmediateDominator(kLatch), kJoin);
  EXPECT_TRUE(d.Dominates(kInner, kOut));
  EXPECT_TRUE(d.Dominates(kInner, kInner));
  EXPECT_FALSE(d.Dominates(kLeft, kJoin));
  EXPECT_TRUE(d.Dominates(kLeft, kDead));
  EXPECT_FALSE(d.Dominates(kDead, kOut));
}

TEST(LoopForest, NestedLoops) {
  Graph graph = *ParseGraph(kNested);
  Cfg cfg(graph);
  Dominators d(graph, cfg);
  LoopForest forest(graph, cfg, d);
  ASSERT_EQ(forest.loops().size(), 2u);
  EXPECT_EQ(forest.loops()[0].header, kOuter);
  EXPECT_EQ(forest.loops()[0].latches, (std::vector<BlockId>{kLatch}));
  EXPECT_EQ(forest.loops()[1].header, kInner);
  EXPECT_EQ(forest.loops()[1].parent, 0u);
  EXPECT_EQ(forest.loops()[1].depth, 2u);
  EXPECT_EQ(forest.loops()[1].blocks,
            (std::vector<BlockId>{kInner, kLeft, kRight, kJoin}));
  EXPECT_EQ(forest.LoopOf(kLatch), 0u);
  EXPECT_EQ(forest.LoopOf(kOut), kNone);
  EXPECT_TRUE(forest.Contains(0, kLeft));
  EXPECT_FALSE(forest.Contains(1, kLatch));
  EXPECT_FALSE(forest.is_irreducible());
}

TEST(StaysReducible, AnEdgeIntoTheMiddleOfALoopDoesNot) {
  Graph graph = *ParseGraph(kNested);
  EXPECT_TRUE(StaysReducible(graph, kLatch, kInner));   // a second way to its beginning
  EXPECT_TRUE(StaysReducible(graph, kLeft, kOuter));    // another latch
  EXPECT_TRUE(StaysReducible(graph, kLeft, kLatch));    // out of it
  EXPECT_TRUE(StaysReducible(graph, kDead, kJoin));     // nobody comes from there
  EXPECT_FALSE(StaysReducible(graph, kEntry, kInner));  // past the outer loop's beginning
  EXPECT_FALSE(StaysReducible(graph, kOuter, kJoin));
  // A cycle of left and join would be entered at both.
  EXPECT_FALSE(StaysReducible(graph, kJoin, kLeft));
}

// Against the definition: a dominates b if b cannot be reached without a.
TEST(Dominators, AgreeWithTheDefinitionOnRandomGraphs) {
  for (uint64_t seed = 0; seed < 100; ++seed) {
    Graph graph = RandomGraph(seed);
    Cfg cfg(graph);
    Dominators d(graph, cfg);
    size_t n = graph.blocks.size();
    for (BlockId a = 0; a < n; ++a) {
      std::vector<bool> reached(n, false);
      std::vector<BlockId> work;
      if (a != 0) work.push_back(0);
      while (!work.empty()) {
        BlockId b = work.back();
        work.pop_back();
        if (b == a || reached[b]) continue;
        reached[b] = true;
        for (BlockId to : cfg.Successors(b)) work.push_back(to);
      }
      for (BlockId b = 0; b < n; ++b) {
        ASSERT_EQ(d.Dominates(a, b), !reached[b]) << seed << ": " << a << " " << b;
      }
    }
  }
}

}  // namespace
}  // namespace pyjit::ir
