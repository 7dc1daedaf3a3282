// The pyjit program: runs Python files as `python3` does. Options: see
// tools/pyjit_options.cc or --help.

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/arena.h"
#include "frontend/ast_dump.h"
#include "frontend/compile.h"
#include "frontend/parser.h"
#include "interp/interpreter.h"
#include "jit/jit.h"
#include "profiler/profiler.h"
#include "profiler/writers/collapsed.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/isolate.h"
#include "runtime/namespace.h"
#include "runtime/python_threads.h"
#include "runtime/types/str.h"
#include "stdlib/modules.h"
#include "tools/pyjit_options.h"

namespace pyjit {
namespace {

constexpr char kLibrary[] = "/usr/lib/python3.11";

// The one thread of this program, for its signal handler.
std::atomic<Thread*> g_thread{nullptr};

void OnInterrupt(int) {
  Thread* t = g_thread.load();
  // Asked for twice before Python came to it: the program hangs elsewhere.
  if (t == nullptr || (t->poll.fetch_or(kPollInterrupt) & kPollInterrupt)) {
    _exit(130);
  }
}

int Fail(const std::string& what, int exit_code) {
  std::fprintf(stderr, "pyjit: %s\n", what.c_str());
  return exit_code;
}

bool ReadAll(int fd, std::string* text) {
  char buffer[65536];
  for (;;) {
    const ssize_t n = read(fd, buffer, sizeof(buffer));
    if (n > 0) text->append(buffer, static_cast<size_t>(n));
    if (n == 0) return true;
    if (n < 0 && errno != EINTR) return false;
  }
}

// 0, or the exit code after a complaint.
int ReadSource(const ProgramOptions& options, std::string* source) {
  switch (options.source) {
    case ProgramOptions::Source::kCode:
      *source = options.text + "\n";
      return 0;
    case ProgramOptions::Source::kStdin:
      return ReadAll(STDIN_FILENO, source) ? 0 : Fail("can't read stdin", 1);
    case ProgramOptions::Source::kFile: break;
  }
  const std::string& name = options.text;
  struct stat status;
  const int fd = open(name.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd >= 0 && fstat(fd, &status) == 0 && S_ISDIR(status.st_mode)) {
    close(fd);
    return Fail(absl::StrCat("can't find '__main__' module in '", name, "'"), 1);
  }
  const bool read = fd >= 0 && ReadAll(fd, source);
  const int error = errno;
  if (fd >= 0) close(fd);
  if (read) return 0;
  return Fail(absl::StrCat("can't open file '", name, "': [Errno ", error, "] ",
                           std::strerror(error)),
              2);
}

std::string FolderOf(const std::string& file) {
  const size_t slash = file.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : file.substr(0, slash);
}

// sys.path at the start: the program's folder, then what PYTHONPATH lists.
std::vector<std::string> ImportPath(const ProgramOptions& options) {
  std::vector<std::string> path = {
      options.source == ProgramOptions::Source::kFile ? FolderOf(options.text)
                                                      : std::string()};
  const char* more = std::getenv("PYTHONPATH");
  if (more != nullptr && *more != '\0') {
    for (absl::string_view folder : absl::StrSplit(more, ':')) {
      path.emplace_back(folder);
    }
  }
  // The part of the library that is written in Python.
  struct stat status;
  if (stat(kLibrary, &status) == 0 && S_ISDIR(status.st_mode)) path.emplace_back(kLibrary);
  return path;
}

// What tracebacks say.
std::string SourceName(const ProgramOptions& options) {
  switch (options.source) {
    case ProgramOptions::Source::kFile: return options.text;
    case ProgramOptions::Source::kCode: return "<string>";
    case ProgramOptions::Source::kStdin: break;
  }
  return "<stdin>";
}

// __main__ with what a program finds in it; null with an exception pending.
Module* MakeMain(Thread* t, const ProgramOptions& options) {
  Isolate* isolate = t->isolate;
  Module* main = NewModule(t, isolate->names.dunder_main, true);
  if (main == nullptr ||
      !NamespaceSet(t, main->dict, isolate->names.dunder_builtins,
                    isolate->builtins())) {
    return nullptr;
  }
  if (options.source == ProgramOptions::Source::kFile) {
    Str* name = Intern(t, "__file__");
    Str* file = name == nullptr ? nullptr : NewStrUtf8(t, options.text);
    if (file == nullptr || !NamespaceSet(t, main->dict, name, file)) {
      return nullptr;
    }
  }
  return main;
}

// Prints the tree; null with a SyntaxError pending, else None.
Value DumpTree(Thread* t, const std::string& source, const std::string& name,
               bool is_str) {
  Arena arena;
  ParseOptions options;
  options.source_is_utf8 = is_str;
  const ParseResult result = Parse(source, options, &arena);
  if (!result.ok()) return RaiseSyntaxError(t, result.error, name);
  std::printf("%s\n", DumpAst(*result.module, false).c_str());
  return t->isolate->none();
}

// Compiles and runs the program, or prints what --dump asks for. Null with an
// exception pending.
Value RunProgram(Thread* t, const ProgramOptions& options,
                 const std::string& source) {
  Module* main = MakeMain(t, options);
  if (main == nullptr) return Value();
  const std::string name = SourceName(options);
  const bool is_str = options.source == ProgramOptions::Source::kCode;
  if (options.dump == ProgramOptions::Dump::kAst) {
    return DumpTree(t, source, name, is_str);
  }
  const Value code = CompileSource(t, source, name, "exec",
                                   is_str ? kCompileSourceIsUtf8 : 0);
  if (code.is_null()) return Value();
  if (options.dump == ProgramOptions::Dump::kBytecode) {
    std::fputs(DumpCode(*code.as<Code>()->block).c_str(), stdout);
    return t->isolate->none();
  }
  return RunCode(t, code.as<Code>(), main->dict, Value());
}

bool WriteProfile(const ProgramOptions& options, const Profile& profile) {
  CollapsedOptions writer;
  writer.vm_states = options.profile_states;
  const std::string text = WriteCollapsed(profile, writer);
  std::FILE* file = std::fopen(options.profile.c_str(), "wb");
  bool written = file != nullptr &&
                 std::fwrite(text.data(), 1, text.size(), file) == text.size();
  if (file != nullptr && std::fclose(file) != 0) written = false;
  return written;
}

int Run(int argc, char** argv) {
  ProgramOptions options;
  int exit_code = 0;
  if (!ParseCommandLine(argc, argv, &options, &exit_code)) return exit_code;
  std::string source;
  if (int code = ReadSource(options, &source); code != 0) return code;

  options.isolate.allow_files = options.isolate.allow_environment =
      options.isolate.allow_clock = true;
  InterpState interp;  // outlives the isolate
  auto created = Isolate::Create(options.isolate);
  if (!created.ok()) {
    return Fail(std::string(created.status().message()), 1);
  }
  const std::unique_ptr<Isolate> isolate = *std::move(created);
  Thread* t = isolate->main_thread();
  InstallInterpreter(isolate.get(), &interp);
  isolate->compile = CompileHook;
  std::unique_ptr<jit::Jit> jit;
  if (options.use_jit) {
    auto attached = jit::Attach(isolate.get(), &interp, options.jit);
    if (!attached.ok()) {
      return Fail(std::string(attached.status().message()), 2);
    }
    jit = *std::move(attached);
  }
  g_thread.store(t);
  struct sigaction action = {}, before;
  action.sa_handler = OnInterrupt;
  action.sa_flags = SA_RESTART;
  // Whoever started us may have it ignored.
  if (sigaction(SIGINT, nullptr, &before) == 0 && before.sa_handler == SIG_DFL) {
    sigaction(SIGINT, &action, nullptr);
  }
  signal(SIGPIPE, SIG_IGN);  // a BrokenPipeError, as in CPython

  StdlibOptions stdlib;
  stdlib.argv = options.argv;
  stdlib.import_path = ImportPath(options);
  stdlib.stdin_fd = STDIN_FILENO;
  stdlib.stdout_fd = STDOUT_FILENO;
  stdlib.stderr_fd = STDERR_FILENO;
  Value result;
  bool interrupted = false;
  if (InitStdlib(t, stdlib)) {
    std::unique_ptr<Profiler> profiler;
    if (!options.profile.empty()) {
      profiler = std::make_unique<Profiler>(isolate.get());
      SamplerOptions sampler;
      sampler.native_frames = options.profile_native;
      const absl::Status started = profiler->Start(sampler);
      if (!started.ok()) Fail(std::string(started.message()), 1);
    }
    result = RunProgram(t, options, source);
    if (profiler != nullptr) {
      const Value exception = std::exchange(t->exception, Value());
      const Profile profile = profiler->Stop();
      t->exception = exception;
      if (profile.dropped != 0) {
        Fail(absl::StrCat(profile.dropped, " samples were dropped"), 1);
      }
      if (!WriteProfile(options, profile)) {
        exit_code = Fail(absl::StrCat("cannot write ", options.profile), 1);
      }
    }
  }
  if (result.is_null()) {
    interrupted = PendingIs(t, Exc::kKeyboardInterrupt);
    exit_code = HandleUncaught(t, TakeException(t));
  }
  RunExitCallbacks(t);
  isolate->threads()->StopAll(t);
  FlushStandardStreams(t);
  std::fflush(stdout);
  g_thread.store(nullptr);
  jit.reset();
  if (interrupted) {
    // As CPython: who started us shall see that the signal ended it.
    signal(SIGINT, SIG_DFL);
    raise(SIGINT);
  }
  return exit_code;
}

}  // namespace
}  // namespace pyjit

int main(int argc, char** argv) { return pyjit::Run(argc, argv); }
