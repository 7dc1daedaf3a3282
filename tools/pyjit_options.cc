#include "tools/pyjit_options.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"

namespace pyjit {
namespace {

using Options = ProgramOptions;

constexpr char kUsage[] =
    "usage: pyjit [option] ... FILE [argument] ... | -c CODE [argument] ... | "
    "-m MODULE [argument] ... | - [argument] ...\n";

// Options of one letter without a value; several may stand together.
struct Letter {
  char letter;
  const char* help;
  void (*set)(Options* o);
};
constexpr Letter kLetters[] = {
    {'b', "warns of bytes compared with str; -bb: an error",
     [](Options* o) { ++o->flags.bytes_warning; }},
    {'B', "writes no .pyc files", [](Options* o) { o->flags.dont_write_bytecode = 1; }},
    {'d', "only sets sys.flags.debug", [](Options* o) { ++o->flags.debug; }},
    {'E', "ignores the variables PYTHON*", [](Options* o) { o->flags.ignore_environment = 1; }},
    {'i', "goes on interactively after the program",
     [](Options* o) { o->flags.inspect = o->flags.interactive = 1; }},
    {'I', "isolated: -E, -P and -s",
     [](Options* o) {
       o->flags.isolated = o->flags.ignore_environment = o->flags.no_user_site = 1;
       o->flags.safe_path = true;
     }},
    {'O', "without assert statements; -OO: and without docstrings",
     [](Options* o) { ++o->flags.optimize; }},
    {'P', "sys.path without the program's folder", [](Options* o) { o->flags.safe_path = true; }},
    {'q', "no banner when interactive", [](Options* o) { ++o->flags.quiet; }},
    {'R', "only sets sys.flags", [](Options* o) { o->flags.hash_randomization = 1; }},
    {'s', "only sets sys.flags.no_user_site", [](Options* o) { o->flags.no_user_site = 1; }},
    {'S', "no exit, quit, help, copyright, credits, license; sets sys.flags.no_site", [](Options* o) { o->flags.no_site = 1; }},
    {'u', "output is not buffered", [](Options* o) { o->unbuffered = true; }},
    {'v', "only sets sys.flags.verbose", [](Options* o) { ++o->flags.verbose; }},
    {'x', "skips the file's first line", [](Options* o) { o->skip_first_line = true; }},
};

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
bool SetCheckPycs(Options* o, absl::string_view value, std::string*) {
  o->check_hash_based_pycs = std::string(value);
  return value == "default" || value == "always" || value == "never";
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
    {"--check-hash-based-pycs", "default|always|never",
     "how .pyc files with a hash are compared with their source", SetCheckPycs},
    {"--dump", "ast|bytecode", "prints what the source becomes; runs nothing",
     SetDump},
};

void PrintHelp() {
  std::printf("%s\nRuns Python 3.11 programs.\n\n", kUsage);
  auto line = [](const std::string& option, const char* help) {
    std::printf("  %-27s %s\n", option.c_str(), help);
  };
  line("-c CODE", "runs CODE");
  line("-m MODULE", "runs a module of the library or of sys.path");
  line("-", "reads the program from standard input, as without FILE");
  for (const Letter& row : kLetters) line(std::string{'-', row.letter}, row.help);
  line("-W ACTION", "a filter of warnings");
  line("-X OPTION", "goes into sys._xoptions");
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

enum class Parsed { kGoOn, kProgram, kEnd };

// Letters behind one dash. kProgram: -c or -m was among them.
Parsed ParseLetters(int argc, char** argv, int* i, Options* options, int* exit_code) {
  const absl::string_view arg = argv[*i];
  for (size_t k = 1; k < arg.size(); ++k) {
    const char letter = arg[k];
    if (letter == 'V') {
      std::printf("pyjit 0.1 (Python 3.11)\n");
      return Parsed::kEnd;
    }
    if (letter == 'h' || letter == '?') {
      PrintHelp();
      return Parsed::kEnd;
    }
    if (absl::StrContains("cmWX", std::string(1, letter))) {
      if (k + 1 == arg.size() && *i + 1 >= argc) {
        Complain(absl::StrCat("argument expected for the -", std::string(1, letter), " option"),
                 exit_code);
        return Parsed::kEnd;
      }
      const std::string value = k + 1 < arg.size() ? argv[*i] + k + 1 : argv[++*i];
      if (letter == 'c' || letter == 'm') {
        options->source = letter == 'c' ? Options::Source::kCode : Options::Source::kModule;
        options->text = value;
        return Parsed::kProgram;
      }
      (letter == 'W' ? options->warn_options : options->x_options).push_back(value);
      return Parsed::kGoOn;
    }
    const Letter* row = nullptr;
    for (const Letter& each : kLetters) {
      if (each.letter == letter) row = &each;
    }
    if (row == nullptr) {
      Complain(absl::StrCat("unknown option -", std::string(1, letter)), exit_code);
      return Parsed::kEnd;
    }
    row->set(options);
  }
  return Parsed::kGoOn;
}

// A variable that counts like a letter: a number, or anything for 1.
void Count(const Options& options, const char* name, int* flag) {
  const char* value = Environment(options, name);
  if (value == nullptr) return;
  int n = 1;
  if (!absl::SimpleAtoi(value, &n) || n < 0) n = 1;
  if (n > *flag) *flag = n;
}

void ReadEnvironment(Options* o) {
  int safe_path = 0, unbuffered = 0, dev_mode = 0;
  Count(*o, "PYTHONDEBUG", &o->flags.debug);
  Count(*o, "PYTHONINSPECT", &o->flags.inspect);
  Count(*o, "PYTHONOPTIMIZE", &o->flags.optimize);
  Count(*o, "PYTHONDONTWRITEBYTECODE", &o->flags.dont_write_bytecode);
  Count(*o, "PYTHONNOUSERSITE", &o->flags.no_user_site);
  Count(*o, "PYTHONVERBOSE", &o->flags.verbose);
  Count(*o, "PYTHONUTF8", &o->flags.utf8_mode);
  Count(*o, "PYTHONSAFEPATH", &safe_path);
  Count(*o, "PYTHONUNBUFFERED", &unbuffered);
  Count(*o, "PYTHONDEVMODE", &dev_mode);
  if (safe_path) o->flags.safe_path = true;
  if (unbuffered) o->unbuffered = true;
  for (const std::string& option : o->x_options) {
    if (option == "dev") dev_mode = 1;
    if (option == "no_debug_ranges") o->lines_only = true;
    if (option == "utf8" || option == "utf8=1") o->flags.utf8_mode = 1;
    if (option == "warn_default_encoding") o->flags.warn_default_encoding = 1;
  }
  if (Environment(*o, "PYTHONNODEBUGRANGES") != nullptr) o->lines_only = true;
  std::vector<std::string> warnings;
  if (dev_mode) {
    o->flags.dev_mode = true;
    warnings.push_back("default");
  }
  if (const char* more = Environment(*o, "PYTHONWARNINGS")) {
    for (absl::string_view option : absl::StrSplit(more, ',')) warnings.emplace_back(option);
  }
  for (const std::string& option : o->warn_options) warnings.push_back(option);
  if (o->flags.bytes_warning > 0) {
    warnings.push_back(o->flags.bytes_warning > 1 ? "error::BytesWarning"
                                                  : "default::BytesWarning");
  }
  o->warn_options = warnings;
}

}  // namespace

const char* Environment(const Options& options, const char* name) {
  if (options.flags.ignore_environment) return nullptr;
  const char* value = std::getenv(name);
  return value == nullptr || *value == '\0' ? nullptr : value;
}

bool ParseCommandLine(int argc, char** argv, Options* options, int* exit_code) {
  *exit_code = 0;
  int i = 1;
  for (; i < argc; ++i) {
    const absl::string_view arg = argv[i];
    if (arg == "-" || arg.empty() || arg[0] != '-') break;
    if (arg == "--help") {
      PrintHelp();
      return false;
    }
    if (arg == "--version") {
      std::printf("pyjit 0.1 (Python 3.11)\n");
      return false;
    }
    if (arg[1] != '-') {
      const Parsed parsed = ParseLetters(argc, argv, &i, options, exit_code);
      if (parsed == Parsed::kEnd) return false;
      if (parsed == Parsed::kProgram) break;
      continue;
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
  } else if (options->source == Options::Source::kModule) {
    options->argv.push_back("-m");  // runpy puts the file's name here
  } else if (i < argc && argv[i] != absl::string_view("-")) {
    options->source = Options::Source::kFile;
    options->text = argv[i];
    options->argv.push_back(argv[i]);
  } else {
    options->argv.push_back(i < argc ? "-" : "");
  }
  for (++i; i < argc; ++i) options->argv.push_back(argv[i]);
  ReadEnvironment(options);
  return true;
}

}  // namespace pyjit
