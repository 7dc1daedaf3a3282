#ifndef INTERP_TESTING_PYTHON_H_
#define INTERP_TESTING_PYTHON_H_

#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "interp/interpreter.h"
#include "runtime/isolate.h"

namespace pyjit {

// An isolate with interpreter, front end and builtins, in which tests run Python.
// Hooks may be null. One `__main__` module for all that is run.
class PythonProgram {
 public:
  explicit PythonProgram(TraceHooks* hooks = nullptr, IsolateOptions options = {});
  ~PythonProgram();

  // Runs the text as a script. "" or what CPython would print for the uncaught exception.
  std::string Run(absl::string_view source);
  // The same from a file, whose lines tracebacks show; it is called "<test>" there.
  std::string RunFile(absl::string_view source);
  // repr() of a global of __main__; "<unbound>" if there is none.
  std::string Global(absl::string_view name);
  // The code object of a global function.
  CodeBlock* CodeOf(absl::string_view function);

  Thread* thread() { return isolate_->main_thread(); }
  Isolate* isolate() { return isolate_.get(); }

 private:
  std::string RunAs(absl::string_view source, absl::string_view filename);

  InterpState interp_;
  std::unique_ptr<Isolate> isolate_;
  Value module_;  // kept by sys.modules
};

}  // namespace pyjit

#endif  // INTERP_TESTING_PYTHON_H_
