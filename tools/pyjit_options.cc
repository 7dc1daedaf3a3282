#include "tools/pyjit_options.h"

#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"

namespace pyjit {
namespace {

using Options = ProgramOptions;

constexpr char kUsage[] =
    "usage: pyjit [option] ... FILE [argument] ... | -c CODE [argument] ... | "
    "- [argument] ...\n";

// Handlers: false if the value makes no sense; *problem may say why.
using Handler = bool (*)(Options* o, absl::string_view value,
                         std::string* problem);

bool ParseCount(absl::string_view text, uint64_t* n) {
  return absl::SimpleAtoi(text, n);
}

bool SetJit(Options* o, absl::string_view value, std::string*) {
  o->use_jit = value != "off";
  o->jit.knobs.evaluate = value == "eval";
  return value == "on" || value == "off" || value == "eval";
}
bool SetJitLog(Options* o, absl::string_view value, std::string*) {
  o->jit.log_file = std::string(value);
  return !value.empty();
}
bool SetJitDump(Options* o, absl::string_view value, std::string*) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(value, absl::MaxSplits(':', 1));
  o->jit.dump = absl::StrSplit(parts.first, ',');
  o->jit.dump_file = parts.second.empty() ? "-" : std::string(parts.second);
  return !parts.first.empty();
}
bool SetKnob(Options* o, absl::string_view value, std::string* problem) {
  const absl::Status status = jit::SetKnob(&o->jit.knobs, value);
  if (!status.ok()) *problem = std::string(status.message());
  return status.ok();
}
bool SetForcedExits(Options* o, absl::string_view value, std::string*) {
  uint64_t n = 0;
  if (!ParseCount(value, &n) || n > INT64_MAX) return false;
  o->jit.knobs.forced_exit_rate = static_cast<int64_t>(n);
  return true;
}
bool SetGcStress(Options* o, absl::string_view value, std::string*) {
  return ParseCount(value, &o->isolate.heap.collect_every);
}
bool SetMemory(Options* o, absl::string_view value, std::string*) {
  uint64_t megabytes = 0;
  if (!ParseCount(value, &megabytes) || megabytes == 0 ||
      megabytes > (uint64_t{1} << 40)) {
    return false;
  }
  o->isolate.heap.cap_bytes = megabytes << 20;
  return true;
}
bool SetProfile(Options* o, absl::string_view value, std::string*) {
  o->profile = std::string(value);
  return !value.empty();
}
bool SetProfileWith(Options* o, absl::string_view value, std::string*) {
  for (absl::string_view word : absl::StrSplit(value, ',')) {
    if (word == "native") {
      o->profile_native = true;
    } else if (word == "states") {
      o->profile_states = true;
    } else {
      return false;
    }
  }
  return true;
}
bool SetDump(Options* o, absl::string_view value, std::string*) {
  o->dump = value == "ast" ? Options::Dump::kAst : Options::Dump::kBytecode;
  return value == "ast" || value == "bytecode";
}

// Options with a value, given as --name=value or --name value.
struct Row {
  const char* name;
  const char* value;
  const char* help;
  Handler handle;
};
constexpr Row kRows[] = {
    {"--jit", "on|off|eval",
     "machine code for hot loops; interpreter only; traces in the IR evaluator",
     SetJit},
    {"--jit-log", "FILE", "a line per recording, compile, exit, retirement",
     SetJitLog},
    {"--jit-dump", "LIST[:FILE]", "of ir,passes,llvm,asm,exits; to stderr or FILE",
     SetJitDump},
    {"--jit-knob", "NAME=VALUE", "sets a knob; they are listed below", SetKnob},
    {"--forced-exits", "N", "testing: about each Nth guard fails", SetForcedExits},
    {"--gc-stress", "N", "testing: a full collection at each Nth allocation",
     SetGcStress},
    {"--memory", "MB", "cap of everything that the program owns (4096)",
     SetMemory},
    {"--profile", "FILE", "samples the program, writes collapsed stacks",
     SetProfile},
    {"--profile-with", "LIST", "of native,states: C++ frames, what the VM did",
     SetProfileWith},
    {"--dump", "ast|bytecode", "prints what the source becomes; runs nothing",
     SetDump},
};

void PrintHelp() {
  std::printf("%s\nRuns Python 3.11 programs.\n\n", kUsage);
  auto line = [](const std::string& option, const char* help) {
    std::printf("  %-27s %s\n", option.c_str(), help);
  };
  line("-c CODE", "runs CODE");
  line("-", "reads the program from standard input, as without FILE");
  for (const Row& row : kRows) {
    line(absl::StrCat(row.name, "=", row.value), row.help);
  }
  line("-V, --version", "prints the version");
  line("-h, --help", "prints this");
  std::printf("\nKnobs: name, default, meaning.\n%s", jit::DescribeKnobs().c_str());
}

bool Complain(const std::string& what, int* exit_code) {
  std::fprintf(stderr, "pyjit: %s\n%sTry `pyjit --help'.\n", what.c_str(), kUsage);
  *exit_code = 2;
  return false;
}

const Row* FindRow(absl::string_view name) {
  for (const Row& row : kRows) {
    if (name == row.name) return &row;
  }
  return nullptr;
}

}  // namespace

bool ParseCommandLine(int argc, char** argv, Options* options, int* exit_code) {
  *exit_code = 0;
  int i = 1;
  for (; i < argc; ++i) {
    const absl::string_view arg = argv[i];
    if (arg == "-" || arg.empty() || arg[0] != '-') break;
    if (arg == "-h" || arg == "--help") {
      PrintHelp();
      return false;
    }
    if (arg == "-V" || arg == "--version") {
      std::printf("pyjit 0.1 (Python 3.11)\n");
      return false;
    }
    if (arg.substr(0, 2) == "-c") {
      if (arg.size() == 2 && i + 1 >= argc) {
        return Complain("argument expected for the -c option", exit_code);
      }
      options->source = Options::Source::kCode;
      options->text = arg.size() > 2 ? argv[i] + 2 : argv[++i];
      break;
    }
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(arg, absl::MaxSplits('=', 1));
    const Row* row = FindRow(parts.first);
    if (row == nullptr) {
      return Complain(absl::StrCat("unknown option ", arg), exit_code);
    }
    absl::string_view value = parts.second;
    if (parts.first.size() == arg.size()) {
      if (i + 1 >= argc) {
        return Complain(absl::StrCat(arg, " needs a value: ", row->value),
                        exit_code);
      }
      value = argv[++i];
    }
    std::string problem;
    if (!row->handle(options, value, &problem)) {
      return Complain(problem.empty()
                          ? absl::StrCat(row->name, "=", value, ": expected ",
                                         row->value)
                          : problem,
                      exit_code);
    }
  }
  if (options->source == Options::Source::kCode) {
    options->argv.push_back("-c");
  } else if (i < argc && argv[i] != absl::string_view("-")) {
    options->source = Options::Source::kFile;
    options->text = argv[i];
    options->argv.push_back(argv[i]);
  } else {
    options->argv.push_back(i < argc ? "-" : "");
  }
  for (++i; i < argc; ++i) options->argv.push_back(argv[i]);
  return true;
}

}  // namespace pyjit
