#ifndef JIT_CODEGEN_LOADER_H_
#define JIT_CODEGEN_LOADER_H_

#include <string>

#include "absl/status/statusor.h"
#include "jit/code_generator.h"

namespace pyjit::jit {

// Opens libpyjit_codegen.so: `path` if not empty, else beside the object that
// holds this code (libpyjit.so) or the running program, or one folder above
// (bazel-bin/tools/pyjit and bazel-bin/libpyjit_codegen.so). Any thread; takes
// milliseconds the first time. NotFound names the places it looked at.
// The library stays open for the life of the process.
absl::StatusOr<NewCodeGeneratorFn> LoadCodeGenerator(const std::string& path);

}  // namespace pyjit::jit

#endif  // JIT_CODEGEN_LOADER_H_
