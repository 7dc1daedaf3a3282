// Whole programs against what CPython wrote: see stdlib/testdata/README.md.
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "frontend/compile.h"
#include "gtest/gtest.h"
#include "interp/interpreter.h"
#include "runtime/error.h"
#include "runtime/namespace.h"
#include "stdlib/modules.h"

namespace pyjit {
namespace {

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file) << path;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

struct Output {
  std::string text[3];  // by stream: 1 stdout, 2 stderr
  int exit_code = 0;
};

void Collect(void* context, int stream, const char* data, size_t size) {
  static_cast<Output*>(context)->text[stream].append(data, size);
}

// Runs a script as `python name.py scratch` would. The interpreter state must
// outlive the isolate.
Output RunProgram(const std::string& directory, const std::string& name,
                  const std::string& scratch, uint64_t collect_every) {
  Output output;
  IsolateOptions options;
  options.allow_files = options.allow_environment = options.allow_clock = true;
  options.heap.collect_every = collect_every;
  InterpState interp;
  auto created = Isolate::Create(options);
  EXPECT_TRUE(created.ok()) << created.status();
  std::unique_ptr<Isolate> isolate = std::move(*created);
  Thread* t = isolate->main_thread();
  InstallInterpreter(isolate.get(), &interp);
  isolate->compile = CompileHook;
  isolate->write_output = Collect;
  isolate->output_context = &output;
  StdlibOptions stdlib;
  stdlib.argv = {name, scratch};
  stdlib.import_path = {directory};
  EXPECT_TRUE(InitStdlib(t, stdlib));
  Module* main = NewModule(t, isolate->names.dunder_main, true);
  NamespaceSet(t, main->dict, isolate->names.dunder_builtins, isolate->builtins());
  Value code = CompileHook(t, ReadFile(directory + "/" + name), name, "exec");
  Value result;
  if (!code.is_null()) result = RunCode(t, code.as<Code>(), main->dict, Value());
  if (result.is_null()) output.exit_code = HandleUncaught(t, TakeException(t));
  FlushStandardStreams(t);
  return output;
}

std::string DataDirectory() {
  const char* root = std::getenv("TEST_SRCDIR");
  const char* workspace = std::getenv("TEST_WORKSPACE");
  return absl::StrCat(root, "/", workspace, "/stdlib/testdata");
}

class ProgramTest : public testing::TestWithParam<const char*> {
 protected:
  void Check(uint64_t collect_every) {
    // Tracebacks quote their source, found relative to here as CPython found it.
    ASSERT_EQ(chdir(DataDirectory().c_str()), 0);
    std::string name = GetParam();
    std::string scratch = absl::StrCat(std::getenv("TEST_TMPDIR"), "/scratch");
    Output output = RunProgram(".", name + ".py", scratch, collect_every);
    EXPECT_EQ(output.text[1], ReadFile(name + ".out"));
    EXPECT_EQ(output.text[2], ReadFile(name + ".err"));
  }
};

TEST_P(ProgramTest, WritesWhatCPythonWrites) { Check(0); }
TEST_P(ProgramTest, CollectingOften) { Check(97); }

INSTANTIATE_TEST_SUITE_P(Programs, ProgramTest,
                         testing::Values("builtins", "calls", "exceptions", "io", "operators",
                                         "tracebacks"),
                         [](const auto& info) { return std::string(info.param); });

}  // namespace
}  // namespace pyjit
