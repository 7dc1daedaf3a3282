// The pyjit program: runs Python files as `python3` does.

#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "frontend/compile.h"
#include "interp/interpreter.h"
#include "jit/jit.h"
#include "runtime/error.h"
#include "runtime/isolate.h"
#include "runtime/namespace.h"
#include "stdlib/modules.h"

namespace pyjit {
namespace {

struct Options {
  std::string file, code;
  bool has_code = false, from_stdin = false;
  std::vector<std::string> argv;
  std::string jit = "on";
  jit::JitOptions jit_options;
  IsolateOptions isolate;
  std::string dump;  // bytecode
};

int Usage(const std::string& message) {
  std::fprintf(stderr,
               "pyjit: %s\n"
               "usage: pyjit [options] FILE [args] | -c CODE [args] | - [args]\n"
               "try pyjit --help\n",
               message.c_str());
  return 2;
}

void Help() {
  std::printf(
      "usage: pyjit [options] FILE [args] | -c CODE [args] | - [args]\n\n"
      "  --jit=off|on|eval       interpreter only; machine code (default); IR "
      "evaluator\n"
      "  --jit-log=FILE          one line per recording, compile, retirement\n"
      "  --jit-dump=LIST:FILE    of ir,passes,llvm,asm\n"
      "  --jit-knob=NAME=VALUE   see below\n"
      "  --gc-stress=N           collect at every Nth allocation\n"
      "  --memory=MB             cap of everything the program owns\n"
      "  --dump=bytecode         print the code instead of running it\n"
      "  --version, --help\n\n"
      "knobs (name, default, meaning):\n%s",
      jit::DescribeKnobs().c_str());
}

// 0: go on; else the exit code plus one.
int Parse(int argc, char** argv, Options* options) {
  int i = 1;
  for (; i < argc; ++i) {
    absl::string_view arg = argv[i];
    if (arg == "-") {
      options->from_stdin = true;
      break;
    }
    if (arg == "-c") {
      if (i + 1 >= argc) return Usage("-c needs code") + 1;
      options->has_code = true;
      options->code = argv[++i];
      break;
    }
    if (arg.substr(0, 1) != "-") {
      options->file = std::string(arg);
      break;
    }
    int64_t number = 0;
    if (arg == "--help" || arg == "-h") {
      Help();
      return 1;
    }
    if (arg == "--version" || arg == "-V") {
      std::printf("pyjit 0.1 (Python 3.11)\n");
      return 1;
    }
    if (absl::ConsumePrefix(&arg, "--jit=")) {
      if (arg != "off" && arg != "on" && arg != "eval") {
        return Usage("--jit is off, on or eval") + 1;
      }
      options->jit = std::string(arg);
    } else if (absl::ConsumePrefix(&arg, "--jit-log=")) {
      options->jit_options.log_file = std::string(arg);
    } else if (absl::ConsumePrefix(&arg, "--jit-dump=")) {
      const std::vector<std::string> parts = absl::StrSplit(arg, ':');
      options->jit_options.dump = absl::StrSplit(parts[0], ',');
      options->jit_options.dump_file = parts.size() > 1 ? parts[1] : "-";
    } else if (absl::ConsumePrefix(&arg, "--jit-knob=")) {
      const absl::Status set = jit::SetKnob(&options->jit_options.knobs, arg);
      if (!set.ok()) return Usage(std::string(set.message())) + 1;
    } else if (absl::ConsumePrefix(&arg, "--gc-stress=") &&
               absl::SimpleAtoi(arg, &number)) {
      options->isolate.heap.collect_every = static_cast<uint64_t>(number);
    } else if (absl::ConsumePrefix(&arg, "--memory=") &&
               absl::SimpleAtoi(arg, &number)) {
      options->isolate.heap.cap_bytes = static_cast<uint64_t>(number) << 20;
    } else if (absl::ConsumePrefix(&arg, "--dump=")) {
      options->dump = std::string(arg);
    } else {
      return Usage(absl::StrCat("unknown option ", argv[i])) + 1;
    }
  }
  if (i >= argc) {
    options->from_stdin = true;
    options->argv = {""};
    return 0;
  }
  if (options->has_code) {
    options->argv = {"-c"};
  } else {
    options->argv = {argv[i]};
  }
  for (int k = i + 1; k < argc; ++k) options->argv.push_back(argv[k]);
  return 0;
}

bool ReadSource(const Options& options, std::string* source) {
  if (options.has_code) {
    *source = options.code + "\n";
    return true;
  }
  if (options.from_stdin) {
    source->assign(std::istreambuf_iterator<char>(std::cin), {});
    return true;
  }
  errno = 0;
  std::ifstream in(options.file, std::ios::binary);
  std::stringstream text;
  if (!in || !(text << in.rdbuf())) {
    if (in && errno == 0) return true;  // an empty file
    std::fprintf(stderr, "pyjit: can't open file '%s': [Errno %d] %s\n",
                 options.file.c_str(), errno, std::strerror(errno));
    return false;
  }
  *source = text.str();
  return true;
}

int Run(int argc, char** argv) {
  Options options;
  if (const int code = Parse(argc, argv, &options); code != 0) return code - 1;
  std::string source;
  if (!ReadSource(options, &source)) return 2;

  options.isolate.allow_files = options.isolate.allow_environment =
      options.isolate.allow_clock = true;
  InterpState interp;
  absl::StatusOr<std::unique_ptr<Isolate>> created =
      Isolate::Create(options.isolate);
  if (!created.ok()) {
    std::fprintf(stderr, "pyjit: %s\n",
                 std::string(created.status().message()).c_str());
    return 1;
  }
  Isolate* isolate = created->get();
  Thread* t = isolate->main_thread();
  InstallInterpreter(isolate, &interp);
  isolate->compile = CompileHook;
  StdlibOptions stdlib;
  stdlib.argv = options.argv;
  stdlib.stdin_fd = 0;
  stdlib.stdout_fd = 1;
  stdlib.stderr_fd = 2;
  const size_t slash = options.file.rfind('/');
  stdlib.import_path = {options.file.empty() ? std::string()
                        : slash == std::string::npos
                            ? std::string(".")
                            : options.file.substr(0, slash)};
  std::unique_ptr<jit::Jit> jit;
  if (options.jit != "off") {
    options.jit_options.knobs.evaluate = options.jit == "eval" ? 1 : 0;
    absl::StatusOr<std::unique_ptr<jit::Jit>> attached =
        jit::Attach(isolate, &interp, options.jit_options);
    if (!attached.ok()) {
      return Usage(std::string(attached.status().message()));
    }
    jit = *std::move(attached);
  }
  Value result;
  if (InitStdlib(t, stdlib)) {
    Module* main = NewModule(t, isolate->names.dunder_main, true);
    NamespaceSet(t, main->dict, isolate->names.dunder_builtins,
                 isolate->builtins());
    const std::string name = options.has_code     ? "<string>"
                             : options.from_stdin ? "<stdin>"
                                                  : options.file;
    const Value code = CompileSource(t, source, name, "exec", 0);
    if (!code.is_null() && options.dump == "bytecode") {
      std::fputs(DumpCode(*code.as<Code>()->block).c_str(), stdout);
      return 0;
    }
    if (!code.is_null()) {
      result = RunCode(t, code.as<Code>(), main->dict, Value());
    }
  }
  int exit_code = 0;
  if (result.is_null()) exit_code = HandleUncaught(t, TakeException(t));
  FlushStandardStreams(t);
  jit.reset();
  return exit_code;
}

}  // namespace
}  // namespace pyjit

int main(int argc, char** argv) { return pyjit::Run(argc, argv); }
