// Random graphs before and after each pass, and after the pipeline: the same
// outcome, memory and calls in equal simulated worlds.

#include <cstdint>
#include <string>

#include "gtest/gtest.h"
#include "ir/printer.h"
#include "ir/testing/fake_host.h"
#include "ir/testing/random_graph.h"
#include "ir/verifier.h"
#include "passes/pass.h"
#include "passes/pipeline.h"

namespace pyjit::passes {
namespace {

std::string Outcome(const ir::Graph& graph, uint64_t seed) {
  ir::FakeHost host;
  ir::SetUpRandomHost(seed, &host);
  return host.RunAndObserve(graph);
}

ir::Graph Make(uint64_t seed) {
  ir::RandomGraphOptions options;
  options.statements = 20 + static_cast<int>(seed % 60);
  return ir::RandomGraph(seed, options);
}

class PassFuzz : public testing::TestWithParam<const char*> {};

TEST_P(PassFuzz, ChangesNothingThatCanBeSeen) {
  const PassFn pass = FindPass(GetParam());
  ASSERT_NE(pass, nullptr);
  for (uint64_t seed = 1; seed <= 300; ++seed) {
    const ir::Graph before = Make(seed);
    ir::Graph after = before;
    // Naive code first meets the passes that tidy it.
    if (seed % 2 == 0) {
      SimplifyCfg(&after);
      Fold(&after);
    }
    pass(&after);
    const absl::Status valid = ir::Verify(after);
    ASSERT_TRUE(valid.ok()) << "seed " << seed << ": " << valid << "\n"
                            << ir::Print(before) << ir::Print(after);
    for (uint64_t host = 0; host < 4; ++host) {
      ASSERT_EQ(Outcome(after, seed * 7 + host), Outcome(before, seed * 7 + host))
          << "seed " << seed << " host " << host << "\n"
          << ir::Print(before) << ir::Print(after);
    }
  }
}

// Left out: unbox_params and hoist, which may leave at the loop's header where
// the graph would have left later in the iteration.
INSTANTIATE_TEST_SUITE_P(Passes, PassFuzz,
                         testing::Values("simplify_cfg", "fold", "guards",
                                         "cse", "load_store", "escape", "dce"),
                         [](const auto& info) { return std::string(info.param); });

TEST(PipelineFuzz, KeepsWhatGraphsDo) {
  PipelineOptions options;
  options.verify = true;
  options.skip = {"unbox_params", "hoist"};
  for (uint64_t seed = 1000; seed < 1200; ++seed) {
    const ir::Graph before = Make(seed);
    ir::Graph after = before;
    const absl::Status done = RunPipeline(&after, options);
    ASSERT_TRUE(done.ok()) << "seed " << seed << ": " << done;
    for (uint64_t host = 0; host < 4; ++host) {
      ASSERT_EQ(Outcome(after, seed * 7 + host), Outcome(before, seed * 7 + host))
          << "seed " << seed << " host " << host << "\n"
          << ir::Print(before) << ir::Print(after);
    }
  }
}

TEST(PipelineFuzz, StaysValidWithAllPasses) {
  PipelineOptions options;
  options.verify = true;
  for (uint64_t seed = 2000; seed < 2300; ++seed) {
    ir::Graph graph = Make(seed);
    const absl::Status done = RunPipeline(&graph, options);
    ASSERT_TRUE(done.ok()) << "seed " << seed << ": " << done;
  }
}

TEST(Pipeline, NamesAnUnknownPass) {
  ir::Graph graph = Make(1);
  PipelineOptions options;
  options.skip = {"no_such_pass"};
  EXPECT_EQ(RunPipeline(&graph, options).message(),
            "there is no pass 'no_such_pass'");
}

}  // namespace
}  // namespace pyjit::passes
