#include "ir/testing/same_meaning.h"

#include <functional>
#include <map>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ir/testing/fake_host.h"
#include "ir/testing/random_graph.h"

namespace pyjit::ir {
namespace {

// A host that writes down which guards were passed.
class WatchedHost : public FakeHost {
 public:
  struct Passed {
    uint32_t pc;
    uint64_t nth;  // passage of a guard with this pc
  };
  bool ForcesExit(const Snapshot& snapshot) override {
    const uint32_t pc = snapshot.frames.back().pc;
    passed_.push_back({pc, counts_[pc]++});
    was_forced_ = FakeHost::ForcesExit(snapshot);
    return was_forced_;
  }
  bool was_forced() const { return was_forced_; }
  const std::vector<Passed>& passed() const { return passed_; }

 private:
  std::vector<Passed> passed_;
  std::map<uint32_t, uint64_t> counts_;
  bool was_forced_ = false;
};

// No test's loops turn more often.
constexpr uint64_t kMaxPolls = 2000, kMaxPassages = 2000;

class Comparison {
 public:
  Comparison(const Graph& before, const Graph& after, const SameMeaningOptions& options)
      : before_(before), after_(after), options_(options) {}

  std::string Run() {
    WatchedHost host;
    SetUpRandomHost(options_.host_seed, &host);
    const std::string got = host.RunAndObserve(after_);
    const std::string expected = Observe(before_, nullptr);
    if (got != expected && !IsAtPoll(got)) {
      return absl::StrCat("before:\n", expected, "after:\n", got);
    }
    const std::vector<WatchedHost::Passed>& passed = host.passed();
    for (int i = 0; i < options_.forced_exits && !passed.empty(); ++i) {
      // Spread over the run, others for each seed.
      const size_t pick =
          (options_.host_seed * 7919 + static_cast<size_t>(i) * 104729) % passed.size();
      std::string difference = Force(passed[pick].pc, passed[pick].nth);
      if (!difference.empty()) return difference;
    }
    return "";
  }

 private:
  static std::string Observe(const Graph& graph,
                             const std::function<void(FakeHost*)>& change,
                             uint64_t seed) {
    FakeHost host;
    SetUpRandomHost(seed, &host);
    if (change) change(&host);
    return host.RunAndObserve(graph);
  }
  std::string Observe(const Graph& graph,
                      const std::function<void(FakeHost*)>& change) const {
    return Observe(graph, change, options_.host_seed);
  }

  std::string Force(uint32_t pc, uint64_t nth) const {
    auto force = [&](FakeHost* host) { host->SetForcedExit(pc, nth); };
    const std::string got = Observe(after_, force);
    const std::string expected = Observe(before_, force);
    if (got == expected || IsAtPoll(got)) return "";
    // Another guard with this snapshot may be gone, so that counts differ.
    for (uint64_t n = 0; n < kMaxPassages; ++n) {
      WatchedHost host;
      SetUpRandomHost(options_.host_seed, &host);
      host.SetForcedExit(pc, n);
      if (host.RunAndObserve(before_) == got) return "";
      if (!host.was_forced()) break;
    }
    return absl::StrCat("guard at pc ", pc, " made to fail the ", nth + 1,
                        ". time\nbefore:\n", expected, "after:\n", got);
  }

  // Whether `before` is in this state at one of its polls.
  bool IsAtPoll(const std::string& got) const {
    if (!options_.may_leave_at_polls) return false;
    for (uint64_t n = 0; n < kMaxPolls; ++n) {
      FakeHost host;
      SetUpRandomHost(options_.host_seed, &host);
      host.SetPollAt(n);
      const std::string there = host.RunAndObserve(before_);
      if (there == got) return true;
      if (host.polls() <= n) return false;  // ended before
    }
    return false;
  }

  const Graph& before_;
  const Graph& after_;
  const SameMeaningOptions& options_;
};

}  // namespace

std::string Difference(const Graph& before, const Graph& after,
                       const SameMeaningOptions& options) {
  return Comparison(before, after, options).Run();
}

}  // namespace pyjit::ir
