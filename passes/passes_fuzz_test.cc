// Random graphs before and after each pass, and after the pipeline: the same
// outcome, memory and calls in equal simulated worlds, by exits that are forced
// too. PASSES_FUZZ_SEEDS in the environment says how many graphs (for long runs).

#include <cstdint>
#include <cstdlib>
#include <string>

#include "gtest/gtest.h"
#include "ir/printer.h"
#include "ir/testing/random_graph.h"
#include "ir/testing/same_meaning.h"
#include "ir/verifier.h"
#include "passes/pass.h"
#include "passes/pipeline.h"

namespace pyjit::passes {
namespace {

// After so many runs a pass has nothing left to do.
constexpr int kMaxRepeats = 12;

uint64_t Seeds(uint64_t by_default) {
  const char* text = std::getenv("PASSES_FUZZ_SEEDS");
  return text == nullptr ? by_default : std::strtoull(text, nullptr, 10);
}
uint64_t FirstSeed() {
  const char* text = std::getenv("PASSES_FUZZ_FIRST");
  return text == nullptr ? 1 : std::strtoull(text, nullptr, 10);
}

ir::Graph Make(uint64_t seed) {
  ir::RandomGraphOptions options;
  options.statements = 20 + static_cast<int>(seed % 60);
  return ir::RandomGraph(seed, options);
}

// Naive code first meets the passes that tidy it: some see it raw, some later.
void Prepare(uint64_t seed, ir::Graph* graph) {
  switch (seed % 4) {
    case 0:
      return;
    case 1:
      SimplifyCfg(graph);
      return;
    case 2:
      SimplifyCfg(graph);
      Fold(graph);
      EliminateCommon(graph);
      ForwardMemory(graph);
      return;
    case 3: {
      PipelineOptions options;
      options.limit = static_cast<int>(seed / 4 % 33);
      ASSERT_TRUE(RunPipeline(graph, options).ok());
      return;
    }
  }
}

void ExpectSame(uint64_t seed, const ir::Graph& before, const ir::Graph& after,
                bool may_leave_at_polls) {
  const absl::Status valid = ir::Verify(after);
  ASSERT_TRUE(valid.ok()) << "seed " << seed << ": " << valid << "\n"
                          << ir::Print(before) << ir::Print(after);
  for (uint64_t host = 0; host < 4; ++host) {
    ir::SameMeaningOptions options;
    options.host_seed = seed * 7 + host;
    options.may_leave_at_polls = may_leave_at_polls;
    const std::string difference = ir::Difference(before, after, options);
    ASSERT_EQ(difference, "") << "seed " << seed << " host " << host << "\n"
                              << ir::Print(before) << ir::Print(after);
  }
}

struct Row {
  const char* name;
  PassFn run;
};
constexpr Row kPasses[] = {
#define PYJIT_PASS(name, Function, doc) {#name, Function},
#include "passes/passes.def"
#undef PYJIT_PASS
};

class PassFuzz : public testing::TestWithParam<Row> {};

TEST_P(PassFuzz, ChangesNothingThatCanBeSeen) {
  const std::string name = GetParam().name;
  const bool moves_exits = name == "unbox_params" || name == "hoist";
  const uint64_t first = FirstSeed(), count = Seeds(200);
  for (uint64_t seed = first; seed < first + count; ++seed) {
    ir::Graph before = Make(seed);
    Prepare(seed, &before);
    ir::Graph after = before;
    std::string text = ir::Print(before);
    // It says what it did, and comes to an end.
    for (int i = 0;; ++i) {
      ASSERT_LT(i, kMaxRepeats) << "seed " << seed << " never ends\n" << text;
      const bool changed = GetParam().run(&after);
      std::string now = ir::Print(after);
      ASSERT_EQ(changed, now != text) << "seed " << seed << "\n" << text << now;
      if (!changed) break;
      text = std::move(now);
      if (i == 0) {
        ASSERT_NO_FATAL_FAILURE(ExpectSame(seed, before, after, moves_exits));
      }
    }
    ASSERT_NO_FATAL_FAILURE(ExpectSame(seed, before, after, moves_exits));
  }
}

INSTANTIATE_TEST_SUITE_P(Passes, PassFuzz, testing::ValuesIn(kPasses),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(PipelineFuzz, ChangesNothingThatCanBeSeen) {
  PipelineOptions options;
  options.verify = true;
  const uint64_t first = FirstSeed(), count = Seeds(300);
  for (uint64_t seed = first; seed < first + count; ++seed) {
    const ir::Graph before = Make(seed);
    ir::Graph after = before;
    const absl::Status done = RunPipeline(&after, options);
    ASSERT_TRUE(done.ok()) << "seed " << seed << ": " << done << ir::Print(before);
    ASSERT_NO_FATAL_FAILURE(ExpectSame(seed, before, after, true));
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
