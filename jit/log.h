#ifndef JIT_LOG_H_
#define JIT_LOG_H_

#include <cstdio>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace pyjit::jit {

// A text file for --jit-log or --jit-dump, written line by line so that a
// process that dies has left what it knew. "-" is stderr. Closed when it goes.
class LogFile {
 public:
  LogFile() = default;
  ~LogFile();
  LogFile(const LogFile&) = delete;
  LogFile& operator=(const LogFile&) = delete;

  absl::Status Open(const std::string& path);
  bool is_open() const { return file_ != nullptr; }
  void Write(absl::string_view text);  // nothing happens if not open

 private:
  std::FILE* file_ = nullptr;
};

}  // namespace pyjit::jit

#endif  // JIT_LOG_H_
