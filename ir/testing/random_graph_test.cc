#include "ir/testing/random_graph.h"

#include <map>
#include <string>

#include "gtest/gtest.h"
#include "ir/cfg.h"
#include "ir/clone.h"
#include "ir/parser.h"
#include "ir/printer.h"
#include "ir/verifier.h"

namespace pyjit::ir {
namespace {

std::string Outcome(const Graph& graph, uint64_t seed) {
  FakeHost host;
  SetUpRandomHost(seed, &host);
  return host.RunAndObserve(graph);
}

TEST(RandomGraph, IsSoundAndSurvivesTextAndCopies) {
  std::map<std::string, int> outcomes;
  for (uint64_t seed = 0; seed < 700; ++seed) {
    RandomGraphOptions options;
    options.statements = 4 + static_cast<int>(seed % 60);
    Graph graph = RandomGraph(seed, options);
    ASSERT_TRUE(Verify(graph, {.loops_have_poll = true}).ok())
        << Verify(graph) << Print(graph);
    std::string text = Print(graph);
    absl::StatusOr<Graph> parsed = ParseGraph(text);
    ASSERT_TRUE(parsed.ok()) << parsed.status();
    ASSERT_EQ(Print(*parsed), text);
    ASSERT_EQ(Print(Compacted(*parsed)), text);
    for (uint64_t host = 0; host < 3; ++host) {
      std::string outcome = Outcome(graph, seed * 3 + host);
      ASSERT_EQ(outcome.find("failed"), std::string::npos) << outcome << text;
      ASSERT_EQ(Outcome(*parsed, seed * 3 + host), outcome) << text;
      ++outcomes[outcome.substr(0, outcome.find(' '))];
    }
  }
  // All ways to end are there.
  EXPECT_GT(outcomes["resume\n"], 100);
  EXPECT_GT(outcomes["return"], 100);
}

TEST(RandomGraph, SameSeedSameGraph) {
  EXPECT_EQ(Print(RandomGraph(42)), Print(RandomGraph(42)));
  EXPECT_NE(Print(RandomGraph(42)), Print(RandomGraph(43)));
}

// What fuzzing of passes relies on: a wrong change shows in the outcome.
TEST(RandomGraph, MistakesAreSeen) {
  auto seen = [](auto damage) {
    int count = 0;
    for (uint64_t seed = 0; seed < 400; ++seed) {
      Graph graph = RandomGraph(seed, {.statements = 40});
      Graph changed = graph;
      for (Ref ref = 0; ref < changed.nodes.size(); ++ref) damage(&changed, ref);
      if (!Verify(changed).ok()) continue;
      for (uint64_t host = 0; host < 2; ++host) {
        if (Outcome(changed, seed + host) != Outcome(graph, seed + host)) {
          ++count;
          break;
        }
      }
    }
    return count;
  };
  // Wrong arithmetic.
  EXPECT_GT(seen([](Graph* g, Ref ref) {
              if (g->node(ref).op == Opcode::k_fadd) g->node(ref).op = Opcode::k_fsub;
            }), 40);
  // Lost stores.
  EXPECT_GT(seen([](Graph* g, Ref ref) {
              if (g->node(ref).op == Opcode::k_store) g->Remove(ref);
            }), 40);
  // Loads that ignore what calls and aliases did: any load gives the first one's value.
  EXPECT_GT(seen([](Graph* g, Ref ref) {
              const Node& node = g->node(ref);
              if (node.op != Opcode::k_load || node.region != Region::k_slot) return;
              for (Ref before : g->blocks[node.block].nodes) {
                const Node& other = g->node(before);
                if (before == ref) return;
                if (other.op == Opcode::k_load && other.offset == node.offset &&
                    other.operands == node.operands) {
                  return g->ReplaceUses(ref, before);
                }
              }
            }), 20);
  // Guards that are simply dropped.
  EXPECT_GT(seen([](Graph* g, Ref ref) {
              if (g->node(ref).op == Opcode::k_guard && ref > 30) g->Remove(ref);
            }), 40);
}

TEST(RandomGraph, GuardsMayBecomeSideBlocksAndBlocksMayBeSplit) {
  for (uint64_t seed = 0; seed < 300; ++seed) {
    Graph graph = RandomGraph(seed);
    Graph changed = graph;
    // Every second guard gets a side block that leaves as the guard did.
    std::vector<Ref> guards;
    for (Ref ref = 0; ref < changed.nodes.size(); ++ref) {
      if (changed.node(ref).op == Opcode::k_guard && ref % 2 == 0) guards.push_back(ref);
    }
    for (Ref guard : guards) {
      SnapshotId snapshot = changed.node(guard).snapshot;
      SplitGuard split = GuardToBranch(&changed, guard);
      Node exit(Opcode::k_exit);
      exit.snapshot = snapshot;
      changed.Append(split.side, exit);
    }
    for (BlockId b = 0, n = static_cast<BlockId>(changed.blocks.size()); b < n; ++b) {
      SplitBlock(&changed, b, changed.blocks[b].nodes.size() / 2);
    }
    ASSERT_TRUE(Verify(changed).ok()) << Verify(changed) << Print(changed);
    ASSERT_EQ(Outcome(changed, seed), Outcome(graph, seed)) << Print(changed);
  }
}

}  // namespace
}  // namespace pyjit::ir
