#ifndef RUNTIME_TYPES_FILE_STATE_H_
#define RUNTIME_TYPES_FILE_STATE_H_

#include <cstddef>
#include <string>

#include "runtime/isolate.h"
#include "runtime/types/codecs.h"

namespace pyjit {

// What text files do with line ends (open()'s newline).
enum class NewlineMode : uint8_t {
  kTranslate,   // None: \n, \r and \r\n all read as \n
  kUniversal,   // '': the same ends, given as they are
  kLf, kCr, kCrLf,  // only this one
};

// The part of a FileObject outside the heap: buffers hold the file's own bytes.
struct FileState {
  std::string read;      // read ahead
  size_t read_pos = 0;   // of it, consumed
  std::string pending;   // to be written
  bool at_eof = false;   // the last read gave nothing
  Encoding encoding = Encoding::kUtf8;
  CodecErrors errors = CodecErrors::kStrict;
  NewlineMode newline = NewlineMode::kTranslate;
  Isolate* isolate = nullptr;  // for kFileHostWriter

  absl::string_view unread() const {
    return absl::string_view(read).substr(read_pos);
  }
};

}  // namespace pyjit

#endif  // RUNTIME_TYPES_FILE_STATE_H_
