#include "jit/codegen_loader.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace pyjit::jit {
namespace {

constexpr char kLibrary[] = "libpyjit_codegen.so";

std::string FolderOf(const std::string& file) {
  const size_t slash = file.rfind('/');
  return slash == std::string::npos ? "." : file.substr(0, slash);
}

std::vector<std::string> Candidates() {
  std::vector<std::string> folders;
  Dl_info self;
  if (dladdr(reinterpret_cast<const void*>(&LoadCodeGenerator), &self) != 0 &&
      self.dli_fname != nullptr) {
    char real[PATH_MAX];
    if (realpath(self.dli_fname, real) != nullptr) {
      folders.push_back(FolderOf(real));
    }
    folders.push_back(FolderOf(self.dli_fname));
  }
  char program[PATH_MAX];
  const ssize_t length =
      readlink("/proc/self/exe", program, sizeof(program) - 1);
  if (length > 0) folders.push_back(FolderOf(std::string(program, length)));
  std::vector<std::string> paths;
  for (const std::string& folder : folders) {
    paths.push_back(absl::StrCat(folder, "/", kLibrary));
    paths.push_back(absl::StrCat(folder, "/../", kLibrary));
    paths.push_back(absl::StrCat(folder, "/../../", kLibrary));
  }
  return paths;
}

}  // namespace

absl::StatusOr<NewCodeGeneratorFn> LoadCodeGenerator(const std::string& path) {
  const std::vector<std::string> paths =
      path.empty() ? Candidates() : std::vector<std::string>{path};
  for (const std::string& candidate : paths) {
    if (access(candidate.c_str(), R_OK) != 0) continue;
    void* library = dlopen(candidate.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) {
      const char* reason = dlerror();
      return absl::FailedPreconditionError(absl::StrCat(
          "cannot open ", candidate, ": ", reason ? reason : "unknown"));
    }
    void* symbol = dlsym(library, kNewCodeGeneratorSymbol);
    if (symbol == nullptr) {
      return absl::FailedPreconditionError(
          absl::StrCat(candidate, " has no ", kNewCodeGeneratorSymbol));
    }
    return reinterpret_cast<NewCodeGeneratorFn>(symbol);
  }
  return absl::NotFoundError(absl::StrCat(
      kLibrary, " is not at any of: ", absl::StrJoin(paths, ", ")));
}

}  // namespace pyjit::jit
