#include "jit/log.h"

#include <cerrno>
#include <cstring>

#include "absl/strings/str_cat.h"

namespace pyjit::jit {

LogFile::~LogFile() {
  if (file_ != nullptr && file_ != stderr) std::fclose(file_);
}

absl::Status LogFile::Open(const std::string& path) {
  file_ = path == "-" ? stderr : std::fopen(path.c_str(), "w");
  if (file_ == nullptr) {
    return absl::InvalidArgumentError(
        absl::StrCat("cannot write ", path, ": ", std::strerror(errno)));
  }
  return absl::OkStatus();
}

void LogFile::Write(absl::string_view text) {
  if (file_ == nullptr) return;
  std::fwrite(text.data(), 1, text.size(), file_);
  std::fflush(file_);
}

}  // namespace pyjit::jit
