// ir_eval: runs IR text in the evaluator over a simulated heap. See --help and
// docs/ir.md.

#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "ir/evaluator.h"
#include "ir/testing/fake_host.h"
#include "ir/testing/random_graph.h"
#include "ir/word.h"
#include "tools/ir_opt_input.h"

namespace pyjit {
namespace {

constexpr char kUsage[] = "usage: ir_eval [option] ... FILE [rN=VALUE] ...\n";
constexpr char kHelp[] = R"(
Runs a graph in text form (docs/ir.md; FILE may be -) in the evaluator over a
simulated heap, and prints how it ended: what it returned, or the frames that the
interpreter would go on with; then the registers with all that can be reached from them,
and the calls on the way. rN=VALUE is what register N holds at entry:

  r0=7  r1=2.5  r2=None          an int, a float, an object by its name
  r3='Body:32{8:tagged=1;16:f64=2.5;24:i64=3}'
                                 an object of the shape with this name, its bytes,
                                 and fields by offset and mem type
  r4=r3                          the same object as r3

  --graph=N|NAME     the Nth graph of the file (-1: the last), or the last with NAME in its name
  --random=SEED      registers of a random host, as the passes' fuzz test has them
  --poll-at=N        the poll word is set at the Nth poll (from 0)
  --invalid-at=N     the code is retired at the Nth guard_valid (from 0)
  --raise-each=N     each Nth call that may raise does
  --fail=PC[:N]      the guard whose exit is at PC fails at its Nth passage (from 0)
  --max-steps=N      stops after so many nodes (16777216)
  --steps            prints how many nodes ran
  -h, --help         prints this
)";

struct Options {
  std::string file, graph = "1";
  std::vector<std::pair<uint32_t, std::string>> registers;
  uint64_t random_seed = 0, poll_at = UINT64_MAX, invalid_at = UINT64_MAX,
           raise_each = 0, max_steps = 1 << 24, fail_at = 0;
  uint32_t fail_pc = ir::kNone;
  bool random = false, steps = false;
};

int Fail(absl::string_view what, int code) {
  std::fprintf(stderr, "ir_eval: %s\n", std::string(what).c_str());
  return code;
}

absl::Status Bad(absl::string_view argument) {
  return absl::InvalidArgumentError(absl::StrCat("cannot read ", argument));
}

absl::Status ParseOption(absl::string_view argument, Options* o) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(argument, absl::MaxSplits('=', 1));
  const absl::string_view value = parts.second;
  auto number = [&](auto* n) {
    return absl::SimpleAtoi(value, n) ? absl::OkStatus() : Bad(argument);
  };
  if (parts.first == "--graph") {
    o->graph = std::string(value);
    return absl::OkStatus();
  }
  if (parts.first == "--random") {
    o->random = true;
    return number(&o->random_seed);
  }
  if (parts.first == "--poll-at") return number(&o->poll_at);
  if (parts.first == "--invalid-at") return number(&o->invalid_at);
  if (parts.first == "--raise-each") return number(&o->raise_each);
  if (parts.first == "--max-steps") return number(&o->max_steps);
  if (parts.first == "--fail") {
    const std::vector<std::string> where = absl::StrSplit(value, ':');
    const bool good = where.size() <= 2 && absl::SimpleAtoi(where[0], &o->fail_pc) &&
                      (where.size() == 1 || absl::SimpleAtoi(where[1], &o->fail_at));
    return good ? absl::OkStatus() : Bad(argument);
  }
  if (argument == "--steps") {
    o->steps = true;
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(absl::StrCat("unknown option ", argument));
}

absl::Status ParseArgument(absl::string_view argument, Options* o) {
  if (argument.size() > 1 && argument[0] == '-') return ParseOption(argument, o);
  if (o->file.empty()) {
    o->file = std::string(argument);
    return absl::OkStatus();
  }
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(argument, absl::MaxSplits('=', 1));
  absl::string_view name = parts.first;
  uint32_t n = 0;
  if (!absl::ConsumePrefix(&name, "r") || !absl::SimpleAtoi(name, &n) ||
      n > UINT16_MAX || parts.second.empty()) {
    return Bad(argument);
  }
  o->registers.emplace_back(n, std::string(parts.second));
  return absl::OkStatus();
}

// The simulated heap knows floats and big ints by their shapes' ids: the graph's
// rows for them get those, others none of them.
void AdaptShapes(ir::Graph* graph) {
  for (ir::ShapeRow& row : graph->shapes) {
    if (row.stable && row.name == "float") {
      row.id = ir::FakeHost::kFloatShape;
    } else if (row.id <= ir::FakeHost::kNamedShape) {
      row.id += 1000;
    }
  }
}

class Values {
 public:
  Values(const ir::Graph& graph, ir::FakeHost* host) : graph_(graph), host_(*host) {}

  absl::StatusOr<ir::Word> Make(absl::string_view text) {
    int64_t n = 0;
    double d = 0;
    if (absl::SimpleAtoi(text, &n) && ir::FitsSmallInt(n)) return ir::TagInt(n);
    if (absl::SimpleAtod(text, &d)) return host_.BoxFloat(d);
    if (text.find('{') != absl::string_view::npos) return MakeObject(text);
    uint32_t number = 0;
    if (text[0] == 'r' && absl::SimpleAtoi(text.substr(1), &number)) {
      return host_.ReadRegister(number);
    }
    return host_.Named(text);
  }

