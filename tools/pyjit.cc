// The pyjit program: runs Python files as `python3` does. Options: see
// tools/pyjit_options.cc or --help.

#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "frontend/compile.h"
#include "interp/interpreter.h"
#include "jit/jit.h"
#include "profiler/profiler.h"
#include "profiler/writers/collapsed.h"
#include "runtime/error.h"
#include "runtime/finalizers.h"
#include "runtime/isolate.h"
#include "runtime/python_threads.h"
#include "stdlib/modules.h"
#include "tools/pyjit_options.h"
#include "tools/pyjit_program.h"

namespace pyjit {
namespace {

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
  if (int code = ReadSource(&options, &source); code != 0) return code;

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
  isolate->compile = options.lines_only ? CompileLinesHook : CompileHook;
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
  // A BrokenPipeError, and an OSError where a file grows too large, as in CPython.
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);

  const StdlibOptions stdlib = LibraryOptions(options, argc, argv);
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
  if (WantsConversation(t, options)) {
    exit_code = 0;
    if (Converse(t, options, false).is_null()) {
      exit_code = HandleUncaught(t, TakeException(t));
    }
  }
  FinishProgram(t);
  isolate->threads()->StopAll(t);
  RunAllFinalizers(t);
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
