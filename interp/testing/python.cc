#include "interp/testing/python.h"

#include <unistd.h>

#include <cstdlib>
#include <utility>

#include "absl/strings/str_replace.h"
#include "base/check.h"
#include "frontend/compile.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/namespace.h"
#include "runtime/operators.h"
#include "runtime/types/str.h"
#include "stdlib/modules.h"

namespace pyjit {

PythonProgram::PythonProgram(TraceHooks* hooks, IsolateOptions options) {
  auto isolate = Isolate::Create(options);
  PYJIT_CHECK(isolate.ok(), "no isolate");
  isolate_ = *std::move(isolate);
  interp_.hooks = hooks;
  InstallInterpreter(isolate_.get(), &interp_);
  isolate_->compile = CompileHook;
  PYJIT_CHECK(InitStdlib(thread()), "no builtins");
  module_ = NewModule(thread(), isolate_->names.dunder_main, true);
  PYJIT_CHECK(!module_.is_null(), "no __main__");
}

PythonProgram::~PythonProgram() { isolate_.reset(); }

std::string PythonProgram::Run(absl::string_view source) { return RunAs(source, "<test>"); }

std::string PythonProgram::RunFile(absl::string_view source) {
  char path[] = "/tmp/interp_test_XXXXXX";
  int fd = mkstemp(path);
  PYJIT_CHECK(fd >= 0, "no temporary file");
  PYJIT_CHECK(write(fd, source.data(), source.size()) == static_cast<ssize_t>(source.size()),
              "cannot write");
  close(fd);
  std::string text = RunAs(source, path);
  unlink(path);
  return absl::StrReplaceAll(text, {{path, "<test>"}});
}

std::string PythonProgram::RunAs(absl::string_view source, absl::string_view filename) {
  Thread* t = thread();
  isolate_->BindToNativeThread();
  Value code = CompileSource(t, source, filename, "exec", kCompileKeepSource);
  if (!code.is_null()) RunCode(t, code.as<Code>(), module_.as<Module>()->dict, Value());
  if (t->exception.is_null()) return "";
  return FormatException(t, TakeException(t));
}

std::string PythonProgram::Global(absl::string_view name) {
  Thread* t = thread();
  isolate_->BindToNativeThread();
  Value value = NamespaceGet(module_.as<Module>()->dict, Intern(t, name));
  if (value.is_null()) return "<unbound>";
  Value text = ToRepr(t, value);
  return text.is_null() ? FormatException(t, TakeException(t)) : StrToUtf8(text.as<Str>());
}

CodeBlock* PythonProgram::CodeOf(absl::string_view function) {
  Value value = NamespaceGet(module_.as<Module>()->dict, Intern(thread(), function));
  PYJIT_CHECK(IsKind(value, Kind::kFunction), "no such function");
  return value.as<Function>()->code->block;
}

}  // namespace pyjit