 private:
  // SHAPE:BYTES{OFFSET:MEM=VALUE;...}
  absl::StatusOr<ir::Word> MakeObject(absl::string_view text) {
    const size_t open = text.find('{'), colon = text.rfind(':', open);
    int64_t bytes = 0;
    if (colon == absl::string_view::npos || text.back() != '}' ||
        !absl::SimpleAtoi(text.substr(colon + 1, open - colon - 1), &bytes) ||
        bytes < ir::kHeaderBytes || bytes > 1 << 20) {
      return Bad(text);
    }
    const absl::string_view name = text.substr(0, colon);
    const ir::ShapeRow* shape = nullptr;
    for (const ir::ShapeRow& row : graph_.shapes) {
      if (row.name == name) shape = &row;
    }
    if (shape == nullptr) {
      return absl::NotFoundError(absl::StrCat("the graph has no shape '", name, "'"));
    }
    const ir::Word object = host_.NewObject(shape->id, bytes);
    const absl::string_view fields = text.substr(open + 1, text.size() - open - 2);
    for (absl::string_view field : absl::StrSplit(fields, ';', absl::SkipEmpty())) {
      if (absl::Status s = SetField(object, field); !s.ok()) return s;
    }
    return object;
  }
  absl::Status SetField(ir::Word object, absl::string_view field) {
    const std::pair<absl::string_view, absl::string_view> sides =
        absl::StrSplit(field, absl::MaxSplits('=', 1));
    const std::pair<absl::string_view, absl::string_view> place =
        absl::StrSplit(sides.first, absl::MaxSplits(':', 1));
    uint32_t offset = 0;
    const std::optional<ir::MemType> mem = ir::MemTypeByName(place.second);
    if (!absl::SimpleAtoi(place.first, &offset) || !mem.has_value() ||
        sides.second.empty()) {
      return Bad(field);
    }
    ir::Word word = 0;
    int64_t n = 0;
    double d = 0;
    if (*mem == ir::MemType::kTagged) {
      absl::StatusOr<ir::Word> made = Make(sides.second);
      if (!made.ok()) return made.status();
      word = *made;
    } else if (*mem == ir::MemType::kF64) {
      if (!absl::SimpleAtod(sides.second, &d)) return Bad(field);
      word = ir::BitsOf(d);
    } else {
      if (!absl::SimpleAtoi(sides.second, &n)) return Bad(field);
      word = static_cast<ir::Word>(n);
    }
    host_.Write(object + offset, *mem, word);
    return host_.failed() ? absl::InvalidArgumentError(host_.message())
                          : absl::OkStatus();
  }

  const ir::Graph& graph_;
  ir::FakeHost& host_;
};

absl::Status RunGraph(const Options& o) {
  absl::StatusOr<std::vector<ir::Graph>> graphs = ReadGraphs(o.file);
  if (!graphs.ok()) return graphs.status();
  absl::StatusOr<ir::Graph> graph = PickGraph(*std::move(graphs), o.graph);
  if (!graph.ok()) return graph.status();
  AdaptShapes(&*graph);
  ir::FakeHost host;
  if (o.random) ir::SetUpRandomHost(o.random_seed, &host);
  if (o.poll_at != UINT64_MAX) host.SetPollAt(o.poll_at);
  if (o.invalid_at != UINT64_MAX) host.SetInvalidAt(o.invalid_at);
  if (o.raise_each != 0) host.SetRaiseEach(o.raise_each);
  if (o.fail_pc != ir::kNone) host.SetForcedExit(o.fail_pc, o.fail_at);
  Values values(*graph, &host);
  for (const auto& [number, text] : o.registers) {
    absl::StatusOr<ir::Word> word = values.Make(text);
    if (!word.ok()) return word.status();
    host.SetRegister(number, *word);
  }
  ir::Evaluator evaluator(*graph);
  absl::StatusOr<ir::EvalResult> result = evaluator.Run(&host, o.max_steps);
  if (!result.ok()) return result.status();
  std::fputs(host.Observe(*graph, evaluator, *result).c_str(), stdout);
  if (o.steps) std::printf("%llu steps\n", static_cast<unsigned long long>(result->steps));
  return absl::OkStatus();
}

int Main(int argc, char** argv) {
  Options o;
  for (int i = 1; i < argc; ++i) {
    const absl::string_view argument = argv[i];
    if (argument == "-h" || argument == "--help") {
      std::fputs(kUsage, stdout);
      std::fputs(kHelp, stdout);
      return 0;
    }
    if (absl::Status s = ParseArgument(argument, &o); !s.ok()) {
      return Fail(absl::StrCat(s.message(), "\n", kUsage), 2);
    }
  }
  if (o.file.empty()) return Fail(absl::StrCat("no file\n", kUsage), 2);
  if (absl::Status s = RunGraph(o); !s.ok()) return Fail(s.message(), 1);
  return std::fflush(stdout) == 0 ? 0 : 1;
}

}  // namespace
}  // namespace pyjit

int main(int argc, char** argv) { return pyjit::Main(argc, argv); }
